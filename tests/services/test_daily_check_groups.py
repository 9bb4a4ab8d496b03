from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm_tui.domain.commitment import UNSETTLED, Commitment, CommitmentKind, NewDate, Status
from crm_tui.domain.consent import Consent, Purpose, Use
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal, Stage, Tenure
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Channel, Direction, Interaction, Reason
from crm_tui.domain.membership import Membership
from crm_tui.domain.occasion import Occasion, OccasionKind
from crm_tui.domain.record import Record
from crm_tui.domain.rules import GroundRules, Rule, StageLimit
from crm_tui.domain.settings import Festival, Settings
from crm_tui.domain.snooze import Snooze
from crm_tui.domain.staff import Member, Role
from crm_tui.domain.waiver import Waiver
from crm_tui.interchange.daily_check import as_json, as_markdown, as_text
from crm_tui.services.check_lines import OF_COMMITMENTS, Act, Group, Line
from crm_tui.services.daily_check import DailyCheck, daily_check
from tests.store.memory import MemoryStore

FRIDAY = date(2026, 11, 20)
LONG_AGO = date(2020, 1, 1)


def stored(*records: Record) -> MemoryStore:
    store = MemoryStore()
    with store.transaction() as now:
        for record in records:
            if record.id:
                now.held[record.table, record.id] = record
            else:
                now.add(record)
    return store


def rules(**fields: object) -> GroundRules:
    return GroundRules.model_validate({"changed_by": "asha", "changed_on": LONG_AGO} | fields)


def customer(**fields: object) -> Customer:
    values = {"id": 1, "name": "Meera Joshi", "owner": "asha", "since": LONG_AGO}
    return Customer.model_validate(values | fields)


def deal(**fields: object) -> Deal:
    values = {"id": 1, "customer_id": 1, "title": "Home loan", "opened": FRIDAY, "stage_since": FRIDAY, "owner": "asha"}
    return Deal.model_validate(values | {"next_step": "call"} | fields)


def owed(due: date | None = FRIDAY, **fields: object) -> Commitment:
    values = {"id": 1, "customer_id": 1, "words": "call", "due": due, "owner": "asha", "made_on": LONG_AGO}
    return Commitment.model_validate(values | fields)


def contact(on: date, by: str = "asha", direction: Direction = Direction.OUT, **fields: object) -> Interaction:
    values = {"customer_id": 1, "on": on, "by": by, "channel": Channel.CALL, "direction": direction}
    return Interaction.model_validate(values | fields)


def waiver(**fields: object) -> Waiver:
    values = {"id": 1, "deal_id": 1, "rule": Rule.MINIMUM_DAYS, "about": "minimum days", "reason": "they ask for it"}
    return Waiver.model_validate(values | {"until": FRIDAY, "asked_by": "asha", "asked_on": LONG_AGO} | fields)


def lines(records: Sequence[Record], group: Group, as_of: date = FRIDAY, **by: object) -> tuple[Line, ...]:
    return daily_check(stored(*records), as_of, rules(**by)).group(group)


@pytest.mark.parametrize(
    ("due", "as_of", "group", "late"),
    [
        pytest.param(FRIDAY, FRIDAY, Group.TODAY, 0, id="its own day is not late"),
        pytest.param(FRIDAY, date(2026, 11, 21), Group.OVERDUE, 0, id="Saturday: ended, and no working day since"),
        pytest.param(FRIDAY, date(2026, 11, 23), Group.OVERDUE, 1, id="Monday: one working day late"),
        pytest.param(date(2026, 11, 27), FRIDAY, Group.NEXT, 0, id="five working days ahead"),
        pytest.param(date(2026, 11, 28), FRIDAY, Group.LATER, 0, id="the Saturday behind them"),
        pytest.param(date(2026, 11, 28), date(2026, 11, 21), Group.LATER, 0, id="a weekend moves nothing ahead"),
        pytest.param(date(2026, 12, 1), date(2026, 11, 30), Group.NEXT, 0, id="over the end of a month"),
        pytest.param(date(2026, 11, 30), date(2026, 12, 1), Group.OVERDUE, 1, id="late since the end of a month"),
        pytest.param(date(2026, 12, 31), date(2027, 1, 1), Group.OVERDUE, 1, id="over the end of a year"),
        pytest.param(date(2028, 2, 29), date(2028, 2, 29), Group.TODAY, 0, id="due on 29 February"),
        pytest.param(date(2028, 2, 29), date(2028, 3, 1), Group.OVERDUE, 1, id="late since 29 February"),
        pytest.param(None, FRIDAY, Group.NO_DATE, 0, id="no date"),
    ],
)
def test_where_a_due_date_stands(due: date | None, as_of: date, group: Group, late: int) -> None:
    [line] = lines([customer(), owed(due)], group, as_of)
    assert line.late == late


