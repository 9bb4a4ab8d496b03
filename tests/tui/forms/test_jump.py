"""One key shows a letter at each field of a form, and that letter goes there."""

from string import ascii_letters

import pytest
from textual.widgets import Static

from crm_tui.services import ground_rules
from crm_tui.services.desk import Desk
from crm_tui.tui.forms.customer import CustomerForm
from crm_tui.tui.forms.deal import DealForm
from crm_tui.tui.forms.row import FieldRow
from crm_tui.tui.forms.rules import RulesForm
from crm_tui.tui.own_keys import known, read
from tests.tui.forms.every_form import EVERY


@pytest.mark.parametrize("size", [(80, 24), (60, 15)], ids=["80x24", "60x15"])
@pytest.mark.parametrize("name", ["customer", "new deal", "rules", "view", "starter"])
async def test_each_letter_goes_to_its_field_and_types_nothing(
    desk: Desk, sit, name: str, size: tuple[int, int]
) -> None:
    async with sit(EVERY[name].open(desk), size) as at:
        rows = list(at.form.query(FieldRow))
        for letter, row in list(zip(ascii_letters, rows, strict=False))[:: max(1, len(rows) // 6)]:
            await at.press("ctrl+r")
            assert str(row.query_one(".label", Static).content).startswith(f"{letter}{row.field.label}")
            await at.press(letter)
            assert row.has_focus_within
            assert at.form.find_widget(at.app.focused).visible_region.height, at.screen
        assert not at.form.dirty
        assert not at.form.query("FieldRow.-lettered")


async def test_the_letters_stand_where_nothing_moves_and_are_plain(desk: Desk, sit) -> None:
    async with sit(DealForm(desk, None, 1)) as at:
        before = at.screen.splitlines()
        await at.press("ctrl+r")
        during = at.screen.splitlines()
        assert during[1].startswith("aCustomer")
        assert during[2].startswith("bTitle")
        labels = [line[15:] for line in before[1:10]]
        assert [line[15:] for line in during[1:10]] == labels
        assert at.screen.replace("‹", "").replace("›", "").replace("·", "").isascii()


@pytest.mark.parametrize("key", ["escape", "ctrl+r"])
async def test_somebody_may_stay_where_they_were(desk: Desk, sit, key: str) -> None:
    async with sit(CustomerForm(desk, None)) as at:
        await at.to("place")
        await at.press("ctrl+r", "9", key)
        assert at.form.row("place").has_focus_within
        await at.type("Pune")
        assert at.form.row("place").content == "Pune"
        assert at.open


async def test_what_is_out_of_sight_is_scrolled_to_with_the_letters(desk: Desk, sit) -> None:
    rules = ground_rules.in_force(desk.store)
    async with sit(RulesForm(desk, rules, rules), (60, 15)) as at:
        last = list(at.form.query(FieldRow))[-1]
        await at.press("ctrl+r", "end")
        assert last.field.label in at.screen
        letter = ascii_letters[len(at.form.query(FieldRow)) - 1]
        assert at.line(last.field.label).startswith(letter)
        await at.press(letter)
        assert last.has_focus_within


@pytest.mark.parametrize(("line", "taken"), [("fields.jump = F4", True), ("fields.jump = g", False)])
def test_its_key_is_somebodys_own_but_no_letter(line: str, taken: bool) -> None:
    keys, faults = read(line, known())
    assert (keys == {"fields.jump": "f4"}) is taken
    assert bool(faults) is not taken
