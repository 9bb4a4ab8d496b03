"""Lines in the letters that a terminal has."""

import re

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from crm_tui.domain.calendar import When
from crm_tui.domain.commitment import Certainty, Status
from crm_tui.domain.letters import shown
from crm_tui.domain.review import Verdict
from crm_tui.domain.severity import Severity
from crm_tui.services.desk import Desk
from crm_tui.tui import present
from crm_tui.tui.app import DeskApp
from crm_tui.tui.capable import Capable, Letters
from crm_tui.tui.lettering import Lettering
from tests.tui.waiting import settled

BLACK = Color.parse("black")
INDIAN = "rms patil"
"""A name of two words with vowel signs that take a cell; those that take none are left out."""


@pytest.mark.parametrize(
    ("texts", "painted"),
    [
        pytest.param(["│ ✓ kept │"], "| + kept |", id="borders and marks"),
        pytest.param([present.fitted("रमेश पाटील", 14), "Nashik", "   "], f"{INDIAN:<14}Nashik ", id="vowel signs"),
        pytest.param(["王小明", " Mumbai"], "?????? Mumbai", id="wide letters"),
        pytest.param(["❤️ ", "x"], "?  x", id="a sign that another makes wide"),
    ],
)
def test_a_line_is_as_long_as_it_was(texts: list[str], painted: str) -> None:
    line = Lettering(Letters.ASCII).apply([Segment(text) for text in texts], BLACK)
    text = "".join(segment.text for segment in line)
    assert text == painted
    assert len(text) == sum(map(cell_len, texts))


@pytest.mark.parametrize(
    "marks",
    [
        pytest.param([*map(present.verdict_mark, Verdict), present.SURPRISE], id="verdicts"),
        pytest.param([*map(present.severity_mark, Severity)], id="severities"),
        pytest.param([*map(present.status_mark, Status)], id="statuses"),
        pytest.param([*map(present.when_mark, When)], id="days"),
        pytest.param([*map(present.certainty_mark, Certainty)], id="certainties"),
    ],
)
@pytest.mark.parametrize("letters", [Letters.ASCII, Letters.CONSOLE])
def test_marks_are_told_apart_without_their_words(marks: list[present.Mark], letters: Letters) -> None:
    assert len({shown(mark.symbol, letters) for mark in marks}) == len(marks)


@pytest.mark.parametrize("keys", [*"12345", "C", "c", "question_mark", "ctrl+p", "9", "percent_sign", "R"])
async def test_every_screen_in_ascii_has_its_columns_where_they_were(desk: Desk, keys: str) -> None:
    seen: list[list[str]] = []
    for letters in (Letters.ALL, Letters.ASCII):
        app = DeskApp(desk, terminal=Capable(letters=letters))
        async with app.run_test(size=(80, 24)) as pilot:
            await settled(pilot)
            await pilot.press(keys)
            await settled(pilot)
            strips = app.screen._compositor.render_strips()
            seen.append(["".join(segment.text for segment in strip) for strip in strips])
    plain, ascii_only = seen
    assert "".join(ascii_only).isascii()
    # the ends of a scroll bar are no letters there
    plain = [re.sub("(?<=[^▁-▇])[▁-▇]{1,2}(?= *$)", lambda end: " " * len(end[0]), line) for line in plain]
    assert ascii_only == [shown(line, cells=present.cells) for line in plain]
    assert {len(line) for line in ascii_only} == {80}


async def test_a_scroll_bar_has_no_letters_where_parts_of_a_cell_can_not_be_shown(desk: Desk) -> None:
    for letters, has in ((Letters.ALL, True), (Letters.ASCII, False), (Letters.CONSOLE, False)):
        app = DeskApp(desk, terminal=Capable(letters=letters))
        async with app.run_test(size=(80, 15)) as pilot:
            await settled(pilot)
            ends = set[str]()
            for key in ["4", *["down"] * 9]:
                await pilot.press(key)
                await pilot.pause()
                ends |= {app.screen._compositor.render_strips()[y].text[-1] for y in range(3, 14)}
            assert bool(ends - {" "}) is has, ends


def test_a_recent_incident_is_no_letter_before_a_name() -> None:
    assert not shown("◇", Letters.ASCII).isalnum()
    assert not shown("▁▂▃▄▅▆▇█", Letters.ASCII).isalnum()
    assert len(set(shown("▁▂▃▄▅▆▇█", Letters.ASCII))) == 8
