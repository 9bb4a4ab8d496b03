"""Parts of texts, found without case and accents in a copy of the texts that is made for it.

Bytes as they are stored could only propose: an accent, a ligature or a full-width letter has others than what is typed.
"""

import bisect
import mmap
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, repeat
from operator import contains
from typing import Any

from crm_tui.services.customers import folded
from crm_tui.store.keys import Index

_END = b"\n"

_LETTERS = "latin-1"
"""Each byte as a letter: a part of a line is looked for in letters in half the time that bytes take."""

_TOGETHER, _MOST_TOGETHER = 64, 2_048
"""So many lines are gone through together; more where most of them hold the word."""


def searched(index: Index, document: Mapping[str, Any]) -> bytes:
    """The line of a document: its fields as they are searched."""
    texts: list[str] = []
    for name in index.path:
        value = document.get(name)
        if type(value) is str:
            texts.append(_folded(value))
        elif value:
            texts += map(_folded, texts_in(value))
    # what is folded holds no line end
    return " ".join(filter(None, texts)).encode(errors="surrogatepass") + _END


# one text stands in several lines of a document, and one name in many documents
_folded = lru_cache(maxsize=512)(folded)


def texts_in(value: Any) -> Iterator[str]:
    """The texts of a value, and of what is inside it."""
    if type(value) is str:
        yield value
    elif type(value) is list:
        for one in value:
            yield from texts_in(one)
    elif type(value) is dict:
        yield from texts_in(list(value.values()))


def words_of(text: str) -> list[bytes]:
    """What is looked for, word by word."""
    return [word.encode(errors="surrogatepass") for word in folded(text).split()]


def _as_letters(text: bytes) -> str:
    return text.decode(_LETTERS)


@dataclass(frozen=True, slots=True)
class Having:
    """What a document has to have: one of the words, or one of the numbers."""

    words: tuple[bytes, ...]
    """As they stand in a line."""

    links: Mapping[str, Set[int]]
    """Numbers by the exact index of the field that holds one of them."""

    def is_had(self, line: bytes, document: Mapping[str, Any], indexes: Mapping[str, Index]) -> bool:
        """Whether a document has it; ``line`` is the one of its texts."""
        return any(word in line for word in self.words) or any(
            document.get(indexes[link].path[0]) in numbers for link, numbers in self.links.items()
        )


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """The lines of a table's documents, one after the other."""

    content: bytes | mmap.mmap
    """Where they stand."""

    begin: int
    """The first byte of the first line."""

    end: int
    """Right behind the last line."""

    starts: Sequence[int]
    """Where each line begins, counted from ``begin``."""

    def holding(self, words: Sequence[bytes]) -> list[int]:
        """The places of the lines that hold every word, ascending."""
        # the longest is the rarest, most often
        rarest, *others = sorted(map(_as_letters, words), key=len, reverse=True)
        places: list[int] = []
        for first, lines, held in self._through(rarest):
            found = list(compress(range(first, first + len(lines)), held))
            for word in others:
                found = [place for place in found if word in lines[place - first]]
            places += found
        return places

    def marks(self, word: bytes) -> bytearray:
        """A byte for each line: 1 where it holds the word, else 0."""
        marks = bytearray(len(self.starts))
        for first, lines, held in self._through(_as_letters(word)):
            marks[first : first + len(lines)] = held
        return marks

    def _through(self, word: str) -> Iterator[tuple[int, list[str], bytes]]:
        """Some lines after the other: the place of the first, the lines, and 1 for each that holds the word.

        Lines that don't hold it may be passed over.
        """
        sought, count, together = word.encode(_LETTERS), len(self.starts), _TOGETHER
        at = self.begin
        while (hit := self.content.find(sought, at, self.end)) >= 0:
            first = bisect.bisect_right(self.starts, hit - self.begin) - 1
            last = min(first + together, count)
            at = self.begin + self.starts[last] if last < count else self.end
            # a word that stands in most lines is found faster by going through them than by looking for the next
            lines = _as_letters(self.content[self.begin + self.starts[first] : at]).split("\n")
            del lines[last - first :]
            held = bytes(map(contains, lines, repeat(word)))
            yield first, lines, held
            together = _TOGETHER if held.count(1) * 4 < last - first else min(2 * together, _MOST_TOGETHER)

    def line(self, place: int) -> bytes:
        """The line at a place, without its end."""
        end = self.starts[place + 1] - 1 if place + 1 < len(self.starts) else self.end - self.begin - 1
        return self.content[self.begin + self.starts[place] : self.begin + end]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lines) and (self.tobytes(), list(self.starts)) == (other.tobytes(), list(other.starts))

    def __hash__(self) -> int:
        return hash(self.tobytes())

    def tobytes(self) -> bytes:
        """All lines."""
        return self.content[self.begin : self.end]
