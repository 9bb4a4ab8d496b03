from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from rich.cells import cell_len

from crm_tui.domain.calendar import When
from crm_tui.domain.commitment import Certainty, Commitment, CommitmentKind, Status
from crm_tui.domain.money import Money
from crm_tui.domain.review import Verdict
from crm_tui.services.work_calendar import DueDays, WorkCalendar
from crm_tui.tui import present

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("verdict", "shown"),
    [
        (Verdict.MATCHES, "✓ MATCHES"),
        (Verdict.BETTER, "▲ BETTER ON PAPER"),
        (Verdict.WORSE, "▼ WORSE ON PAPER"),
        (Verdict.CONTRADICTED, "✗ CONTRADICTED"),
        (Verdict.CONDITIONAL, "◐ CONDITIONAL"),
        (Verdict.MISSING, "∅ MISSING ON PAPER"),
        (Verdict.UNCLEAR, "? UNCLEAR"),
    ],
)
def test_a_verdict_is_a_symbol_a_word_and_a_colour(verdict: Verdict, shown: str) -> None:
    mark = present.verdict_mark(verdict)
    assert mark.content.plain == shown
    assert mark.style.startswith("$text-")


@pytest.mark.parametrize(
    ("kind", "mark"),
    [
        (Verdict, present.verdict_mark),
        (Status, present.status_mark),
        (When, present.when_mark),
        (Certainty, present.certainty_mark),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_without_colour_every_state_still_differs_by_word_and_symbol(kind, mark) -> None:
    marks = [mark(value) for value in kind]
    assert len({one.word for one in marks}) == len(marks)
    assert len({one.symbol for one in marks}) == len(marks)
    assert {cell_len(one.symbol) for one in marks} == {1}


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("[/x] [red]Rao[/]", "[/x] [red]Rao[/]"),
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
        ("\x1b]0;x\x07", "␛]0;x␇"),
        ("a\u202eb", "a\ufffdb"),
        ("two\nlines", "two␊lines"),
    ],
    ids=["markup", "action", "title-sequence", "right-to-left-override", "line-break"],
)
def test_stored_text_is_text(stored: str, shown: str) -> None:
    assert present.safe(stored).plain == shown
    assert not present.safe(stored).spans


def test_several_lines_run_together_or_are_kept() -> None:
    assert present.one_line(" two\n  lines ").plain == "two lines"
    assert present.lines("two\nlines").plain == "two\nlines"


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("Meera", 7, "Meera  "),
        ("Meera Iyer", 6, "Meera…"),
        ("王小明", 6, "王小明"),
        ("王小明", 5, "王小…"),
        ("x", 0, ""),
    ],
)
def test_text_is_fitted_by_terminal_cells(text: str, width: int, shown: str) -> None:
    assert present.fitted(text, width) == shown
    assert cell_len(present.fitted(text, width)) == width


@pytest.mark.parametrize(
    ("name", "cells"),
    [("रमेश पाटील", 9), ("மீனாட்சி", 6), ("عيادة", 5), ("王小明", 6), ("José", 4), ("Jose\u0301", 4)],
    ids=["devanagari", "tamil", "arabic", "chinese", "accent", "combining-accent"],
)
def test_a_name_takes_as_many_cells_as_the_terminal_gives_it(name: str, cells: int) -> None:
    assert present.cells(name) == cells
    assert present.cells(present.fitted(name, 12)) == 12
    assert present.cells(present.fitted(name, 4)) == 4


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (None, "no date"),
        (date(2026, 11, 9), "9 working days late"),
        (date(2026, 11, 19), "1 working day late"),
        (date(2026, 11, 20), "late"),
        (date(2026, 11, 21), "today"),
        (date(2026, 11, 22), "tomorrow"),
        (date(2026, 11, 27), "Fri 27 Nov"),
        (date(2027, 1, 20), "20 Jan 2027"),
    ],
)
def test_a_due_date_is_said_beside_today(due: date | None, words: str) -> None:
    assert present.due_words(due, DueDays(TODAY, TODAY, WorkCalendar())) == words


@pytest.mark.parametrize(
    ("amount", "currency", "shown"),
    [
        ("4800000", "INR", "INR 48 L"),
        ("25000000", "INR", "INR 2.5 Cr"),
        ("1234567", "INR", "~INR 12.35 L"),
        ("95000", "INR", "INR 95,000"),
        ("1250000", "USD", "USD 1.25 M"),
        ("48000", "EUR", "EUR 48,000"),
    ],
)
def test_an_amount_fits_a_list(amount: str, currency: str, shown: str) -> None:
    assert present.short_money(Money(amount=Decimal(amount), currency=currency)) == shown


def test_a_tally_names_the_worst_first() -> None:
    counts = Counter({Verdict.MATCHES: 4, Verdict.WORSE: 2, Verdict.CONTRADICTED: 1})
    assert present.tally(counts, 3).plain == "✗1 ▼2 !3 ✓4"
    assert present.worst(counts) is Verdict.CONTRADICTED
    assert present.tally(Counter()).plain == "–"
    assert present.worst(Counter()) is None


def test_what_is_not_a_promise_says_so_first() -> None:
    owed = {"customer_id": 1, "owner": "asha", "made_on": TODAY, "words": "Balance\nsheets"}
    assert present.said(Commitment(**owed)).plain == "Balance sheets"
    assert present.said(Commitment(**owed, kind=CommitmentKind.THEIRS)).plain == "theirs: Balance sheets"


@pytest.mark.parametrize("text", ["山田太郎と花子", "ab山田太郎", "뙤알 김하늘과 김", "रमेश पाटील आणि"])
@pytest.mark.parametrize("width", range(1, 9))
def test_what_is_cut_in_the_middle_of_a_wide_letter_is_not_wider(text: str, width: int) -> None:
    kept = present.cut(text, width)
    assert present.cells(kept) <= width
    assert kept.endswith("…")
    assert text.startswith(kept[:-1])
