"""What makes a JSON file a desk: its format, its version, and the shape of its tables."""

from pathlib import Path
from typing import Any

from crm_tui.domain.errors import StoreProblem

Tables = dict[str, dict[str, dict[str, Any]]]
"""What TinyDB keeps: documents by the text of their id, by table."""

FORMAT = "crm-tui"
SCHEMA = 1
META = "meta"
META_ID = 1
"""The one document of the meta table: ``format``, ``schema`` and ``ids``, the last id given out by table."""


def empty() -> Tables:
    """The tables of a desk on which nothing has been stored."""
    return {META: {str(META_ID): {"format": FORMAT, "schema": SCHEMA, "ids": {}}}}


def checked(content: object, path: Path) -> Tables:
    """The tables in a parsed file.

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
        raise StoreProblem(
            f"{path} was written by a newer crm-tui (store version {schema}, this program knows {SCHEMA}): "
            "update the program"
        )
    for name, rows in content.items():
        if not isinstance(rows, dict) or not all(_is_row(key, row) for key, row in rows.items()):
            raise damaged(path, f"its table {name!r} is not a table")
    ids = about.get("ids", {})
    if not isinstance(ids, dict) or not all(type(last) is int for last in ids.values()):
        raise damaged(path, "its last ids are not numbers")
    for name, last in ids.items():
        if last > 0 and name not in content:
            raise damaged(path, f"its table {name!r} is gone")
    return content


def damaged(path: Path, why: str) -> StoreProblem:
    """The refusal of a store that something else has spoilt."""
    return StoreProblem(f"{path} is damaged ({why}) and was left as it is: restore a backup, or choose another file")


def _about(content: object) -> dict[str, Any] | None:
    meta = content.get(META) if isinstance(content, dict) else None
    about = meta.get(str(META_ID)) if isinstance(meta, dict) else None
    return about if isinstance(about, dict) and about.get("format") == FORMAT else None


def _is_row(key: str, row: object) -> bool:
    return isinstance(row, dict) and key.isascii() and key.isdigit() and key[0] != "0" and len(key) < 19
