"""Stored text made safe to show: nothing in it can steer a terminal."""

_NEWLINE = 0x0A
_CONTROLS = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421} | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
_BIDIRECTIONAL = dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD)
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
_SEPARATORS = {0x09: 0x20, 0x2028: 0x2424, 0x2029: 0x2424}

_ONE_LINE = _CONTROLS | _BIDIRECTIONAL | _SURROGATES | _SEPARATORS
_LINES = _ONE_LINE | {_NEWLINE: _NEWLINE}


def visible(text: str, *, newlines: bool = False) -> str:
    """The text with every control character shown as a symbol instead of obeyed.

    C0 controls and DEL become their pictures (``␛``, ``␊``), C1 controls, bidirectional marks and overrides and lone
    surrogates become ``�``, a tab becomes a space. Joiners stay, as scripts need them. Line breaks are kept only with
    ``newlines``.
    """
    if newlines:
        return text.replace("\r\n", "\n").translate(_LINES)
    # printable ASCII holds nothing to replace, and most lines of a long list are that
    return text if text.isascii() and text.isprintable() else text.translate(_ONE_LINE)
