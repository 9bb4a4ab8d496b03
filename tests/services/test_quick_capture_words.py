"""The table of desk talk, line by line, and what holds for every line."""

from datetime import date

import pytest

from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Area, Deal, Stage
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
