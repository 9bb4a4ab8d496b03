"""Which figures and passages of a paper are about what a promise is about, as a search engine ranks them.

The topic of a promise is the kind that it names and its other words; rare words weigh more than common ones. A figure
of the paper is weighed by the words around it: its label, its clause, its heading, the cells beside it. Words find a
place in the paper; whether what stands there keeps the promise is for the judge.
"""

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from rapidfuzz import fuzz, process

from crm_tui.comparison.layout import Passage
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.quantities import Quantity
from crm_tui.comparison.thesaurus import companions, phrases
from crm_tui.comparison.words import stems, tokens

COMMON = stems(
    "cost charge fee price year month day week hour annual yearly monthly daily end start new amount rate period "
    "payment date total standard term levy tariff"
)
"""Words that say little of what a term is about."""

_LONGEST_INITIALS = 5
_MOST_INITIALS = 60
_LIKE = 85
_KIND = 1.3
_ALIAS = 0.9
_ABSENT = 0.7


@dataclass(frozen=True, slots=True)
class Topic:
    """What a promise is about."""

    kinds: frozenset[str]
    """The ids of the kinds that it names, with their kin."""

    named: tuple[str, ...]
    """The words by which it names them."""

    others: tuple[str, ...]
    """Its other words that name a thing."""

    aliases: tuple[frozenset[str], ...] = ()
    """The words of each longer name of its kind; a passage that holds them all in any order may be about it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A figure of the paper, or a passage as a whole, with how much of a topic stands there."""

    passage: Passage
    """Where."""

    figure: Quantity | None
    """The figure; None for the passage as a whole."""

    share: float
    """How much of the topic stands around it, 0 to 1."""

    clause: Clause | None
    """The statement of one of the topic's kinds that the paper makes there."""

    named: Clause | None
    """The statement of any kind that the paper makes with the figure, or by the topic's words."""

    spots: tuple[tuple[int, int], ...]
    """Where the topic's words stand in the passage."""


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
        self.heading = frozenset(word for word, _, _ in tokens(passage.heading))
        self.beside = frozenset(word for word, _, _ in tokens(passage.beside))
        self.kinds = frozenset(clause.kind.id for clause in clauses)

    @cached_property
    def figures(self) -> tuple[Quantity, ...]:
        """Its figures."""
        return self.passage.figures(self._today)

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


