"""Which of the names and figures in a fragment of a note are promises of their own, and where each one's words begin.

A name inside the phrase of another promise is part of that: "training: 3 days on site", "cancel with 30 days notice".
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from crm_tui.comparison import promising
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.statements import Statement
from crm_tui.comparison.vocabulary import reading_order
from crm_tui.comparison.words import stems, tokens
from crm_tui.domain.claim import Form

THINGS = stems(
    "bt topup top up tl cc od hl pl lap gl loan home car gold fd rd card router sim line plan policy cover account "
    "flat office term working capital balance transfer overdraft"
)
"""Words that name the thing that is sold, of which nothing is said by naming it."""

_PARTED = expression(r"[,;:()&+|\n]|(?<!\bw)/|\s[-–]\s|\b(?:and|aur|n|na|plus|also|or|then|but)\b", re.IGNORECASE)
_OBJECT = expression(
    r"\b(?:on|for|of|under|in|at|to|per|each|every|same|one|from|by|than|into|our|their|his|her|its|extra|till|until)"
    r"(?: (?:the|a|an|any|all|your|his|her|their|our|its))?\s$",
    re.IGNORECASE,
)
_TIMED = expression(
    r"\b(?:for|within|in|of|after|over|every|per|till|until|up to|upto|at|by|from|than|on|first|next|last)"
    r"(?: (?:the|a|an|any|all|first|full|whole|next|last|about|max|only))?\s$",
    re.IGNORECASE,
)
_THROUGH = expression(
    r"\b(?:through|thru|throughout|during|till|until|over|within) (?:the )?(?:end of )?(?:the |whole |full |entire )?$",
    re.IGNORECASE,
)
"""What stands before a name that only says how long something holds: "won't change through the tenure"."""
_LABEL = expression(r"\s?(?::|-|–|=)\s?")
"""What parts the name of a term from what is said of it: "test server copy - no extra licence"."""
_LEADS = expression(
    r"(?:(?:^|(?<=[\s\"'(]))(?:@|w/|w/o|no|not|zero|without|up|upto|at|least|most|only|for|on|"
    r"in|of|with|from|to|within|after|over|under|about|abt|around|approx|max|min|first|extra|additional|the|a|an|any|"
    r"all|both|each|every|his|her|their|your|our|its|than|as|is|by|per|more|less|tak|se|koi|bina|bila)\s+){1,8}$",
    re.IGNORECASE,
)
"""Small words right before a name that belong to it: "no", "up to", "with the"."""


def anchored(text: str, spoken: Sequence[Statement], area: str) -> list[Statement]:
    """The statements of a fragment without those that are only part of another one's words."""
    kept = _once_for_a_figure(spoken)
    own = set(reading_order(area))
    if len(kept) > 1:
        kept = [one for one in kept if one.figure or one.kind.area in own or not _is_single(one)] or kept
    kept = [one for one in kept if one.figure or not (_is_single(one) and _THROUGH.search(text[: one.start]))]
    return _without_objects(text, _without_openers(text, kept))


def _once_for_a_figure(spoken: Sequence[Statement]) -> list[Statement]:
    """Of several statements about the very same figure the one with the longest name."""
    best: dict[tuple[int, int], Statement] = {}
    for one in spoken:
        if one.figure is not None:
            place = (one.figure.start, one.figure.end)
            if place not in best or _closeness(one) > _closeness(best[place]):
                best[place] = one
    return [one for one in spoken if one.figure is None or best[one.figure.start, one.figure.end] is one]


def _closeness(one: Statement) -> tuple[bool, int]:
    """How well a figure goes with a kind: the dimension of the kind itself, then the length of its name."""
    own = one.figure is not None and one.figure.dimension == one.kind.dimension
    return own, len(one.alias.split())


def _is_single(one: Statement) -> bool:
    """Whether a kind was recognised by one word that means something."""
    return sum(word not in _SMALL for word, _, _ in tokens(one.alias)) < 2


_SMALL = stems("of on in for at to by with the a an no any all per from")
_OF = expression(r"(?:of|on|for|at|to|by|from|per)\s", re.IGNORECASE)
_SAYINGS = stems(
    "no not free of for life lifetime charge charges fee fees cost costs nil zero waived included at any extra "
    "additional further anytime ever always limit cap"
)
"""Words of names such as "free for life" and "no extra cost", which only say something of the name before."""


