"""Words that desks and papers use for each other. They find a passage; they never clear a promise."""

from collections.abc import Iterator, Mapping, Sequence

from crm_tui.comparison.kinds import packs, remembered
from crm_tui.comparison.words import stem, words_of


@remembered()
def _groups() -> Mapping[str, frozenset[str]]:
    """Each stem's companions; two words of a phrase such as "walk-away" are one, joined by a hyphen."""
    found: dict[str, set[str]] = {}
    for pack in packs():
        for line in pack.companions:
            group = {"-".join(map(stem, word.split("-"))) for word in line.split()}
            for one in group:
                found.setdefault(one, set()).update(group)
    return {word: frozenset(others) for word, others in found.items()}


def companions(word: str) -> frozenset[str]:
    """The stems that may stand for a stem; itself among them."""
    return _groups().get(word, frozenset({word}))


@remembered()
def _phrases() -> Mapping[tuple[str, ...], str]:
    return {words_of(one): one for one in _groups() if "-" in one}


def phrases(words: Sequence[tuple[str, int, int]]) -> Iterator[tuple[str, int, int]]:
    """The phrases of the thesaurus in a text that is cut into words: each joined by hyphens, with its place."""
    known = _phrases()
    for place in range(len(words) - 1):
        for length in (2, 3):
            row = words[place : place + length]
            if len(row) == length and (name := known.get(tuple(one[0] for one in row))):
                yield name, row[0][1], row[-1][2]
