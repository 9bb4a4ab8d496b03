"""The one place that names a store, a reader of papers and an app together."""

import gc
import os
import pwd
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from crm_tui.domain.errors import DeskError
from crm_tui.domain.progress import watched
from crm_tui.domain.text import visible
from crm_tui.services.desk import Desk

if TYPE_CHECKING:
    from crm_tui.comparison.own_packs import OwnPacks
    from crm_tui.domain.document import PaperText
    from crm_tui.services.folders import Folders
    from crm_tui.services.printout import PrintFormat, Printout
    from crm_tui.store.desk_store import TinyStore
    from crm_tui.tui.capable import Capable


_folders: "Folders | None" = None
"""Where files may be read and written; None where the system alone decides."""


@contextmanager
def open_desk(store: Path, *, existing: bool = False) -> Iterator[Desk]:
    """The desk at this store, for the person who is logged in; with ``existing``, one that was begun before.

    Raises:
        DeskError: there is none, where one must exist.
        StoreProblem: the file can't be used; it is left untouched.
    """
    # a command that stores nothing loads no store
    from crm_tui.paths import drafts_folder
    from crm_tui.store.compared import ComparedFolder
    from crm_tui.store.desk_store import TinyStore, is_there
    from crm_tui.store.draft_files import DraftFiles

    if existing and not is_there(store):
        raise DeskError(f"there is no store at {store}: check --store, or open crm-tui once to begin one")
    officer = login()
    opened = TinyStore(store, by=officer)
    try:
        clock = _clock(opened)
        yield Desk(
            store=opened,
            read_paper=_read_paper,
            today=lambda: _day(clock()),
            now=lambda: _now(clock()),
            officer=officer,
            knows_login=knows_login,
            reckoned=ComparedFolder(opened.path),
            write_print=partial(_write_print, opened.path),
            folders=_folders,
            drafts=DraftFiles(drafts_folder, opened.path),
        )
    finally:
        # what was to be done is done, or was broken off: closing is no part of it
        with watched(None):
            opened.close()
        if opened.behind and sys.stderr:
            # all is saved, and the code to exit with is that of what was asked
            sys.stderr.write(f"crm-tui: {visible(opened.behind)}\n")


def is_begun(store: Path) -> bool:
    """Whether there is a desk at this store.

    Raises:
        StoreProblem: one may not look.
    """
    from crm_tui.store.desk_store import is_there

    return is_there(store)


def confine(folders: "Folders") -> None:
    """From now on, in this process, files that somebody names are read and written only in these folders."""
    global _folders
    _folders = folders


def run_screens(
    desk: Desk,
    welcome: str = "",
    terminal: "Capable | None" = None,
    theme: str = "",
    *,
    lean: bool = False,
    suspends: bool = False,
) -> int:
    """Open the screens, say ``welcome``, and return the code to exit with when they are closed.

    ``terminal`` is where they are shown, by itself one that can do everything; a ``theme`` that is named is remembered
    for the next time, ``lean`` is whether as little as possible is sent to it, and ``suspends`` whether Ctrl-Z puts
    them aside.
    """
    # nothing of what is loaded is garbage: the app looks for some once its first page stands
    gc.disable()
    from crm_tui.tui.capable import EVERYTHING, Colours

    terminal = terminal or EVERYTHING
    # Textual would go by TERM alone, and paints in full colour where that is no name it knows
    called = {Colours.MANY: "256", Colours.TRUE: "truecolor"}
    os.environ["TEXTUAL_COLOR_SYSTEM"] = called.get(terminal.colours, "standard")
    # a size that some shells export is no longer the terminal's once that changes
    for name in ("NO_COLOR", "COLUMNS", "LINES"):
        os.environ.pop(name, None)
    if terminal.colours is Colours.NONE:
        os.environ["NO_COLOR"] = "1"
    from crm_tui.paths import habits_file, keys_file
    from crm_tui.tui import sparing

    sparing.share_heap()
    sparing.load_asyncio()
    from crm_tui.tui import session
    from crm_tui.tui.app import DeskApp
    from crm_tui.tui.habits import Habits
    from crm_tui.tui.own_keys import load

    app = DeskApp(desk, welcome, terminal, Habits(habits_file()), theme, own_keys=load(keys_file()), lean=lean)
    if suspends:
        app.bind("ctrl+z", "suspend_process", description="Suspend", show=False)
    return session.run(app, mouse=terminal.mouse)


def personal_packs() -> "OwnPacks":
    """The packs in the folder of who is logged in, as their files are now. No desk reads them."""
    from crm_tui.comparison.own_packs import OwnPacks, checked
    from crm_tui.paths import packs_folder
    from crm_tui.reading.packs import pack_texts

    texts, faults = pack_texts(packs_folder())
    found = checked(texts)
    return OwnPacks(found.packs, (*faults, *found.faults))


def today() -> date:
    """The day it is here."""
    return datetime.now().astimezone().date()


def desk_day(store: "TinyStore") -> date:
    """The day it is at the desk of this store."""
    return _day(_clock(store)())


def _now(zone: tzinfo | None) -> datetime:
    return datetime.now(zone) if zone is not None else datetime.now().astimezone()


def _day(zone: tzinfo | None) -> date:
    return today() if zone is None else datetime.now(zone).date()


def _clock(store: "TinyStore") -> Callable[[], tzinfo | None]:
    """By which clock a desk goes, asked each time: its ground rules may change."""
    from crm_tui.services import desk_clock
    from crm_tui.services.ground_rules import zone_in_force

    known: list[tuple[object, tzinfo | None]] = []

    def zone() -> tzinfo | None:
        try:
            version = store.version()
            if not known or known[0][0] != version:
                known[:] = [(version, desk_clock.zone_called(zone_in_force(store)))]
        except DeskError:
            # what is wrong with the store is told by whatever reads it
            return None
        return known[0][1]

    return zone


def login() -> str:
    """Who is logged in, by the operating system; the environment could name anybody."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"user {os.getuid()}"


def knows_login(name: str) -> bool:
    """Whether the operating system knows this login, from its own list or the network's."""
    try:
        pwd.getpwnam(name)
    except (KeyError, ValueError):
        return False
    return True


def _read_paper(path: Path, name: str | None = None) -> "PaperText":
    # a command that reads no paper loads no reader
    from crm_tui.reading.files import read_paper

    # a paper that is kept already comes with its name
    return read_paper(path if name is not None or _folders is None else _folders.to_read(path), name)


def _write_print(store: Path, printed: "Printout", form: "PrintFormat", path: Path, replace: bool) -> Path:
    from crm_tui.interchange.prints.files import write

    path = path if _folders is None else _folders.to_write(path)
    return write(printed, form, path, force=replace, keep_off=store)
