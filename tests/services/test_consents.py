"""What customers allow: given once, taken back, and where it was used listed until each place is down."""

from datetime import date, timedelta

import pytest

from crm_tui.domain.consent import Consent, Purpose
from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import Conflict, DeskError, NotFound
from crm_tui.domain.interaction import Channel, Direction
from crm_tui.services import acts, consents, records, undo
from crm_tui.services.desk import Desk

TODAY = date(2026, 11, 21)
EARLIER = TODAY - timedelta(days=30)
CONTACT, NAME = Purpose.CONTACT, Purpose.PUBLISH_NAME


@pytest.fixture
def meera(desk: Desk) -> int:
    return records.add(desk, Customer(name="Meera", owner="asha", since=EARLIER)).id


def test_a_consent_stands_once_and_is_taken_back_once(desk: Desk, meera: int) -> None:
    given = consents.give(desk, meera, Purpose.GREETINGS, "signed form 12", EARLIER)
    assert (given.by, consents.allows(desk.store, meera, Purpose.GREETINGS)) == ("asha", True)
    with pytest.raises(Conflict, match=f"consent to greetings stands since {EARLIER}"):
        consents.give(desk, meera, Purpose.GREETINGS, "again")
    back = consents.take_back(desk, given, "on the telephone")
    assert (back.withdrawn_on, consents.allowing(desk.store, Purpose.GREETINGS)) == (TODAY, frozenset())
    with pytest.raises(Conflict, match="taken back on 2026-11-21 already"):
        consents.take_back(desk, back, "again")
    undo.take_back(desk)
    assert consents.allowing(desk.store, Purpose.GREETINGS) == {meera}
    # what was taken back stays on record when it is given anew
    consents.take_back(desk, given, "on the telephone")
    anew = consents.give(desk, meera, Purpose.GREETINGS, "asked again")
    assert consents.of_customer(desk.store, meera) == [anew, back]


@pytest.mark.parametrize(
    ("how", "on", "told"),
    [(" ", None, "say how it was given"), ("form", TODAY + timedelta(days=1), "2026-11-22 has not come yet")],
    ids=["nobody said how", "ahead"],
)
def test_what_is_not_recorded(desk: Desk, meera: int, how: str, on: date | None, told: str) -> None:
    with pytest.raises(DeskError, match=told):
        consents.give(desk, meera, NAME, how, on)
    assert desk.store.find(Consent) == []


def test_of_a_customer_who_is_gone_nothing_is_recorded(desk: Desk) -> None:
    with pytest.raises(NotFound, match="no customer #99"):
        consents.give(desk, 99, NAME, "form")


def test_a_withdrawal_lists_every_place_until_each_is_taken_down(desk: Desk, meera: int) -> None:
    one = consents.give(desk, meera, NAME, "signed form 12", EARLIER)
    for place in ("spring leaflet, page 3", "website, our customers", "shop window"):
        one = consents.note_use(desk, one, place, EARLIER)
    one = consents.taken_down(desk, one, 2)
    one = consents.take_back(desk, one, "in writing")
    assert [use.where for use in one.to_take_down] == ["spring leaflet, page 3", "website, our customers"]
    one = consents.taken_down(desk, one, consents.found_place(one, "LEAFLET"))
    assert consents.to_take_down(desk.store, meera) == [(one, 1)]
    with pytest.raises(Conflict, match="taken down on 2026-11-21 already"):
        consents.taken_down(desk, one, 0)
    one = consents.taken_down(desk, one, 1)
    assert consents.to_take_down(desk.store, meera) == []
    with pytest.raises(DeskError, match="may be used nowhere any more"):
        consents.note_use(desk, one, "calendar")


def test_a_place_is_named_by_a_part_of_it_that_fits_one(desk: Desk, meera: int) -> None:
    one = consents.give(desk, meera, NAME, "form", EARLIER)
    for place in ("leaflet", "leaflet of spring"):
        one = consents.note_use(desk, one, place)
    assert consents.found_place(one, "Leaflet") == 0
    assert consents.found_place(one, "spring") == 1
    with pytest.raises(DeskError, match="fits several places: “leaflet”; “leaflet of spring”"):
        consents.found_place(one, "leaf")
    with pytest.raises(NotFound, match="no place where it still is has 'poster'"):
        consents.found_place(one, "poster")


def test_only_a_name_or_a_photograph_is_used_in_a_place(desk: Desk, meera: int) -> None:
    with pytest.raises(DeskError, match="greetings leaves nothing in a place"):
        consents.note_use(desk, consents.give(desk, meera, Purpose.GREETINGS, "form"), "leaflet")


def test_what_was_refused_before_it_was_asked_for_stands_as_such(desk: Desk, meera: int) -> None:
    one = consents.refuse(desk, meera, CONTACT, "on the telephone", channel=Channel.CALL)
    assert (one.how, one.stands) == (consents.NEVER_GIVEN, False)
    with pytest.raises(Conflict, match="contact by call is not allowed since 2026-11-21"):
        consents.refuse(desk, meera, CONTACT, "again", channel=Channel.CALL)


SAID = {
    "nothing was ever said": ([], ""),
    "by call it was taken back": ([("no", Channel.CALL, 5)], "Meera wants no contact by call since 2026-11-16"),
    "another channel": ([("no", Channel.LETTER, 5)], ""),
    "by whatever channel": ([("no", None, 5)], "Meera wants no contact by call since 2026-11-16"),
    "by call it was given again": ([("no", Channel.CALL, 5), ("yes", Channel.CALL, 3)], ""),
    "all is allowed since": ([("no", Channel.CALL, 5), ("yes", None, 3)], ""),
    "nothing any more, whatever was": (
        [("yes", Channel.CALL, 5), ("no", None, 3)],
        "Meera wants no contact by call since 2026-11-18",
    ),
}


@pytest.mark.parametrize(("said", "told"), SAID.values(), ids=SAID)
def test_a_contact_by_a_channel_that_was_taken_back_is_logged_and_warned_of(
    desk: Desk, meera: int, said: list[tuple[str, Channel | None, int]], told: str
) -> None:
    for answer, channel, ago in said:
        record = consents.give if answer == "yes" else consents.refuse
        record(desk, meera, CONTACT, "on the telephone", TODAY - timedelta(days=ago), channel)
    logged = acts.log_contact(desk, [meera], Channel.CALL, Direction.OUT, "Rang her", TODAY)
    assert logged.told == ((told,) if told else ())
    assert len(logged.changed) == 1
    # whoever rings us may
    assert acts.log_contact(desk, [meera], Channel.CALL, Direction.IN, "She rang", TODAY).told == ()


def test_of_several_one_is_named_with_how_many_more(desk: Desk, meera: int) -> None:
    other = records.add(desk, Customer(name="Ravi", owner="asha", since=EARLIER)).id
    third = records.add(desk, Customer(name="Anil", owner="asha", since=EARLIER)).id
    for number in (meera, other):
        consents.refuse(desk, number, CONTACT, "wrote")
    told = consents.contact_warning(desk.store, [meera, other, third], Channel.LETTER)
    assert told == "Meera and 1 more want no contact by letter"
