"""How much of what we owed was kept on time, and the cases behind each number."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from crm_tui.domain.commitment import Commitment
from crm_tui.services.customers import Names, folded
from crm_tui.services.kept_record import FEW, By, Case, KeptRecord, Outcome, Row, kept_record
from crm_tui.services.shares import share
from crm_tui.tui import keymap
from crm_tui.tui.present import Tone, one_line, safe, spoken_day
from crm_tui.tui.screens.page import Page
from crm_tui.tui.widgets.day_summary import LEVELS
from crm_tui.tui.widgets.listing import Column
from crm_tui.tui.widgets.record_list import RecordList

_WORSE = {Outcome.LATE: "Late", Outcome.PARTLY: "Partly", Outcome.BROKEN: "Broken", Outcome.OVERDUE: "Overdue"}
_TONES = {Outcome.ON_TIME: Tone.GOOD, Outcome.LATE: Tone.CAUTION, Outcome.PARTLY: Tone.CAUTION}


class KeptRecordScreen(Page[KeptRecord]):
    """The whole and its months, then a line for each officer, team, customer, product or kind."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.named(keymap.SHOW_ALL, "By", "By officer, team, customer, product or kind"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.by = By.OFFICER
        """What the lines are."""
        self.trend = Static("", classes="kept-record--trend", markup=False)
        """The whole, and its months."""
        self.records: RecordList[Row] = RecordList(
            [
                Column("Whose", lambda row: safe(row.name), lambda row: folded(row.name), share=3),
                Column("On time", _numbers, lambda row: row.on_time, width=12, right=True),
                Column("Share", _share, lambda row: -1 if row.share is None else row.share, width=6, right=True),
                *(_column(outcome, title) for outcome, title in _WORSE.items()),
            ],
            lambda row: row.name,
            empty="Nothing that we owed was due yet",
        )

    def body(self) -> ComposeResult:
        """The whole, then the list."""
        yield self.trend
        yield self.records

    def read(self) -> KeptRecord:
        """What was due until today."""
        return kept_record(self.desk.store, self.today, self.by)

    def show(self, found: KeptRecord) -> None:
        """Fill the page."""
        self.trend.update(_trend(found))
        told = ", ".join(f"{len(numbers)} {why}" for why, numbers in found.left_out.items() if numbers)
        self.records.show(found.rows, f"by {found.by}", f"not counted: {told}" if told else "")

    def action_show_all(self) -> None:
        """Go on to the next way of sorting the cases."""
        ways = list(By)
        self.by = ways[(ways.index(self.by) + 1) % len(ways)]
        self.reload()

    @on(RecordList.Opened)
    def _open(self) -> None:
        if row := self.records.current:
            self.app.push_screen(CasesPage(self.by, row.name))


class CasesPage(Page[list[tuple[Case, Commitment | None, str]]]):
    """The cases behind one line: what was due, and what became of it."""

    def __init__(self, by: By, name: str) -> None:
        super().__init__()
        self._by = by
        self._name = name
        self.records: RecordList[tuple[Case, Commitment | None, str]] = RecordList(
            [
                Column("Due", lambda one: Content(spoken_day(one[0].due, self.today)), _due, width=11),
                Column("Became", _became, lambda one: one[0].outcome, width=14),
                Column("What", lambda one: one_line(one[1].words if one[1] else "gone"), share=5),
                Column("Customer", lambda one: safe(one[2]), share=3),
                Column("Owner", lambda one: safe(one[0].owner), width=9),
            ],
            lambda one: one[0].commitment_id,
            empty="Nothing of this was due",
        )

    def body(self) -> ComposeResult:
        """The list."""
        yield self.records

    def read(self) -> list[tuple[Case, Commitment | None, str]]:
        """The cases, those that were due last first."""
        store = self.desk.store
        record = kept_record(store, self.today, self._by)
        row = next((row for row in record.rows if row.name == self._name), None)
        names, found = Names(store), []
        for case in reversed(row.cases if row else ()):
            one = store.get(Commitment, case.commitment_id)
            found.append((case, one, names.of(one.customer_id) if one else ""))
        return found

    def show(self, found: list[tuple[Case, Commitment | None, str]]) -> None:
        """Fill the list."""
        self.records.show(found, f"cases of {self._name}")

    @on(RecordList.Opened)
    def _open(self) -> None:
        from crm_tui.tui.screens.commitment import CommitmentPage

        if one := self.records.current:
            self.app.push_screen(CommitmentPage(one[0].commitment_id))


def _trend(record: KeptRecord) -> Content:
    total = record.total
    if not total.cases:
        return Content("")
    of_all = f" ({total.share} %)" if total.share is not None else ""
    last = record.trend[-1]
    return Content.assemble(
        f"  kept on time: {total.on_time} of {len(total.cases)}{of_all}   12 months ",
        ("".join(map(_month, record.trend)), Tone.NEWS.value),
        f" this one {last.on_time} of {len(last.cases)}",
    )


def _month(row: Row) -> str:
    """The share of a month, a blank where nothing was due; a dot of so few cases that no share is told."""
    if len(row.cases) < FEW:
        return "·" if row.cases else " "
    return LEVELS[share(row.on_time, len(row.cases), len(LEVELS) - 1)]


def _numbers(row: Row) -> Content:
    return Content(f"{row.on_time} of {len(row.cases)}")


def _share(row: Row) -> Content:
    return Content(f"{row.share} %" if row.share is not None else "–")


def _column(outcome: Outcome, title: str) -> Column[Row]:
    return Column(
        title,
        lambda row: Content(str(row.count(outcome) or "")),
        lambda row: row.count(outcome),
        width=8,
        right=True,
    )


def _due(one: tuple[Case, Commitment | None, str]) -> int:
    return one[0].due.toordinal()


def _became(one: tuple[Case, Commitment | None, str]) -> Content:
    outcome = one[0].outcome
    return Content.styled(str(outcome), _TONES.get(outcome, Tone.BAD).value)
