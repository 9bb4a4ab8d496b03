"""Index keys: 64-bit numbers that keep the order of values, and may be coarse.

An index only proposes; the query itself decides. So two values may share a key, but never may ``a <= b`` have
``key(a) > key(b)`` in a kind that is asked for ranges, nor equal values different keys.
"""

import struct
import sys
from array import array
from collections.abc import Callable, Collection
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Literal, NamedTuple

from crm_tui.services.customers import folded

Kind = Literal["exact", "order", "date", "name", "text"]
Key = Callable[[Any], int | None]
"""The key of a value; None for one that the index leaves out, and about which it can't be asked."""

TOP = (1 << 64) - 1
ORDERED = ("order", "date")
"""The kinds that can be asked for ranges of values."""

ABSENT = 0
"""The exact key of a document that lacks the field."""

_SIGN = 1 << 63


class Index(NamedTuple):
    """A field by which documents are found without reading all."""

    path: tuple[str, ...]
    """The names that lead to the field; for a ``text`` those of the fields that are searched together."""

    kind: Kind
    """``exact`` for equal values; ``order`` for numbers and texts by size; ``date`` for texts such as 2026-11-25.

    ``name`` has texts in the order of a list of names, without case and accents; ``text`` is for finding parts of them.
    """


def key_of(kind: Kind) -> Key:
    """The function that gives a value's key."""
    return _KINDS[kind]


def document_key(index: Index, document: dict[str, Any]) -> int | None:
    """The key under which a document stands in an index; None if it doesn't."""
    value: Any = document
    for name in index.path:
        if not isinstance(value, dict) or name not in value:
            return ABSENT if index.kind == "exact" else None
        value = value[name]
    return _KINDS[index.kind](value)


def tie_of(index: Index, document: dict[str, Any]) -> str:
    """What decides between documents under one key: the whole name, where the key holds only its beginning."""
    return folded(document[index.path[0]]) if index.kind == "name" else ""


def exact_keys(numbers: Collection[int]) -> set[int]:
    """The exact keys of the numbers of records."""
    bits = array("Q", array("d", numbers).tobytes())
    return {one ^ _SIGN | 2 for one in bits}


def numbers_of(keys: bytes) -> "array[float]":
    """What each of these exact keys stands for, if it is that of a record's number; keys as a column holds them."""
    count = len(keys) // 8
    signs, marks = (int.from_bytes(one.to_bytes(8, sys.byteorder) * count, sys.byteorder) for one in (_SIGN, 2))
    # thousands at once, as one by one would take longer than all else
    bits = (int.from_bytes(keys, sys.byteorder) ^ signs) & ~marks
    return array("d", bits.to_bytes(8 * count, sys.byteorder))


def _number(value: float) -> int:
    try:
        # 0.0 and -0.0 are equal but have different bits
        bits: int = struct.unpack(">Q", struct.pack(">d", value + 0.0))[0]
    except OverflowError:
        return TOP if value > 0 else 0
    return bits ^ (TOP if bits & _SIGN else _SIGN)


def _text(value: str) -> int:
    # code points and the bytes of UTF-8 have the same order
    return int.from_bytes(value[:8].encode(errors="surrogatepass")[:8].ljust(8, b"\0"), "big")


def _order(value: Any) -> int | None:
    if type(value) is str:
        return _text(value)
    return _number(value) if type(value) in (int, float, bool) else None


def _exact(value: Any) -> int | None:
    # other types may compare equal to these by rules of their own, so a query for one is answered by reading all
    if value is None:
        return 1
    if type(value) is str:
        return _hashed(value)
    return _number(value) | 2 if type(value) in (int, float, bool) else None


@lru_cache(maxsize=512)
def _hashed(value: str) -> int:
    # a field that is looked up by what it equals has few values
    return int.from_bytes(blake2b(value.encode(errors="surrogatepass"), digest_size=8).digest(), "big") | 2


_CLASSES = bytes(
    1 if byte < 0x2D else 2 if byte == 0x2D else 3 if byte < 0x30 else byte - 0x2C if byte < 0x3A else 14
    for byte in range(256)
)
_ALONE = frozenset(range(4, 14)) | {2}


def _date(value: Any) -> int | None:
    """Sixteen characters at four bits each: the digits and the dash have a class of their own, others share one.

    Behind the first character that shares its class the order is no longer known, so the key ends there.
    """
    return _dated(value) if type(value) is str else None


@lru_cache(maxsize=2_048)
def _dated(value: str) -> int:
    # many days are those of many documents
    key = 0
    raw = value[:16].encode(errors="surrogatepass")[:16]
    for place, byte in enumerate(raw):
        found = _CLASSES[byte]
        key |= found << (60 - 4 * place)
        if found not in _ALONE:
            break
    return key


def _name(value: Any) -> int | None:
    return _text(folded(value)) if type(value) is str else None


def _none(_: Any) -> int | None:
    return None


_KINDS: dict[Kind, Key] = {"exact": _exact, "order": _order, "date": _date, "name": _name, "text": _none}
