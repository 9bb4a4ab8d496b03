"""Names that were learnt are seen, and taken back, at the keyboard."""

from crm_tui.services import vocabulary
from crm_tui.services.desk import Desk


async def test_names_are_listed_with_who_and_when_and_one_is_taken_back(desk: Desk, sit_down) -> None:
    vocabulary.learn(desk, "goldline levy", "loan.processing_fee")
    vocabulary.learn(desk, "builder is slow", None)
    async with sit_down(desk) as at:
        await at.press("2", "l")
        assert "Names learnt at this desk: 2" in at.text
        assert "“builder is slow”" in at.cursor
        assert "names no term" in at.cursor
        await at.press("j")
        assert "Processing fee (loan)" in at.cursor
        assert "asha" in at.cursor
        assert "Sat 21 Nov" in at.cursor
        await at.press("w")
        assert "goldline" not in at.text
        await at.press("v")
        assert "Names ever learnt at this desk: 2" in at.text
        await at.press("j")
        assert "back: asha" in at.cursor
        await at.press("escape")
        assert "Customers: 8" in at.text
    assert [one.name for one in vocabulary.learnt(desk)] == ["builder is slow"]


async def test_a_desk_that_has_learnt_nothing_says_how_it_learns(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("l")
        assert "No names were learnt: c asks about words that it does not know" in at.text
