"""What a merge would make of two customers: field by field, what moves, and what to look at first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from crm_tui.services import merge_words, merging_customers
from crm_tui.services.merge_plan import CHOSEN, Plan
from crm_tui.tui import keymap
from crm_tui.tui.present import Tone, safe
from crm_tui.tui.screens.duplicates import LeavingPage, save
from crm_tui.tui.screens.in_full import InFullScreen
from crm_tui.tui.widgets.listing import Column
from crm_tui.tui.widgets.record_list import RecordList


@dataclass(frozen=True, slots=True)
class Row:
    """One field of both."""

    field: str
    """Which."""

    own: str
    """What the one who stays says."""

    other: str
    """What the one who goes says."""

    left: str
    """What would be left."""


class MergingPage(LeavingPage[Plan]):
    """The preview of a merge, which is what it then does."""

    CSS_PATH = "../styles/merging.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.MERGE,
        keymap.SWAP,
        keymap.NOT_SAME,
        keymap.named(keymap.MARK, "The other's", "Have the other one's entry count in this field, or this one's again"),
        keymap.IN_FULL,
    ]

    def __init__(self, stays: int, goes: int, reasons: Sequence[str] = ()) -> None:
        super().__init__()
        self.stays = stays
        """Who stays."""
        self.goes = goes
        """Who goes."""
        self._why = ", ".join(reasons)
        self._take: tuple[str, ...] = ()
        self._seen: Plan | None = None
        self._summary = Static(markup=False, id="summary")
        self.records: RecordList[Row] = RecordList(
            [
                Column("Field", lambda row: safe(merge_words.label(row.field)), width=13),
                Column("Stays", lambda row: safe(row.own), share=3),
                Column("Goes", lambda row: safe(row.other), share=3),
                Column("Left", lambda row: safe(row.left, "" if row.left == row.own else Tone.CAUTION), share=4),
            ],
            lambda row: row.field,
            empty="",
            noun="fields",
            sortable=False,
            opens=False,
        )

    def body(self) -> ComposeResult:
        """The fields, and below them what moves."""
        yield self.records
        yield self._summary

    def read(self) -> Plan:
        """What a merge would do now."""
        return merging_customers.preview(self.desk, self.stays, self.goes, self._take)

    def show(self, found: Plan) -> None:
        """Show the fields and what moves."""
        self._seen = found
        own, other, left = (dict(merge_words.fields(one)) for one in (found.stays, found.goes, found.left))
        rows = [Row(name, own.get(name, ""), other.get(name, ""), told) for name, told in left.items()]
        self.records.show(rows, note=f"#{self.goes} goes into #{self.stays}")
        lines = [Content.assemble(Content.styled("moves   ", Tone.QUIET), safe(merge_words.moved(found)))]
        if self._why:
            lines.insert(0, Content.assemble(Content.styled("alike   ", Tone.QUIET), safe(self._why)))
        lines += [Content.assemble(Content.styled("look at ", Tone.CAUTION), safe(line)) for line in found.warnings]
        self._summary.update(Content("\n").join(lines))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only some fields are one or the other's; the rest is joined."""
        if action == "mark":
            return self.records.current is not None and self.records.current.field in CHOSEN
        return super().check_action(action, parameters)

    def action_mark(self) -> None:
        """Have the other one's entry count in the field under the cursor, or not."""
        if (row := self.records.current) is not None:
            taken = row.field in self._take
            self._take = tuple(one for one in self._take if one != row.field) if taken else (*self._take, row.field)
            self.reload()

    def action_swap(self) -> None:
        """Let the other one stay."""
        self.stays, self.goes = self.goes, self.stays
        self._take = ()
        self.reload()

    def action_in_full(self) -> None:
        """All of the field under the cursor."""
        if (row := self.records.current) is not None:
            parts = (("stays: ", row.own), ("goes: ", row.other), ("left: ", row.left))
            lines = [Content.assemble(Content.styled(label, Tone.QUIET), safe(told)) for label, told in parts]
            self.app.push_screen(InFullScreen(Content("\n\n").join(lines)))

    def action_merge(self) -> None:
        """Do it, as it is shown."""
        seen = self._seen
        if seen is not None:
            save(self, lambda: merging_customers.merge(self.desk, seen, self._why), leave=True)

    def action_not_same(self) -> None:
        """Remember that they are not one."""
        one, other = self.stays, self.goes
        save(self, lambda: merging_customers.not_the_same(self.desk, one, other), leave=True)

    @on(RecordList.Moved)
    def _moved(self) -> None:
        self.refresh_bindings()