def test_a_holiday_is_no_working_day_ahead_or_late() -> None:
    records, monday = [customer(), owed(date(2026, 11, 30))], date(2026, 11, 23)
    assert not lines(records, Group.NEXT, monday, ahead_days=4)
    assert lines(records, Group.NEXT, monday, ahead_days=5)
    assert lines(records, Group.NEXT, monday, ahead_days=4, holidays=(date(2026, 11, 25),))
    [line] = lines([customer(), owed()], Group.OVERDUE, date(2026, 11, 25), holidays=(date(2026, 11, 24),))
    assert line.aside == "2 working days late"


def test_a_line_says_who_owes_whom_and_why_it_is_here() -> None:
    first = owed(None, id=2, words="the papers", kind=CommitmentKind.THEIRS)
    one = owed(
        *(date(2026, 11, 18),),
        at="16:00",
        deal_id=1,
        dates=(NewDate(was=date(2026, 11, 3), due=date(2026, 11, 18), agreed_on=FRIDAY, by="asha"),),
        after_id=2,
        status=Status.DISPUTED,
    )
    [line] = lines([customer(), deal(), first, one], Group.OVERDUE)
    assert (line.who, line.to, line.deal, line.key) == ("asha", "Meera Joshi", "Home loan", "commitment 1")
    assert line.aside == ("2 working days late, at 16:00, was due 3 Nov first, waits for #2: the papers, disputed")
    [theirs] = lines([customer(), first], Group.NO_DATE)
    assert (theirs.who, theirs.to, theirs.owner) == ("Meera Joshi", "asha", "asha")


@pytest.mark.parametrize(
    ("as_of", "told"),
    [
        pytest.param(date(2026, 11, 21), (), id="at once only the owner"),
        pytest.param(date(2026, 11, 24), ("Meena Rao",), id="after 2 working days the supervisor who is named"),
        pytest.param(date(2026, 11, 27), ("Meena Rao", "branch manager"), id="after 5 the manager too"),
    ],
)
def test_the_ladder_counts_working_days(as_of: date, told: tuple[str, ...]) -> None:
    staff = [
        Member(id=1, login="meena", name="Meena Rao", roles=(Role.SUPERVISOR,), since=LONG_AGO),
        Member(id=2, login="asha", supervisor="meena", since=LONG_AGO),
    ]
    [line] = lines([customer(), owed(), *staff], Group.OVERDUE, as_of)
    assert line.told == told


def test_where_no_supervisor_is_named_the_role_is() -> None:
    [line] = lines([customer(), owed()], Group.OVERDUE, date(2026, 11, 24))
    assert line.told == ("supervisor",)


@pytest.mark.parametrize(
    ("fields", "listed"),
    [
        ({"next_step": ""}, True),
        ({"next_step": "call"}, False),
        ({"next_step": "", "stage": Stage.LIVE}, False),
    ],
)
def test_open_deals_without_a_next_step(fields: dict[str, object], listed: bool) -> None:
    assert bool(lines([customer(), deal(**fields)], Group.NO_NEXT_STEP)) is listed


@pytest.mark.parametrize(("since", "stale"), [(date(2026, 11, 17), False), (date(2026, 11, 16), True)])
def test_a_deal_is_stale_beyond_the_working_days_of_its_stage(since: date, stale: bool) -> None:
    limits = (StageLimit(stage=Stage.PROPOSAL, days=3),)
    found = lines([customer(), deal(stage=Stage.PROPOSAL, stage_since=since)], Group.STALE, stage_limits=limits)
    assert [line.words for line in found] == ["in Proposal for 4 working days, 3 is the most"] * stale


