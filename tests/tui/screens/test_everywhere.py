"""What works on every screen: help, palette, quitting, and stored text that is only text."""

from contextlib import contextmanager

import pytest
from textual.widgets import Input

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.errors import StoreProblem
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.pack_file import PackFile
from crm_tui.services.desk import Desk
from crm_tui.tui import telling
from crm_tui.tui.widgets.frame import TopBar

HOSTILE = ["[/x]", "[@click=app.quit]x[/]", "\x1b]0;x\x07 [red]", "a\u202eb [b]"]


@pytest.mark.parametrize("name", HOSTILE, ids=["closing-tag", "action", "title-sequence", "override"])
async def test_hostile_text_is_shown_on_every_page_and_obeyed_on_none(desk: Desk, sit_down, name: str) -> None:
    today = desk.today()
    with desk.store.transaction() as now:
        who = now.add(
            Customer(name=name, place=name, phone=name, owner=name, since=today, care=name, contacts=[{"name": name}])
        )
        deal = now.add(
            Deal(customer_id=who.id, title=name, owner=name, opened=today, stage_since=today, next_step=name)
        )
        said = now.add(Interaction(customer_id=who.id, deal_id=deal.id, on=today, by=name, said=name))
        now.add(
            Commitment(
                customer_id=who.id,
                deal_id=deal.id,
                interaction_id=said.id,
                words=name,
                owner=name,
                made_on=today,
                due=today,
                remark=name,
            )
        )
    bracket = "[" + name.partition("[")[2]
    async with sit_down(desk, (120, 40)) as at:
        for keys in [
            ["1"],
            ["2", "slash", *"asha", "escape", "escape", "s", "G"],
            ["enter"],
            ["enter"],
            ["escape"],
            ["3", "G"],
            ["enter"],
            ["4"],
            ["j"] * 5,
            ["enter"],
            ["d"],
            ["question_mark"],
        ]:
            await at.press(*keys)
            assert not any(control in at.text for control in ("\x1b", "\x07", "\u202e"))
        await at.press("escape")
        assert bracket in at.text
        await at.press("2")
        assert bracket in at.text
        assert at.app.is_running


@pytest.mark.parametrize("mode", "12345")
async def test_help_lists_the_keys_of_the_screen(desk: Desk, sit_down, mode: str) -> None:
    async with sit_down(desk, (80, 40)) as at:
        await at.press(mode, "question_mark")
        assert "On this screen" in at.text
        assert "Everywhere" in at.text
        assert any(line.split()[:2] == ["/", "Filter"] for line in at.lines)
        await at.press("escape")
        assert "Everywhere" not in at.text


