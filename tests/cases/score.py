#!/usr/bin/env python3
"""Score the comparison on a folder of labelled cases.

Usage: score.py [FOLDER] [--command "crm-tui compare"] [--errors] [--json] [--table] [--held-out | --open]

FOLDER holds one sub-folder a case (note.txt, document.*, gold.json); default: this file's folder. Without
--command the comparison runs inside this process, which is quick; with it every case goes through the command and
the JSON that it prints. Exit status 0 if every case was answered, 1 if one failed.

Every fourth case by name is held out, and so is the whole folder ``cases_unseen``: the figures are reported, the errors
are never listed, so that nobody tunes the rules to them. ``--table`` prints the table of README.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

VERDICTS = ("matches", "better", "worse", "contradicted", "conditional", "missing", "unclear")
CLEARED = {"matches", "better"}
MISMATCH = {"worse", "contradicted", "conditional"}
ATTENTION = MISMATCH | {"missing"}
Answer = Mapping[str, Any]
Compare = Callable[[Path, Path, str], Answer]


def in_process(note: Path, document: Path, today: str) -> Answer:
    """The engine's answer in the shape that the command prints."""
    from crm_tui.comparison.engine import compare, listen
    from crm_tui.domain.document import PaperLine, PaperText

    day = date.fromisoformat(today)
    words = note.read_text(encoding="utf-8")
    raw = document.read_bytes()
    lines = raw.decode("utf-8").splitlines()
    paper = PaperText(
        name=document.name,
        pages=1,
        sha256=hashlib.sha256(raw).hexdigest(),
        lines=tuple(PaperLine(page=1, number=number, text=line) for number, line in enumerate(lines, 1)),
    )
    found = compare(listen(words, today=day), paper, spoken=words, today=day)
    return {
        "promises": [
            {
                "start": one.start,
                "end": one.end,
                "verdict": str(one.verdict),
                "reason": str(one.reason) if one.reason else None,
                "term": one.claim.term,
                "said": one.claim.said,
                "paper": one.paper,
                "evidence": [line.model_dump() for line in one.evidence],
            }
            for one in found.findings
        ],
        "surprises": [
            {"term": one.term, "evidence": [line.model_dump() for line in one.evidence]} for one in found.surprises
        ],
    }


