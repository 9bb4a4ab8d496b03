"""Plain text on a line of 80 columns, in any script."""

import unicodedata

from crm_tui.domain.text import on_one_line

COLUMNS = 80


def width(text: str) -> int:
    """How many columns a terminal needs for a text."""
    # of a long list nearly every line is plain, and each of its letters takes one column
    return len(text) if text.isascii() else sum(map(_cells, text))


def padded(text: str, columns: int) -> str:
    """The text with spaces behind it up to ``columns``."""
    return text + " " * max(0, columns - width(text))


def one_line(text: str) -> str:
    """Stored text on one line, with nothing in it that a terminal would obey."""
    # of a long list nearly every text is so already
    if text.isascii() and text.isprintable() and "  " not in text and text == text.strip():
        return text
    return on_one_line(text)


def hanging(label: str, text: str, columns: int = COLUMNS) -> str:
    """``label`` and the stored ``text`` behind it, wrapped; later lines begin below the text's first letter."""
    indent = width(label)
    lines = _wrapped(one_line(text), max(20, columns - indent))
    return (label + f"\n{' ' * indent}".join(lines)).rstrip()


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


def _wrapped(text: str, columns: int) -> list[str]:
    """The words on lines of so many columns; a longer word is broken, but not before a mark that joins a letter."""
    if text.isascii():
        return _plain_lines(text, columns)
    lines, room = [""], columns
    for word in text.split():
        wide = width(word)
        if lines[-1] and wide < room:
            lines[-1] += f" {word}"
            room -= wide + 1
            continue
        if lines[-1]:
            lines.append("")
            room = columns
        for letter in word if wide > columns else ():
            if _cells(letter) > room:
                lines.append("")
                room = columns
            lines[-1] += letter
            room -= _cells(letter)
        if wide <= columns:
            lines[-1] = word
            room -= wide
    return lines


def _plain_lines(text: str, columns: int) -> list[str]:
    """The same for text of one spacing in which every letter takes one column."""
    lines, start, last = [], 0, len(text) - columns
    while start < last:
        end = text.rfind(" ", start, start + columns + 1)
        if end <= start:
            end = start + columns
            lines.append(text[start:end])
            start = end
        else:
            lines.append(text[start:end])
            start = end + 1
    lines.append(text[start:])
    return lines


def _cells(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
