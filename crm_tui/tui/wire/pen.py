"""Where the terminal's cursor is, in which look it writes, and what it is sent."""

from crm_tui.tui.wire import looks
from crm_tui.tui.wire.looks import PLAIN, Look
from crm_tui.tui.wire.moves import way
from crm_tui.tui.wire.terminals import Terminal


class Pen:
    """Writes on a terminal, or on trial."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.look: Look | None = None
        """The look that is set; None where nobody knows."""
        self.x: int | None = None
        """The cursor's column; None where nobody knows."""
        self.y: int | None = None
        """The cursor's line; None where nobody knows."""
        self.sent: list[str] = []
        """What brought it here."""

    def on_trial(self) -> "Pen":
        """Another one at the same place, which has sent nothing."""
        other = Pen(self.terminal)
        other.look, other.x, other.y = self.look, self.x, self.y
        return other

    def take_over(self, other: "Pen") -> None:
        """Send what another one has tried, and be where it is."""
        self.sent += other.sent
        self.look, self.x, self.y = other.look, other.x, other.y

    def be_lost(self) -> None:
        """Nobody knows where the cursor is."""
        self.x = self.y = None

    def begin(self) -> None:
        """Empty the screen."""
        self.sent.append("\x1b[m\x1b[H\x1b[2J")
        self.look, self.x, self.y = PLAIN, 0, 0

    @property
    def cost(self) -> int:
        """How many bytes are sent."""
        return len("".join(self.sent).encode())

    def way_to(self, x: int, y: int) -> str:
        """What brings the cursor to a place."""
        return "" if (self.x, self.y) == (x, y) else way(self.terminal, self.x, self.y, x, y)

    def go(self, x: int, y: int) -> None:
        """Set the cursor on a place."""
        if sent := self.way_to(x, y):
            self.sent.append(sent)
            self.x, self.y = x, y

    def wear(self, look: Look, *, blank: bool) -> None:
        """Set a look; with ``blank`` only what can be seen of it without a letter."""
        if look == self.look:
            return
        sent, self.look = looks.change(self.look, look, blank=blank, singly=self.terminal.turns_off_singly)
        if sent:
            self.sent.append(sent)

    def wears(self, letter: str, look: Look) -> bool:
        """Whether a letter can be written in the look that is set."""
        worn = self.look
        if letter == " " and look.is_clean:
            return worn is not None and worn.is_clean and worn.paper == look.paper
        return worn == look and letter != ""

    def erases_in(self, look: Look) -> bool:
        """Whether blanks of this look can be made by erasing."""
        return look.is_clean and (not look.paper or self.terminal.erases_in_colour)

    def erase(self, start: int, end: int, y: int, width: int, look: Look) -> bool:
        """Make cells of a line blank, in a look in which they can be; whether the terminal can do it."""
        if end < width and not self.terminal.erases_cells:
            return False
        self.go(start, y)
        self.wear(look, blank=True)
        self.sent.append("\x1b[K" if end >= width else f"\x1b[{end - start}X")
        return True

    def empty(self, top: int, bottom: int, height: int) -> bool:
        """Make whole lines blank; whether the terminal can do it."""
        if bottom + 1 < height and not self.terminal.moves_lines:
            return False
        self.wear(PLAIN, blank=True)
        self.go(0, top)
        count = bottom + 1 - top
        # what stands below comes up, and goes down again to where it stood
        self.sent.append("\x1b[J" if bottom + 1 == height else f"\x1b[{count}M\x1b[{count}L")
        return True
