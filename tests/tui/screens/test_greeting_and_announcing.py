"""Greetings and announcements at the keyboard."""

import pytest

from crm_tui.domain.consent import Purpose
from crm_tui.domain.customer import Customer
from crm_tui.domain.interaction import Interaction, Reason
from crm_tui.domain.occasion import Occasion
from crm_tui.domain.settings import Settings, Template
from crm_tui.services import consents, records, settings
from crm_tui.services.desk import Desk
from tests.tui.conftest import TODAY

MEERA = ["2", "slash", *"meera", "enter", "enter"]
TEMPLATES = (
    Template(name="short", words="Happy birthday, {name}"),
    Template(name="birthday", words="Dear {name}, all good wishes. {owner}, {firm}"),
)


@pytest.fixture
def birthday(desk: Desk) -> Desk:
    """Meera's birthday is today, and the settings have two messages."""
    meera = records.get(desk, Customer, 1)
    occasion = Occasion(name="Her birthday", day=TODAY.day, month=TODAY.month)
    records.change(desk, meera, meera.model_copy(update={"occasions": (occasion,)}))
    settings.save(desk, settings.of(desk.store), Settings(firm="Deccan Bank", templates=TEMPLATES))
    return desk


def greeted(desk: Desk) -> list[str]:
    return [one.said for one in desk.store.find(Interaction) if one.reason is Reason.GREETING]


async def test_the_greeting_is_filled_in_and_one_key_logs_it(birthday: Desk, sit_down) -> None:
    consents.give(birthday, 1, Purpose.GREETINGS, "on the form")
    async with sit_down(birthday) as at:
        await at.find("Her birthday")
        await at.press("I")
        assert "Dear Meera Iyer, all good wishes. asha, Deccan Bank" in at.text
        await at.press("ctrl+s")
        await at.until("Greeting logged")
        assert "Her birthday" not in at.text
    assert greeted(birthday) == ["Dear Meera Iyer, all good wishes. asha, Deccan Bank"]


async def test_another_message_or_own_words_are_a_key_away(birthday: Desk, sit_down) -> None:
    consents.give(birthday, 1, Purpose.GREETINGS, "on the form")
    async with sit_down(birthday) as at:
        await at.press(*MEERA, "n", *["down"] * 4, "enter")
        assert "Greet Meera Iyer" in at.text
        await at.press("up", "up", "right")
        assert "Happy birthday, Meera Iyer" in at.text
        await at.press("ctrl+s")
    assert greeted(birthday) == ["Happy birthday, Meera Iyer"]


async def test_without_consent_the_line_says_why_and_nothing_is_offered(birthday: Desk, sit_down) -> None:
    async with sit_down(birthday) as at:
        await at.find("Her birthday")
        assert "no consent to greetings" in at.text
        assert "enter: record what they allow" in at.text
        await at.press("enter")
        assert "Nothing is known of what they allow" in at.text
        await at.press("escape", *MEERA, "n", *["down"] * 4, "enter")
        assert "no consent to greetings: ask Meera Iyer" in at.text
        assert "Happy birthday" not in at.text
        await at.press(*"Hello", "ctrl+s")
        assert "! no consent to greetings: record it first, or send nothing" in at.text
    assert greeted(birthday) == []


async def test_an_announcement_says_how_many_before_and_logs_one_contact_each(birthday: Desk, sit_down) -> None:
    for number in (1, 4):
        consents.give(birthday, number, Purpose.ANNOUNCEMENTS, "on the form")
    before = birthday.store.count(Interaction)
    async with sit_down(birthday) as at:
        await at.press("2", "U")
        await at.until("It goes to 2 of 8 (6 without consent)")
        await at.press("tab", *"News", "tab", *"wak")
        await at.until("It goes to 1 of 1")
        await at.press("backspace", "backspace", "backspace")
        await at.until("It goes to 2 of 8")
        await at.press("ctrl+s")
        await at.until("2 told")
        await at.until("Customers: 8")
        assert birthday.store.count(Interaction) == before + 2
        await at.press("u")
        await at.until("Taken back: announcement logged")
    assert birthday.store.count(Interaction) == before
