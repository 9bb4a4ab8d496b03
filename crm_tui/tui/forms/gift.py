"""Record a gift, and what became of one."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import ClassVar

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from crm_tui.domain.gift import Gift, GiftAnswer
from crm_tui.domain.money import Money
from crm_tui.domain.record import Record
from crm_tui.domain.text import visible
from crm_tui.services import gifts
from crm_tui.services.concessions import ON_DEAL, Budget
from crm_tui.services.desk import Desk
from crm_tui.services.gifts import Standing
from crm_tui.tui.forms.answers import Answer
from crm_tui.tui.forms.fields import Field, Shape
from crm_tui.tui.forms.form import Form, Save
from crm_tui.tui.forms.record import RecordForm
from crm_tui.tui.forms.row import FieldRow, entry_for
from crm_tui.tui.forms.spending import SpendingForm
from crm_tui.tui.present import one_line


class GiftForm(RecordForm[Gift], SpendingForm[Gift]):
    """What is given, and below its value what was given to the customer in this year."""

    KIND: ClassVar[type[Record]] = Gift
    TELLS_BELOW: ClassVar[str] = "value"
    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("customer_id", "Customer", Shape.RECORD, hint="type part of a name", required=True),
        Field("deal_id", "Deal", Shape.RECORD, hint="if it is given beside one"),
        Field("what", "What", hint="sweets for Diwali"),
        Field("value", "Worth", Shape.MONEY, hint="400 or 15 USD", required=True),
        Field("occasion", "Occasion", hint="a birthday, a festival; empty if for none"),
        Field("on", "Day", Shape.PAST_DAY, required=True),
        Field("remark", "Remark", Shape.TEXT, hint="what else to know"),
    )

    def __init__(
        self, desk: Desk, customer_id: int | None = None, deal_id: int | None = None, record: Gift | None = None
    ) -> None:
        defaults = {"customer_id": customer_id, "deal_id": deal_id, "on": desk.today(), "by": desk.officer}
        super().__init__(desk, record, defaults)
        self.besides_gift = record.id if record else 0

    def cost(self) -> Money | None:
        """What it is worth, as it is typed."""
        worth = self.row("value").answer(self.desk.today()).value
        return worth if isinstance(worth, Money) else None

    def tells(self, one: Budget) -> bool:
        """A gift counts to the customer's year."""
        return one.where != ON_DEAL and super().tells(one)

    def faults(self, answers: Mapping[str, Answer]) -> dict[str, str]:
        """A gift is worth something."""
        worth = answers["value"].value
        if isinstance(worth, Money) and worth.amount <= 0:
            return {"value": "a gift is worth something: type its value"}
        return super().faults(answers)

    def saved_line(self, result: Gift) -> str:
        """Whether somebody has to approve it first."""
        at, why = gifts.standing(self.desk.store, result)
        return visible(f"Waits for approval by somebody else: {why}" if at is Standing.WAITS else "Gift recorded")


class AnsweredForm(Form[Gift]):
    """That a gift was accepted or declined, and when."""

    def __init__(self, desk: Desk, gift: Gift, answer: GiftAnswer) -> None:
        super().__init__(desk, f"Gift {answer}: {gift.what}")
        self._gift = gift
        self._answer = answer

    def rows(self) -> Iterable[FieldRow]:
        """The day, and what was said."""
        on = Field("on", "Day", Shape.PAST_DAY, required=True)
        remark = Field("remark", "Remark", Shape.TEXT, hint="what they said, if anything")
        yield FieldRow(on, entry_for(on, self.desk.today()))
        yield FieldRow(remark, entry_for(remark, self._gift.remark))

    def prepare(self, answers: dict[str, Answer]) -> Save[Gift]:
        """Record it."""
        day, remark = answers["on"].value, str(answers["remark"].value or "")
        on = day if isinstance(day, date) else self.desk.today()
        return partial(gifts.answered, self.desk, self._gift, self._answer, on, remark)


class RefusalForm(Form[Gift]):
    """Why a gift is not approved."""

    def __init__(self, desk: Desk, gift: Gift, told: str) -> None:
        super().__init__(desk, f"Not approved: {gift.what}")
        self._gift = gift
        self._told = told

    def rows(self) -> Iterable[FieldRow]:
        """The reason."""
        why = Field("why", "Why not", Shape.TEXT, hint="what the one who gives it is told")
        yield FieldRow(why, entry_for(why, ""))

    def panels(self) -> Iterable[Widget]:
        """Which gift."""
        yield Static(Content("\n").join(one_line(line) for line in self._told.splitlines()), markup=False, id="told")

    def prepare(self, answers: dict[str, Answer]) -> Save[Gift]:
        """Refuse it."""
        return partial(gifts.refuse, self.desk, self._gift, str(answers["why"].value or ""))
