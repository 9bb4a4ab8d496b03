"""What a comparison finds: verdicts with their evidence."""

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

from crm_tui.domain.claim import Bound, Claim
from crm_tui.domain.money import Currency, signed
from crm_tui.domain.money_effect import Course
from crm_tui.domain.record import Model
from crm_tui.domain.severity import Severity


class Verdict(StrEnum):
    """How the paper stands to one promise, judged from the customer's side."""

    UNCLEAR = "unclear"
    CONTRADICTED = "contradicted"
    WORSE = "worse"
    CONDITIONAL = "conditional"
    BETTER = "better"
    MATCHES = "matches"
    MISSING = "missing"

    @property
    def symbol(self) -> str:
        """One cell that stands for it, beside its words and its colour."""
        return _SHOWN[self][0]

    @property
    def words(self) -> str:
        """What a person reads: ``WORSE ON PAPER``."""
        return _SHOWN[self][1]


_SHOWN = {
    Verdict.CONTRADICTED: ("✗", "CONTRADICTED"),
    Verdict.WORSE: ("▼", "WORSE ON PAPER"),
    Verdict.CONDITIONAL: ("◐", "CONDITIONAL"),
    Verdict.MISSING: ("∅", "MISSING ON PAPER"),
    Verdict.UNCLEAR: ("?", "UNCLEAR"),
    Verdict.BETTER: ("▲", "BETTER ON PAPER"),
    Verdict.MATCHES: ("✓", "MATCHES"),
}

WORST_FIRST = tuple(_SHOWN)
"""The verdicts in the order in which they want attention."""

SURPRISE_SYMBOL, SURPRISE_WORDS = "!", "SURPRISE"
"""How a term that nobody spoke of is shown."""

FAULT_SYMBOL, FAULT_WORDS = "≠", "PAPER FAULT"
"""How a paper that contradicts itself is shown."""

CLEARED = frozenset({Verdict.MATCHES, Verdict.BETTER})
"""The paper gives at least what was said."""

LESS = frozenset({Verdict.CONTRADICTED, Verdict.WORSE, Verdict.CONDITIONAL, Verdict.MISSING})
"""The paper gives less than was said."""


class Reason(StrEnum):
    """Why a verdict is ``unclear``, or ``missing`` where silence was the promise."""

    UNKNOWN_TERM = "unknown_term"
    NO_FIGURE = "no_figure"
    RANGE_STRADDLES = "range_straddles"
    NO_CEILING = "no_ceiling"
    TEASER = "teaser"
    CURRENCY = "currency"
    UNIT = "unit"
    SEVERAL_FIGURES = "several_figures"
    PAPER_DISAGREES = "paper_disagrees_with_itself"
    CROSS_REFERENCE = "cross_reference"
    LOW_CONFIDENCE = "low_confidence"
    VAGUE = "vague"
    SILENT = "silent"


class Confidence(StrEnum):
    """How sure the comparison is that it read both sides rightly."""

    HIGH = "high"
    CHECK = "check"
    ASK = "ask"


class Evidence(Model):
    """A passage of the paper, verbatim."""

    page: int
    """From 1."""

    line: int
    """From 1 on that page."""

    text: str
    """Stands on that line exactly so."""


class Impact(Model):
    """What a difference costs the customer."""

    amount: Decimal
    """Positive when the customer loses."""

    currency: Currency
    """ISO 4217 code."""

    basis: str
    """How it was reckoned: "over 180 months"."""

    kind: str
    """``certain`` (will be paid) or ``contingent`` (if late, if they leave)."""

    every: str = ""
    """``month``, ``quarter``, ``week`` or ``year`` where it is paid each time and nobody knows for how long, ``each``
    where nobody knows for how many things; empty for all of it."""

    @property
    def words(self) -> str:
        """What a person reads: ``Rs 10,500 once (certain)``, the currency shown as in the sentences beside it."""
        direction = "in the customer's favour, " if self.amount < 0 else ""
        return f"{signed(abs(self.amount), self.currency)} {direction}{self.basis} ({self.kind})"


class Amounts(Model):
    """What one term costs the customer, as it was said and as it is written: in one currency and for one time."""

    said: Decimal | None
    """By what was said, 0 where it was said to cost nothing; None where no amount was said."""

    paper: Decimal | None
    """By the paper, 0 where it says that it costs nothing; None where it gives no amount."""

    currency: Currency
    """ISO 4217 code."""

    per: str
    """For which time or thing: ``once``, ``month``, ``year``, ``each``, or ``event`` for what may never fall due."""

    bound: Bound = Bound.EXACTLY
    """How the paper's amount binds: at most so much, or from so much on."""


class Finding(Model):
    """One promise beside the paper."""

    text: str
    """The words said."""

    start: int
    """Where they begin in the note, in characters; 0 for a stored promise."""

    end: int
    """Where they end."""

    claim: Claim
    """What the words were understood to say."""

    label: str
    """The term in plain words: "Rate of interest"; "not understood" for an unknown one."""

    paper: str | None
    """What the paper says of it, in plain words."""

    verdict: Verdict
    """How the paper stands to it."""

    reason: Reason | None = None
    """Only with ``unclear`` and ``missing``."""

    severity: Severity
    """What it asks for."""

    confidence: Confidence
    """How sure the comparison is."""

    explanation: str
    """One sentence that a customer would understand."""

    rule: str = ""
    """The rule that decided, in a few words; empty where none is named."""

    impact: Impact | None = None
    """What it costs, where that can be reckoned."""

    amounts: Amounts | None = None
    """Both sides in money, for a term that is a price or a charge and of which one side at least gives an amount."""

    evidence: tuple[Evidence, ...] = ()
    """The passages of the paper that it rests on."""


class Surprise(Model):
    """A costly or binding term of the paper that nobody spoke of."""

    term: str | None
    """Its kind or, where none is known, the type of its clause, such as ``clause.late_charge``."""

    label: str
    """The term in plain words."""

    severity: Severity
    """What it asks for."""

    explanation: str
    """One sentence."""

    impact: Impact | None = None
    """What it costs, where that can be reckoned."""

    amounts: Amounts | None = None
    """What the paper asks for, for a known price or charge that it gives an amount of."""

    evidence: tuple[Evidence, ...]
    """Where it stands."""

    @property
    def rule(self) -> str:
        """The rule that decided, in a few words."""
        return "it costs or binds the customer, and neither a promise nor a disclosure speaks of it"


class PaperFault(Model):
    """The paper disagrees with itself, or a part of it was not read."""

    explanation: str
    """One sentence that names both figures, or what was not read."""

    evidence: tuple[Evidence, ...]
    """Where they stand."""

    unread: bool = False
    """Whether a part was not read: what stands there may say anything."""


class Comparison(Model):
    """A note and a paper, set side by side."""

    findings: tuple[Finding, ...]
    """One for each promise, in the order of the note."""

    surprises: tuple[Surprise, ...]
    """The most costly first, then in the order of the paper."""

    paper_faults: tuple[PaperFault, ...] = ()
    """Where the paper contradicts itself."""

    courses: tuple[Course, ...] = ()
    """What is paid over time where said and written differ."""

    @property
    def blocks(self) -> bool:
        """Whether anything found should stop a signature."""
        return any(severity is Severity.BLOCK for severity in self._severities())

    def _severities(self) -> Iterator[Severity]:
        yield from (found.severity for found in self.findings)
        yield from (surprise.severity for surprise in self.surprises)
