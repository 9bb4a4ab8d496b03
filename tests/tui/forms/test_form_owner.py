"""Whose it is: the staff's names are offered while one types, and any other name is kept with a warning."""

from dataclasses import replace

import pytest

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.staff import Member
from crm_tui.services.desk import Desk
from crm_tui.tui.forms.commitment import CommitmentForm
from crm_tui.tui.forms.customer import CustomerForm
from crm_tui.tui.forms.deal import DealForm
from tests.tui.conftest import TODAY, days

NOT_LISTED = "! not on the staff list: kept as it stands"


@pytest.fixture
def staffed(desk: Desk) -> Desk:
    """The desk with one more who has a name, and one who left."""
    with desk.store.transaction() as now:
        now.add(Member(login="kavita", name="Kavita Rao", since=TODAY))
        now.add(Member(login="suresh", name="Suresh Nair", since=days(-90), left_on=days(-3)))
        # whoever is not listed owns nothing that would have to be handed over
        for kind in (Customer, Deal):
            now.put(now.get(kind, 1).model_copy(update={"owner": "ashaa"}))
    return desk


@pytest.mark.parametrize(
    ("form", "kind"),
    [(DealForm, Deal), (CommitmentForm, Commitment), (CustomerForm, Customer)],
    ids=["deal", "commitment", "customer"],
)
async def test_part_of_a_name_offers_who_it_may_be_and_tab_takes_them(staffed: Desk, sit, form, kind) -> None:
    async with sit(form(staffed, staffed.store.get(kind, 1))) as at:
        await at.to("owner")
        await at.clear()
        await at.type("rao")
        assert "▸ kavita  Kavita Rao" in at.screen
        await at.press("tab", "ctrl+s")
        assert at.result.owner == "kavita"
        assert NOT_LISTED not in at.screen


async def test_a_name_that_nobody_has_is_warned_of_and_kept(staffed: Desk, sit) -> None:
    async with sit(CustomerForm(staffed, staffed.store.get(Customer, 1))) as at:
        await at.to("owner")
        await at.clear()
        await at.type("Ramesh")
        assert NOT_LISTED in at.words
        await at.press("ctrl+s")
        assert at.result.owner == "Ramesh"


async def test_a_list_that_is_closed_leaves_what_was_typed(staffed: Desk, sit) -> None:
    async with sit(CustomerForm(staffed, staffed.store.get(Customer, 1))) as at:
        await at.to("owner")
        await at.clear()
        await at.type("kav")
        await at.press("escape")
        assert at.open, "escape closes the list, not the form"
        assert NOT_LISTED in at.words
        await at.press("tab", "ctrl+s")
        assert at.result.owner == "kav"


async def test_who_left_is_warned_of_and_not_offered(staffed: Desk, sit) -> None:
    with staffed.store.transaction() as now:
        now.put(staffed.store.get(Customer, 1).model_copy(update={"owner": "Suresh Nair"}))
    async with sit(CustomerForm(staffed, staffed.store.get(Customer, 1))) as at:
        assert "! suresh left on Wed 18 Nov" in at.screen
        await at.to("owner")
        await at.clear()
        await at.type("sur")
        assert "▸" not in at.screen


async def test_where_nobody_is_on_the_list_no_name_is_warned_of(tmp_path, desk: Desk, sit) -> None:
    from crm_tui.store.desk_store import TinyStore

    bare = replace(desk, store=TinyStore(tmp_path / "bare.json"))
    async with sit(CustomerForm(bare, None)) as at:
        await at.to("owner")
        await at.type(" somebody")
        assert NOT_LISTED not in at.screen


async def test_a_customer_of_somebody_who_is_here_is_handed_over_and_not_given_in_their_form(desk: Desk, sit) -> None:
    async with sit(CustomerForm(desk, desk.store.get(Customer, 2))) as at:
        await at.to("owner")
        await at.clear()
        await at.type("vikram")
        await at.press("ctrl+s")
        assert "asha answers for this customer until a handover is accepted: propose one" in at.words
    assert desk.store.get(Customer, 2).owner == "asha"
