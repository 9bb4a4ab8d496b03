"""Gifts: who has to approve which, who may, and what became of them."""

from datetime import date
from decimal import Decimal

import pytest

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal, Stage
from crm_tui.domain.errors import Conflict, DeskError, NotAllowed
from crm_tui.domain.gift import Gift, GiftAnswer
from crm_tui.domain.money import Money
from crm_tui.domain.rules import GroundRules
from crm_tui.domain.staff import Member, Role
from crm_tui.interchange import review_queue as report
from crm_tui.interchange.daily_check import as_text
from crm_tui.reading.files import read_paper
from crm_tui.services import gifts, given_and_won, records
from crm_tui.services.check_lines import Group, Whose
from crm_tui.services.concessions import budgets
from crm_tui.services.daily_check import daily_check
from crm_tui.services.desk import Desk
from crm_tui.services.gifts import Standing
from crm_tui.services.my_day import my_day, waiting_for_me
from crm_tui.services.review_queue import queue
from tests.store.memory import MemoryStore

DAY = date(2026, 11, 21)
ROLES = {
    "asha": Role.DESK_OFFICER,
    "sunil": Role.SUPERVISOR,
    "vikram": Role.CHECKER,
    "meera": Role.BRANCH_MANAGER,
    "ravi": Role.DESK_OFFICER,
    "root": Role.ADMIN,
}


WHO = "a supervisor or checker or branch manager"


def money(amount: int, currency: str = "INR") -> Money:
    return Money(amount=Decimal(amount), currency=currency)


@pytest.fixture
def store() -> MemoryStore:
    """A gift limit of 1,000 and a year's budget of 5,000 rupees; Meera Iyer with one open deal."""
    store = MemoryStore()
    with store.transaction() as now:
        now.add(
            GroundRules(
                version=1,
                changed_by="root",
                changed_on=DAY,
                gift_limits=(money(1000),),
                concessions_per_customer=(money(5000),),
            )
        )
        for login, role in ROLES.items():
            now.add(Member(login=login, roles=(role,), since=DAY))
        now.add(Customer(name="Meera Iyer", owner="asha", since=DAY))
        now.add(Deal(customer_id=1, title="Home loan", owner="asha", opened=DAY, stage_since=DAY))
    return store


def at(store: MemoryStore, login: str) -> Desk:
    return Desk(store=store, read_paper=read_paper, today=lambda: DAY, officer=login)


def gift(store: MemoryStore, amount: int, login: str = "asha", **more: object) -> Gift:
    fields = {"customer_id": 1, "what": "sweets", "value": money(amount), "on": DAY, "by": login} | more
    return gifts.give(at(store, login), Gift.model_validate(fields))


def under_review(store: MemoryStore) -> None:
    with store.transaction() as now:
        [deal] = now.find(Deal)
        now.put(deal.model_copy(update={"stage": Stage.REVIEW}))


def much_given(store: MemoryStore) -> None:
    with store.transaction() as now:
        now.add(Commitment(customer_id=1, words="no fee", cost=money(4500), owner="asha", made_on=DAY))


def nothing(_: MemoryStore) -> None:
    pass


@pytest.mark.parametrize(
    ("before", "amount", "more", "why"),
    [
        pytest.param(nothing, 1000, {}, "", id="as much as the limit"),
        pytest.param(nothing, 1001, {}, "worth more than Rs 1,000", id="over the limit"),
        pytest.param(nothing, 5, {"value": money(5, "USD")}, "no gift limit is set in USD", id="no limit is set"),
        pytest.param(under_review, 10, {}, "Home loan is under review", id="beside a review"),
        pytest.param(much_given, 600, {}, "over the Rs 5,000 that may be given away in 2026", id="over the year"),
        pytest.param(much_given, 500, {}, "", id="the whole year's budget"),
    ],
)
def test_which_gifts_need_approval(store: MemoryStore, before, amount: int, more: dict[str, object], why: str) -> None:
    before(store)
    standing, told = gifts.standing(store, gift(store, amount, **more))
    assert standing is (Standing.WAITS if why else Standing.OFFERED)
    assert told.startswith(why)


