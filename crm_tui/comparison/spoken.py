"""What was spoken of: by a promise, by the answer to one, or by a disclosure in the note.

Nobody names a clause as the paper does. Several weak signs are weighed instead: that a finding rests on its line, that
the promise is of its kind or of its type, that both use the same rare words or the same figure.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from crm_tui.comparison.adverse import Adverse
from crm_tui.comparison.clause_types import signs
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.kinds import kinds, remembered
from crm_tui.comparison.layout import Passage
from crm_tui.comparison.likeness import kin_of
from crm_tui.comparison.pages import COMMON
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.promises import Promise
from crm_tui.comparison.quantities import quantities
from crm_tui.comparison.thesaurus import companions
from crm_tui.comparison.vocabulary import mentions
from crm_tui.comparison.words import content, tokens
from crm_tui.domain.progress import each
from crm_tui.domain.review import Finding, Reason

_DOUBTED = (
    Reason.LOW_CONFIDENCE,
    Reason.UNKNOWN_TERM,
    Reason.VAGUE,
    Reason.PAPER_DISAGREES,
    Reason.SEVERAL_FIGURES,
    Reason.NO_FIGURE,
    Reason.UNIT,
)
"""A finding that is not sure of its clause answers little by itself."""
_TAX = expression(r"\b(?:[chips]?gst|hst|pst|vat|tax(?:es)?)\b", re.IGNORECASE)

_ENOUGH = 2.25
"""From this weight on a stretch was spoken of; set by the labelled cases, as are the weights below."""
_SURE, _SURE_BUT_UNLIKE, _DOUBTFUL, _DOUBTFUL_AND_UNLIKE = 2.0, 1.0, 1.2, 0.5
_TYPE, _STRONG_TYPE, _TYPE_OF_KIND, _KIND, _FIGURE, _WORD = 0.25, 0.8, 0.5, 0.6, 0.8, 0.2
_PRICED_NAME = 0.3
_DISCLOSED = 1.2
"""For the rows of a list of charges of which a disclosure names the half: it has no figure, and names many at once."""
_BEATEN = 0.4
"""How much it counts against a stretch that another one is nearer to what was said."""

_MOST_SPOKEN = 100_000
"""So many signs of the notes of a deal are read for what was told beside the promises."""


@dataclass(frozen=True, slots=True)
class _Nature:
    """What something said is about, beside its words: many promises share one."""

    kinds: frozenset[str]
    """The kinds that it names, with their kin."""

    types: frozenset[str]
    """The types of clauses that its words speak of."""

    types_of_kinds: frozenset[str]
    """Those that the names of its kinds speak of."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A promise, or what else a line of the note says."""

    words: Mapping[str, frozenset[str]]
    """What it names, each word with all that stand for it."""

    meant: frozenset[str]
    """These words and all that stand for them."""

    nature: _Nature
    """What it is about."""

    figures: frozenset[tuple[str, object]]
    """Its figures."""

    answers: frozenset[int]
    """The passages (by identity) that a finding on it rests on."""

    doubted: bool
    """Whether that finding is not sure."""

    disclosed: bool
    """Whether it is no promise."""


