"""One key opens what a finding speaks of, at the place where it can be put right."""

from datetime import date

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.deal import Deal
from crm_tui.domain.document import Document
from crm_tui.services import records
from crm_tui.services.desk import Desk
from crm_tui.tui.screens.commitment import CommitmentPage
from crm_tui.tui.screens.review import ReviewPage


def change(desk: Desk, kind, record_id: int, **fields) -> None:
    before = desk.store.get(kind, record_id)
    records.change(desk, before, before.model_copy(update=fields))


async def test_what_matters_is_typed_where_the_finding_leads_and_the_finding_is_gone(
    desk: Desk, all_verdicts: Deal, at_desk
) -> None:
    change(desk, Deal, all_verdicts.id, what_matters="")
    async with at_desk(desk, "everything") as at:
        await at.go_to("What matters")
        await at.press("enter")
        assert "Edit deal" in at.screen
        await at.type("to move in before Diwali")
        await at.press("ctrl+s")
        assert isinstance(at.app.screen, ReviewPage)
        assert "What matters to this cus" not in at.screen
    assert desk.store.get(Deal, all_verdicts.id).what_matters == "to move in before Diwali"


async def test_too_few_days_lead_to_the_day_of_the_signature(desk: Desk, all_verdicts: Deal, at_desk) -> None:
    change(desk, Deal, all_verdicts.id, signing_on=date(2026, 11, 21))
    [paper] = desk.store.find(Document, deal_id=all_verdicts.id)
    change(desk, Document, paper.id, issued_on=date(2026, 11, 20))
    async with at_desk(desk, "everything") as at:
        await at.go_to("working days to read")
        assert "» hurry" in at.line("> ")
        await at.press("enter")
        await at.clear()
        await at.type("+6")
        await at.press("ctrl+s")
        assert "working days to read" not in at.screen
    assert desk.store.get(Deal, all_verdicts.id).signing_on == date(2026, 11, 27)


async def test_a_difference_leads_to_its_promise_and_back(desk: Desk, all_verdicts: Deal, at_desk) -> None:
    async with at_desk(desk, "everything") as at:
        await at.press("j", "enter")
        assert isinstance(at.app.screen, CommitmentPage)
        assert "Processing fee: no charge" in at.screen
        await at.press("escape")
        assert "Processing fee" in at.line("> ")


async def test_a_surprise_leads_to_the_paper_at_its_line(desk: Desk, all_verdicts: Deal, at_desk) -> None:
    async with at_desk(desk, "everything") as at:
        await at.go_to("Penal charge")
        await at.press("enter")
        assert "24 % p.a. on overdue amounts" in at.line("▶")
        assert "WORSE ON PAPER" not in at.screen
        await at.press("escape")
        assert "Penal charge" in at.line("> ")


async def test_promises_that_were_not_read_back_lead_to_the_first_of_them(
    desk: Desk, all_verdicts: Deal, at_desk
) -> None:
    third = desk.store.find(Commitment, deal_id=all_verdicts.id)[2]
    change(desk, Commitment, third.id, confirmed_on=None)
    async with at_desk(desk, "everything") as at:
        await at.go_to("not read back")
        await at.press("enter", "e")
        await at.to("confirmed_on")
        await at.type("21 nov")
        await at.press("ctrl+s", "escape")
        assert "not read back" not in at.screen
    assert desk.store.get(Commitment, third.id).confirmed_on == date(2026, 11, 21)
