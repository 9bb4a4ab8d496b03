"""The firm's own words stand wherever the program names those with whom it deals, and how far a deal is."""

from crm_tui.domain.deal import Stage
from crm_tui.domain.settings import StageName
from crm_tui.services import settings
from crm_tui.services.desk import Desk
from tests.tui.conftest import Sit


def _rename(desk: Desk, **changed: object) -> None:
    before = settings.of(desk.store)
    settings.save(desk, before, before.model_copy(update=changed))


async def test_tab_list_form_help_and_palette_say_clients(desk: Desk, sit_down: Sit) -> None:
    _rename(desk, label="client")
    async with sit_down(desk) as seat:
        await seat.press("2")
        assert "[2 Clients]" in seat.lines[0]
        assert "Clients: 8" in seat.text
        assert "ustomer" not in seat.text
        await seat.press("question_mark")
        assert "Add a client" in seat.text
        await seat.press("escape", "3")
        assert "Client" in seat.lines[2]
        await seat.press("n")
        assert "Client" in seat.text
        assert "to this client in this deal" in seat.text
        assert "ustomer" not in seat.text
        await seat.press("ctrl+s")
        assert "ustomer" not in seat.text


async def test_another_session_sees_the_new_word_at_once(desk: Desk, sit_down: Sit) -> None:
    async with sit_down(desk) as seat:
        await seat.press("2")
        _rename(desk, label="member")
        await seat.until("[2 Members]")
        assert "Members: 8" in seat.text


async def test_a_stage_stands_by_its_name_in_list_page_form_and_filter(desk: Desk, sit_down: Sit) -> None:
    _rename(desk, stages=(StageName(stage=Stage.PROPOSAL, name="Quote"),))
    async with sit_down(desk) as seat:
        await seat.press("3")
        assert "Quote (1)" in seat.text
        assert "Proposal" not in seat.text
        await seat.press("slash", *"stage:quote", "enter")
        assert "Working capital" in seat.text
        assert "Tractor" not in seat.text
        await seat.press("enter")
        assert "stage Quote since" in seat.text
        await seat.press("e")
        assert "‹ Quote ›" in seat.text
