"""What the essays say of the relationship itself, as a customer's page shows it and the services tell it.

Each test is named after its row of the table of concepts.
"""

from collections import Counter
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.widgets import OptionList

from crm_tui.domain.commitment import Commitment, Status
from crm_tui.domain.consent import Consent, Purpose
from crm_tui.domain.customer import Contact, Customer, CustomerKind
from crm_tui.domain.deal import OPEN_STAGES, Deal, Stage, Tenure
from crm_tui.domain.feedback import Feedback
from crm_tui.domain.gift import Gift
from crm_tui.domain.handover import Handover
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Channel, Interaction, Need
from crm_tui.domain.merge import Distinct, Merge
from crm_tui.domain.money import Money
from crm_tui.domain.record import Record
from crm_tui.domain.referral import Referral
from crm_tui.services import (
    briefing,
    customer_value,
    deal_findings,
    ground_rules,
    handover,
    handover_pack,
    incidents,
    needs,
    records,
    relationship,
    settings,
    tenures,
    timeline,
    undo,
)
from crm_tui.services.check_lines import Group
from crm_tui.services.daily_check import daily_check
from crm_tui.services.desk import Desk
from crm_tui.services.relationship import About, Beside, Stands
from tests.tui.conftest import TODAY, days, desk, empty_desk, sit_down

__all__ = ["desk", "empty_desk", "sit_down"]
MEERA = ["2", "slash", *"meera", "enter", "enter"]


def customer(desk: Desk, number: int) -> Customer:
    found = desk.store.get(Customer, number)
    assert found is not None
    return found


def state(desk: Desk, number: int, compared=lambda _: None) -> relationship.State:
    return relationship.state(desk.store, customer(desk, number), TODAY, ground_rules.in_force(desk.store), compared)


def fact(desk: Desk, number: int, about: About, compared=lambda _: None) -> relationship.StateFact:
    return next(one for one in state(desk, number, compared).facts if one.about is about)


def stored_of(desk: Desk, number: int) -> Counter[tuple[str, int]]:
    """Every record of the store that names a customer, or a deal of theirs, found field by field."""
    deals = {one.id for one in desk.store.find(Deal, customer_id=number)}
    found: Counter[tuple[str, int]] = Counter()
    kinds = [*Record.__subclasses__(), *(one for each in Record.__subclasses__() for one in each.__subclasses__())]
    for kind in kinds:
        if not hasattr(kind, "table") or kind is Customer:
            continue
        fields = kind.model_fields
        for one in desk.store.find(kind):
            names = {
                getattr(one, name)
                for name in ("customer_id", "referrer_id", "gone", "other_customer_id")
                if name in fields
            }
            of_deal = "customer_id" not in fields and getattr(one, "deal_id", None) in deals
            if number in names or of_deal:
                found[one.table, one.id] = 1
    return found


async def test_a01_every_record_of_a_customer_stands_once_in_the_timeline_in_the_order_of_days(
    desk: Desk, sit_down
) -> None:
    ones: list[Record] = [
        Feedback(customer_id=1, rating=4, on=days(-1), by="asha"),
        Incident(customer_id=1, what="Kept waiting", on=days(-3), owner="asha"),
        Gift(customer_id=1, what="a diary", value=Money(amount=Decimal(300), currency="INR"), on=days(-5), by="asha"),
        Consent(customer_id=1, purpose=Purpose.GREETINGS, given_on=days(-9), how="on the form", by="asha"),
        Referral(customer_id=4, referrer_id=1, on=days(-8), by="asha"),
        Handover(customer_id=1, owner="asha", to="vikram", reason="moves", by="asha", on=days(-2)),
        Distinct(customer_id=2, other_customer_id=1, by="asha", on=days(-6), why="cousins"),
        Merge(customer_id=1, gone=99, before=None, was=None, by="asha", on=days(-4)),
    ]
    with desk.store.transaction() as now:
        for one in ones:
            now.add(one)
    kinds = {entry.record.table for entry in timeline.timeline(desk.store, 1)}
    assert kinds >= {one.table for one in ones} | {"interactions", "commitments", "deals", "documents"}
    for number in range(1, 9):
        entries = timeline.timeline(desk.store, number)
        assert Counter((one.record.table, one.record.id) for one in entries) == stored_of(desk, number)
        known = [one.on for one in entries if one.on is not None]
        assert known == sorted(known, reverse=True)
    async with sit_down(desk) as at:
        await at.press(*MEERA, "y", "j", "enter")
        assert f"Timeline ({stored_of(desk, 1).total()})" in at.text
        await at.press("y")
        assert "Only incidents (1)" in at.text
        asked = at.app.screen.query_one(OptionList)
        told = [str(asked.get_option_at_index(place).prompt) for place in range(asked.option_count)]
        asked.highlighted = told.index("Only incidents (1)")
        await at.press("enter")
        assert f"Incidents: 1 · of {stored_of(desk, 1).total()} in the timeline" in at.text
        assert "Kept waiting" in at.cursor


