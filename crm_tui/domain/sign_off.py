"""The review of a deal before it is signed: who made it, who checked it, and what they saw."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Self

from pydantic import model_validator

from crm_tui.domain.compared import Compared
from crm_tui.domain.deal_finding import DealFinding
from crm_tui.domain.document import Sha256
from crm_tui.domain.money_effect import MoneyEffect
from crm_tui.domain.record import Line, Model, Record, Words


class ReviewState(StrEnum):
    """How a review stands, as somebody recorded it. That an approval is stale is derived, never stored."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    RETURNED = "returned"
    REJECTED = "rejected"
    RECALLED = "recalled"


LEADS_TO = {
    ReviewState.DRAFT: frozenset({ReviewState.DRAFT, ReviewState.SUBMITTED}),
    ReviewState.SUBMITTED: frozenset(
        {ReviewState.APPROVED, ReviewState.RETURNED, ReviewState.REJECTED, ReviewState.RECALLED}
    ),
    ReviewState.RETURNED: frozenset({ReviewState.DRAFT, ReviewState.SUBMITTED}),
    ReviewState.RECALLED: frozenset({ReviewState.DRAFT, ReviewState.SUBMITTED}),
    ReviewState.APPROVED: frozenset(),
    ReviewState.REJECTED: frozenset(),
}
"""Which state may follow which. After an approval that is stale, or a rejection, a new review begins."""


class Step(Model):
    """One change of state."""

    state: ReviewState
    """What it became."""

    by: Line
    """Who did it: the login of the session."""

    at: datetime
    """When, with its zone."""

    why: Words = ""
    """The reason, or the maker's opinion."""

    @model_validator(mode="after")
    def _has_a_zone(self) -> Self:
        if self.at.tzinfo is None:
            raise ValueError("the time of a step needs its zone")
        return self


class Facts(Model):
    """What somebody had before them: kept as it was, so that an old review shows that day's facts."""

    fingerprint: Sha256
    """Of the promises, the paper, the terms' names and what was decided: another one means that something changed."""

    rules_version: int
    """The version of the ground rules that judged."""

    document_id: int | None
    """The paper."""

    paper: str
    """Its name and version in words; empty without one."""

    what_matters: str
    """What matters to this customer, in their words, or that it was not asked."""

    findings: tuple[DealFinding, ...]
    """Everything that was found, the worst first, with what had been decided."""

    promises: int
    """How many promises were compared."""

    effect: MoneyEffect = MoneyEffect()
    """What the differences cost the customer; empty in a review of before this was kept."""

    compared: Compared | None = None
    """Every promise as it was compared; None in a review of before this was kept."""

    @property
    def blocking(self) -> tuple[DealFinding, ...]:
        """What stopped the signature that day, the worst first."""
        return tuple(one for one in self.findings if one.blocks)


class Signing(Model):
    """The signature that an approval led to."""

    by: Line
    """Who recorded it: the login of the session."""

    at: datetime
    """When, with its zone."""

    rules_version: int
    """The version of the ground rules in force that day, under which nothing stopped it."""

    approved_under: int | None = None
    """The version that the approval was judged by: nothing stopped it under that one either.

    None in a signature of before this was asked.
    """

    facts: Facts | None = None
    """What was signed, as it was that day; None in a signature of before this was kept."""


class Review(Record):
    """One review of one deal, from draft to decision. It is the decision record."""

    table: ClassVar[str] = "reviews"

    deal_id: int
    """Of which deal."""

    state: ReviewState = ReviewState.DRAFT
    """How it stands."""

    maker: Line
    """Who submits it."""

    hands: tuple[str, ...] = ()
    """Everybody who had a hand in the deal when it was submitted: none of them may check it."""

    checker: str = ""
    """Who decided; empty while nobody has."""

    steps: tuple[Step, ...] = ()
    """Each change of state, in order; of one maker's drafts that follow each other, the last."""

    facts: Facts | None = None
    """What the checker saw when they decided, or the maker when they submitted; None in a draft."""

    signings: tuple[Signing, ...] = ()
    """When the deal was signed on this approval; more than once only where it was opened again without a change."""

    @property
    def returned(self) -> Step | None:
        """The step that returned it, while it was not submitted again; None where it was not returned."""
        last = next((one for one in reversed(self.steps) if one.state is not ReviewState.DRAFT), None)
        return last if last is not None and last.state is ReviewState.RETURNED else None

    @model_validator(mode="after")
    def _is_checked_by_another(self) -> Self:
        if self.checker and (self.checker == self.maker or self.checker in self.hands):
            raise ValueError("a review is decided by somebody who had no hand in the deal")
        return self
