#!/usr/bin/env python3
"""The same paper as text, Markdown, Word and PDF: how many promises get the same verdict in each.

Usage: formats.py [FOLDER] [--differences]

The labelled papers of FOLDER (default: the labelled cases) that are text or Markdown are set anew: rows become tables,
headings headings, paragraphs run on. Exit status 0.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "data"), str(ROOT / "tests" / "cases")]

import paper_source  # noqa: E402 - the writers stand beside the demo's data, not in a package
import render_pdf  # noqa: E402 - as above
import render_word  # noqa: E402 - as above
import score  # noqa: E402 - as above

from crm_tui.comparison.block import Block  # noqa: E402 - the paths above come first
from crm_tui.comparison.blocks import blocks  # noqa: E402 - as above
from crm_tui.comparison.engine import compare, listen  # noqa: E402 - as above
from crm_tui.domain.document import PaperLine, PaperText  # noqa: E402 - as above
from crm_tui.reading.files import read_paper  # noqa: E402 - as above

FORMATS = (".md", ".docx", ".pdf")


def set_anew(text: str) -> list[paper_source.Block]:
    """A paper's text as headings, paragraphs and tables."""
    lines = [PaperLine(page=1, number=number, text=line) for number, line in enumerate(text.splitlines(), 1)]
    made: list[paper_source.Block] = []
    for (rows, _, _), group in groupby(blocks(lines), key=_sort):
        if rows:
            made.append(paper_source.Block("table", rows=tuple(_cells(block) for block in group)))
            continue
        made.extend(paper_source.Block("heading" if one.titled else "text", _words(one)) for one in group)
    return made


def _sort(block: Block) -> tuple[bool, int, str]:
    """Rows of as many cells below one heading are one table."""
    return (block.is_row, len(_cells(block)), block.heading) if block.is_row else (False, 0, "")


def _cells(block: Block) -> tuple[str, ...]:
    cells = {cell.column: cell for cell in block.cells}.values() if block.piped else block.cells
    own = tuple(cell.text + ":" * (cell.names and not cell.text.endswith(":")) for cell in cells)
    return (block.serial.text, *own) if block.serial else own


def _words(block: Block) -> str:
    line = block.cells[0].pieces[0][1].text
    words = block.cells[0].text
    before = line[: max(0, line.find(words[:6]))].strip()
    return f"{before} {words}".strip(" #|") if before else words


def as_markdown(made: Sequence[paper_source.Block]) -> str:
    """The blocks as Markdown."""
    written = []
    for block in made:
        if block.kind == "table":
            head, *rows = block.rows
            rule = "|".join("---" for _ in head)
            written.append(
                "\n".join([f"| {' | '.join(head)} |", f"|{rule}|", *(f"| {' | '.join(row)} |" for row in rows)])
            )
        else:
            written.append(("## " if block.kind == "heading" else "") + block.text)
    return "\n\n".join(written) + "\n"


def written(made: list[paper_source.Block], suffix: str) -> bytes:
    """The bytes of a file of that kind."""
    if suffix == ".md":
        return as_markdown(made).encode()
    return render_word.render(made) if suffix == ".docx" else render_pdf.render(made)


def plain(text: str) -> str:
    """A text in the characters that the small PDF writer has."""
    for mark, other in (("₹", "Rs "), ("≤", "up to "), ("≥", "at least "), ("\t", "    ")):
        text = text.replace(mark, other)
    return text.encode("cp1252", "replace").decode("cp1252")


def verdicts(note: str, paper: PaperText, today: date) -> dict[tuple[int, int], str]:
    """The verdict of each promise by its place."""
    found = compare(listen(note, today=today), paper, spoken=note, today=today).findings
    return {(one.start, one.end): str(one.verdict) for one in found}


def compared(case: Path, folder: Path) -> Iterator[tuple[str, tuple[int, int], str, str]]:
    """For each format and promise: format, place, verdict beside the text, verdict beside the format."""
    note = (case / "note.txt").read_text(encoding="utf-8")
    text = plain(score.document_of(case).read_text(encoding="utf-8"))
    today = date(2026, 11, 21)
    (folder / "paper.txt").write_text(text, encoding="utf-8")
    usual = verdicts(note, read_paper(folder / "paper.txt"), today)
    made = set_anew(text)
    for suffix in FORMATS:
        (folder / f"paper{suffix}").write_bytes(written(made, suffix))
        there = verdicts(note, read_paper(folder / f"paper{suffix}"), today)
        for place, verdict in usual.items():
            yield suffix, place, verdict, there.get(place, "not found")


def same_share(cases: Sequence[Path], told: list[str] | None = None) -> Mapping[str, Any]:
    """The share of promises with the same verdict as beside the text, by format."""
    same = dict.fromkeys(FORMATS, 0)
    count = dict.fromkeys(FORMATS, 0)
    with tempfile.TemporaryDirectory() as folder:
        for case in cases:
            for suffix, place, one, other in compared(case, Path(folder)):
                same[suffix] += one == other
                count[suffix] += 1
                if one != other and told is not None:
                    told.append(f"{case.name} {suffix} {place}: {one}, there {other}")
    return {suffix: same[suffix] / max(1, count[suffix]) for suffix in FORMATS}


def main() -> int:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "tests" / "cases")
    parser.add_argument("--differences", action="store_true", help="list every promise with another verdict")
    args = parser.parse_args()
    open_cases = score.cases_in(args.folder, held_out=False)
    told: list[str] = []
    for suffix, share in same_share(open_cases, told).items():
        sys.stdout.write(f"{suffix:8} {share:.3f}\n")
    if args.differences:
        sys.stdout.write("\n".join(told) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
