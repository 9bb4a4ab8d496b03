"""The rows on staying in touch: cadence, occasions and greetings, programmes, news, delivery, names and photographs."""

from datetime import date, timedelta

import pytest

from crm_tui.domain.commitment import Commitment, Delivery, Status
from crm_tui.domain.consent import Consent, Purpose
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal, Stage
from crm_tui.domain.errors import DeskError
from crm_tui.domain.interaction import Channel, Direction, Interaction, Reason
from crm_tui.domain.membership import Membership
from crm_tui.domain.occasion import Occasion, OccasionKind
from crm_tui.domain.settings import Festival, Settings, Template
from crm_tui.services import acts, announcements, consents, greetings, records, settings
from crm_tui.services.announcements import Filter
from crm_tui.services.check_lines import Act, Group, Line
from crm_tui.services.daily_check import daily_check
from crm_tui.services.desk import Desk
from tests.tui.conftest import TODAY, days, desk, empty_desk, sit_down

__all__ = ["desk", "empty_desk", "sit_down"]
QUIET = "Quiet customers, due for a contact"


@pytest.fixture
def bare(empty_desk: Desk) -> Desk:
    """One customer with business under way, whose messages are kept in the settings."""
    meera = records.add(empty_desk, Customer(name="Meera Iyer", owner="asha", since=days(-300), place="Pune"))
    about = {"title": "Home loan", "owner": "asha", "opened": days(-200), "stage": Stage.PROPOSAL}
    records.add(empty_desk, Deal(customer_id=meera.id, stage_since=days(-200), **about))
    template = Template(name="birthday", words="Dear {name}, good wishes. {firm}")
    diwali = Occasion(name="Diwali", kind=OccasionKind.FESTIVAL, day=TODAY.day, month=TODAY.month)
    kept = Settings(firm="Deccan Bank", templates=(template,), festivals=(Festival(occasion=diwali, region="Pune"),))
    settings.save(empty_desk, settings.of(empty_desk.store), kept)
    return empty_desk


def change(desk: Desk, **fields: object) -> None:
    meera = records.get(desk, Customer, 1)
    records.change(desk, meera, meera.model_copy(update=fields))


def lines(desk: Desk, group: Group, on: date = TODAY) -> list[Line]:
    return list(daily_check(desk.store, on, only=[group]).lines)


async def test_a11_a_live_customer_whom_nobody_sought_for_so_many_days_appears_until_a_contact_is_logged(
    bare: Desk, sit_down
) -> None:
    live = records.get(bare, Deal, 1)
    with bare.store.transaction() as now:
        now.put(live.model_copy(update={"stage": Stage.LIVE}))
    records.add(bare, Customer(name="Nobody's business", owner="asha", since=days(-300)))
    acts.log_contact(bare, [1], Channel.CALL, Direction.OUT, "Asked how they are", days(-90))
    assert not lines(bare, Group.QUIET, days(-1)), "89 days are fewer than the 90 of the rules"
    assert [(line.customer, line.owner) for line in lines(bare, Group.QUIET)] == [("Meera Iyer", "asha")]
    async with sit_down(bare) as at:
        assert QUIET in at.text
        await at.find("in touch")
        assert "Meera Iyer" in at.cursor
        await at.press("I", *"Hello", "ctrl+s")
        await at.until("Logged")
        assert QUIET not in at.text
    assert not lines(bare, Group.QUIET)


@pytest.mark.parametrize("channel", Channel)
def test_a20_any_outgoing_contact_moves_the_next_date(bare: Desk, channel: Channel) -> None:
    change(bare, contact_days=30)
    [due] = lines(bare, Group.QUIET)
    assert due.due == days(-300 + 30)
    acts.log_contact(bare, [1], channel, Direction.IN, "They asked", TODAY)
    assert lines(bare, Group.QUIET), "their own call is none of ours"
    acts.log_contact(bare, [1], channel, Direction.OUT, "Asked how they are", TODAY)
    assert not lines(bare, Group.QUIET)
    assert not lines(bare, Group.QUIET, days(29))
    [due] = lines(bare, Group.QUIET, days(30))
    assert due.due == days(30)


async def test_b03_a_contact_logged_on_the_screen_takes_the_customer_off_the_list(bare: Desk, sit_down) -> None:
    change(bare, contact_days=30)
    async with sit_down(bare) as at:
        await at.find("in touch")
        await at.press("I", *"Hello", "ctrl+s")
        await at.until("Logged")
        assert "in touch for" not in at.text
    assert not lines(bare, Group.QUIET)


def test_b06_29_february_shows_on_the_28th_in_common_years_and_says_so(bare: Desk) -> None:
    change(bare, occasions=(Occasion(name="Birthday", day=29, month=2),))
    consents.give(bare, 1, Purpose.GREETINGS, "on the form")
    [line] = lines(bare, Group.OCCASIONS, date(2027, 2, 28))
    assert (line.due, line.aside) == (date(2027, 2, 28), "today, of 29 February, which 2027 does not have")
    [line] = lines(bare, Group.OCCASIONS, date(2028, 2, 28))
    assert (line.due, line.aside) == (date(2028, 2, 29), "tomorrow")