def through(command: Sequence[str]) -> Compare:
    """A comparison by another process."""

    def call(note: Path, document: Path, today: str) -> Answer:
        done = subprocess.run(
            [*command, str(note), str(document), "--format", "json", "--today", today],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        if done.returncode not in (0, 1):
            raise RuntimeError(f"exit {done.returncode}: {done.stderr.strip()[-300:]}")
        answer: Answer = json.loads(done.stdout)
        return answer

    return call


def cases_in(folder: Path, *, held_out: bool | None = None) -> list[Path]:
    """The case folders by name; with ``held_out`` only every fourth, or only the others."""
    found = sorted(path.parent for path in folder.glob("*/gold.json"))
    return [case for place, case in enumerate(found) if held_out is None or (place % 4 == 3) is held_out]


def document_of(case: Path) -> Path:
    """The paper of a case."""
    for suffix in (".txt", ".md", ".pdf", ".docx"):
        if (case / f"document{suffix}").exists():
            return case / f"document{suffix}"
    raise FileNotFoundError(f"{case.name}: no document")


def align(gold: Sequence[Answer], said: Sequence[Answer], note: str) -> list[Answer | None]:
    """For each labelled promise the answer whose place overlaps it most; each answer is used once."""
    spans, position = [], dict[str, int]()
    for promise in gold:
        start = note.find(promise["say"], position.get(promise["say"], 0))
        position[promise["say"]] = start + 1
        spans.append((start, start + len(promise["say"])))
    pairs = []
    for left, span in enumerate(spans):
        for right, answer in enumerate(said):
            other = (int(answer["start"]), int(answer["end"]))
            inside = max(0, min(span[1], other[1]) - max(span[0], other[0]))
            share = inside / max(1, min(span[1] - span[0], other[1] - other[0]))
            if share >= 0.3:
                # the tightest answer among equals
                pairs.append((share, -abs((other[1] - other[0]) - (span[1] - span[0])), left, right))
    chosen: list[Answer | None] = [None] * len(gold)
    used: set[int] = set()
    for _, _, left, right in sorted(pairs, reverse=True):
        if chosen[left] is None and right not in used:
            chosen[left] = said[right]
            used.add(right)
    return chosen


def plain(text: str) -> str:
    """Text with its spaces made one."""
    return " ".join(text.split())


def lines_of(evidence: Iterable[Answer] | None) -> list[str]:
    """The texts of a list of evidence."""
    return [plain(line["text"]) for line in evidence or []]


def touches(gold: Iterable[str], found: Sequence[str]) -> bool:
    """Whether any labelled passage stands in any of the lines found, or the other way round."""
    return any(plain(one) in line or (len(line) > 8 and line in plain(one)) for one in gold for line in found)


class Tally:
    """What was counted over the cases."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()
        self.confusion: Counter[tuple[str, str]] = Counter()
        self.errors: list[str] = []
        self.failures: list[str] = []
        self.cases = 0

    def add(self, case: Path, compare: Compare, *, may_show: bool) -> None:
        """Compare one case and count."""
        self.cases += 1
        gold = json.loads((case / "gold.json").read_text(encoding="utf-8"))
        note = (case / "note.txt").read_text(encoding="utf-8")
        try:
            answer = compare(case / "note.txt", document_of(case), gold.get("today", "2026-11-21"))
        except Exception as error:  # every failure is told and none hides a case
            self.failures.append(f"{case.name}: {error!r}")
            answer = {"promises": [], "surprises": []}
        aligned = align(gold["promises"], answer["promises"], note)
        for promise, found in zip(gold["promises"], aligned, strict=True):
            self._promise(case, promise, found, may_show)
        self._surprises(case, gold, answer, may_show)

    def _promise(self, case: Path, promise: Answer, found: Answer | None, may_show: bool) -> None:
        want = {promise["verdict"], *promise.get("also", [])}
        got = found["verdict"] if found else "not found"
        n = self.count
        n["promises"] += 1
        n["correct"] += got in want
        self.confusion[promise["verdict"], promise["verdict"] if got in want else got] += 1
        if not want & CLEARED:
            n["not clear gold"] += 1
            n["false matches"] += got in CLEARED
        if want <= ATTENTION:
            n["attention gold"] += 1
            n["attention"] += got not in CLEARED and got != "not found"
        if promise["verdict"] in MISMATCH:
            n["mismatch gold"] += 1
            n["mismatch"] += got in MISMATCH or got in want
        if want <= CLEARED:
            n["clear gold"] += 1
            n["false alarm"] += got in ATTENTION
        n["covered"] += got not in ("unclear", "not found")
        n["not found"] += got == "not found"
        if promise.get("evidence"):
            n["evidence gold"] += 1
            n["evidence"] += found is not None and touches(promise["evidence"], lines_of(found["evidence"]))
        if got not in want and may_show:
            heard = found or {}
            sign = "!!" if got in CLEARED and not want & CLEARED else "  "
            self.errors.append(
                f"{sign} {case.name}: {promise['say']!r}: {promise['verdict']}, got {got} {heard.get('reason') or ''}"
                f" [{heard.get('term')}] {heard.get('said')!r} | {promise.get('paper')!r} vs {heard.get('paper')!r}"
            )

    def _surprises(self, case: Path, gold: Answer, answer: Answer, may_show: bool) -> None:
        told = [(one.get("term"), lines_of(one["evidence"])) for one in answer["surprises"]]
        n = self.count
        for surprise in gold.get("surprises", []):
            hit = any(touches(surprise["evidence"], lines) for _, lines in told)
            n["surprise gold"] += 1
            n["surprise found"] += hit
            if may_show and not hit:
                self.errors.append(f" - {case.name}: surprise not found: {surprise['what']}: {surprise['evidence'][0]}")
        if gold.get("surprises_exhaustive", True):
            for term, lines in told:
                right = any(touches(one["evidence"], lines) for one in gold.get("surprises", []))
                n["surprise told"] += 1
                n["surprise right"] += right
                if may_show and not right:
                    self.errors.append(f" + {case.name}: no surprise: {term}: {lines[:1]}")

    def rate(self, top: str, bottom: str) -> float:
        """One count over another."""
        return self.count[top] / self.count[bottom] if self.count[bottom] else float("nan")

    def figures(self) -> dict[str, float]:
        """All rates by name."""
        scores = []
        for verdict in VERDICTS:
            hit = self.confusion[verdict, verdict]
            labelled = sum(count for (gold, _), count in self.confusion.items() if gold == verdict)
            given = sum(count for (_, said), count in self.confusion.items() if said == verdict)
            if labelled:
                scores.append(2 * hit / (labelled + given))
        return {
            "cases": self.cases,
            "promises": self.count["promises"],
            "failed calls": len(self.failures),
            "accuracy": self.rate("correct", "promises"),
            "macro F1": sum(scores) / len(scores) if scores else float("nan"),
            "false matches": self.rate("false matches", "not clear gold"),
            "false matches, upper 95 %": wilson_upper(self.count["false matches"], self.count["not clear gold"]),
            "attention recall": self.rate("attention", "attention gold"),
            "mismatch recall": self.rate("mismatch", "mismatch gold"),
            "false alarm": self.rate("false alarm", "clear gold"),
            "coverage": self.rate("covered", "promises"),
            "evidence": self.rate("evidence", "evidence gold"),
            "not found": self.rate("not found", "promises"),
            "surprise recall": self.rate("surprise found", "surprise gold"),
            "surprise precision": self.rate("surprise right", "surprise told"),
        }


def wilson_upper(bad: int, total: int, z: float = 1.96) -> float:
    """The upper end of the 95 % Wilson interval of bad out of total."""
    if not total:
        return 1.0
    share = bad / total
    centre = share + z * z / (2 * total)
    spread = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return (centre + spread) / (1 + z * z / total)


def score(folder: Path, compare: Compare = in_process, *, held_out: bool | None = None) -> Tally:
    """Compare the cases of a folder and count."""
    tally = Tally()
    secret = {case.name for case in cases_in(folder, held_out=None if folder.name == "cases_unseen" else True)}
    if folder.name == "cases_more":
        secret = set()
    for case in cases_in(folder, held_out=held_out):
        tally.add(case, compare, may_show=case.name not in secret)
    return tally


def table(compare: Compare) -> str:
    """The figures of all sets as the table of README.md."""
    here = Path(__file__).parent
    sets = {
        "all 40": score(here, compare),
        "open 30": score(here, compare, held_out=False),
        "held out 10": score(here, compare, held_out=True),
        "more 40": score(here.with_name("cases_more"), compare),
        "unseen 16": score(here.with_name("cases_unseen"), compare),
    }
    columns = [tally.figures() for tally in sets.values()]
    rows = ["| figure | " + " | ".join(sets) + " |", "| --- |" + " ---: |" * len(sets)]
    for name in columns[0]:
        if name != "failed calls":
            rows.append(f"| {name} | " + " | ".join(shown(name, column[name]) for column in columns) + " |")
    return "\n".join(rows)


def shown(name: str, value: float) -> str:
    """A figure as the table prints it."""
    if isinstance(value, int):
        return str(value)
    return f"{value:.2f}" if name == "macro F1" else f"{100 * value:.1f} %"


def main() -> int:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parent)
    parser.add_argument("--command", help='go through a command, such as "crm-tui compare"')
    parser.add_argument("--errors", action="store_true", help="list every error of the cases that are not held out")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--table", action="store_true", help="print the table of README.md, all sets")
    part = parser.add_mutually_exclusive_group()
    part.add_argument("--held-out", action="store_true", help="only every fourth case")
    part.add_argument("--open", action="store_true", help="only the other cases")
    args = parser.parse_args()
    compare = through(shlex.split(args.command)) if args.command else in_process
    if args.table:
        sys.stdout.write(table(compare) + "\n")
        return 0
    tally = score(args.folder, compare, held_out=True if args.held_out else False if args.open else None)
    figures = tally.figures()
    out = sys.stdout.write
    if args.json:
        out(json.dumps(figures, indent=1) + "\n")
    else:
        for name, value in figures.items():
            out(f"{name:28} {value:.3f}\n" if isinstance(value, float) else f"{name:28} {value}\n")
        out("\ngold \\ said".ljust(14) + " ".join(name[:7].rjust(8) for name in (*VERDICTS, "not found")) + "\n")
        for gold in VERDICTS:
            cells = (str(tally.confusion[gold, said] or ".").rjust(8) for said in (*VERDICTS, "not found"))
            out(gold.ljust(13) + " ".join(cells) + "\n")
    if args.errors:
        out("\n".join(tally.errors) + "\n")
    for failure in tally.failures:
        sys.stderr.write(failure + "\n")
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main())