class Spoken:
    """What was said, asked about the stretches of the paper."""

    def __init__(
        self,
        promises: Sequence[Promise],
        findings: Sequence[Finding],
        passages: Sequence[Passage],
        clauses: Mapping[int, Sequence[Clause]],
        note: str,
        areas: Sequence[str],
    ) -> None:
        self.of_tax = bool(_TAX.search(note))
        self.lines = {
            (line.page, line.line)
            for finding in findings
            if finding.reason not in _DOUBTED
            for line in finding.evidence
        }
        on_line: dict[tuple[int, int], list[Passage]] = {}
        for passage in passages:
            for line in dict.fromkeys((one.page, one.number) for one in passage.lines):
                on_line.setdefault(line, []).append(passage)
        self._said = [
            # a promise that names no term is about the one that its finding speaks of
            _said(
                promise.text, {promise.claim.term, finding.claim.term}, _answering(finding, on_line, clauses), finding
            )
            for promise, finding in zip(promises, findings, strict=True)
        ]
        self._said += [
            _said(rest, {one.kind.id for one in mentions(rest, areas)}, frozenset(), None)
            for rest in _rest(note[:_MOST_SPOKEN], promises)
        ]
        self.answers = frozenset(one for said in self._said if not said.doubted for one in said.answers)
        self._counts = Counter(word for passage in passages for word in _words(passage))
        self._passages = len(passages) + 2
        self._rarities: dict[str, float] = {}
        self._wholes = [self._together(said.words) for said in self._said]
        self._natures = tuple(dict.fromkeys(said.nature for said in self._said))
        numbers = {nature: number for number, nature in enumerate(self._natures)}
        self._nature_of = [numbers[said.nature] for said in self._said]
        self._marked: dict[object, list[int]] = {}
        self._resting: dict[int, list[int]] = {}
        for place, said in enumerate(self._said):
            for mark in {*said.words, *said.meant, *said.figures}:
                self._marked.setdefault(mark, []).append(place)
            for passage_id in said.answers:
                self._resting.setdefault(passage_id, []).append(place)

    def told(self, found: Sequence[tuple[Adverse, Sequence[Clause]]]) -> frozenset[int]:
        """The stretches (by identity) that the note speaks of; each is given with its statements."""
        weights = [self._weights(one, clauses) for one, clauses in each("surprises set beside what was said", found)]
        best = [max(column) for column in zip(*weights, strict=True)] if weights else []
        return frozenset(
            id(one)
            for (one, _), row in zip(found, weights, strict=True)
            if (self.of_tax or one.type.id != "tax_on_top" or one.priced)
            and any(
                weight >= _ENOUGH and weight - _BEATEN * (most - weight) >= _ENOUGH
                for weight, most in zip(row, best, strict=True)
            )
        )

    def _weights(self, one: Adverse, clauses: Sequence[Clause]) -> list[float]:
        """How much speaks for each thing said being about a stretch."""
        words = {word for passage in one.passages for word in _words(passage)}
        named = content(one.label or " ".join(passage.text for passage in one.passages))
        figures = frozenset(figure for passage in one.passages for figure in _figures(passage.text))
        own = frozenset(clause.kind.id for clause in clauses)
        whole = self._together(named)
        # what shares neither word nor figure nor line with the stretch is weighed by its nature alone, many at once
        by_nature = [self._kinship(one, own, nature) for nature in self._natures]
        row = [by_nature[place] for place in self._nature_of]
        near = {place for mark in (*words, *named, *figures) for place in self._marked.get(mark, ())}
        resting = {place for passage in one.passages for place in self._resting.get(id(passage), ())}
        for place in near | resting:
            said, all_said = self._said[place], self._wholes[place]
            hits = [word for word, others in said.words.items() if word in words or not others.isdisjoint(words)]
            weight = _WORD * min(len(hits), 3) + (self._together(hits) / all_said if all_said else 0.0)
            known = self._together(filter(said.meant.__contains__, named)) / whole if whole else 0.0
            weight += (1 + _PRICED_NAME * one.priced) * known
            weight += _DISCLOSED * (one.priced and said.disclosed and known >= 0.5)
            weight += _FIGURE * (not figures.isdisjoint(said.figures))
            kinship = row[place]
            if place in resting:
                alike = bool(hits) or kinship > 0
                sure, doubtful = (_SURE, _DOUBTFUL) if alike else (_SURE_BUT_UNLIKE, _DOUBTFUL_AND_UNLIKE)
                kinship += doubtful if said.doubted else sure
            row[place] = weight + kinship
        return row

    @staticmethod
    def _kinship(one: Adverse, own: frozenset[str], said: _Nature) -> float:
        """How much the kinds and the types speak for it."""
        same_kind = not own.isdisjoint(said.kinds)
        same_type = one.type.id in said.types
        of_kind = one.type.id in said.types_of_kinds
        return _TYPE_OF_KIND * of_kind + _KIND * same_kind + (_TYPE + _STRONG_TYPE * one.type.strong) * same_type

    def _together(self, words: Iterable[str]) -> float:
        return sum(map(self._rarity, words))

    def _rarity(self, word: str) -> float:
        rarity = self._rarities.get(word)
        if rarity is None:
            count = self._counts[word]
            known = math.log(self._passages / (count + 1)) / math.log(self._passages) if count else 0.7
            rarity = self._rarities[word] = 0.1 if word in COMMON else known
        return rarity


def _said(text: str, terms: Iterable[str | None], answers: frozenset[int], finding: Finding | None) -> _Said:
    words = content(text)
    named = [term for term in terms if term]
    return _Said(
        words={word: companions(word) for word in words},
        meant=frozenset(other for word in words for other in companions(word)),
        nature=_Nature(
            kinds=frozenset(other for term in named for other in _kin(term)),
            types=frozenset(one.type for one in signs(text.lower())),
            types_of_kinds=frozenset(one for term in named if term in kinds() for one in types_of(term)),
        ),
        figures=_figures(text),
        answers=answers,
        doubted=finding is not None and finding.reason in _DOUBTED,
        disclosed=finding is None,
    )


def _rest(note: str, promises: Iterable[Promise]) -> Iterator[str]:
    """What the lines of a note say beside its promises: disclosures, among other things."""
    left = note
    for promise in promises:
        if note[promise.start : promise.end] == promise.text:
            left = left[: promise.start] + " " * len(promise.text) + left[promise.end :]
    yield from dict.fromkeys(line.strip() for line in left.splitlines() if line.strip())


def _words(passage: Passage) -> frozenset[str]:
    return frozenset(word for text in (passage.text, passage.heading) for word, _, _ in tokens(text))


def _figures(text: str) -> frozenset[tuple[str, object]]:
    return frozenset((one.dimension, one.low) for one in quantities(text) if one.low > 0)


def _answering(
    finding: Finding, on_line: Mapping[tuple[int, int], Sequence[Passage]], clauses: Mapping[int, Sequence[Clause]]
) -> frozenset[int]:
    """The passages (by identity) that a finding rests on: of several on a line, the one about the finding's term."""
    there = {id(one): one for line in finding.evidence for one in on_line.get((line.page, line.line), ())}
    kin = _kin(finding.claim.term) if finding.claim.term else frozenset()
    about = [one for one in there if any(clause.kind.id in kin for clause in clauses.get(one, ()))]
    return frozenset(about or there)


@remembered()
def types_of(term: str) -> frozenset[str]:
    """The types of clauses that the names of a kind speak of."""
    kind = kinds()[term]
    return frozenset(one.type for name in (kind.label.lower(), *kind.aliases) for one in signs(name))


def _kin(term: str) -> frozenset[str]:
    kind = kinds().get(term)
    return kin_of(kind) if kind else frozenset({term})
