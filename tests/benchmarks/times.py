#!/usr/bin/env python3
"""How long the comparison takes, each figure beside its target and a control of the same run.

Usage: times.py [--rounds N]

The control is a fixed piece of plain Python work, so that figures of different machines can be set side by side.
Processor time is counted where the work is in this process, the clock where another process starts. Exit status 0.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "data"), str(ROOT / "tests" / "cases"), str(Path(__file__).parent)]

import formats  # noqa: E402 - the scripts stand beside this one, not in a package
import paper_source  # noqa: E402 - as above
import render_pdf  # noqa: E402 - as above
import score  # noqa: E402 - as above

from crm_tui.comparison.engine import compare, listen  # noqa: E402 - the paths above come first
from crm_tui.domain.document import PaperLine, PaperText  # noqa: E402 - as above
from crm_tui.reading.files import read_paper  # noqa: E402 - as above

TODAY = date(2026, 11, 21)
PAGES = 180


def control() -> None:
    """A fixed piece of work."""
    words = " ".join(str(number) for number in range(40_000)).split()
    dict.fromkeys(sorted(words, key=lambda word: word[::-1]))


def seconds(call: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """How long one call takes."""
    before = clock()
    call()
    return clock() - before


def told(name: str, took: float, target: float | None = None) -> None:
    """Print one figure."""
    goal = f"   target {target * 1000:6.0f} ms" if target is not None else ""
    sys.stdout.write(f"{name:42} {took * 1000:8.1f} ms{goal}\n")
    sys.stdout.flush()


def paper_of(text: str) -> PaperText:
    """A text as a paper."""
    lines = tuple(PaperLine(page=1, number=number, text=line) for number, line in enumerate(text.splitlines(), 1))
    return PaperText(name="paper.txt", pages=1, sha256="0" * 64, lines=lines)


def pairs() -> list[tuple[str, PaperText]]:
    """The open cases as notes and papers."""
    cases = [
        case for folder in ("cases", "cases_more") for case in score.cases_in(ROOT / "tests" / folder, held_out=False)
    ]
    return [
        ((case / "note.txt").read_text(encoding="utf-8"), paper_of(score.document_of(case).read_text(encoding="utf-8")))
        for case in cases
    ]


def beside(note: str, paper: PaperText) -> object:
    """One comparison as the command makes it."""
    return compare(listen(note, today=TODAY), paper, spoken=note, today=TODAY)


def long_text(size: int, found: list[tuple[str, PaperText]]) -> str:
    """Lines of the open papers, one paper after the other, until there are as many characters."""
    text = "\n".join("\n".join(line.text for line in paper.lines) for _, paper in found)
    return (text * (size // len(text) + 1))[:size]


def long_pdf(found: list[tuple[str, PaperText]], pages: int) -> bytes:
    """A PDF of at least so many pages out of the open papers."""
    one = [block for _, paper in found for block in formats.set_anew("\n".join(map(_plain_line, paper.lines)))]
    blocks: list[paper_source.Block] = []
    while len(blocks) < pages * _BLOCKS_OF_A_PAGE:
        blocks.extend(one)
    return render_pdf.render(blocks[: pages * _BLOCKS_OF_A_PAGE])


_BLOCKS_OF_A_PAGE = 22


def _plain_line(line: PaperLine) -> str:
    return formats.plain(line.text)


def main() -> int:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="how often a process is started")
    rounds = parser.parse_args().rounds
    told("control: a fixed piece of work", statistics.median(seconds(control) for _ in range(5)))
    found = pairs()
    beside("home loan 8.4%", paper_of("Rate of interest 8.4 %"))
    first = [seconds(lambda pair=pair: beside(*pair)) for pair in found]
    again = [seconds(lambda pair=pair: beside(*pair)) for pair in found]
    told("a pair, first time, median", statistics.median(first))
    told("a pair, second time, median", statistics.median(again), 0.05)
    text = paper_of(long_text(100_000, found))
    told("100 KB of text", seconds(lambda: beside(found[0][0], text)), 0.5)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.pdf"
        path.write_bytes(long_pdf(found, PAGES))
        read: list[PaperText] = []
        reading = seconds(lambda: read.append(read_paper(path)))
        told(f"a PDF of {read[0].pages} pages, its text", reading)
        told(f"a PDF of {read[0].pages} pages, compared", seconds(lambda: beside(found[0][0], read[0])))
        note, small = Path(folder) / "note.txt", Path(folder) / "paper.txt"
        note.write_text("home loan 8.4%", encoding="utf-8")
        small.write_text("Rate of interest 8.4 %", encoding="utf-8")
        command = [sys.executable, "-m", "crm_tui", "compare", str(note), str(small)]
        # as it is installed: the modules are kept as bytecode
        around = {**os.environ, "PYTHONPYCACHEPREFIX": folder, "PYTHONPATH": str(ROOT)}
        around.pop("PYTHONDONTWRITEBYTECODE", None)
        subprocess.run(command, capture_output=True, check=False, env=around)
        for name, arguments, target in (
            ("control: the interpreter alone", [sys.executable, "-c", "pass"], None),
            ("start of compare, a small pair", command, 0.6),
        ):
            took = [
                seconds(
                    lambda arguments=arguments: subprocess.run(arguments, capture_output=True, check=False, env=around),
                    time.perf_counter,
                )
                for _ in range(rounds)
            ]
            told(name, statistics.median(took), target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
