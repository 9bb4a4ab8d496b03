"""The line of the daily check under the cursor, in the room below the list."""

from datetime import date

from textual.widgets import Static

from crm_tui.services.check_lines import Line
from crm_tui.tui import check_words


class LineInFull(Static):
    """Who owes whom what since when, what it is about and, in the last row always, the key to act."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._told: tuple[Line, date, str] | None = None

    def show(self, line: Line | None, today: date, act: str) -> None:
        """Show a line; ``act`` is which key does what."""
        self._told = (line, today, act) if line is not None else None
        self._fill()

    def on_resize(self) -> None:
        """Break the text anew."""
        self._fill()

    def _fill(self) -> None:
        if self._told is None:
            self.update("", layout=False)
        elif self.size.width:
            self.update(check_words.in_full(*self._told, self.size.width, self.size.height), layout=False)
