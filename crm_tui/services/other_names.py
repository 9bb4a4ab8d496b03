"""The names of all customers but one: what is printed for one of them names no other, not even in part."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple, Self

from crm_tui.comparison.kinds import kinds, remembered
from crm_tui.domain.customer import Customer
from crm_tui.services.customers import folded
from crm_tui.services.desk import Desk
from crm_tui.services.name_words import ALSO_WORDS, BUSINESSES, DOES, TITLES

_SHORTEST = 3
_PLAIN_WORDS = re.compile(r"[a-z]+|[0-9]")
_UNSPACED = re.compile("[⺀-鿿぀-ヿ฀-๿]")
_BROKEN = re.compile(r"(?<=\w)[-\u2010]\s{1,20}(?=\w)")
"""A word that goes on in the next line."""


class _Word(NamedTuple):
    folded: str
    """Without capitals and accents."""

    as_name: bool
    """Whether it has a capital letter that no sentence and no heading gave it."""

    begins: bool
    """Whether a sentence begins with it."""


class OtherNames:
    """Finds names of others in a text, whole or in part, whatever the case, accents or spacing.

    Not known for another's: a word of the customer's own name, of the names of their contacts or of a place where
    customers live, a word of the vocabulary (``Home``, ``Insurance``), and a name that is a word as well (``Rose``,
    ``Bill``) unless it is written as a name.
    """

    def __init__(self, own: str, others: Iterable[str], *, known: Iterable[str] = ()) -> None:
        """``known`` are other texts of which no word tells of somebody else: contacts, places."""
        others = tuple(others)
        mine = _joined(own)
        names = {name for one in others for name in _written(one) if f" {name} " not in f" {mine} "}
        self._names = {*names, *(name.replace(" ", "") for name in names if _is_spaced(name))}
        self._longest = max((name.count(" ") + 1 for name in self._names), default=0)
        # a script without spaces between words has no words to look up
        unspaced = {name for name in names if not _is_spaced(name)}
        self._unspaced = tuple(unspaced | {name[1:] for name in unspaced if len(name) == _SHORTEST})
        no_names = {word for text in {own, *known} for word in _joined(text).split()}
        no_names |= TITLES | BUSINESSES
        parts = {word for name in names if _is_spaced(name) for word in name.split()}
        parts = (parts | {word for one in others for word in _without_apostrophe(one)}) - no_names
        words = {one for one in parts if one in ALSO_WORDS or len(one) < _SHORTEST}
        self._sometimes = {one for one in words if len(one) >= _SHORTEST - 1 and not one.isdigit()}
        self._always = {one for one in parts - words - _vocabulary() if not one.isdigit()}

    @classmethod
    def at(cls, desk: Desk, customer: Customer) -> Self:
        """Of everybody else whom the desk deals with."""
        every = desk.store.find(Customer)
        contacts = [one.name for one in customer.contacts]
        others = [one.name for one in every if one.id != customer.id]
        return cls(customer.name, others, known=(*contacts, *(one.place for one in every)))

    def without(self, text: str, instead: str) -> str:
        """The text, or what stands in its place where it names somebody else."""
        return instead if self.are_in(text) else text

    def are_in(self, text: str) -> bool:
        """Whether a text names somebody else."""
        if (whole := _BROKEN.sub("", text)) != text and self.are_in(whole):
            return True
        words = _words(text)
        plain = [one.folded for one in words]
        for start in range(len(plain)):
            for end in range(start + 1, min(len(plain), start + self._longest) + 1):
                if " ".join(plain[start:end]) in self._names:
                    return True
        if not self._always.isdisjoint(plain) or any(one.as_name and one.folded in self._sometimes for one in words):
            return True
        if any(
            one.begins and one.folded in self._sometimes and then in DOES
            for one, then in zip(words, plain[1:], strict=False)
        ):
            return True
        together = "".join(plain)
        return any(name in together for name in self._unspaced)


@remembered()
def _vocabulary() -> frozenset[str]:
    """The words of all terms that are known."""
    phrases = (one for kind in kinds().values() for one in (kind.label, *kind.aliases, *kind.excludes))
    return frozenset(word for one in phrases for word in _joined(one).split())


def _written(name: str) -> Iterable[str]:
    """A name and, where it stands in two scripts, each of them: ``李美玲 (Li Meiling)``."""
    for one in (name, *re.split(r"[()]", name)) if "(" in name else (name,):
        words = _joined(one)
        if len(words) >= _SHORTEST or (words and not _is_spaced(words)):
            yield words


def _without_apostrophe(name: str) -> list[str]:
    """``ONeill`` for ``O'Neill``."""
    if "'" not in name and "’" not in name:
        return []
    return [_joined(re.sub("['’]", "", one)) for one in name.split() if re.search("['’]", one)]


def _joined(text: str) -> str:
    # a large desk has a hundred thousand names
    if text.isascii() and text.isprintable():
        return " ".join(_PLAIN_WORDS.findall(text.lower()))
    return " ".join(one.folded for one in _words(text))


def _words(text: str) -> list[_Word]:
    """The words of a text; what has no shape of its own parts none."""
    seen = "".join(map(_plain, unicodedata.normalize("NFKC", text)))
    runs = list(re.finditer(r"\S+", seen))
    lettered = [one[0] for one in runs if one[0][:1].isalpha() and len(one[0]) > _SHORTEST]
    # the capitals of a heading tell nothing
    is_heading = sum(one[:1].isupper() for one in lettered) * 2 > len(lettered) > 1
    found: list[_Word] = []
    begins = True
    for run in runs:
        for place, one in enumerate(re.split(r"[.'’]", run[0])):
            if word := folded(one):
                capital = one[:1].isupper() and not is_heading
                found.append(_Word(word, capital and not begins and not place, begins))
                # what is counted begins behind its number
                begins = begins and word.isdigit()
        begins = begins or run[0].endswith(".")
    return found


def _plain(sign: str) -> str:
    """A sign as it parts words: a dot ends a sentence, an apostrophe a name, another one stands between words."""
    kind = _category(sign)
    if kind in ("Cf", "Cc") and not sign.isspace():
        return ""
    if sign in ".!?:":
        return ". "
    if kind[0] in "LM" or sign in "'’":
        return sign
    # a number that is written close to a name is no part of it
    return f" {sign} " if kind[0] == "N" else " "


@lru_cache(maxsize=4096)
def _category(sign: str) -> str:
    return unicodedata.category(sign)


def _is_spaced(words: str) -> bool:
    return words.isascii() or not _UNSPACED.search(words)
