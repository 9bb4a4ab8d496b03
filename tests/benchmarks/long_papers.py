#!/usr/bin/env python3
"""How the time of one comparison grows with the length of the paper, beside a control of the same run.

Usage: long_papers.py [--lines 2700] [--promises 43]

Two papers with the same promises: lines of the open cases one after the other, and a list that names a fee on every
line. Each is compared at half its length and at the whole of it; the last figure of a row is by how much the time grew:
2 is in step with the lines. The control is a fixed piece of plain Python work. Processor time. Exit status 1 if a paper
that is twice as long takes more than 2.3 times as long, or the fees more than three times as long as the other paper.
"""

import argparse
import re
import sys
from collections.abc import Callable, Mapping
from functools import partial
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import times  # the script stands beside this one, not in a package

from crm_tui.comparison.engine import compare, listen
from crm_tui.domain.document import PaperText

FEES = re.findall(
    r"\w+",
    "processing login documentation valuation legal inspection registration search technical franking mandate "
    "statement duplicate foreclosure conversion renewal annual joining activation installation delivery cancellation "
    "transfer collection handling administration service",
)
GROWS, APART = 2.3, 3.0
_WARM = 100


def of_the_cases(lines: int) -> PaperText:
    """Lines of the open papers, one paper after the other."""
    every = [line.text for _, paper in times.pairs() for line in paper.lines]
    return times.paper_of("\n".join(islice(cycle(every), lines)))


def of_fees(lines: int) -> PaperText:
    """A fee of its own amount on every line."""
    rows = (
        f"{one.capitalize()} fee for stage {place} is Rs {100 + place}." for place, one in enumerate(cycle(FEES), 1)
    )
    return times.paper_of("\n".join(islice(rows, lines)))


PAPERS: Mapping[str, Callable[[int], PaperText]] = {
    "lines of the open cases": of_the_cases,
    "a fee on each line": of_fees,
}


def promised(count: int) -> str:
    """A note of so many promises: a fee, then a line of the notes of the open cases, and so on."""
    spoken = cycle(line for note, _ in times.pairs() for line in note.splitlines() if line.strip())
    note = ""
    for place, (fee, other) in enumerate(zip(cycle(FEES), spoken, strict=False)):
        note += f"{fee} fee Rs {100 + place}\n{other}\n"
        if len(listen(note, today=times.TODAY)) >= count:
            break
    return note


def took(note: str, paper: PaperText) -> float:
    """The time of one comparison."""
    promises = listen(note, today=times.TODAY)
    return times.seconds(partial(compare, promises, paper, spoken=note, today=times.TODAY))


def alone(note: str, paper: PaperText) -> float:
    """The same in a process of its own: what one paper leaves in memory is no help to the next."""
    with get_context("fork").Pool(1) as pool:
        return pool.apply(took, (note, paper))


def main() -> int:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--lines", type=int, default=2700, metavar="N", help="of the longer paper")
    parser.add_argument("--promises", type=int, default=43, metavar="N", help="of the note")
    given = parser.parse_args()
    note = promised(given.promises)
    # what is laid out once in a session is no part of it
    for make in PAPERS.values():
        took(note, make(_WARM))
    times.told("control: a fixed piece of work", times.seconds(times.control))
    whole: list[float] = []
    too_slow = False
    for name, make in PAPERS.items():
        half = alone(note, make(given.lines // 2))
        whole.append(alone(note, make(given.lines)))
        times.told(f"{name}, {given.lines // 2:,}", half)
        times.told(f"{name}, {given.lines:,}", whole[-1])
        sys.stdout.write(f"  grew {whole[-1] / half:.2f} times\n")
        too_slow = too_slow or whole[-1] > GROWS * half
    sys.stdout.write(f"fees beside the other paper: {whole[1] / whole[0]:.1f} times\n")
    return int(too_slow or whole[1] > APART * whole[0])


if __name__ == "__main__":
    sys.exit(main())
