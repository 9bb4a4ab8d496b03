"""Greetings and announcements: words filled in, only to who allows them, logged once."""

from dataclasses import replace
from datetime import date

import pytest

from crm_tui.domain.consent import Purpose
from crm_tui.domain.customer import Customer, CustomerKind
from crm_tui.domain.deal import Area, Deal, DealReason, Stage
from crm_tui.domain.errors import Conflict, DeskError, NotFound
from crm_tui.domain.interaction import Channel, Direction, Interaction, Reason
from crm_tui.domain.membership import Membership
from crm_tui.domain.occasion import Occasion, OccasionKind
from crm_tui.domain.settings import Festival, Settings, Template
from crm_tui.services import (
    announcements,
    consents,
    greetings,
    ground_rules,
    records,
    settings,
    staff,
    undo,
    work_calendar,
)
from crm_tui.services.announcements import Filter
from crm_tui.services.desk import Desk
from crm_tui.services.ground_rules import in_force

TODAY = date(2026, 11, 21)
BIRTHDAY = Occasion(name="Asha's birthday", day=21, month=11, year=1988)
TEMPLATES = (
    Template(name="Diwali", words="Happy {occasion}, {name}"),
    Template(name="birthday", words="Dear {name}, all good wishes for your {years} years! {owner}, {firm}"),
    Template(name="news", words="{name}: {nws}"),
)


def add(desk: Desk, **fields: object) -> Customer:
    values = {"name": "Meera", "owner": "asha", "since": date(2024, 1, 1), "place": "Pune"}
    return records.add(desk, Customer.model_validate(values | fields))


def allow(desk: Desk, customer: Customer, purpose: Purpose) -> None:
    consents.give(desk, customer.id, purpose, "on the form")


@pytest.fixture
def set_up(desk: Desk) -> Desk:
    """A desk with templates and one festival of today."""
    staff.appoint_first_admin(desk, "asha")
    kept = Festival(occasion=Occasion(name="Founders' day", kind=OccasionKind.FESTIVAL, day=21, month=11))
    settings.save(desk, settings.of(desk.store), Settings(firm="Deccan Bank", templates=TEMPLATES, festivals=(kept,)))
    return desk


def test_the_words_are_filled_in_and_those_named_after_the_occasion_come_first(set_up: Desk) -> None:
    meera = add(set_up, occasions=(BIRTHDAY,), channel=Channel.CALL)
    allow(set_up, meera, Purpose.GREETINGS)
    found = greetings.offer(set_up, meera.id)
    assert ([one.occasion for one in found.due], found.channel) == (["Asha's birthday", "Founders' day"], Channel.CALL)
    birthday, festival = found.due
    assert birthday.aside == "38 years"
    assert birthday.messages[0].words == "Dear Meera, all good wishes for your 38 years! asha, Deccan Bank"
    assert [one.template for one in birthday.messages] == ["birthday", "Diwali"]
    assert birthday.left_out == ("“news” is left out: nobody knows {nws}",)
    assert [one.words for one in festival.messages] == ["Happy Founders' day, Meera"]
    assert "“birthday” is left out: nobody knows {years}" in festival.left_out


def test_without_consent_nothing_is_offered_and_nothing_is_logged(set_up: Desk) -> None:
    meera = add(set_up, occasions=(BIRTHDAY,))
    found = greetings.offer(set_up, meera.id)
    assert (found.due, found.why_not) == ((), "no consent to greetings: ask Meera, and record what they said")
    with pytest.raises(DeskError, match="no consent to greetings: record it first"):
        greetings.send(set_up, meera.id, "Happy birthday", Channel.CALL)
    assert set_up.store.find(Interaction) == []


def test_a_greeting_is_one_contact_of_ours_and_not_logged_twice(set_up: Desk) -> None:
    meera = add(set_up, occasions=(BIRTHDAY,))
    allow(set_up, meera, Purpose.GREETINGS)
    consents.refuse(set_up, meera.id, Purpose.CONTACT, "rang", channel=Channel.CALL)
    done = greetings.send(set_up, meera.id, "Happy birthday", Channel.CALL)
    assert done.told == ("Meera wants no contact by call since 2026-11-21",)
    [one] = set_up.store.find(Interaction)
    assert (one.reason, one.direction, one.on, one.said) == (Reason.GREETING, Direction.OUT, TODAY, "Happy birthday")
    with pytest.raises(Conflict, match="greeted in these words today already"):
        greetings.send(set_up, meera.id, "Happy birthday ", Channel.CALL)
    with pytest.raises(DeskError, match=r"\{years\} is not filled in yet"):
        greetings.send(set_up, meera.id, "Happy {years}", Channel.CALL)
    undo.take_back(set_up)
    assert set_up.store.find(Interaction) == []


@pytest.mark.parametrize(
    ("day", "born", "due"),
    [
        (date(2027, 2, 28), None, "of 29 February, which 2027 does not have"),
        (date(2028, 2, 28), None, None),
        (date(2028, 2, 29), 1996, "32 years"),
    ],
    ids=["common year", "the day before", "leap year, with the year"],
)
def test_a_birthday_on_29_february_says_so(desk: Desk, day: date, born: int | None, due: str | None) -> None:
    meera = add(desk, occasions=(Occasion(name="Birthday", day=29, month=2, year=born),))
    assert bool(greetings.of_today(desk.store, meera, day)) is (due is not None)


