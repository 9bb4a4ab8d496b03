"""While a customer is typed, captured or named in one line, whom they may be is said, and one key opens them."""

from crm_tui.domain.customer import Customer
from crm_tui.services.desk import Desk


async def typed(at, text: str) -> None:
    """Letter by letter, line breaks as enter."""
    await at.press(*("enter" if letter == "\n" else letter for letter in text))


async def paused(at) -> None:
    await at.heard()


async def test_a_new_customer_may_be_one_who_is_there_and_is_saved_all_the_same(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("2", "n")
        await typed(at, "iyer meera")
        await paused(at)
        assert "? ^g opens: may be Meera Iyer (#1, Wakad, asha): the same name" in at.text
        await at.press("ctrl+g")
        assert "Prefers Tamil" in at.text
        # another way out of that page would lose what is typed
        await at.press("3")
        assert "a form is not saved yet: go back to it first" in at.text
        await at.press("escape")
        assert "iyer meera" in at.text
        await at.press("ctrl+s")
        assert "Customers: 9" in at.text
    assert desk.store.count(Customer) == 9


async def test_a_phone_alone_says_more_than_another_name(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("2", "n")
        await typed(at, "M. Iyer\n\n098200 11223")
        await paused(at)
        assert "may be Meera Iyer (#1, Wakad, asha): nearly the same name, the same phone" in " ".join(at.text.split())
        await at.press("escape", "y")
        await at.press("n")
        await typed(at, "Thomas Fernandes")
        await paused(at)
        assert "may be" not in at.text


async def test_a_name_that_is_new_in_a_capture_may_be_somebody(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("l", "c")
        await typed(at, "Mira Iyer\n")
        await paused(at)
        assert "may be Meera Iyer (#1, Wakad, asha): a name that sounds the same" in " ".join(at.text.split())


async def test_so_may_a_name_in_one_line(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("C")
        await typed(at, "ramesh patil: call back fri")
        await paused(at)
        await paused(at)
        assert "one is nearly spelled so: choose below" in at.text
        assert "▸ 1 रमेश पाटील, Nashik" in at.text
        await at.press("ctrl+g")
        assert "Nashik" in at.text
