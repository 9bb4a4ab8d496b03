"""What is typed over a list that is too long to be held: each word is looked for, a phrase in quotes as a whole."""

from array import array
from datetime import date

import pytest

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.services.desk import Desk
from crm_tui.services.long_lists import both, holding
from crm_tui.services.search_words import read

DAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Desk:
    """Six hundred customers, deals and promises, of which one has the words in their order and one has them apart."""
    from crm_tui.reading.files import read_paper
    from crm_tui.store.desk_store import TinyStore

    store = TinyStore(tmp_path_factory.mktemp("long") / "desk.json")
    with store.transaction() as now:
        for number in range(600):
            name = {7: "New Home Stores", 8: "Home of the New"}.get(number, f"Customer {number}")
            one = now.add(Customer(name=name, place="Pune", owner="asha", since=DAY))
            title = {7: "new home loan", 8: "home loan, new"}.get(number, "gold")
            about = {"customer_id": one.id, "owner": "asha"}
            now.add(Deal(title=title, opened=DAY, stage_since=DAY, **about))
            now.add(Commitment(words=f"papers for the {title}", made_on=DAY, **about))
    return Desk(store=store, read_paper=read_paper, today=lambda: DAY, officer="asha")


@pytest.mark.parametrize(
    ("typed", "count"), [("home new", 2), ('"new home"', 1), ('"home stores"', 1), ('"gold x"', 0)]
)
def test_a_phrase_is_found_as_a_whole(desk: Desk, typed: str, count: int) -> None:
    text = read(typed).text
    for kind in (Customer, Deal, Commitment):
        assert len(holding(desk.store, kind, text)) == count


@pytest.mark.parametrize("highest", [900, 10**18], ids=["numbered in turn", "numbers that were taken over"])
def test_those_that_fit_keep_their_order_whatever_their_numbers(highest: int) -> None:
    groups = {"late": array("Q", [5, highest, 2]), "later": array("Q", [7])}
    assert {group: list(found) for group, found in both(groups, {2, highest}).items()} == {
        "late": [highest, 2],
        "later": [],
    }
