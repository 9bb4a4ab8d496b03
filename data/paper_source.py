"""The source of a PDF or Word paper: headings, paragraphs, list items and tables, as in Markdown."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Block:
    """One part of a paper, from top to bottom."""

    kind: str
    """``title``, ``heading``, ``text``, ``item`` or ``table``."""

    text: str = ""
    """What it says; empty for a table."""

    rows: tuple[tuple[str, ...], ...] = ()
    """The cells of a table."""


def blocks(source: str) -> list[Block]:
    """The blocks of a source: ``# title``, ``## heading``, ``- item``, ``| cell | cell |``; other lines are text."""
    found: list[Block] = []
    rows: list[tuple[str, ...]] = []
    for line in [*source.splitlines(), ""]:
        if line.startswith("|"):
            rows.append(tuple(cell.strip() for cell in line.strip().strip("|").split("|")))
            continue
        if rows:
            found.append(Block("table", rows=tuple(rows)))
            rows = []
        for mark, kind in (("# ", "title"), ("## ", "heading"), ("- ", "item")):
            if line.startswith(mark):
                found.append(Block(kind, line.removeprefix(mark)))
                break
        else:
            if line.strip():
                found.append(Block("text", line.strip()))
    return found
