"""The register of gifts: what waits for approval, what was offered, accepted and declined."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from crm_tui.domain.gift import Gift
from crm_tui.domain.record import Record
from crm_tui.services import gifts
from crm_tui.services.gifts import Given, Standing
from crm_tui.tui import keymap
from crm_tui.tui.giving import act_on
from crm_tui.tui.present import Tone, counted, one_line, safe, spoken_day
from crm_tui.tui.screens.page import Page
from crm_tui.tui.widgets.listing import Column
from crm_tui.tui.widgets.record_list import RecordList

_MINE = "waits for you to approve"


class GiftsScreen(Page[tuple[Given, ...]]):
    """Gifts by where they stand; opening one asks what becomes of it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.named(keymap.NEW, "New gift", "Record a gift to a customer"),
        keymap.named(keymap.EDIT, "Edit", "Change what is recorded of the gift under the cursor"),
    ]

    def __init__(self, begin_at: int = 0) -> None:
        """``begin_at`` is the number of the gift at which the cursor begins."""
        super().__init__()
        self._begin_at = begin_at
        self.records: RecordList[Given] = RecordList(
            [
                Column("Date", self._day, lambda one: -one.gift.on.toordinal(), width=11),
                Column("Customer", lambda one: safe(one.customer), share=3),
                Column("What", _what, share=3),
                Column("Worth", lambda one: safe(one.gift.value.words), lambda one: one.gift.value.amount, width=12),
                Column("By", lambda one: safe(one.gift.by), width=9),
                Column("Why", _why, share=3),
            ],
            lambda one: one.gift.id,
            empty=f"No gift was recorded yet: {keymap.shown(keymap.NEW)} records one",
            noun="gifts",
            group=lambda one: (_MINE if one.mine else str(one.standing)).capitalize(),
        )

    def body(self) -> ComposeResult:
        """The register."""
        yield self.records

    def read(self) -> tuple[Given, ...]:
        """Every gift, those that wait for whoever sits here first."""
        return tuple(sorted(gifts.register(self.desk), key=lambda one: not one.mine))

    def show(self, found: tuple[Given, ...]) -> None:
        """Fill the list."""
        mine = sum(one.mine for one in found)
        self.records.show(found, note=f"{counted(mine, 'gift')} for you to approve" if mine else "")
        if self._begin_at:
            self.records.select(self._begin_at)
            self._begin_at = 0

    def point_at(self, record: Record) -> bool:
        """Set the cursor on a gift."""
        return isinstance(record, Gift) and self.records.select(record.id)

    def subject(self) -> tuple[int | None, int | None]:
        """To whom the gift under the cursor goes."""
        one = self.records.current
        return (one.gift.customer_id, one.gift.deal_id) if one else (None, None)

    def action_new(self) -> None:
        """Record a gift."""
        from crm_tui.tui.forms.gift import GiftForm

        self.desk_app.open_form(GiftForm(self.desk))

    def action_edit(self) -> None:
        """Change what is recorded of the gift under the cursor."""
        from crm_tui.tui.forms.gift import GiftForm

        if one := self.records.current:
            self.desk_app.open_form(GiftForm(self.desk, record=one.gift))

    @on(RecordList.Opened)
    def _open(self) -> None:
        if one := self.records.current:
            act_on(self, one)

    def _day(self, one: Given) -> Content:
        return Content(spoken_day(one.gift.on, self.today))


def _what(one: Given) -> Content:
    return safe(f"{one.gift.what} ({one.gift.occasion})" if one.gift.occasion else one.gift.what)


def _why(one: Given) -> Content:
    if one.standing is Standing.WAITS:
        return one_line(one.why, Tone.CAUTION)
    if one.standing is Standing.REFUSED:
        return one_line(one.why)
    return safe(f"approved by {one.gift.approved_by}" if one.gift.approved_by else "")
