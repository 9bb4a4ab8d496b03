"""Writing a file whole or not at all, and over no other file unless that was asked for."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from crm_tui.domain.errors import DeskError
from crm_tui.services.printout import AlreadyThere


def write_whole(path: Path, content: Callable[[], bytes], *, force: bool = False, keep_off: Path | None = None) -> Path:
    """Write what ``content`` makes, and return where it stands; it is made only once the place is found to be free.

    With ``force`` it takes the place of an older file, but never of the store ``keep_off`` or what stands beside it
    under its name.

    Raises:
        AlreadyThere: the file is there already.
        DeskError: it can't be written there.
    """
    try:
        where = path.resolve()
        if where.is_dir():
            raise DeskError(f"{path} is a folder: name a file in it", field="path")
        if where.exists() and not where.is_file():
            raise DeskError(f"{path} is no ordinary file: name another one", field="path")
        if keep_off is not None and belongs_to(keep_off.resolve(), where):
            raise DeskError(f"{path} belongs to the desk's store: name another file", field="path")
        if where.exists() and not force:
            raise _there_already(path)
        made = content()
        beside = where.with_name(f".{where.name[:100]}.{token_hex(6)}")
        try:
            _put(beside, made)
            _in_its_place(beside, where, path, force=force)
        finally:
            with suppress(OSError):
                beside.unlink()
    except OSError as problem:
        raise DeskError(f"{path}: {problem.strerror or problem}: name another file", field="path") from None
    except ValueError:
        told = "there is a character in the file's name that no path can hold: type it without"
        raise DeskError(told, field="path") from None
    return where


def belongs_to(store: Path, where: Path) -> bool:
    """Whether a path is a store's, or lies beside it under its name."""
    kept = (store.name, f"{store.stem}.papers")
    beside = [one for one in (where, *where.parents) if one.parent == store.parent]
    return any(one.name == kept[1] or one.name.startswith(kept[0]) for one in beside)


def _put(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _in_its_place(beside: Path, where: Path, named: Path, *, force: bool) -> None:
    if force:
        beside.replace(where)
        return
    try:
        # unlike a rename, this fails where somebody wrote a file of that name meanwhile
        os.link(beside, where)
    except FileExistsError:
        raise _there_already(named) from None
    except OSError:  # a disk that knows no second names
        if where.exists():
            raise _there_already(named) from None
        beside.rename(where)


def _there_already(path: Path) -> AlreadyThere:
    return AlreadyThere(f"{path} is there already: name another file, or replace it with --force")
