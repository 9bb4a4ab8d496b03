"""The filter words of the search in the lists' own filter."""

import pytest

from crm_tui.services import customers
from crm_tui.services.desk import Desk
from tests.tui.screens.test_search_screen import sitting

pytestmark = pytest.mark.usefixtures("fixed_verdicts")


@pytest.fixture(params=["small", "large"])
def any_desk(request: pytest.FixtureRequest, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """One that is listed whole, and one of which only a part is."""
    if request.param == "large":
        monkeypatch.setattr(customers, "MOST", 4)
    return desk


@pytest.mark.parametrize(
    ("screen", "typed", "shown", "not_shown"),
    [
        ("2", "owner:vikram", ("王小明", "Farida Sheikh"), ("Meera", "Anil")),
        ("2", "kind:institution surat", ("Kothari",), ("Sunrise", "Meera")),
        ("3", "owner:vikram", ("Tractor loan",), ("Home loan", "Group health")),
        ("3", "stage:live", ("Fixed deposit",), ("Tractor", "Home loan")),
        ("3", "value:>1000000 health", ("Group health cover",), ("Home loan", "Working capital")),
        ("4", "due:overdue owner:me", ("Send the sanction letter", "Call back about"), ("Visit", "Cashless")),
        ("4", "kind:theirs", ("Balance sheets",), ("Call back",)),
        ("4", "status:kept", ("Waive the cheque",), ("Call back", "calendar")),
        ("4", "customer:meera letter", ("Send the sanction",), ("8.4 fixed",)),
    ],
)
async def test_a_list_is_narrowed(
    any_desk: Desk, screen: str, typed: str, shown: tuple[str, ...], not_shown: tuple[str, ...]
) -> None:
    async with sitting(any_desk) as at:
        await at.press(screen, "slash")
        await at.type(typed)
        await at.press("enter")
        assert f"filter: {typed}" in at.words
        for words in shown:
            assert words in at.screen
        for words in not_shown:
            assert words not in at.screen
        await at.press("escape")
        assert f"filter: {typed}" not in at.screen


async def test_what_can_not_be_asked_here_is_said_for_as_long_as_it_stands_there(desk: Desk) -> None:
    async with sitting(desk) as at:
        await at.press("2", "slash")
        await at.type("stage:review")
        assert "! stage: can't be asked here: owner: kind: customer: since: until:" in at.words
        await at.press("enter")
        assert "can't be asked here" in at.words
        await at.press("slash", "escape")
        assert "can't be asked here" not in at.words


async def test_marks_outlive_a_filter_word(desk: Desk) -> None:
    async with sitting(desk) as at:
        await at.press("4", "space", "slash")
        await at.type("owner:vikram")
        await at.press("enter")
        assert "1 of " in at.line("marked")
        await at.press("escape")
        assert ">*" in at.screen or " *" in at.screen
