"""Incidents: noted, put right, and told of where the customer is."""

from datetime import date, timedelta

import pytest

from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.errors import DeskError
from crm_tui.services import incidents, records
from crm_tui.services.desk import Desk
from crm_tui.services.incidents import Flag
from crm_tui.services.undo import take_back

DAY = date(2026, 11, 21)


@pytest.fixture
def meera(desk: Desk) -> Customer:
    return records.add(desk, Customer(name="Meera Iyer", owner="asha", since=DAY))


@pytest.fixture
def loan(desk: Desk, meera: Customer) -> Deal:
    return records.add(desk, Deal(customer_id=meera.id, title="Loan", opened=DAY, stage_since=DAY, owner="asha"))


def test_one_is_noted_and_put_right(desk: Desk, meera: Customer, loan: Deal) -> None:
    made = incidents.add(desk, meera, "Her father's signature was asked for three times", deal=loan)
    assert (made.on, made.owner, made.is_open, made.deal_id) == (DAY, "asha", True, loan.id)
    assert incidents.flags(desk.store, DAY) == {meera.id: Flag.OPEN}
    closed = incidents.close(desk, made, "Called, said sorry", cause="two forms for one thing")
    assert (closed.closed_on, closed.remedy, closed.cause) == (DAY, "Called, said sorry", "two forms for one thing")
    assert incidents.flags(desk.store, DAY) == {meera.id: Flag.RECENT}
    assert incidents.flags(desk.store, DAY + timedelta(days=90)) == {meera.id: Flag.RECENT}
    assert incidents.flags(desk.store, DAY + timedelta(days=91)) == {}


def test_open_ones_come_first_then_the_newest(desk: Desk, meera: Customer, loan: Deal) -> None:
    old = incidents.add(desk, meera, "Old", on=date(2026, 1, 5))
    done = incidents.close(desk, incidents.add(desk, meera, "Newest", on=DAY), "put right")
    new = incidents.add(desk, meera, "Newer", on=date(2026, 11, 1))
    assert incidents.of_customer(desk.store, meera.id) == [new, old, done]
    assert incidents.of_deal(desk.store, loan) == [new, old, done]


@pytest.mark.parametrize(
    ("how", "why"),
    [
        pytest.param({"remedy": " "}, "say what was done about it", id="nothing was done"),
        pytest.param({"remedy": "x", "on": date(2026, 11, 1)}, "it happened on 2026-11-20", id="before it happened"),
    ],
)
def test_it_is_not_put_right_without_saying_how_and_when(desk: Desk, meera: Customer, how: dict, why: str) -> None:
    made = incidents.add(desk, meera, "Kept waiting", on=date(2026, 11, 20))
    with pytest.raises(DeskError, match=why):
        incidents.close(desk, made, **how)


@pytest.mark.parametrize("what", ["", "   "])
def test_one_without_words_is_refused(desk: Desk, meera: Customer, what: str) -> None:
    with pytest.raises(DeskError, match="what: please fill this in"):
        incidents.add(desk, meera, what)


def test_another_customers_deal_is_refused(desk: Desk, loan: Deal) -> None:
    anil = records.add(desk, Customer(name="Anil", owner="asha", since=DAY))
    with pytest.raises(DeskError, match="Loan is another customer's deal"):
        incidents.add(desk, anil, "Kept waiting", deal=loan)


def test_a_customer_with_an_incident_is_not_taken_back(desk: Desk, meera: Customer) -> None:
    incidents.add(desk, meera, "Kept waiting")
    take_back(desk)
    assert incidents.of_customer(desk.store, meera.id) == []
    assert take_back(desk).told == "customer added: Meera Iyer"
