"""The file of the earlier program: plain TinyDB JSON without a log."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any, NamedTuple

from crm_tui.domain.errors import StoreProblem
from crm_tui.domain.text import quoted
from crm_tui.store import files
from crm_tui.store.files import Identity, reading_fd, refuse_irregular
from crm_tui.store.problems import Damaged, Foreign, damaged, misfit, unreadable
from crm_tui.store.schema import FORMAT, LOGGED, META, META_ID, SCHEMA, Tables


class PlainFile(NamedTuple):
    """What stands in a plain file."""

    identity: Identity
    """The file in which it was found."""

    sha256: str
    """Of the file's bytes."""

    tables: Tables
    """Everything in it."""

    @property
    def about_in_log(self) -> dict[str, Any]:
        """The same, as it stands in a log: ids are kept there otherwise, and the version is another one."""
        return {key: value for key, value in self.about.items() if key != "ids"} | {"schema": LOGGED}

    @property
    def about(self) -> dict[str, Any]:
        """Its document about itself."""
        return self.tables[META][str(META_ID)]


def identity(path: Path) -> Identity | None:
    """The file's present state; None while there is no file.

    Raises:
        StoreProblem: something is there that can't be a store.
    """
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise unreadable(path, error) from None
    refuse_irregular(path, found.st_mode)
    return Identity.of(found)


def load(path: Path) -> PlainFile:
    """What stands in the file of an earlier program.

    Raises:
        StoreProblem: the file is not a desk, is damaged, or comes from a newer program.
    """
    try:
        with os.fdopen(reading_fd(path), "rb") as file:
            found = Identity.of(os.fstat(file.fileno()))
            content = file.read()
    except OSError as error:
        raise unreadable(path, error) from None
    return PlainFile(found, hashlib.sha256(content).hexdigest(), checked(parsed(content, path), path))


def parsed(content: bytes, path: Path) -> object:
    """The JSON in a file's bytes.

    Raises:
        StoreProblem: there is none.
    """
    if not content.strip():
        raise damaged(path, "it is empty")
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        if b'"format": "crm-tui"' in content[:4096] or content.startswith(b'{"meta": {\n"0": '):
            raise damaged(path, "it is cut off or was edited") from None
        raise StoreProblem(
            f"{path} is not a crm-tui store, or was damaged: restore a backup, or choose another with --store"
        ) from None


def adoptable(content: bytes, path: Path) -> dict[str, dict[int, dict[str, Any]]]:
    """The tables in a file that another program wrote, by name and id.

    Raises:
        StoreProblem: there are none that could be taken into a log.
    """
    found = parsed(content, path)
    try:
        assert isinstance(found, dict)
        for name, rows in found.items():
            assert all(_is_row(key, row) or (name, key) == (META, "0") for key, row in rows.items())
        tables = {str(name): {int(key): {**row} for key, row in rows.items()} for name, rows in found.items()}
    except (AssertionError, AttributeError, TypeError):
        raise damaged(path, "it holds no tables") from None
    about = tables.get(META, {}).get(META_ID, {})
    if about.get("format") != FORMAT or type(about.get("schema")) is not int:
        raise damaged(path, "it is no longer a crm-tui store")
    return tables


def foreign(path: Path, how: str) -> Foreign:
    """The refusal to go on where another program has written under the name of a store that has a log."""
    try:
        adoptable(files.content(path), path)
    except FileNotFoundError:
        return Foreign(f"{path} was removed: open crm-tui again, it is made anew from its log; nothing was saved")
    except (OSError, StoreProblem):
        return Foreign(f"{path} is not what was saved: 'crm-tui store discard' makes it anew from its log")
    return Foreign(
        f"{path} {how} by another program: 'crm-tui store discard' drops that, 'crm-tui store adopt' keeps it; "
        "nothing was saved"
    )


def checked(content: object, path: Path) -> Tables:
    """The tables in a parsed file of the earlier program.

    Raises:
        StoreProblem: it is not a desk, is damaged, or comes from a newer program.
    """
    about = _about(content)
    if not isinstance(content, dict) or about is None:
        raise StoreProblem(f"{path} is JSON, but not a crm-tui store: choose another file with --store")
    schema = about.get("schema")
    if not isinstance(schema, int) or schema < 1:
        raise damaged(path, "its version is missing")
    if schema > SCHEMA:
        raise StoreProblem(newer(path, schema))
    if schema > 1:
        raise Damaged(misfit(path, 0, 0))
    for name, rows in content.items():
        if not isinstance(rows, dict) or not all(_is_row(key, row) for key, row in rows.items()):
            raise damaged(path, f"its table {quoted(name)} is not a table")
    ids = about.get("ids", {})
    if not isinstance(ids, dict) or not all(type(last) is int for last in ids.values()):
        raise damaged(path, "its last ids are not numbers")
    for name, last in ids.items():
        if last > 0 and name not in content:
            raise damaged(path, f"its table {quoted(name)} is gone")
    return content


def newer(path: Path, schema: int, knows: int = SCHEMA) -> str:
    """What to say of a store of a later version."""
    return (
        f"{path} was written by a newer crm-tui (store version {schema}, this program knows {knows}): "
        "update the program"
    )


def _about(content: object) -> dict[str, Any] | None:
    meta = content.get(META) if isinstance(content, dict) else None
    about = meta.get(str(META_ID)) if isinstance(meta, dict) else None
    return about if isinstance(about, dict) and about.get("format") == FORMAT else None


def _is_row(key: str, row: object) -> bool:
    return isinstance(row, dict) and key.isascii() and key.isdigit() and key[0] != "0" and len(key) < 19
