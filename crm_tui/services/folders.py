"""Where files may be read and written in a session that another decides about."""

import os
from dataclasses import dataclass
from pathlib import Path

from crm_tui.domain.errors import NotAllowed

NOWHERE = Path(os.devnull)
"""A folder in which nothing lies."""


@dataclass(frozen=True, slots=True)
class Folders:
    """The two folders of a restricted session; links out of them lead nowhere."""

    imports: Path = NOWHERE
    """From here files are read."""

    exports: Path = NOWHERE
    """Here files are written."""

    def to_read(self, path: Path) -> Path:
        """The whole path of a file to read; one that does not begin with a slash lies in the folder.

        Raises:
            NotAllowed: it lies elsewhere.
        """
        return _inside(path, self.imports, "read")

    def to_write(self, path: Path) -> Path:
        """The same of a file to write."""
        return _inside(path, self.exports, "written")


def lies_in(path: Path, folder: Path) -> bool:
    """Whether a path ends up in a folder, whatever links it goes through."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):
        # a ring of links, or a character that no path holds
        return False


def _inside(path: Path, folder: Path, how: str) -> Path:
    if folder == NOWHERE:
        told = f"no file can be {how} here: whoever looks after this host names a folder for it"
        raise NotAllowed(told, field="path")
    whole = folder / path
    if not lies_in(whole, folder):
        raise NotAllowed(f"only files in {folder} can be {how} here: name one of them", field="path")
    return whole.resolve()
