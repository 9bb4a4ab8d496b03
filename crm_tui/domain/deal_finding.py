"""What speaks against signing a deal, from whichever side it comes."""

from enum import StrEnum

from crm_tui.domain.money import Money
from crm_tui.domain.record import Line, Model
from crm_tui.domain.review import Evidence, Impact
from crm_tui.domain.rules import Rule
from crm_tui.domain.severity import Severity


class Source(StrEnum):
    """Where a finding comes from."""

    COMPARISON = "said and written"
    PAPER = "paper"
    RULES = "ground rules"
    HURRY = "hurry"
    PEOPLE = "people"


class Opens(Model):
    """The record that a finding speaks of."""

    table: Line
    """The table of its kind: ``commitments``, ``documents``, ``customers``, ``deals``, ``incidents``, ``staff``…"""

    id: int
    """Which one."""


class DealFinding(Model):
    """One thing that the review of a deal found."""

    key: Line
    """What resolutions and waivers call it: ``promise 12``, ``surprise loan.penal``, ``minimum days, version 2``…"""

    source: Source
    """Where it comes from."""

    rule: Rule
    """The rule that it breaks."""

    severity: Severity
    """What it asks for, under the desk's rules, whatever was decided about it; a paper to be amended for it blocks."""

    label: Line
    """In a few words: "Rate of interest", "3 working days to read"."""

    sentence: str
    """One sentence that a customer would understand."""

    said: str = ""
    """The words said, for a difference."""

    paper: str = ""
    """What the paper says, for a difference."""

    verdict: str = ""
    """The verdict in words, for a difference: ``WORSE ON PAPER``."""

    evidence: tuple[Evidence, ...] = ()
    """The passages of the paper that it rests on."""

    facts: tuple[str, ...] = ()
    """What else it rests on, one plain line each: days, names, amounts."""

    impact: Impact | None = None
    """What it costs the customer, where that can be reckoned."""

    shortfall: Money | None = None
    """By how much the paper is above what its tolerance allows."""

    opens: Opens | None = None
    """The record that it speaks of; None where the passage of the paper is all."""

    settled: str = ""
    """What was decided about it, by whom and when; empty while nothing was."""

    passes: bool = False
    """Whether what was decided lets the deal be signed: a resolution in full, or a waiver that counts today."""

    @property
    def blocks(self) -> bool:
        """Whether it stops the signature."""
        return self.severity is Severity.BLOCK and not self.passes
