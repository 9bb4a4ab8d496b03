"""Whether two rows of a paper speak of different things of one sort: priority 1 and priority 2, an item and the total.

Such rows do not disagree with each other, though they give different figures for the same kind of term.
"""

import re

from crm_tui.comparison.expressions import expression
from crm_tui.comparison.passage import Passage
from crm_tui.comparison.thesaurus import companions
from crm_tui.comparison.words import content, stems, tokens

_TOTALS = stems("total subtotal")
_SUMS = _TOTALS | stems("altogether gross")
_MARKERS = _TOTALS | stems(
    "first initial second third fourth last final next further additional extra renewal renew renewed "
    "extension extended subsequent successive thereafter afterwards following early late interim annual monthly "
    "weekly quarterly daily trial introductory optional emergency urgent standard premium basic"
)
"""Words that part one thing of a sort from another."""
_NUMBERED = expression(r"[a-z]?\d{1,3}|[a-z]|[ivx]{1,4}", re.IGNORECASE)


def are_of_different_things(promise: str, likeliest: Passage, rival: Passage) -> bool:
    """Whether ``rival`` is plainly not about what ``promise`` and ``likeliest`` are about."""
    own, other = _named(likeliest), _named(rival)
    if likeliest.heading != rival.heading and likeliest.heading.split()[:1] == rival.heading.split()[:1]:
        # "Part A - Loan" and "Part B - Top-up"
        own |= {word for word, _, _ in tokens(likeliest.heading)}
        other |= {word for word, _, _ in tokens(rival.heading)}
    spoken = {word for word, _, _ in tokens(promise)}
    apart = (other - own) - spoken
    if apart & _MARKERS:
        return True
    if not (likeliest.label and rival.label) or not apart:
        return False
    if _numbers(own - other) and _numbers(apart):
        return True
    # two rows of a table: the promise names what only the likelier one is called
    meant = {one for word in content(promise) for one in companions(word)}
    return bool(meant & (own - other))


def is_a_sum(passage: Passage) -> bool:
    """Whether a row adds up others: somebody who says a price may have meant all of it."""
    return bool(_named(passage) & _SUMS)


def only_in_the_part(promise: str, part: Passage, whole: Passage) -> bool:
    """Whether a promise names what one row is called and the row that adds it up is not."""
    meant = {one for word in content(promise) for one in companions(word)} | set(content(promise))
    return bool(meant & (_named(part) - _named(whole)))


def are_named_apart(one: Passage, other: Passage) -> bool:
    """Whether two passages do not bear the very same name."""
    return _named(one) != _named(other)


def _numbers(words: set[str]) -> bool:
    return any(_NUMBERED.fullmatch(word) for word in words)


def _named(passage: Passage) -> set[str]:
    """The words by which a passage says what it is about: the label of a row, or a whole sentence."""
    return {word for word, _, _ in tokens(passage.text[: passage.label] if passage.label else passage.text)}