def test_a02_a_promise_on_a_service_request_without_a_deal_shows_in_the_daily_check(desk: Desk) -> None:
    said = Commitment(customer_id=7, words="Replace the passbook", owner="asha", made_on=TODAY, due=TODAY)
    kept = records.add(desk, said)
    lines = [one for one in daily_check(desk.store, TODAY).lines if one.opens == ("commitments", kept.id)]
    assert [one.group for one in lines] == [Group.TODAY]


async def test_a03_a_name_and_what_was_said_make_customer_contact_and_promise_by_keyboard_alone(
    desk: Desk, sit_down
) -> None:
    async with sit_down(desk) as at:
        await at.press("7", "c", "ctrl+s")
        assert "! please fill this in" in at.text
        await at.press(*"Kavita Rao", "ctrl+s")
        assert "! type what was said before you save it" in at.text
        assert at.text.count(" ! ") == 1, "nothing else is asked for"
        await at.press(*"8.4 fixed for 3 yrs")
        await at.heard()
        await at.press("ctrl+s")
    [new] = [one for one in desk.store.find(Customer) if one.name == "Kavita Rao"]
    [said] = desk.store.find(Interaction, customer_id=new.id)
    assert said.said == "8.4 fixed for 3 yrs"
    assert {one.interaction_id for one in desk.store.find(Commitment, customer_id=new.id)} == {said.id}


async def test_a06_every_derived_state_opens_the_facts_that_it_came_from(desk: Desk, sit_down) -> None:
    records.add(desk, Incident(customer_id=1, what="Kept waiting", on=TODAY, owner="asha"))
    assert state(desk, 1).words == "needs care: on time, incidents"
    assert not [name for name in Customer.model_fields if "score" in name or "state" in name]
    async with sit_down(desk) as at:
        await at.press(*MEERA)
        await at.until("! needs care: on time, mismatches, incidents")
        await at.find("on time")
        await at.press("enter")
        assert "0 of 1 on time, 1 still overdue" in at.text
        assert "Send the sanction letter" in at.cursor
        await at.press("enter")
        assert "words used Send the sanction letter" in at.text
        await at.press("escape", "escape")
        for about, counted in ((About.CONTACT, "Offered 8.4"), (About.MISMATCHES, "no PF"), (About.INCIDENTS, "Kept")):
            await at.find(about)
            await at.press("enter")
            assert counted in at.text
            await at.press("escape")


