"""A paper in, documented terms out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from crm_tui.comparison import wording
from crm_tui.comparison.claims import claim_of
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.fitting import fit, is_priced
from crm_tui.comparison.layout import Passage, passages
from crm_tui.comparison.quantities import quantities
from crm_tui.comparison.statements import Statement, statements
from crm_tui.comparison.vocabulary import DEFAULTS, Kind, kinds
from crm_tui.comparison.words import stem, stems, tokens
from crm_tui.domain.claim import Claim, Form
from crm_tui.domain.document import PaperText
from crm_tui.domain.progress import each
from crm_tui.domain.record import Model
from crm_tui.domain.review import Evidence


class DocumentedTerm(Model):
    """One statement of the paper about one term."""

    label: str
    """The term in plain words."""

    claim: Claim
    """What the paper says of it; ``claim.said`` shows it."""

    evidence: tuple[Evidence, ...]
    """Where it stands."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A statement of the paper with the passage that it stands in."""

    statement: Statement
    """What is said."""

    passage: Passage
    """Where."""

    inherited: bool = False
    """Whether only the heading names the term."""

    loosely: bool = False
    """Whether the term was recognised by its words in another order: enough to warn, not to clear."""

    @property
    def kind(self) -> Kind:
        """Of which kind of term."""
        return self.statement.kind

    @property
    def claim(self) -> Claim:
        """What the paper says of it."""
        return self.statement.claim

    @property
    def mark(self) -> tuple[object, ...]:
        """What equal clauses share and few others have: where in the paper it stands, by a key that is quickly made."""
        first = self.passage.lines[0] if self.passage.lines else None
        at = (first.page, first.number) if first is not None else ()
        return self.passage.text, at, self.statement.start, self.statement.end, self.inherited, self.loosely

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The lines on which it stands."""
        spans = [(self.statement.start, self.statement.end)]
        if self.statement.figure is not None:
            spans = [(self.statement.figure.start, self.statement.figure.end), *spans]
        return self.passage.around(spans)

    def term(self) -> DocumentedTerm:
        """It as others see it."""
        return DocumentedTerm(label=self.kind.label, claim=self.claim, evidence=self.evidence)


_TIMELESS = frozenset({"%", "day", "month", "year", "week", "hour", "minute", "workday", "mbps", ":"})
_PER_LABEL = (
    ("month", expression(r"\b(?:monthly|per month|a month|each month)\b", re.IGNORECASE)),
    ("year", expression(r"\b(?:annual|yearly|per year|a year|per annum|each year)\b", re.IGNORECASE)),
    ("quarter", expression(r"\b(?:quarterly|per quarter)\b", re.IGNORECASE)),
    ("each", expression(r"\bper (?:user|seat|unit|person|page|item|visit)\b", re.IGNORECASE)),
)
_VAGUE_HEADING = expression(r"\b(?:terms|general|conditions?|notes?|other|miscellaneous|details|schedule|part)\b", re.I)
_GENERIC = stems(
    "rate amount applicable to this the loan period total charge fee current value your of for at present now term "
    "price cost sum limit payable repayment contract agreement policy basic a per card standard basic annual "
    "monthly yearly each and plus date from duration"
)


def _takes_heading(passage: Passage) -> bool:
    """Whether a passage names nothing of its own, so that its heading says what it is about."""
    if not passage.label or passage.lent:
        return True
    return all(word in _GENERIC for word, _, _ in tokens(passage.text[: passage.label]))


_USUAL = {
    "rate": ("rate",),
    "duration": ("period", "term", "tenure", "tenor", "duration"),
    "money": ("amount", "price", "sum", "principal", "rent"),
}


def _usual(passage: Passage, areas: Sequence[str], today: date) -> Iterator[Clause]:
    """A label such as "Period" or "Rate of this deposit" means what the area usually means by it."""
    label = [word for word, _, _ in tokens(passage.text[: passage.label])]
    if not label or not all(word in _GENERIC or word == areas[0] for word in label):
        return
    for dimension, names in _USUAL.items():
        kind = kinds().get(DEFAULTS.get(areas[0], {}).get(dimension, ""))
        # "24 months 0 days" is one figure
        figures = [one for one in passage.figures(today) if one.start >= passage.label and (one.low or one.day)]
        if passage.counted and kind is not None and is_priced(kind):
            figures = [passage.counted.of(one) for one in figures]
        if kind is None or not any(stem(name) in label for name in names) or len(figures) != 1:
            continue
        fitted = fit(figures[0], kind, False)
        claim = claim_of(kind, fitted, passage.text[figures[0].end :], passage.text) if fitted else None
        if claim is not None:
            alias = " ".join(label)
            yield Clause(Statement(kind, claim, 0, fitted.end if fitted else 0, fitted, (), alias), passage)


_EXCLUDING = expression(r"\b(?:exclusions?|excluded|not (?:insured|covered|included|part of))\b", re.IGNORECASE)


def _excluded(statement: Statement) -> Statement:
    """What stands below "What is not insured?" is not included."""
    if statement.kind.dimension != "provision" or statement.claim.form is not Form.INCLUDED:
        return statement
    form = Form.EXCLUDED if statement.kind.direction == "high" else Form.NIL
    claim = statement.claim.model_copy(update={"form": form})
    return replace(statement, claim=claim.model_copy(update={"said": wording.said(claim)}))


def _timed(statement: Statement, passage: Passage) -> Statement:
    """A label such as "Fee per user per month" says for which time its figure is."""
    claim = statement.claim
    if claim.per or claim.low is None or not passage.label or claim.unit in _TIMELESS:
        return statement
    label = passage.text[: passage.label]
    per = next((name for name, pattern in _PER_LABEL if pattern.search(label)), "")
    if not per:
        return statement
    claim = claim.model_copy(update={"per": per})
    return replace(statement, claim=claim.model_copy(update={"said": wording.said(claim)}))


def _stated(text: str, passage: Passage, areas: Sequence[str], today: date, label: int = 0) -> tuple[Statement, ...]:
    """The statements of a passage, read as its paper writes dates and its table counts amounts."""
    return statements(text, areas, today, loose=False, label=label, american=passage.american, scale=passage.counted)


def _inherited(passage: Passage, areas: Sequence[str], today: date) -> Iterator[Clause]:
    if not passage.heading or len(passage.heading.split()) > 6 or _VAGUE_HEADING.search(passage.heading):
        return
    shift = len(passage.heading) + 2
    for one in _stated(f"{passage.heading}: {passage.text}", passage, areas, today):
        if one.end - shift < 0 and one.figure is None:
            continue
        figure = one.figure and replace(one.figure, start=one.figure.start - shift, end=one.figure.end - shift)
        if figure is None or figure.start < 0:
            continue
        yield Clause(replace(one, start=figure.start, end=figure.end, figure=figure), passage, inherited=True)


_LONGEST_CHAPEAU = 160


def _own(passage: Passage, areas: Sequence[str], today: date) -> list[Clause]:
    """What a passage says itself; an item of a list is read as the end of the sentence that the list completes."""
    if not passage.chapeau or len(passage.chapeau) > _LONGEST_CHAPEAU:
        own = _stated(passage.text, passage, areas, today, passage.label)
        return [Clause(one, passage) for one in own]
    shift = len(passage.chapeau) + 1
    found = []
    for one in _stated(f"{passage.chapeau} {passage.text}", passage, areas, today):
        if one.end <= shift or (one.figure is not None and one.figure.start < shift):
            continue
        figure = one.figure and replace(one.figure, start=one.figure.start - shift, end=one.figure.end - shift)
        moved = replace(one, start=max(0, one.start - shift), end=one.end - shift, figure=figure)
        found.append(Clause(moved, passage, inherited=one.start < shift))
    return found


def clauses(paper: PaperText, areas: Sequence[str], today: date) -> tuple[tuple[Clause, ...], tuple[Passage, ...]]:
    """The statements of a paper in its order, and all its passages."""
    found: list[Clause] = []
    all_passages = passages(paper.lines)
    for passage in each("passages read", all_passages):
        if passage.titled and not quantities(passage.text, today):
            continue
        own = _own(passage, areas, today)
        if _EXCLUDING.search(passage.heading):
            own = [replace(one, statement=_excluded(one.statement)) for one in own]
        found.extend(replace(one, statement=_timed(one.statement, passage)) for one in own)
        if any(one.statement.figure for one in own) and (passage.label or not passage.first):
            continue
        usual = list(_usual(passage, areas, today))
        found.extend(usual)
        if not usual and _takes_heading(passage):
            found.extend(_inherited(passage, areas, today))
    return tuple(found), all_passages
