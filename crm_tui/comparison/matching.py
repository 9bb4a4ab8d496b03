"""Which statements of the paper answer a promise, the likeliest first."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from crm_tui.comparison import polarity
from crm_tui.comparison.claims import claim_of
from crm_tui.comparison.clearing import same
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.fitting import fit, is_priced, is_threshold
from crm_tui.comparison.grouping import tells_of
from crm_tui.comparison.kinds import remembered
from crm_tui.comparison.likeness import kin_of
from crm_tui.comparison.pages import Index
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.passage import Passage
from crm_tui.comparison.quantities import Quantity, quantities
from crm_tui.comparison.retrieval import Place, Topic, places
from crm_tui.comparison.seeking import is_distinct, relevance
from crm_tui.comparison.segments import is_another_way, is_of_another, segment_of, spoken_segments
from crm_tui.comparison.statements import Statement
from crm_tui.comparison.vocabulary import Kind, kinds, mentions
from crm_tui.comparison.words import content, tokens
from crm_tui.domain.claim import Claim, Form

_ASIDE = expression(r"\b(?:means|for example|e\.g\.|illustration|illustrative|example|representative)\b", re.IGNORECASE)
_WHEN = expression(
    r"(?:\b(?:after|before|during|until|following|upon|prior to|in lieu of|instead of)|(?:^|[,;:(]\s?)in)\s"
    r"(?:the\s|your\s|any\s)?$",
    re.IGNORECASE,
)
_SECTION_TOTAL = expression(
    r"[A-K]\.\s[^:]{0,40}\b(?:charges|costs|services|fees|prepaids|payment at closing|other)\b", re.I
)
"""The row that heads a section of a form and gives its sum: "A. Origination Charges"."""
_FURTHER_OFF = 0.08
_LEAST = 0.3
_SURE = 0.8
_MONEY = frozenset({"money", "number"})
_TIME = frozenset({"duration", "date", "number"})
_DIMENSIONS = {
    "rate": frozenset({"rate", "number"}),
    "money": _MONEY,
    "charge": _MONEY | {"rate"},
    "duration": _TIME,
    "date": frozenset({"date", "duration"}),
    "count": _MONEY,
    "speed": frozenset({"speed", "number"}),
    "data": frozenset({"data"}),
    "ratio": frozenset({"ratio", "rate", "number"}),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement of the paper that may answer a promise."""

    clause: Clause
    """Which."""

    share: float
    """How much of the promise's topic stands around it, 0 to 1."""

    rank: float
    """How plainly it is about the topic, whatever its value."""

    weight: float
    """What it is ranked by: its rank, and how far its form and value are those of the promise."""

    same_figure: bool
    """Whether the promise has the very figure."""

    distinct: bool
    """Whether the figure is so long that it hardly stands there by chance."""


def is_named(text: str, kind: Kind) -> bool:
    """Whether a promise names the kind, rather than only giving a figure that usually means it."""
    return any(tells_of(one.kind, kind) for one in mentions(text, (kind.area,), typed=True))


def topic_of(text: str, kind: Kind | None, today: date) -> Topic:
    """What a promise is about: its kind, the words that name it, and its other words.

    Where only the figure tells the kind, "HL 42 lakh", the kind's usual name stands for the words.
    """
    hidden = [(one.start, one.end) for one in quantities(text, today)]
    named: list[str] = []
    if kind is not None:
        spans = [(one.start, one.end) for one in mentions(text, (kind.area,), typed=True) if tells_of(one.kind, kind)]
        named = [word for start, end in spans for word in content(text[start:end]) or [text[start:end]]]
    others = [word for word in content(polarity.blanked(text, hidden)) if word not in named]
    if kind is None:
        return Topic(frozenset(), (), tuple(others))
    if not named:
        usual = [word for word, _, _ in tokens(kind.aliases[0] if kind.aliases else "")]
        return Topic(kin_of(kind), tuple(dict.fromkeys(usual)), tuple(others), _word_sets(kind.id))
    return Topic(kin_of(kind), tuple(dict.fromkeys(named)), tuple(others), _word_sets(kind.id))


@remembered()
def _word_sets(kind_id: str) -> tuple[frozenset[str], ...]:
    if kind_id not in kinds():
        return ()
    sets = {frozenset(content(alias)) for alias in kinds()[kind_id].aliases}
    return tuple(one for one in sets if len(one) > 1)