SATURDAY_ONES = Occasion(name="Birthday", day=21, month=11)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 11, 19), None),
        (date(2026, 11, 20), "tomorrow"),
        (date(2026, 11, 21), ""),
        (date(2026, 11, 22), "yesterday"),
        (date(2026, 11, 23), "2 days ago"),
        (date(2026, 11, 24), None),
    ],
    ids=["Thursday", "Friday before", "the Saturday itself", "Sunday", "Monday after", "Tuesday"],
)
def test_a_day_without_work_is_greeted_on_the_working_days_around_it(set_up: Desk, day: date, told: str | None) -> None:
    meera = add(set_up, occasions=(SATURDAY_ONES,))
    allow(set_up, meera, Purpose.GREETINGS)
    settings.save(set_up, settings.of(set_up.store), Settings(firm="Deccan Bank", templates=TEMPLATES))
    found = greetings.offer(replace(set_up, today=lambda: day), meera.id)
    assert [one.aside for one in found.due] == ([told] if told is not None else [])
    if not found.due:
        assert found.why_not == "Meera has no occasion today"


def test_several_holidays_are_one_rest(set_up: Desk) -> None:
    usual = in_force(set_up.store)
    ground_rules.save(set_up, usual, usual.model_copy(update={"holidays": (date(2026, 11, 19), date(2026, 11, 20))}))
    calendar = work_calendar.of(in_force(set_up.store))
    assert calendar.met_from(TODAY) == date(2026, 11, 18)
    assert calendar.met(date(2026, 11, 18)) == (date(2026, 11, 17), date(2026, 11, 22))
    assert calendar.met(date(2026, 11, 23)) == (date(2026, 11, 18), date(2026, 11, 23))


FILTERS = {
    "everybody": (Filter(), "3 of 5 (2 without consent)"),
    "a place": (Filter(place="PUNE"), "2 of 3 (1 without consent)"),
    "organisations": (Filter(kind=CustomerKind.INSTITUTION), "1 of 1"),
    "business under way": (Filter(area=Area.LOAN), "1 of 1"),
    "an officer": (Filter(owner="RAVI"), "0 of 1 (1 without consent)"),
    "a programme that has not ended": (Filter(programme="gold"), "1 of 2 (1 without consent)"),
    "all together": (Filter(place="pune", area=Area.LOAN, owner="asha"), "1 of 1"),
    "nobody": (Filter(place="Goa"), "0 of 0"),
}


@pytest.fixture
def five(set_up: Desk) -> Desk:
    gold = Membership(programme="Gold Club", until=TODAY)
    over = Membership(programme="Gold Club", until=date(2026, 11, 20))
    first = add(set_up, name="A", memberships=(gold,))
    second = add(set_up, name="B", place="Pune Camp", memberships=(over,))
    third = add(set_up, name="C", place="Surat", kind=CustomerKind.INSTITUTION)
    add(set_up, name="D", owner="ravi", memberships=(gold,))
    add(set_up, name="E", place="Surat")
    for one in (first, second, third):
        allow(set_up, one, Purpose.ANNOUNCEMENTS)
    deal = {"title": "Loan", "owner": "asha", "opened": TODAY, "stage_since": TODAY}
    records.add(set_up, Deal(customer_id=second.id, area=Area.LOAN, **deal))
    records.add(set_up, Deal(customer_id=third.id, area=Area.LOAN, stage=Stage.LOST, outcome=DealReason.PRICE, **deal))
    return set_up


@pytest.mark.parametrize(("wanted", "told"), FILTERS.values(), ids=FILTERS)
def test_only_those_who_allow_it_are_chosen_of_those_who_are_found(five: Desk, wanted: Filter, told: str) -> None:
    assert announcements.choose(five, wanted).words == told


def test_an_announcement_is_one_contact_each_and_one_undo(five: Desk) -> None:
    chosen = announcements.choose(five, Filter())
    done = announcements.announce(five, chosen.customer_ids, "Dear {name}, we open on Sundays. {firm}")
    sent = five.store.find(Interaction)
    assert [one.said for one in sent] == [f"Dear {name}, we open on Sundays. Deccan Bank" for name in "ABC"]
    assert {(one.reason, one.direction) for one in sent} == {(Reason.ANNOUNCEMENT, Direction.OUT)}
    assert done.words == "3 told"
    again = announcements.announce(five, chosen.customer_ids, "Dear {name}, we open on Sundays. {firm}")
    assert again.words == "0 of 3 told; 3 not: 3 told so today already: look at them again"
    undo.take_back(five)
    assert five.store.find(Interaction) == []


def test_who_takes_consent_back_after_they_were_chosen_is_left_out(five: Desk) -> None:
    chosen = announcements.choose(five, Filter())
    consents.refuse(five, chosen.customer_ids[0], Purpose.ANNOUNCEMENTS, "rang")
    done = announcements.announce(five, chosen.customer_ids, "News")
    assert len(done.changed) == 2
    assert [(one.words, one.why) for one in done.left] == [("A", "without consent")]


@pytest.mark.parametrize(
    ("words", "told"),
    [(" ", "type what is announced"), ("Happy {occasion}", r"nobody knows \{occasion\} in an announcement")],
    ids=["nothing", "what belongs to one day"],
)
def test_what_is_not_announced(five: Desk, words: str, told: str) -> None:
    with pytest.raises(DeskError, match=told):
        announcements.announce(five, announcements.choose(five, Filter()).customer_ids, words)
    assert five.store.find(Interaction) == []


def test_a_template_is_found_by_its_name(five: Desk) -> None:
    assert announcements.words_of(five, "DIWALI") == "Happy {occasion}, {name}"
    with pytest.raises(NotFound, match="no template is called 'Onam': Diwali, birthday, news"):
        announcements.words_of(five, "Onam")
