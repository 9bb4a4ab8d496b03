from contextlib import contextmanager
from dataclasses import replace

import pytest

from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import StoreProblem
from crm_tui.services.desk import Desk
from crm_tui.tui.forms.capture import CaptureForm
from crm_tui.tui.forms.commitment import CommitmentForm
from crm_tui.tui.forms.customer import CustomerForm
from crm_tui.tui.forms.deal import DealForm
from crm_tui.tui.forms.interaction import InteractionForm
from tests.tui.keyboard import at_once

QUESTION = "Leave without saving? (y) leave  (n) stay"


@pytest.mark.parametrize(
    "form", [CustomerForm, DealForm, InteractionForm, CommitmentForm], ids=lambda one: one.__name__
)
async def test_an_untouched_form_closes_at_once(desk: Desk, sit, form) -> None:
    async with sit(form(desk, None)) as at:
        assert not at.form.dirty
        await at.press("escape")
        assert at.result is None


async def test_a_form_filled_with_a_record_is_not_dirty(desk: Desk, sit) -> None:
    async with sit(CustomerForm(desk, desk.store.get(Customer, 2))) as at:
        assert not at.form.dirty


@pytest.mark.parametrize("answer", ["n", "escape", "enter"])
async def test_a_dirty_form_asks_and_stays_unless_told_to_leave(desk: Desk, sit, answer: str) -> None:
    async with sit(CustomerForm(desk, None)) as at:
        await at.type("Asha")
        assert at.form.dirty
        await at.press("escape")
        assert QUESTION in at.screen
        await at.press(answer)
        assert at.open
        assert QUESTION not in at.screen
        await at.type(" Rao")
        assert "Asha Rao" in at.line("Name"), "typing goes on where it was"


async def test_yes_leaves_without_saving(desk: Desk, sit) -> None:
    async with sit(CustomerForm(desk, None)) as at:
        await at.type("Asha")
        await at.press("escape", "y")
        assert at.result is None
    assert len(desk.store.find(Customer)) == 8


async def test_typing_back_what_was_there_is_no_change(desk: Desk, sit) -> None:
    async with sit(CustomerForm(desk, None)) as at:
        await at.press("x", "backspace")
        assert not at.form.dirty


async def test_letters_that_are_keys_elsewhere_are_letters_here(desk: Desk, sit) -> None:
    async with sit(CustomerForm(desk, None)) as at:
        await at.type("q1cn?/j")
        assert "q1cn?/j" in at.line("Name")
        await at.press("tab", "q", "1", "c")
        assert at.open
        assert "[individual]" in at.line("Kind")


async def test_a_paste_of_several_lines_loses_none_of_them(desk: Desk, sit) -> None:
    async with sit(CustomerForm(desk, None)) as at:
        await at.paste("Asha\nRao")
        assert "Asha Rao" in at.line("Name")
        await at.press("home", "shift+right", "shift+right", "shift+right", "shift+right")
        await at.paste("Usha")
        assert "Usha Rao" in at.line("Name")


async def test_a_change_by_somebody_else_is_told_and_what_was_typed_stays(desk: Desk, sit) -> None:
    before = desk.store.get(Customer, 1)
    async with sit(CustomerForm(desk, before)) as at:
        await at.to("place")
        await at.type(" East")
        with desk.store.transaction() as now:
            now.put(before.model_copy(update={"phone": "changed meanwhile"}))
        await at.press("ctrl+s")
        assert "somebody else saved this customer while you were editing it" in at.screen
        await at.press("escape")
        assert at.open
        assert "somebody else changed this customer" in at.screen
        assert "Wakad East" in at.line("Place")
    assert desk.store.get(Customer, 1).phone == "changed meanwhile"


class _FullDisk:
    def __init__(self, store) -> None:
        self.inner = store
        self.full = True

    def __getattr__(self, name):
        return getattr(self.inner, name)

    @contextmanager
    def transaction(self, why=""):
        if self.full:
            raise StoreProblem("the disk is full: make room, then save again")
        with self.inner.transaction(why) as now:
            yield now


@pytest.mark.parametrize("form", [CustomerForm, CaptureForm], ids=lambda one: one.__name__)
async def test_a_store_that_fails_is_told_in_one_line_and_saving_again_works(desk: Desk, sit, form) -> None:
    store = _FullDisk(desk.store)
    troubled = replace(desk, store=store)
    async with sit(form(troubled, None)) as at:
        await at.type("Somebody New")
        if form is CaptureForm:
            await at.to("note")
            await at.type("said hello")
            await at.heard()
        await at.press("ctrl+s")
        assert at.open
        assert "the disk is full" in at.screen
        assert "Somebody New" in at.screen
        store.full = False
        await at.press("ctrl+s")
        assert at.result is not None


@pytest.mark.parametrize(
    ("keys", "escape"),
    [
        ("", "esc Leave"),
        ("xyz", "esc Close list"),
        ("xyz\x1b", "esc Leave"),
        ("xyz\t", "esc Leave"),
        ("xyz\x1b\x1bnq", "esc Close list"),
        ("xyz\x1b\x1bnq\x1b", "esc Leave"),
    ],
    ids=["never opened", "listed", "closed", "left", "asked, stayed and listed again", "and closed again"],
)
async def test_the_footer_says_what_tab_and_escape_do_beside_a_list_of_matches(
    desk: Desk, sit_down, keys: str, escape: str
) -> None:
    async with sit_down(desk) as at:
        await at.press("n")
        await at_once(at, keys)
        await at.settle()
        assert "tab Next field" in at.footer
        assert escape in at.footer
        assert "^s Save" in at.footer
