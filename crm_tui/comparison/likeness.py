"""Kinds that are as good as one, and passages that name a kind in other words or another order."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from crm_tui.comparison.claims import claim_of
from crm_tui.comparison.fitting import fit, is_threshold
from crm_tui.comparison.kinds import remembered
from crm_tui.comparison.layout import Passage
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.quantities import quantities
from crm_tui.comparison.statements import Statement
from crm_tui.comparison.vocabulary import Kind, kinds, tokens

_SMALL = frozenset(
    ["of", "for", "the", "a", "an", "on", "in", "to", "and", "or", "is", "be", "by", "with", "at", "from", "per"]
)


_ALIKE = (("loan.prepay_charge", "loan.foreclosure_charge"),)
"""Kinds that desks and papers name for each other."""


@remembered()
def _shared() -> Mapping[str, frozenset[str]]:
    """Each kind's kin: kinds that share a name with it and are compared alike."""
    by_name: dict[str, set[str]] = {}
    for kind in kinds().values():
        for alias in kind.aliases:
            by_name.setdefault(" ".join(word for word, _, _ in tokens(alias)), set()).add(kind.id)
    kin: dict[str, set[str]] = {one: set(ids) for ids in _ALIKE for one in ids}
    for ids in by_name.values():
        for one in ids:
            kin.setdefault(one, set()).update(ids)
    known = kinds()
    return {
        one: frozenset(
            other
            for other in others
            if known[other].dimension == known[one].dimension and known[other].direction == known[one].direction
        )
        for one, others in kin.items()
    }


def kin_of(kind: Kind) -> frozenset[str]:
    """The ids of the kinds that mean the same in another pack, its own among them."""
    return _shared().get(kind.id, frozenset({kind.id}))


@remembered()
def _word_sets(kind_id: str) -> tuple[frozenset[str], ...]:
    sets = {frozenset(word for word, _, _ in tokens(alias) if word not in _SMALL) for alias in kinds()[kind_id].aliases}
    return tuple(sorted((one for one in sets if len(one) > 1), key=lambda one: (-len(one), sorted(one))))


def alike(kind: Kind, passages: Sequence[Passage], today: date) -> Iterator[Clause]:
    """Statements in passages that hold all words of one of the kind's names, in any order.

    They can show a difference but never clear a promise.
    """
    for passage in passages:
        if passage.titled:
            continue
        label = passage.text[: passage.label] if passage.label else passage.text
        words = {word for word, _, _ in tokens(label)}
        named = next((one for one in _word_sets(kind.id) if one <= words), None)
        if named is None:
            continue
        clause = _clause(kind, passage, sorted(named), today)
        if clause is not None:
            yield clause


def _clause(kind: Kind, passage: Passage, named: Sequence[str], today: date) -> Clause | None:
    figures = [
        fitted
        for one in quantities(passage.text, today)
        if one.start >= passage.label
        and not is_threshold(passage.text, one, kind)
        and (fitted := fit(one, kind, False))
    ]
    figure = figures[0] if figures else None
    words = passage.text[passage.label :]
    claim = claim_of(kind, figure, words, passage.text)
    if claim is None:
        return None
    rivals = tuple(one for one in figures[1:] if figure is not None and one.low != figure.low)
    statement = Statement(kind, claim, 0, len(passage.text), figure, rivals, " ".join(named))
    # a label that has these words and no other names the kind, whatever their order: "Fee for processing"
    label = {word for word, _, _ in tokens(passage.text[: passage.label])} - _SMALL
    return Clause(statement, passage, loosely=label != set(named))
