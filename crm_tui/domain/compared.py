"""What was said beside what is written, as it was compared: kept with a review, so that it can be printed again."""

from datetime import date

from crm_tui.domain.record import Line, Model
from crm_tui.domain.resolution import Resolution
from crm_tui.domain.review import Evidence, Impact, Reason, Verdict


class SaidAndWritten(Model):
    """One promise about a term, and what the paper says of it."""

    promise: int
    """Its number."""

    by: Line
    """Who owed it."""

    words: str
    """The words used."""

    understood: str = ""
    """What they were understood to say."""

    made_on: date
    """The day it was said."""

    withdrawn: bool = False
    """Whether it had been taken back."""

    label: str = ""
    """The term in plain words; empty where there was no paper."""

    verdict: Verdict | None = None
    """How the paper stood to it; None where it was taken back, or there was no paper."""

    reason: Reason | None = None
    """Why the verdict is what it is, where that needs a reason."""

    paper: str = ""
    """What the paper said of it, in plain words; empty where it was silent."""

    explanation: str = ""
    """What differed, in one sentence."""

    impact: Impact | None = None
    """What that cost the customer."""

    evidence: tuple[Evidence, ...] = ()
    """The passages of the paper."""

    decided: Resolution | None = None
    """What had been decided about it, and counted."""


class NotSpokenOf(Model):
    """A term of the paper that nobody had spoken of."""

    label: str
    """The term in plain words."""

    impact: Impact | None = None
    """What it cost the customer."""

    evidence: tuple[Evidence, ...] = ()
    """Where it stood."""

    decided: Resolution | None = None
    """What had been decided about it, and counted."""

    standard: bool = False
    """Whether the desk had called it standard in papers of its kind."""


class ToDo(Model):
    """A promise that says nothing about a term."""

    promise: int
    """Its number."""

    by: Line
    """Who owed it."""

    words: str
    """The words used."""

    made_on: date
    """The day it was said."""

    due: date | None = None
    """Until when, if a day was named."""

    kept_on: date | None = None
    """The day on which it was kept; None while it was not."""


class Compared(Model):
    """All that was promised on a deal, beside its paper."""

    paper: str = ""
    """The paper as the customer knows it: its kind, its day, its version; empty without one."""

    promises: tuple[SaidAndWritten, ...] = ()
    """In the order in which they were said; those that were taken back last."""

    unspoken: tuple[NotSpokenOf, ...] = ()
    """What else the paper asked for."""

    to_do: tuple[ToDo, ...] = ()
    """What else was promised."""

    @property
    def numbers(self) -> frozenset[int]:
        """The numbers of all promises that it knows."""
        return frozenset((*(one.promise for one in self.promises), *(one.promise for one in self.to_do)))
