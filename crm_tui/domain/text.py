"""Stored text made safe to show: nothing in it can steer a terminal."""

import re
from unicodedata import category

_NEWLINE = 0x0A
_CONTROLS = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421} | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
_BIDIRECTIONAL = dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD)
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
# Hangul fillers are blank, the last two are no characters, and each library gives all of them another width
_FILLERS = dict.fromkeys((0x115F, 0x1160, 0x3164, 0xFFA0, 0xFFFE, 0xFFFF), 0xFFFD)
_SEPARATORS = {0x09: 0x20, 0x2028: 0x2424, 0x2029: 0x2424}

# zero-width signs, the choice of a picture (U+FE0F), and tags; a joiner (U+200D) is one too, as Rich counts the letter
# behind it as nothing
_INVISIBLE = "\u00ad\u034f\u180e\u200b\u200d\u2060-\u2064\u206a-\u206f\ufe0e\ufe0f\ufeff\U000e0000-\U000e007f"
_FLAGS = "\U0001f1e6-\U0001f1ff"
_SKIN = "\U0001f3fb-\U0001f3ff"
_BRAILLE_BLANK = "\u2800"
_UNSTEADY = re.compile(f"[{_INVISIBLE}\u200c{_FLAGS}{_SKIN}{_BRAILLE_BLANK}]")
_FLAG = re.compile(f"[{_FLAGS}]{{1,2}}")
_DROPPED = re.compile(f"[{_INVISIBLE}]|(?<=[\u2190-\u2bff\U0001f000-\U0001faff])[{_SKIN}]")
_BLANK = frozenset(("Cf", "Zs", "Mn", "Me"))

_QUOTED = 60
"""So many letters of what somebody typed are named."""

_ONE_LINE = _CONTROLS | _BIDIRECTIONAL | _SURROGATES | _FILLERS | _SEPARATORS
_LINES = _ONE_LINE | {_NEWLINE: _NEWLINE}


def visible(text: str, *, newlines: bool = False) -> str:
    """The text with every control character shown as a symbol instead of obeyed.

    C0 controls and DEL become their pictures (``␛``, ``␊``), C1 controls, bidirectional marks and overrides, blank
    letters and lone surrogates become ``�``, a tab becomes a space. Joiners stay, as scripts need them. Line breaks are
    kept only with ``newlines``.
    """
    if newlines:
        return text.replace("\r\n", "\n").translate(_LINES)
    # printable ASCII holds nothing to replace, and most lines of a long list are that
    return text if text.isascii() and text.isprintable() else text.translate(_ONE_LINE)


def steady(text: str) -> str:
    """Text of which each sign takes as many cells on one terminal as on another, so that columns stay where they are.

    Where terminals differ, the parts are shown: those of a family beside each other, a flag as its letters (``[IN]``),
    a sign without the colour of its skin or its choice of picture. What has no width is left out, but of a text that
    has nothing else each letter is shown as ``�``.
    """
    if text.isascii() or not _UNSTEADY.search(text):
        return text
    kept = _DROPPED.sub("", _FLAG.sub(_letters, text))
    if all(letter == _BRAILLE_BLANK or category(letter) in _BLANK for letter in kept):
        return "".join(letter if letter.isspace() else "\ufffd" for letter in text)
    return kept


def quoted(typed: str) -> str:
    """What somebody typed, between quotation marks, as every refusal names it: harmless, and of bounded length."""
    shown = visible(typed if len(typed) <= _QUOTED else typed[: _QUOTED - 1] + "…")
    mark = '"' if "'" in shown and '"' not in shown else "'"
    return f"{mark}{shown}{mark}"


def on_one_line(text: str) -> str:
    """Text of any number of lines as it is shown on one: harmless, and as wide on every terminal."""
    return steady(visible(" ".join(text.split())))


def _letters(flag: re.Match[str]) -> str:
    return "[" + "".join(chr(ord("A") + ord(letter) - ord("\U0001f1e6")) for letter in flag[0]) + "]"
