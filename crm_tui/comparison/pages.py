"""A paper as it is searched: its words, kinds and figures, passage by passage, and where each of them stands."""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice, takewhile

from rapidfuzz import fuzz, process

from crm_tui.comparison.layout import Passage
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.quantities import Quantity
from crm_tui.comparison.thesaurus import companions, phrases
from crm_tui.comparison.vocabulary import Kind, Mention, mentions
from crm_tui.comparison.words import stems, tokens
from crm_tui.domain.progress import each

COMMON = stems(
    "cost charge fee price year month day week hour annual yearly monthly daily end start new amount rate period "
    "payment date total standard term levy tariff"
)
"""Words that say little of what a term is about."""

_LONGEST_INITIALS = 5
_MOST_INITIALS = 60
_LIKE = 85
_ABSENT = 0.7
_MOST_FIGURES = 24


class Page:
    """One passage as it is searched."""

    def __init__(self, passage: Passage, clauses: Sequence[Clause], today: date) -> None:
        self.passage = passage
        self.clauses = clauses
        self._today = today
        self.words: dict[str, list[tuple[int, int]]] = {}
        self.starts: list[int] = []
        for word, start, end in tokens(passage.text):
            self.words.setdefault(word, []).append((start, end))
            self.starts.append(start)
        for phrase, start, end in phrases(tokens(passage.text)):
            self.words.setdefault(phrase, []).append((start, end))
        self.heading = stems(passage.heading)
        self.beside = stems(passage.beside)
        self.kinds = frozenset(clause.kind.id for clause in clauses)
        self._of: dict[frozenset[str], Sequence[Quantity]] = {}
        self._near: dict[tuple[int, int, int, int, str], float] = {}

    @cached_property
    def figures(self) -> tuple[Quantity, ...]:
        """Its figures."""
        return self.passage.figures(self._today)

    def figures_of(self, dimensions: frozenset[str]) -> Sequence[Quantity]:
        """Its figures of some dimensions behind its label; many promises ask for the same ones."""
        found = self._of.get(dimensions)
        if found is None:
            there = [one for one in self.figures if one.dimension in dimensions and one.start >= self.passage.label]
            # a passage with more figures than this is rubbish, or a table that was not read as one
            found = self._of[dimensions] = there[:_MOST_FIGURES]
        return found

    def nearness(self, place: tuple[int, int], figure: Quantity) -> float:
        """How much a word at a place counts for a figure: all of it in the label of the row, less the further off."""
        if place[0] < self.passage.label or figure.start <= place[0] < figure.end:
            return 1.0
        key = place[0], place[1], figure.start, figure.end, figure.dimension
        found = self._near.get(key)
        if found is None:
            found = self._near[key] = self._nearness(place, figure)
        return found

    def _nearness(self, place: tuple[int, int], figure: Quantity) -> float:
        low, high = (place[1], figure.start) if place[0] < figure.start else (figure.end, place[0])
        between = self.passage.text[low:high]
        away = 0.02 * self.words_between(low, high)
        away += 0.35 * between.count(";") + 0.1 * between.count(",") + 0.2 * between.count("|")
        away += 0.12 * self.figures_between(low, high, figure.dimension)
        return max(0.3, 1.0 - away - (0.05 if place[0] > figure.start else 0.0))

    @cached_property
    def initials(self) -> tuple[str, tuple[tuple[int, int], ...]]:
        """The initials of its words, and where each word stands."""
        return _initials(self.words)

    @cached_property
    def _figures(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for one in self.figures:
            found.setdefault(one.dimension, []).append(one.start)
        return found

    def figures_between(self, low: int, high: int, dimension: str) -> int:
        """How many figures of a dimension begin between two places."""
        starts = self._figures.get(dimension, [])
        return bisect_left(starts, high) - bisect_left(starts, low)

    def words_between(self, one: int, other: int) -> int:
        """How many words begin between two places."""
        low, high = sorted((one, other))
        return bisect_left(self.starts, high) - bisect_left(self.starts, low)


@dataclass(frozen=True, slots=True)
class Held:
    """Where a word, or what may stand for it, is found in a paper; the passages by their numbers."""

    places: Mapping[int, tuple[float, Sequence[tuple[int, int]]]]
    """The passages in whose text it stands: how well what stands there does for it, 0 to 1, and where."""

    headed: frozenset[int]
    """The passages in whose heading it stands."""

    beside: frozenset[int]
    """Those that have it in the cells beside them."""


class Index:
    """The words, kinds and figures of a paper, and the passages that have them, by their numbers."""

    def __init__(self, passages: Sequence[Passage], clauses: Sequence[Clause], today: date) -> None:
        stated: dict[int, list[Clause]] = {}
        for clause in clauses:
            stated.setdefault(id(clause.passage), []).append(clause)
        self.pages = [
            Page(passage, stated.get(id(passage), ()), today)
            for passage in each("passages indexed", passages)
            if not passage.titled or id(passage) in stated
        ]
        self.in_text: dict[str, list[int]] = {}
        self.in_heading: dict[str, list[int]] = {}
        self.in_beside: dict[str, list[int]] = {}
        self.of_kind: dict[str, list[int]] = {}
        self._counts: Counter[str] = Counter()
        for number, page in enumerate(self.pages):
            for words, there in (
                (page.words, self.in_text),
                (page.heading, self.in_heading),
                (page.beside, self.in_beside),
                (page.kinds, self.of_kind),
            ):
                for word in words:
                    there.setdefault(word, []).append(number)
            self._counts.update(page.heading.difference(page.words))
        for word, numbers in self.in_text.items():
            self._counts[word] += len(numbers)
        self._vocabulary = sorted(word for word in self._counts if len(word) > 3)
        self._stand: dict[str, Mapping[str, float]] = {}
        self._held: dict[str, Held] = {}
        self._named: dict[str, dict[int, tuple[Passage, Mention]]] = {}

    def held(self, word: str) -> Held:
        """Where a word stands, and what may stand for it."""
        found = self._held.get(word)
        if found is None:
            standing = self.standing_for(word)
            found = self._held[word] = Held(
                self._places(word, standing),
                frozenset(number for one in standing for number in self.in_heading.get(one, ())),
                frozenset(number for one in standing for number in self.in_beside.get(one, ())),
            )
        return found

    def _places(self, word: str, standing: Mapping[str, float]) -> Mapping[int, tuple[float, list[tuple[int, int]]]]:
        found: dict[int, tuple[float, list[tuple[int, int]]]] = {}
        for other, factor in standing.items():
            for number in self.in_text.get(other, ()):
                if number not in found or factor > found[number][0]:
                    found[number] = factor, self.pages[number].words[other]
        if 2 <= len(word) <= _LONGEST_INITIALS:
            for number, page in enumerate(self.pages):
                letters, row = page.initials
                first = letters.find(word, 0, _MOST_INITIALS + len(word) - 1)
                if first >= 0 and number not in found:
                    found[number] = 1.0, [(row[first][0], row[first + len(word) - 1][1])]
        return found

    def first_named(self, kind: Kind) -> tuple[Passage, Mention] | None:
        """The first passage, headings left out, that names a kind in whatever way, and where it does."""
        found = self._named.get(kind.area)
        if found is None:
            # a kind that the paper does not state is asked for by each promise of it: a paper is looked through once
            found = self._named[kind.area] = {}
            for page in self.pages:
                if not page.passage.titled:
                    for one in mentions(page.passage.text, (kind.area,)):
                        found.setdefault(id(one.kind), (page.passage, one))
        return found.get(id(kind))

    def standing_for(self, word: str) -> Mapping[str, float]:
        """The words of the paper that may stand for a word, with how well each does, 0 to 1."""
        found = self._stand.get(word)
        if found is None:
            found = dict.fromkeys(sorted(companions(word)), 0.8)
            if len(word) > 3:
                behind = islice(self._vocabulary, bisect_left(self._vocabulary, word), None)
                found.update((other, 0.9) for other in takewhile(lambda other: other.startswith(word), behind))
            if len(word) > 4:
                near = process.extract(word, self._vocabulary, scorer=fuzz.ratio, score_cutoff=_LIKE, limit=8)
                found.update((other, 0.9) for other, _, _ in near if other[0] == word[0])
            found[word] = 1.0
            self._stand[word] = found
        return found

    def rarity(self, word: str) -> float:
        """How rare a word is in the paper: 0.4 for one in every passage, 1.4 for one in a single passage."""
        if word in COMMON:
            return 0.25
        most = len(self.pages) + 2
        return 0.4 + math.log(most / (self._counts[word] + 1)) / math.log(most)

    def weight(self, word: str) -> float:
        """How much a word tells: a rare one more than one that the paper has in every clause."""
        if word in COMMON:
            return 0.25
        count = self._counts[word] or max(self._counts[one] for one in self.standing_for(word))
        if not count:
            # a word that the paper never uses is mostly the speaker's own
            return _ABSENT
        most = len(self.pages) + 2
        return 0.4 + math.log(most / (count + 1)) / math.log(most)


def _initials(words: Mapping[str, Iterable[tuple[int, int]]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The initials of the words in their order, with their places: "recovery point objective" is also ``rpo``."""
    row = sorted((place[0], place[1], word) for word, places in words.items() for place in places if word[0].isalpha())
    return "".join(word[0] for _, _, word in row), tuple((start, end) for start, end, _ in row)