def candidates(text: str, claim: Claim, kind: Kind, topic: Topic, index: Index, today: date) -> list[Candidate]:
    """The statements that may answer the promise ``text`` understood as ``claim``, the likeliest first."""
    said = quantities(text, today)
    spoken = spoken_segments(text)
    found: list[Candidate] = []
    there = places(index, topic, _DIMENSIONS.get(kind.dimension, frozenset()))
    measured = {id(one.passage) for one in there if one.figure is not None and fit(one.figure, kind, False)}
    # figures are weighed one by one below
    told = relevance(text, topic.kinds, (), index)
    most = max(told.values(), default=1.0)
    for place in there:
        if place.share < _LEAST:
            continue
        if place.figure is None and claim.form in (Form.VALUE, Form.DEADLINE) and id(place.passage) in measured:
            continue
        less = 1.0 - told.get(id(place.passage), 0.0) / most
        found.extend(
            _for_whom(_weighed(one, place, claim, said, less), text, spoken, said)
            for one in _clauses(place, kind, claim)
        )
    found.sort(key=lambda one: -one.weight)
    return found


def is_aside(clause: Clause) -> bool:
    """Whether the clause only defines, illustrates or adds up."""
    return _tells_aside(clause.passage.text)


@lru_cache(maxsize=32768)
def _tells_aside(text: str) -> bool:
    return bool(_ASIDE.search(text) or _SECTION_TOTAL.match(text))


def _clauses(place: Place, kind: Kind, claim: Claim) -> Iterator[Clause]:
    own = place.clause
    if place.figure is None:
        if own is not None:
            yield own
        elif place.share >= _SURE or claim.form not in (Form.VALUE, Form.DEADLINE):
            made = _read(place, kind, None)
            if made is not None and (
                claim.form not in (Form.VALUE, Form.DEADLINE) or made.claim.form is not Form.VALUE
            ):
                yield made
        return
    if own is not None:
        if not _is_another_cell(place, kind):
            yield own
        return
    if is_threshold(place.passage.text, place.figure, kind) or _is_another_cell(place, kind):
        return
    scale = place.passage.counted if is_priced(kind) else None
    fitted = fit(scale.of(place.figure) if scale else place.figure, kind, False)
    made = _read(place, kind, fitted) if fitted is not None else None
    if made is not None:
        yield made


_PRICE_COLUMN = expression(
    r"\((?:annual |net |gross |total |base )?(?:premium|price|fee|charge|cost|tax|gst|vat)s?(?: \([^()]{1,8}\))?"
    r"\)\W{0,3}$",
    re.IGNORECASE,
)
_IDENTITY = expression(
    r"\b(?:nos?|numbers?|ref(?:erence)?|code|id|phone|tel|mobile|pin|iban|vin|serial)\b\W{0,4}$", re.IGNORECASE
)


def _is_another_cell(place: Place, kind: Kind) -> bool:
    """Whether a row gives the price of what was promised, not its size, or only a number that names something."""
    label = place.passage.text[: place.passage.label]
    if not label or place.figure is None:
        return False
    if kind.direction == "high" and _PRICE_COLUMN.search(label):
        return True
    above = [one.kind for one in mentions(place.passage.column, (kind.area,))] if place.passage.column else []
    if above and kind.direction == "high" and all(one.direction == "low" for one in above):
        # the deductible of a building is not the sum that it is insured for
        return True
    return place.figure.unit == "" and kind.dimension in ("money", "charge") and bool(_IDENTITY.search(label))


def _read(place: Place, kind: Kind, figure: Quantity | None) -> Clause | None:
    """The passage read as a statement about the kind, though it does not name it by a name that is known."""
    passage = place.passage
    claim = claim_of(kind, figure, _territory(place), passage.text)
    if claim is None:
        return None
    start = min((spot[0] for spot in place.spots), default=0)
    end = max((spot[1] for spot in place.spots), default=len(passage.text))
    if figure is not None:
        start, end = min(start, figure.start), max(end, figure.end)
    return Clause(Statement(kind, claim, start, end, figure, (), ""), passage, loosely=place.share < _SURE)


def read_there(passage: Passage, kind: Kind, today: date) -> Clause | None:
    """A passage that another one refers to for the value of the kind; None where it has none, or more than one."""
    fitted = [one for figure in quantities(passage.text, today) if (one := fit(figure, kind, False)) is not None]
    if len({one.low for one in fitted}) != 1:
        return None
    place = Place(passage, fitted[0], _SURE, None, None, ((fitted[0].start, fitted[0].end),))
    return _read(place, kind, fitted[0])


_END = expression(r";|\. (?!\d)")
"""Where a statement ends: not within "bay, No. 14"."""


