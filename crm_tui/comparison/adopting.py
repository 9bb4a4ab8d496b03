"""A promise named in words that the vocabulary does not know takes the kind of the passage that has the same words.

The kind is then known by the paper's name for it. Only where every word of the promise that names a thing stands in
the passage may the comparison clear it; otherwise the best is doubt.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from crm_tui.comparison import polarity
from crm_tui.comparison.claims import claim_of
from crm_tui.comparison.fitting import fit
from crm_tui.comparison.layout import Passage
from crm_tui.comparison.literal import content
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.quantities import quantities
from crm_tui.comparison.statements import priced
from crm_tui.comparison.vocabulary import Kind, tokens
from crm_tui.domain.claim import Claim

_LONGEST_INITIALS = 5
_LIKE = 85
_ENOUGH = 0.6
_RARE = 4


@dataclass(frozen=True, slots=True)
class Adopted:
    """A kind lent by the paper to a promise."""

    kind: Kind
    """Which."""

    claim: Claim
    """The promise as a statement of that kind."""

    clause: Clause
    """The statement of the paper."""

    whole: bool
    """Whether all words of the promise that name a thing stand in the passage."""


class Words:
    """The words of a paper, passage by passage, with the initials of those that follow each other."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.passages = [passage for passage in passages if not passage.titled]
        self._sets = [_set_of(passage) for passage in self.passages]

    def found(self, wanted: Sequence[str]) -> list[tuple[float, float, Passage, frozenset[str]]]:
        """Passages by how many of the words they hold: weight, share, passage, words held; the best first."""
        known = {word: [_holds(word, words) for words in self._sets] for word in wanted}
        counts = Counter({word: sum(held) for word, held in known.items()})
        ranked = []
        for place, passage in enumerate(self.passages):
            held = frozenset(word for word in wanted if known[word][place])
            if held and any(counts[word] <= _RARE for word in held):
                weight = sum(0.75 + 1 / counts[word] for word in held)
                ranked.append((weight, len(held) / len(wanted), passage, held))
        ranked.sort(key=lambda one: -one[0])
        return ranked[:4]


def adopt(text: str, words: Words, clauses: Sequence[Clause], today: date) -> Adopted | None:
    """The promise as a statement of the kind that the paper gives to its words; None where nothing is near enough."""
    wanted = content(text)
    if not wanted:
        return None
    figures = quantities(text, today)
    spans = [(one.start, one.end) for one in figures]
    for _, share, passage, held in words.found(wanted):
        if share < _ENOUGH:
            continue
        for clause in clauses:
            if clause.passage is not passage or clause.inherited:
                continue
            alias = {word for word, _, _ in tokens(clause.statement.alias)}
            if not any(_holds(word, frozenset(alias) | _initials(sorted(alias))) or word in alias for word in held):
                continue
            if priced(clause.kind, text, figures) is not clause.kind:
                continue
            fitted = next((one for figure in figures if (one := fit(figure, clause.kind, True))), None)
            claim = claim_of(clause.kind, fitted, polarity.blanked(text, spans), text)
            if claim is not None:
                return Adopted(clause.kind, claim, clause, share == 1.0)
    return None


def _set_of(passage: Passage) -> frozenset[str]:
    words = [word for word, _, _ in tokens(passage.text)]
    return frozenset(words) | _initials([word for word in words if word[0].isalpha()][:40])


def _initials(words: Sequence[str]) -> frozenset[str]:
    return frozenset(
        "".join(word[0] for word in words[start : start + length])
        for length in range(2, _LONGEST_INITIALS + 1)
        for start in range(len(words) - length + 1)
    )


def _holds(word: str, words: frozenset[str]) -> bool:
    if word in words:
        return True
    if len(word) < 4:
        return False
    return any(
        len(other) > 3
        and other[0] == word[0]
        and (other.startswith(word) or (len(word) > 4 and fuzz.ratio(word, other) >= _LIKE))
        for other in words
    )
