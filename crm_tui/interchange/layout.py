"""Plain text on a line of 80 columns, in any script."""

import textwrap
import unicodedata

from crm_tui.domain.text import visible

COLUMNS = 80


def width(text: str) -> int:
    """How many columns a terminal needs for a text."""
    return sum(map(_cells, text))


def padded(text: str, columns: int) -> str:
    """The text with spaces behind it up to ``columns``."""
    return text + " " * max(0, columns - width(text))


def one_line(text: str) -> str:
    """Stored text on one line, with nothing in it that a terminal would obey."""
    return visible(" ".join(text.split()))


def hanging(label: str, text: str, columns: int = COLUMNS) -> str:
    """``label`` and the stored ``text`` behind it, wrapped; later lines begin below the text's first letter."""
    indent = width(label)
    room = max(20, columns - indent)
    words = one_line(text)
    # wide letters take two columns, so a wrapped line of them is counted at half the letters
    letters = room if width(words) <= len(words) else room // 2
    lines = textwrap.wrap(words, letters, break_on_hyphens=False) or [""]
    return "\n".join([label + lines[0], *(" " * indent + line for line in lines[1:])]).rstrip()


def flowed(items: list[str], columns: int = COLUMNS) -> str:
    """The items with a dot between them, on as many lines as they need; none is broken."""
    lines = [items[0]]
    for item in items[1:]:
        longer = f"{lines[-1]} · {item}"
        if width(longer) <= columns:
            lines[-1] = longer
        else:
            lines.append(item)
    return "\n".join(lines)


def _cells(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
