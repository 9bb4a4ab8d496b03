import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from crm_tui.domain.calendar import When, when
from crm_tui.domain.commitment import Commitment, CommitmentKind
from crm_tui.interchange.daily_check import as_json, as_markdown, as_text
from crm_tui.interchange.layout import width
from crm_tui.services.daily_check import DailyCheck, Owed

DAY = date(2026, 11, 21)


def owed(number: int, days: int | None, words: str, *, customer: str = "Meera Joshi", deal: str | None = None) -> Owed:
    due = None if days is None else DAY + timedelta(days)
    commitment = Commitment(
        id=number,
        kind=CommitmentKind.TASK,
        customer_id=7,
        deal_id=3 if deal else None,
        words=words,
        due=due,
        owner="asha",
        made_on=DAY,
    )
    return Owed(commitment, customer, deal, when(due, DAY))


CHECK = DailyCheck(
    DAY,
    (
        owed(12, -3, "call back with the revised instalment", deal="Home loan, Wakad flat"),
        owed(3, -1, "send the form"),
        owed(4, 0, "bring the stamp paper"),
        owed(5, 5, "renew the deposit"),
        owed(6, None, "ask about the locker"),
        owed(7, 30, "birthday call"),
    ),
)

TEXT = """\
Daily check for 2026-11-21
2 overdue · 1 today · 1 soon · 1 no date · 1 later

OVERDUE (2)
  #12    3 days late     Meera Joshi, Home loan, Wakad flat: call back with the
                         revised instalment (task, asha)
  #3     1 day late      Meera Joshi: send the form (task, asha)

TODAY (1)
  #4     2026-11-21      Meera Joshi: bring the stamp paper (task, asha)

SOON (1)
  #5     2026-11-26      Meera Joshi: renew the deposit (task, asha)

NO DATE (1)
  #6     -               Meera Joshi: ask about the locker (task, asha)

LATER (1)
  #7     2026-12-21      Meera Joshi: birthday call (task, asha)
"""


def test_the_text_is_grouped_with_the_counts_on_top() -> None:
    assert as_text(CHECK) == TEXT


def test_an_empty_desk_owes_nothing() -> None:
    assert as_text(DailyCheck(DAY, ())) == "Daily check for 2026-11-21\nNothing is owed.\n"


def test_the_owner_asked_for_is_named() -> None:
    assert as_text(DailyCheck(DAY, ()), "asha").startswith("Daily check for 2026-11-21, owner asha\n")


def test_markdown_has_a_table_for_each_group() -> None:
    shown = as_markdown(CHECK)
    assert "## Overdue (2)\n\n| # | due |" in shown
    assert "| 12 | 2026-11-18 | Meera Joshi | call back with the revised instalment | Home loan, Wakad flat |" in shown
    assert shown.count("\n## ") == len(When)


def test_markdown_shows_stored_text_as_text() -> None:
    shown = as_markdown(DailyCheck(DAY, (owed(1, 0, "a|b *c* <b>\nd", customer="[x](y)"),)))
    assert r"| \[x\](y) | a\|b \*c\* \<b\> d |" in shown


def test_json_counts_and_lists_everything_in_order() -> None:
    value = json.loads(as_json(CHECK, "asha"))
    assert value["as_of"] == "2026-11-21"
    assert value["owner"] == "asha"
    assert value["counts"] == {"overdue": 2, "today": 1, "soon": 1, "no_date": 1, "later": 1}
    assert [one["id"] for one in value["commitments"]] == [12, 3, 4, 5, 6, 7]
    assert value["commitments"][0] == {
        "id": 12,
        "when": "overdue",
        "due": "2026-11-18",
        "days_late": 3,
        "kind": "task",
        "certainty": "firm",
        "status": "open",
        "words": "call back with the revised instalment",
        "customer": {"id": 7, "name": "Meera Joshi"},
        "deal": {"id": 3, "title": "Home loan, Wakad flat"},
        "owner": "asha",
        "made_on": "2026-11-21",
    }


@pytest.mark.parametrize("words", ["long " * 40, "長い約束" * 20, "व्याज दर " * 30], ids=["latin", "wide", "devanagari"])
def test_the_text_fits_80_columns_in_any_script(words: str) -> None:
    shown = as_text(DailyCheck(DAY, (owed(1, 0, words),)))
    assert max(map(width, shown.splitlines())) <= 80


@pytest.mark.parametrize("report", [as_text, as_markdown, as_json])
def test_nothing_stored_steers_the_terminal(report: Callable[..., str]) -> None:
    shown = report(DailyCheck(DAY, (owed(1, 0, "a\x1b[2J\u202eb", customer="\x9b31m"),)), "\x1bc")
    assert not {"\x1b", "\u202e", "\x9b"} & set(shown)
