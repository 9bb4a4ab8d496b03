"""``crm-tui export``: what is due and what is on record, for other programs."""

import argparse
import sys
from functools import partial

from crm_tui.bootstrap import open_desk
from crm_tui.cli.terminal import say
from crm_tui.domain.errors import DeskError
from crm_tui.domain.text import visible
from crm_tui.interchange.calendar_file import as_calendar, write_file, write_folder
from crm_tui.interchange.whole_file import write_whole
from crm_tui.paths import store_path, typed_path
from crm_tui.services.calendar_out import events
from crm_tui.services.daily_check import known_owner

_STANDARD_OUTPUT = "-"


def ics(arguments: argparse.Namespace) -> int:
    """Write the calendar; one line says what became of it."""
    store = store_path(arguments.store)
    with open_desk(store, existing=True) as desk:
        owner = known_owner(desk.store, arguments.owner) if arguments.owner is not None else None
        found = events(desk.store, desk.today(), owner)
    if arguments.path == _STANDARD_OUTPUT:
        return _put_out(as_calendar(found))
    path = typed_path(arguments.path)
    count = f"{len(found)} {'entry' if len(found) == 1 else 'entries'}"
    if path.suffix.lower() == ".ics":
        changed = write_file(path, found, force=arguments.force, keep_off=store)
        say(visible(f"{path}: {count}{'' if changed else ', nothing changed'}"))
        return 0
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise DeskError(f"{path}: no folder can be made there ({problem.strerror}): name another one") from None
    except ValueError:
        raise DeskError("there is a character in the folder's name that no path can hold") from None
    written, gone = write_folder(path, found, keep_off=store)
    say(visible(f"{path}: {count}, {written} written, {gone} taken away"))
    return 0


def table(arguments: argparse.Namespace) -> int:
    """Write one kind of records for spreadsheets; one line says how many."""
    from crm_tui.interchange.csv_file import KINDS, as_csv

    kind = KINDS.get(arguments.kind)
    if kind is None:
        raise DeskError(f"{arguments.kind} is no kind of record that is exported: choose one of {', '.join(KINDS)}")
    store = store_path(arguments.store)
    with open_desk(store, existing=True) as desk:
        found = desk.store.find(kind)
    if arguments.path == _STANDARD_OUTPUT:
        return _put_out(as_csv(kind, found))
    path = write_whole(typed_path(arguments.path), partial(as_csv, kind, found), force=arguments.force, keep_off=store)
    say(visible(f"{path}: {len(found)} {arguments.kind}"))
    return 0


def _put_out(content: bytes) -> int:
    """Write a file's bytes to standard output."""
    if sys.stdout:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
    return 0
