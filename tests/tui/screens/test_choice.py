"""A question with a few answers has the keys of every list."""

import pytest
from textual.widgets import OptionList

from crm_tui.services.desk import Desk
from crm_tui.tui.app import DeskApp
from crm_tui.tui.screens.choice import ChoiceScreen
from tests.tui.waiting import settled


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ("G", 3),
        ("end", 3),
        ("G g", 0),
        ("end home", 0),
        ("pagedown", 3),
        ("pagedown pageup", 0),
        ("j down", 2),
        ("j up", 0),
    ],
)
async def test_a_key_moves_among_the_answers_as_in_a_list(desk: Desk, sit_down, keys: str, place: int) -> None:
    async with sit_down(desk) as at:
        at.app.push_screen(ChoiceScreen("Which?", [(one, one) for one in ("first", "second", "third", "last")]))
        await at.settle()
        await at.press(*keys.split())
        assert at.app.screen.query_one(OptionList).highlighted == place


@pytest.mark.parametrize("colours", ["", "1"], ids=["with colours", "without"])
@pytest.mark.parametrize("keys", ["9", "ctrl+p"], ids=["a choice", "the palette"])
async def test_the_answer_under_the_cursor_is_seen_without_colours_too(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, colours: str, keys: str
) -> None:
    monkeypatch.setenv("NO_COLOR", colours) if colours else monkeypatch.delenv("NO_COLOR", raising=False)
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(keys, "down")
        await settled(pilot)
        listed = app.screen.query_one(OptionList)
        looks = set[tuple[object, ...]]()
        for option in (listed.highlighted, listed.highlighted + 1):
            strip = listed.render_line(listed._index_to_line[option] - listed.scroll_offset.y)
            style = next(one.style for one in strip if one.text.strip())
            looks.add((style.reverse, style.underline, None if colours else (style.color, style.bgcolor)))
        assert len(looks) == 2, looks
