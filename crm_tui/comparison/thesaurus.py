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
def _phrases() -> Mapping[str, Sequence[tuple[tuple[str, ...], str]]]:
    """The phrases of the thesaurus by their first stem, the shorter first: the words of each, and these as one."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, name in sorted(
        {words_of(one): one for one in _groups() if "-" in one}.items(), key=lambda one: len(one[0])
    ):
        found.setdefault(words[0], []).append((words, name))
    return found


def phrases(words: Sequence[tuple[str, int, int]]) -> Iterator[tuple[str, int, int]]:
    """The phrases of the thesaurus in a text that is cut into words: each joined by hyphens, with its place."""
    known = _phrases()
    for place, (word, start, _) in enumerate(words):
        for wanted, name in known.get(word, ()):
            row = words[place : place + len(wanted)]
            if tuple(one[0] for one in row) == wanted:
                yield name, start, row[-1][2]
