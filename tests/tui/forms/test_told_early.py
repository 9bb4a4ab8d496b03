"""A field that is left says what is wrong with it at once, and stops nobody."""

import pytest

from crm_tui.domain.deal import Deal
from crm_tui.domain.incident import Incident
from crm_tui.services import settings
from crm_tui.services.desk import Desk
from crm_tui.tui.forms.announcement import AnnounceForm
from crm_tui.tui.forms.attach import AttachForm
from crm_tui.tui.forms.capture import CaptureForm
from crm_tui.tui.forms.customer import CustomerForm
from crm_tui.tui.forms.deal import DealForm
from crm_tui.tui.forms.incident import IncidentForm
from crm_tui.tui.forms.row import FieldRow


@pytest.mark.parametrize(
    ("opened", "field", "typed", "told"),
    [
        pytest.param(
            lambda desk: AnnounceForm(desk, settings.of(desk.store)), "words", "Dear {nobody}", "nobody", id="announced"
        ),
        pytest.param(lambda desk: CustomerForm(desk, None), "email", "no address", "name@place", id="by the model"),
        pytest.param(lambda desk: CustomerForm(desk, None), "since", "31/02/2027", "is not a day", id="no day"),
        pytest.param(lambda desk: DealForm(desk, None, 1), "value", "much", "type", id="no amount"),
        pytest.param(lambda desk: DealForm(desk, None, 1), "customer_id", "zzz", "no customer is chosen", id="nobody"),
        pytest.param(lambda desk: IncidentForm(desk, None, 1), "closed_on", "+1", "not come yet", id="to come"),
    ],
)
async def test_what_is_left_wrong_is_told_and_the_cursor_goes_on(
    desk: Desk, sit, opened, field: str, typed: str, told: str
) -> None:
    async with sit(opened(desk)) as at:
        await at.to(field)
        await at.clear()
        assert not at.fault(field)
        await at.paste(typed)
        assert not at.fault(field), "nobody is told while they type"
        await at.press("escape", "tab") if field == "customer_id" else await at.press("tab")
        assert told in at.fault(field)
        assert not at.form.row(field).has_focus_within
        await at.press("shift+tab")
        await at.clear()
        assert not at.fault(field), "what is changed is not wrong until it is left"


@pytest.mark.parametrize("field", ["name", "email", "place", "occasions"])
async def test_an_empty_field_that_is_passed_says_nothing(desk: Desk, sit, field: str) -> None:
    async with sit(CustomerForm(desk, None)) as at:
        await at.to(field)
        await at.press("tab")
        assert not at.fault(field)


async def test_what_fits_once_another_field_is_changed_is_wrong_no_more(desk: Desk, sit) -> None:
    async with sit(IncidentForm(desk, None, 1)) as at:
        await at.to("what")
        await at.type("waited")
        await at.to("remedy")
        await at.type("sorry")
        await at.to("closed_on")
        await at.paste("20 nov 2026")
        await at.press("tab")
        assert "before it happened" in at.fault("closed_on")
        await at.to("on")
        await at.clear()
        await at.paste("19 nov 2026")
        await at.press("tab")
        assert not at.fault("closed_on")


async def test_a_new_customer_is_no_fault(desk: Desk, sit) -> None:
    async with sit(CaptureForm(desk)) as at:
        await at.type("Zara Khan")
        await at.press("escape", "tab")
        assert not at.fault("customer_id")


@pytest.mark.parametrize(
    ("owner", "told"),
    [("nobody", "nobody is not on the staff list: name somebody who sees to it"), ("asha", ""), ("vikram", "")],
)
async def test_an_incident_is_seen_to_by_somebody_who_works_here(desk: Desk, sit, owner: str, told: str) -> None:
    async with sit(IncidentForm(desk, None, 1)) as at:
        await at.to("what")
        await at.type("waited")
        await at.to("owner")
        await at.clear()
        await at.paste(owner)
        await at.press("ctrl+s")
        if told:
            assert told in at.fault("owner")
            assert at.form.row("owner").has_focus_within
        assert [one.owner for one in desk.store.find(Incident)] == ([] if told else [owner])


async def test_a_name_that_an_incident_had_may_stay(desk: Desk, sit) -> None:
    with desk.store.transaction() as now:
        kept = now.add(Incident(customer_id=1, on=desk.today(), what="waited", owner="gone"))
    async with sit(IncidentForm(desk, kept)) as at:
        await at.to("cause")
        await at.type("a queue")
        await at.press("ctrl+s")
        assert at.result.cause == "a queue"


async def test_what_a_paper_lacks_is_told_at_its_path(desk: Desk, sit) -> None:
    async with sit(AttachForm(desk, desk.store.get(Deal, 1))) as at:
        await at.paste("/nowhere/at-all.txt")
        await at.to("issued_on")
        await at.press("ctrl+s")
        assert "at-all.txt" in at.fault("path")
        assert at.form.row("path").has_focus_within


async def test_what_is_wrong_is_in_sight_also_where_its_line_has_its_place_only_later(desk: Desk, sit) -> None:
    async with sit(CustomerForm(desk, None), (60, 15)) as at:
        *_, last = at.form.query(FieldRow)
        last.put_focus()
        await at.settle()
        last.show_fault("another one, please")
        await at.settle()
        assert "! another one, please" in at.screen
