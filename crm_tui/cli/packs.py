"""``crm-tui packs``: the vocabulary, the firm's own part of it, and what is wrong with that."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from crm_tui.cli.terminal import complain, say
from crm_tui.comparison.kinds import Pack, install, kinds, packs, shipped
from crm_tui.comparison.own_packs import OwnPacks, checked
from crm_tui.domain.errors import DeskError
from crm_tui.domain.text import quoted, visible
from crm_tui.interchange import vocabulary as report
from crm_tui.paths import packs_folder, store_path
from crm_tui.reading.files import printable, read_note
from crm_tui.services import desk_packs
from crm_tui.services.desk import Desk

_ONE_BY_ONE = ("kinds", "learnt", "learn", "drop", "check", "install", "remove", "show")


def run(arguments: argparse.Namespace) -> int:
    """Do what is asked for and print what is there then; 1 if a pack of the firm has a fault."""
    asked = [one for one in _ONE_BY_ONE if getattr(arguments, one) not in (None, False)]
    if len(asked) > 1:
        raise DeskError(f"--{asked[0]} and --{asked[1]} go one by one")
    if (arguments.learn is None) is not (arguments.term is None):
        raise DeskError(
            "--learn NAME and --term ID belong together: crm-tui packs --kinds loan lists the ids of a pack"
        )
    if arguments.learnt or arguments.learn is not None or arguments.drop is not None:
        return _learnt(arguments)
    if arguments.check is not None:
        return _check(arguments)
    if arguments.show is not None:
        with _desk(arguments) as desk:
            say(desk_packs.named(desk.store, arguments.show).text)
        return 0
    if arguments.install is not None or arguments.remove is not None:
        return _change(arguments)
    return _listed(arguments)


def _listed(arguments: argparse.Namespace) -> int:
    """Print the packs, or the kinds of one."""
    from crm_tui.bootstrap import personal_packs

    mine = personal_packs()
    with _desk_if_any(arguments) as desk:
        desks = desk_packs.own_packs(desk) if desk else OwnPacks()
        if arguments.kinds is not None:
            say(report.kinds_as_text(_pack(arguments.kinds.strip().lower(), (desks, mine) if desk else (mine,))))
            return 0
        install((desks if desk else mine).packs)
        listed = [report.packs_as_text(packs(), shipped().packs)]
        if desk:
            listed.append(report.desk_packs_as_text(desk_packs.files(desk.store), desks, str(_store(arguments))))
        listed.append(report.personal_packs_as_text(mine, str(packs_folder())))
        say("\n".join(listed))
    return int(bool(desks.faults or mine.faults))


def _pack(wanted: str, read: Sequence[OwnPacks]) -> Pack:
    """A pack by its name, as the desk knows it, else as the one who is logged in does."""
    names: set[str] = set()
    for own in read:
        install(own.packs)
        names.update(pack.area for pack in packs())
        if found := next((pack for pack in packs() if pack.area == wanted), None):
            return found
    raise DeskError(f"there is no pack {quoted(wanted)}: choose one of {', '.join(sorted(names))}")


def _check(arguments: argparse.Namespace) -> int:
    """Print what is wrong with files, beside the packs of the desk if there is one; nothing is stored."""
    new = _texts(arguments.check)
    with _desk_if_any(arguments) as desk:
        found = desk_packs.beside_the_others(desk, new) if desk else checked(new)
        say(report.checked_as_text(new, found, beside=str(_store(arguments)) if desk else ""))
    return int(bool(found.faults))


def _change(arguments: argparse.Namespace) -> int:
    """Install files for the whole desk, or remove one; print what it has then."""
    new = _texts(arguments.install or ())
    with _desk(arguments) as desk:
        if arguments.remove is not None:
            desk_packs.remove(desk, arguments.remove)
        else:
            desk_packs.install(desk, new)
        own = desk_packs.own_packs(desk)
        say(report.desk_packs_as_text(desk_packs.files(desk.store), own, str(_store(arguments))))
    return int(bool(own.faults))


def _texts(paths: Sequence[str]) -> dict[str, str]:
    """The texts of files by their names."""
    texts: dict[str, str] = {}
    for path in map(Path, paths):
        name = printable(path.name)
        if path.suffix != ".toml":
            raise DeskError(f"{visible(path.name)}: a pack is a file that ends in .toml: rename it")
        if name in texts:
            raise DeskError(f"{visible(path.name)} is named twice: rename one of the files")
        texts[name] = read_note(path)
    return texts


def _learnt(arguments: argparse.Namespace) -> int:
    """Print the names learnt at a desk, after learning one or taking one back if that is asked for."""
    from crm_tui.services import vocabulary

    with _desk(arguments) as desk:
        vocabulary.ready(desk)
        if arguments.drop is not None:
            vocabulary.drop(desk, arguments.drop)
        if arguments.learn is not None:
            vocabulary.learn(desk, arguments.learn, arguments.term)
        say(report.learnt_as_text(vocabulary.ever_learnt(desk), kinds()))
        return 0


def _store(arguments: argparse.Namespace) -> Path:
    return store_path(arguments.store)


@contextmanager
def _desk(arguments: argparse.Namespace) -> Iterator[Desk]:
    from crm_tui.bootstrap import open_desk

    with open_desk(_store(arguments), existing=True) as desk:
        yield desk


@contextmanager
def _desk_if_any(arguments: argparse.Namespace) -> Iterator[Desk | None]:
    """The desk; None where no store is named and none was begun."""
    from crm_tui.bootstrap import is_begun

    if arguments.store is None and not is_begun(_store(arguments)):
        yield None
        return
    with _desk(arguments) as desk:
        yield desk


def tell_left_out(own: OwnPacks) -> None:
    """Say in one line on standard error that packs of the firm are left out, if any are."""
    if own.left_out:
        complain(own.left_out)
