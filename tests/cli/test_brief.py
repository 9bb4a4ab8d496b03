"""``crm-tui brief``."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize("wanted", ["1", "#1", "meera"])
def test_a_customer_is_found_by_number_or_name(run: Run, store: Path, wanted: str) -> None:
    told = run("brief", wanted, "--store", store)
    assert told.code == 0
    assert told.out.startswith("Meera Joshi (#1), individual customer: before a visit on 2026-11-21\n")
    assert "  on time: none yet: nothing was due\n" in told.out
    assert "  #1 Home loan, Wakad flat: Enquiry since 2026-11-21; no value\n" in told.out


def test_markdown_and_json_tell_the_same(run: Run, store: Path) -> None:
    assert "## State of the relationship" in run("brief", "1", "--store", store, "--format", "markdown").out
    told = json.loads(run("brief", "1", "--store", store, "--format", "json").out)
    assert [one["about"] for one in told["state"]["facts"]] == [
        *("contact", "on time", "mismatches", "incidents", "feedback", "felt")
    ]
    assert told["counts"] == {"deals": 1}
    assert [one["table"] for one in told["timeline"]] == ["deals"]


def test_several_of_a_name_are_listed(run: Run, store: Path) -> None:
    told = run("brief", "joshi", "--store", store)
    assert told.code == 2
    assert "Joshi & Sons (#2)" in told.err
