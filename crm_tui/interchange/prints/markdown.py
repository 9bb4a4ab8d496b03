"""A print as Markdown, in which stored text stays text."""

from collections.abc import Iterator

from crm_tui.interchange.markdown import escaped
from crm_tui.services.printout import Block, Heading, Paragraph, Printout, Rows, Signatures, Table


def as_markdown(printed: Printout) -> str:
    """A heading, then each part; names with what they stand for are a list, tables are tables."""
    parts = [f"# {escaped(printed.title)}", *("\n".join(_lines(one)) for one in printed.blocks)]
    return "\n\n".join(parts) + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text):
            yield f"## {escaped(text)}"
        case Paragraph(text):
            yield escaped(text)
        case Rows(rows, title):
            if title:
                yield f"### {escaped(title)}\n"
            yield from (_item(*one) for one in rows)
        case Table(head, rows):
            yield _row(head)
            yield f"|{' --- |' * len(head)}"
            yield from map(_row, rows)
        case Signatures(labels):
            yield _row(("To sign", "Name", "Date"))
            yield "| --- | --- | --- |"
            yield from (_row((one, "", "")) for one in labels)


def _item(name: str, text: str) -> str:
    if not name:
        return f"- {escaped(text)}"
    return f"- **{escaped(name)}:** {escaped(text)}" if text else f"- **{escaped(name)}**"


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(map(escaped, cells))} |"
