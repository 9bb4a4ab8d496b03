from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.domain.claim import Claim
from crm_tui.domain.commitment import UNSETTLED, Commitment, Status
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.services import acts, records
from crm_tui.services.check_lines import OF_COMMITMENTS, Group
from crm_tui.services.daily_check import daily_check
from crm_tui.services.desk import Desk
from tests.store.memory import MemoryStore

DAY = date(2026, 11, 21)


def owed(words: str, due: date | None, **fields: object) -> Commitment:
    values = {"customer_id": 1, "words": words, "due": due, "owner": "asha", "made_on": DAY}
    return Commitment.model_validate(values | fields)


@pytest.fixture
def busy(desk: Desk) -> Desk:
    records.add(desk, Customer(name="Sunita Rao", owner="asha", since=DAY))
    records.add(desk, Deal(customer_id=1, title="Home loan", opened=DAY, stage_since=DAY, owner="asha"))
    for one in (
        owed("no date", None),
        owed("later", DAY + timedelta(days=30)),
        owed("soon", DAY + timedelta(days=2), owner="Ravi"),
        owed("today", DAY, deal_id=1),
        owed("yesterday", DAY - timedelta(days=1)),
        owed("last week", DAY - timedelta(days=7), status=Status.RENEGOTIATED),
        owed("done", DAY - timedelta(days=7), status=Status.KEPT, settled_on=DAY),
    ):
        records.add(desk, one)
    return desk


def test_the_list_is_in_the_order_in_which_it_wants_attention(busy: Desk) -> None:
    check = daily_check(busy.store, DAY)
    ordered = [line.words for line in check.lines if line.group in OF_COMMITMENTS.values()]
    assert ordered == ["last week", "yesterday", "today", "soon", "no date", "later"]
    assert check.needs_attention
    assert [(line.customer, line.deal) for line in check.group(Group.TODAY)] == [("Sunita Rao", "Home loan")]


def test_a_figure_alone_is_told_with_its_term(busy: Desk) -> None:
    records.add(busy, owed("8.4", DAY, claim=Claim(term="loan.rate", said="8.4 % p.a.")))
    assert "rate: 8.4" in [line.words for line in daily_check(busy.store, DAY).lines]


def test_the_same_list_on_another_day(busy: Desk) -> None:
    check = daily_check(busy.store, DAY - timedelta(days=8))
    assert not check.needs_attention
    assert len(check.group(Group.NEXT)) == 2


@pytest.mark.parametrize(("owner", "words"), [("ravi", ["soon"]), ("RAVI", ["soon"]), ("nobody", [])])
def test_one_owners_list(busy: Desk, owner: str, words: list[str]) -> None:
    assert [line.words for line in daily_check(busy.store, DAY, owner=owner).lines] == words


@pytest.mark.parametrize(
    ("owner", "is_all"), [("ravi", False), ("nobody", True)], ids=["their own, though put off", "everybody's"]
)
def test_who_owns_nothing_is_given_everybodys_lines(busy: Desk, owner: str, is_all: bool) -> None:
    everybody = daily_check(busy.store, DAY)
    [soon] = [line for line in everybody.lines if line.words == "soon"]
    acts.snooze(busy, [soon.key], DAY + timedelta(days=3))
    check = daily_check(busy.store, DAY, owner=owner, snoozed_by=busy.officer, or_all=True)
    assert (check.is_all, check.hidden) == (is_all, int(not is_all))
    assert check.lines == (everybody.lines if is_all else ())


def test_a_commitment_whose_customer_is_gone_is_still_owed(desk: Desk) -> None:
    records.add(desk, owed("call back", DAY, customer_id=9))
    assert daily_check(desk.store, DAY).lines[0].customer == "customer 9"


def test_settling_takes_it_off_the_list_and_opening_it_brings_it_back(busy: Desk) -> None:
    [late] = [one for one in busy.store.find(Commitment) if one.words == "yesterday"]
    [kept] = acts.keep_partly(busy, [late], DAY, "by phone").changed
    assert (kept.settled_on, kept.remark) == (DAY, "by phone")
    assert "yesterday" not in [line.words for line in daily_check(busy.store, DAY).lines]
    [again] = acts.reopen(busy, [kept]).changed
    assert again.settled_on is None
    assert "yesterday" in [line.words for line in daily_check(busy.store, DAY).lines]


@settings(max_examples=50)
@given(
    st.lists(
        st.tuples(st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.sampled_from(list(Status))),
        max_size=12,
    )
)
def test_every_open_commitment_is_in_one_group_and_no_other(commitments: list[tuple[date | None, Status]]) -> None:
    store = MemoryStore()
    with store.transaction() as now:
        for due, status in commitments:
            now.add(owed("x", due, status=status, settled_on=None if status in UNSETTLED else DAY))
    check = daily_check(store, DAY)
    listed = [line.opens[1] for group in Group for line in check.group(group)]
    still_owed = [one.id for one in store.find(Commitment) if one.is_open]
    assert sorted(listed) == sorted(still_owed)
