"""The desk in figures: each opens the records that it counts."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.services.customers import Names
from crm_tui.services.insights import Figure, Insights, Section, insights
from crm_tui.services.shares import share
from crm_tui.services.won import in_words
from crm_tui.tui.present import Tone, counted, one_line, safe
from crm_tui.tui.screens.page import Page
from crm_tui.tui.widgets.chart import bars
from crm_tui.tui.widgets.listing import Column
from crm_tui.tui.widgets.record_list import RecordList

_BAR = 12
_CHART = 8
_LOW = 22
"""On a lower terminal the lines need the room."""


class InsightsScreen(Page[Insights]):
    """A line for each figure, below the chart of those that belong together with the one under the cursor."""

    AUTO_FOCUS: ClassVar[str] = "RecordRows"

    def __init__(self) -> None:
        super().__init__()
        self.chart = Static(classes="insights--chart", markup=False)
        """The figures of one section."""
        self.records: RecordList[Figure] = RecordList(
            [
                Column("What", lambda one: one_line(one.label), share=3),
                Column("How many", lambda one: Content(_number(one)), width=10, right=True),
                Column("", self._bar, width=_BAR, from_width=70),
                Column("Worth", lambda one: safe(in_words(one.worth)), share=3),
            ],
            lambda one: (one.section, one.label),
            empty="There is nothing to count yet",
            noun="figures",
            group=lambda one: self.desk_app.house.say(str(one.section)),
            counted=False,
            sortable=False,
        )
        self._found: Insights | None = None
        self._most: dict[Section, int] = {}
        self._drawn: Section | None = None

    def body(self) -> ComposeResult:
        """The chart, then the list."""
        yield self.chart
        yield self.records

    def read(self) -> Insights:
        """Every figure, as the desk stands."""
        return insights(self.desk)

    def show(self, found: Insights) -> None:
        """Fill the list."""
        self._found = found
        self._most = {section: max((one.count for one in found.of(section)), default=0) for section in Section}
        self._drawn = None
        unread = f"{counted(len(found.unread), 'deal')} not compared: the paper can't be read" if found.unread else ""
        self.records.show(found.figures, note=unread)
        self._draw()

    @on(RecordList.Moved)
    def _draw(self) -> None:
        one = self.records.current
        height = _CHART if self.size.height >= _LOW else 0
        if one is None or self._found is None or not height:
            self.chart.update("")
        elif one.section is not self._drawn:
            figures = self._found.of(one.section)
            drawn = bars([each.label for each in figures], [each.count for each in figures], self.size.width, height)
            self.chart.update(drawn)
            self._drawn = one.section

    def on_resize(self) -> None:
        """Draw for the new size."""
        self._drawn = None
        if self._found is not None:
            self._draw()

    def _bar(self, one: Figure) -> Content:
        tone = Tone.BAD if one.section in (Section.TERMS, Section.PRODUCTS) else Tone.NEWS
        return Content.styled("█" * share(one.count, one.of or self._most[one.section], _BAR), tone.value)

    @on(RecordList.Opened)
    def _open(self) -> None:
        if one := self.records.current:
            self.app.push_screen(FigurePage(one))


class FigurePage(Page[list[tuple[int, str, str]]]):
    """The records behind one figure; opening one shows it."""

    def __init__(self, figure: Figure) -> None:
        super().__init__()
        self._figure = figure
        self.records: RecordList[tuple[int, str, str]] = RecordList(
            [
                Column("#", lambda one: Content(str(one[0])), lambda one: one[0], width=7, right=True),
                Column("What", lambda one: one_line(one[1]), lambda one: one[1].casefold(), share=4),
                Column("Customer", lambda one: safe(one[2]), lambda one: one[2].casefold(), share=3),
            ],
            lambda one: one[0],
            empty="They are no longer there",
        )

    def body(self) -> ComposeResult:
        """The list."""
        yield self.records

    def read(self) -> list[tuple[int, str, str]]:
        """Each record by its number, its own words, and its customer."""
        store, names = self.desk.store, Names(self.desk.store)
        found = []
        for number in self._figure.records:
            match store.get(self._figure.kind, number):
                case Deal() as deal:
                    found.append((number, deal.title, names.of(deal.customer_id)))
                case Commitment() as one:
                    found.append((number, one.words, names.of(one.customer_id)))
                case Customer() as customer:
                    found.append((number, customer.place, customer.name))
                case _:
                    pass
        return found

    def show(self, found: list[tuple[int, str, str]]) -> None:
        """Fill the list."""
        self.records.show(found, f"{self._figure.section}, {self._figure.label}: {_number(self._figure)}")

    @on(RecordList.Opened)
    def _open(self) -> None:
        from crm_tui.tui.screens.commitment import CommitmentPage
        from crm_tui.tui.screens.customer import CustomerPage
        from crm_tui.tui.screens.deal import DealPage

        if (one := self.records.current) is None:
            return
        page: Screen[None]
        if self._figure.kind is Deal:
            page = DealPage(one[0])
        else:
            page = CommitmentPage(one[0]) if self._figure.kind is Commitment else CustomerPage(one[0])
        self.app.push_screen(page)


def _number(one: Figure) -> str:
    return str(one.count) if one.of is None else f"{one.count} of {one.of}"
