"""TinyDB storages: the desk's JSON file, and tables held in memory."""

import json
import os
import stat
import time
from pathlib import Path
from typing import NamedTuple

from tinydb.storages import Storage

from crm_tui.domain.errors import StoreProblem
from crm_tui.store import durable, schema
from crm_tui.store.schema import Tables


class Signature(NamedTuple):
    """Tells one state of the file from every other: each save makes a new file with a later time."""

    inode: int
    """The file's number on its disk."""

    mtime_ns: int
    """Time of change."""

    size: int
    """In bytes."""


class DeskFile(Storage):
    """One JSON file, one record a line, replaced as a whole by each write."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def signature(self) -> Signature | None:
        """The file's present state; None while there is no file.

        Raises:
            StoreProblem: something is there that can't be a store.
        """
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _unreadable(self.path, error) from None
        if stat.S_ISDIR(found.st_mode):
            raise StoreProblem(f"{self.path} is a directory: name a file in it, such as {self.path / 'desk.json'}")
        if not stat.S_ISREG(found.st_mode):
            raise StoreProblem(f"{self.path} is not a regular file: choose another with --store")
        return _signature(found)

    def load(self) -> tuple[Signature | None, Tables | None]:
        """The tables, and the state of the file in which they were found; None twice while there is no file.

        Raises:
            StoreProblem: the file is not a store, is damaged, or comes from a newer program.
        """
        if self.signature() is None:
            return None, None
        try:
            with self.path.open("rb") as file:
                signature = _signature(os.fstat(file.fileno()))
                content = file.read()
        except OSError as error:
            raise _unreadable(self.path, error) from None
        if not content.strip():
            raise schema.damaged(self.path, "it is empty")
        try:
            parsed = json.loads(content)
        except (ValueError, RecursionError):
            if b'"format": "crm-tui"' in content[:4096]:
                raise schema.damaged(self.path, "it is cut off or was edited") from None
            raise StoreProblem(
                f"{self.path} is not a crm-tui store, or was damaged: restore a backup, or choose another with --store"
            ) from None
        return signature, schema.checked(parsed, self.path)

    def read(self) -> Tables | None:
        """The tables; None while there is no file."""
        return self.load()[1]

    def write(self, data: Tables) -> None:
        """Replace the file by one that holds these tables.

        Raises:
            StoreProblem: it could not be saved; the file is as it was.
        """
        before = self.signature()
        if before and not os.access(self.path, os.W_OK):
            raise StoreProblem(f"{self.path} may not be changed by you: nothing was saved")
        # a coarse clock or a reused inode must not make two states look alike
        mtime_ns = max(time.time_ns(), before.mtime_ns + 1) if before else time.time_ns()
        try:
            durable.make_folder(self.path.parent)
            durable.replace(self.path, _encoded(data), mtime_ns=mtime_ns)
        except OSError as error:
            if self.signature() == before:
                raise unsaved(self.path, error) from None
            raise StoreProblem(
                f"{self.path} was saved, but the disk did not confirm it ({error.strerror or error}): check the disk"
            ) from None


class Held(Storage):
    """Tables held in memory: what a snapshot or a transaction works on."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def read(self) -> Tables:
        """The tables themselves, not a copy."""
        return self._tables

    def write(self, data: Tables) -> None:
        """Hold these tables from now on."""
        self._tables = data


def unsaved(path: Path, error: OSError) -> StoreProblem:
    """What to say when the disk refused a write."""
    return StoreProblem(f"{path} could not be saved ({error.strerror or error}): nothing was changed")


def _unreadable(path: Path, error: OSError) -> StoreProblem:
    return StoreProblem(f"{path} can't be read ({error.strerror or error}): ask for access, or choose another file")


def _signature(found: os.stat_result) -> Signature:
    return Signature(found.st_ino, found.st_mtime_ns, found.st_size)


def _encoded(tables: Tables) -> bytes:
    # a line for each record: a person can read it, and a change to one record changes one line
    named = []
    for name, rows in tables.items():
        lines = ",\n".join(f"{_json(key)}: {_json(row)}" for key, row in rows.items())
        named.append(f"{_json(name)}: {{\n{lines}\n}}")
    # half a surrogate pair, which only a hand can have put there, stays the escape that it was
    return ("{" + ",\n".join(named) + "}\n").encode(errors="backslashreplace")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
