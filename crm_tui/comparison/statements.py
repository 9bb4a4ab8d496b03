"""A stretch of words as statements about terms: which kinds it names, and what it says of each.

Notes and papers are read by the same rules; only how they are cut into stretches differs.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from crm_tui.comparison import polarity
from crm_tui.comparison.claims import claim_of
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.fitting import fit, is_priced, is_tax, is_threshold
from crm_tui.comparison.kinds import remembered
from crm_tui.comparison.quantities import Quantity, quantities
from crm_tui.comparison.scales import Scale
from crm_tui.comparison.segments import is_another_way
from crm_tui.comparison.vocabulary import Kind, Mention, kinds, mentions
from crm_tui.comparison.words import tokens
from crm_tui.domain.claim import Claim

_JOINTS = frozenset({"and", "or", "the", "of", "for", "a", "an", "any", "on", "aur", "ya"})


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


@dataclass(frozen=True, slots=True)
class _Group:
    """Names that stand so close together that they share what is said: "prepay / foreclosure charges"."""

    names: tuple[Mention, ...]
    start: int
    end: int


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
    named = [one for one in mentions(text, areas, typed=loose) if not _counts(text, one)]
    if not named or len(named) > _MOST_NAMES:
        return ()
    loose = loose or bool(label and _UNIT_IN_LABEL.search(text[:label]))
    figures = quantities(text, today, american=american)
    if len(figures) > _MOST_NAMES:
        return ()
    if scale is not None and any(is_priced(one.kind) for one in named):
        figures = tuple(scale.of(one) for one in figures)
    named = _beside_figures(text, named, figures)
    groups = _groups(text, named)
    owned = _owners(text, groups, figures, loose)
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
        for kind, mention in _chosen(near, group, owned[place], areas, loose):
            statement = _statement(text, territory, kind, mention, owned[place], label, loose)
            if statement is not None:
                found.append(statement)
    return _told_once(found)


_SHORT = 2000
# clauses stand in a paper more than once, and a paper is read again when it is reviewed again
_read_before = remembered(8192)(_read)


def _conditional(group: _Group) -> bool:
    """Whether a name only says that what stands before it has a condition: "provided that"."""
    return all(one.kind.id == "general.conditions" for one in group.names)


_SAYS_NO = expression(r"(?:no|zero|nil|without|not|never|won['’]?t|will not)\b", re.IGNORECASE)
_SAYS_BEHIND = expression(
    r"\b(?:included|incl|waived|nil|nothing|optional|off|caps?|limits?|sub-?limits?)$", re.IGNORECASE
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


_COUNTED = {"loan.emi": "loan.n_emi"}
"""Kinds whose name behind a small bare number is a count: "84 emi"."""
_MOST_COUNTED = 480


def _counted(kind: Kind, mention: Mention, owned: Sequence[Quantity]) -> Kind:
    other = kinds().get(_COUNTED.get(kind.id, ""))
    if other is not None and any(
        figure.dimension == "number" and 0 <= mention.start - figure.end <= 12 and 1 < figure.low <= _MOST_COUNTED
        for figure in owned
    ):
        return other
    return kind


_PRICED = {
    "loan.prepay_allowed": "loan.prepay_charge",
    "deposit.premature_allowed": "deposit.premature_penalty",
    "lease.pets": "lease.pet_fee",
    "lease.parking": "lease.parking_fee",
    "general.debit_authority": "general.convenience_fee",
}
"""Kinds that become the price of the thing where a price or its absence is spoken of."""
_PRICE = expression(
    r"\b(?:free of (?:charge|cost)|(?:no|nil|without|any) (?:\w+ )?(?:charge|fee|cost|penalty)|charges?|fees?|"
    r"penalt(?:y|ies)|compensation|free)\b",
    re.IGNORECASE,
)


def priced(kind: Kind, text: str, owned: Sequence[Quantity]) -> Kind:
    """The kind, or the price of the thing where the words speak of a price."""
    other = kinds().get(_PRICED.get(kind.id, ""))
    if other is not None and (_PRICE.search(text) or any(figure.dimension == "money" for figure in owned)):
        return other
    return kind


def tells_of(named: Kind, kind: Kind) -> bool:
    """Whether the name of one kind may stand for another: "pets free" is about the fee for pets."""
    return named is kind or kind.id in (_PRICED.get(named.id), _COUNTED.get(named.id))


def _groups(text: str, named: Sequence[Mention]) -> list[_Group]:
    groups: list[list[Mention]] = []
    for mention in named:
        if groups:
            last = groups[-1][-1]
            between = [word for word, _, _ in tokens(text[last.end : mention.start])]
            same_span = mention.start == last.start
            if same_span or (
                len(between) <= 3
                and all(word in _JOINTS for word in between)
                and "," not in text[last.end : mention.start]
                and ":" not in text[last.end : mention.start]
            ):
                groups[-1].append(mention)
                continue
        groups.append([mention])
    return [_Group(tuple(group), group[0].start, max(one.end for one in group)) for group in groups]


def _owners(text: str, groups: list[_Group], figures: Sequence[Quantity], loose: bool) -> list[list[Quantity]]:
    """For each group its figures: each belongs to the nearest group that it fits, a group before it first."""
    owned: list[list[Quantity]] = [[] for _ in groups]
    for figure in figures:
        best: tuple[int, int] | None = None
        for place, group in enumerate(groups):
            if not any(fit(figure, one.kind, loose) for one in group.names):
                continue
            if is_tax(group.names[0].kind) and figure.end <= group.start and not figure.of_tax:
                continue
            gap = figure.start - group.end if figure.start >= group.end else (group.start - figure.end) * 2 + 6
            if figure.start < group.end and figure.end > group.start:
                gap = 0
            between = text[min(group.end, figure.end) : max(group.start, figure.start)]
            gap += (
                60 * between.count(";")
                + 40 * between.count("|")
                + 25 * between.count(",") * (figure.start < group.start)
            )
            crossed = sum(1 for other in groups if _between(other, group, figure))
            gap += 30 * crossed
            if best is None or gap < best[0]:
                best = (gap, place)
        if best is not None:
            owned[best[1]].append(figure)
    return owned


def _between(other: _Group, group: _Group, figure: Quantity) -> bool:
    low, high = sorted(((group.start, group.end), (figure.start, figure.end)))
    return low[1] <= other.start and other.end <= high[0]


def _chosen(
    text: str, group: _Group, owned: Sequence[Quantity], areas: Sequence[str], loose: bool
) -> list[tuple[Kind, Mention]]:
    """Of kinds that share one name, the one whose dimension fits the figures."""
    by_span: dict[tuple[int, int], list[Mention]] = {}
    for mention in group.names:
        by_span.setdefault((mention.start, mention.end), []).append(mention)
    chosen = []
    for alternatives in _with_head(by_span, areas).values():
        fitting = [one for one in alternatives if any(fit(figure, one.kind, loose) for figure in owned)]
        pick = (
            fitting[0]
            if fitting
            else min(alternatives, key=lambda one: one.kind.dimension not in ("charge", "provision"))
        )
        counted = _counted(pick.kind, pick, owned)
        if counted is not pick.kind and any(figure.dimension == "money" and figure.unit for figure in owned):
            # "60 monthly instalments of 345,90 €" says how many and how much
            chosen.append((pick.kind, pick))
        chosen.append((priced(counted, text, owned), pick))
    return chosen


def _beside_figures(text: str, named: list[Mention], figures: Sequence[Quantity]) -> list[Mention]:
    """The names without those that only say what a figure is for, where another name stands beside it.

    "Per month" is the unit of a price; "for each hospital stay" is when an ambulance is paid.
    """
    priced_by_time = [one for one in figures if one.per and one.dimension == "money"]
    others = [
        one
        for one in named
        if not (one.kind.id == "general.other_charges" and _FREE_OF.search(text[max(0, one.start - 14) : one.start]))
        and not any(figure.start <= one.start and one.end <= figure.end for figure in priced_by_time)
        and not _FOR_EACH.search(text[max(0, one.start - 12) : one.start])
    ]
    return others or named


_FREE_OF = expression(r"\b(?:no|without)(?: any)?\s$", re.IGNORECASE)
"""What makes a price that is named a word for none: "at no additional charge" is said of what is given."""
_FOR_EACH = expression(r"\b(?:for each|for every|per)\s$", re.IGNORECASE)


_UNIT_IN_LABEL = expression(r"%|\bmonths\b", re.IGNORECASE)
"""A label such as "Rate (%)" or "Tenure (months)" gives its unit to the bare number of the row."""
_TIMES = expression(r"\b(?:after|for|within|in|first|last|every|before|until)\s\d{1,3}\s?$", re.IGNORECASE)


def _counts(text: str, mention: Mention) -> bool:
    """Whether a name only counts time: the "emi" of "no charge after 12 emi"."""
    return mention.kind.id in _COUNTED and bool(_TIMES.search(text[max(0, mention.start - 16) : mention.start]))


_MOST_NAMES = 60
"""More names or figures than this in one stretch are rubbish, not a clause."""


def too_dense(text: str, areas: Sequence[str], today: date | None) -> bool:
    """Whether a stretch holds so many names and figures that nothing is read out of it."""
    if len(text) < _MOST_NAMES * 2:
        return False
    named = mentions(text, areas)
    return len(named) > _MOST_NAMES or bool(named and len(quantities(text, today)) > _MOST_NAMES)


_DENIED = expression(r"\b(?:no|without|zero|nil|free|waived?)\s(?:any\s)?$", re.IGNORECASE)
_NEGATED_LABEL = expression(r"\s*(?:no|not|without)\b", re.IGNORECASE)
_ADDED = expression(r"(?:\+|\bplus|\bless|\bminus|\badd)\s?$", re.IGNORECASE)
_HEADS = ("charge", "charges", "fee", "fees", "penalty")


def _with_head(
    by_span: dict[tuple[int, int], list[Mention]], areas: Sequence[str]
) -> dict[tuple[int, int], list[Mention]]:
    """In "prepay / foreclosure charges" the last noun belongs to both names."""
    spans = sorted(by_span)
    head = by_span[spans[-1]][0].alias.split()[-1]
    if len(spans) < 2 or head not in _HEADS:
        return by_span
    shared: dict[tuple[int, int], list[Mention]] = {}
    for span in spans:
        own = by_span[span]
        longer = [] if own[0].alias.endswith(_HEADS) else mentions(f"{own[0].alias} {head}", areas)
        shared[span] = [replace(one, start=span[0], end=span[1]) for one in longer[:1]] or own
    return shared


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


def _distance(text: str, figure: Quantity, mention: Mention) -> int:
    if figure.start >= mention.end:
        return figure.start - mention.end + 40 * text.count("|", mention.end, figure.start)
    return (mention.start - figure.end) * 2 + 6