@pytest.mark.parametrize(
    ("staff", "keys"),
    [
        pytest.param({}, [], id="no staff list"),
        pytest.param({"login": "asha"}, [], id="here"),
        pytest.param(
            {"login": "asha", "left_on": date(2026, 11, 19)}, ["orphan deal 1", "orphan customer 1"], id="left"
        ),
        pytest.param({"login": "asha", "left_on": FRIDAY}, [], id="the last day is a day here"),
        pytest.param({"login": "ravi"}, ["orphan deal 1", "orphan customer 1"], id="not on the list"),
    ],
)
def test_orphans_of_an_owner_who_is_not_here(staff: dict[str, object], keys: list[str]) -> None:
    listed = [Member.model_validate({"id": 1, "since": LONG_AGO} | staff)] if staff else []
    found = lines([customer(), deal(), *listed], Group.ORPHANS)
    assert sorted(line.key for line in found) == sorted(keys)


@pytest.mark.parametrize(
    ("fields", "listed"),
    [({}, True), ({"owner": "asha"}, False), ({"closed_on": FRIDAY}, False), ({"customer_id": 9}, False)],
    ids=["nobody sees to it", "somebody does", "put right", "of nobody"],
)
def test_an_open_incident_that_nobody_here_sees_to(fields: dict[str, object], listed: bool) -> None:
    values = {"id": 1, "customer_id": 1, "deal_id": 1, "on": FRIDAY, "what": "Waited for an hour", "owner": "kiran"}
    staff = [Member(id=1, login="asha", since=LONG_AGO), Member(id=2, login="kiran", since=LONG_AGO, left_on=LONG_AGO)]
    found = lines([customer(), deal(), *staff, Incident.model_validate(values | fields)], Group.ORPHANS)
    assert bool(found) is listed
    if found:
        [line] = found
        assert (line.key, line.opens, line.act) == ("orphan incident 1", ("incidents", 1), Act.REASSIGN)
        assert line.words == "kiran answers for it and left on 1 Jan 2020: Waited for an hour"
        assert (line.deal, line.aside) == ("Home loan", "an incident of 20 Nov, not put right yet")


def test_an_owner_who_is_silent_since_taking_over_leaves_an_orphan_until_they_are_in_touch() -> None:
    handed = FRIDAY - timedelta(days=20)
    taken = deal(opened=LONG_AGO, owners=(Tenure(owner="ravi", since=LONG_AGO), Tenure(owner="asha", since=handed)))
    before = contact(handed - timedelta(days=1), id=1)
    [line] = lines([customer(), taken, before], Group.ORPHANS)
    assert line.words == "asha was not in touch since taking over on 31 Oct"
    assert not lines([customer(), taken, contact(handed, id=2)], Group.ORPHANS)


def test_a_former_owner_who_is_in_touch_shows_until_the_present_one_is() -> None:
    handed = FRIDAY - timedelta(days=5)
    taken = deal(opened=LONG_AGO, owners=(Tenure(owner="ravi", since=LONG_AGO), Tenure(owner="asha", since=handed)))
    called = contact(FRIDAY - timedelta(days=2), "ravi", Direction.IN, id=1)
    assert [line.key for line in lines([customer(), taken, called], Group.FORMER_OWNER)] == ["former owner 1"]
    answered = contact(FRIDAY - timedelta(days=1), id=2)
    assert not lines([customer(), taken, called, answered], Group.FORMER_OWNER)


