"""What a terminal sends, cut into keys, pastes and answers: all of them may begin with the same character.

Over a slow line, or while the machine is busy, keys that were pressed one after the other arrive together: escape and
``2`` look like Alt and ``2`` then. No key of the program is pressed with Alt, so both are taken for what they are more
often. Left alone are the ways in which terminals send the keys of a field: by the word to the left and to the right
(``b`` and ``f`` on a Mac), and to take a word away.

Control sequences and strings have the form of ECMA-48. One that nobody asked for is as whole as any other: none of its
letters is a key.
"""

import re
import time
from collections.abc import Callable, Generator, Iterator
from enum import Enum, auto
from typing import NamedTuple

ESCAPE = "\x1b"

_PASTE, _PASTED = "\x1b[200~", "\x1b[201~"
_STRING = r"\][0-9]+;[^\x07\x1b]*(?:\x07|\x1b\\)|(?:P(?:>\||[01][+$]r|!\|)|_G)[^\x1b]*\x1b\\"
"""A string: a colour or a name (OSC), or an answer that another program may have asked for (DCS, APC)."""

_PIECE = re.compile(
    rf"(?P<string>\x1b(?:{_STRING}))"
    # a click as the first terminals told it, a function key of the Linux console, a key of rxvt with shift
    r"|(?P<sequence>\x1b(?:\[M[^\x00-\x1f]{3}|\[\[[A-Z]|\[[0-9]+\$|\[[0-?]*[ -/]*[@-~]|O[1-9]?[A-Za-z]|[bf\x7f]))"
    r"|(?P<escape>\x1b)"
)
_UNDECIDED = re.compile(
    r"\x1b(?:\[\[?|\[M[^\x00-\x1f]{0,2}|\[[0-?]*[ -/]*|O[1-9]?|\][0-9]*|\][0-9]+;[^\x07\x1b]*\x1b?"
    r"|P(?:[>01!]|[01][+$])?|(?:P(?:>\||[01][+$]r|!\|)|_G)[^\x1b]*\x1b?|_)?\Z"
)
_STOPPED = re.compile(r"\]11;[0-9A-Za-z:/]*(?:\x07|\x1b\\)|\[\?[0-9;]*c")
"""The rest of an answer to what is asked here, whose first character was taken for the key."""

_TWO = 2
_MOST = 4096
"""Characters of a sequence or string, beyond which it is none."""

_GONE = 3.0
"""Seconds after which nothing more comes of what has begun."""


class Kind(Enum):
    """What arrived."""

    LETTERS = auto()
    """Keys, each with one character."""

    ESCAPE = auto()
    """The escape key."""

    SEQUENCE = auto()
    """Another key, the mouse, or an answer; it need not be known."""

    STRING = auto()
    """An answer that is no key in any case."""

    PASTED = auto()
    """A text that was pasted, without its marks."""


class Piece(NamedTuple):
    """One thing that arrived."""

    kind: Kind
    """What it is."""

    text: str
    """What it consists of."""


class Escapes:
    """Takes what is typed as it arrives, in any parts."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._held = ""
        self._pasted: list[str] | None = None
        self._was_alone = False
        self._at = 0.0

    def parts(self, typed: str) -> Iterator[Piece]:
        """What arrived, in its order; what may go on is held back until it does, or until :meth:`rest`."""
        if not typed:
            return
        is_late, self._at = self._clock() - self._at > _GONE, self._clock()
        if is_late:
            yield from self._given_up()
        was_alone, self._was_alone = self._was_alone, False
        if was_alone and (stopped := _STOPPED.match(typed)):
            yield Piece(Kind.STRING, ESCAPE + stopped[0])
            typed = typed[stopped.end() :]
        if self._held == ESCAPE and typed[:1] not in ("[", "O", "]", "P", "_"):
            # two that came apart are no sequence, even where they would be one together
            yield from self.rest()
        text, self._held = self._held + typed, ""
        while text:
            if self._pasted is not None:
                text = yield from self._paste(self._pasted, text)
            else:
                before, mark, text = text.partition(_PASTE)
                yield from self._cut(before, is_all=not mark)
                self._pasted = [] if mark else None

    def rest(self) -> Iterator[Piece]:
        """What was held back and is a key, as nothing followed; of a sequence and a paste more is waited for."""
        if self._pasted is None and 0 < len(self._held) <= _TWO:
            held, self._held = self._held, ""
            yield Piece(Kind.ESCAPE, ESCAPE)
            self._was_alone = held == ESCAPE
            if held != ESCAPE:
                yield Piece(Kind.LETTERS, held[1:])

    def _given_up(self) -> Iterator[Piece]:
        """What began and was never ended: a paste is one so far, of a sequence nothing is left."""
        if self._pasted is not None:
            yield Piece(Kind.PASTED, "".join(self._pasted) + self._held)
        self._pasted, self._held = None, ""

    def _paste(self, pasted: list[str], text: str) -> Generator[Piece, None, str]:
        """What was pasted, once all of it is there; what follows is handed back."""
        part, mark, rest = text.partition(_PASTED)
        if not mark:
            # the mark may be cut anywhere
            end = max((n for n in range(len(_PASTED)) if part.endswith(_PASTED[:n])), default=0)
            self._held = part[len(part) - end :]
            pasted.append(part[: len(part) - end])
            return ""
        yield Piece(Kind.PASTED, "".join([*pasted, part]))
        self._pasted = None
        return rest

    def _cut(self, text: str, *, is_all: bool) -> Iterator[Piece]:
        undecided = _UNDECIDED.search(text) if is_all else None
        if undecided is not None:
            text, self._held = text[: undecided.start()], undecided[0][:_MOST]
        done = 0
        for found in _PIECE.finditer(text):
            if found.start() > done:
                yield Piece(Kind.LETTERS, text[done : found.start()])
            done = found.end()
            yield Piece(Kind[(found.lastgroup or "").upper()], found[0])
        if done < len(text):
            yield Piece(Kind.LETTERS, text[done:])
