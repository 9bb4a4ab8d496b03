"""``crm-tui compare``: a note beside a paper, with nothing stored."""

import argparse
import sys
from pathlib import Path

from crm_tui.cli.terminal import say
from crm_tui.comparison.engine import compare, listen
from crm_tui.domain.deal import Area
from crm_tui.domain.errors import DeskError, Unreadable
from crm_tui.interchange.comparison import as_json, as_text
from crm_tui.reading.files import NOTE_LIMIT, printable, read_note, read_paper

STANDARD_INPUT = "-"


def run(arguments: argparse.Namespace) -> int:
    """Print the comparison; 1 if something in it blocks."""
    from crm_tui.bootstrap import today

    area = _area(arguments.pack)
    day = arguments.today or today()
    note, name = _note(arguments.note)
    paper = read_paper(Path(arguments.document))
    found = compare(listen(note, today=day, area=area), paper, spoken=note, today=day, area=area)
    say((as_json if arguments.format == "json" else as_text)(name, paper, found))
    return int(found.blocks)


def _area(pack: str | None) -> Area | None:
    if pack is None:
        return None
    try:
        return Area(pack.strip().lower())
    except ValueError:
        raise DeskError(f"there is no pack {pack!r}: choose one of {', '.join(Area)}") from None


def _note(named: str) -> tuple[str, str]:
    """The note and what to call it."""
    if named != STANDARD_INPUT:
        return read_note(Path(named)), printable(Path(named).name)
    if sys.stdin is None:
        raise Unreadable("can't read the note: standard input is closed")
    content = sys.stdin.buffer.read(NOTE_LIMIT + 1)
    if len(content) > NOTE_LIMIT:
        raise Unreadable(f"can't read the note: it has more than {NOTE_LIMIT // 1_000_000} MB")
    try:
        return content.decode("utf-8-sig"), STANDARD_INPUT
    except UnicodeDecodeError:
        raise Unreadable("can't read the note: standard input is not UTF-8 text") from None
