"""Reviews: the deals in which something was promised, each with what the comparison found."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.deal import Deal
from crm_tui.domain.document import Document
from crm_tui.domain.record import Record
from crm_tui.domain.review import WORST_FIRST
from crm_tui.services.customers import Names
from crm_tui.services.review import comparable
from crm_tui.tui import keymap, present
from crm_tui.tui.screens.page import Page
from crm_tui.tui.screens.review import ReviewPage
from crm_tui.tui.verdicts import VerdictsReckoned
from crm_tui.tui.widgets.listing import Column
from crm_tui.tui.widgets.record_list import RecordList


@dataclass(frozen=True, slots=True)
class DealLine:
    """A deal in which something was promised."""

    deal: Deal
    """Which."""

    customer: str
    """Whose."""

    promises: int
    """How many promises can be compared."""

    paper: str
    """The newest paper's name; empty while there is none."""


class ReviewsScreen(Page[tuple[DealLine, ...]]):
    """The deals with promises; opened, each shows its review."""

    CSS_PATH = Path(__file__).parent.parent / "styles" / "review.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [keymap.ATTACH]

    def __init__(self) -> None:
        super().__init__()
        self.deals: RecordList[DealLine] = RecordList(
            self._columns(),
            lambda line: line.deal.id,
            empty=f"No deal has a promise to compare: press {keymap.CAPTURE.key} to capture what was said",
            noun="deals with promises",
            id="deals",
        )
        """The list of deals."""

    def body(self) -> ComposeResult:
        """The list."""
        yield self.deals

    def open_deal(self, deal_id: int, came_from: str | None = None) -> None:
        """Review this deal; the way back leads to the mode ``came_from``, else to the list."""
        self.deals.select(deal_id)
        self.app.push_screen(ReviewPage(deal_id, came_from))

    def read(self) -> tuple[DealLine, ...]:
        """The deals with promises."""
        store = self.desk.store
        names = Names(store)
        names_of_papers = {one.deal_id: one.name for one in sorted(store.find(Document), key=lambda one: one.version)}
        promised: dict[int, int] = {}
        for one in comparable(store.find(Commitment)):
            if one.deal_id is not None:
                promised[one.deal_id] = promised.get(one.deal_id, 0) + 1
        deals = [deal for one in promised if (deal := store.get(Deal, one)) is not None]
        deals.sort(key=lambda deal: (not deal.is_open, deal.id not in names_of_papers, deal.id))
        return tuple(
            DealLine(deal, names.of(deal.customer_id), promised[deal.id], names_of_papers.get(deal.id, ""))
            for deal in deals
        )

    def show(self, found: tuple[DealLine, ...]) -> None:
        """Fill the list, and reckon the verdicts behind it."""
        self.deals.show(found)
        self.desk_app.verdicts.reckon([line.deal.id for line in found], self)

    def point_at(self, record: Record) -> bool:
        """Set the cursor on the deal that something was promised for, or that a paper was attached to."""
        return isinstance(record, Commitment | Document) and self.deals.select(record.deal_id)

    def subject(self) -> tuple[int | None, int | None]:
        """The deal under the cursor."""
        line = self.deals.current
        return (line.deal.customer_id, line.deal.id) if line else (None, None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A paper is attached to a deal."""
        if action == "attach":
            return self.deals.current is not None
        return super().check_action(action, parameters)

    def action_attach(self) -> None:
        """Attach a paper to the deal."""
        from crm_tui.tui.forms.attach import AttachForm

        if (line := self.deals.current) is not None:
            self.desk_app.open_form(AttachForm(self.desk, line.deal))

    @on(RecordList.Opened, "#deals")
    def _open(self) -> None:
        if (line := self.deals.current) is not None:
            self.open_deal(line.deal.id)

    @on(VerdictsReckoned)
    def _reckoned(self) -> None:
        self.deals.repaint()

    def _columns(self) -> list[Column[DealLine]]:
        return [
            Column("Customer", lambda line: present.safe(line.customer), share=3),
            Column("Deal", lambda line: present.safe(line.deal.title), share=3),
            Column("Stage", lambda line: Content(line.deal.stage), width=12, from_width=110),
            Column(
                "Promises",
                lambda line: Content(str(line.promises)),
                lambda line: -line.promises,
                width=8,
                right=True,
                from_width=100,
            ),
            Column("Verdicts", self._verdicts, self._urgency, width=23),
            Column("Paper", lambda line: present.safe(line.paper or "no paper yet"), share=2),
        ]

    def _verdicts(self, line: DealLine) -> Content:
        known = self.desk_app.verdicts.known(line.deal.id)
        return known.content if known else Content("…")

    def _urgency(self, line: DealLine) -> int:
        known = self.desk_app.verdicts.known(line.deal.id)
        worst = known.worst if known else None
        return WORST_FIRST.index(worst) if worst else len(WORST_FIRST)
