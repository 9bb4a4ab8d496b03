"""The last step before a line is painted: what the terminal can't show gives way to plainer signs."""

from functools import cached_property

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from crm_tui.domain.letters import shown
from crm_tui.tui.capable import Letters


class Lettering(LineFilter):
    """Paints every line in one character set. Columns and the length of a line stay."""

    def __init__(self, letters: Letters) -> None:
        """``letters`` are what the terminal shows; with all of them nothing changes."""
        super().__init__(enabled=letters is not Letters.ALL)
        self._letters = letters
        self._makes_up = True

    @cached_property
    def as_stated(self) -> "Lettering":
        """The same for a widget that states how long its lines are, and counts every sign that takes a cell."""
        same = Lettering(self._letters)
        same._makes_up = False
        return same

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 Textual gives it
        """The same line in letters that can be shown."""
        painted = list(segments)
        excess = 0
        for place, segment in enumerate(painted):
            if segment.control or segment.text.isascii():
                continue
            text, was = shown(segment.text, self._letters), cell_len(segment.text)
            text = text.ljust(was)
            excess += len(text) - was
            painted[place] = Segment(text, segment.style)
        return _shortened(painted, excess) if excess and self._makes_up else painted


def _shortened(segments: list[Segment], excess: int) -> list[Segment]:
    """The line without so many cells: spaces first, from its end.

    The columns count the vowel signs of Indian scripts, which become a sign each; Textual's length of a line does not.
    """
    for is_space in (True, False):
        for place in range(len(segments) - 1, -1, -1):
            text, style, control = segments[place]
            spare = len(text) - len(text.rstrip()) if is_space else len(text)
            if excess and spare and not control:
                taken = min(spare, excess)
                segments[place] = Segment(text[:-taken], style)
                excess -= taken
    return segments
