"""Where a paper speaks of a promise, by its words and figures: whole passages against the whole promise.

What it finds is looked at first, and shown beside a promise that stays in doubt; it clears nothing and refutes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from crm_tui.comparison.clearing import same
from crm_tui.comparison.quantities import Quantity, quantities
from crm_tui.comparison.retrieval import Index, Page
from crm_tui.comparison.thesaurus import phrases
from crm_tui.comparison.words import content, tokens
from crm_tui.domain.review import Evidence

_KIND, _FIGURE, _SHORT_FIGURE, _UNIT = 1.2, 1.6, 0.5, 0.25
_HEADING, _BESIDE = 0.55, 0.35
_LONG = 0.02
_LEAST, _NEARLY = 0.4, 0.7
"""Less than one rare word is a chance; a line found by its kind stays unless another has much more of the promise."""


def relevance(text: str, kinds: frozenset[str], said: Sequence[Quantity], index: Index) -> Mapping[int, float]:
    """How much of a promise, its kinds and the figures ``said`` stands in each passage (by identity) that has any."""
    words = (*content(text), *dict.fromkeys(one for one, _, _ in phrases(tokens(text))))
    told = [{one: factor * index.rarity(one) for one, factor in index.standing_for(word).items()} for word in words]
    found = {}
    for page in index.pages:
        score = sum(_held(standing, page) for standing in told)
        if not kinds.isdisjoint(page.kinds):
            score += _KIND
        score += max((_agreement(one, page.figures) for one in said), default=0.0)
        if score:
            found[id(page.passage)] = score / (1 + _LONG * len(page.starts) ** 0.5)
    return found


def likelier_than(
    lines: Sequence[Evidence], text: str, kinds: frozenset[str], index: Index, today: date
) -> tuple[Evidence, ...]:
    """The lines of the passage that has most of a promise, if those found by other means have clearly less of it."""
    told = relevance(text, kinds, quantities(text, today), index)
    if not told:
        return ()
    best = max(index.pages, key=lambda one: told.get(id(one.passage), 0.0)).passage
    there = {(line.page, line.line) for line in lines}
    own = max(
        (
            told.get(id(page.passage), 0.0)
            for page in index.pages
            if any((line.page, line.number) in there for line in page.passage.lines)
        ),
        default=0.0,
    )
    most = told[id(best)]
    if own >= _NEARLY * most or most < _LEAST:
        return ()
    return best.around([(0, len(best.text))])


def _held(standing: Mapping[str, float], page: Page) -> float:
    best = 0.0
    for word, factor in standing.items():
        if word in page.words:
            best = max(best, factor)
        elif word in page.heading:
            best = max(best, factor * _HEADING)
        elif word in page.beside:
            best = max(best, factor * _BESIDE)
    return best


def _agreement(said: Quantity, figures: Iterable[Quantity]) -> float:
    """How much a figure of a passage tells that it is about a figure that was said."""
    best = 0.0
    for one in figures:
        if same(said, one):
            return _FIGURE if is_distinct(one) else _SHORT_FIGURE
        if one.dimension == said.dimension and one.unit == said.unit:
            best = _UNIT
    return best


def is_distinct(figure: Quantity) -> bool:
    """Whether a figure is so long that it hardly stands anywhere by chance."""
    return figure.day is not None or len(f"{figure.low.normalize():f}".strip("-")) > 1
