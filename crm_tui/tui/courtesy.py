"""What Textual's driver asks of every terminal, and what of it is left unsaid."""

from typing import TYPE_CHECKING, Protocol

from crm_tui.tui.capable import Capable
from crm_tui.tui.wire.driver import WireDriver

FOCUS_REPORTS = frozenset({"\x1b[?1004h", "\x1b[?1004l"})
"""Whether the window has the focus: nothing here depends on it, and each report costs an answer."""

QUESTIONS = frozenset({"\x1b[?2026$p", "\x1b[?2048$p"})
"""Whether frames can be held back until they are whole, and whether a new size is told in the line itself."""

KEYBOARD_MODE = frozenset({"\x1b[>25u", "\x1b[<u"})
"""Keys in the newer way of kitty, and back."""


class _At(Protocol):
    terminal: Capable


def unsaid(capable: Capable) -> frozenset[str]:
    """The sequences that are not written to such a terminal.

    An older one writes what it does not know of a question on the screen, and a screen that follows it, as tmux or a
    serial line, may too: so only those are asked that are known to answer.
    """
    return FOCUS_REPORTS if capable.answers else FOCUS_REPORTS | QUESTIONS | KEYBOARD_MODE


class CourteousDriver(WireDriver):
    """A driver that says nothing to a terminal which it is not known to understand.

    The app has the attribute ``terminal``.
    """

    if TYPE_CHECKING:
        _app: _At  # type: ignore[assignment]

    def write(self, data: str) -> None:
        """Write it, unless it is one of those that are left unsaid."""
        if data not in unsaid(self._app.terminal):
            super().write(data)