def _territory(place: Place) -> str:
    """The words around the topic, within the marks that part what is said of other things."""
    text = place.passage.text
    label = place.passage.label
    figures = [(place.figure.start, place.figure.end)] if place.figure is not None else []
    if label and any(start < label for start, _ in place.spots):
        return polarity.blanked(text, [(0, label), *figures])
    first = min((spot[0] for spot in place.spots), default=0)
    last = max((spot[1] for spot in place.spots), default=len(text))
    left = max((cut.end() for cut in _END.finditer(text, 0, first)), default=0)
    right = next((cut.start() for cut in _END.finditer(text, last)), len(text))
    return polarity.blanked(text, [(0, left), (right, len(text)), *figures])


def _weighed(clause: Clause, place: Place, claim: Claim, said: Sequence[Quantity], less: float) -> Candidate:
    paper = clause.claim
    rank = weight = place.share + 0.15 * _brief(place) - _FURTHER_OFF * less
    if claim.form in (Form.VALUE, Form.DEADLINE) and paper.form not in (Form.VALUE, Form.DEADLINE, Form.OPEN):
        rank = weight = rank - 0.25
    agrees = place.figure is not None and any(same(one, place.figure) for one in said)
    distinct = place.figure is not None and is_distinct(place.figure)
    if agrees:
        # a promise mostly speaks of a figure that the paper has; a long one hardly stands there by chance
        weight += 0.15 if distinct else 0.06
    if paper.form is Form.OPEN:
        weight -= 0.15
    if claim.form is paper.form:
        weight += 0.05
    if claim.unit and claim.unit == paper.unit:
        weight += 0.06
    if claim.per and claim.per == paper.per:
        weight += 0.05
    if clause.inherited:
        weight -= 0.15
    if is_aside(clause):
        weight -= 0.2
    if _is_a_time(place):
        rank, weight = rank - 0.2, weight - 0.2
    return Candidate(clause, place.share, rank, weight, agrees, distinct)


_ON_DEFAULT = expression(
    r"\b(?:default(?:ed|s)?|penal|overdue|past due|delayed|late|arrears|not paid)\b", re.IGNORECASE
)


def _is_on_default(text: str, figure: Quantity) -> bool:
    """Whether a rate is that of what is not paid in time."""
    start = max(text.rfind(". ", 0, figure.start), text.rfind(";", 0, figure.start), 0)
    told = _ON_DEFAULT.search(text, start if start > _TITLED else 0, figure.start)
    return told is not None and not text[max(0, told.start() - 12) : told.start()].lower().endswith(("in ", "by "))


_TITLED = 60


def _for_whom(candidate: Candidate, promise: str, spoken: frozenset[str], said: Sequence[Quantity]) -> Candidate:
    """A figure for others than those spoken of, or of the other way of a line, rarely answers; one for them does."""
    clause = candidate.clause
    used = clause.statement.figure
    if used is None:
        return candidate
    text = clause.passage.text
    if clause.kind.dimension == "rate" and _is_on_default(text, used) and not _ON_DEFAULT.search(promise):
        return replace(candidate, rank=candidate.rank - _OTHERS, weight=candidate.weight - _OTHERS)
    way = next((one.way for one in said if one.dimension == used.dimension), "")
    if is_of_another(spoken, text, used) or is_another_way(way, used.way):
        return replace(candidate, rank=candidate.rank - _OTHERS, weight=candidate.weight - _OTHERS)
    theirs = bool(spoken) and segment_of(text, used) in spoken
    if not theirs and not (way and way == used.way):
        return candidate
    return replace(
        candidate,
        clause=replace(clause, loosely=False),
        share=min(1.0, candidate.share + _THEIRS),
        rank=candidate.rank + _THEIRS,
        weight=candidate.weight + _THEIRS,
    )


_OTHERS, _THEIRS = 0.3, 0.15


def _is_a_time(place: Place) -> bool:
    """Whether the topic only says when something else holds: "After probation, from you: 3 months"."""
    if not place.spots:
        return False
    return bool(_WHEN.search(place.passage.text[max(0, place.spots[0][0] - 24) : place.spots[0][0]]))


def _brief(place: Place) -> float:
    """How much of the name of a row or of a sentence is the topic: "Loan amount", not "Fee on the loan amount"."""
    passage = place.passage
    named = passage.text[: passage.label] if passage.label else passage.text
    words = _things(named)
    if not words:
        return 0.0
    held = {start for start, _ in place.spots}
    return sum(1 for start in words if start in held) / len(words) * (1.0 if passage.label else 0.5)


@lru_cache(maxsize=32768)
def _things(text: str) -> tuple[int, ...]:
    """Where the words of a text begin that name a thing."""
    return tuple(start for word, start, _ in tokens(text) if _is_thing(word))


@lru_cache(maxsize=16384)
def _is_thing(word: str) -> bool:
    return bool(content(word))
