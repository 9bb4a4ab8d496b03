"""The names of all customers but one: what is printed for one of them names no other."""

import re
from collections.abc import Iterable
from typing import Self

from crm_tui.domain.customer import Customer
from crm_tui.services.customers import folded
from crm_tui.services.desk import Desk

_SHORTEST = 3
_LETTERS = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")


class OtherNames:
    """Finds whole names of others in a text, whatever the case, accents or spacing.

    A part of a name, or a name that the customer's own name holds as well, is not known for another's.
    """

    def __init__(self, own: str, others: Iterable[str]) -> None:
        mine = _words(own)
        self._names = {name for one in others for name in _written(one) if f" {name} " not in f" {mine} "}
        self._longest = max((name.count(" ") + 1 for name in self._names), default=0)
        # a script without spaces between words has no words to look up
        self._unspaced = tuple(name for name in self._names if not _is_spaced(name))

    @classmethod
    def at(cls, desk: Desk, customer: Customer) -> Self:
        """Of everybody else whom the desk deals with."""
        return cls(customer.name, (one.name for one in desk.store.find(Customer) if one.id != customer.id))

    def without(self, text: str, instead: str) -> str:
        """The text, or what stands in its place where it names somebody else."""
        return instead if self.are_in(text) else text

    def are_in(self, text: str) -> bool:
        """Whether a text names somebody else."""
        words = _words(text).split()
        for start in range(len(words)):
            for end in range(start + 1, min(len(words), start + self._longest) + 1):
                if " ".join(words[start:end]) in self._names:
                    return True
        together = folded(text)
        return any(name in together for name in self._unspaced)


def _written(name: str) -> Iterable[str]:
    """A name and, where it stands in two scripts, each of them: ``李美玲 (Li Meiling)``."""
    for one in (name, *re.split(r"[()]", name)):
        words = _words(one)
        if len(words) >= _SHORTEST or (words and not _is_spaced(words)):
            yield words


def _words(text: str) -> str:
    return " ".join(_LETTERS.findall(folded(text)))


def _is_spaced(words: str) -> bool:
    return not any("⺀" <= letter <= "鿿" or "぀" <= letter <= "ヿ" or "฀" <= letter <= "๿" for letter in words)
