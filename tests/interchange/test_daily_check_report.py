import json
from collections.abc import Callable
from datetime import date, time, timedelta

import pytest

from crm_tui.interchange.daily_check import as_json, as_markdown, as_text
from crm_tui.interchange.layout import width
from crm_tui.services.check_lines import Act, Group, Line
from crm_tui.services.daily_check import DailyCheck

DAY = date(2026, 11, 21)


def owed(group: Group, number: int, days: int | None, words: str, **fields: object) -> Line:
    values: dict[str, object] = {
        "group": group,
        "key": f"commitment {number}",
        "who": "asha",
        "to": "Meera Joshi",
        "words": words,
        "since": DAY - timedelta(days=20),
        "due": None if days is None else DAY + timedelta(days),
        "at": None,
        "customer_id": 7,
        "customer": "Meera Joshi",
        "deal_id": None,
        "deal": "",
        "owner": "asha",
        "aside": "",
        "told": (),
        "opens": ("commitments", number),
        "act": Act.SETTLE,
        "kind": "task",
    }
    return Line(**(values | fields))  # type: ignore[arg-type]


LOAN = {"deal_id": 3, "deal": "Home loan, Wakad flat"}
CHECK = DailyCheck(
    DAY,
    (
        owed(
            *(Group.OVERDUE, 12, -3, "call back with the revised instalment"),
            **LOAN,
            at=time(16),
            late=2,
            aside="2 working days late, at 16:00",
            told=("Meera Nair",),
        ),
        owed(Group.TODAY, 4, 0, "bring the stamp paper"),
        owed(Group.NEXT, 5, 5, "send the salary slips", who="Meera Joshi", to="asha", kind="theirs"),
        owed(Group.NO_DATE, 6, None, "ask about the locker"),
        owed(Group.LATER, 7, 60, "birthday call"),
    ),
)

TEXT = """\
Daily check for 2026-11-21
overdue 1 · due today 1 · next 1 · no date 1 · later 1

OVERDUE (1)
  #12           asha to Meera Joshi: call back with the revised instalment (Home
                loan, Wakad flat; since 1 Nov; due 18 Nov; 2 working days late,
                at 16:00; also for Meera Nair)

DUE TODAY (1)
  #4            asha to Meera Joshi: bring the stamp paper (since 1 Nov; due 21
                Nov)

NEXT WORKING DAYS (1)
  #5            Meera Joshi to asha: send the salary slips (since 1 Nov; due 26
                Nov)

NO DATE (1)
  #6            asha to Meera Joshi: ask about the locker (since 1 Nov)

LATER (1)
  #7            asha to Meera Joshi: birthday call (since 1 Nov; due 20 Jan
                2027)
"""


def test_the_text_is_grouped_with_the_counts_on_top() -> None:
    assert as_text(CHECK) == TEXT


def test_a_clean_day_says_so() -> None:
    clean = "A clean day: nothing is overdue and nothing is due today."
    assert as_text(DailyCheck(DAY, ())) == f"Daily check for 2026-11-21\n{clean}\n"


def test_what_was_asked_for_is_named() -> None:
    assert as_text(DailyCheck(DAY, ()), "owner asha").startswith("Daily check for 2026-11-21, owner asha\n")


def test_markdown_has_a_table_for_each_group() -> None:
    shown = as_markdown(CHECK)
    assert "## Overdue (1)\n\n| # | due |" in shown
    row = "#12 | 2026-11-18 | asha | Meera Joshi | call back with the revised instalment | Home loan, Wakad flat"
    assert row in shown
    assert shown.count("\n## ") == 5


def test_markdown_shows_stored_text_as_text() -> None:
    shown = as_markdown(DailyCheck(DAY, (owed(Group.TODAY, 1, 0, "a|b *c* <b>\nd", to="[x](y)"),)))
    assert r"| \[x\](y) | a\|b \*c\* \<b\> d |" in shown


def test_json_counts_and_lists_everything_in_order() -> None:
    value = json.loads(as_json(CHECK, "owner asha"))
    assert value["as_of"] == "2026-11-21"
    assert value["whose"] == "owner asha"
    assert value["clean"] is False
    counted = {name: count for name, count in value["counts"].items() if count}
    assert counted == {"overdue": 1, "due_today": 1, "next": 1, "no_date": 1, "later": 1}
    assert len(value["counts"]) == len(Group)
    assert [one["key"] for one in value["lines"]] == [line.key for line in CHECK.lines]
    assert {one["group"] for one in value["lines"]} == set(counted), "by the same names as the counts"
    assert value["lines"][0] == {
        "group": "overdue",
        "key": "commitment 12",
        "record": {"table": "commitments", "id": 12},
        "kind": "task",
        "who": "asha",
        "to": "Meera Joshi",
        "words": "call back with the revised instalment",
        "since": "2026-11-01",
        "due": "2026-11-18",
        "at": "16:00",
        "working_days_late": 2,
        "customer": {"id": 7, "name": "Meera Joshi"},
        "deal": {"id": 3, "title": "Home loan, Wakad flat"},
        "owner": "asha",
        "aside": "2 working days late, at 16:00",
        "told": ["Meera Nair"],
        "act": "settle it",
    }


@pytest.mark.parametrize("words", ["long " * 40, "長い約束" * 20, "व्याज दर " * 30], ids=["latin", "wide", "devanagari"])
def test_the_text_fits_80_columns_in_any_script(words: str) -> None:
    shown = as_text(DailyCheck(DAY, (owed(Group.TODAY, 1, 0, words),)))
    assert max(map(width, shown.splitlines())) <= 80


@pytest.mark.parametrize("report", [as_text, as_markdown, as_json])
def test_nothing_stored_steers_the_terminal(report: Callable[..., str]) -> None:
    steering = owed(Group.TODAY, 1, 0, "a\x1b[2J\u202eb", to="\x9b31m", aside="\x1b[1m", who="\x1bc")
    shown = report(DailyCheck(DAY, (steering,)), "\x1bc")
    assert not {"\x1b", "\u202e", "\x9b"} & set(shown)


@pytest.mark.parametrize(
    ("table", "called"),
    [
        ("commitments", "#4"),
        ("customers", "customer #4"),
        ("deals", "deal #4"),
        ("handovers", "handover #4"),
        ("incidents", "incident #4"),
        ("consents", "consent #4"),
        ("gifts", "gift #4"),
        ("reviews", "review #4"),
        ("waivers", "waiver #4"),
    ],
)
def test_a_line_names_its_record_in_the_singular(table: str, called: str) -> None:
    line = owed(Group.REVIEWS, 4, None, "handover to accept", opens=(table, 4))
    for report in (as_text, as_markdown):
        told = report(DailyCheck(DAY, (line,))).replace("\\#", "#")
        assert f" {called} " in told
        assert f"{table} #4" not in told
