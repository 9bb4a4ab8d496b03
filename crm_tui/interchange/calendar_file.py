"""Calendar files, as RFC 5545 has them: entries of the whole day, stable names, CRLF, lines of at most 75 octets."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from crm_tui.domain.errors import DeskError
from crm_tui.domain.progress import each
from crm_tui.domain.text import visible
from crm_tui.interchange.whole_file import write_whole
from crm_tui.services.calendar_out import LASTS, Event

_PRODUCT = "-//crm-tui//desk//EN"
_OCTETS = 75
_OWN_NAME = re.compile(r"(?:commitment|occasion)-[0-9]+-[0-9a-f]+\.ics")


def as_calendar(events: Sequence[Event]) -> bytes:
    """One calendar with these entries; the same entries give the same bytes."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "CALSCALE:GREGORIAN"]
    for one in events:
        lines += _entry(one)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def write_file(path: Path, events: Sequence[Event], *, force: bool = False, keep_off: Path | None = None) -> bool:
    """Write all entries to one file; whether it changed. An earlier calendar of ours is replaced.

    Raises:
        AlreadyThere: another file stands there, and ``force`` is not given.
        DeskError: it can't be written, or it would be a file of the store ``keep_off``.
    """
    content = as_calendar(events)
    if _holds(path, content):
        return False
    write_whole(path, lambda: content, force=force or _is_ours(path), keep_off=keep_off)
    return True


def write_folder(folder: Path, events: Sequence[Event], *, keep_off: Path | None = None) -> tuple[int, int]:
    """Write each entry to a file of its own and take away those of entries that are no more; how many of each.

    Files of others in the folder stay as they are, and so do those that would not change: calendar programs go by
    the time of a file.

    Raises:
        DeskError: a file can't be written or taken away, or another one has its name.
    """
    wanted = {one.uid.replace("@crm-tui", ".ics"): one for one in events}
    steps = each("entries written", wanted.items())
    written = sum(write_file(folder / name, [one], keep_off=keep_off) for name, one in steps)
    gone = [
        path
        for path in sorted(folder.glob("*.ics"))
        if path.name not in wanted and _OWN_NAME.fullmatch(path.name) and _is_ours(path)
    ]
    for path in gone:
        try:
            path.unlink(missing_ok=True)
        except OSError as problem:
            raise DeskError(f"{path} is of an entry that is no more, and stays: {problem.strerror}") from None
    return written, len(gone)


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content
    except (OSError, ValueError):
        return False


def _is_ours(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return _PRODUCT.encode() in file.read(200)
    except (OSError, ValueError):
        return False


def _entry(one: Event) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{one.uid}",
        f"DTSTAMP:{_day(one.changed)}T000000Z",
        f"SEQUENCE:{one.revision}",
        *_times(one),
        f"SUMMARY:{_text(one.summary)}",
    ]
    if one.description:
        lines.append(f"DESCRIPTION:{_text(one.description)}")
    # it takes no time away from whoever looks for a free hour, unless an hour was promised
    busy = "OPAQUE" if one.at else "TRANSPARENT"
    return [*lines, f"CATEGORIES:{_text(one.category)}", f"TRANSP:{busy}", "END:VEVENT"]


def _times(one: Event) -> list[str]:
    if one.at is not None:
        return [f"DTSTART:{_moment(one.at)}", f"DTEND:{_moment(one.at + LASTS)}"]
    lines = [f"DTSTART;VALUE=DATE:{_day(one.on)}", f"DTEND;VALUE=DATE:{_day(_morrow(one.on))}"]
    if one.yearly:
        # the last day of February is there each year, the 29th is not
        on_leap_day = one.on.month == 2 and one.on.day == 29
        lines.append("RRULE:FREQ=YEARLY" + (";BYMONTH=2;BYMONTHDAY=-1" if on_leap_day else ""))
    return lines


def _moment(at: datetime) -> str:
    return f"{_day(at)}T{at:%H%M%S}Z"


def _day(on: date) -> str:
    return f"{on.year:04}{on.month:02}{on.day:02}"


def _morrow(on: date) -> date:
    return on + timedelta(days=1) if on < date.max else on


def _text(words: str) -> str:
    shown = visible(words.strip(), newlines=True)
    return shown.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """A line in pieces of at most 75 octets, none of which ends within a letter."""
    left, pieces = line.encode(), []
    room = _OCTETS
    while len(left) > room:
        cut = room
        while left[cut] & 0xC0 == 0x80:
            cut -= 1
        pieces.append(left[:cut])
        # the blank that a further line begins with counts
        left, room = left[cut:], _OCTETS - 1
    return b"\r\n ".join([*pieces, left]) + b"\r\n"
