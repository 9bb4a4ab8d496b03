"""Which terms the desk oversells, and the promises behind each number."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from crm_tui.domain.money import signed
from crm_tui.domain.review import LESS
from crm_tui.services.customers import folded
from crm_tui.services.oversold import Oversold, Promised, TermRecord, oversold
from crm_tui.services.shares import share
from crm_tui.tui.present import Tone, counted, one_line, safe, verdict_mark
from crm_tui.tui.screens.page import Page
from crm_tui.tui.widgets.listing import Column
from crm_tui.tui.widgets.record_list import RecordList

_BAR = 12


class OversoldScreen(Page[Oversold]):
    """A line for each kind of term, those that were oversold most often first."""

    AUTO_FOCUS: ClassVar[str] = "RecordRows"

    def __init__(self) -> None:
        super().__init__()
        self.about = Static(classes="kept-record--trend", markup=False)
        """What is counted."""
        self.records: RecordList[TermRecord] = RecordList(
            [
                Column("Term", lambda one: safe(one.label), lambda one: folded(one.label), share=4),
                Column("Less on paper", _less, lambda one: one.less, width=14, right=True),
                Column("", _bar, lambda one: one.less / len(one.promises), width=_BAR, from_width=70),
                Column("Unclear", lambda one: Content(str(one.unclear or "")), lambda one: one.unclear, width=8),
                Column("Costs them", _cost, share=2),
            ],
            lambda one: one.label,
            empty="No deal with a paper has a promise about a term yet",
            noun="terms",
        )

    def body(self) -> ComposeResult:
        """What is counted, then the list."""
        yield self.about
        yield self.records

    def read(self) -> Oversold:
        """Every deal beside its first paper."""
        return oversold(self.desk)

    def show(self, found: Oversold) -> None:
        """Fill the list."""
        less = sum(one.less for one in found.terms)
        of = sum(len(one.promises) for one in found.terms)
        self.about.update(f"  promised beside the first paper of {counted(found.deals, 'deal')}: {less} of {of} less")
        note = f"{counted(len(found.unread), 'deal')} not compared: the paper can't be read" if found.unread else ""
        self.records.show(found.terms, note=note)

    @on(RecordList.Opened)
    def _open(self) -> None:
        if one := self.records.current:
            self.app.push_screen(TermPage(one))


class TermPage(Page[TermRecord]):
    """Every promise about one term; opening one shows its deal's review."""

    def __init__(self, term: TermRecord) -> None:
        super().__init__()
        self._term = term
        self.records: RecordList[Promised] = RecordList(
            [
                Column("Paper", _verdict, width=18),
                Column("Promise", lambda one: one_line(one.words), share=4),
                Column("What differs", lambda one: one_line(one.finding.explanation), share=5),
                Column("Owner", lambda one: safe(one.owner), width=9),
            ],
            lambda one: one.commitment_id,
            empty="Nothing was promised about it",
        )

    def body(self) -> ComposeResult:
        """The list."""
        yield self.records

    def read(self) -> TermRecord:
        """As it was reckoned when the list of terms was read."""
        return self._term

    def show(self, found: TermRecord) -> None:
        """Fill the list."""
        self.records.show(found.promises, f"promises, {found.label}")

    @on(RecordList.Opened)
    def _open(self) -> None:
        if one := self.records.current:
            self.desk_app.open_review(one.deal_id)


def _less(one: TermRecord) -> Content:
    return Content(f"{one.less} of {len(one.promises)}")


def _bar(one: TermRecord) -> Content:
    return Content.styled("█" * share(one.less, len(one.promises), _BAR), Tone.BAD.value)


def _cost(one: TermRecord) -> Content:
    return Content(", ".join(signed(value, currency) for currency, value in one.cost.items()))


def _verdict(one: Promised) -> Content:
    mark = verdict_mark(one.finding.verdict)
    return mark.content if one.finding.verdict in LESS else Content(str(mark))