@pytest.mark.parametrize(
    ("days", "often", "direction", "stage", "listed"),
    [
        pytest.param(89, None, Direction.OUT, Stage.LIVE, False, id="within the days of the rules"),
        pytest.param(90, None, Direction.OUT, Stage.LIVE, True, id="as many days as the rules give"),
        pytest.param(10, 10, Direction.OUT, Stage.LIVE, True, id="as many as the customer's own"),
        pytest.param(900, 0, Direction.OUT, Stage.LIVE, False, id="nobody asks"),
        pytest.param(1, None, Direction.IN, Stage.LIVE, True, id="their own call is not ours"),
        pytest.param(900, None, Direction.OUT, Stage.LOST, False, id="no business"),
    ],
)
def test_quiet_customers(days: int, often: int | None, direction: Direction, stage: Stage, listed: bool) -> None:
    called = contact(FRIDAY - timedelta(days=days), direction=direction, id=1)
    records = [customer(contact_days=often), deal(stage=stage), called]
    assert bool(lines(records, Group.QUIET)) is listed


def test_any_contact_of_ours_moves_the_next_day() -> None:
    records = [customer(), deal(stage=Stage.LIVE), contact(FRIDAY - timedelta(days=200), id=1)]
    assert lines(records, Group.QUIET)
    assert not lines([*records, contact(FRIDAY, "somebody else", id=2)], Group.QUIET)


@pytest.mark.parametrize(
    ("as_of", "aside"),
    [
        pytest.param(date(2027, 2, 28), "today, of 29 February, which 2027 does not have, 31 years", id="common year"),
        pytest.param(date(2028, 2, 28), "tomorrow, 32 years", id="leap year"),
        pytest.param(date(2028, 2, 29), "today, 32 years", id="the day itself"),
        pytest.param(date(2027, 2, 21), "in 7 days, of 29 February, which 2027 does not have, 31 years", id="a week"),
        pytest.param(date(2027, 3, 2), None, id="two working days after a Sunday"),
    ],
)
def test_a_birthday_on_29_february(as_of: date, aside: str | None) -> None:
    born = customer(occasions=(Occasion(name="Birthday", day=29, month=2, year=1996),))
    allowed = Consent(customer_id=1, purpose=Purpose.GREETINGS, given_on=LONG_AGO, how="on the form", by="asha")
    assert [line.aside for line in lines([born, allowed], Group.OCCASIONS, as_of)] == ([aside] if aside else [])


def test_without_consent_no_greeting_is_asked_for_and_the_line_says_why() -> None:
    born = customer(occasions=(Occasion(name="Birthday", day=FRIDAY.day, month=FRIDAY.month),))
    greetings = {"customer_id": 1, "purpose": Purpose.GREETINGS, "how": "on the form", "by": "asha"}
    back = Consent(given_on=LONG_AGO, withdrawn_on=FRIDAY, withdrawn_how="rang", **greetings)
    for others in ([], [back], [Consent(given_on=FRIDAY + timedelta(days=1), **greetings)]):
        [line] = lines([born, *others], Group.OCCASIONS)
        assert (line.act, line.aside) == (Act.CONSENT, "today, no consent to greetings")
    [line] = lines([born, Consent(given_on=FRIDAY, **greetings)], Group.OCCASIONS)
    assert (line.act, line.aside) == (Act.GREET, "today")


@pytest.mark.parametrize(
    ("as_of", "act", "aside"),
    [
        (date(2026, 11, 19), Act.WAIT, "in 2 days"),
        (date(2026, 11, 20), Act.GREET, "tomorrow"),
        (date(2026, 11, 21), Act.GREET, "today"),
        (date(2026, 11, 23), Act.GREET, "2 days ago"),
        (date(2026, 11, 24), None, ""),
    ],
    ids=["Thursday", "Friday before", "Saturday itself", "Monday after", "Tuesday"],
)
def test_a_day_without_work_is_met_on_the_working_days_around_it(as_of: date, act: Act | None, aside: str) -> None:
    born = customer(occasions=(Occasion(name="Birthday", day=21, month=11),))
    allowed = Consent(customer_id=1, purpose=Purpose.GREETINGS, given_on=LONG_AGO, how="on the form", by="asha")
    found = [(line.act, line.aside) for line in lines([born, allowed], Group.OCCASIONS, as_of)]
    assert found == ([(act, aside)] if act else [])
    without = lines([born], Group.OCCASIONS, as_of)
    assert [line.act for line in without] == {19: [Act.WAIT], 20: [Act.WAIT], 21: [Act.CONSENT]}.get(as_of.day, [])