class Index:
    """The words, kinds and figures of a paper, passage by passage."""

    def __init__(self, passages: Sequence[Passage], clauses: Sequence[Clause], today: date) -> None:
        stated: dict[int, list[Clause]] = {}
        for clause in clauses:
            stated.setdefault(id(clause.passage), []).append(clause)
        self.pages = [
            Page(passage, stated.get(id(passage), ()), today)
            for passage in passages
            if not passage.titled or id(passage) in stated
        ]
        self._counts = Counter(word for page in self.pages for word in {*page.words, *page.heading})
        self._vocabulary = sorted(word for word in self._counts if len(word) > 3)
        self._kinds = Counter(one for page in self.pages for one in {clause.kind.id for clause in page.clauses})
        self._with_word: dict[str, set[int]] = {}
        self._with_kind: dict[str, set[int]] = {}
        for number, page in enumerate(self.pages):
            for word in {*page.words, *page.heading, *page.beside}:
                self._with_word.setdefault(word, set()).add(number)
            for clause in page.clauses:
                self._with_kind.setdefault(clause.kind.id, set()).add(number)

    def places(self, topic: Topic, dimensions: Iterable[str]) -> list[Place]:
        """The figures of those dimensions and the passages that hold some of the topic, in the order of the paper.

        Without dimensions only passages as a whole are given.
        """
        wanted = frozenset(dimensions)
        standing = {word: self.standing_for(word) for word in dict.fromkeys((*topic.named, *topic.others))}
        weights = {word: self.weight(word, others) for word, others in standing.items()}
        found = []
        for page in self._touched(topic, standing):
            spots = {word: _held(standing[word], page, word) for word in standing}
            owners = [clause for clause in page.clauses if clause.kind.id in topic.kinds]
            around = {
                word
                for word in standing
                if not spots[word][1]
                and any(one in words for one in standing[word] for words in (page.heading, page.beside))
            }
            loosely = not owners and any(words <= page.words.keys() for words in topic.aliases)
            if not owners and not loosely and not around and not any(places for _, places in spots.values()):
                continue
            places = tuple(sorted({place for _, many in spots.values() for place in many}))
            figures = [one for one in page.figures if one.dimension in wanted and one.start >= page.passage.label]
            # a passage with more figures than this is rubbish, or a table that was not read as one
            figures = figures[:_MOST_FIGURES]
            for figure in figures:
                clause = _stated(owners, figure)
                share = self._share(topic, weights, page, spots, around, clause, owners or loosely, figure)
                found.append(Place(page.passage, figure, share, clause, _stated(page.clauses, figure), places))
            clause = next((one for one in owners if one.statement.figure is None), None)
            if clause is None and owners and figures:
                # what the passage says of the kind is the figure above
                continue
            share = self._share(topic, weights, page, spots, around, clause, owners or loosely, None)
            named = next((one for one in page.clauses if _names(one, places)), None)
            found.append(Place(page.passage, None, share, clause or next(iter(owners), None), named, places))
        return found

    def _touched(self, topic: Topic, standing: Mapping[str, Iterable[str]]) -> Iterator[Page]:
        """The passages that may hold some of a topic, in their order; the others need no look."""
        numbers: set[int] = set()
        for others in standing.values():
            numbers.update(*(self._with_word.get(one, ()) for one in others))
        numbers.update(*(self._with_kind.get(one, ()) for one in topic.kinds))
        for words in topic.aliases:
            numbers |= min((self._with_word.get(word, set()) for word in words), key=len, default=set())
        short = [word for word in standing if 2 <= len(word) <= _LONGEST_INITIALS]
        for number, page in enumerate(self.pages):
            if number in numbers or any(word in page.initials[0] for word in short):
                yield page

    def _share(
        self,
        topic: Topic,
        weights: Mapping[str, float],
        page: Page,
        spots: Mapping[str, tuple[float, list[tuple[int, int]]]],
        around: set[str],
        clause: Clause | None,
        owners: Sequence[Clause] | bool,
        figure: Quantity | None,
    ) -> float:
        def held(word: str) -> float:
            factor, places = spots[word]
            if places:
                return factor * max(_nearness(page, place, figure) for place in _nearest(places, figure))
            if word in around:
                return 0.6 if any(one in page.heading for one in self.standing_for(word)) else 0.45
            return 0.0

        whole = gained = 0.0
        if topic.kinds:
            alias = 0.0
            if topic.named:
                alias_whole = sum(weights[word] for word in topic.named)
                alias = _ALIAS * sum(weights[word] * held(word) ** 2 for word in topic.named) / alias_whole
            kind = 0.0
            if clause is not None:
                # of several statements of the kind the one that uses the promise's own words is the likelier
                kind = (0.65 if clause.inherited else 0.85) + 0.15 * alias
            elif owners:
                kind = 0.55 if owners is True else 0.6
            elif (
                topic.named
                and len(page.heading) <= _SHORT_HEADING
                and all(any(one in page.heading for one in self.standing_for(word)) for word in topic.named)
            ):
                # the rows below "DEDUCTIBLES" are about deductibles
                kind = _HEADED
            # a kind that the paper names in every clause says little of where its value stands
            stated = sum(self._kinds[one] for one in topic.kinds)
            weight = 0.5 + (_KIND - 0.5) / max(1, stated) ** 0.5
            whole += weight
            gained += weight * max(kind, alias)
        for word in topic.others:
            weight = weights[word] * (0.6 if topic.kinds else 1.0)
            whole += weight
            gained += weight * held(word)
        return gained / whole if whole else 0.0

    def standing_for(self, word: str) -> Mapping[str, float]:
        """The words of the paper that may stand for a word, with how well each does, 0 to 1."""
        found = self._stand.get(word)
        if found is None:
            found = dict.fromkeys(sorted(companions(word)), 0.8)
            if len(word) > 3:
                found.update((other, 0.9) for other in self._vocabulary if other.startswith(word))
            if len(word) > 4:
                near = process.extract(word, self._vocabulary, scorer=fuzz.ratio, score_cutoff=_LIKE, limit=8)
                found.update((other, 0.9) for other, _, _ in near if other[0] == word[0])
            found[word] = 1.0
            self._stand[word] = found
        return found

    @cached_property
    def _stand(self) -> dict[str, Mapping[str, float]]:
        return {}

    def rarity(self, word: str) -> float:
        """How rare a word is in the paper: 0.4 for one in every passage, 1.4 for one in a single passage."""
        if word in COMMON:
            return 0.25
        most = len(self.pages) + 2
        return 0.4 + math.log(most / (self._counts[word] + 1)) / math.log(most)

    def weight(self, word: str, standing: Mapping[str, float]) -> float:
        """How much a word tells: a rare one more than one that the paper has in every clause."""
        if word in COMMON:
            return 0.25
        count = self._counts[word] or max((self._counts[one] for one in standing), default=0)
        if not count:
            # a word that the paper never uses is mostly the speaker's own
            return _ABSENT
        most = len(self.pages) + 2
        return 0.4 + math.log(most / (count + 1)) / math.log(most)


