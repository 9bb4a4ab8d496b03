"""``crm-tui`` alone and ``crm-tui demo``: the screens."""

import argparse
import os
from dataclasses import replace
from pathlib import Path

from crm_tui.bootstrap import login, open_desk, run_screens, today
from crm_tui.cli.terminal import capable, need_terminal, say, wants_lines
from crm_tui.domain.errors import DeskError
from crm_tui.domain.text import visible
from crm_tui.paths import STORE_NAME, shipped_data, store_path, typed_path
from crm_tui.services.desk import Desk
from crm_tui.tui.capable import Capable, Letters


def show(arguments: argparse.Namespace) -> int:
    """Open the screens on the desk's own store."""
    plain = wants_lines(arguments.plain)
    if not plain:
        need_terminal()
    terminal = _terminal(arguments)
    with open_desk(store_path(arguments.store)) as desk:
        if plain:
            return _in_lines(desk)
        code = run_screens(
            desk, terminal=terminal, theme=arguments.theme, lean=arguments.lean, suspends=arguments.suspend
        )
    _leave(code)
    return code


def demo(arguments: argparse.Namespace) -> int:
    """Make the demo desk, and open the screens on it unless only its path is wanted."""
    plain = wants_lines(arguments.plain)
    if not (plain or arguments.no_screen):
        need_terminal()
    store = _made(arguments)
    if arguments.no_screen:
        say(visible(str(store)))
        return 0
    terminal = _terminal(arguments)
    with open_desk(store) as desk:
        welcome = _WELCOME.format(desk.officer)
        if plain:
            code = _in_lines(desk, welcome)
        else:
            look = {"theme": arguments.theme, "lean": arguments.lean, "suspends": arguments.suspend}
            code = run_screens(desk, welcome, terminal, **look)
    if not plain:
        _leave(code)
    shown = visible(str(store))
    say(f"The demo desk stays in {shown}\nOpen it again with: crm-tui --store {shown}")
    return code


_WELCOME = "This copy of the demo desk is yours to try: here you ({}) are branch manager and admin"


def _in_lines(desk: Desk, welcome: str = "") -> int:
    from crm_tui.cli.plain import menu

    return menu.run(desk, welcome)


def _leave(code: int) -> None:
    """Behind the screens: end at once where the terminal is gone. All is closed, and taking the program apart takes
    a busy host long.
    """
    from crm_tui.tui.session import HUNG_UP

    if code == HUNG_UP:
        os._exit(code)


def _terminal(arguments: argparse.Namespace) -> Capable:
    """What is shown where: what the terminal can do, as far as it is wanted."""
    can = capable()
    return replace(
        can, letters=Letters.ASCII if arguments.ascii else can.letters, mouse=can.mouse and arguments.mouse is True
    )


def _made(arguments: argparse.Namespace) -> Path:
    from crm_tui.store.demo import make_demo
    from crm_tui.store.desk_store import is_there, real_path

    place = real_path(_place(arguments))
    begun = is_there(place)
    made = make_demo(shipped_data(), place.parent, today(), name=place.name, visitor=login())
    if not begun:
        from crm_tui.services.demo_reviews import submit_some

        with open_desk(made) as desk:
            submit_some(desk)
    return made


def _place(arguments: argparse.Namespace) -> Path:
    if arguments.at is not None and arguments.store is not None:
        raise DeskError("give the demo desk one place: --at DIR or --store PATH, not both")
    if arguments.store is not None:
        return store_path(arguments.store)
    folder = typed_path(arguments.at) if arguments.at is not None else _temporary()
    # else the store's own words would have somebody move a file away that is none of its files
    if file := next((one for one in (folder, *folder.parents) if one.is_file()), None):
        raise DeskError(f"{file} is a file: name a folder for the demo desk, which is made if need be")
    return folder / STORE_NAME


def _temporary() -> Path:
    # a desk of one's own is opened without it
    import tempfile

    return Path(tempfile.mkdtemp(prefix="crm-tui-"))
