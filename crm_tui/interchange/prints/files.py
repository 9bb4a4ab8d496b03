"""Writing a print to a file: whole or not at all, and over no other file unless that was asked for."""

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from crm_tui.domain.errors import DeskError
from crm_tui.interchange.prints.html import as_html
from crm_tui.interchange.prints.markdown import as_markdown
from crm_tui.interchange.prints.text import as_text
from crm_tui.services.printout import AlreadyThere, PrintFormat, Printout


def rendered(printed: Printout, form: PrintFormat) -> bytes:
    """The print in one of the formats; all but PDF are UTF-8.

    Raises:
        DeskError: no font on this machine has all of its letters, for a PDF.
    """
    match form:
        case PrintFormat.TEXT:
            return as_text(printed).encode()
        case PrintFormat.MARKDOWN:
            return as_markdown(printed).encode()
        case PrintFormat.HTML:
            return as_html(printed).encode()
        case PrintFormat.PDF:
            # the writer of PDF is loaded by whoever asks for one
            from crm_tui.interchange.prints.pdf import as_pdf

            return as_pdf(printed)


def write(
    printed: Printout, form: PrintFormat, path: Path, *, force: bool = False, keep_off: Path | None = None
) -> Path:
    """Write a print, and return where it stands.

    With ``force`` it takes the place of an older file, but never of the store ``keep_off`` or what stands beside it
    under its name.

    Raises:
        DeskError: it can't be written there, or the file is there already.
    """
    try:
        where = path.resolve()
        if where.is_dir():
            raise DeskError(f"{path} is a folder: name a file in it")
        if where.exists() and not where.is_file():
            raise DeskError(f"{path} is no ordinary file: name another one")
        if keep_off is not None and _belongs_to(keep_off.resolve(), where):
            raise DeskError(f"{path} belongs to the desk's store: name another file")
        if where.exists() and not force:
            raise _there_already(path)
        content = rendered(printed, form)
        beside = where.with_name(f".{where.name[:100]}.{token_hex(6)}")
        try:
            _put(beside, content)
            _in_its_place(beside, where, path, force=force)
        finally:
            with suppress(OSError):
                beside.unlink()
    except OSError as problem:
        raise DeskError(f"{path}: {problem.strerror or problem}: name another file") from None
    except ValueError:
        raise DeskError("there is a character in the file's name that no path can hold") from None
    return where


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


def _belongs_to(store: Path, where: Path) -> bool:
    kept = (store.name, f"{store.stem}.papers")
    beside = [one for one in (where, *where.parents) if one.parent == store.parent]
    return any(one.name == kept[1] or one.name.startswith(kept[0]) for one in beside)
