"""What is typed or pasted is shown, and steers nothing."""

from rich.highlighter import Highlighter
from rich.text import Text
from textual.widgets import Input

from crm_tui.domain.text import visible


class Visible(Highlighter):
    """Draws an input's text with its control characters made visible, one for one, so that the cursor stays right."""

    def __init__(self, entry: Input) -> None:
        self._entry = entry

    def highlight(self, text: Text) -> None:
        """Show what stands in the input."""
        # Rich drops some control characters from a text, so that it is made anew from the value
        text.plain = visible(self._entry.value)
