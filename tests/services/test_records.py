from dataclasses import replace
from datetime import date

import pytest

from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal, Stage
from crm_tui.domain.errors import Conflict, DeskError, NotFound
from crm_tui.services import records
from crm_tui.services.customers import find_customer, folded
from crm_tui.services.deals import edited, find_deal
from crm_tui.services.desk import Desk

DAY = date(2026, 11, 21)


def customer(name: str = "Sunita Rao", **fields: object) -> Customer:
    return Customer.model_validate({"name": name, "owner": "asha", "since": DAY} | fields)


def test_a_record_gets_its_number_when_it_is_stored(desk: Desk) -> None:
    first, second = records.add(desk, customer()), records.add(desk, customer("Ravi Kumar"))
    assert (first.id, second.id) == (1, 2)
    assert records.get(desk, Customer, 2) == second


def test_a_change_replaces_what_was_read(desk: Desk) -> None:
    before = records.add(desk, customer())
    records.change(desk, before, before.model_copy(update={"phone": "98200"}))
    assert records.get(desk, Customer, before.id).phone == "98200"


def test_a_change_over_somebody_elses_is_refused_and_keeps_theirs(desk: Desk) -> None:
    before = records.add(desk, customer())
    records.change(desk, before, before.model_copy(update={"phone": "theirs"}))
    with pytest.raises(Conflict, match="somebody else changed this customer"):
        records.change(desk, before, before.model_copy(update={"phone": "mine"}))
    assert records.get(desk, Customer, before.id).phone == "theirs"


def test_what_is_gone_is_said_to_be_gone(desk: Desk) -> None:
    with pytest.raises(NotFound, match="there is no customer 7"):
        records.get(desk, Customer, 7)
    with pytest.raises(NotFound, match="no longer in the store"):
        records.change(desk, customer(id=7), customer(id=7))


@pytest.mark.parametrize(
    ("values", "faults"),
    [
        pytest.param({"name": " "}, {"name": "please fill this in"}, id="blank name"),
        pytest.param({"name": "x" * 201}, {"name": "at most 200 characters: say it in fewer"}, id="too long"),
        pytest.param({"kind": "robot"}, {"kind": "choose one of 'individual' or 'institution'"}, id="unknown choice"),
        pytest.param({"since": "someday"}, {"since": "not a day: type 2026-11-25, 25 nov or +3"}, id="no day"),
    ],
)
def test_faults_stand_beside_their_field_in_plain_words(values: dict[str, str], faults: dict[str, str]) -> None:
    built, found = records.build(Customer, {"name": "Sunita", "owner": "asha", "since": DAY} | values)
    assert built is None
    assert found == faults


def test_good_values_build_a_record() -> None:
    built, faults = records.build(Customer, {"name": " Sunita ", "owner": "asha", "since": "2026-11-21"})
    assert faults == {}
    assert built == customer("Sunita")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("José Fernandes", "José Fernandes"),
        ("jose fernandes", "José Fernandes"),
        ("fernandes", "José Fernandes"),
        ("सुनीता", "सुनीता राव"),
        ("#1", "José Fernandes"),
        (" 2 ", "सुनीता राव"),
        pytest.param("Ravi", "Ravi", id="a whole name wins over part of another"),
    ],
)
def test_a_customer_is_found_by_what_the_desk_calls_them(desk: Desk, wanted: str, found: str) -> None:
    for name in ("José Fernandes", "सुनीता राव", "Ravi", "Ravi Kumar", "Ravindra"):
        records.add(desk, customer(name))
    assert find_customer(desk.store, wanted).name == found


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ("nobody", "no customer is called 'nobody'"),
        ("#9", "there is no customer #9: check the number"),
        ("9" * 5000, "there is no customer '9{59}…'"),
        ("x" * 300, "no customer is called 'x{59}…'"),
        ("", "no customer is called ''"),
    ],
)
def test_an_unknown_customer_is_refused(desk: Desk, wanted: str, says: str) -> None:
    records.add(desk, customer())
    with pytest.raises(NotFound, match=says):
        find_customer(desk.store, wanted)


def test_several_customers_of_one_name_are_named_with_their_numbers(desk: Desk) -> None:
    for _ in range(7):
        records.add(desk, customer())
    with pytest.raises(DeskError, match=r"Sunita Rao \(#1\), .*\(#5\) and 2 more; use #id$"):
        find_customer(desk.store, "Sunita")


def test_customers_of_different_names_are_told_apart_by_the_whole_name(desk: Desk) -> None:
    for name in ("Sunita Rao", "Sunita Joshi"):
        records.add(desk, customer(name))
    with pytest.raises(DeskError, match="use the whole name or #id"):
        find_customer(desk.store, "sunita")


def test_folding_keeps_what_distinguishes_words_in_other_scripts() -> None:
    assert folded("  JOSÉ  Straße ") == "jose strasse"
    assert folded("कमल") != folded("कमला")


def deal(**fields: object) -> Deal:
    return Deal.model_validate(
        {"customer_id": 1, "title": "Home loan, Wakad", "stage_since": DAY, "opened": DAY, "owner": "asha"} | fields
    )


def test_a_deal_is_found_by_number_or_title(desk: Desk) -> None:
    home, gold = records.add(desk, deal()), records.add(desk, deal(title="Gold loan", customer_id=2))
    assert find_deal(desk.store, "#1") == find_deal(desk.store, "wakad") == home
    assert find_deal(desk.store, "loan", customer_id=2) == gold
    with pytest.raises(DeskError, match="fits several deals"):
        find_deal(desk.store, "loan")
    with pytest.raises(NotFound, match="no deal of this customer fits 'wakad'"):
        find_deal(desk.store, "wakad", customer_id=2)


def test_a_new_stage_starts_today(desk: Desk) -> None:
    before = deal()
    later = replace(desk, today=lambda: date(2026, 12, 1))
    moved = edited(later, before, before.model_copy(update={"stage": Stage.REVIEW}))
    assert moved.stage_since == date(2026, 12, 1)
    assert edited(later, before, before.model_copy(update={"title": "x"})).stage_since == DAY
