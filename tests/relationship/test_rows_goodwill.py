"""What the essays say of goodwill: referrals, opinions, what was won and lost, and what is given away.

Each test is named after its row of the table of concepts.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from textual.widgets import OptionList

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal, DealReason, Stage
from crm_tui.domain.errors import DeskError
from crm_tui.domain.feedback import Feedback, From
from crm_tui.domain.gift import Gift, GiftAnswer
from crm_tui.domain.money import Money
from crm_tui.domain.referral import Referral
from crm_tui.domain.rules import GroundRules, Rule
from crm_tui.services import deal_findings, referrals, waivers
from crm_tui.services.desk import Desk
from tests.tui.conftest import TODAY, Seat, days, desk, empty_desk, sit_down

__all__ = ["desk", "empty_desk", "sit_down"]
MEERA = ["2", "slash", *"meera", "enter", "enter"]


async def choose(at: Seat, words: str) -> None:
    """Take one of the answers of a question."""
    # what is saved may be read anew before the question is asked
    await at.until(words)
    answers = at.app.screen.query_one(OptionList)
    for _ in range(20):
        if str(answers.get_option_at_index(answers.highlighted or 0).prompt).startswith(words):
            await at.press("enter")
            return
        await at.press("down")
    raise AssertionError(f"{words!r} is not offered:\n{at.text}")


async def test_b16_a_satisfied_customer_refers_another_who_gets_an_owner_and_a_first_contact_at_once(
    desk: Desk, sit_down
) -> None:
    async with sit_down(desk, (80, 40)) as at:
        await at.press(*MEERA, "n")
        await choose(at, "New referral")
        await at.press(*"Kavita Rao", "enter", *"98200", "ctrl+s")
    [link] = desk.store.find(Referral)
    new = desk.store.get(Customer, link.customer_id)
    assert new is not None
    assert (new.name, new.owner, link.referrer_id) == ("Kavita Rao", "asha", 1)
    [contact] = [one for one in desk.store.find(Commitment) if one.customer_id == new.id]
    assert (contact.owner, contact.due) == ("asha", date(2026, 11, 23))


async def test_b17_a_chain_is_drawn_with_depth_and_won_value_and_a_ring_is_refused(desk: Desk, sit_down) -> None:
    for who, by in ((5, 1), (4, 5)):
        customer = desk.store.get(Customer, who)
        assert customer is not None
        referrals.refer(desk, customer, by)
    first = desk.store.get(Customer, 1)
    assert first is not None
    with pytest.raises(DeskError, match="by way of themselves"):
        referrals.refer(desk, first, 4)
    async with sit_down(desk) as at:
        await at.press("9")
        await choose(at, "Referrals")
        assert "2 customers came by another, in 1 chain; won with them: Rs 6,00,000 (1 deal)" in at.text
        assert "└─ 王小明" in at.text
        assert "   └─ José Álvarez" in at.text
        await at.find("王小明")
        assert at.cursor.split()[2:] == ["1", "Rs", "6,00,000", "(1", "deal)", "1:", "nothing", "yet"]
        await at.press("enter")
        assert "came by Meera Iyer, sent us 1 customer" in " ".join(at.text.split())
    assert desk.today() == TODAY


async def to(at: Seat, field: str) -> None:
    """Tab to a field of the form."""
    for _ in range(30):
        if at.app.focused is not None and at.app.focused.id == f"field-{field}":
            return
        await at.press("tab")
    raise AssertionError(f"tab never comes to {field}:\n{at.text}")


async def lose(at: Seat, *why: str) -> None:
    """Move the deal that is shown to Lost, by the form."""
    await at.press("e")
    await to(at, "stage")
    await at.press("l", "l", "ctrl+s", *why)


async def test_a25_a_lost_deal_of_an_existing_customer_asks_why_and_is_counted_apart(desk: Desk, sit_down) -> None:
    old = {"title": "Old loan", "stage": Stage.LIVE, "owner": "asha", "opened": days(-300), "stage_since": days(-200)}
    with desk.store.transaction() as now:
        now.add(Deal.model_validate({"customer_id": 1} | old))
    async with sit_down(desk, (80, 40)) as at:
        await at.press("3", "enter")
        assert "Home loan, Wakad flat" in at.text
        await lose(at)
        assert "say why it was lost" in at.text
        assert at.app.focused is not None
        assert at.app.focused.id == "field-outcome"
        await at.press("p", "up", *"North Bank", "ctrl+s")
        lost = desk.store.get(Deal, 1)
        assert lost is not None
        assert (lost.stage, lost.outcome, lost.competitor) == (Stage.LOST, DealReason.PRICE, "North Bank")
        await at.press("9")
        await choose(at, "Won and lost")
        assert "Lost with existing customers" in at.text
        await at.find("price")
        assert at.cursor.split()[:2] == ["price", "1"]
        assert "North Bank 1" in at.cursor
        await at.press("enter")
        assert "Home loan" in at.cursor
        await at.press("enter")
        assert "price" in at.text


async def test_b05_a_competitor_and_a_reason_are_asked_of_a_lost_deal_and_another_reason_needs_words(
    desk: Desk, sit_down
) -> None:
    async with sit_down(desk, (80, 40)) as at:
        await at.press("3", "enter")
        await lose(at, "o", "ctrl+s")
        assert "say in words why" in at.text
        await at.press(*"moved away", "ctrl+s")
    lost = desk.store.get(Deal, 1)
    assert lost is not None
    assert (lost.stage, lost.outcome, lost.outcome_words) == (Stage.LOST, DealReason.OTHER, "moved away")


async def test_b14_opinions_about_us_and_a_competitor_are_recorded_and_no_average_stands_without_count_and_list(
    desk: Desk, sit_down
) -> None:
    async with sit_down(desk, (80, 40)) as at:
        await at.press(*MEERA, "n")
        await choose(at, "New feedback")
        await at.press("4", "enter", *"kind at the counter", "ctrl+s")
        assert "about us, other: kind at the counter" in at.text
        await at.press("9")
        await choose(at, "Feedback")
        assert "4.0 of 5, by 1 rating" in at.cursor
        await at.press("enter")
        assert "Meera Iyer" in at.cursor
        assert "4.0 of 5, by 1 rating" in at.text


async def test_b15_feedback_comes_from_own_and_competitors_customers_and_from_unknown_people(
    desk: Desk, sit_down
) -> None:
    async with sit_down(desk, (120, 40)) as at:
        await at.press("9")
        await choose(at, "Feedback")
        for first in ("c", "a"):
            await at.press("n", first if first == "a" else "right", "tab", "tab")
            await at.press(*"North Bank", "enter", "tab", *"3", "ctrl+s")
        assert "3.0 of 5, by 2 ratings" in at.cursor
        assert at.cursor.split()[-2:] == ["1", "1"]
    assert [one.source for one in desk.store.find(Feedback)] == [From.OF_COMPETITOR, From.ANONYMOUS]
    assert all(one.customer_id is None for one in desk.store.find(Feedback))


@pytest.fixture
def limited(desk: Desk) -> Desk:
    """A gift limit of 1,000, a budget of 5,000 a deal and of 6,000 a customer."""
    with desk.store.transaction() as now:
        now.add(
            GroundRules(
                version=1,
                changed_by="asha",
                changed_on=TODAY,
                gift_limits=(rupees(1000),),
                concessions_per_deal=(rupees(5000),),
                concessions_per_customer=(rupees(6000),),
            )
        )
    return desk


def rupees(amount: int) -> Money:
    return Money(amount=Decimal(amount), currency="INR")


async def test_b11_a_gift_over_the_limit_waits_for_another_and_is_then_accepted_with_its_day(
    limited: Desk, sit_down
) -> None:
    async with sit_down(limited, (80, 40)) as at:
        await at.press("2", "slash", *"deshmukh", "enter", "enter", "n")
        await choose(at, "New gift")
        await to(at, "what")
        await at.press(*"a silver coin", "enter", *"2500")
        assert "given away to this customer in 2026: Rs 0 of Rs 6,000; with this Rs 2,500" in " ".join(at.text.split())
        await at.press("enter", *"Diwali", "ctrl+s")
        assert "a silver coin, Rs 2,500, for Diwali" in at.text
        assert "waits for approval" in at.text
        await at.press("9")
        await choose(at, "Gifts")
        await at.press("enter")
        assert "waits for approval, worth more than Rs 1,000" in " ".join(at.text.replace("│", " ").split())
    async with sit_down(replace(limited, officer="vikram"), (80, 40)) as at:
        await at.until("gift to approve: a silver coin")
        await at.press("9")
        await choose(at, "Gifts")
        assert "Waits for you to approve (1)" in at.text
        await at.press("enter")
        await choose(at, "Approve it")
        assert "Offered (1)" in at.text
        await at.press("enter")
        await choose(at, "They accepted it")
        await at.press("ctrl+s")
        assert "Accepted (1)" in at.text
    [gift] = limited.store.find(Gift)
    assert (gift.by, gift.approved_by, gift.answer, gift.answered_on) == ("asha", "vikram", GiftAnswer.ACCEPTED, TODAY)


async def test_b11_a_gift_beside_an_open_review_waits_whatever_it_is_worth(limited: Desk, sit_down) -> None:
    async with sit_down(limited, (80, 40)) as at:
        await at.press(*MEERA, "n")
        await choose(at, "New gift")
        await to(at, "what")
        await at.press(*"a pen", "enter", *"10", "ctrl+s")
        await at.press("9")
        await choose(at, "Gifts")
        assert "Home loan" in at.cursor
        assert "Waits for approval (1)" in at.text


async def test_b18_what_was_given_and_is_left_is_shown_before_one_promises_and_over_the_limit_another_decides(
    limited: Desk, sit_down
) -> None:
    async with sit_down(limited, (80, 40)) as at:
        await at.press("3", "enter", "n", "enter")
        await at.press(*"a free locker")
        await to(at, "cost")
        words = " ".join(at.text.split())
        assert "given away on this deal: Rs 0 of Rs 5,000, Rs 5,000 left" in words
        assert "given away to this customer in 2026: Rs 0 of Rs 6,000, Rs 6,000 left" in words
        await at.press(*"5500")
        words = " ".join(at.text.split())
        assert "! given away on this deal: Rs 0 of Rs 5,000; with this Rs 5,500, Rs 500 over the limit" in words
        assert "given away to this customer in 2026: Rs 0 of Rs 6,000; with this Rs 5,500, Rs 500 left" in words
        await at.press("ctrl+s")
        await at.press("9")
        await choose(at, "Given and won")
        assert "Rs 5,500" in at.cursor
        await at.press("enter")
        assert "a free locker" in at.text
    found = deal_findings.of(limited, 1)
    [over] = [one for one in found.blocking if one.rule is Rule.CONCESSION]
    assert "Rs 5,500; Rs 5,000 is the most" in over.sentence
    asked = waivers.ask(replace(limited, officer="vikram"), 1, over.key, "she brings her firm", TODAY)
    waivers.grant(limited, asked)
    assert Rule.CONCESSION not in {one.rule for one in deal_findings.of(limited, 1).blocking}


async def test_b18_the_chart_of_cost_beside_revenue_has_its_numbers(limited: Desk, sit_down) -> None:
    with limited.store.transaction() as now:
        now.add(Gift(customer_id=5, what="a diary", value=rupees(300_000), on=TODAY, by="asha"))
    async with sit_down(limited) as at:
        await at.press("9")
        await choose(at, "Given and won")
        assert at.cursor.split()[1:] == ["Rs", "6,00,000", "█" * 12, "Rs", "3,00,000", "█" * 6, "50.0", "%"]
        await at.press("enter")
        assert "Fixed deposit" in at.text
        assert "a diary" in at.text