async def test_b06_no_consent_no_greeting_and_with_it_one_key_logs_it(bare: Desk, sit_down) -> None:
    change(bare, occasions=(Occasion(name="Her birthday", day=TODAY.day, month=TODAY.month),))
    [line] = lines(bare, Group.OCCASIONS)
    assert (line.act, line.aside) == (Act.CONSENT, "today, no consent to greetings")
    assert greetings.offer(bare, 1).due == ()
    consents.give(bare, 1, Purpose.GREETINGS, "on the form")
    assert {line.words for line in lines(bare, Group.OCCASIONS)} == {"Her birthday", "Diwali"}
    async with sit_down(bare) as at:
        await at.find("Her birthday")
        await at.press("I")
        assert "Dear Meera Iyer, good wishes. Deccan Bank" in at.text
        await at.press("ctrl+s")
        await at.until("Greeting logged")
    [sent] = bare.store.find(Interaction)
    assert (sent.reason, sent.direction) == (Reason.GREETING, Direction.OUT)
    assert not lines(bare, Group.OCCASIONS)


async def test_b07_a_membership_that_ends_shows_in_the_daily_check_and_on_the_customers_page(
    bare: Desk, sit_down
) -> None:
    gold = Membership(programme="Gold Club", level="gold", since=days(-700), until=days(5))
    change(bare, memberships=(gold,))
    [line] = lines(bare, Group.EXPIRING)
    assert (line.words, line.aside, line.due) == ("Gold Club, gold ends", "ends in 5 days", days(5))
    async with sit_down(bare) as at:
        await at.press("2", "enter")
        assert "Gold Club, gold, since" in at.text
        assert "until Thu 26 Nov" in at.text
    change(bare, memberships=(gold.model_copy(update={"until": days(400)}),))
    assert not lines(bare, Group.EXPIRING)


async def test_b08_only_consenting_customers_are_told_one_interaction_each(bare: Desk, sit_down) -> None:
    for name in ("Ravi", "Anil"):
        records.add(bare, Customer(name=name, owner="asha", since=TODAY))
    for number in (1, 3):
        consents.give(bare, number, Purpose.ANNOUNCEMENTS, "on the form")
    assert announcements.choose(bare, Filter()).words == "2 of 3 (1 without consent)"
    async with sit_down(bare) as at:
        await at.press("2", "U")
        await at.until("It goes to 2 of 3 (1 without consent)")
        await at.press("tab", *"News", "ctrl+s")
        await at.until("2 told")
    sent = bare.store.find(Interaction)
    assert [(one.customer_id, one.reason, one.said) for one in sent] == [
        (1, Reason.ANNOUNCEMENT, "News"),
        (3, Reason.ANNOUNCEMENT, "News"),
    ]


async def test_b09_what_is_delivered_is_kept_only_with_a_date_and_who_received_it(bare: Desk, sit_down) -> None:
    to = Delivery(address="4 Hill Road, Wakad", window="after 6 pm")
    about = {"customer_id": 1, "words": "Bring the cheque book", "owner": "asha", "made_on": days(-2), "due": TODAY}
    owed = records.add(bare, Commitment(delivery=to, **about))
    with pytest.raises(DeskError, match="say who received it"):
        acts.keep(bare, [owed], TODAY)
    async with sit_down(bare) as at:
        await at.find("Bring the cheque book")
        await at.press("d")
        assert "4 Hill Road, Wakad" in at.text
        assert "after 6 pm" in at.text
        await at.press("ctrl+s")
        assert "say who received it" in at.text
        await at.press(*"Her-son", "ctrl+s")
        await at.until("Kept")
    kept = records.get(bare, Commitment, owed.id)
    assert (kept.status, kept.settled_on) == (Status.KEPT, TODAY)
    assert kept.delivery is not None
    assert kept.delivery.received_by == "Her-son"


async def test_b13_withdrawal_lists_every_place_to_take_down(bare: Desk, sit_down) -> None:
    one = consents.give(bare, 1, Purpose.PUBLISH_PHOTOGRAPH, "signed form 12", days(-90))
    for place in ("leaflet", "website"):
        one = consents.note_use(bare, one, place, days(-60))
    assert not lines(bare, Group.EXPIRING)
    consents.take_back(bare, one, "she rang")
    told = ["to take down from leaflet: their photograph", "to take down from website: their photograph"]
    assert [line.words for line in lines(bare, Group.EXPIRING)] == told
    async with sit_down(bare) as at:
        await at.find("from leaflet")
        await at.press("enter", "d", "ctrl+s", "escape")
        await at.settle()
        assert "from leaflet" not in at.text
        assert "from website" in at.text
    [kept] = bare.store.find(Consent)
    assert [use.taken_down_on for use in kept.uses] == [TODAY, None]
    assert lines(bare, Group.EXPIRING, TODAY + timedelta(days=200)), "it stands there until it is down"
