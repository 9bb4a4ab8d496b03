"""Where a paper speaks of a promise, by its words and figures: whole passages against the whole promise.

What it finds is looked at first, and shown beside a promise that stays in doubt; it clears nothing and refutes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from crm_tui.comparison.clearing import same
from crm_tui.comparison.pages import Index, Page
from crm_tui.comparison.quantities import Quantity, quantities
from crm_tui.comparison.retrieval import Topic
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
    scores = _scores(told, index)
    for number, page in enumerate(index.pages):
        score = scores[number]
        if not kinds.isdisjoint(page.kinds):
            score += _KIND
        score += max((_agreement(one, page.figures) for one in said), default=0.0)
        if score:
            found[id(page.passage)] = score / (1 + _LONG * len(page.starts) ** 0.5)
    return found


def likelier_than(
    lines: Sequence[Evidence], text: str, topic: Topic, index: Index, today: date
) -> tuple[Evidence, ...]:
    """The lines of the passage that has most of a promise, if those found by other means have clearly less of it.

    Where that names the term beside a figure, lines that neither state its kind nor name it have none.
    """
    told = relevance(text, topic.kinds, quantities(text, today), index)
    if not told:
        return ()
    page = max(index.pages, key=lambda one: told.get(id(one.passage), 0.0))
    best = page.passage
    # only a line with a figure answers in place of one that has a figure for something else
    by_name = not page.words.keys().isdisjoint(topic.named) and bool(page.figures)
    there = {(line.page, line.line) for line in lines}
    own = max(
        (
            told.get(id(page.passage), 0.0)
            for page in index.pages
            if any((line.page, line.number) in there for line in page.passage.lines)
            and (not by_name or not topic.kinds.isdisjoint(page.kinds) or _has_one(topic.named, page))
        ),
        default=0.0,
    )
    most = told[id(best)]
    if own >= _NEARLY * most or most < _LEAST:
        return ()
    return best.around([(0, len(best.text))])


def _has_one(words: Iterable[str], page: Page) -> bool:
    return any(word in page.words or word in page.heading or word in page.beside for word in words)


def _scores(told: Iterable[Mapping[str, float]], index: Index) -> Sequence[float]:
    """How much of the words stands in each passage: of what may stand for a word, what counts most there."""
    scores = [0.0] * len(index.pages)
    for standing in told:
        best: dict[int, float] = {}
        for word, factor in standing.items():
            for there, share in ((index.in_text, 1.0), (index.in_heading, _HEADING), (index.in_beside, _BESIDE)):
                for number in there.get(word, ()):
                    best[number] = max(best.get(number, 0.0), factor * share)
        for number, most in best.items():
            scores[number] += most
    return scores


def _agreement(said: Quantity, figures: Iterable[Quantity]) -> float:
    """How much a figure of a passage tells that it is about a figure that was said."""
    best = 0.0
    for one in figures:
        if same(said, one):
            # thirty days are no thirty computers
            bare = one.dimension == "number" and said.dimension != "number"
            return _FIGURE if is_distinct(one) and not bare else _SHORT_FIGURE
        if one.dimension == said.dimension and one.unit == said.unit:
            best = _UNIT
    return best


def is_distinct(figure: Quantity) -> bool:
    """Whether a figure is so long that it hardly stands anywhere by chance."""
    return figure.day is not None or len(f"{figure.low.normalize():f}".strip("-")) > 1
