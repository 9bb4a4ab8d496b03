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
    assert told.out.endswith("On record:\n  1 deal\n")


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


def test_what_they_allow_and_by_whom_they_came_stand_on_the_sheet_as_on_their_page(run: Run, store: Path) -> None:
    for asked in (
        ("--give", "contact", "--channel", "e-mail"),
        ("--take-back", "contact", "--channel", "call"),
        ("--give", "greetings"),
    ):
        assert run("--store", store, "consent", "meera", *asked, "--how", "said so at the branch").code == 0
    assert run("--store", store, "refer", "meera", "--by", "Joshi & Sons").code == 0
    told = run("--store", store, "brief", "meera").out
    assert "  allows: contact by e-mail, greetings; not contact by call\n" in told
    assert "  came: by Joshi & Sons\n" in told
    assert "  came: sent us 1 customer\n" in run("--store", store, "brief", "2").out
    found = json.loads(run("--store", store, "brief", "meera", "--format", "json").out)
    assert [(one["purpose"], one["channel"], one["withdrawn_on"]) for one in found["consents"]] == [
        ("contact", "call", "2026-11-21"),
        ("contact", "e-mail", None),
        ("greetings", None, None),
    ]
    assert (found["came"]["by"]["id"], found["came"]["sent"]) == (2, [])
    assert json.loads(run("--store", store, "brief", "2", "--format", "json").out)["came"] == {"by": None, "sent": [1]}
