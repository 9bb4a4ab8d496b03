"""Kinds that are as good as one: the same name in another pack."""

from crm_tui.comparison.kinds import remembered
from crm_tui.comparison.names import names
from crm_tui.comparison.vocabulary import Kind, kinds

_ALIKE = (("loan.prepay_charge", "loan.foreclosure_charge"),)
"""Kinds that desks and papers name for each other."""


@remembered(4096)
def _kin(kind_id: str) -> frozenset[str]:
    known = kinds()
    kind = known[kind_id]
    same = {one for ids in _ALIKE if kind_id in ids for one in ids}
    same.update(*map(names().alike, kind.aliases))
    return frozenset(
        other for other in same if known[other].dimension == kind.dimension and known[other].direction == kind.direction
    )


def kin_of(kind: Kind) -> frozenset[str]:
    """The ids of the kinds that are compared alike and share a name with this one, its own among them."""
    return _kin(kind.id) if kind.id in kinds() else frozenset({kind.id})
