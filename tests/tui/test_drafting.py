"""What is typed and not saved outlives the session."""

from asyncio import to_thread
from collections.abc import Sequence
from dataclasses import replace
from threading import Event, Timer

import pytest

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.interaction import Interaction
from crm_tui.services import capture, records
from crm_tui.services.desk import Desk
from crm_tui.services.drafts import Draft
from crm_tui.tui.forms.capture import CaptureForm
from crm_tui.tui.forms.customer import CustomerForm


class Shelf:
    """Where drafts lie between sessions, in memory."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []

    def left(self) -> Sequence[Draft]:
        return list(self.drafts)

    def keep(self, drafts: Sequence[Draft]) -> None:
        self.drafts = list(drafts)

    @property
    def titles(self) -> list[str]:
        return [one.title for one in self.drafts]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def desk(desk: Desk, shelf: Shelf) -> Desk:
    return replace(desk, drafts=shelf)


async def test_a_note_that_was_being_typed_is_offered_and_taken_up(desk: Desk, shelf: Shelf, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("2")
        await at.find("Anil Deshmukh")
        await at.press("c", *"8.4 fixed")
        at.app.last()
    assert shelf.titles == ["Capture what was said"]

    async with sit_down(desk) as at:
        await at.until("Not saved when a session ended")
        assert "8.4 fixed" in at.text
        await at.press("enter")
        await at.until("Rate of interest: 8.4")
        assert "Anil Deshmukh" in at.text
        await at.press("ctrl+s")
        await at.until("Saved for Anil Deshmukh: 2 promises")
    assert shelf.drafts == []
    assert [one.words for one in desk.store.find(Commitment) if one.id > 15] == ["8.4", "fixed"]


async def test_a_record_is_edited_on_as_it_stands_now(desk: Desk, shelf: Shelf, sit_down) -> None:
    meera = desk.store.get(Customer, 1)
    assert meera is not None
    async with sit_down(desk) as at:
        at.app.open_form(CustomerForm(desk, meera, begin_at="place"))
        await at.settle()
        await at.press(*" West")
        at.app.last()
    # somebody else changes another field meanwhile
    records.change(desk, meera, meera.model_copy(update={"phone": "+91 90000 00000"}))

    async with sit_down(desk) as at:
        await at.until("Edit customer")
        await at.press("enter")
        await at.until("Wakad West")
        assert "+91 90000 00000" in at.text
        await at.press("ctrl+s")
        await at.until("Today")
    after = desk.store.get(Customer, 1)
    assert after is not None
    assert (after.place, after.phone) == ("Wakad West", "+91 90000 00000")
    assert shelf.drafts == []


async def test_one_line_is_taken_up(desk: Desk, shelf: Shelf, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("C", *"meera: call back fri")
        at.app.last()
    assert shelf.titles == ["One line"]
    async with sit_down(desk) as at:
        await at.until("One line")
        await at.press("enter")
        await at.until("meera: call back fri")


@pytest.mark.parametrize(
    ("keys", "left"),
    [
        pytest.param(["tab", "escape", "y"], 0, id="thrown away with its form"),
        pytest.param(["ctrl+q", "y"], 0, id="thrown away with the session"),
        pytest.param([], 1, id="cut off"),
    ],
)
async def test_a_draft_goes_with_what_is_thrown_away(desk, shelf: Shelf, sit_down, keys: list[str], left: int) -> None:
    async with sit_down(desk) as at:
        await at.press("c", *"Meera", *keys)
        at.app.last()
    assert len(shelf.drafts) == left


async def test_what_is_put_off_is_kept_and_in_the_palette(desk: Desk, shelf: Shelf, sit_down) -> None:
    shelf.drafts = [Draft("New deal", "2026-11-21T10:00+0530", "no:Form", None, {"title": "Car"}, {"Title": "Car"})]
    async with sit_down(desk) as at:
        await at.until("Not saved when a session ended")
        await at.press("escape")
        await at.until("Kept: the palette has them as Drafts")
        assert len(shelf.drafts) == 1
        at.app.drafting.offer()
        await at.settle()
        await at.press("G", "enter")
        await at.settle()
    assert shelf.drafts == []


async def test_words_of_a_form_that_can_not_be_opened_again_are_not_lost(desk, shelf: Shelf, sit_down) -> None:
    shelf.drafts = [
        Draft("Approve", "2026-11-21T10:00+0530", "no:Form", None, {"why": "so"}, {"Why": "as it was said"})
    ]
    async with sit_down(desk) as at:
        await at.until("Not saved when a session ended")
        await at.press("enter")
        await at.until("Why: as it was said")
        assert "Capture what was said" in at.text


async def test_a_session_that_ends_in_the_midst_of_a_save_waits_until_its_draft_is_gone(
    desk: Desk, shelf: Shelf, sit_down, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_midst, may_go_on = Event(), Event()
    save = capture.capture

    def held_up(*given, **named):
        in_the_midst.set()
        assert may_go_on.wait(20)
        return save(*given, **named)

    async with sit_down(desk) as at:
        await at.press("2")
        await at.find("Anil Deshmukh")
        await at.press("c", *"8.4 fixed")
        await at.until("Rate of interest: 8.4")
        monkeypatch.setattr(capture, "capture", held_up)
        await at.pilot.press("ctrl+s")
        await to_thread(in_the_midst.wait, 20)
        at.app.last()
        assert shelf.titles == ["Capture what was said"], "nobody knows yet whether it will be saved"
        Timer(0.2, may_go_on.set).start()
        at.app.finish(20)
        assert shelf.drafts == []
        [said] = desk.store.find(Interaction, said="8.4 fixed")
        assert said.customer_id == desk.store.find(Customer, name="Anil Deshmukh")[0].id


async def test_a_tick_that_comes_late_puts_the_words_in_no_second_time(
    desk, shelf: Shelf, sit_down, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.drafts = [
        Draft("Approve", "2026-11-21T10:00+0530", "no:Form", None, {"why": "so"}, {"Why": "as it was said"})
    ]
    async with sit_down(desk) as at:
        await at.until("Not saved when a session ended")
        ticks = []
        every = CaptureForm.set_interval

        def kept(form, interval, tick=None, **more):
            if getattr(tick, "__name__", "") == "put":
                ticks.append(tick)
            return every(form, interval, tick, **more)

        monkeypatch.setattr(CaptureForm, "set_interval", kept)
        await at.press("enter")
        await at.until("Why: as it was said")
        await at.press("x")
        before = at.app.screen.typed()
        for tick in ticks:
            tick()
        await at.settle()
        assert ticks
        assert at.app.screen.typed() == before


@pytest.mark.parametrize("kind", ["os:system", "subprocess:Popen", "crm_tui.tui.app:DeskApp", "crm_tui.cli:main"])
async def test_a_file_opens_nothing_but_forms(desk, shelf: Shelf, sit_down, kind: str) -> None:
    begun = {"several": [{"several": ["id"]}, {"named": {}}]}
    shelf.drafts = [Draft("Approve", "2026-11-21T10:00+0530", kind, begun, {}, {"Why": "as it was said"})]
    async with sit_down(desk) as at:
        await at.until("Not saved when a session ended")
        await at.press("enter")
        await at.until("Why: as it was said")