async def test_the_palette_opens_a_screen_by_its_name(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("ctrl+p", *"commitm")
        await at.until("All that is owed")
        assert "Screenshot" not in at.text
        assert not any(typed.cursor_blink for typed in at.app.screen.query(Input)), "nothing is sent while one thinks"
        await at.press("enter")
        await at.until("Open commitments: 12")


async def test_the_palette_runs_an_action_of_the_screen_below(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("4", "ctrl+p", *"kept")
        await at.until("Done: it was kept")
        await at.press("enter")
        await at.until("Kept on")


async def test_q_quits_at_once(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("2", "enter", "q")
        assert not at.app.is_running or at.app._exit


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(["2"], id="a list"),
        pytest.param(["2", "/", *"rao"], id="the filter"),
        pytest.param(["2", "enter"], id="a page"),
        pytest.param(["?"], id="the help"),
        pytest.param(["ctrl+p"], id="the palette"),
    ],
)
async def test_the_key_that_takes_up_a_held_terminal_does_nothing(desk: Desk, sit_down, keys: list[str]) -> None:
    async with sit_down(desk) as at:
        await at.press(*keys)
        before = at.text
        await at.press("ctrl+q", "ctrl+q")
        assert not at.app._exit
        assert at.text == before


async def test_quitting_out_of_a_form_that_is_not_saved_asks_first(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("2", "n", *"Rao", "ctrl+q")
        assert "Quit without saving?" in at.text
        assert not at.app._exit
        await at.press("n")
        assert "Rao" in at.text
        assert not at.app._exit
        await at.press("escape")
        assert "Leave without saving?" in at.text
        await at.press("ctrl+q", "y")
        assert at.app._exit, "the program was asked to end, not the form"


@pytest.mark.parametrize(
    ("keys", "typed", "cursor"),
    [
        pytest.param(["2", "n"], "Zubin Mehta", "Zubin Mehta", id="a customer"),
        pytest.param(["2", "n"], "Bhanu Apte", "Bhanu Apte", id="a customer in the middle"),
        pytest.param(["4", "c"], "Meera Iyer\n\n\n\nno PF, EMI 9,100", "no PF", id="what was captured"),
        pytest.param(["4", "n"], "Meera Iyer\n\n\nSend the map", "Send the map", id="a commitment"),
        pytest.param(["3", "enter", "n", "enter"], "Send the plan", "Send the plan", id="a commitment of a deal"),
    ],
)
async def test_the_cursor_stands_on_what_was_added(
    desk: Desk, sit_down, keys: list[str], typed: str, cursor: str
) -> None:
    async with sit_down(desk) as at:
        await at.press(*keys)
        await at.press(*("enter" if letter == "\n" else letter for letter in typed))
        await at.heard()
        await at.press("ctrl+s")
        await at.until(cursor)
        assert cursor in at.cursor


async def test_a_store_that_fails_is_said_in_one_line(desk: Desk, sit_down, monkeypatch) -> None:
    async with sit_down(desk) as at:

        def broken(*_: object, **__: object) -> None:
            raise StoreProblem("desk.json is damaged: restore it from a copy")

        monkeypatch.setattr(type(desk.store), "find", broken)
        await at.press("2")
        assert "desk.json is damaged" in at.text
        monkeypatch.undo()
        await at.press("3")
        assert "Open deals: 4" in at.text


async def test_a_failed_write_is_said_in_one_line_and_nothing_is_lost(desk: Desk, sit_down, monkeypatch) -> None:
    @contextmanager
    def full(self, why=""):
        raise StoreProblem("the disk is full: nothing was saved")
        yield

    async with sit_down(desk) as at:
        await at.press("4")
        monkeypatch.setattr(type(desk.store), "transaction", full)
        await at.press("d", "enter")
        assert "the disk is full" in at.text
        await at.press("escape")
        assert "Open commitments: 12" in at.text


async def test_the_same_number_leads_back_to_the_list(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("2", "enter", "enter", "2")
        assert "Customers: 8" in at.text


@pytest.mark.parametrize("size", [(20, 5), (40, 10), (200, 50)], ids=str)
async def test_any_size_of_terminal_is_survived(desk: Desk, sit_down, size: tuple[int, int]) -> None:
    async with sit_down(desk, size) as at:
        for mode in "12345":
            await at.press(mode, "j", "enter", "escape")
        assert at.app.is_running


async def test_capture_knows_who_is_meant(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("3", "c")
        assert "Capture" in at.text
        assert "Meera Iyer" in at.text
        assert "Home loan, Wakad flat" in at.text


async def test_the_way_back_from_a_review_leads_to_where_it_was_asked_for(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("3", "enter")
        page = at.text
        await at.press("r")
        assert "[5 Review]" in at.text
        await at.press("escape")
        assert at.text == page
        await at.press("5")
        assert "Deals with promises" in at.text


async def test_a_change_while_a_page_is_taken_down_ends_nothing(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("3", "enter")
        await at.app.screen.query_one(TopBar).remove()
        at.app.desk_changed()
        await at.press("escape")
        assert "Open deals" in at.text


async def test_a_pack_that_is_left_out_is_told_once(desk: Desk, sit_down, monkeypatch) -> None:
    monkeypatch.setattr(telling, "UNREAD", -1)
    fault = "bad.toml: kind loan.x: dimension is [red]: choose one of rate, money"
    text = 'area = "loan"\n[[kind]]\nid = "loan.x"\nlabel = "X"\naliases = ["x fee"]\ndimension = "[red]"'
    # as an earlier version of the program, which knew that dimension, may have left it
    with desk.store.transaction() as now:
        now.add(PackFile(name="bad.toml", text=text, installed_by="asha", installed_on=desk.today()))
    async with sit_down(desk, (120, 40)) as at:
        told = [one.message for one in at.app._notifications]
        assert len(told) == 1
        assert told[0].startswith(f"! a pack of your own terms is left out: {fault}")
        await at.press("2", "1")
        assert len(at.app._notifications) == 0, "the first screen again says nothing again"