@pytest.mark.parametrize(
    ("login", "may"),
    [("sunil", True), ("vikram", True), ("meera", True), ("asha", False), ("ravi", False), ("root", False)],
)
def test_it_waits_in_the_queue_of_who_may_approve_it_and_of_nobody_else(
    store: MemoryStore, login: str, may: bool
) -> None:
    one = gift(store, 2000)
    waiting = queue(at(store, login))
    assert [each.gift.id for each in waiting.gifts] == ([one.id] if may else [])
    if not may:
        with pytest.raises(NotAllowed):
            gifts.approve(at(store, login), one)
        return
    assert "GIFT TO APPROVE (1)" in report.as_text(waiting)
    assert f'"gift": {one.id}' in report.as_json(waiting)
    after = gifts.approve(at(store, login), one)
    assert (after.approved_by, after.approved_on) == (login, DAY)
    assert queue(at(store, login)).gifts == ()


def test_what_waits_stands_in_the_daily_check_until_somebody_decided_and_once_in_any_day(store: MemoryStore) -> None:
    gift(store, 100), gift(store, 1001, "ravi"), gift(store, 1002, answer=GiftAnswer.DECLINED, answered_on=DAY)
    dear = gift(store, 1500)
    check = daily_check(store, DAY)
    assert [(one.key, one.who, one.to, one.opens) for one in check.group(Group.REVIEWS)] == [
        ("gift 2", WHO, "ravi", ("gifts", 2)),
        ("gift 4", WHO, "asha", ("gifts", 4)),
    ]
    assert check.group(Group.REVIEWS)[1].words == "gift to approve: sweets, Rs 1,500, worth more than Rs 1,000"
    assert [one.key for one in daily_check(store, DAY, owner="asha").group(Group.REVIEWS)] == ["gift 4"]
    assert "gift #4" in as_text(check)
    vikram = at(store, "vikram")
    for whose in (Whose.MINE, Whose.DESK):
        of_day = my_day(vikram, whose, waiting=waiting_for_me(vikram)).lines
        assert [one.key for one in of_day if one.key.startswith("gift")] == ["gift 2", "gift 4"]
    gifts.approve(vikram, dear)
    assert [one.key for one in daily_check(store, DAY).group(Group.REVIEWS)] == ["gift 2"]


def test_each_gift_of_a_customer_is_judged_by_its_own_year_currency_and_worth(store: MemoryStore) -> None:
    gift(store, 900), gift(store, 2000), gift(store, 10, "ravi"), gift(store, 5, value=money(5, "USD"))
    gift(store, 900, on=date(2025, 5, 5))
    of_check = {one.key: one.words for one in daily_check(store, DAY).group(Group.REVIEWS)}
    waits = {f"gift {one.gift.id}": one.why for one in gifts.register(at(store, "vikram")) if one.mine}
    assert of_check.keys() == waits.keys() == {"gift 2", "gift 4"}
    assert all(of_check[key].endswith(why) for key, why in waits.items())
    for _ in range(3):
        gift(store, 800)
    assert len(daily_check(store, DAY).group(Group.REVIEWS)) == len(queue(at(store, "vikram")).gifts) == 7


def test_the_giver_never_approves_whatever_their_role(store: MemoryStore) -> None:
    one = gift(store, 2000, "meera")
    with pytest.raises(NotAllowed, match="somebody else approves"):
        gifts.approve(at(store, "meera"), one)
    assert queue(at(store, "meera")).gifts == ()


@pytest.mark.parametrize("approver", ["meera", "asha", "ravi"])
def test_nobody_slips_an_approval_in_by_another_save(store: MemoryStore, approver: str) -> None:
    one = gift(store, 2000)
    slipped = one.model_copy(update={"approved_by": approver, "approved_on": DAY})
    with pytest.raises(DeskError):
        records.change(at(store, "asha"), one, slipped)
    with pytest.raises(DeskError):
        records.add(at(store, "ravi"), slipped.model_copy(update={"id": 0}))


