"""What people think of us and of competitors: counts and averages, each with the opinions behind it."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from crm_tui.domain.feedback import From
from crm_tui.services import feedback
from crm_tui.services.customers import folded
from crm_tui.services.feedback import Opinion, Opinions
from crm_tui.tui import keymap
from crm_tui.tui.present import Tone, counted, one_line, safe, spoken_day
from crm_tui.tui.screens.detail import in_full
from crm_tui.tui.screens.in_full import InFullScreen
from crm_tui.tui.screens.page import Page
from crm_tui.tui.widgets.listing import Column
from crm_tui.tui.widgets.record_list import RecordList

_NEW = keymap.named(keymap.NEW, "New feedback", "Record what somebody thinks of us, or of a competitor")


class FeedbackScreen(Page[tuple[Opinions, ...]]):
    """A line for each firm and product; opening one lists its opinions."""

    BINDINGS: ClassVar[list[BindingType]] = [_NEW]

    def __init__(self) -> None:
        super().__init__()
        self.about = Static("", classes="kept-record--trend", markup=False)
        """How many there are."""
        self.records: RecordList[Opinions] = RecordList(
            [
                Column("About", lambda one: safe(one.about), lambda one: folded(one.about), share=3),
                Column("Product", lambda one: Content(one.product), width=11),
                Column("Rating", _rated, lambda one: one.rated, width=24),
                Column("Opinions", lambda one: Content(str(len(one.given))), lambda one: len(one.given), width=8),
                _from(From.CUSTOMER, "Ours"),
                _from(From.OF_COMPETITOR, "Theirs"),
                _from(From.ANONYMOUS, "Unknown"),
            ],
            lambda one: (one.about, one.product),
            empty=f"Nobody's opinion was recorded yet: {keymap.shown(keymap.NEW)} records one",
            noun="firms and products",
        )

    def body(self) -> ComposeResult:
        """How many there are, then the list."""
        yield self.about
        yield self.records

    def read(self) -> tuple[Opinions, ...]:
        """Every opinion, by whom it is about and the product."""
        return feedback.summary(feedback.opinions(self.desk.store))

    def show(self, found: tuple[Opinions, ...]) -> None:
        """Fill the list."""
        count = sum(len(one.given) for one in found)
        self.about.update(f"  {counted(count, 'opinion')}, of our customers, of competitors' and of unknown people")
        self.records.show(found)

    def action_new(self) -> None:
        """Record an opinion."""
        from crm_tui.tui.forms.feedback import FeedbackForm

        self.desk_app.open_form(FeedbackForm(self.desk, None))

    @on(RecordList.Opened)
    def _open(self) -> None:
        if one := self.records.current:
            self.app.push_screen(OpinionsPage(one))


class OpinionsPage(Page[tuple[Opinion, ...]]):
    """The opinions behind one line; opening one shows it in full."""

    def __init__(self, about: Opinions, begin_at: int = 0) -> None:
        """``begin_at`` is the number of the opinion at which the cursor begins."""
        super().__init__()
        self._about = about
        self._begin_at = begin_at
        self.records: RecordList[Opinion] = RecordList(
            [
                Column("Date", self._day, lambda one: -one.feedback.on.toordinal(), width=11),
                Column("Rating", _rating, lambda one: one.feedback.rating or 0, width=6),
                Column("From", lambda one: safe(one.who), share=2),
                Column("Words", lambda one: one_line(one.feedback.words), share=4),
            ],
            lambda one: one.feedback.id,
            empty="No opinion is left here",
        )

    def body(self) -> ComposeResult:
        """The list."""
        yield self.records

    def read(self) -> tuple[Opinion, ...]:
        """The opinions as they are now."""
        groups = feedback.summary(feedback.opinions(self.desk.store, product=self._about.product))
        wanted = folded(self._about.about)
        return next((one.given for one in groups if folded(one.about) == wanted), ())

    def show(self, found: tuple[Opinion, ...]) -> None:
        """Fill the list."""
        rated = Opinions(self._about.about, self._about.product, found).rated
        self.records.show(found, f"opinions about {self._about.about}, {self._about.product}", rated)
        if self._begin_at:
            self.records.select(self._begin_at)
            self._begin_at = 0

    @on(RecordList.Opened)
    def _open(self) -> None:
        if one := self.records.current:
            self.app.push_screen(InFullScreen(in_full(one.feedback)))

    def _day(self, one: Opinion) -> Content:
        return Content(spoken_day(one.feedback.on, self.today))


def _from(source: From, title: str) -> Column[Opinions]:
    return Column(
        title,
        lambda one: Content(str(one.count(source) or "")),
        lambda one: one.count(source),
        width=8,
        right=True,
        from_width=90,
    )


def _rated(one: Opinions) -> Content:
    return Content(one.rated) if one.ratings else Content.styled(one.rated, Tone.QUIET)


def _rating(one: Opinion) -> Content:
    return Content(f"{one.feedback.rating} of 5" if one.feedback.rating is not None else "")
