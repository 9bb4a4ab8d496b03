"""Where what was erased may still be read: in records that say it otherwise, and in papers."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from crm_tui.domain.errors import DeskError
from crm_tui.store.papers import PaperFolder

LEAST = 4
"""Characters of a text that is looked for elsewhere; a shorter one stands in too many words."""

Read = Callable[[Path], str]
"""The text of a paper; DeskError if there is none, or not of every page."""

_NAME = 4
"""A text of at most so many words is taken for a name, of which each word tells."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Traces:
    """Looks for texts in any capitals and spacing, and for the words of names."""

    def __init__(self, texts: Iterable[str]) -> None:
        wanted = {part for text in texts for part in (text, *_words(text))}
        wanted = {one for one in wanted if len(one.strip()) >= LEAST and not _DAY.fullmatch(one)}
        found = [r"\s+".join(map(re.escape, one.split())) for one in sorted(wanted, key=lambda one: (-len(one), one))]
        self._wanted = re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)", re.IGNORECASE) if found else None

    def stand_in(self, text: str) -> bool:
        """Whether one of them does."""
        return self._wanted is not None and self._wanted.search(text) is not None

    def in_papers(self, store: Path, read: Read) -> tuple[list[str], list[str]]:
        """The digests of the kept papers in which one of them stands, and of those that could not be read through."""
        held, unread = [], []
        for paper in PaperFolder(store).kept() if self._wanted else ():
            try:
                if self.stand_in(read(paper)):
                    held.append(paper.stem)
            except DeskError:
                unread.append(paper.stem)
        return held, unread


def _words(text: str) -> list[str]:
    words = text.split()
    return [word for word in words if any(map(str.isalpha, word))] if len(words) <= _NAME else []
