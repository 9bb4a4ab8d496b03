"""A line of the daily check in the room of a list, and in full below it."""

from collections.abc import Mapping
from datetime import date

from textual.content import Content

from crm_tui.domain.commitment import CommitmentKind
from crm_tui.services.check_day import late_in_full
from crm_tui.services.check_lines import Group, Line
from crm_tui.services.incidents import Flag
from crm_tui.tui.present import Tone, cells, flagged, late_words, near_day, one_line, safe, spoken_day
from crm_tui.tui.widgets.day_summary import MARKS

_BY_DUE = frozenset({Group.OVERDUE, Group.TODAY, Group.NEXT, Group.OCCASIONS, Group.EXPIRING, Group.LATER})


_SEVERAL = 3
"""Rows from which on each thing has one of its own."""


def when(line: Line, today: date) -> Content:
    """When it is due, or since when it is so; marked where others have to know."""
    if line.group in _BY_DUE and line.due is not None:
        words = late_words(line.late) if line.group is Group.OVERDUE else near_day(line.due, today)
        if line.at is not None:
            words = f"{line.at:%H:%M}" if line.due == today else f"{words} {line.at:%H:%M}"
    else:
        words = "no date" if line.group is Group.NO_DATE else _since(line.since, today)
    mark = MARKS[line.group]
    return Content.styled(f"{mark.symbol} {words}", mark.style)


def what(line: Line) -> Content:
    """The words used; what they owe us says so first."""
    first = "they: " if line.kind == CommitmentKind.THEIRS else "▲ " if line.told else ""
    return Content(first) + one_line(line.words)


def to_know(line: Line) -> Content:
    """What is to be known of it, but for how late it is: that stands first in its row."""
    late = late_in_full(line.late) if line.group is Group.OVERDUE else ""
    told = f"told: {', '.join(line.told)}" if line.told else ""
    return safe(" · ".join(filter(None, (line.aside.removeprefix(late).removeprefix(", "), told))))


def whose(line: Line, wrong: Mapping[int, Flag]) -> Content:
    """The customer, marked where something went wrong for them."""
    return flagged(safe(line.customer), wrong.get(line.customer_id, Flag.NONE))


def in_full(line: Line, today: date, act: str, width: int, rows: int) -> Content:
    """Who owes whom what since when, the words used, what it is about, and the key to act.

    In so many rows of a width: the key stands in the last one, and what there is no room for ends in ``…``.
    """
    since = f"since {spoken_day(line.since, today)}"
    if line.group in (Group.OVERDUE, Group.TODAY, Group.NEXT, Group.NO_DATE, Group.LATER):
        first = safe(line.who, "bold") + Content(" owes ") + safe(line.to, "bold") + Content(f" {since}: ")
    else:
        first = safe(line.customer, "bold") + Content(", ") + safe(line.who) + Content(f", {since}: ")
    first += one_line(line.words)
    about = [line.deal, line.aside, f"told: {', '.join(line.told)}" if line.told else ""]
    rest = one_line(" · ".join(filter(None, about)), Tone.QUIET.value)
    key = Content.styled(act, "bold")
    # wrapping counts no cell for marks to which the terminal gives one
    width -= max(cells(one.plain) - one.cell_length for one in (first, rest))
    if rows < _SEVERAL:
        return Content("\n").join([first.truncate(width, ellipsis=True), _beside(key, rest, width)])
    said, more = first.wrap(width), rest.wrap(width) if rest.plain else []
    room = rows - 1
    below = min(len(more), max(1, room - len(said)))
    return Content("\n").join([*_first(said, room - below, width), *_first(more, below, width), key])


def _beside(key: Content, rest: Content, width: int) -> Content:
    return (key + Content("  ") + rest).truncate(width, ellipsis=True) if rest.plain else key


def _first(rows: list[Content], count: int, width: int) -> list[Content]:
    if len(rows) <= count:
        return rows
    return [*rows[: count - 1], (rows[count - 1].rstrip() + Content(" ") + rows[count]).truncate(width, ellipsis=True)]


def _since(day: date, today: date) -> str:
    return f"since {day.day} {day:%b}" if day.year == today.year else f"since {day:%b %Y}"
