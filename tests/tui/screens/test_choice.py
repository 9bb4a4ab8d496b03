"""A question with a few answers has the keys of every list."""

import pytest
from textual.widgets import OptionList

from crm_tui.services.desk import Desk
from crm_tui.tui.screens.choice import ChoiceScreen


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
