"""The names of the known kinds, filed by the word with which they begin, laid out as a tree where a text has that word.

There are tens of thousands of names, and one paper calls for a small part of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crm_tui.comparison.kinds import Kind, kinds, remembered
from crm_tui.comparison.words import stem, stems, words_of

NO_NAMES = stems(
    "included includes covered cover allowed free excluded excludes nil waived yes no ok available permitted"
)
"""Words that say yes or no of a term and therefore can't be the name of one."""

SMALL = frozenset(
    [
        "of",
        "the",
        "a",
        "an",
        "to",
        "is",
        "are",
        "be",
        "will",
        "shall",
        "on",
        "your",
        "our",
        "ka",
        "ki",
        "ke",
        "ko",
        "any",
    ]
)
"""Words that some put into a name and others leave out."""

_NO_NOUNS = frozenset(["at", "in", "by", "for", "from", "no", "not", "with", "and", "or", "per", "up", "out", "as"])
"""What is left of a name such as "at will" when its small words are gone, and can't be told from any other text."""


_Name = tuple[str, Kind, bool]
"""A name as the pack writes it, its kind, and whether it is a longer phrase that bars the kind."""


@dataclass(slots=True)
class Node:
    """A place in the tree of names."""

    further: dict[str, "Node"]
    """By the next word."""

    named: tuple[tuple[str, Kind], ...] = ()
    """The kinds whose name ends here, each with its area."""

    barred: tuple[Kind, ...] = ()
    """The kinds that are not meant by what ends here."""

    text: str = ""
    """The name as the pack writes it."""


class Names:
    """All names of some kinds. What begins with a word is laid out when that word is first asked for."""

    def __init__(self, known: Iterable[Kind]) -> None:
        filed: dict[str, list[_Name]] = {}
        heads: dict[str, str] = {}
        for kind in known:
            for texts, bars in ((kind.aliases, False), (kind.excludes, True)):
                for text in texts:
                    first = text.partition(" ")[0]
                    head = heads.get(first)
                    if head is None:
                        head = heads[first] = _borne(first)
                    filed.setdefault(head or _head(text), []).append((text, kind, bars))
        self._filed: Mapping[str, list[_Name]] = filed
        self._nodes: dict[str, Node] = {}
        self._alike: dict[str, Mapping[tuple[str, ...], frozenset[str]]] = {}

    def begun(self, word: str) -> Node | None:
        """What may follow this stem, if a name begins with it."""
        node = self._nodes.get(word)
        if node is None and word in self._filed:
            node = self._nodes[word] = _laid_out(self._filed[word])
        return node

    def alike(self, name: str) -> frozenset[str]:
        """The ids of all the kinds that have a name with the same words."""
        head = _head(name)
        if head not in self._alike:
            named: dict[tuple[str, ...], set[str]] = {}
            for text, kind, bars in self._filed.get(head, ()):
                if not bars:
                    named.setdefault(words_of(text), set()).add(kind.id)
            self._alike[head] = {words: frozenset(ids) for words, ids in named.items()}
        return self._alike[head].get(words_of(name), frozenset())


@remembered()
def names() -> Names:
    """The names of all the kinds that are known now."""
    return Names(kinds().values())


def bearing(words: Sequence[str]) -> Sequence[str]:
    """The words of a name without the small ones."""
    return words if SMALL.isdisjoint(words) else [word for word in words if word not in SMALL] or words


def _head(name: str) -> str:
    """The stem under which a name is filed; empty if there is no word in it."""
    return _borne(name.partition(" ")[0]) or next(iter(bearing(words_of(name))), "")


def _borne(first: str) -> str:
    """The stem of the first word of a name; empty where a name is not filed under it."""
    head = stem(first) if first.isalnum() else ""
    return "" if head in SMALL else head


def _laid_out(filed: Iterable[_Name]) -> Node:
    root = Node({})
    for text, kind, bars in filed:
        words = words_of(text)
        borne = bearing(words)
        if not bars and (NO_NAMES.issuperset(words) or _NO_NOUNS.issuperset(borne)):
            continue
        node = root
        for word in borne[1:]:
            node = node.further.get(word) or node.further.setdefault(word, Node({}))
        node.text = text
        if bars:
            node.barred = (*node.barred, kind)
        elif all(other is not kind for _, other in node.named):
            node.named = (*node.named, (kind.area, kind))
    return root
