"""A stretch of words as statements about terms: which kinds it names, and what it says of each.

Notes and papers are read by the same rules; only how they are cut into stretches differs.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crm_tui.comparison import polarity
from crm_tui.comparison.claims import claim_of
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.fitting import fit, is_priced, is_threshold
from crm_tui.comparison.grouping import Group, beside_figures, chosen, grouped, is_count, owners
from crm_tui.comparison.kinds import remembered
from crm_tui.comparison.quantities import Quantity, quantities
from crm_tui.comparison.scales import Scale
from crm_tui.comparison.segments import is_another_way
from crm_tui.comparison.vocabulary import Kind, Mention, mentions
from crm_tui.comparison.words import tokens
from crm_tui.domain.claim import Bound, Claim


@dataclass(frozen=True, slots=True)
class Statement:
    """What a stretch of words says of one kind of term."""

    kind: Kind
    """Of which."""

    claim: Claim
    """What."""

    start: int
    """Where the words begin in the stretch."""

    end: int
    """Where they end."""

    figure: Quantity | None
    """The figure used."""

    rivals: tuple[Quantity, ...]
    """Other figures of the same sort that stand there unresolved."""

    alias: str
    """By which name the kind was recognised."""


def statements(
    text: str,
    areas: Sequence[str],
    today: date | None,
    *,
    loose: bool,
    label: int = 0,
    american: bool | None = None,
    scale: Scale | None = None,
) -> tuple[Statement, ...]:
    """The statements of one stretch (a fragment of a note, a row or sentence of a paper).

    ``loose`` lets a bare number stand for a rate, an amount or months, as desks write it. Up to ``label`` the text
    is the label of a row: yes and no are read behind it. ``american`` and ``scale`` are those of the paper and table.
    """
    read = _read_before if len(text) <= _SHORT else _read
    return read(text, tuple(areas), today, loose, label, american, scale)


def _read(
    text: str,
    areas: tuple[str, ...],
    today: date | None,
    loose: bool,
    label: int,
    american: bool | None,
    scale: Scale | None,
) -> tuple[Statement, ...]:
    named = [one for one in mentions(text, areas, typed=loose) if not is_count(text, one)]
    if not named or len(named) > _MOST_NAMES:
        return ()
    loose = loose or bool(label and _UNIT_IN_LABEL.search(text[:label]))
    figures = quantities(text, today, american=american)
    if len(figures) > _MOST_NAMES:
        return ()
    if scale is not None and any(is_priced(one.kind) for one in named):
        figures = tuple(scale.of(one) for one in figures)
    named = beside_figures(text, named, figures)
    groups = grouped(text, named)
    owned = owners(text, groups, figures, loose)
    spans = [_silent(text, one) for one in named]
    found: list[Statement] = []
    lead = polarity.end_of_lead(text)
    for place, group in enumerate(groups):
        left = groups[place - 1].end if place else 0
        if group.start >= lead:
            left = max(left, lead)
        right = next((one.start for one in groups[place + 1 :] if not _conditional(one)), len(text))
        near = text[left:right]
        if group.start < label and not _NEGATED_LABEL.match(text):
            left = max(left, label)
            right = next((one.start for one in groups[place + 1 :] if one.start >= label), len(text))
        territory = polarity.blanked(text, [(0, left), (right, len(text)), *spans])
        if not polarity.sense(territory, ()).speaks:
            # "Accidental damage to contents (not selected)": what is said at the end is said of all that stands before
            territory = polarity.blanked(
                text, [(0, max(min(label, group.start), lead if group.start >= lead else 0)), *spans]
            )
        for kind, mention in chosen(near, group, owned[place], areas, loose):
            statement = _statement(text, territory, kind, mention, owned[place], label, loose)
            if statement is not None:
                found.append(statement)
    return _told_once(found)


_SHORT = 2000
# clauses stand in a paper more than once, and a paper is read again when it is reviewed again
_read_before = remembered(16384)(_read)


def _conditional(group: Group) -> bool:
    """Whether a name only says that what stands before it has a condition: "provided that"."""
    return all(one.kind.id == "general.conditions" for one in group.names)


_SAYS_NO = expression(r"(?:no|nothing|zero|nil|without|not|never|won['’]?t|will not)\b", re.IGNORECASE)
_NON = expression(r"non[- ]\w{3,16}[ai]ble\b", re.IGNORECASE)
"""A name that denies the benefit: "non refundable"."""
_SAYS_BEHIND = expression(
    r"\b(?:included|incl|waived|nil|nothing|not|optional|off|caps?|limits?|sub-?limits?)$", re.IGNORECASE
)
_FREE_BEHIND = expression(r"\b(?:free(?: of (?:cost|charge))?|zero|without charge|on us)$", re.IGNORECASE)
_SAYS_FREE = expression(r"(?:free|complimentary|waived)\b", re.IGNORECASE)


_ONLY_PRICE = expression(r"(?:extra|additional|further) (?:cost|charge|fee)s?", re.IGNORECASE)
"""A name that names nothing but a price: the "no" before it is said of whatever it is the price of."""


def _silent(text: str, mention: Mention) -> tuple[int, int]:
    """The stretch of a name that says neither yes nor no; the "no" of "no monthly fee" does."""
    if polarity.UNLIMITED.search(text[mention.start : mention.end]) or _ONLY_PRICE.fullmatch(
        text, mention.start, mention.end
    ):
        return mention.end, mention.end
    if mention.kind.direction == "high" and _NON.match(text, mention.start):
        return mention.end, mention.end
    denied = _SAYS_NO.match(text, mention.start)
    if denied and mention.kind.direction == "high" and not _is_name(mention.kind, text[denied.end() : mention.end]):
        # "no claim bonus" is the name of a benefit, "no refund" refuses one
        denied = None
    if mention.kind.dimension == "charge":
        denied = denied or _SAYS_FREE.match(text, mention.start)
    start = denied.end() if denied and denied.end() < mention.end else mention.start
    told = _SAYS_BEHIND.search(text, start, mention.end)
    if mention.kind.dimension == "charge":
        told = told or _FREE_BEHIND.search(text, start, mention.end)
    return start, told.start() if told and told.start() > start else mention.end


def _is_name(kind: Kind, words: str) -> bool:
    wanted = [word for word, _, _ in tokens(words)]
    return bool(wanted) and any([word for word, _, _ in tokens(alias)] == wanted for alias in kind.aliases)


def _told_once(found: Sequence[Statement]) -> tuple[Statement, ...]:
    """Without a second statement that says the same of the same kind: "no TDS if he gives form 15H"."""
    kept: list[Statement] = []
    for one in found:
        if one.figure is None and any(one.kind is other.kind and one.claim.form is other.claim.form for other in kept):
            continue
        kept.append(one)
    return tuple(kept)


_UNIT_IN_LABEL = expression(r"%|\bmonths\b", re.IGNORECASE)
"""A label such as "Rate (%)" or "Tenure (months)" gives its unit to the bare number of the row."""
_MOST_NAMES = 60
"""More names or figures than this in one stretch are rubbish, not a clause."""


def too_dense(text: str, areas: Sequence[str], today: date | None) -> bool:
    """Whether a stretch holds so many names and figures that nothing is read out of it."""
    if len(text) < _MOST_NAMES * 2:
        return False
    named = mentions(text, areas)
    return len(named) > _MOST_NAMES or bool(named and len(quantities(text, today)) > _MOST_NAMES)


_DENIED = expression(r"\b(?:no|without|zero|nil|free|waived?)\s(?:any\s)?$", re.IGNORECASE)
_WITHOUT = expression(r"\b(?:without|with no|with nil|with zero|no)\s(?:any\s)?$", re.IGNORECASE)
_NEGATED_LABEL = expression(r"\s*(?:no|not|without)\b", re.IGNORECASE)
_ADDED = expression(r"(?:\+|\bplus|\bless|\bminus|\badd)\s?$", re.IGNORECASE)


def _statement(
    text: str, territory: str, kind: Kind, mention: Mention, owned: Sequence[Quantity], label: int, loose: bool
) -> Statement | None:
    values: list[Quantity] = []
    for figure in owned:
        fitted = fit(figure, kind, loose)
        if fitted is not None and not is_threshold(text, figure, kind):
            values.append(fitted)
    if len(values) > 1 and kind.dimension == "rate":
        # "EBR + 3.30 %, now 8.90 %": what is added to a benchmark is not the rate
        values = [one for one in values if not _ADDED.search(text[max(0, one.start - 8) : one.start])] or values
    values.sort(key=lambda one: (_distance(text, one, mention), one.start))
    if len(values) > 1 and kind.dimension == "charge" and values[0].bound is Bound.AT_MOST:
        # "1 % proc fee max 10k": what is charged, and not the most that it may come to
        most = values[0].unit
        values = sorted(values, key=lambda one: one.bound is not Bound.EXACTLY or one.unit == most)
    used = values[0] if values else None
    rivals = tuple(
        one
        for one in values[1:]
        if used is not None and one.unit == used.unit and one.low != used.low and not is_another_way(used.way, one.way)
    )
    if used is not None and any(one.low + other.low == used.low for one in rivals for other in rivals if one != other):
        # a benchmark and a spread that add up to the rate are no second rate
        rivals = ()
    if used is not None and loose and _DENIED.search(text[max(0, mention.start - 14) : mention.start]):
        used, rivals = None, ()
    if used is not None and used.end <= mention.start and _WITHOUT.search(text[used.end : mention.start]):
        # "covered up to 3,500 without deductible": the figure is not the deductible's
        used, rivals = None, ()
    if used is not None and used.end <= mention.start and _is_unlimited(text[used.end : mention.end], mention):
        # "1499 plan 80gb + unli txt": what has no limit has no figure before it
        used, rivals = None, ()
    words = polarity.blanked(territory, [(one.start, one.end) for one in owned])
    claim = claim_of(kind, used, words, text)
    if claim is None:
        return None
    if mention.start < label:
        # in a row the whole value belongs to the label, whatever else it names
        claim = claim.model_copy(update={"conditions": polarity.conditions(text[label:])})
    start = min([mention.start, *([used.start] if used else [])])
    end = max([mention.end, *([used.end] if used else [])])
    return Statement(kind, claim, start, end, used, rivals, mention.alias)


def _is_unlimited(text: str, mention: Mention) -> bool:
    """Whether a name at the end of a text holds the word for "without limit", or stands right behind it."""
    name = mention.end - mention.start
    return any(match.end() >= len(text) - name - 1 for match in polarity.UNLIMITED.finditer(text))


def _distance(text: str, figure: Quantity, mention: Mention) -> int:
    if figure.start >= mention.end:
        return figure.start - mention.end + 40 * text.count("|", mention.end, figure.start)
    return (mention.start - figure.end) * 2 + 6
