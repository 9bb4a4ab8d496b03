"""The escape key and the terminal's answers, told apart from the keys that begin with the same character.

Over a slow line, or while the machine is busy, keys that were pressed one after the other arrive together: escape and
``2`` look like Alt and ``2`` then. No key of the program is pressed with Alt, so both are taken for what they are more
often. Left alone are the ways in which terminals send the keys of a field: by the word to the left and to the right
(``b`` and ``f`` on a Mac), and to take a word away.
"""

import re
from collections.abc import Iterator

from crm_tui.tui.wire import answers

ESCAPE = "\x1b"

_PASTE, _PASTED = "\x1b[200~", "\x1b[201~"
_APART = re.compile(rf"({answers.ANSWER}|\x1b(?![\[Obf\x7f]))")
_UNDECIDED = re.compile(rf"(?:\x1b(?:\[(?:2(?:0[01]?)?)?|\])?|{answers.BEGUN})\Z")
_ANSWER_BEGUN = re.compile(answers.BEGUN)
_SEQUENCES = ("[", "O", "]")


class Escapes:
    """Takes what is typed as it arrives; what is pasted is not looked into."""

    def __init__(self) -> None:
        self._held = ""
        self._pastes = False

    def parts(self, typed: str) -> Iterator[str]:
        """What arrived, in its order: :data:`ESCAPE` is the key, an answer stands alone, all else is to be parsed.

        What may go on with what arrives next is held back until then, or until :meth:`rest`.
        """
        if self._held == ESCAPE and typed and not typed.startswith(_SEQUENCES):
            # two that came apart are no sequence, even where they would be one together
            yield from self.rest()
        text = self._held + typed
        undecided = _UNDECIDED.search(text)
        end = undecided.start() if undecided else len(text)
        text, self._held = text[:end], text[end:]
        while text:
            if self._pastes:
                part, mark, text = text.partition(_PASTED)
                yield part + mark
                self._pastes = not mark
            else:
                part, mark, text = text.partition(_PASTE)
                yield from filter(None, _APART.split(part))
                if mark:
                    yield mark
                self._pastes = bool(mark)

    def rest(self) -> Iterator[str]:
        """What was held back, as nothing followed; the end of an answer and of what is pasted is waited for."""
        if self._held and not self._pastes and not _ANSWER_BEGUN.match(self._held):
            held, self._held = self._held, ""
            yield held
