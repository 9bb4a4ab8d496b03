"""``crm-tui compare``: a note beside a paper, with nothing stored."""

import argparse
import sys
from datetime import date
from pathlib import Path

from crm_tui.cli.packs import tell_left_out
from crm_tui.cli.terminal import say
from crm_tui.comparison.engine import compare, listen
from crm_tui.comparison.kinds import install, packs
from crm_tui.comparison.own_packs import OwnPacks
from crm_tui.domain.deal import Area
from crm_tui.domain.errors import DeskError, Unreadable
from crm_tui.domain.text import quoted
from crm_tui.interchange.comparison import as_json, as_text
from crm_tui.reading.files import NOTE_LIMIT, printable, read_note, read_paper

STANDARD_INPUT = "-"


def run(arguments: argparse.Namespace) -> int:
    """Print the comparison; 1 if something in it blocks."""
    from crm_tui.bootstrap import personal_packs, today

    day = today()
    if arguments.store is not None:
        own, day = _terms_and_day_of(arguments.store)
    else:
        own = personal_packs()
        install(own.packs)
    tell_left_out(own)
    area = _area(arguments.pack)
    day = arguments.today or day
    note, name = _note(arguments.note)
    paper = read_paper(Path(arguments.document))
    found = compare(listen(note, today=day, area=area), paper, spoken=note, today=day, area=area)
    say((as_json if arguments.format == "json" else as_text)(name, paper, found))
    return int(found.blocks)


def _terms_and_day_of(store: str) -> tuple[OwnPacks, date]:
    """Read with the packs of a desk and the names learnt there, as its reviews do; those packs, and its day.

    Only where one is named: the same files give the same findings.
    """
    from crm_tui.bootstrap import open_desk
    from crm_tui.paths import store_path
    from crm_tui.services import vocabulary
    from crm_tui.services.desk_packs import own_packs

    with open_desk(store_path(store), existing=True) as desk:
        vocabulary.ready(desk)
        return own_packs(desk), desk.today()


def _area(pack: str | None) -> str | None:
    if pack is None:
        return None
    names = [*(pack.area for pack in packs()), Area.OTHER.value]
    if (wanted := pack.strip().lower()) not in names:
        raise DeskError(f"there is no pack {quoted(pack)}: choose one of {', '.join(names)}")
    return wanted


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
