"""JSON that is exact to a program and harmless to a terminal."""

import json
import re
from decimal import Decimal

import orjson

# json.dumps escapes only C0 controls and quotes; these could steer a terminal or could not be written as UTF-8
_ESCAPED = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def dumped(value: object) -> str:
    """The value as JSON, two spaces deep, ending with a line break. The same value gives the same text."""
    try:
        plain = orjson.dumps(value, option=orjson.OPT_INDENT_2).decode()
    except TypeError:
        # half a surrogate pair, or a number beyond 64 bits: the standard library takes many times as long, and keeps it
        plain = json.dumps(value, ensure_ascii=False, indent=2)
    if plain.isascii() and "\x7f" not in plain:
        return plain + "\n"
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", plain) + "\n"


def amount(value: Decimal) -> str:
    """A decimal as text, with at least two places: money is never a float."""
    text = f"{value:f}"
    places = len(text.partition(".")[2])
    return text if places >= 2 else f"{value:.2f}"
