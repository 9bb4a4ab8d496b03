"""The part of TOML in which the program's own tables are written, read many times faster than the whole of TOML.

That is: comments on lines of their own, tables, and keys with a text, texts in a list, true or false. A source with
anything else in it is left to :mod:`tomllib`.
"""

import re
from typing import Any

_TEXT = r'"[^"\\\x00-\x1f\x7f]*"'
_NO_END = r"[^\]\\\x00-\x09\x0b-\x1f\x7f]"
_STATEMENT = re.compile(
    r"(?:#[^\x00-\x08\n-\x1f\x7f]*|\[\[(?P<row>\w+)\]\]|\[(?P<table>\w+)\.(?P<part>\w+)\]"
    rf"|(?P<key>[\w-]+) = (?:(?P<text>{_TEXT})|\[(?P<list>{_NO_END}*(?:\](?!\n){_NO_END}*)*)\]"
    r"|(?P<word>true|false)|(?P<other>\{[^\n]*\})))?\n",
    re.ASCII,
)


def loads(source: str) -> dict[str, Any]:
    """What :func:`tomllib.loads` makes of it.

    Raises:
        ValueError: it is not TOML.
    """
    read = _read(source)
    return _slowly(source) if read is None else read


def _slowly(source: str) -> dict[str, Any]:
    # it takes long to load, and a command that hears no words needs none of it
    import tomllib

    return tomllib.loads(source)


def _read(source: str) -> dict[str, Any] | None:
    """The values, or None where the source is not as plain as that."""
    everything: dict[str, Any] = {}
    here, end = everything, 0
    for match in _STATEMENT.finditer(source):
        if match.start() != end:
            return None
        end = match.end()
        row, table, part, key, text, texts, word, other = match.groups()
        if key is not None:
            if key in here:
                return None
            if texts is not None:
                listed = _listed(texts)
                if listed is None:
                    return None
                here[key] = listed
            elif text is not None:
                here[key] = text[1:-1]
            else:
                here[key] = _slowly(f"x = {other}")["x"] if other else word == "true"
        elif row is not None:
            if row in everything and not _is_rows(everything[row]):
                return None
            here = {}
            everything.setdefault(row, []).append(here)
        elif table is not None:
            rows: Any = everything.get(table)
            if not _is_rows(rows) or part in rows[-1]:
                return None
            here = rows[-1][part] = {}
    return everything if end == len(source) else None


def _listed(inside: str) -> list[str] | None:
    """The texts between the brackets of a list, or None where there is more than texts and commas."""
    first, *others = inside.split('"')
    texts, between = others[::2], [one.strip(" \n") for one in others[1::2]]
    last = between.pop() if between else ""
    plain = len(others) % 2 == 0 and not first.strip(" \n") and set(between) <= {","} and last in ("", ",")
    return texts if plain and "\n" not in "".join(texts) else None


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[-1], dict)
