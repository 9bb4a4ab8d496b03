"""Who came by whom: the gate, the first contact, and the chains."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal, Stage
from crm_tui.domain.errors import DeskError, NotFound
from crm_tui.domain.interaction import Channel, Interaction
from crm_tui.domain.money import Money
from crm_tui.domain.referral import Referral
from crm_tui.reading.files import read_paper
from crm_tui.services import records, undo
from crm_tui.services.desk import Desk
from crm_tui.services.referrals import chains, newcomer, refer
from tests.store.memory import MemoryStore

DAY = date(2026, 11, 21)


def people(desk: Desk, *names: str) -> list[Customer]:
    with desk.store.transaction() as now:
        return [now.add(Customer(name=name, owner="asha", since=DAY)) for name in names]


def won(desk: Desk, customer: Customer, amount: int, currency: str = "INR", stage: Stage = Stage.SIGNED) -> None:
    value = Money(amount=Decimal(amount), currency=currency)
    with desk.store.transaction() as now:
        now.add(
            Deal(
                customer_id=customer.id,
                title="A loan",
                stage=stage,
                value=value,
                owner="asha",
                opened=DAY,
                stage_since=DAY,
            )
        )


def test_somebody_new_gets_an_owner_and_a_first_contact_at_once_and_one_undo_takes_it_back(desk: Desk) -> None:
    [meera] = people(desk, "Meera")
    saved = refer(desk, newcomer(desk, "Kavita", phone="98200"), meera.id, words="her neighbour")
    assert (saved.customer.owner, saved.customer.phone) == ("asha", "98200")
    contact = saved.first_contact
    assert contact is not None
    assert (contact.words, contact.owner, contact.due) == ("First contact: sent by Meera", "asha", date(2026, 11, 23))
    undo.take_back(desk)
    assert [one.name for one in desk.store.find(Customer)] == ["Meera"]
    assert desk.store.find(Referral) == []
    assert desk.store.find(Commitment) == []


def test_whoever_sent_somebody_since_is_not_taken_back(desk: Desk) -> None:
    [ravi] = people(desk, "Ravi")
    meera = records.add(desk, Customer(name="Meera", owner="asha", since=DAY))
    with desk.store.transaction() as now:
        now.add(Referral(customer_id=ravi.id, referrer_id=meera.id, on=DAY, by="vikram"))
    with pytest.raises(DeskError, match="what belongs to it was added since: referral"):
        undo.take_back(desk)


def test_whoever_was_spoken_to_before_owes_no_first_contact(desk: Desk) -> None:
    meera, ravi = people(desk, "Meera", "Ravi")
    records.add(desk, Interaction(customer_id=ravi.id, on=DAY, channel=Channel.CALL, by="asha", said="Hello"))
    assert refer(desk, ravi, meera.id).first_contact is None


def test_each_customer_comes_by_one_at_the_most(desk: Desk) -> None:
    meera, ravi, tara = people(desk, "Meera", "Ravi", "Tara")
    refer(desk, ravi, meera.id)
    with pytest.raises(DeskError, match="Ravi came by Meera already"):
        refer(desk, ravi, tara.id)
    assert len(desk.store.find(Referral)) == 1


def test_a_ring_is_refused_whoever_saves_it_and_says_who_is_in_it(desk: Desk) -> None:
    meera, ravi, tara = people(desk, "Meera", "Ravi", "Tara")
    refer(desk, ravi, meera.id)
    refer(desk, tara, ravi.id)
    with pytest.raises(DeskError, match="Meera came by Tara came by Ravi came by Meera"):
        records.add(desk, Referral(customer_id=meera.id, referrer_id=tara.id, on=DAY, by="asha"))


@pytest.mark.parametrize("referrer", [1, 99], ids=["themselves", "nobody"])
def test_nobody_comes_by_themselves_or_by_nobody(desk: Desk, referrer: int) -> None:
    people(desk, "Meera")
    with pytest.raises((DeskError, NotFound)):
        refer(desk, records.get(desk, Customer, 1), referrer)
    assert desk.store.find(Referral) == []


@given(st.lists(st.tuples(st.integers(1, 7), st.integers(1, 7)), max_size=30))
def test_whatever_is_tried_each_has_one_referrer_and_no_chain_comes_back(tries: list[tuple[int, int]]) -> None:
    desk = Desk(store=MemoryStore(), read_paper=read_paper, today=lambda: DAY, officer="asha")
    known = {one.id: one for one in people(desk, *"abcdefg")}
    for who, by in tries:
        refused = False
        try:
            refer(desk, known[who], by)
        except DeskError:
            refused = True
        came = {one.customer_id: one.referrer_id for one in desk.store.find(Referral)}
        assert len(came) == len(desk.store.find(Referral))
        for begin in came:
            at, steps = begin, 0
            while at in came:
                at, steps = came[at], steps + 1
                assert steps <= len(known)
        assert not refused or who == by or came.get(who) != by or tries.count((who, by)) > 1
    drawn = chains(desk.store)
    assert sorted(one.customer_id for one in drawn.links) == sorted({*came, *came.values()} if tries else [])
    assert sum(one.further for one in drawn.links if one.depth == 0) == drawn.referred


def test_a_chain_has_depth_and_what_was_won_each_currency_by_itself(desk: Desk) -> None:
    meera, ravi, tara, anil = people(desk, "Meera", "Ravi", "Tara", "Anil")
    for who, by in ((ravi, meera), (tara, ravi), (anil, meera)):
        refer(desk, who, by.id)
    won(desk, meera, 5_000)
    won(desk, ravi, 1_000)
    won(desk, tara, 200, "USD", Stage.LIVE)
    won(desk, tara, 9_999, stage=Stage.LOST)
    found = chains(desk.store, tara.id)
    assert [(one.branch + one.name, one.depth, one.won.words, one.won_by.words) for one in found.links] == [
        ("Meera", 0, "Rs 5,000 (1 deal)", "Rs 1,000 + $200 (2 deals)"),
        ("├─ Ravi", 1, "Rs 1,000 (1 deal)", "$200 (1 deal)"),
        ("│  └─ Tara", 2, "$200 (1 deal)", ""),
        ("└─ Anil", 1, "", ""),
    ]
    assert (found.referred, found.chains, found.depth) == (3, 1, 2)
    assert chains(desk.store, anil.id) == chains(desk.store)


def test_who_belongs_to_no_chain_has_none(desk: Desk) -> None:
    people(desk, "Meera")
    assert chains(desk.store, 1).links == ()


def test_a_long_chain_is_drawn_with_its_depth(desk: Desk) -> None:
    known = people(desk, *(f"Customer {number}" for number in range(40)))
    with desk.store.transaction() as now:
        for one, by in zip(known[1:], known, strict=False):
            now.add(Referral(customer_id=one.id, referrer_id=by.id, on=DAY, by="asha"))
    found = chains(desk.store)
    assert [one.depth for one in found.links] == list(range(40))
    assert found.links[0].further == 39
    assert max(len(one.branch) for one in found.links) < 40
