"""What there is to say of the line under the cursor, in the few lines that there is room for."""

from textual.content import Content
from textual.widget import Widget

from crm_tui.tui import keymap


class Explanation(Widget):
    """Shows a text; where it has no room for all of it, its last line names the key that shows the whole."""

    def __init__(self) -> None:
        super().__init__(id="explanation")
        self.text = Content("")
        """All of it."""

    def say(self, text: Content) -> None:
        """Show this."""
        self.text = text
        self.refresh()

    def render(self) -> Content:
        """As much of the text as there is room for."""
        size = self.content_size
        told = self.text.wrap(size.width) if size.width else []
        if len(told) <= size.height or not size.height:
            return self.text
        more = Content.assemble(
            "… ", (self.app.get_key_display(keymap.IN_FULL), "bold $text-accent"), f" {keymap.IN_FULL.description}"
        )
        last = told[size.height - 1].truncate(size.width - more.cell_length - 1).rstrip()
        return Content("\n").join([*told[: size.height - 1], last + Content(" ") + more])
