"""What is given to a customer beside the business."""

from datetime import date
from enum import StrEnum
from typing import ClassVar, Self

from pydantic import model_validator

from crm_tui.domain.money import Money
from crm_tui.domain.record import Line, Record, Words


class GiftAnswer(StrEnum):
    """What became of it."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Gift(Record):
    """One gift."""

    table: ClassVar[str] = "gifts"

    customer_id: int
    """To whom."""

    deal_id: int | None = None
    """Beside which deal, if beside one."""

    what: Line
    """What it is: "sweets for Diwali"."""

    value: Money
    """What it is worth."""

    occasion: str = ""
    """Why: a birthday, a festival; empty if for none."""

    on: date
    """The day."""

    by: Line
    """The login of who gives it."""

    approved_by: str = ""
    """The login of who approved it, never who gives it; empty where nobody had to, or nobody has yet."""

    approved_on: date | None = None
    """When."""

    refused_why: Words = ""
    """Why it was not approved; empty unless it was refused."""

    answer: GiftAnswer = GiftAnswer.OFFERED
    """Whether they took it."""

    answered_on: date | None = None
    """When."""

    remark: Words = ""
    """What else to know."""

    @model_validator(mode="after")
    def _is_approved_by_another(self) -> Self:
        if self.approved_by and self.approved_by.casefold() == self.by.casefold():
            raise ValueError("who gives a gift does not approve it: somebody else does")
        if (self.answer is GiftAnswer.OFFERED) is not (self.answered_on is None):
            raise ValueError("a gift that was accepted or declined needs the day")
        return self
