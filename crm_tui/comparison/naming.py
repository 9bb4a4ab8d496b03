"""Which of the words that somebody said are likely to name a term that the vocabulary does not know."""

import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from crm_tui.comparison.expressions import expression
from crm_tui.comparison.kinds import Kind, kinds
from crm_tui.comparison.promises import Promise
from crm_tui.comparison.quantities import quantities
from crm_tui.comparison.vocabulary import guess_area, reading_order
from crm_tui.comparison.wording import NOTHING_COMPARABLE
from crm_tui.comparison.words import tokens

_WORD = expression(r"[^\W\d_][\w'’-]*")
_NOT_A_NAME = frozenset(
    re.findall(
        r"\w+",
        "a an and any are as at be but by can every for free from full get give given gives got has have he "
        "her him if in included incl is it its just me more my nil no not of off ok on only or our per plus "
        "rs inr she so that the their them there they this till to told up us waived we will with without yes "
        "you your absolutely all also charge charges fee fees take taken takes pay pays paid need needs want "
        "wants month monthly months year years yearly annual day days week weeks extra zero nothing",
    )
)
_MOST_WORDS = 5
_NOTHING_TO_PAY = re.compile(
    r"\b(?:free of|without|at no|at zero|no)\s(?:extra\s|any\s)?(?:charge|cost)s?\b", re.IGNORECASE
)


def may_be_a_term(promise: Promise) -> bool:
    """Whether a promise that was not understood may speak of a term that has only to be named."""
    return promise.claim.term is None and not promise.unread and promise.claim.said != NOTHING_COMPARABLE


def proposed_name(words: str, today: date) -> str:
    """The longest run of words that may name a term, without figures and small words at its ends; perhaps empty."""
    bare = list(_NOTHING_TO_PAY.sub(lambda told: "\n" * len(told[0]), words))
    for figure in quantities(words, today):
        bare[figure.start : figure.end] = "\n" * (figure.end - figure.start)
    best: list[str] = []
    for run in re.split(r"[\n.,;:!?()|/]", "".join(bare)):
        found = _WORD.findall(run.lower())
        while found and found[0] in _NOT_A_NAME:
            found.pop(0)
        # "goldline fee" is a name, "goldline free till" is not
        while found and found[-1] in _NOT_A_NAME - {"fee", "fees", "charge", "charges"}:
            found.pop()
        if not all(word in _NOT_A_NAME for word in found) and len(found[:_MOST_WORDS]) > len(best):
            best = found[:_MOST_WORDS]
    return " ".join(best)


def choices(name: str, area: str, words: str) -> Sequence[Kind]:
    """The kinds that a name could stand for: those of the area's packs, those named most like it first.

    A kind of another trade has to be named twice as much like it to stand before one of the area's own. Where the area
    has no pack, ``words`` tell it.
    """
    known_areas = {kind.area for kind in kinds().values()}
    order = reading_order(area if area in known_areas else guess_area(words))
    said = _stems(name)

    def likeness(kind: Kind) -> Fraction:
        every = [_stems(alias) for alias in (kind.label, *kind.aliases)]
        most = max(Fraction(len(said & one), len(said | one) or 1) for one in every)
        return most if kind.area == order[0] else most / 2

    known = [kind for kind in kinds().values() if kind.area in order]
    return sorted(known, key=lambda kind: (-likeness(kind), order.index(kind.area), kind.label.casefold()))


def _stems(name: str) -> set[str]:
    return {word for word, _, _ in tokens(name)}
