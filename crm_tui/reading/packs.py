"""Reads the files of a folder of packs."""

from pathlib import Path

from crm_tui.domain.errors import Unreadable
from crm_tui.reading.files import printable, read_note


def pack_texts(folder: Path) -> tuple[dict[str, str], tuple[str, ...]]:
    """The text of each ``*.toml`` of a folder by its name, and a line for each that can't be read.

    A folder that is not there holds none.
    """
    texts: dict[str, str] = {}
    faults: list[str] = []
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix == ".toml" and not path.name.startswith("."))
    except FileNotFoundError:
        return {}, ()
    except OSError as error:
        return {}, (f"{folder}: the packs can't be read ({error.strerror or error}): ask for access",)
    for path in found:
        try:
            texts[printable(path.name)] = read_note(path)
        except Unreadable as fault:
            faults.append(str(fault))
    return texts, tuple(faults)