async def test_a07_where_nothing_was_due_the_page_says_none_yet_and_no_share(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("2", "slash", *"小明", "enter", "enter")
        assert "none yet: nothing was due" in at.line("on time ")
        assert "%" not in at.text


def test_a07_kept_on_time_is_told_out_of_all_due_with_its_list_and_nothing_due_is_none_yet(desk: Desk) -> None:
    told = fact(desk, 8, About.KEPT)
    assert told.words.startswith("0 of 1 on time")
    assert told.parts == (("commitments", 14),)
    nothing = fact(desk, 5, About.KEPT)
    assert (nothing.words, nothing.stands, nothing.parts) == ("none yet: nothing was due", Stands.NONE, ())


async def test_a08_an_incident_flags_the_customer_and_every_open_deal_open_and_for_a_while_after(
    desk: Desk, sit_down
) -> None:
    second = Deal(customer_id=1, title="A locker", stage_since=TODAY, opened=TODAY, owner="asha")
    second = records.add(desk, second)
    made = incidents.add(desk, customer(desk, 1), "Kept waiting")
    for deal_id in (1, second.id):
        assert f"incident {made.id}" in [one.key for one in deal_findings.of(desk, deal_id).findings]
    async with sit_down(desk) as at:
        for key, count in (("2", 1), ("3", 2)):
            await at.press(key)
            assert at.text.count("! Meera Iyer") == count
        await at.find("Home loan")
        await at.press("enter")
        assert "! 1 open incident: Kept waiting" in at.text
        closed = incidents.close(desk, made, "Said sorry")
        at.app.desk_changed()
        await at.settle()
        assert "◇ 1 recent incident: Kept waiting" in at.text
    assert closed.closed_by == "asha"
    assert records.change(desk, closed, closed.model_copy(update={"closed_on": None})).closed_by == ""


async def test_a09_how_a_customer_likes_to_be_reached_stands_on_top_in_the_briefing_and_in_the_pack(
    desk: Desk, sit_down
) -> None:
    async with sit_down(desk, (80, 40)) as at:
        await at.press(*MEERA, "e")
        at.app.screen.row("language").put_focus()
        await at.press(*"Tamil", "tab", *"vis", "tab", *"after 6 pm", "ctrl+s")
        assert "likes Tamil, visit, after 6 pm" in at.text
        assert "care Prefers Tamil. Call after 6 pm." in at.text
    meera = customer(desk, 1)
    assert (meera.language, meera.channel, meera.times) == ("Tamil", Channel.VISIT, "after 6 pm")
    assert briefing.briefing(desk, meera).customer.care.startswith("Prefers Tamil")
    [one] = handover.propose(desk, [1], "vikram", "moves").changed
    told = " ".join(each.words for each in handover_pack.of(desk, one.id).part(handover_pack.Part.TO_KNOW))
    for words in ("Tamil", "visit", "after 6 pm", "Her father signs with her."):
        assert words in told


def test_a15_owners_follow_each_other_without_a_gap_and_without_two_at_once(desk: Desk) -> None:
    meera = customer(desk, 1)
    owners = (Tenure(owner="asha", since=meera.since), Tenure(owner="vikram", since=TODAY))
    with desk.store.transaction() as now:
        now.put(meera.model_copy(update={"owner": "vikram", "owners": owners}))
    first, second = tenures.spans(customer(desk, 1))
    assert (first.owner, first.since, first.until) == ("asha", date(2024, 3, 4), TODAY)
    assert (second.owner, second.since, second.until) == ("vikram", TODAY, None)


async def test_a15_the_page_tells_since_when_what_they_have_and_who_answered_for_them(desk: Desk, sit_down) -> None:
    one = customer(desk, 5)
    owners = (Tenure(owner="asha", since=one.since), Tenure(owner="vikram", since=days(-2)))
    with desk.store.transaction() as now:
        now.put(one.model_copy(update={"owners": owners}))
    async with sit_down(desk) as at:
        await at.press("2", "slash", *"小明", "enter", "enter")
        assert "has Fixed deposit, Live, INR 6 L" in at.text
        assert "owner vikram since Thu 19 Nov" in at.text
        assert "customer since 4 Mar 2024" in at.text
        assert "before asha until Thu 19 Nov" in at.text


@given(st.lists(st.dates(date(2000, 1, 1), date(2030, 1, 1)), min_size=1, max_size=6), st.dates(date(2000, 1, 1)))
def test_a15_whatever_days_are_kept_the_spans_of_owners_touch(taken: list[date], since: date) -> None:
    owners = tuple(Tenure(owner=f"o{place}", since=day) for place, day in enumerate(taken))
    found = tenures.spans(Customer(name="A", owner=owners[-1].owner, since=since, owners=owners))
    assert [one.owner for one in found] == [one.owner for one in owners]
    assert found[0].since == since
    assert [one.until for one in found] == [*(one.since for one in found[1:]), None]
    assert all(one.until is None or one.since <= one.until for one in found)


async def test_a21_a_need_becomes_a_deal_by_one_key_and_each_names_the_other(desk: Desk, sit_down) -> None:
    async with sit_down(desk, (80, 40)) as at:
        await at.press(*MEERA, "n", "enter")
        at.app.screen.row("felt").put_focus()
        await at.press(*"pleased", "tab", *"smiled", "tab", *"A locker", "ctrl+s")
        assert "last on 21 Nov: 4 of 5, pleased, smiled" in at.text
        await at.find("A locker")
        await at.press("V")
        await at.until("stage Enquiry")
        assert "A locker" in at.text
    [deal] = [one for one in desk.store.find(Deal, customer_id=1) if one.title == "A locker"]
    said = desk.store.get(Interaction, deal.interaction_id)
    assert said.needs == (Need(words="A locker", deal_id=deal.id),)
    assert needs.waiting(desk.store, 1) == []
    undo.take_back(desk)
    assert desk.store.get(Interaction, said.id).needs == (Need(words="A locker"),)
    assert desk.store.get(Deal, deal.id) is None


async def test_a21_the_page_of_a_deal_that_is_taken_back_closes_and_says_so_once(desk: Desk, sit_down) -> None:
    async with sit_down(desk, (80, 40)) as at:
        await at.press(*MEERA, "n", "enter")
        at.app.screen.row("felt").put_focus()
        await at.press("tab", "tab", *"A locker", "ctrl+s")
        await at.find("A locker")
        await at.press("V")
        await at.until("stage Enquiry")
        await at.press("u")
        await at.until("Taken back: need became a deal")
        await at.until("Needs that are no deal yet")
        assert at.app.screen.record_id == 1
        await at.find("A locker")
        assert at.text.count("there is no deal") <= 1
        # keys that come in faster than the deal is stored
        for key in ("V", "u"):
            at.app.post_message(events.Key(key, key))
        await at.until("Taken back: need became a deal")
        await at.until("Needs that are no deal yet")
        assert at.app.screen.record_id == 1
    assert [one.title for one in desk.store.find(Deal, customer_id=1)].count("A locker") == 0


async def test_a27_every_number_of_the_page_opens_the_list_that_it_counts(desk: Desk, sit_down) -> None:
    for about in About:
        told = fact(desk, 1, about, lambda _: Beside(2, (1, 2)))
        assert bool(told.parts) is (told.stands is not Stands.NONE), told
    async with sit_down(desk, (80, 40)) as at:
        await at.press(*MEERA)
        await at.find("INR 48,00,000 of 1 deal")
        await at.press("enter")
        assert "adds up to INR 48,00,000" in at.text
        assert "Home loan, Wakad flat" in at.cursor


async def test_b01_an_institution_shows_its_people_and_a_household_its_other_members(desk: Desk, sit_down) -> None:
    together = {"household": "Iyer, Wakad"}
    for number in (1, 8):
        records.change(desk, customer(desk, number), customer(desk, number).model_copy(update=together))
    async with sit_down(desk, (80, 40)) as at:
        await at.press(*MEERA)
        assert "household Iyer, Wakad" in at.text
        await at.find("Anil Deshmukh")
        await at.press("enter")
        assert "Anil Deshmukh  individual customer" in at.text
        await at.press("2", "escape", "slash", *"kothari", "enter", "enter")
        assert "with Jignesh Kothari, proprietor, +91 98250 40404" in at.text
    assert customer(desk, 2).kind is CustomerKind.INSTITUTION
    assert customer(desk, 2).contacts[0] == Contact(name="Jignesh Kothari", role="proprietor", phone="+91 98250 40404")


async def test_b02_what_customers_are_called_is_a_setting(desk: Desk, sit_down) -> None:
    before = settings.of(desk.store)
    settings.save(desk, before, before.model_copy(update={"label": "client"}))
    async with sit_down(desk) as at:
        await at.press(*MEERA)
        assert "Meera Iyer  individual client · Wakad" in at.text
    assert briefing.briefing(desk, customer(desk, 1)).words.one == "client"


AMOUNTS = st.lists(
    st.tuples(
        st.sampled_from(["INR", "USD", "EUR"]),
        st.decimals(0, 10**9, places=2, allow_nan=False),
        st.sampled_from(list(Stage)),
    ),
    max_size=12,
)


@given(AMOUNTS)
def test_b04_sums_of_open_and_won_business_never_mix_currencies(worth: list[tuple[str, Decimal, Stage]]) -> None:
    deals = [
        Deal(
            id=place,
            customer_id=1,
            title="a deal",
            stage=stage,
            stage_since=TODAY,
            opened=TODAY,
            owner="asha",
            value=Money(amount=amount, currency=currency),
        )
        for place, (currency, amount, stage) in enumerate(worth, 1)
    ]
    found = customer_value.value(deals)
    for part, stages in ((found.open, set(OPEN_STAGES)), (found.won, customer_value.WON)):
        for one in part.sums:
            assert {deal.value.currency for deal in one.deals} == {one.total.currency}
            assert sum(deal.value.amount for deal in one.deals) == one.total.amount
            assert all(deal.stage in stages for deal in one.deals)
    counted = [deal.id for part in (found.open, found.won) for one in part.sums for deal in one.deals]
    expected = [deal.id for deal in deals if deal.is_open or deal.stage in customer_value.WON]
    assert sorted(counted) == expected


def test_b04_a_customer_with_two_currencies_has_two_sums(desk: Desk) -> None:
    dollars = Money(amount=Decimal(500), currency="USD")
    records.add(desk, Deal(customer_id=1, title="Wire", value=dollars, stage_since=TODAY, opened=TODAY, owner="asha"))
    found = briefing.briefing(desk, customer(desk, 1)).value
    assert found.open.words == "INR 48,00,000, USD 500"
    assert found.won.words == "none yet"


def test_a07_a_promise_that_was_kept_counts(desk: Desk) -> None:
    told = fact(desk, 4, About.KEPT)
    [kept] = [one for one in desk.store.find(Commitment, customer_id=4) if one.status is Status.KEPT]
    assert (told.words, told.stands, told.parts) == ("1 of 1 on time", Stands.GOOD, (("commitments", kept.id),))
