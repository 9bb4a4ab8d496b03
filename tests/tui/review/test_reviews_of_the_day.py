"""A review among the lines of the day: one key opens it, and once it is decided the line is gone."""

from decimal import Decimal

import pytest

from crm_tui.domain.gift import Gift
from crm_tui.domain.money import Money
from crm_tui.services import gifts, sign_off, waivers
from crm_tui.services.check_lines import Group
from tests.services.review_desk import DEARER, Branch


def waiting(at, words: str) -> list[str]:
    lines = [line for line in at.app.screen.records.shown if line.group is Group.REVIEWS]
    return [line.key for line in lines if line.words.startswith(words)]


async def in_the_day(at, words: str) -> None:
    await at.press("1", "g")
    for _ in range(60):
        line = at.app.screen.records.current
        if line.group is Group.REVIEWS and line.words.startswith(words):
            return
        await at.press("j")
    raise AssertionError(at.screen)


@pytest.mark.parametrize(("key", "why"), [("A", "as it was said"), ("B", "the fee"), ("X", "too dear")])
async def test_a_review_to_decide(branch: Branch, at_desk, key: str, why: str) -> None:
    sign_off.submit(branch.desk("asha"), branch.deal_id, "she is a good customer")
    async with at_desk(branch.desk("vikram")) as at:
        await in_the_day(at, "review to decide")
        assert "enter: open the review" in at.screen
        await at.press("enter", key)
        await at.type(why)
        await at.press("ctrl+s", "1")
        assert not waiting(at, "review to decide"), at.screen


async def test_a_returned_review(branch: Branch, at_desk) -> None:
    asked = sign_off.submit(branch.desk("asha"), branch.deal_id, "she is a good customer")
    sign_off.send_back(branch.desk("vikram"), asked, "the fee")
    async with at_desk(branch.desk("asha")) as at:
        await in_the_day(at, "returned")
        await at.press("enter", "M")
        await at.type("the fee is right now")
        await at.press("ctrl+s", "1")
        assert not waiting(at, "returned"), at.screen


async def test_a_waiver_to_decide(branch: Branch, at_desk) -> None:
    branch.attach("asha", DEARER)
    waivers.ask(branch.desk("asha"), branch.deal_id, "promise 1", "it is only a little", branch.day)
    async with at_desk(branch.desk("meera")) as at:
        await in_the_day(at, "waiver asked for")
        await at.press("enter")
        await at.choose("refuse this waiver")
        await at.press("1")
        assert not waiting(at, "waiver"), at.screen


async def test_a_gift_to_approve_waits_among_the_reviews(branch: Branch, at_desk) -> None:
    value = Money(amount=Decimal(9000), currency="INR")
    given = gifts.give(
        branch.desk("asha"),
        Gift(customer_id=branch.deal.customer_id, what="A watch", value=value, on=branch.day, by="asha"),
    )
    async with at_desk(branch.desk("asha")) as at:
        await at.press("5")
        assert "Gifts waiting" not in at.screen, "nobody approves their own"
    async with at_desk(branch.desk("meera")) as at:
        await at.press("5")
        assert "Gifts waiting for your approval (1)" in at.screen
        assert "A watch, Rs 9,000" in at.screen
        assert "1 waits for you" in at.screen
        await at.press("home", "enter")
        await at.choose("Approve it")
        await at.press("5")
        assert "Gifts waiting" not in at.screen
    assert branch.store.get(Gift, given.id).approved_by == "meera"
