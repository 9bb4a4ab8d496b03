"""What a customer allows is recorded, taken back and taken down at the keyboard."""

from crm_tui.domain.consent import Consent, Purpose
from crm_tui.services import consents
from crm_tui.services.desk import Desk
from tests.tui.conftest import days

MEERA = ["2", "slash", *"meera", "enter", "enter"]


async def test_a_consent_is_recorded_used_taken_back_and_each_place_taken_down(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press(*MEERA, "E")
        assert "Nothing is known of what they allow: press n to record it" in at.text
        await at.press("n", "enter")
        # contact is offered first: a letter goes to the next choice that begins with it
        await at.press("p", "tab", "tab", *"signed", "ctrl+s")
        assert "publish name" in at.cursor
        assert "✓ stands" in at.cursor
        for place in ("leaflet", "website"):
            await at.press("enter", *place, "ctrl+s")
        await at.press("w")
        assert "Where it is: leaflet" in at.text
        assert "Where it is: website" in at.text
        await at.press(*"rang", "ctrl+s")
        await at.until("to take down: leaflet")
        assert "2 places to take down" in at.text
        await at.find("website")
        await at.press("d", "ctrl+s")
        assert "1 place to take down" in at.text
        assert "down Sat 21 Nov" in at.line("website")
        await at.press("escape")
        await at.until("! 1 place to take down")
        # what it opens begins at the place
        await at.find("leaflet")
        await at.press("enter")
        await at.press("d", "ctrl+s")
        assert "to take down" not in at.text.splitlines()[1]
    [kept] = desk.store.find(Consent)
    assert (kept.purpose, kept.how, kept.withdrawn_how) == (Purpose.PUBLISH_NAME, "signed", "rang")
    assert kept.to_take_down == ()


async def test_what_is_not_wanted_is_recorded_and_a_contact_that_way_warned_of(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press(*MEERA, "E", "n", "down", "enter")
        # by any channel is offered, then by call
        await at.press("tab", "c", "tab", *"rang", "ctrl+s")
        assert "contact by call" in at.cursor
        assert "✗ back Sat 21 Nov" in at.cursor
        await at.press("escape")
        await at.until("allows not contact by call")
        await at.press("I", *"Rang", "ctrl+s")
        await at.until("Meera Iyer wants no contact by call since 2026-11-21")


async def test_the_markup_in_a_place_is_shown_as_text(desk: Desk, sit_down) -> None:
    given = consents.give(desk, 1, Purpose.PUBLISH_PHOTOGRAPH, "[red]form", days(-3))
    consents.note_use(desk, given, "[@click=app.quit]wall[/] \x1b[31m")
    async with sit_down(desk) as at:
        await at.press(*MEERA, "E")
        assert "[red]form" in at.text
        assert "[@click=app.quit]wall[/]" in at.text