def test_what_was_approved_stays_as_it_is(store: MemoryStore) -> None:
    one = gifts.approve(at(store, "vikram"), gift(store, 2000))
    with pytest.raises(DeskError, match="record another one"):
        records.change(at(store, "asha"), one, one.model_copy(update={"value": money(9000)}))


def test_what_waits_is_not_accepted_before_and_is_with_its_day_after(store: MemoryStore) -> None:
    one = gift(store, 2000)
    with pytest.raises(DeskError, match="somebody has to approve"):
        gifts.answered(at(store, "asha"), one, GiftAnswer.ACCEPTED, DAY)
    approved = gifts.approve(at(store, "vikram"), one)
    with pytest.raises(Conflict):
        gifts.answered(at(store, "asha"), one, GiftAnswer.ACCEPTED, DAY)
    taken = gifts.answered(at(store, "asha"), approved, GiftAnswer.ACCEPTED, DAY)
    assert (taken.answer, taken.answered_on) == (GiftAnswer.ACCEPTED, DAY)
    with pytest.raises(DeskError, match="accepted already"):
        gifts.answered(at(store, "asha"), taken, GiftAnswer.DECLINED, DAY)


def test_a_gift_counts_to_the_customers_year_until_it_is_declined_or_not_approved(store: MemoryStore) -> None:
    def told() -> str:
        return budgets(at(store, "asha"), 1, None)[0].with_more(None)

    one, two = gift(store, 800), gift(store, 2000)
    gift(store, 900, on=date(2025, 12, 31))
    assert told() == "given away to this customer in 2026: Rs 2,800 of Rs 5,000, Rs 2,200 left"
    gifts.answered(at(store, "asha"), one, GiftAnswer.DECLINED, DAY)
    gifts.refuse(at(store, "sunil"), two, "too dear")
    assert told() == "given away to this customer in 2026: Rs 0 of Rs 5,000, Rs 5,000 left"
    assert gifts.standing(store, store.find(Gift)[1]) == (Standing.REFUSED, "too dear")


def test_a_refusal_needs_its_reason(store: MemoryStore) -> None:
    with pytest.raises(DeskError, match="say why"):
        gifts.refuse(at(store, "sunil"), gift(store, 2000), "  ")


def test_what_was_given_stands_beside_what_was_won_each_currency_by_itself(store: MemoryStore) -> None:
    much_given(store)
    gift(store, 500)
    gift(store, 20, value=money(20, "USD"))
    with store.transaction() as now:
        for amount, currency, stage in ((100_000, "INR", Stage.SIGNED), (900, "USD", Stage.PROPOSAL)):
            fields = {"title": "x", "owner": "asha", "opened": DAY, "stage_since": DAY, "stage": stage}
            now.add(Deal.model_validate({"customer_id": 1, "value": money(amount, currency)} | fields))
    found = given_and_won.balances(store)
    assert [one.told for one in found] == [
        "Rs 5,000 given away, Rs 1,00,000 won (5.0 %)",
        "$20 given away, $0 won",
    ]
    for one in found:
        assert one.cost.amount == sum(part.amount.amount for part in one.given)


def test_what_is_recorded_can_be_put_right_until_somebody_decided(store: MemoryStore) -> None:
    asha = at(store, "asha")
    one = gift(store, 400)
    dearer = records.change(asha, one, one.model_copy(update={"value": money(1400)}))
    assert gifts.standing(store, dearer)[0] is Standing.WAITS, "what became dearer needs approval"
    cheaper = records.change(asha, dearer, dearer.model_copy(update={"value": money(300)}))
    taken = gifts.answered(asha, cheaper, GiftAnswer.ACCEPTED, DAY)
    with pytest.raises(DeskError, match="somebody decided about this gift as it is"):
        records.change(asha, taken, taken.model_copy(update={"value": money(9000)}))
    assert records.change(asha, taken, taken.model_copy(update={"occasion": "Diwali"})).occasion == "Diwali"
