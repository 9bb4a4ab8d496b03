"""Two people at one store: what one saves the other sees, edits that meet are merged, undo, and no room to save."""

import errno
import json
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.interaction import Interaction
from crm_tui.services import records
from crm_tui.services.actions import Done
from crm_tui.services.desk import Desk
from crm_tui.store import upkeep
from crm_tui.store.desk_store import TinyStore
from crm_tui.tui import following
from tests.tui.waiting import comes

FULL = "the disk with desk.json is full: nothing can be saved until somebody makes room on it"


@pytest.fixture
def colleague(desk: Desk):
    """Ravi, in a session of his own at the same store."""
    store = TinyStore(desk.store.path, by="ravi")
    yield replace(desk, store=store, officer="ravi", done=Done())
    store.storage.close()


def change(desk: Desk, kind, record_id: int, **fields) -> None:
    before = desk.store.get(kind, record_id)
    records.change(desk, before, before.model_copy(update=fields))


async def _noticed(at, generation: int) -> None:
    """Waits until the screens know of a change since that ``generation``."""
    assert await comes(lambda: at.app.generation > generation), "it was noticed"
    await at.settle()


async def test_a_colleagues_save_is_seen_on_the_list_and_the_cursor_stays(desk: Desk, colleague, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("2", "j", "j")
        marked = at.cursor[:12]
        records.add(colleague, Customer(name="Aaron First", owner="ravi", since=desk.today()))
        await at.until("Aaron First")
        assert at.cursor[:12] == marked
        change(colleague, Customer, 1, place="Seen elsewhere")
        await at.until("Seen elsewhere")
        assert at.cursor[:12] == marked


async def test_a_colleagues_save_closes_no_form_and_takes_no_letter(desk: Desk, colleague, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("2", "enter", "e", *"zz")
        before = at.text
        generation = at.app.generation
        change(colleague, Customer, 8, place="Seen elsewhere")
        await _noticed(at, generation)
        assert at.text == before
        await at.press("y")
        assert "zzy" in at.text


async def test_a_filter_that_is_being_typed_goes_on(desk: Desk, colleague, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("2", "slash", *"a")
        records.add(colleague, Customer(name="Aaron First", owner="ravi", since=desk.today()))
        await at.until("Aaron First")
        await at.press(*"aron")
        assert at.text.count("Aaron First") == 1
        assert "1 of 9" in at.text


async def test_nothing_is_read_again_while_nothing_changes(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("2")
        generation = at.app.generation
        await at.pilot.pause(1.2)
        assert at.app.generation == generation


async def test_ones_own_save_is_read_again_once(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("4", "d", "enter")
        generation = at.app.generation
        await at.pilot.pause(1.2)
        assert at.app.generation == generation


async def test_a_page_whose_record_is_taken_back_closes(desk: Desk, colleague, sit_down) -> None:
    new = records.add(colleague, Customer(name="Aaron First", owner="ravi", since=desk.today()))
    async with sit_down(desk) as at:
        await at.press("2", "slash", *"aaron", "enter", "enter")
        assert "Aaron First" in at.lines[1]
        with colleague.store.transaction() as now:
            now.remove(new)
        await at.until("Customers: 0 of 8")


@asynccontextmanager
async def editing_the_deal(desk: Desk, sit_down):
    async with sit_down(desk) as at:
        await at.press("3", "enter", "e")
        deal = at.app.screen.record
        yield at, deal


async def test_edits_of_different_fields_are_both_kept(desk: Desk, colleague, sit_down) -> None:
    async with editing_the_deal(desk, sit_down) as (at, deal):
        await at.press("tab", *" (mine)")
        change(colleague, Deal, deal.id, next_step="ravi sends the letter")
        await at.press("ctrl+s")
        await at.until("ravi saved this deal while you were editing it")
        assert "yours" in next(line for line in at.lines if "Title" in line)
        assert "theirs" in next(line for line in at.lines if "Next step" in line)
        await at.press("ctrl+s")
        await at.settle()
    both = desk.store.get(Deal, deal.id)
    assert (both.title, both.next_step) == (f"{deal.title} (mine)", "ravi sends the letter")


@pytest.mark.parametrize(
    ("keys", "kept"), [(["space"], "mine"), (["space", "space"], "theirs")], ids=["mine", "theirs"]
)
async def test_what_both_changed_is_chosen_before_it_is_saved(
    desk: Desk, colleague, sit_down, keys: list[str], kept: str
) -> None:
    async with editing_the_deal(desk, sit_down) as (at, deal):
        await at.press("tab", *" mine")
        change(colleague, Deal, deal.id, title="Home loan, theirs")
        await at.press("ctrl+s")
        await at.until("? choose")
        await at.press("ctrl+s")
        await at.until("both of you changed title")
        await at.press(*keys, "ctrl+s")
        await at.settle()
    assert desk.store.get(Deal, deal.id).title == {"mine": f"{deal.title} mine", "theirs": "Home loan, theirs"}[kept]


async def test_back_in_the_form_all_that_was_typed_is_there(desk: Desk, colleague, sit_down) -> None:
    async with editing_the_deal(desk, sit_down) as (at, deal):
        await at.press("tab", *" mine")
        change(colleague, Deal, deal.id, title="theirs")
        await at.press("ctrl+s")
        await at.until("? choose")
        await at.press("escape")
        await at.until("ravi changed this deal meanwhile: nothing was saved")
        assert f"{deal.title} mine" in at.text
        await at.press("ctrl+s")
        await at.until("? choose")
    assert desk.store.get(Deal, deal.id).title == "theirs"


async def test_a_third_change_while_choosing_is_shown_too(desk: Desk, colleague, sit_down) -> None:
    async with editing_the_deal(desk, sit_down) as (at, deal):
        await at.press("tab", *" mine")
        change(colleague, Deal, deal.id, next_step="first")
        await at.press("ctrl+s")
        await at.until("first")
        change(colleague, Deal, deal.id, next_step="second")
        await at.press("ctrl+s")
        await at.until("changed once more")
        assert "second" in at.text
        await at.press("ctrl+s")
        await at.settle()
    both = desk.store.get(Deal, deal.id)
    assert (both.title, both.next_step) == (f"{deal.title} mine", "second")


@pytest.mark.parametrize(
    "keys",
    [
        ["1"],
        ["1", *"jjjjjjjj"],
        ["1", "enter"],
        ["2"],
        ["2", "enter"],
        ["3"],
        ["3", "enter"],
        ["4"],
        ["4", "enter"],
        ["4", "v", "G", "enter"],
        ["5"],
        ["5", "enter"],
        ["5", "enter", "p"],
        ["l"],
    ],
    ids=" ".join,
)
async def test_undo_works_on_every_screen(desk: Desk, sit_down, fixed_verdicts, keys: list[str]) -> None:
    async with sit_down(desk) as at:
        assert "u Undo" not in at.footer
        await at.press("4", "d", "enter", *keys)
        at.app.clear_notifications()
        await at.settle()
        assert "u Undo" in at.footer
        await at.press("u")
        await at.until("Taken back: commitment kept: Call back about the collateral")
        assert desk.done.last is None
    assert len([one for one in desk.store.find(Commitment) if one.is_open]) == 12


async def test_help_and_palette_know_undo(desk: Desk, sit_down) -> None:
    async with sit_down(desk, (80, 60)) as at:
        await at.press("4", "d", "enter", "question_mark")
        assert "Take back what you did last" in at.text
        await at.press("escape", "ctrl+p", *"undo")
        await at.until("Take back what you did last")
        await at.press("enter")
        await at.until("Open commitments: 12")


async def test_undo_is_refused_with_who_went_on(desk: Desk, colleague, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("4", "d", "enter")
        change(colleague, Commitment, 4, remark="they were glad")
        await at.press("u")
        await at.until("ravi changed this commitment since")
    assert not desk.store.get(Commitment, 4).is_open


async def test_a_letter_u_in_a_form_is_a_letter(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("4", "d", "enter", "2", "n", *"uu")
        assert "uu" in at.text
        assert desk.done.last is not None


@pytest.mark.parametrize(
    "keys",
    [["2", "n"], ["2", "e"], ["4", "d"], ["c"], ["u"], ["5", "enter", "x", "enter"]],
    ids=["new", "edit", "kept", "capture", "undo", "resolve"],
)
async def test_keys_that_save_say_why_they_cannot(
    desk: Desk, sit_down, monkeypatch, fixed_verdicts, keys: list[str]
) -> None:
    change(desk, Customer, 1, place="somewhere")
    version = desk.store.version()
    monkeypatch.setattr(type(desk.store), "read_only", FULL)
    async with sit_down(desk) as at:
        assert "READ ONLY the disk with desk.json is full" in at.text
        for screen in "12345":
            await at.press(screen)
            assert "READ ONLY" in at.text
        await at.press(*keys)
        await at.until("! the disk with desk.json is full")
        assert not any("Save" in line for line in at.lines[-1:]), "no form was opened"
    assert desk.store.version() == version


LONG = f"/{'a-long-name-of-a-branch/' * 8}desk.json was changed by another program: 'crm-tui store discard' drops that"


async def test_what_is_to_be_done_is_read_at_80_columns_however_long_the_path(
    desk: Desk, sit_down, monkeypatch
) -> None:
    async with sit_down(desk) as at:
        await at.press("2", "n", *"Zed", "tab")
        at.app.screen.show_problem(LONG)
        await at.settle()
        assert "store discard' drops that" in " ".join(at.text.split())
    monkeypatch.setattr(type(desk.store), "read_only", LONG)
    async with sit_down(desk) as at:
        assert "store discard' drops that" in " ".join(at.text.split())


async def test_a_disk_that_fills_up_while_one_works_is_told_and_so_is_that_it_has_room(
    desk: Desk, sit_down, monkeypatch
) -> None:
    async with sit_down(desk) as at:
        await at.press("2")
        monkeypatch.setattr(type(desk.store), "read_only", FULL)
        await at.until("READ ONLY")
        monkeypatch.setattr(type(desk.store), "read_only", "")
        assert await comes(lambda: "READ ONLY" not in at.text)
        await at.press("n")
        assert "New customer" in at.text


async def test_a_disk_that_confirms_no_save_is_told_at_once_and_from_then_on(desk: Desk, sit_down, monkeypatch) -> None:
    def refuse(fd: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    async with sit_down(desk) as at:
        await at.press("4")
        monkeypatch.setattr(desk.store.storage.disk, "sync", refuse)
        await at.press("d", "enter")
        await at.until("the disk did not confirm a save")
        at.app.clear_notifications()
        await at.press("escape")
        await at.until("READ ONLY")
        assert "Open commitments: 12" in at.text
        await at.press("n")
        await at.until("verify',")  # a word of the toast, however the path before it is wrapped
        assert "New commitment" not in at.text


async def test_what_was_typed_when_the_store_vanished_is_kept_and_saved_once_it_is_back(desk: Desk, sit_down) -> None:
    folder = desk.store.path.parent
    async with editing_the_deal(desk, sit_down) as (at, deal):
        await at.press("tab", *" (mine)")
        folder.rename(folder.with_name("elsewhere"))
        await at.press("ctrl+s")
        await at.until("gone, with its log")
        assert f"{deal.title} (mine)" in at.text
        assert not folder.exists()
        folder.with_name("elsewhere").rename(folder)
        await at.press("ctrl+s")
        await at.settle()
    assert desk.store.get(Deal, deal.id).title == f"{deal.title} (mine)"


async def test_a_paper_that_is_being_read_stays_where_it_is(desk: Desk, colleague, sit_down) -> None:
    async with sit_down(desk, (80, 12)) as at:
        await at.press("5", "enter", "p", "j", "j", "j")
        before, generation = at.text, at.app.generation
        change(colleague, Customer, 8, place="Seen elsewhere")
        await _noticed(at, generation)
        assert at.text == before


async def test_what_was_saved_is_folded_while_the_screen_stays_open(desk: Desk, sit_down, monkeypatch) -> None:
    monkeypatch.setattr(upkeep, "EVERY", 0)
    monkeypatch.setattr(upkeep, "QUIET", 0.1)
    async with sit_down(desk) as at:
        await at.press("4", "d", "enter")

        def is_kept() -> bool:
            stored = json.loads(desk.store.path.read_bytes()).get("commitments")
            # the first fold may still be to come
            return bool(stored) and stored["4"]["status"] == "kept"

        assert await comes(is_kept)


@asynccontextmanager
async def without_its_log(desk: Desk, at, *keys: str):
    """The keys are pressed while the log of the store is away; it is back afterwards."""
    log = desk.store.storage.files.journal
    log.rename(log.with_name("away"))
    await at.until("its log is missing")
    await at.press(*keys)
    yield
    log.with_name("away").rename(log)


async def test_a_form_that_was_opened_while_the_store_was_away_is_filled_in_once_it_is_back(
    desk: Desk, sit_down
) -> None:
    async with sit_down(desk, (100, 40)) as at:
        await at.press("4")
        async with without_its_log(desk, at, "n"):
            await at.press(*"Meera")
            assert at.text.count("its log is missing") >= 1
        await at.until("Meera Iyer  Wakad")
        assert not at.app.screen.query_one("#problem").has_class("-shown")
        await at.press("enter", "tab", "tab", *"Ring her", "ctrl+s")
        await at.settle()
        await at.press("ctrl+s")
        await at.settle()
    assert desk.store.find(Commitment, customer_id=1)[-1].words == "Ring her"


async def test_saving_asks_again_who_there_is(desk: Desk, sit_down) -> None:
    async with sit_down(desk, (100, 40)) as at:
        await at.press("4")
        async with without_its_log(desk, at, "n"):
            await at.press(*"Meera Iyer", "tab", "tab", "tab", *"Ring her", "ctrl+s")
            assert "its log is missing" in at.text
        await at.press("ctrl+s")
        await at.settle()
        await at.press("ctrl+s")
        await at.settle()
    assert desk.store.find(Commitment, customer_id=1)[-1].words == "Ring her"


async def test_a_note_is_captured_about_whom_the_screen_is_about_once_the_store_is_back(desk: Desk, sit_down) -> None:
    async with sit_down(desk, (100, 40)) as at:
        await at.press("2", "/", *"Meera", "enter", "enter")
        async with without_its_log(desk, at, "c"):
            await at.press("ctrl+s")
        await at.until("Meera Iyer")
        assert "please fill this in" not in at.text
        await at.press(*"She said hello", "ctrl+s")
        await at.settle()
        await at.press("ctrl+s")
        await at.settle()
    assert "hello" in desk.store.find(Interaction)[-1].said


async def test_a_form_after_the_store_came_back_is_as_any_other(desk: Desk, sit_down) -> None:
    async with sit_down(desk, (100, 40)) as at:
        await at.press("4")
        async with without_its_log(desk, at, "n", "escape"):
            pass
        await at.press("n", *"Meera")
        assert "Meera Iyer  Wakad" in at.text


async def test_a_file_that_stays_behind_is_said_once_and_saving_goes_on(desk: Desk, sit_down, monkeypatch) -> None:
    monkeypatch.setattr(upkeep, "EVERY", 0)
    monkeypatch.setattr(upkeep, "QUIET", 0.1)
    monkeypatch.setattr(following, "TOLD", 0.1)
    desk.store.path.with_name("desk.json.tmp").mkdir()
    told, tried, fold = [], [], upkeep.Upkeep._fold
    monkeypatch.setattr(upkeep.Upkeep, "_fold", lambda one: (tried.append(one), fold(one)))
    async with sit_down(desk) as at:
        monkeypatch.setattr(at.app, "fault", lambda line, **_: told.append(line))
        await at.press("4", "d", "enter")
        assert await comes(lambda: told)
        await at.press("d", "enter")
        before = len(tried)
        assert await comes(lambda: len(tried) > before + 1), "it was tried again, and told what came of it"
    assert len(told) == 1
    assert "desk.json.tmp: Is a directory): move it away" in told[0]
