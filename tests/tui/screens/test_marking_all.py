"""One key marks all that the filter finds, listed or not, and it is told how many that are before anything is done."""

import pytest

from crm_tui.domain.commitment import Commitment, Status
from crm_tui.domain.customer import Customer
from crm_tui.services.desk import Desk
from tests.tui.conftest import TODAY, days

LETTERS, CALLS = 620, 640


@pytest.fixture
def large_desk(empty_desk: Desk) -> Desk:
    """More letters that are late, and more calls that are due later, than a list takes at once."""
    with empty_desk.store.transaction() as now:
        now.add(Customer(name="Meera Iyer", owner="asha", since=TODAY))
        for words, due, number in (("Letter", days(-4), LETTERS), ("Call", days(90), CALLS)):
            for each in range(number):
                about = {"customer_id": 1, "owner": "asha", "made_on": days(-9)}
                now.add(Commitment(words=f"{words} {each}", due=due, **about))
    empty_desk.done.forget()
    return empty_desk


def kept(desk: Desk) -> int:
    return sum(one.status is Status.KEPT for one in desk.store.find(Commitment))


@pytest.mark.parametrize("page", ["1", "4"], ids=["today", "commitments"])
async def test_all_that_the_filter_finds_are_marked_told_done_and_taken_back(
    large_desk: Desk, sit_down, page: str
) -> None:
    async with sit_down(large_desk) as at:
        await at.press(page, "slash", *"letter", "enter", "asterisk")
        assert "620 of 1,260 marked" in at.text
        await at.press("escape", "d")
        assert "Kept: 620 of 1,260 commitments" in at.text
        await at.press("ctrl+s")
        assert kept(large_desk) == LETTERS
        await at.press("u")
        assert kept(large_desk) == 0


@pytest.mark.parametrize("page", ["1", "4"], ids=["today", "commitments"])
async def test_without_a_filter_all_are_marked_and_the_same_key_again_unmarks_them(
    large_desk: Desk, sit_down, page: str
) -> None:
    async with sit_down(large_desk) as at:
        await at.press(page, "asterisk")
        assert "1,260 of 1,260 marked" in at.text
        await at.press("asterisk")
        assert "marked" not in at.text


async def test_one_more_and_one_less_of_those_that_are_marked(large_desk: Desk, sit_down) -> None:
    async with sit_down(large_desk) as at:
        await at.press("slash", *"letter 1", "enter", "asterisk")
        number = sum("Letter" in one.words and "1" in one.words for one in large_desk.store.find(Commitment))
        assert f"{number} of 1,260 marked" in at.text
        await at.press("space")
        assert f"{number - 1} of 1,260 marked" in at.text
        await at.press("d", "ctrl+s")
        assert kept(large_desk) == number - 1


@pytest.mark.parametrize("page", ["1", "4"], ids=["today", "commitments"])
async def test_all_of_one_filter_stay_marked_beside_all_of_another(large_desk: Desk, sit_down, page: str) -> None:
    async with sit_down(large_desk) as at:
        await at.press(page, "slash", *"call", "enter", "asterisk")
        assert "640 of 1,260 marked" in at.text
        await at.press("slash", *["backspace"] * 4, *"letter", "enter", "asterisk")
        assert "1,260 of 1,260 marked" in at.text
        await at.press("slash", *["backspace"] * 6, *"zzz", "enter", "asterisk")
        assert "1,260 of 1,260 marked" in at.text, "of nothing nothing is marked, and no mark is taken away"


async def test_what_a_colleague_settled_is_marked_no_more_while_a_filter_stands(large_desk: Desk, sit_down) -> None:
    async with sit_down(large_desk) as at:
        await at.press("4", "asterisk", "slash", *"call", "enter")
        assert "1,260 of 1,260 marked" in at.text
        with large_desk.store.transaction() as now:
            one = now.get(Commitment, 3)
            now.put(one.model_copy(update={"status": Status.KEPT, "settled_on": TODAY}))
        await at.until("1,259 of 1,259 marked")