@pytest.mark.parametrize(
    ("on", "reason", "as_of", "greeted"),
    [
        (date(2026, 11, 20), Reason.GREETING, date(2026, 11, 20), True),
        (date(2026, 11, 20), Reason.GREETING, date(2026, 11, 23), True),
        (date(2026, 11, 20), Reason.BUSINESS, date(2026, 11, 20), False),
        (date(2026, 11, 19), Reason.GREETING, date(2026, 11, 20), False),
        (date(2026, 11, 23), Reason.BUSINESS, date(2026, 11, 23), True),
    ],
    ids=["greeted ahead", "and not again after it", "rang for something else", "for another day", "in touch late"],
)
def test_an_occasion_waits_until_the_customer_was_greeted_or_we_were_in_touch_since(
    on: date, reason: Reason, as_of: date, greeted: bool
) -> None:
    born = customer(occasions=(Occasion(name="Birthday", day=21, month=11),))
    allowed = Consent(customer_id=1, purpose=Purpose.GREETINGS, given_on=LONG_AGO, how="on the form", by="asha")
    found = lines([born, allowed, contact(on, reason=reason)], Group.OCCASIONS, as_of)
    assert bool(found) is not greeted


FESTIVALS = (
    Festival(occasion=Occasion(name="Diwali", kind=OccasionKind.FESTIVAL, day=8, month=11), only_in=2026),
    Festival(occasion=Occasion(name="Onam", kind=OccasionKind.FESTIVAL, day=9, month=11), region="Kochi"),
    Festival(occasion=Occasion(name="New year", kind=OccasionKind.FESTIVAL, day=1, month=1)),
)


@pytest.mark.parametrize(
    ("as_of", "place", "named"),
    [
        pytest.param(date(2026, 11, 6), "Pune", ["Diwali"], id="everywhere, not of another region"),
        pytest.param(date(2026, 11, 6), "KOCHI ", ["Diwali", "Onam"], id="of the region, however it is written"),
        pytest.param(
            date(2026, 11, 9), "Kochi", ["Diwali", "Onam"], id="on the day, a Monday, and of the Sunday before"
        ),
        pytest.param(date(2027, 11, 6), "Kochi", ["Onam"], id="a day that moves is of one year"),
        pytest.param(date(2026, 12, 30), "Pune", ["New year"], id="over the end of the year"),
    ],
)
def test_festivals_are_told_of_customers_of_the_region_who_allow_greetings(
    as_of: date, place: str, named: list[str]
) -> None:
    kept = Settings(festivals=FESTIVALS)
    allowed = Consent(customer_id=1, purpose=Purpose.GREETINGS, given_on=LONG_AGO, how="on the form", by="asha")
    assert not lines([customer(place=place), kept], Group.OCCASIONS, as_of)
    found = lines([customer(place=place), kept, allowed], Group.OCCASIONS, as_of)
    assert [line.words for line in found] == named


def test_a_festival_that_the_customer_keeps_as_their_own_is_told_once() -> None:
    own = Occasion(name="Diwali", kind=OccasionKind.FESTIVAL, day=8, month=11)
    allowed = Consent(customer_id=1, purpose=Purpose.GREETINGS, given_on=LONG_AGO, how="on the form", by="asha")
    records = [customer(occasions=(own,)), Settings(festivals=FESTIVALS), allowed]
    assert [line.words for line in lines(records, Group.OCCASIONS, date(2026, 11, 8))] == ["Diwali"]


def test_each_place_is_a_line_of_its_own_until_it_is_taken_down() -> None:
    uses = (Use(where="leaflet", on=LONG_AGO), Use(where="website", on=LONG_AGO, taken_down_on=FRIDAY))
    said = {"customer_id": 1, "given_on": LONG_AGO, "how": "signed", "by": "asha", "uses": uses}
    name = Consent(purpose=Purpose.PUBLISH_NAME, **said)
    assert not lines([customer(), name], Group.EXPIRING)
    back = Consent(purpose=Purpose.PUBLISH_NAME, withdrawn_on=FRIDAY, withdrawn_how="wrote", **said)
    [line] = lines([customer(), back], Group.EXPIRING)
    assert (line.words, line.due, line.owner) == ("to take down from leaflet: their name", FRIDAY, "asha")
    assert (line.act, line.opens) == (Act.TAKE_DOWN, ("consents", 1))
    # on the day before it was allowed, and the website was not yet down on the day before that
    assert not lines([customer(), back], Group.EXPIRING, FRIDAY - timedelta(days=1))


