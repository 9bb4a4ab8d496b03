"""How much of each group the day has, and how much was overdue on the days before: over the list."""

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.widgets import Static

from crm_tui.services.check_lines import Group
from crm_tui.tui.present import Mark, Tone, cells

MARKS = {
    Group.OVERDUE: Mark("overdue", "!", Tone.BAD),
    Group.TODAY: Mark("due today", "●", Tone.CAUTION),
    Group.NEXT: Mark("next", "◔", Tone.NEWS),
    Group.NO_DATE: Mark("no date", "○", Tone.QUIET),
    Group.NO_NEXT_STEP: Mark("no next step", "→", Tone.CAUTION),
    Group.STALE: Mark("stale", "≈", Tone.CAUTION),
    Group.ORPHANS: Mark("orphans", "×", Tone.BAD),
    Group.FORMER_OWNER: Mark("former owner", "←", Tone.CAUTION),
    Group.QUIET: Mark("quiet", "…", Tone.CAUTION),
    Group.OCCASIONS: Mark("occasions", "*", Tone.GOOD),
    Group.EXPIRING: Mark("expiring", "▫", Tone.CAUTION),
    Group.REVIEWS: Mark("reviews", "◆", Tone.CAUTION),
    Group.LATER: Mark("later", "·", Tone.QUIET),
}
"""How each group is told from the others without its colour."""

LEVELS = "▁▂▃▄▅▆▇█"
"""From nothing to all."""


def sparkline(values: Sequence[int]) -> str:
    """A block for each value, whose height is its part of the greatest; nothing is the lowest, and only nothing."""
    most = max(values, default=0)
    if not most:
        return LEVELS[0] * len(values)
    return "".join(LEVELS[0] if not one else LEVELS[max(1, round(7 * one / most))] for one in values)


class DaySummary(Static):
    """The counts, in as few rows as hold them."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self._counts: Mapping[Group, int] = {}

    def show(self, counts: Mapping[Group, int]) -> None:
        """Show these numbers."""
        self._counts = counts
        self._fill()

    def on_resize(self) -> None:
        """Break the lines anew."""
        self._fill()

    def _fill(self) -> None:
        width = self.size.width
        if not self._counts or not width:
            return
        rows: list[list[Content]] = [[]]
        used = 2
        for group, number in self._counts.items():
            if not number and group not in (Group.OVERDUE, Group.TODAY):
                continue
            mark = MARKS[group]
            part = Content.styled(f"{mark.symbol} {number} {mark.word}", mark.style if number else Tone.QUIET.value)
            size = cells(part.plain)
            if rows[-1] and used + 3 + size > width:
                rows.append([])
                used = 2
            rows[-1].append(part)
            used += size + 3 * (len(rows[-1]) > 1)
        self.update(Content("\n").join(Content("  ") + Content("   ").join(row) for row in rows))


class OverdueTrend(Static):
    """How much was overdue at the desk on each of the last days."""

    def __init__(self) -> None:
        super().__init__(markup=False)

    def show(self, trend: Sequence[int]) -> None:
        """Show these numbers, today's last."""
        # how many it were stands before the days: with four figures it still fits 80 columns
        begun = f"{trend[0]} " if trend else ""
        self.update(
            Content.assemble(
                f"  overdue at the desk, 30 days {begun}",
                (sparkline(trend), Tone.NEWS.value),
                f" {trend[-1] if trend else 0} today",
            )
        )
