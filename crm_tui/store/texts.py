"""Parts of texts, found without case and accents in a copy of the texts that is made for it.

Bytes as they are stored could only propose: an accent, a ligature or a full-width letter has others than what is typed.
"""

import bisect
import mmap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crm_tui.services.customers import folded
from crm_tui.store.keys import Index

_END = b"\n"


def searched(index: Index, document: Mapping[str, Any]) -> bytes:
    """The line of a document: its fields as they are searched."""
    values = [document.get(name) for name in index.path]
    # what is folded holds no line end
    return folded(" ".join([one for one in values if type(one) is str])).encode(errors="surrogatepass") + _END


def words_of(text: str) -> list[bytes]:
    """What is looked for, word by word."""
    return [word.encode(errors="surrogatepass") for word in folded(text).split()]


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

    def holding(self, words: Sequence[bytes]) -> Iterator[int]:
        """The places of the lines that hold every word."""
        at, place = self.begin, 0
        # the longest is the rarest, most often
        words = sorted(words, key=len, reverse=True)
        while True:
            start = at
            for word in words:
                hit = self.content.find(word, at, self.end)
                if hit < 0:
                    return
                place = bisect.bisect_right(self.starts, hit - self.begin) - 1
                # no line before this one holds the word, so that none needs a look for the others
                at = self.begin + self.starts[place]
            if at == start:
                yield place
                at = self.content.find(_END, at, self.end) + 1

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lines) and (self.tobytes(), list(self.starts)) == (other.tobytes(), list(other.starts))

    def __hash__(self) -> int:
        return hash(self.tobytes())

    def tobytes(self) -> bytes:
        """All lines."""
        return self.content[self.begin : self.end]
