"""Documents to JSON bytes on one line, and back."""

import json
from collections.abc import Sequence
from typing import Any

import orjson

from crm_tui.store.problems import Damaged

# what TinyDB would refuse is refused here too, instead of being stored as something else
_STRICT = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS


def encode(value: Any) -> bytes:
    """One line of JSON without a line end, in UTF-8.

    Raises:
        ValueError: a number that JSON can't keep exactly.
        TypeError: something that is no JSON at all.
    """
    try:
        raw = orjson.dumps(value, option=_STRICT)
    except TypeError:
        return _by_the_standard_library(value)
    if b"null" in raw:
        # orjson writes null for a number that is none; the standard library refuses it
        json.dumps(value, allow_nan=False)
    return raw


def decode(raw: bytes) -> Any:
    """What ``encode`` was given.

    Raises:
        ValueError: no JSON.
    """
    try:
        return orjson.loads(raw)
    except ValueError:
        # half a surrogate pair, which only a hand can have written, is no reason to lose a record
        return json.loads(raw)


def parsed(raw: bytes, table: str, record_id: int) -> dict[str, Any]:
    """A stored document.

    Raises:
        Damaged: it is none; ``table`` and ``record_id`` say which.
    """
    try:
        found = decode(raw)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise Damaged(f"{table} {record_id} is damaged in the store: restore a backup, or drop the index beside it")
    return found


def parsed_lines(lines: Sequence[bytes]) -> dict[str, dict[str, Any]] | None:
    """Documents of ``"id": {…},`` lines by the text of their id, parsed in one go; None if one has to be looked at."""
    try:
        found = orjson.loads(b"{%s}" % b"".join(lines).removesuffix(b","))
    except ValueError:
        return None
    # two of one id, or something else than a document
    whole = len(found) == len(lines) and set(map(type, found.values())) == {dict}
    return found if whole else None


def _by_the_standard_library(value: Any) -> bytes:
    raw = json.dumps(value, allow_nan=False, separators=(",", ":")).encode()
    # read back as a float it may even be equal
    if repr(decode(raw)) != repr(json.loads(raw)):
        raise ValueError("an integer beyond 64 bits can't be kept exactly: store it as text")
    return raw