def _without_openers(text: str, spoken: list[Statement]) -> list[Statement]:
    """The statements without bare names that only open the phrase of the next: "termite treatment warranty 5 yrs"."""
    dropped = set()
    for place, (one, following) in enumerate(pairwise(spoken)):
        gap = text[one.end : following.start]
        lead = _LEADS.search(gap)
        left = gap[: lead.start()] if lead else gap
        if (
            one.figure is None
            and one.end <= following.start
            and (not _PARTED.search(gap) or (place == 0 and _LABEL.fullmatch(left) is not None))
            and not promising.gives(left)
            and not promising.gives(text[one.start : one.end])
            and not promising.gives(text[max(0, one.start - 8) : one.start])
            and (
                (following.figure is not None and one.claim.form is Form.INCLUDED and not one.claim.category)
                or ((_is_single(one) or _LABEL.fullmatch(left)) and _speaks(text, following, one.end))
            )
        ):
            dropped.add(place)
    return [one for place, one in enumerate(spoken) if place not in dropped]


def _speaks(text: str, one: Statement, left: int) -> bool:
    """Whether something is said of a name right before it: "no deductible"."""
    return one.claim.form in (Form.NIL, Form.EXCLUDED) and promising.gives(text[left : one.end])


def _without_objects(text: str, spoken: list[Statement]) -> list[Statement]:
    """The statements without those that are part of what is said of the name before: "three days on site"."""
    kept: list[Statement] = []
    for place, one in enumerate(spoken):
        end = spoken[place + 1].start if place + 1 < len(spoken) else len(text)
        before = kept[-1] if kept else None
        if before is not None and before.end <= one.start and _is_part(text, before, one, end):
            continue
        kept.append(one)
    return kept


def _is_part(text: str, before: Statement, one: Statement, end: int) -> bool:
    gap = text[before.end : one.start]
    if not one.alias:
        return _is_time_of(text, before, one)
    if one.figure is not None:
        return False
    if _SAYINGS.issuperset(word for word, _, _ in tokens(one.alias)) and not _PARTED.search(gap):
        return True
    if _is_object(text, before, one, gap) and not promising.gives(text[one.end : end]):
        return True
    if not _is_single(one) or promising.gives(text[one.start : one.end]):
        return False
    if (_OBJECT.search(text[: one.start]) or _OF.match(one.alias)) and not _BREAK.search(gap):
        return True
    if _ARTICLE.search(gap) and not _ANOTHER.search(gap):
        return True
    if _PARTED.search(gap) or one.claim.form is Form.CATEGORY:
        return False
    nearest = " ".join(gap.split()[-2:])
    return THINGS.issuperset(stems(one.alias)) or not (promising.gives(text[one.end : end]) or promising.gives(nearest))


def _is_object(text: str, before: Statement, one: Statement, gap: str) -> bool:
    """Whether a longer name behind a preposition belongs to the one before: "no foreclosure charge from own funds"."""
    return (
        not _is_single(before)
        and one.claim.form is not Form.CATEGORY
        and not _PARTED.search(gap)
        and _OBJECT.search(text[: one.start]) is not None
    )


_ARTICLE = expression(r"\b(?:a|an|the)\s$", re.IGNORECASE)
_ANOTHER = expression(r"[,;|/&+\n]|\b(?:and|aur|n|na|plus|also|but)\b|\s[-–]\s", re.IGNORECASE)
_BREAK = expression(r"[,;|\n]")
_BASICS = ("amount", "rate", "apy", "deposit_amount", "monthly_fee", "rent", "price", "tenure", "emi", "premium")


def _is_time_of(text: str, before: Statement, one: Statement) -> bool:
    """Whether a figure without a name is the time of what stands before it: "0% on purchases for 18 months".

    How long a loan or a contract runs is a promise beside its price.
    """
    gap = text[before.end : one.start]
    return (
        one.kind.dimension == "duration"
        and bool(before.alias)
        and not before.kind.id.endswith(_BASICS)
        and not _PARTED.search(gap)
        and bool(_TIMED.search(text[: one.start]))
    )


def borders(text: str, spoken: Sequence[Statement]) -> Mapping[int, tuple[int, int]]:
    """For each place where a statement starts, where its words begin and end."""
    starts = sorted({one.start for one in spoken})
    ends = [max(one.end for one in spoken if one.start == start) for start in starts]
    begins = [0]
    for end, start in zip(ends, starts[1:], strict=False):
        begins.append(_begin(text, min(end, start), start))
    return {start: (begin, end) for start, begin, end in zip(starts, begins, [*begins[1:], len(text)], strict=True)}


def _begin(text: str, end: int, start: int) -> int:
    """Where the words of a statement begin whose name or figure starts at ``start``, the one before ending at "
    "``end``."""
    gap = text[end:start]
    cuts = [match.end() for match in _PARTED.finditer(gap)]
    if cuts:
        return end + cuts[-1]
    leads = _LEADS.search(gap)
    return end + leads.start() if leads else start
