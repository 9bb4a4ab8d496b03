"""What a note says is to be done, with its day; and what tells only how things are."""

from datetime import date, time

import pytest

from crm_tui.domain.commitment import CommitmentKind
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Area
from crm_tui.services import records
from crm_tui.services.capture import capture, hear
from crm_tui.services.deeds import deeds, due_of
from crm_tui.services.desk import Desk

# the desk's day is Saturday 21 November 2026
MON, TUE, FRI = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 27)
OURS, THEIRS = CommitmentKind.PROMISE, CommitmentKind.THEIRS

HEARD = {
    "order with its day": ("8.4 fixed for 3 years, call back friday", [("call back friday", OURS, FRI, None)]),
    "on a day": ("I will call back on Friday", [("I will call back on Friday", OURS, FRI, None)]),
    "without a day": ("no PF. We'll call her", [("We'll call her", OURS, None, None)]),
    "with a time": ("Met her. Call tomorrow 4pm re rates", [("Call tomorrow 4pm re rates", OURS, None, time(16))]),
    "list": ("- call back fri\n- 8.4 % p.a.", [("call back fri", OURS, FRI, None)]),
    "speaker": ("Asha: I will call you on Monday\nRavi: fine", [("I will call you on Monday", OURS, MON, None)]),
    "theirs": ("8.4 %. She will bring the PAN on Tuesday", [("She will bring the PAN on Tuesday", THEIRS, TUE, None)]),
    "told to": ("Told her to call on Tuesday", [("call on Tuesday", THEIRS, TUE, None)]),
    "past": ("Called her on Friday. Sent the form", []),
    "asked": ("Will we call her friday?", []),
    "their question": ("Customer: will you call on friday?", []),
    "how things are": ("We call it a good rate", []),
    "somebody else": ("Vikram will call her tomorrow", []),
    "a word in quotes": ('"call" friday', []),
    "nothing": ("", []),
}  # fmt: skip


@pytest.mark.parametrize(("note", "expected"), HEARD.values(), ids=HEARD)
def test_what_is_to_be_done_is_heard_with_its_day(desk: Desk, note: str, expected: list) -> None:
    found = deeds(desk, note, hear(desk, note, Area.LOAN))
    assert [(one.text, one.kind) for one in found] == [row[:2] for row in expected]
    for one, (_, _, due, at) in zip(found, expected, strict=True):
        assert one.at == at
        assert one.due == due or (at and one.due == date(2026, 11, 22))
        assert note[one.start :].startswith(one.text)


def test_what_is_heard_as_a_promise_is_not_heard_twice(desk: Desk) -> None:
    note = "we will waive the processing fee by friday"
    promises = hear(desk, note, Area.LOAN)
    assert promises
    assert deeds(desk, note, promises) == ()


def test_the_day_of_words_without_a_term_is_when_they_are_due_and_a_term_keeps_its_own(desk: Desk) -> None:
    [letter] = hear(desk, "Promised to send the sanction letter by Friday", Area.LOAN)
    assert letter.claim.term is None
    assert due_of(desk, letter) == (FRI, None)
    rate = hear(desk, "8.4 % fixed till 31 march 2027", Area.LOAN)[0]
    assert due_of(desk, rate) == (None, None)


def test_a_note_keeps_what_is_to_be_done_beside_its_promises(desk: Desk) -> None:
    customer = records.add(desk, Customer(name="Sunita Rao", owner="asha", since=MON))
    note = "8.4 fixed for 3 years, call back friday. She will bring the PAN card"
    promises = hear(desk, note, Area.LOAN)
    to_do = deeds(desk, note, promises)
    kept = capture(desk, customer, note, due=TUE, promises=promises, to_do=to_do).promises
    assert [(one.words, one.kind, one.due, one.claim is None) for one in kept] == [
        ("8.4", OURS, TUE, False),
        ("fixed for 3 years", OURS, TUE, False),
        ("call back friday", OURS, FRI, True),
        ("She will bring the PAN card", THEIRS, TUE, True),
    ]
