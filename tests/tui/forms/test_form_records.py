from datetime import date, time
from decimal import Decimal

from crm_tui.domain.commitment import Commitment, CommitmentKind, Delivery
from crm_tui.domain.customer import Contact, Customer, CustomerKind
from crm_tui.domain.deal import Area, Deal, Stage
from crm_tui.domain.interaction import Channel, Interaction
from crm_tui.domain.membership import Membership
from crm_tui.domain.money import Money
from crm_tui.domain.occasion import Occasion, OccasionKind
from crm_tui.domain.recurrence import Recurrence, Unit
from crm_tui.services.desk import Desk
from crm_tui.tui.forms.commitment import CommitmentForm
from crm_tui.tui.forms.customer import CustomerForm
from crm_tui.tui.forms.deal import DealForm
from crm_tui.tui.forms.interaction import InteractionForm

TODAY = date(2026, 11, 21)


async def test_a_customer_is_added_with_a_name_alone(desk: Desk, sit) -> None:
    async with sit(CustomerForm(desk, None)) as at:
        await at.type("Asha Rao")
        await at.press("ctrl+s")
        saved = at.result
    assert saved == desk.store.get(Customer, saved.id)
    assert (saved.name, saved.owner, saved.since) == ("Asha Rao", "asha", TODAY)


async def test_a_customer_is_added_with_everything(desk: Desk, sit) -> None:
    async with sit(CustomerForm(desk, None)) as at:
        await at.type("Rao & Sons")
        await at.press("enter", "right", "enter")
        await at.type("+91 20 555")
        await at.press("enter")
        await at.type("rao@example.org")
        await at.press("down")
        await at.type("Pune")
        await at.to("since")
        await at.clear()
        await at.type("yesterday")
        assert "Fri 20 Nov 2026" in at.line("First contact")
        await at.to("contacts")
        await at.type("Mina, clerk, 123\nDev")
        await at.to("care")
        await at.type("speaks Tamil")
        await at.to("contact_days")
        await at.type("30")
        assert "every 30 days" in at.line("Days in touch")
        await at.to("occasions")
        await at.type("birthday 29 feb 1992: Mina\nanniversary 3 apr")
        assert "29 Feb: on the 28th" in at.words
        await at.to("memberships")
        await at.type("Gold Club, gold, until 31 mar")
        await at.press("ctrl+s")
        saved = at.result
    assert saved.kind is CustomerKind.INSTITUTION
    assert (saved.phone, saved.email, saved.place) == ("+91 20 555", "rao@example.org", "Pune")
    assert saved.since == date(2026, 11, 20)
    assert saved.contacts == (Contact(name="Mina", role="clerk", phone="123"), Contact(name="Dev"))
    assert saved.care == "speaks Tamil"
    assert saved.contact_days == 30
    assert saved.occasions == (
        Occasion(name="Mina", day=29, month=2, year=1992),
        Occasion(kind=OccasionKind.ANNIVERSARY, name="Anniversary", day=3, month=4),
    )
    assert saved.memberships == (Membership(programme="Gold Club", level="gold", until=date(2027, 3, 31)),)


async def test_what_is_no_occasion_is_said_below_it_and_nothing_is_saved(desk: Desk, sit) -> None:
    async with sit(CustomerForm(desk, desk.store.get(Customer, 2))) as at:
        await at.to("occasions")
        await at.type("birthday 31 feb: Jignesh")
        await at.press("ctrl+s")
        assert at.open
        assert "line 1: '31 feb' is no day of a year: type 29 feb or 12 mar 1988" in at.words
        await at.clear()
        await at.to("contact_days")
        await at.type("often")
        await at.press("ctrl+s")
        assert "'often' is no number of days: type 30, 0 for never" in at.words
    assert desk.store.get(Customer, 2).occasions == ()


async def test_what_is_remembered_of_a_customer_is_opened_and_saved_as_it_was(desk: Desk, sit) -> None:
    full = {
        "contact_days": 0,
        "occasions": (Occasion(name="Mina", day=29, month=2), Occasion(name="Dev", day=1, month=5, year=1990)),
        "memberships": (Membership(programme="Miles, More", since=date(2024, 1, 1)), Membership(programme="Gold Club")),
    }
    before = desk.store.get(Customer, 2).model_copy(update=full)
    with desk.store.transaction() as now:
        now.put(before)
    async with sit(CustomerForm(desk, before)) as at:
        await at.to("place")
        await at.type("2")
        await at.press("ctrl+s")
        assert at.result == before.model_copy(update={"place": f"{before.place}2"})


