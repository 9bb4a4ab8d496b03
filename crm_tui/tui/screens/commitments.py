"""Commitments: all that is owed, in the order in which it wants attention."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from crm_tui.domain.calendar import When
from crm_tui.domain.commitment import Commitment
from crm_tui.domain.record import Record
from crm_tui.services import customers
from crm_tui.services.commitments import all_listed, unsettled
from crm_tui.services.customers import Names, folded
from crm_tui.services.deals import Titles
from crm_tui.services.long_lists import Last, Ordered, holding, narrowest
from crm_tui.services.search_filters import among
from crm_tui.services.search_words import Kind, Name
from crm_tui.services.work_calendar import due_days
from crm_tui.tui import keymap
from crm_tui.tui.present import due_words, safe, said, status_mark, when_mark
from crm_tui.tui.screens.page import Told
from crm_tui.tui.screens.settling import SettlingPage
from crm_tui.tui.widgets.listing import Column
from crm_tui.tui.widgets.long_rows import LongRows
from crm_tui.tui.widgets.record_list import RecordList

_GROUPS = {
    When.OVERDUE: "Overdue",
    When.TODAY: "Due today",
    When.NEXT: "Next",
    When.NO_DATE: "No date",
    When.LATER: "Later",
}
_SETTLED = "Settled"
_ORDER = list(When)


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """A commitment with the names that a line about it needs."""

    commitment: Commitment
    """What is owed, or was."""

    customer: str
    """To whom, or by whom."""

    deal: str
    """The deal's title, if it belongs to one."""

    when: When | None
    """How its due date stands to today; None once it is settled."""

    due: Content
    """The due date, or how it was settled."""


