"""A deal is lost with its reason, and what was won and lost is counted, new and existing customers apart."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal, DealReason, Stage, StageReached
from crm_tui.domain.errors import DeskError
from crm_tui.domain.money import Money
from crm_tui.services import deals, records, undo
from crm_tui.services.desk import Desk
from crm_tui.services.win_loss import NOT_SAID, End, Whose, win_loss

DAY = date(2026, 11, 21)


def deal(desk: Desk, customer_id: int, stage: Stage, decided: int, amount: str = "", **more: object) -> Deal:
    """A deal that came to its stage so many days from today; stored as if by an earlier version of the program."""
    on = DAY + timedelta(days=decided)
    value = Money(amount=Decimal(amount), currency="INR") if amount else None
    fields = {"title": "A loan", "owner": "asha", "opened": DAY - timedelta(days=400), "value": value} | more
    with desk.store.transaction() as now:
        return now.add(Deal.model_validate({"customer_id": customer_id, "stage": stage, "stage_since": on} | fields))


@pytest.fixture
def with_customers(desk: Desk) -> Desk:
    with desk.store.transaction() as now:
        for name in ("Meera", "Ravi"):
            now.add(Customer(name=name, owner="asha", since=DAY))
    return desk


def test_a_deal_is_lost_only_with_its_reason_and_that_is_taken_back_with_it(with_customers: Desk) -> None:
    desk = with_customers
    before = deal(desk, 1, Stage.PROPOSAL, -5)
    lost = before.model_copy(update={"stage": Stage.LOST})
    with pytest.raises(DeskError, match="say why it was lost"):
        records.change(desk, before, lost)
    known = lost.model_copy(update={"outcome": DealReason.PRICE, "competitor": "North Bank"})
    records.change(desk, before, deals.edited(desk, before, known))
    undo.take_back(desk)
    stored = desk.store.get(Deal, before.id)
    assert stored is not None
    assert (stored.stage, stored.outcome) == (Stage.PROPOSAL, None)


def test_an_old_lost_deal_stays_editable_and_its_reason_is_not_taken_away(with_customers: Desk) -> None:
    old = deal(with_customers, 1, Stage.LOST, -5)
    kept = records.change(with_customers, old, old.model_copy(update={"next_step": "call in spring"}))
    said = records.change(with_customers, kept, kept.model_copy(update={"outcome": DealReason.SPEED}))
    with pytest.raises(DeskError, match="say why"):
        records.change(with_customers, said, said.model_copy(update={"outcome": None}))


def test_what_is_opened_again_has_no_outcome(with_customers: Desk) -> None:
    lost = deal(with_customers, 1, Stage.LOST, -5, outcome="other", outcome_words="moved away", competitor="North")
    again = deals.edited(with_customers, lost, lost.model_copy(update={"stage": Stage.NEEDS}))
    assert (again.outcome, again.outcome_words, again.competitor) == (None, "", "North")


def test_another_reason_needs_words() -> None:
    with pytest.raises(ValueError, match="say in words"):
        Deal(
            customer_id=1,
            title="x",
            owner="a",
            opened=DAY,
            stage=Stage.LOST,
            stage_since=DAY,
            outcome=DealReason.OTHER,
        )


@pytest.mark.parametrize(
    ("signed", "lost", "whose"),
    [
        pytest.param(-10, -5, Whose.EXISTING, id="signed before"),
        pytest.param(-5, -10, Whose.NEW, id="signed after"),
        pytest.param(-5, -5, Whose.NEW, id="on the same day"),
        pytest.param(None, -5, Whose.NEW, id="never"),
    ],
)
def test_an_existing_customer_had_signed_before(
    with_customers: Desk, signed: int | None, lost: int, whose: Whose
) -> None:
    if signed is not None:
        deal(with_customers, 1, Stage.SIGNED, signed)
        deal(with_customers, 2, Stage.SIGNED, -300)
    deal(with_customers, 1, Stage.LOST, lost)
    found = win_loss(with_customers.store)
    assert [one.whose for one in found.decided if one.end is End.LOST] == [whose]


def test_a_deal_that_went_live_was_signed_on_its_first_day_and_a_lost_one_counts_as_signed_before(
    with_customers: Desk,
) -> None:
    stages = tuple(
        StageReached(stage=stage, on=DAY + timedelta(days=day))
        for stage, day in ((Stage.SIGNED, -50), (Stage.LOST, -20))
    )
    deal(with_customers, 1, Stage.LOST, -20, stages=stages, outcome="service")
    deal(with_customers, 1, Stage.LOST, -10, outcome="price")
    found = win_loss(with_customers.store)
    assert [(one.reason, one.whose) for one in found.decided] == [
        ("price", Whose.EXISTING),
        ("service", Whose.NEW),
    ]


def test_figures_add_up_to_their_cases_by_reason_and_currency(with_customers: Desk) -> None:
    deal(with_customers, 1, Stage.SIGNED, -90, "5000", outcome="trust")
    deal(with_customers, 1, Stage.LOST, -30, "1000", outcome="price", competitor="North Bank")
    deal(with_customers, 1, Stage.LOST, -20, "500", outcome="price", competitor="north  bank")
    deal(with_customers, 1, Stage.LOST, -10)
    found = win_loss(with_customers.store)
    lost = [one for one in found.figures if (one.whose, one.end) == (Whose.EXISTING, End.LOST)]
    assert [(one.label, len(one.cases), [str(sum_) for sum_ in one.value]) for one in lost] == [
        ("all", 3, ["INR 1,500"]),
        ("price", 2, ["INR 1,500"]),
        (NOT_SAID, 1, []),
    ]
    assert lost[0].competitors == (("north bank", 2),)
    assert [len(one.cases) for one in found.figures if one.end is End.WON and one.cases] == [1, 1]
    assert len(win_loss(with_customers.store, DAY - timedelta(days=15)).decided) == 1
