#!/usr/bin/env python3
"""Changed papers whose right answer follows from the change: is a promise that the paper no longer keeps still cleared?

Usage: generated.py [--misses] [--sample N] [--processes N]

Starts from each promise of the open cases that label and engine alike call kept, changes only the passage that keeps it
(mutations.py) and compares again. Harmful changes must not be cleared, harmless ones must not change the verdict.
Exit status 0.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(Path(__file__).parent), str(ROOT / "tests" / "cases")]

import mutations  # noqa: E402 - the scripts stand beside this one, not in a package
import score  # noqa: E402 - as above

from crm_tui.comparison.engine import compare, listen  # noqa: E402 - the paths above come first
from crm_tui.comparison.kinds import kinds  # noqa: E402 - as above
from crm_tui.comparison.promises import Promise  # noqa: E402 - as above
from crm_tui.comparison.quantities import Quantity, quantities  # noqa: E402 - as above
from crm_tui.domain.document import PaperLine, PaperText  # noqa: E402 - as above
from crm_tui.domain.review import CLEARED  # noqa: E402 - as above

TODAY = date(2026, 11, 21)
FOLDERS = ("cases", "cases_more")


@dataclass(frozen=True, slots=True)
class Changed:
    """One changed paper with what must become of the verdict."""

    seed: int
    """The number of its seed."""

    way: str
    """How it was changed."""

    harmful: bool
    """Whether it must not be cleared; else the verdict must stay."""

    lines: mutations.Lines
    """The paper."""

    told: str
    """What was changed."""


def paper_of(lines: Sequence[str]) -> PaperText:
    """Lines as a paper."""
    numbered = tuple(PaperLine(page=1, number=number, text=line) for number, line in enumerate(lines, 1))
    return PaperText(name="paper.txt", pages=1, sha256="0" * 64, lines=numbered)


def verdict(promise: Promise, note: str, lines: Sequence[str]) -> str:
    """What the engine says of one promise beside a paper."""
    found = compare((promise,), paper_of(lines), spoken=note, today=TODAY)
    return str(found.findings[0].verdict)


@cache
def seeds() -> tuple[mutations.Seed, ...]:
    """The promises that are kept, by label and by the engine, in the order of the cases."""
    cases = [case for name in FOLDERS for case in score.cases_in(ROOT / "tests" / name, held_out=False)]
    return tuple(seed for case in cases for seed in _seeds_of(case))


def _seeds_of(case: Path) -> Iterator[mutations.Seed]:
    gold = score.json.loads((case / "gold.json").read_text(encoding="utf-8"))
    note = (case / "note.txt").read_text(encoding="utf-8")
    lines = tuple(score.document_of(case).read_text(encoding="utf-8").splitlines())
    promises = listen(note, today=TODAY)
    heard = [{"start": one.start, "end": one.end, "promise": one} for one in promises]
    for label, answer in zip(gold["promises"], score.align(gold["promises"], heard, note), strict=True):
        if not {label["verdict"], *label.get("also", [])} <= score.CLEARED or answer is None:
            continue
        promise = answer["promise"]
        found = compare((promise,), paper_of(lines), spoken=note, today=TODAY).findings[0]
        kind = kinds().get(found.claim.term or "")
        spots = _spots(label, lines)
        if found.verdict not in CLEARED or kind is None or not spots:
            continue
        figure, said = _figures(label, promise.text, lines, spots)
        promise = promise.model_copy(update={"claim": found.claim})
        yield mutations.Seed(case.name, note, promise, kind, lines, str(found.verdict), spots, figure, said)


def _spots(label: Any, lines: Sequence[str]) -> tuple[tuple[int, int, int], ...]:
    spots = []
    for text in label["evidence"]:
        there = [number for number, line in enumerate(lines) if text in line]
        if len(there) != 1:
            return ()
        start = lines[there[0]].find(text)
        spots.append((there[0], start, start + len(text)))
    return tuple(spots)


def _figures(
    label: Any, said: str, lines: Sequence[str], spots: Sequence[tuple[int, int, int]]
) -> tuple[tuple[int, Quantity] | None, Quantity | None]:
    """The figure of the evidence that is the promised one, and that of the promise."""
    own = [one for one in quantities(said, TODAY) if not one.of_tax]
    there = [
        (line, one)
        for line, start, end in spots
        for one in quantities(lines[line], TODAY)
        if start <= one.start < end and not one.of_tax
    ]
    if len(own) != 1:
        return None, None
    same = [(line, one) for line, one in there if one.low == own[0].low and one.day == own[0].day]
    wanted = {one.low for one in quantities(str(label.get("paper") or ""), TODAY)}
    if not same and len(wanted) == 1:
        same = [(line, one) for line, one in there if one.low in wanted and one.unit == own[0].unit]
    return (same[0], own[0]) if len(same) == 1 else (None, None)


def changes() -> Iterator[Changed]:
    """Every changed paper, in the order of the seeds."""
    for number, seed in enumerate(seeds()):
        for harmful, ways in ((True, mutations.HARMFUL), (False, mutations.HARMLESS)):
            for way, change in ways.items():
                for lines, told in change(seed):
                    yield Changed(number, way, harmful, lines, told)


def answer(one: Changed) -> str:
    """The verdict on a changed paper."""
    seed = seeds()[one.seed]
    return verdict(seed.promise, seed.note, one.lines)


def is_right(one: Changed, said: str) -> bool:
    """Whether the verdict is what the change calls for."""
    return said not in score.CLEARED if one.harmful else said == seeds()[one.seed].verdict


def run(chosen: Sequence[Changed], processes: int = 1) -> list[str]:
    """The verdicts of changed papers in their order."""
    if processes == 1:
        return [answer(one) for one in chosen]
    seeds()
    with get_context("fork").Pool(processes) as pool:
        return pool.map(answer, chosen, chunksize=40)


def share_right(chosen: Sequence[Changed], said: Sequence[str], *, harmful: bool) -> float:
    """The share of harmful or harmless changes that were answered rightly."""
    marks = [is_right(one, word) for one, word in zip(chosen, said, strict=True) if one.harmful is harmful]
    return sum(marks) / max(1, len(marks))


def main() -> int:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--misses", action="store_true", help="list every change that was answered wrongly")
    parser.add_argument("--sample", type=int, metavar="N", help="only so many of them, always the same")
    parser.add_argument("--processes", type=int, default=2, metavar="N")
    args = parser.parse_args()
    chosen = list(changes())
    if args.sample:
        chosen = random.Random(0).sample(chosen, min(args.sample, len(chosen)))
    said = run(chosen, args.processes)
    out = sys.stdout.write
    out(f"{len(seeds())} promises kept, {len(chosen)} changed papers\n\n")
    count, right = Counter(one.way for one in chosen), Counter[str]()
    for one, word in zip(chosen, said, strict=True):
        right[one.way] += is_right(one, word)
    for title, ways, harmful in (("detected", mutations.HARMFUL, True), ("unchanged", mutations.HARMLESS, False)):
        for way in ways:
            if count[way]:
                out(f"{way:22} {count[way]:6} {right[way] / count[way]:8.3f}\n")
        total = sum(count[way] for way in ways)
        out(f"{'harmful, ' + title if harmful else 'harmless, ' + title:22} {total:6} ")
        out(f"{share_right(chosen, said, harmful=harmful):8.3f}\n\n")
    for one, word in zip(chosen, said, strict=True):
        if args.misses and not is_right(one, word):
            seed = seeds()[one.seed]
            out(f"{one.way}: {seed.case}: {seed.promise.text!r} [{seed.kind.id}] {one.told}: {word}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