async def test_a_customer_is_edited_and_what_is_not_touched_stays(desk: Desk, sit) -> None:
    before = desk.store.get(Customer, 2)
    async with sit(CustomerForm(desk, before)) as at:
        await at.to("place")
        await at.clear()
        await at.type("Vapi")
        await at.press("ctrl+s")
        assert at.result == before.model_copy(update={"place": "Vapi"})
    assert desk.store.get(Customer, 2).place == "Vapi"


async def test_a_fault_stands_below_its_field_and_nothing_is_lost(desk: Desk, sit) -> None:
    async with sit(CustomerForm(desk, None)) as at:
        await at.to("phone")
        await at.type("123")
        await at.to("since")
        await at.clear()
        await at.type("someday")
        await at.press("ctrl+s")
        assert at.open
        assert "is not a day" in at.fault("since")
        await at.clear()
        await at.type("today")
        await at.press("ctrl+s")
        assert at.fault("name") == "! please fill this in"
        assert at.app.focused.parent.parent.id == "row-name"
        assert "123" in at.line("Phone")
        await at.type("Zoë")
        assert at.fault("name") == "", "typing mends it"
        await at.press("ctrl+s")
        assert at.result.phone == "123"


async def test_a_deal_is_added_for_a_customer_found_by_part_of_a_name(desk: Desk, sit) -> None:
    async with sit(DealForm(desk, None)) as at:
        await at.type("alva")
        assert "▸ José Álvarez" in at.screen
        await at.press("enter")
        await at.type("Shop loan")
        await at.press("enter", "d")
        await at.to("stage")
        await at.press("p")
        await at.to("value")
        await at.type("48 lakh")
        assert "INR 48,00,000" in at.line("Value")
        await at.press("ctrl+s")
        saved = at.result
    assert (saved.customer_id, saved.title, saved.area, saved.stage) == (4, "Shop loan", Area.DEPOSIT, Stage.PROPOSAL)
    assert saved.value == Money(amount=Decimal(4_800_000), currency="INR")
    assert saved.stage_since == saved.opened == TODAY


async def test_a_deals_title_offers_its_area_until_somebody_chooses_one(desk: Desk, sit) -> None:
    async with sit(DealForm(desk, None, 4)) as at:
        await at.type("Scooter loan")
        assert "[loan]" in at.line("Area") or "‹ loan ›" in at.line("Area")
        await at.to("area")
        await at.press("i")
        await at.press("shift+tab")
        await at.type(", fixed deposit")
        assert "insurance" in at.line("Area")
        await at.press("ctrl+s")
        assert at.result.area is Area.INSURANCE


async def test_a_deal_that_is_moved_on_came_to_its_stage_today(desk: Desk, sit) -> None:
    async with sit(DealForm(desk, desk.store.get(Deal, 2))) as at:
        await at.to("stage")
        await at.press("right")
        await at.press("ctrl+s")
    moved = desk.store.get(Deal, 2)
    assert (moved.stage, moved.stage_since) == (Stage.PAPER_ISSUED, TODAY)


async def test_a_deal_needs_a_customer(desk: Desk, sit) -> None:
    async with sit(DealForm(desk, None)) as at:
        await at.type("nobody of that name")
        assert "no customer has that name" in at.screen
        await at.press("escape", "down")
        await at.type("A loan")
        await at.press("ctrl+s")
        assert at.open
        assert "no customer is chosen" in at.fault("customer_id")
        assert "nobody of that name" in at.line("Customer")


async def test_an_interaction_is_added_about_one_of_the_customers_deals(desk: Desk, sit) -> None:
    async with sit(InteractionForm(desk, None, 1)) as at:
        assert "Meera Iyer" in at.line("Customer")
        await at.to("deal_id")
        await at.type("o")
        assert "Home loan, Wakad flat" in at.screen
        assert "Working capital" not in at.screen
        await at.press("tab")
        await at.to("channel")
        await at.press("v")
        await at.to("said")
        await at.type("She likes it.\nWants a letter.")
        await at.press("ctrl+s")
        saved = at.result
    assert (saved.customer_id, saved.deal_id, saved.channel) == (1, 1, Channel.VISIT)
    assert saved.said == "She likes it.\nWants a letter."
    assert desk.store.get(Interaction, saved.id) == saved


async def test_an_interaction_is_edited(desk: Desk, sit) -> None:
    async with sit(InteractionForm(desk, desk.store.get(Interaction, 2))) as at:
        await at.to("by")
        await at.clear()
        await at.type("vikram")
        await at.press("ctrl+s")
    assert desk.store.get(Interaction, 2).by == "vikram"


async def test_a_task_is_added(desk: Desk, sit) -> None:
    async with sit(CommitmentForm(desk, None, 2, 2)) as at:
        await at.to("kind")
        await at.press("t")
        await at.to("words")
        await at.type("Order the stamp paper")
        await at.to("due")
        await at.type("+3")
        await at.press("ctrl+s")
        saved = at.result
    assert (saved.kind, saved.words, saved.due) == (CommitmentKind.TASK, "Order the stamp paper", date(2026, 11, 24))
    assert (saved.customer_id, saved.deal_id, saved.claim) == (2, 2, None)


