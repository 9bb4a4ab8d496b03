"""Kinds that are as good as one: the same name in another pack."""

from collections.abc import Mapping

from crm_tui.comparison.kinds import remembered
from crm_tui.comparison.vocabulary import Kind, kinds
from crm_tui.comparison.words import words_of

_ALIKE = (("loan.prepay_charge", "loan.foreclosure_charge"),)
"""Kinds that desks and papers name for each other."""


@remembered()
def _shared() -> Mapping[str, frozenset[str]]:
    """Each kind's kin: kinds that share a name with it and are compared alike."""
    by_name: dict[str, set[str]] = {}
    for kind in kinds().values():
        for alias in kind.aliases:
            by_name.setdefault(" ".join(words_of(alias)), set()).add(kind.id)
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
