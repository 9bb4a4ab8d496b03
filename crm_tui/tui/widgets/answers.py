"""A list of answers in which the one under the cursor is seen on every terminal."""

from textual.style import Style
from textual.widgets import OptionList


class MarkedList(OptionList):
    """Textual's list leaves out ``reverse`` where it puts styles together, and without colours nothing else tells."""

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """The style with all that the style sheet says."""
        style = super().get_visual_style(*component_classes, partial=partial)
        reverses = any(self.get_component_styles(name).text_style.reverse for name in component_classes)
        return style + Style(reverse=True) if reverses else style
