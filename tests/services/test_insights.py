"""The desk in figures: each is the length of the list that it opens, or a part of it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from crm_tui.domain.commitment import Commitment, Status
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal, DealReason, Stage
from crm_tui.domain.money import Money
from crm_tui.domain.record import Record
from crm_tui.domain.referral import Referral
from crm_tui.reading.files import read_paper
from crm_tui.services.desk import Desk
from crm_tui.services.insights import Section, insights
from tests.services.review_desk import DEARER, Branch
from tests.store.memory import MemoryStore

DAY = date(2026, 11, 20)


def at_desk(*records: Record) -> Desk:
    store = MemoryStore()
    with store.transaction() as now:
        for one in records:
            now.add(one)
    return Desk(store=store, read_paper=read_paper, today=lambda: DAY, officer="asha")


def customer(name: str, **more: object) -> Customer:
    return Customer.model_validate({"name": name, "owner": "asha", "since": DAY} | more)


def deal(stage: Stage, customer_id: int = 1, **more: object) -> Deal:
    days = {"opened": DAY, "stage_since": DAY, "owner": "asha", "title": "Loan"}
    return Deal.model_validate({"customer_id": customer_id, "stage": stage} | days | more)


def lakh(count: int, currency: str = "INR") -> Money:
    return Money(amount=Decimal(count * 100_000), currency=currency)


def told(desk: Desk, section: Section) -> list[tuple[str, int, int | None, str]]:
    return [
        (one.label, one.count, one.of, " + ".join(each.words for each in one.worth))
        for one in insights(desk).of(section)
    ]


def test_the_pipeline_has_each_stage_with_its_value_by_currency() -> None:
    desk = at_desk(
        customer("Meera"),
        deal(Stage.NEEDS, value=lakh(2)),
        deal(Stage.NEEDS, value=lakh(3)),
        deal(Stage.NEEDS, value=lakh(1, "USD")),
        deal(Stage.SIGNED),
        deal(Stage.LOST, value=lakh(9)),
    )
    assert told(desk, Section.PIPELINE) == [
        ("Needs", 3, None, "Rs 5,00,000 + $100,000"),
        ("Signed", 1, None, ""),
    ]


def test_why_and_to_whom_deals_were_lost_and_that_nobody_said() -> None:
    desk = at_desk(
        customer("Meera"),
        deal(Stage.LOST, outcome=DealReason.PRICE, competitor="the bank opposite"),
        deal(Stage.LOST, outcome=DealReason.PRICE),
        deal(Stage.LOST),
        deal(Stage.NEEDS, competitor="the bank opposite"),
    )
    assert told(desk, Section.LOST) == [("price", 2, None, ""), ("no reason said", 1, None, "")]
    assert told(desk, Section.LOST_TO) == [("the bank opposite", 1, None, "")]


def test_what_was_kept_on_time_out_of_all_that_was_due_in_its_month() -> None:
    one = {"customer_id": 1, "words": "call", "owner": "asha", "made_on": DAY - timedelta(days=60)}
    kept = {"status": Status.KEPT, "settled_on": DAY - timedelta(days=30)}
    desk = at_desk(
        customer("Meera"),
        Commitment.model_validate(one | kept | {"due": DAY - timedelta(days=30)}),
        Commitment.model_validate(one | {"due": DAY - timedelta(days=31)}),
        Commitment.model_validate(one | {"due": DAY}),
    )
    assert told(desk, Section.KEPT) == [("2026-10", 1, 2, "")]


def test_who_sent_whom_with_what_was_won_with_them() -> None:
    desk = at_desk(
        customer("Meera"),
        customer("Ravi"),
        customer("Lata"),
        deal(Stage.LIVE, customer_id=2, value=lakh(4)),
        Referral(customer_id=2, referrer_id=1, on=DAY, by="asha"),
        Referral(customer_id=3, referrer_id=1, on=DAY, by="asha"),
    )
    assert told(desk, Section.REFERRALS) == [("sent by Meera", 2, None, "Rs 4,00,000")]


def test_customers_of_whom_nobody_hears_by_their_officer() -> None:
    desk = at_desk(customer("Meera", contact_days=30, since=DAY - timedelta(days=31)), deal(Stage.LIVE))
    assert told(desk, Section.QUIET) == [("asha", 1, None, "")]


def test_what_the_first_paper_gave_less_by_term_and_by_product() -> None:
    branch = Branch(MemoryStore())
    branch.say("asha", "no processing fee")
    branch.attach("asha", DEARER + "Processing fee: Rs 25,000")
    desk = branch.desk("asha")
    # the first paper said nothing of the fee, and the later one does not count
    assert told(desk, Section.TERMS) == [("Processing fee", 1, 1, "")]
    [(label, less, of, _)] = told(desk, Section.PRODUCTS)
    assert (label, less) == ("loan", 1)
    assert of == len({one.id for one in branch.store.find(Commitment) if one.claim})


@given(
    stages=some.lists(some.sampled_from(Stage), max_size=8),
    dues=some.lists(some.integers(-90, 5), max_size=8),
    sent=some.sets(some.integers(2, 4), max_size=3),
)
def test_a27_every_figure_counts_its_own_list(stages: list[Stage], dues: list[int], sent: set[int]) -> None:
    owed = {"customer_id": 1, "words": "call", "owner": "asha", "made_on": DAY - timedelta(days=100)}
    desk = at_desk(
        *(customer(f"Customer {number}", contact_days=10, since=DAY - timedelta(days=200)) for number in range(4)),
        *(deal(stage, value=lakh(1)) for stage in stages),
        *(Commitment.model_validate(owed | {"due": DAY + timedelta(days=days)}) for days in dues),
        *(Referral(customer_id=number, referrer_id=1, on=DAY, by="asha") for number in sent),
    )
    found = insights(desk)
    for one in found.figures:
        assert len(one.records) == len(set(one.records)) == (one.count if one.of is None else one.of)
        assert one.count <= len(one.records)
        assert all(desk.store.get(one.kind, number) is not None for number in one.records)
    shown = sum(one.count for one in found.of(Section.PIPELINE)) + sum(one.count for one in found.of(Section.LOST))
    assert shown == len(stages)


@pytest.mark.parametrize("section", Section, ids=lambda one: one.name)
def test_an_empty_desk_has_no_figures(section: Section) -> None:
    assert insights(at_desk()).of(section) == ()