def test_an_occasion_over_the_end_of_the_year_shows_until_they_were_greeted_on_the_day() -> None:
    records = [customer(occasions=(Occasion(name="Anniversary", day=2, month=1),))]
    [line] = lines(records, Group.OCCASIONS, date(2026, 12, 28))
    assert (line.key, line.due) == ("occasion 1 01-02 Anniversary", date(2027, 1, 2))
    greeted = contact(date(2027, 1, 2), id=1)
    assert lines(records, Group.OCCASIONS, date(2027, 1, 2))
    assert not lines([*records, greeted], Group.OCCASIONS, date(2027, 1, 2))


@pytest.mark.parametrize(
    ("until", "listed"),
    [
        (FRIDAY - timedelta(days=1), False),
        (FRIDAY, True),
        (FRIDAY + timedelta(days=30), True),
        (FRIDAY + timedelta(days=31), False),
    ],
    ids=["over", "last day", "30 days", "31 days"],
)
def test_memberships_and_granted_waivers_that_end(until: date, listed: bool) -> None:
    member = customer(memberships=(Membership(programme="Circle", level="gold", until=until),))
    granted = waiver(until=until, decided_by="lata", decided_on=LONG_AGO, granted=True)
    found = lines([member, deal(), granted], Group.EXPIRING)
    assert [line.key for line in found] == [f"membership 1 {until} Circle, gold", "waiver 1"] * listed


@pytest.mark.parametrize(
    ("about", "until", "listed"),
    [
        ("not confirmed", FRIDAY + timedelta(days=90), []),
        ("not confirmed", FRIDAY + timedelta(days=3), ["waiver 2"]),
        ("another finding", FRIDAY + timedelta(days=90), ["waiver 1"]),
    ],
    ids=["longer", "a little longer", "of another finding"],
)
def test_a_waiver_that_was_granted_anew_does_not_end(about: str, until: date, listed: list[str]) -> None:
    granted = {"decided_by": "lata", "decided_on": LONG_AGO, "granted": True, "about": "not confirmed"}
    first = waiver(id=1, until=FRIDAY + timedelta(days=1), **granted)
    second = waiver(id=2, **granted | {"until": until, "about": about})
    found = daily_check(stored(customer(), deal(), first, second), FRIDAY, rules()).group(Group.EXPIRING)
    assert [line.key for line in found] == listed


def test_a_waiver_that_was_asked_for_waits_and_does_not_end() -> None:
    check = daily_check(stored(customer(), deal(), waiver()), FRIDAY, rules())
    assert [(line.group, line.who, line.key) for line in check.group(Group.REVIEWS)] == [
        (Group.REVIEWS, "a branch manager", "waiver 1")
    ]
    assert not check.group(Group.EXPIRING)


def test_a_snooze_hides_a_line_for_who_snoozed_and_says_how_many() -> None:
    snoozed = Snooze(id=1, by="asha", about="commitment 1", until=FRIDAY)
    store = stored(customer(), owed(date(2026, 11, 18)), snoozed)
    thursday = date(2026, 11, 19)
    mine = daily_check(store, thursday, owner="asha", snoozed_by="asha")
    assert (mine.lines, mine.hidden) == ((), 1)
    assert "1 put off, and not listed here." in as_text(mine)
    assert len(daily_check(store, thursday, owner="asha", snoozed_by="ravi").lines) == 1
    assert len(daily_check(store, thursday, owner="asha").lines) == 1
    assert len(daily_check(store, FRIDAY, owner="asha", snoozed_by="asha").lines) == 1


