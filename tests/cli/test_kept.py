"""``crm-tui kept``."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from crm_tui.domain.commitment import Commitment, Status
from crm_tui.domain.staff import Member
from crm_tui.store.desk_store import TinyStore
from tests.cli.conftest import DAY, Run


@pytest.fixture
def kept(store: Path) -> Path:
    due = DAY - timedelta(days=3)
    with TinyStore(store).transaction() as now:
        for late in range(6):
            settled = {"status": Status.KEPT, "settled_on": due + timedelta(days=max(0, late - 3))}
            now.add(
                Commitment(customer_id=1, words=f"Call {late}", owner="asha", made_on=due, due=due).model_copy(
                    update=settled
                )
            )
    return store


def test_the_numbers_and_the_trend(run: Run, kept: Path) -> None:
    told = run("kept", "--store", kept).out
    assert told.startswith("Kept on time until 2026-11-21: 4 of 6 (66 %)\n  2 late\n")
    assert ["asha", "4", "of", "6", "66", "%", "2", "late"] in [line.split() for line in told.splitlines()]
    assert "  2026-11  ████████████████████            4 of 6   66 %\n" in told


def test_the_cases_behind_a_number(run: Run, kept: Path) -> None:
    told = run("kept", "--store", kept, "--cases", "ASHA").out
    assert told.splitlines()[-1] == "  #6     due 2026-11-18  late (2026-11-20): Meera Joshi: Call 5 (asha)"
    assert len(told.splitlines()) == 7


def test_the_cases_of_an_officer_by_login_too(run: Run, kept: Path) -> None:
    with TinyStore(kept).transaction() as now:
        now.add(Member(login="asha", name="Asha Kulkarni", since=DAY))
    told = [run("kept", "--store", kept, "--cases", who).out for who in ("asha", "Asha Kulkarni")]
    assert told[0] == told[1]
    assert len(told[0].splitlines()) == 7


def test_json(run: Run, kept: Path) -> None:
    told = json.loads(run("kept", "--store", kept, "--format", "json", "--by", "customer").out)
    assert told["rows"] == [
        {
            "name": "Meera Joshi",
            "due": 6,
            "on_time": 4,
            "share": 66,
            "late": 2,
            "partly_kept": 0,
            "broken": 0,
            "still_overdue": 0,
            "cases": [1, 2, 3, 4, 5, 6],
        }
    ]


def test_a_name_that_stands_for_nothing(run: Run, kept: Path) -> None:
    ran = run("kept", "--store", kept, "--cases", "nobody")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "crm-tui: no officer called 'nobody' owed anything that was due: type all, asha\n"


def test_the_cases_in_json_are_those_of_the_text(run: Run, kept: Path) -> None:
    told = json.loads(run("kept", "--store", kept, "--cases", "asha", "--format", "json").out)
    assert (told["due"], told["on_time"], len(told["cases"])) == (6, 4, 6)
    assert told["cases"][-1] == {
        "id": 6,
        "due": "2026-11-18",
        "became": "late",
        "moved": False,
        "owner": "asha",
        "customer": {"id": 1, "name": "Meera Joshi"},
        "words": "Call 5",
    }


def test_cases_are_not_printed_in_a_form_that_was_not_asked_for(run: Run, kept: Path) -> None:
    ran = run("kept", "--store", kept, "--cases", "asha", "--format", "markdown")
    assert (ran.code, ran.out) == (2, "")
    assert "--cases is printed as text or json" in ran.err


def test_what_is_not_counted_can_be_listed_too(run: Run, kept: Path) -> None:
    with TinyStore(kept).transaction() as now:
        gone = now.add(Commitment(customer_id=1, words="A calendar", owner="asha", made_on=DAY))
        now.put(gone.model_copy(update={"due": DAY, "status": Status.WITHDRAWN, "settled_on": DAY}))
        now.add(Commitment(customer_id=1, words="A list", owner="asha", made_on=DAY))
    assert "  not counted: 1 withdrawn · 1 without a due date\n" in run("kept", "--store", kept).out
    told = json.loads(run("kept", "--store", kept, "--format", "json").out)
    assert told["not_counted"] == {"withdrawn": [7], "without_a_due_date": [8]}
    listed = run("kept", "--store", kept, "--cases", "withdrawn").out
    assert listed == "not counted, withdrawn: 1\n  #7     Meera Joshi: A calendar (asha)\n"
    undated = run("kept", "--store", kept, "--cases", "Without a due date", "--format", "json").out
    assert json.loads(undated) == {"name": "without a due date", "not_counted": [8]}
