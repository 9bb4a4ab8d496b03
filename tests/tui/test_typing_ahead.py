"""Keys that come faster than the program answers go to what the key before opened, and never to the page below."""

import pytest
from textual import events
from textual.widgets import Input, TextArea

from crm_tui.domain.commitment import Commitment
from crm_tui.services.desk import Desk
from crm_tui.tui.forms.capture import CaptureForm
from crm_tui.tui.forms.form import Form
from crm_tui.tui.forms.quick import QuickScreen
from crm_tui.tui.screens.choice import ChoiceScreen
from tests.tui.keyboard import answered, at_once


def typed(at) -> str:
    focused = at.app.focused
    assert isinstance(focused, Input | TextArea), focused
    return focused.value if isinstance(focused, Input) else focused.text


@pytest.mark.parametrize(
    ("mode", "key", "opened"),
    [
        pytest.param("1", "C", QuickScreen, id="one line"),
        pytest.param("1", "c", CaptureForm, id="capture"),
        pytest.param("4", "n", Form, id="a new record"),
    ],
)
async def test_what_is_typed_ahead_stands_in_the_form_in_its_order(desk: Desk, sit_down, mode, key, opened) -> None:
    async with sit_down(desk) as at:
        await at.press(mode)
        await at_once(at, f"{key}Zubin Mehta, u and d")
        assert isinstance(at.app.screen, opened)
        assert typed(at).endswith("Zubin Mehta, u and d"), "behind whom the line begins with"


async def test_what_is_typed_ahead_takes_nothing_back_and_settles_nothing_below(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("4")
        await at.press("d")
        assert isinstance(at.app.screen, Form)
        await at.press("ctrl+s")
        assert desk.done.last is not None
        done, owed = desk.done.last, desk.store.find(Commitment)
        for key in ("n", "e", "a"):
            await at_once(at, f"{key}uuwdbx")
            assert desk.done.last is done
            assert desk.store.find(Commitment) == owed
            await at.press("escape", "y")


async def test_several_screens_are_gone_through_at_once(desk: Desk, sit_down, fixed_verdicts) -> None:
    async with sit_down(desk) as at:
        await at.press("5", "enter")
        await at_once(at, "xj\n")
        assert isinstance(at.app.screen, Form), "the choice was opened, its second answer chosen"
        await at.press("escape")
        await at_once(at, "x\x1bx")
        assert isinstance(at.app.screen, ChoiceScreen)


async def test_what_is_pasted_keeps_its_place_among_the_keys(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        at.app.post_message(events.Key("C", "C"))
        at.app.post_message(events.Paste("Meera Iyer"))
        at.app.post_message(events.Key("comma", ","))
        await answered(at)
        assert typed(at).endswith("Meera Iyer,")


async def test_the_program_ends_at_once_whatever_waits(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at_once(at, "jjjq")
        assert at.app._exit