def test_a_team_is_its_supervisor_and_whom_they_supervise_by_name_or_login() -> None:
    staff = [
        Member(id=1, login="meena", name="Meena Rao", roles=(Role.SUPERVISOR,), since=LONG_AGO),
        Member(id=2, login="asha", name="Asha K", supervisor="meena", trainee=True, since=LONG_AGO),
        Member(id=3, login="ravi", since=LONG_AGO),
    ]
    owners = ["asha", "ASHA K", "Meena Rao", "ravi"]
    commitments = [owed(id=number, owner=owner) for number, owner in enumerate(owners, 1)]
    check = daily_check(stored(customer(), *staff, *commitments), FRIDAY, team="meena", only=[Group.TODAY])
    assert [line.owner for line in check.lines] == ["asha", "ASHA K", "Meena Rao"]
    assert [(one.name, one.is_trainee, one.counts[Group.TODAY]) for one in check.officers] == [
        ("Meena Rao", False, 1),
        ("Asha K", True, 2),
    ]


_DAYS = st.dates(FRIDAY - timedelta(days=500), FRIDAY + timedelta(days=60))
_NAMES = st.sampled_from(["asha", "Asha", "ravi", "lata"])
_IDS = st.integers(1, 4)
_COMMITMENTS = st.builds(
    lambda due, status, **rest: owed(due, status=status, settled_on=None if status in UNSETTLED else FRIDAY, **rest),
    st.none() | _DAYS,
    st.sampled_from(list(Status)),
    customer_id=_IDS,
    deal_id=st.none() | _IDS,
    owner=_NAMES,
    kind=st.sampled_from(list(CommitmentKind)),
    days_after=st.none(),
)
_DEALS = st.builds(
    lambda first, **rest: deal(
        owners=(Tenure(owner=first, since=LONG_AGO), Tenure(owner="asha", since=FRIDAY)), **rest
    ),
    _NAMES,
    customer_id=_IDS,
    stage=st.sampled_from(list(Stage)),
    stage_since=_DAYS,
    opened=_DAYS,
    owner=_NAMES,
    next_step=st.sampled_from(["", "call"]),
)
_CUSTOMERS = st.builds(
    customer,
    owner=_NAMES,
    contact_days=st.none() | st.integers(0, 90),
    occasions=st.lists(
        st.builds(lambda day: Occasion(name="Birthday", day=day.day, month=day.month), _DAYS), max_size=3
    ),
    memberships=st.lists(
        st.builds(lambda day: Membership(programme="Circle", until=day), _DAYS), max_size=2, unique=True
    ),
)
_CONTACTS = st.builds(
    lambda number, on, by, way: contact(on, by, way, customer_id=number),
    _IDS,
    _DAYS,
    _NAMES,
    st.sampled_from(Direction),
)


@st.composite
def desks(draw: st.DrawFn) -> list[Record]:
    found: list[Record] = [Member(id=1, login="asha", since=LONG_AGO), Member(id=2, login="lata", since=LONG_AGO)]
    for kind in (_COMMITMENTS, _DEALS, _CUSTOMERS, _CONTACTS):
        some = draw(st.lists(kind, max_size=5))
        found += [one.model_copy(update={"id": number}) for number, one in enumerate(some, 1)]
    return found


def reports(check: DailyCheck) -> str:
    return as_text(check) + as_markdown(check) + as_json(check)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(desks(), _DAYS, st.randoms(use_true_random=False))
def test_counts_are_the_lists_and_every_open_commitment_is_in_one_group(
    desk: list[Record], as_of: date, chance
) -> None:
    by = rules(stage_limits=[StageLimit(stage=stage, days=5) for stage in Stage])
    check = daily_check(stored(*desk), as_of, by)
    assert check.counts == {group: len(check.group(group)) for group in Group}
    assert sum(check.counts.values()) == len(check.lines)
    assert len({line.key for line in check.lines}) == len(check.lines)
    listed = sorted(line.opens[1] for group in OF_COMMITMENTS.values() for line in check.group(group))
    assert listed == sorted(one.id for one in desk if isinstance(one, Commitment) and one.is_open)
    shuffled = desk[:]
    chance.shuffle(shuffled)
    assert reports(daily_check(stored(*shuffled), as_of, by)) == reports(check)
    for group in Group:
        assert daily_check(stored(*desk), as_of, by, only=[group]).lines == check.group(group)
