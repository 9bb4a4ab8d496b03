"""What was won and lost, why, and against whom: each figure opens its deals."""

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from crm_tui.services.shares import share
from crm_tui.services.win_loss import ALL, Decided, End, Figure, WinLoss, win_loss
from crm_tui.services.won import in_words
from crm_tui.tui.present import Tone, money, one_line, safe, spoken_day
from crm_tui.tui.screens.page import Page
from crm_tui.tui.widgets.listing import Column
from crm_tui.tui.widgets.record_list import RecordList

_BAR = 10


class WinLossScreen(Page[WinLoss]):
    """By new and existing customers, lost and won: all of it, then by reason."""

    def __init__(self) -> None:
        super().__init__()
        self._whole: dict[tuple[str, str], int] = {}
        self.records: RecordList[Figure] = RecordList(
            [
                Column("Why", _label, width=18),
                Column("Deals", lambda one: Content(str(len(one.cases))), width=5, right=True),
                Column("", self._bar, width=_BAR, from_width=70),
                Column("Value", lambda one: safe(in_words(one.value)), share=3),
                Column("Competitors", _competitors, share=3),
            ],
            lambda one: (one.whose, one.end, one.label),
            empty="No deal was won or lost yet",
            group=lambda one: f"{one.end} with {one.whose}".capitalize(),
            counted=False,
            sortable=False,
        )

    def body(self) -> ComposeResult:
        """The figures."""
        yield self.records

    def read(self) -> WinLoss:
        """Every deal that was decided."""
        return win_loss(self.desk.store)

    def show(self, found: WinLoss) -> None:
        """Fill the list."""
        figures = [one for one in found.figures if one.cases]
        self._whole = {(one.whose, one.end): len(one.cases) for one in figures if one.label == ALL}
        self.records.show(figures, "figures", "existing: had signed with us before")

    @on(RecordList.Opened)
    def _open(self) -> None:
        if one := self.records.current:
            self.app.push_screen(DecidedPage(one))

    def _bar(self, one: Figure) -> Content:
        tone = Tone.BAD if one.end is End.LOST else Tone.GOOD
        return Content.styled("█" * share(len(one.cases), self._whole.get((one.whose, one.end), 0), _BAR), tone.value)


class DecidedPage(Page[Figure]):
    """The deals behind one figure; opening one shows it."""

    def __init__(self, figure: Figure) -> None:
        super().__init__()
        self._figure = figure
        self.records: RecordList[Decided] = RecordList(
            [
                Column("Date", self._day, lambda one: -one.on.toordinal(), width=11),
                Column("Deal", lambda one: safe(one.deal.title), share=3),
                Column("Customer", lambda one: safe(one.customer), share=2),
                Column("Why", _why, share=3),
                Column("Competitor", lambda one: safe(one.competitor), share=2),
                Column("Value", lambda one: safe(money(one.deal.value)), width=16, right=True, from_width=100),
            ],
            lambda one: one.deal.id,
            empty="No deal is left here",
        )

    def body(self) -> ComposeResult:
        """The list."""
        yield self.records

    def read(self) -> Figure:
        """The deals as they are now."""
        return win_loss(self.desk.store).figure(self._figure.whose, self._figure.end, self._figure.label)

    def show(self, found: Figure) -> None:
        """Fill the list."""
        which = "" if found.label == ALL else f", {found.label}"
        self.records.show(found.cases, f"{found.end} with {found.whose}{which}", in_words(found.value))

    @on(RecordList.Opened)
    def _open(self) -> None:
        from crm_tui.tui.screens.deal import DealPage

        if one := self.records.current:
            self.app.push_screen(DealPage(one.deal.id))

    def _day(self, one: Decided) -> Content:
        return Content(spoken_day(one.on, self.today))


def _label(one: Figure) -> Content:
    return Content.styled(one.label, "bold") if one.label == ALL else Content(f"  {one.label}")


def _competitors(one: Figure) -> Content:
    return safe(", ".join(f"{name} {count}" for name, count in one.competitors))


def _why(one: Decided) -> Content:
    return one_line(f"{one.reason}: {one.deal.outcome_words}" if one.deal.outcome_words else one.reason)
