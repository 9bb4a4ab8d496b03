"""Whatever a form refuses stands below the field that is to be changed, and that field has the cursor, in sight."""

import importlib
import pkgutil

import pytest
from textual.widget import Widget

import crm_tui.tui
from crm_tui.services.desk import Desk
from crm_tui.tui.forms.entries import ChoiceEntry
from crm_tui.tui.forms.fields import Shape
from crm_tui.tui.forms.form import Form
from crm_tui.tui.forms.picker import Picker, PickInput
from crm_tui.tui.forms.row import FieldRow
from tests.tui.forms.every_form import ENDLESS, EVERY, LONG, NEVER, Case

_BY_SHAPE = {
    Shape.LINE: LONG,
    Shape.TEXT: ENDLESS,
    Shape.PEOPLE: LONG,
    Shape.CHOICE: NEVER,
    Shape.YES_NO: NEVER,
    Shape.DAY: "31/02/2027",
    Shape.PAST_DAY: "31/02/2027",
    Shape.WRITTEN_DAY: "31/02/2027",
    Shape.MONEY: "much",
    Shape.RECORD: "zzz nobody",
    Shape.STAFF: LONG,
}

_LISTENED = ("words", "note", "path", "deal_id", "customer_id")
"""After a change of these the form is busy for a moment."""


def test_every_form_is_among_them(desk: Desk) -> None:
    for module in pkgutil.walk_packages(crm_tui.tui.__path__, "crm_tui.tui."):
        importlib.import_module(module.name)

    def below(kind: type) -> set[type]:
        return {kind} | {one for sub in kind.__subclasses__() for one in below(sub)}

    concrete = {kind for kind in below(Form) if not kind.__subclasses__() and kind.__module__.startswith("crm_tui")}
    assert {type(case.open(desk)) for case in EVERY.values()} == concrete


def _put(row: FieldRow, typed: str) -> None:
    entry = row.entry
    if isinstance(entry, ChoiceEntry):
        entry.chosen = entry.choices.index(typed)
    elif isinstance(entry, Picker):
        entry.query_one(PickInput).value = typed
    else:
        row.put(typed)


def _wrong(case: Case, row: FieldRow) -> str | None:
    name = row.field.name
    if name in case.wrong:
        return case.wrong[name]
    return NEVER if isinstance(row.entry, ChoiceEntry) else _BY_SHAPE[row.field.shape]


def _in_sight(one: Widget) -> bool:
    """Whether the line with the cursor, or the first one, is on the terminal."""
    seen = one.screen.find_widget(one).visible_region
    return seen.height > 0 and seen.width > 0


@pytest.mark.parametrize("size", [(80, 24), (60, 15)], ids=["80x24", "60x15"])
@pytest.mark.parametrize("name", EVERY)
async def test_what_is_wrong_stands_where_the_cursor_goes(desk: Desk, sit, name: str, size: tuple[int, int]) -> None:
    case = EVERY[name]
    async with sit(case.open(desk), size) as at:
        form = at.form
        rows = list(form.query(FieldRow))
        assert set(case.wrong) | set(case.fill) <= {row.field.name for row in rows}
        for row in rows:
            if row.field.name in case.fill:
                _put(row, case.fill[row.field.name])
        await at.heard()
        tried = 0
        for row in rows:
            wrong = _wrong(case, row)
            if wrong is NEVER:
                continue
            tried += 1
            held = row.kept if not isinstance(row.entry, Picker) else row.words
            _put(row, wrong)
            await (at.heard() if row.field.name in _LISTENED else at.settle())
            rows[0 if row is rows[-1] else -1].put_focus()
            await at.press("ctrl+s")
            what = f"{row.field.name} with {wrong[:20]!r}:\n{at.screen}"
            assert at.open, what
            assert at.app.screen is form, what
            assert at.fault(row.field.name).removeprefix("! "), what
            assert row.has_focus_within, what
            assert _in_sight(at.app.focused), what
            assert at.fault(row.field.name)[:30] in at.screen, what
            _put(row, str(held))
            await (at.heard() if row.field.name in _LISTENED else at.settle())
        assert tried or name == "opened again"
