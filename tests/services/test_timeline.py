"""The timeline of a customer: whatever is on record, everything of theirs stands in it exactly once."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.consent import Consent, Purpose
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.document import Document
from crm_tui.domain.feedback import Feedback, From
from crm_tui.domain.gift import Gift
from crm_tui.domain.handover import Handover
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.merge import Distinct, Merge
from crm_tui.domain.money import Money
from crm_tui.domain.record import Record
from crm_tui.domain.referral import Referral
from crm_tui.domain.resolution import Answer, Resolution
from crm_tui.domain.rules import Rule
from crm_tui.domain.sign_off import Review
from crm_tui.domain.waiver import Waiver
from crm_tui.services.timeline import Kind, timeline
from tests.store.memory import MemoryStore

DAY = date(2026, 11, 20)
PEOPLE = (1, 2, 3)
DEALS = {1: 1, 2: 2, 3: 2}
"""Whose each deal is."""

_Made = tuple[Record, set[int]]
"""A record, and of whom it is."""


def _of_one(make: Callable[[int, date], Record]) -> Callable[[int, int, date], _Made]:
    return lambda one, _, on: (make(one, on), {one})


def _of_deal(make: Callable[[int, date], Record]) -> Callable[[int, int, date], _Made]:
    return lambda deal, _, on: (make(deal, on), {DEALS[deal]})


def _of_two(make: Callable[[int, int, date], Record]) -> Callable[[int, int, date], _Made]:
    return lambda one, other, on: (make(one, other, on), {one, other})


MAKE: dict[type[Record], Callable[[int, int, date], _Made]] = {
    Interaction: _of_one(lambda one, on: Interaction(customer_id=one, on=on, by="asha", said="words")),
    Commitment: _of_one(lambda one, on: Commitment(customer_id=one, words="call", owner="asha", made_on=on)),
    Incident: _of_one(lambda one, on: Incident(customer_id=one, on=on, what="late", owner="asha")),
    Handover: _of_one(
        lambda one, on: Handover(customer_id=one, owner="asha", to="ravi", reason="moves", by="asha", on=on)
    ),
    Gift: _of_one(
        lambda one, on: Gift(customer_id=one, what="tea", value=Money(amount=Decimal(5), currency="INR"), on=on, by="a")
    ),
    Consent: _of_one(
        lambda one, on: Consent(customer_id=one, purpose=Purpose.GREETINGS, given_on=on, how="form", by="asha")
    ),
    Feedback: _of_one(lambda one, on: Feedback(customer_id=one, source=From.CUSTOMER, rating=4, on=on, by="asha")),
    Document: _of_deal(
        lambda deal, on: Document(
            deal_id=deal, name="a.pdf", sha256="0" * 64, pages=1, attached_on=on, attached_by="asha"
        )
    ),
    Resolution: _of_deal(
        lambda deal, on: Resolution(
            by="asha", on=on, deal_id=deal, document_id=1, version=1, about="x", found="worse", answer=Answer.AMEND
        )
    ),
    Waiver: _of_deal(
        lambda deal, on: Waiver(
            deal_id=deal, rule=Rule.MINIMUM_DAYS, about="x", reason="y", until=on, asked_by="asha", asked_on=on
        )
    ),
    Referral: _of_two(lambda one, other, on: Referral(customer_id=one, referrer_id=other, on=on, by="asha")),
    Distinct: _of_two(lambda one, other, on: Distinct(customer_id=one, other_customer_id=other, on=on, by="asha")),
    Merge: _of_two(lambda one, other, on: Merge(customer_id=one, gone=other, before=None, was=None, by="asha", on=on)),
}

ones = st.tuples(st.sampled_from(list(MAKE)), st.permutations(PEOPLE), st.integers(-400, 0))


@settings(max_examples=40, deadline=None)
@given(st.lists(ones, max_size=25))
def test_everything_of_a_customer_stands_exactly_once_by_day(drawn: list[tuple[type[Record], list[int], int]]) -> None:
    store = MemoryStore()
    theirs: dict[int, Counter[tuple[str, int]]] = {one: Counter() for one in PEOPLE}
    with store.transaction() as now:
        for name in "ABC":
            now.add(Customer(name=name, owner="asha", since=DAY))
        for whose in DEALS.values():
            deal = now.add(Deal(customer_id=whose, title="loan", owner="asha", opened=DAY, stage_since=DAY))
            theirs[whose][Deal.table, deal.id] += 1
        for kind, (one, other, _), days in drawn:
            made, whom = MAKE[kind](one, other, DAY + timedelta(days=days))
            kept = now.add(made)
            for number in whom:
                theirs[number][kept.table, kept.id] += 1
    for number, expected in theirs.items():
        entries = timeline(store, number)
        assert Counter((one.record.table, one.record.id) for one in entries) == expected
        days = [one.on for one in entries if one.on is not None]
        assert days == sorted(days, reverse=True)
        assert all(one.what and one.state is not None for one in entries)


def test_two_who_are_not_the_same_say_so_of_each_other() -> None:
    store = MemoryStore()
    with store.transaction() as now:
        for name in ("Asha K", "Asha Kulkarni"):
            now.add(Customer(name=name, owner="asha", since=DAY))
        now.add(Distinct(customer_id=1, other_customer_id=2, by="ravi", on=DAY, why="cousins"))
    [first], [second] = timeline(store, 1), timeline(store, 2)
    assert (first.words, first.state) == ("not the same as Asha Kulkarni: cousins", "by ravi")
    assert second.words == "not the same as Asha K: cousins"


def test_no_kind_of_record_that_names_a_customer_or_a_deal_is_left_out() -> None:
    naming = {
        kind
        for kind in Record.__subclasses__()
        if hasattr(kind, "table") and not kind.__module__.startswith("tests")
        if {"customer_id", "deal_id"} & set(kind.model_fields)
    }
    assert naming - {Deal, Review} <= set(MAKE)


@pytest.mark.parametrize(
    ("kind", "number", "told"),
    [
        (Kind.INTERACTION, 1, "1 contact"),
        (Kind.INTERACTION, 2, "2 contacts"),
        (Kind.COMMITMENT, 1, "1 promise or task"),
        (Kind.REVIEW, 1, "1 review or decision"),
        (Kind.REVIEW, 0, "0 reviews and decisions"),
        (Kind.FEEDBACK, 1, "1 feedback"),
    ],
)
def test_so_many_of_a_kind_are_told_in_its_words(kind: Kind, number: int, told: str) -> None:
    assert kind.counted(number) == told
