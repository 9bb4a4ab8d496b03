"""Clauses as papers of many countries say them: what costs or binds is found, the harmless is left alone."""

from pathlib import Path

import pytest

from crm_tui.comparison.adverse import adverse
from crm_tui.comparison.layout import passages
from crm_tui.comparison.roles import Roles
from crm_tui.domain.document import PaperLine

AREAS = {
    "business": "b2b",
    "employment": "employment",
    "harmless": "service",
    "insurance": "insurance",
    "leases": "lease",
    "loans_and_cards": "loan",
    "telecom_and_services": "telecom",
}
FOLDER = Path(__file__).parent / "clauses"


def _lines(name: str) -> list[str]:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _read(text: str, area: str) -> list[str]:
    lines = (PaperLine(page=1, number=1, text="ACME SERVICES LIMITED"), PaperLine(page=1, number=3, text=text))
    return [one.type.id for one in adverse(passages(lines), Roles(lines), area)]


COSTLY = [(area, *line.split(" | ", 1)) for name, area in AREAS.items() if name != "harmless" for line in _lines(name)]


@pytest.mark.parametrize(("area", "types", "text"), COSTLY, ids=[text[:60] for _, _, text in COSTLY])
def test_a_clause_that_costs_or_binds_is_found_under_a_name_that_fits(area, types, text):
    assert {*_read(text, area)[:1]} & {*types.split("/")}


@pytest.mark.parametrize("text", _lines("harmless"), ids=lambda text: text[:60])
def test_a_clause_that_takes_nothing_from_the_customer_is_left_alone(text):
    assert _read(text, "service") == []
