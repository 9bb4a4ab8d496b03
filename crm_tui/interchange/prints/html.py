"""A print as one HTML page that needs nothing else and runs nothing."""

from collections.abc import Iterator
from html import escape

from crm_tui.interchange.layout import one_line
from crm_tui.services.printout import Block, Heading, Paragraph, Printout, Rows, Signatures, Table

_STYLE = """\
@page { size: A4; margin: 14mm }
body { font: 10pt/1.35 "DejaVu Sans", "Noto Sans", Helvetica, Arial, sans-serif; color: #111 }
body { max-width: 190mm; margin: 2em auto; padding: 0 1em }
h1 { font-size: 1.5em; margin: 0 0 .6em } h2 { font-size: 1.15em; margin: 1.4em 0 .4em; border-bottom: 1px solid #999 }
h3 { font-size: 1em; margin: 1em 0 .2em; break-after: avoid }
dl { display: grid; grid-template-columns: minmax(6em, max-content) 1fr; gap: .1em 1em; margin: 0 0 .8em }
dt { color: #555; max-width: 22em } dd { margin: 0; overflow-wrap: anywhere } section { break-inside: avoid }
table { border-collapse: collapse; width: 100%; margin: .8em 0 } tr { break-inside: avoid }
th, td { text-align: start; vertical-align: top; overflow-wrap: anywhere }
th, td { padding: .25em .5em; border-bottom: 1px solid #bbb }
.sign td { padding-top: 2.2em; border-bottom: 0 } .line { border-bottom: 1px solid #111 !important; width: 45% }
@media print { body { margin: 0; padding: 0; max-width: none; font-size: 9pt } }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def as_html(printed: Printout) -> str:
    """A whole page; every letter of what is stored is escaped, and no script, picture or address is loaded."""
    title = _shown(printed.title)
    body = "\n".join(line for one in printed.blocks for line in _lines(one))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{title}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n{body}\n</body>\n</html>\n"
    )


def _shown(text: str) -> str:
    return escape(one_line(text))


def _lines(block: Block) -> Iterator[str]:
    # each text finds its own direction: a name in Arabic does not turn the sentence around it
    match block:
        case Heading(text):
            yield f'<h2 dir="auto">{_shown(text)}</h2>'
        case Paragraph(text):
            yield f'<p dir="auto">{_shown(text)}</p>'
        case Rows(rows, title):
            yield "<section>"
            if title:
                yield f'<h3 dir="auto">{_shown(title)}</h3>'
            yield "<dl>"
            yield from (f'<dt dir="auto">{_shown(name)}</dt><dd dir="auto">{_shown(text)}</dd>' for name, text in rows)
            yield "</dl>\n</section>"
        case Table(head, rows, shares):
            yield "<table>"
            total = sum(shares)
            yield "<thead><tr>"
            for name, share in zip(head, shares, strict=True):
                yield f'<th style="width: {100 * share // total}%">{_shown(name)}</th>'
            yield "</tr></thead>\n<tbody>"
            for row in rows:
                yield "<tr>" + "".join(f'<td dir="auto">{_shown(cell)}</td>' for cell in row) + "</tr>"
            yield "</tbody>\n</table>"
        case Signatures(labels):
            yield '<table class="sign"><tbody>'
            for one in labels:
                yield f'<tr><td>{_shown(one)}</td><td class="line"></td><td>Date</td><td class="line"></td></tr>'
            yield "</tbody></table>"
