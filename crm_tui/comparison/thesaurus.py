"""Words that desks and papers use for each other. They find a passage; they never clear a promise."""

from collections.abc import Mapping

from crm_tui.comparison.kinds import packs, remembered
from crm_tui.comparison.words import stem


@remembered()
def _groups() -> Mapping[str, frozenset[str]]:
    """Each stem's companions."""
    found: dict[str, set[str]] = {}
    for pack in packs():
        for line in pack.companions:
            group = {stem(word) for word in line.split()}
            for one in group:
                found.setdefault(one, set()).update(group)
    return {word: frozenset(others) for word, others in found.items()}


def companions(word: str) -> frozenset[str]:
    """The stems that may stand for a stem; itself among them."""
    return _groups().get(word, frozenset({word}))
