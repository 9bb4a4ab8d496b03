"""The names of kinds in a stretch of words: which stand together, which figures are theirs, which kind each means."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crm_tui.comparison.expressions import expression
from crm_tui.comparison.fitting import fit, is_tax
from crm_tui.comparison.quantities import Quantity
from crm_tui.comparison.vocabulary import Kind, Mention, kinds, mentions
from crm_tui.comparison.words import tokens

_JOINTS = frozenset({"and", "or", "the", "of", "for", "a", "an", "any", "on", "aur", "ya"})


@dataclass(frozen=True, slots=True)
class Group:
    """Names that stand so close together that they share what is said: "prepay / foreclosure charges"."""

    names: tuple[Mention, ...]
    """They."""

    start: int
    """Where the first begins."""

    end: int
    """Where the last ends."""


_DENIED = expression(r"(?:no|without|zero|nil|hakuna|walang)\s$", re.IGNORECASE)
_NO = expression(r"(?:no|without|zero|nil)\s", re.IGNORECASE)
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


def grouped(text: str, named: Sequence[Mention]) -> list[Group]:
    """The names of a stretch, in its order, those together that share what is said."""
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
    return [Group(tuple(group), group[0].start, max(one.end for one in group)) for group in groups]


_SINCE = expression(r"\s(?:after|following|from) (?:the )?(?:date of )?(?:the )?", re.IGNORECASE)


def owners(text: str, groups: list[Group], figures: Sequence[Quantity], loose: bool) -> list[list[Quantity]]:
    """For each group its figures: each belongs to the nearest group that it fits, a group before it first."""
    owned: list[list[Quantity]] = [[] for _ in groups]
    for figure in figures:
        best: tuple[int, int] | None = None
        for place, group in enumerate(groups):
            if not any(fit(figure, one.kind, loose) for one in group.names):
                continue
            if figure.dimension == "duration" and _SINCE.fullmatch(text, figure.end, max(figure.end, group.start)):
                # "one month after drawdown" tells when something else falls due
                continue
            if loose and figure.end <= group.start and _is_denied(text, group.start):
                # "14.20 a month no interest": what is denied has no figure before it
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


def _is_denied(text: str, start: int) -> bool:
    return bool(_DENIED.search(text[max(0, start - 9) : start]) or _NO.match(text, start))


def _between(other: Group, group: Group, figure: Quantity) -> bool:
    low, high = sorted(((group.start, group.end), (figure.start, figure.end)))
    return low[1] <= other.start and other.end <= high[0]


def chosen(
    text: str, group: Group, owned: Sequence[Quantity], areas: Sequence[str], loose: bool
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


def beside_figures(text: str, named: list[Mention], figures: Sequence[Quantity]) -> list[Mention]:
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


_TIMES = expression(r"\b(?:after|for|within|in|first|last|every|before|until)\s\d{1,3}\s?$", re.IGNORECASE)


def is_count(text: str, mention: Mention) -> bool:
    """Whether a name only counts time: the "emi" of "no charge after 12 emi"."""
    return mention.kind.id in _COUNTED and bool(_TIMES.search(text[max(0, mention.start - 16) : mention.start]))


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