class CommitmentsScreen(SettlingPage[list[CommitmentLine] | LongRows[CommitmentLine]]):
    """The list of commitments: what is open, or everything."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.named(keymap.NEW, "New", "Add a commitment"),
        keymap.named(keymap.EDIT, "Edit", "Change the commitment under the cursor"),
        keymap.named(keymap.SHOW_ALL, "All/open", "Show settled commitments too, or only open ones"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.all = False
        """Whether settled ones are shown."""
        self._all: Last[Ordered[When | None]] = Last()
        self._chosen: tuple[Sequence[CommitmentLine], Sequence[Commitment]] = (), ()
        self.records: RecordList[CommitmentLine] = RecordList(
            [
                Column("Due", lambda line: line.due, _by_due, width=22),
                Column("What", lambda line: said(line.commitment), lambda line: folded(line.commitment.words), share=5),
                Column("Customer", lambda line: safe(line.customer), share=3),
                Column("Deal", lambda line: safe(line.deal), share=3, from_width=110),
                Column("Owner", lambda line: safe(line.commitment.owner), width=9),
            ],
            lambda line: line.commitment.id,
            empty=f"Nothing is owed here: press {keymap.shown(keymap.NEW)} to add a commitment",
            group=lambda line: _GROUPS[line.when] if line.when else _SETTLED,
            marks=True,
            filters=tuple(one for one in Name if one is not Name.STAGE),
        )

    def body(self) -> ComposeResult:
        """The list."""
        yield self.records

    def read(self) -> list[CommitmentLine] | LongRows[CommitmentLine]:
        """The commitments by group, then by due date."""
        store, asked = self.desk.store, self.records.asked
        fitting = among(self.desk, Kind.COMMITMENT, asked)
        if store.count(Commitment) > customers.MOST:
            listed = self._listed()
            if len(listed) > customers.MOST:
                found = listed.narrowed(narrowest(fitting, holding(store, Commitment, asked.text)))
                groups = [(_GROUPS[stands] if stands else _SETTLED, count) for stands, count in found.counts.items()]
                rows = LongRows(
                    found.numbers, self._rows, of=len(listed), groups=groups, everything=lambda: listed.numbers
                )
                return self.records.look_ahead(rows)
        owed = store.find(Commitment) if self._everything else unsettled(store)
        return self._lines([one for one in owed if fitting is None or one.id in fitting])

    @property
    def _everything(self) -> bool:
        """Whether settled ones are meant: whoever asks where they stand means them too."""
        return self.all or self.records.asked.asks(Name.STATUS)

    def _listed(self) -> Ordered[When | None]:
        """All that is listed, whatever the filter."""
        store, (by, descending), settled = self.desk.store, self.records.sorting, self._everything
        asked = store.version(), self.today, by, descending, settled
        return self._all.of(asked, lambda: all_listed(store, self.today, by, descending=descending, settled=settled))

    def _numbered(self, numbers: Sequence[int]) -> list[CommitmentLine]:
        found = (self.desk.store.get(Commitment, number) for number in numbers)
        return self._lines([one for one in found if one is not None])

    def _rows(self, numbers: Sequence[int]) -> Iterable[tuple[int, CommitmentLine]]:
        return ((line.commitment.id, line) for line in self._numbered(numbers))

    @on(RecordList.AllMeant)
    def _mark_all(self) -> None:
        def mark(found: Sequence[CommitmentLine]) -> None:
            self.records.say("")
            self.records.mark(found)

        numbers = self.records.numbers
        self.records.say("marking all…")
        self.look_up(lambda: self._numbered(numbers), mark)

    def _lines(self, commitments: Sequence[Commitment]) -> list[CommitmentLine]:
        days = due_days(self.desk.store, self.today)
        names, deals = Names(self.desk.store), Titles(self.desk.store)
        lines = []
        for one in commitments:
            stands = days.stands(one.due) if one.is_open else None
            if stands is not None:
                mark, words = when_mark(stands), due_words(one.due, days)
            else:
                day = f" {one.settled_on.day} {one.settled_on:%b}" if one.settled_on else ""
                mark, words = status_mark(one.status), f"{one.status}{day}"
            lines.append(
                CommitmentLine(
                    commitment=one,
                    customer=names.of(one.customer_id),
                    deal=deals.of(one.deal_id) or "",
                    when=stands,
                    due=Content.styled(f"{mark.symbol} {words}", mark.style),
                )
            )
        return sorted(lines, key=_by_attention)

    def show(self, found: list[CommitmentLine] | LongRows[CommitmentLine]) -> None:
        """Fill the list."""
        self.records.show(found, "commitments, settled or not" if self._everything else "open commitments")

    def point_at(self, record: Record) -> bool:
        """Set the cursor on a commitment."""
        return isinstance(record, Commitment) and self.records.select(record.id)

    def subject(self) -> tuple[int | None, int | None]:
        """Whose commitment is under the cursor, and for which deal."""
        meant = self.commitment()
        return (meant.customer_id, meant.deal_id) if meant else (None, None)

    def commitment(self) -> Commitment | None:
        """The commitment under the cursor."""
        line = self.records.current
        return line.commitment if line else None

    def chosen(self) -> Sequence[Commitment]:
        """Those that are marked, else the one under the cursor."""
        marked = self.records.marked
        if not marked:
            return super().chosen()
        if self._chosen[0] is not marked:
            self._chosen = marked, [line.commitment for line in marked]
        return self._chosen[1]

    def chosen_of(self) -> int:
        """How many are listed, where some are marked."""
        return self.records.total if self.records.marked else 0

    def marks(self) -> Told:
        """To be told what an act saved that begins now: what is marked is marked no more then."""
        return self.marks_of(self.records)

    @on(RecordList.Sought)
    def _search(self) -> None:
        self.reload()

    @on(RecordList.Opened)
    def _open(self) -> None:
        from crm_tui.tui.screens.commitment import CommitmentPage

        if meant := self.commitment():
            self.app.push_screen(CommitmentPage(meant.id))

    def action_new(self) -> None:
        """Add a commitment."""
        from crm_tui.tui.forms.commitment import CommitmentForm

        self.desk_app.open_form(CommitmentForm(self.desk, None, None, None))

    def action_edit(self) -> None:
        """Change the commitment under the cursor."""
        from crm_tui.tui.forms.commitment import CommitmentForm

        if meant := self.commitment():
            self.desk_app.open_form(CommitmentForm(self.desk, meant, meant.customer_id, meant.deal_id))

    def action_show_all(self) -> None:
        """Show settled ones too, or leave them out."""
        self.all = not self.all
        self.reload()


def _by_attention(line: CommitmentLine) -> tuple[int, int, int]:
    one = line.commitment
    if line.when is None:
        return len(_ORDER), -(one.settled_on or one.made_on).toordinal(), -one.id
    return _ORDER.index(line.when), one.due.toordinal() if one.due else 0, one.id


def _by_due(line: CommitmentLine) -> int:
    return line.commitment.due.toordinal() if line.commitment.due else 10**9
