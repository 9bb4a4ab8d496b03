"""Which figures and passages of a paper are about what a promise is about, as a search engine ranks them.

The topic of a promise is the kind that it names and its other words; rare words weigh more than common ones. A figure
of the paper is weighed by the words around it: its label, its clause, its heading, the cells beside it. Words find a
place in the paper; whether what stands there keeps the promise is for the judge.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crm_tui.comparison.layout import Passage
from crm_tui.comparison.pages import Held, Index, Page
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.quantities import Quantity

_KIND = 1.3
_ALIAS = 0.9


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


def places(index: Index, topic: Topic, dimensions: Iterable[str]) -> list[Place]:
    """The figures of those dimensions and the passages that hold some of the topic, in the order of the paper.

    Without dimensions only passages as a whole are given.
    """
    wanted = frozenset(dimensions)
    held = {word: index.held(word) for word in dict.fromkeys((*topic.named, *topic.others))}
    weights = {word: index.weight(word) for word in held}
    # a kind that the paper names in every clause says little of where its value stands
    stated = sum(len(index.of_kind.get(one, ())) for one in topic.kinds)
    weight_of_kind = 0.5 + (_KIND - 0.5) / max(1, stated) ** 0.5
    sought = _Sought.of(topic, weights, weight_of_kind)
    in_other_words = _holding_all(index, topic.aliases)
    found = []
    for number in sorted(_touched(index, topic, held.values())):
        page = index.pages[number]
        spots: dict[str, tuple[float, Sequence[tuple[int, int]]]] = {}
        around: dict[str, float] = {}
        headed: set[str] = set()
        for word, one in held.items():
            if number in one.headed:
                headed.add(word)
            if (spot := one.places.get(number)) is not None:
                spots[word] = spot
            elif word in headed:
                around[word] = _IN_HEADING
            elif number in one.beside:
                around[word] = _IN_CELL
        owners = [clause for clause in page.clauses if clause.kind.id in topic.kinds]
        loosely = not owners and number in in_other_words
        if not (owners or loosely or around or spots):
            continue
        at = tuple(sorted({place for _, many in spots.values() for place in many}))
        figures = page.figures_of(wanted)
        there = _There(sought, page, spots, around, headed, bool(owners), loosely)
        for figure in figures:
            clause = _stated(owners, figure)
            share = there.share(clause, figure)
            found.append(Place(page.passage, figure, share, clause, _stated(page.clauses, figure), at))
        clause = next((one for one in owners if one.statement.figure is None), None)
        if clause is None and owners and figures:
            # what the passage says of the kind is the figure above
            continue
        share = there.share(clause, None)
        named = next((one for one in page.clauses if _names(one, at)), None)
        found.append(Place(page.passage, None, share, clause or next(iter(owners), None), named, at))
    return found


_IN_HEADING, _IN_CELL = 0.6, 0.45


def _holding_all(index: Index, aliases: Iterable[frozenset[str]]) -> frozenset[int]:
    """The passages that hold all the words of a name, in any order, by their numbers."""
    found: set[int] = set()
    for words in aliases:
        rows = sorted((index.in_text.get(word, ()) for word in words), key=len)
        if rows and rows[0]:
            found.update(set(rows[0]).intersection(*rows[1:]))
    return frozenset(found)


def _touched(index: Index, topic: Topic, held: Iterable[Held]) -> set[int]:
    """The passages that may hold some of a topic, by their numbers; the others need no look."""
    numbers: set[int] = set()
    for one in held:
        numbers.update(one.places, one.headed, one.beside)
    for kind in topic.kinds:
        numbers.update(index.of_kind.get(kind, ()))
    for words in topic.aliases:
        rarest = min(words, key=lambda word: len(index.in_text.get(word, ())), default="")
        numbers.update(index.in_text.get(rarest, ()))
    return numbers


@dataclass(frozen=True, slots=True)
class _Sought:
    """A topic with how much each part of it tells in one paper."""

    topic: Topic
    """The topic."""

    named: tuple[tuple[str, float], ...]
    """The words by which it names its kinds, with how much each tells."""

    named_in_all: float
    """How much they tell together."""

    others: tuple[tuple[str, float], ...]
    """Its other words, with how much each tells beside the kind."""

    weight_of_kind: float
    """How much its kind tells."""

    whole: float
    """How much all of it tells."""

    @classmethod
    def of(cls, topic: Topic, weights: Mapping[str, float], weight_of_kind: float) -> "_Sought":
        """The topic as it is weighed in a paper."""
        named = tuple((word, weights[word]) for word in topic.named)
        others = tuple((word, weights[word] * (0.6 if topic.kinds else 1.0)) for word in topic.others)
        whole = weight_of_kind if topic.kinds else 0.0
        for _, weight in others:
            whole += weight
        return cls(topic, named, sum(weight for _, weight in named), others, weight_of_kind, whole)


@dataclass(frozen=True, slots=True)
class _There:
    """What one passage holds of a topic."""

    sought: _Sought
    """The topic."""

    page: Page
    """The passage."""

    spots: Mapping[str, tuple[float, Sequence[tuple[int, int]]]]
    """The words that stand in its text: how well what stands there does for each, and where."""

    around: Mapping[str, float]
    """The words that stand only in its heading or in the cells beside it, with how much they count."""

    headed: set[str]
    """The words that its heading has."""

    owned: bool
    """Whether it states one of the topic's kinds."""

    loosely: bool
    """Whether it has all words of a name of the kind in another order."""

    def share(self, clause: Clause | None, figure: Quantity | None) -> float:
        """How much of the topic stands around a figure, or in the passage as a whole; ``clause`` states its kind."""
        sought = self.sought
        topic = sought.topic
        gained = 0.0
        if topic.kinds:
            alias = 0.0
            if sought.named:
                told = sum([weight * self._held(word, figure) ** 2 for word, weight in sought.named])
                alias = _ALIAS * told / sought.named_in_all
            kind = 0.0
            if clause is not None:
                # of several statements of the kind the one that uses the promise's own words is the likelier
                kind = (0.65 if clause.inherited else 0.85) + 0.15 * alias
            elif self.owned or self.loosely:
                kind = 0.6 if self.owned else 0.55
            elif topic.named and len(self.page.heading) <= _SHORT_HEADING and self.headed.issuperset(topic.named):
                # the rows below "DEDUCTIBLES" are about deductibles
                kind = _HEADED
            gained = sought.weight_of_kind * max(kind, alias)
        for word, weight in sought.others:
            gained += weight * self._held(word, figure)
        return gained / sought.whole if sought.whole else 0.0

    def _held(self, word: str, figure: Quantity | None) -> float:
        if word not in self.spots:
            return self.around.get(word, 0.0)
        factor, places = self.spots[word]
        if figure is None:
            return factor
        return factor * max(self.page.nearness(place, figure) for place in _nearest(places, figure))


def _nearest(places: Sequence[tuple[int, int]], figure: Quantity) -> Sequence[tuple[int, int]]:
    """The places that may count most for a figure: the first, for a label, and those right beside it."""
    if len(places) <= _BESIDE:
        return places
    at = bisect_left(places, (figure.start, 0))
    return [places[0], *places[max(1, at - 2) : at + 2]]


_BESIDE = 4
_SHORT_HEADING = 4
_HEADED = 0.54


def _stated(owners: Sequence[Clause], figure: Quantity) -> Clause | None:
    for clause in owners:
        used = clause.statement.figure
        if used is not None and used.start < figure.end and figure.start < used.end:
            return clause
    return None


def _names(clause: Clause, places: Sequence[tuple[int, int]]) -> bool:
    start, end = clause.statement.start, clause.statement.end
    return not clause.inherited and any(start <= place[0] < end for place in places)
