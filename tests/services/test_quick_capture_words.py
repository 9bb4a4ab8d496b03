"""The table of desk talk, line by line, and what holds for every line."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Area, Deal, Stage
from crm_tui.domain.spoken_tokens import tokens
from crm_tui.domain.staff import Member
from crm_tui.services.desk import Desk
from crm_tui.services.quick_capture import Chosen, Understood, understand
from tests.services import desk_talk as talk
from tests.services.desk_talk import NOW, TALK, Talk
from tests.store.memory import MemoryStore

TODAY = NOW.date()


@pytest.fixture(scope="module")
def desk() -> Desk:
    store = MemoryStore()
    with store.transaction() as now:
        for login, name in (("asha", "Asha Rao"), ("vikram", "Vikram Shah"), ("meena", "Meena Pillai")):
            now.add(Member(login=login, name=name, since=date(2020, 1, 1)))
        now.add(Member(login="gone", name="Farhan Gone", since=date(2020, 1, 1), left_on=date(2025, 1, 1)))
        places = {talk.RAVI: "Pune"}
        ids = {}
        for name in (talk.RAVI, talk.LAKSHMI, talk.MEERA, talk.JOSHI, talk.JOSE, talk.KELASKAR, talk.THOMAS, talk.SUN):
            ids[name] = now.add(Customer(name=name, place=places.get(name, ""), owner="vikram", since=TODAY)).id
        now.add(Customer(name="Ravindra Patil", owner="vikram", since=TODAY))
        for whose, title, stage in (
            (talk.RAVI, talk.HOME, Stage.REVIEW),
            (talk.LAKSHMI, talk.CAR, Stage.ENQUIRY),
            (talk.LAKSHMI, talk.FD, Stage.LIVE),
            (talk.KELASKAR, talk.CAPITAL, Stage.PROPOSAL),
        ):
            now.add(
                Deal(
                    customer_id=ids[whose],
                    title=title,
                    area=Area.OTHER,
                    stage=stage,
                    stage_since=TODAY,
                    opened=TODAY,
                    owner="vikram",
                )
            )
    return Desk(
        store=store, read_paper=lambda *_: None, today=lambda: TODAY, officer="meena", now=lambda: NOW.astimezone()
    )


def told(found: Understood) -> Talk:
    """What was understood, in the form of the table."""
    every = f"{found.every.every} {found.every.unit}" if found.every else ""
    return Talk(
        line=found.line,
        who=found.customer.name if found.customer else "",
        words=found.words,
        due=found.due,
        at=found.at,
        owner="" if found.owner == "meena" else found.owner,
        deal=found.deal.title if found.deal else "",
        kind=str(found.kind),
        every=every,
        after=found.after_words,
        contact=" ".join(found.contact) if found.contact else "",
    )


@pytest.mark.parametrize("said", TALK, ids=lambda said: said.line)
def test_a_line_of_desk_talk_is_understood(desk: Desk, said: Talk) -> None:
    assert told(understand(desk, said.line, Chosen(near_will_do=True))) == said


HOSTILE = [
    "",
    " ",
    ":",
    "::::",
    "@",
    "#",
    '"',
    "ravi:",
    "ravi: fri",
    "task:",
    "task: task: task:",
    "ravi: @ # by on every once",
    "ravi: ² ½ ①:30 on ²² nov by ٣",
    "ravi: " + "by fri " * 2_000,
    "ravi: " + "1" * 10_000,
    "a" * 10_000 + ":" + "b" * 10_000,
    "ravi: " + '"' * 5_000,
    "ravi: [red]call[/red] [@click=app.quit]fri[/]",
    "ravi: \x1b[31mcall\x1b[0m fri \x00\x07",
    "‮ivar‬: ⁦call⁩ fri",
    "ravi: \ud800 fri",
    "ravi: 0 .0",
    "ravi: 0\r.<",
    "İSTANBUL İ: İ call fri 4pm",
    "ravi: 31 feb 99/99 29 feb 2027 25:99 0 nov +9999 in 9999 years every 0 days every 1000 years",
]


@pytest.mark.parametrize("line", HOSTILE, ids=lambda line: repr(line[:30]))
def test_a_hostile_line_is_words_and_nothing_is_lost(desk: Desk, line: str) -> None:
    nothing_is_lost(understand(desk, line))


def nothing_is_lost(found: Understood) -> None:
    kept = Counter(word.text for word in tokens(found.words))
    for piece in found.pieces:
        kept += Counter(word.text for word in tokens(piece.typed))
    missing = Counter(word.text for word in tokens(found.line)) - kept
    assert not missing, f"lost {missing} of {found.line[:200]!r}"


WORDS = sorted({word for said in TALK for word in said.line.split()})
"""Every word of the table."""

lines = st.one_of(
    st.sampled_from([said.line for said in TALK]),
    st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=12).map(lambda words: "ravi: " + " ".join(words)),
    st.text(max_size=60).map(lambda text: f"ravi: {text}"),
    st.text(alphabet='@#:"“”-,.;()0123456789/+ abfrimonpmeod', max_size=60),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(line=lines)
def test_the_words_and_what_was_understood_hold_every_word_that_was_typed(desk: Desk, line: str) -> None:
    nothing_is_lost(understand(desk, line))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(line=lines)
def test_quoted_words_are_never_interpreted(desk: Desk, line: str) -> None:
    quoted = line.replace('"', "").replace("“", "").replace("”", "")
    found = understand(desk, f'ravi: "{quoted}"')
    assert (found.due, found.every, found.after_words, found.deal, found.owner) == (None, None, "", None, "meena")