def _nearness(page: Page, place: tuple[int, int], figure: Quantity | None) -> float:
    """How much a word counts for a figure: all of it in the label of the row, less the further off in the clause."""
    if figure is None or place[0] < page.passage.label:
        return 1.0
    if figure.start <= place[0] < figure.end:
        return 1.0
    text = page.passage.text
    low, high = (place[1], figure.start) if place[0] < figure.start else (figure.end, place[0])
    between = text[low:high]
    away = 0.02 * page.words_between(low, high)
    away += 0.35 * between.count(";") + 0.1 * between.count(",") + 0.2 * between.count("|")
    away += 0.12 * page.figures_between(low, high, figure.dimension)
    return max(0.3, 1.0 - away - (0.05 if place[0] > figure.start else 0.0))


def _nearest(places: list[tuple[int, int]], figure: Quantity | None) -> list[tuple[int, int]]:
    """The places that may count most for a figure: the first, for a label, and those right beside it."""
    if figure is None or len(places) <= _BESIDE:
        return places[:_BESIDE]
    at = bisect_left(places, (figure.start, 0))
    return [places[0], *places[max(1, at - 2) : at + 2]]


_BESIDE = 4
_SHORT_HEADING = 4
_HEADED = 0.54
_MOST_FIGURES = 24


def _stated(owners: Sequence[Clause], figure: Quantity) -> Clause | None:
    for clause in owners:
        used = clause.statement.figure
        if used is not None and used.start < figure.end and figure.start < used.end:
            return clause
    return None


def _names(clause: Clause, places: Sequence[tuple[int, int]]) -> bool:
    start, end = clause.statement.start, clause.statement.end
    return not clause.inherited and any(start <= place[0] < end for place in places)


def _held(standing: Mapping[str, float], page: Page, word: str) -> tuple[float, list[tuple[int, int]]]:
    best, spots = 0.0, []
    for other, factor in standing.items():
        if factor > best and other in page.words:
            best, spots = factor, page.words[other]
    if not spots and 2 <= len(word) <= _LONGEST_INITIALS:
        letters, row = page.initials
        first = letters.find(word, 0, _MOST_INITIALS + len(word) - 1)
        if first >= 0:
            return 1.0, [(row[first][0], row[first + len(word) - 1][1])]
    return best, spots


def _initials(words: Mapping[str, Iterable[tuple[int, int]]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The initials of the words in their order, with their places: "recovery point objective" is also ``rpo``."""
    row = sorted((place[0], place[1], word) for word, places in words.items() for place in places if word[0].isalpha())
    return "".join(word[0] for _, _, word in row), tuple((start, end) for start, end, _ in row)
