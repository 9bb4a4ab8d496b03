"""A print as plain text on lines of 80 columns."""

from collections.abc import Iterator

from crm_tui.interchange.layout import COLUMNS, hanging, one_line, padded, width
from crm_tui.services.printout import Block, Heading, Paragraph, Printout, Rows, Signatures, Table

_BETWEEN = "  "
_WIDEST_NAME = 24


def as_text(printed: Printout) -> str:
    """Its parts below each other; a table that is too wide for a line has a block for each of its rows."""
    title = hanging("", printed.title)
    parts = [
        _underlined(title, "="),
        *("\n".join(_lines(one)) for one in printed.blocks),
    ]
    return "\n\n".join(parts) + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text):
            yield _underlined(hanging("", text), "-")
        case Paragraph(text):
            yield hanging("", text)
        case Rows(rows, title):
            if title:
                yield hanging("", title)
            yield from _rows(rows, "  " if title else "")
        case Table():
            yield from _grid(block) or _blocks(block)
        case Signatures(labels):
            yield "\n\n".join(map(_place_to_sign, labels))


def _underlined(lines: str, stroke: str) -> str:
    return f"{lines}\n{stroke * max(map(width, lines.splitlines()), default=0)}"


def _place_to_sign(label: str) -> str:
    name = one_line(label)
    line = f"{'_' * 32}  Date {'_' * 16}"
    return f"{padded(name, 16)}  {line}" if width(name) <= 16 else f"{hanging('', name)}\n{line:>73}"


def _rows(rows: tuple[tuple[str, str], ...], indent: str) -> Iterator[str]:
    names = [one_line(name) for name, _ in rows]
    wide = min(_WIDEST_NAME, max(map(width, names), default=0))
    for name, (_, text) in zip(names, rows, strict=True):
        if width(name) > wide or not text:
            yield hanging(indent, name)
            if text:
                yield hanging(f"{indent}    ", text)
        else:
            yield hanging(f"{indent}{padded(name, wide)}{_BETWEEN}", text)


def _grid(table: Table) -> list[str]:
    """One line for each row; nothing where a line would be too long."""
    rows = [tuple(one_line(cell) for cell in row) for row in (table.head, *table.rows)]
    wide = [max(width(row[place]) for row in rows) for place in range(len(table.head))]
    if sum(wide) + len(_BETWEEN) * (len(wide) - 1) > COLUMNS:
        return []
    return [
        _BETWEEN.join(padded(cell, columns) for cell, columns in zip(row, wide, strict=True)).rstrip() for row in rows
    ]


def _blocks(table: Table) -> Iterator[str]:
    for place, row in enumerate(table.rows):
        if place:
            yield ""
        yield hanging(f"{place + 1}. {table.head[0]}: ", row[0])
        yield from _rows(tuple((head, cell) for head, cell in zip(table.head[1:], row[1:], strict=True) if cell), "   ")
