"""Text in the letters that a place can show: each sign becomes as many plainer ones as it takes cells."""

from collections.abc import Callable
from functools import lru_cache
from unicodedata import category, combining, east_asian_width, name, normalize

ASCII = "ascii"
"""The character set that everything can show."""

_SIGNS = {
    # states, each beside its word
    "✓": "+", "✔": "+", "✗": "x", "✘": "x", "▲": "^", "△": "^", "▼": "v", "▽": "v", "◆": "*", "◇": "&",
    "●": "*", "○": "o", "◐": "%", "◔": ":", "◯": "o", "■": "#", "□": "o", "▪": "-", "▫": "-", "∅": "_", "↻": "@",
    "▸": ">", "▶": ">", "►": ">", "◀": "<", "›": ">", "‹": "<", "»": ">", "«": "<", "→": ">", "←": "<",
    "↑": "^", "↓": "v", "↵": "/", "•": "*", "◦": "-", "·": ".", "…": "~", "☑": "x", "☐": "o", "◉": "*",
    # typography
    "‘": "'", "’": "'", "‚": ",", "‛": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "‐": "-", "‑": "-",
    "‒": "-", "―": "-", "−": "-", "×": "x", "÷": "/", "≤": "<", "≥": ">", "≠": "#", "≈": "~", "±": "~", "′": "'",
    "″": '"', "°": "o", "§": "S", "¶": "P", "†": "+", "‡": "+", "µ": "u", "¬": "-", "¦": "|", "¨": '"', "´": "'",
    "¯": "-", "¸": ",", "¡": "!", "¿": "?", "\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u2009": " ", "�": "?",
    "©": "c", "®": "r", "™": "t", "№": "#", "‰": "%", "⁄": "/",
    # money, each beside its code or alone
    "₹": "R", "€": "E", "£": "L", "¥": "Y", "¢": "c", "₱": "P", "₦": "N", "₵": "C", "₩": "W", "₽": "R", "₺": "L",
    "₴": "H", "₫": "d", "₪": "S", "฿": "B", "৳": "T", "¤": "$",
    # letters that are no letter with a mark
    "ß": "s", "ẞ": "S", "æ": "a", "Æ": "A", "œ": "o", "Œ": "O", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d",
    "Đ": "D", "ð": "d", "Ð": "D", "þ": "t", "Þ": "T", "ı": "i", "ħ": "h", "Ħ": "H", "ŋ": "n", "Ŋ": "N",
    "ª": "a", "º": "o",
}  # fmt: skip
_UP = " _.-=+*%#"
"""A bar's height in eighths, from none to a whole cell."""


def _blocks() -> dict[str, str]:
    signs = {chr(0x2580 + eighth): _UP[eighth] for eighth in range(1, 9)}
    # a cell filled from the left, the fuller the lower its number
    signs |= {chr(code): "#" if code < 0x258D else "|" for code in range(0x2589, 0x2590)}
    signs |= {"▀": '"', "▐": "|", "░": ".", "▒": ":", "▓": "#", "▔": "-", "▕": "|"}
    # a corner of a cell, and the like
    return signs | {chr(code): "#" for code in range(0x2596, 0x25A0)}


def _lines() -> dict[str, str]:
    signs = {chr(code): "+" for code in range(0x2500, 0x2580)}
    level = [0x2500, 0x2501, 0x2504, 0x2505, 0x2508, 0x2509, 0x254C, 0x254D, 0x2550, 0x2574, 0x2576, 0x2578, 0x257A]
    upright = [0x2502, 0x2503, 0x2506, 0x2507, 0x250A, 0x250B, 0x254E, 0x254F, 0x2551, 0x2575, 0x2577, 0x2579, 0x257B]
    signs |= {chr(code): "-" for code in (*level, 0x257C, 0x257E)} | {chr(code): "|" for code in (*upright, 0x257D)}
    return signs | {"╱": "/", "╲": "\\", "╳": "X", "╿": "|"}


_SIGNS |= _blocks() | _lines()
_ESCAPED = {0x2400 + code: "?" for code in range(0x22)}
_SIGNS |= {chr(code): sign for code, sign in _ESCAPED.items()} | {"␤": "/"}


def width(letter: str) -> int:
    """How many cells a terminal gives to one letter."""
    if category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(letter) in "WF" else 1


def shown(text: str, charset: str = ASCII, cells: Callable[[str], int] = width) -> str:
    """The text in a character set; a sign that it lacks gives way to others that take the same number of ``cells``.

    Letters lose their marks, those of other scripts become one that they begin to sound like, borders become
    ``+ - |``, and what has no plainer form is ``?``.
    """
    if text.isascii():
        return text
    return "".join(letter if letter < "\x80" else _plainer(letter, charset, cells) for letter in text)


@lru_cache(4096)
def _plainer(letter: str, charset: str, cells: Callable[[str], int]) -> str:
    wide = cells(letter)
    if wide == 1 and _is_in(letter, charset):
        return letter
    sign = _SIGNS.get(letter) or _bare(letter, charset) or _sounding(letter)[:wide] or "?"
    return (sign if len(sign) <= wide else "?" * wide).ljust(wide, "?" if sign == "?" else " ") if wide else ""


def _bare(letter: str, charset: str) -> str:
    """A letter without its marks, a full-width one, a digit in another form; empty where there is no such."""
    plain = "".join(part for part in normalize("NFKD", letter) if not combining(part))
    if plain.isascii() and plain.isprintable():
        return plain
    return plain if plain and all(_is_in(part, charset) for part in plain) else ""


_BEGUN_WITH_E = frozenset({"EF", "EL", "EM", "EN", "ER", "ES"})
"""Cyrillic consonants, as they are called."""


def _sounding(letter: str) -> str:
    """How the name of a letter begins, in its case: ``k`` of DEVANAGARI LETTER KA; empty for the sign of a word.

    It is a help to tell names apart where none can be shown, and no transcription.
    """
    if category(letter)[0] != "L" and category(letter) != "Mc":
        return ""
    called = name(letter, "").rpartition(" ")[2]
    if not called.isalpha() or called == "SIGN":
        return ""
    called = called.removeprefix("E") if called in _BEGUN_WITH_E else called
    return called if letter.isupper() else called.lower()


def _is_in(letter: str, charset: str) -> bool:
    try:
        letter.encode(charset)
    except UnicodeEncodeError:
        return False
    return letter.isprintable()