async def test_a_date_that_stands_is_shown_with_the_key_that_changes_it(desk: Desk, sit) -> None:
    before = desk.store.get(Commitment, 3)
    async with sit(CommitmentForm(desk, before)) as at:
        assert f"{before.due} stands: D on the list agrees a new date" in at.screen
        await at.to("due")
        await at.clear()
        await at.type("+30")
        await at.press("ctrl+s")
        assert f"it is due on {before.due}: leave the form and press D" in at.fault("due")
    assert desk.store.get(Commitment, 3) == before


async def test_what_comes_back_begins_on_its_first_date(desk: Desk, sit) -> None:
    async with sit(CommitmentForm(desk, None, 2)) as at:
        await at.to("kind")
        await at.press("t")
        await at.to("words")
        await at.type("Call them")
        await at.to("every")
        await at.type("sometimes")
        await at.press("ctrl+s")
        assert "does not say how often" in at.fault("every")
        await at.clear()
        await at.type("weekly until 31 dec")
        await at.press("ctrl+s")
        assert "needs its first due date" in at.fault("due")
        await at.type("fri")
        await at.press("down")
        await at.type("4pm")
        await at.press("ctrl+s")
        saved = at.result
    assert (saved.due, saved.at) == (date(2026, 11, 27), time(16))
    assert saved.every == Recurrence(unit=Unit.WEEK, start=date(2026, 11, 27), until=date(2026, 12, 31))


async def test_it_waits_for_another_one_of_the_customer(desk: Desk, sit) -> None:
    other = next(one for one in desk.store.find(Commitment, customer_id=1) if one.is_open)
    async with sit(CommitmentForm(desk, None, 1)) as at:
        await at.to("words")
        await at.type("Send it")
        await at.to("after_id")
        await at.type(other.words[:5])
        await at.press("enter")
        await at.to("days_after")
        await at.type("soon")
        await at.press("ctrl+s")
        assert "is no number of days" in at.fault("days_after")
        await at.clear()
        await at.type("2")
        await at.to("due")
        await at.type("fri")
        await at.press("ctrl+s")
        assert "due on a day, or so many days after" in at.fault("days_after")
        await at.to("due")
        await at.clear()
        await at.to("address")
        await at.type("4 MG Road")
        await at.press("enter")
        await at.type("10 to 12")
        await at.press("ctrl+s")
        saved = at.result
    assert (saved.after_id, saved.days_after) == (other.id, 2)
    assert saved.delivery == Delivery(address="4 MG Road", window="10 to 12")


async def test_a_promise_keeps_what_was_understood_when_its_words_stay(desk: Desk, sit) -> None:
    before = desk.store.get(Commitment, 1)
    async with sit(CommitmentForm(desk, before)) as at:
        await at.to("due")
        await at.type("fri")
        await at.press("ctrl+s")
        assert at.result.claim == before.claim


async def test_a_day_without_a_year_on_which_something_was_said_is_the_last_one(desk: Desk, sit) -> None:
    async with sit(CommitmentForm(desk, desk.store.get(Commitment, 4))) as at:
        await at.to("made_on")
        await at.clear()
        await at.paste("+2")
        await at.press("ctrl+s")
        assert at.open
        assert "has not come yet" in at.fault("made_on")
        await at.clear()
        await at.paste("19 nov")
        await at.press("ctrl+s")
        assert at.result.made_on == date(2026, 11, 19)


async def test_a_task_that_becomes_a_promise_is_understood(desk: Desk, sit) -> None:
    with desk.store.transaction() as now:
        before = now.add(
            Commitment(kind=CommitmentKind.TASK, customer_id=1, deal_id=1, words="no PF", owner="asha", made_on=TODAY)
        )
    async with sit(CommitmentForm(desk, before)) as at:
        await at.to("kind")
        await at.press("p")
        await at.heard()
        assert "Processing fee" in at.line("✓")
        await at.press("ctrl+s")
        assert at.result.claim.term == "loan.processing_fee"


async def test_a_promise_without_a_claim_is_listened_to_when_it_is_opened(desk: Desk, sit) -> None:
    with desk.store.transaction() as now:
        before = now.add(Commitment(customer_id=1, deal_id=1, words="no PF", owner="asha", made_on=TODAY))
    async with sit(CommitmentForm(desk, before)) as at:
        assert "Processing fee" in at.line("✓")
        await at.press("ctrl+s")
        assert at.result.claim.term == "loan.processing_fee"
