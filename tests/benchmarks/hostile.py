#!/usr/bin/env python3
"""Texts that somebody might make to stall the comparison: how long each takes, as a note and as a paper.

Usage: hostile.py [NAME ...]

Each text is a megabyte. Prints the seconds for the note and for the paper, and of a plain text as long beside them;
exit status 1 if one takes longer than the limit of two seconds (on a core that nobody else uses).
"""

import sys
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from crm_tui.comparison.engine import compare, listen
from crm_tui.domain.document import PaperLine, PaperText

SIZE = 1_000_000
LIMIT = 2.0
TODAY = date(2026, 11, 21)
NOTE = "home loan 8.4% fixed 20 yrs\nproc fee nil\nemi 41352"


def _filled(unit: str, between: str = "") -> str:
    return (unit + between) * (SIZE // len(unit + between))


def _lines(unit: str, wide: int = 100) -> str:
    line = (unit * (wide // len(unit) + 1))[:wide]
    return _filled(line, "\n")


TEXTS: Mapping[str, Callable[[], str]] = {
    "plain prose": lambda: _lines("The borrower shall pay the instalment on the fifth day of every month. "),
    "one run of digits": lambda: _filled("1234567890"),
    "digits and commas": lambda: _filled("1,"),
    "digits and points": lambda: _filled("1."),
    "lines of digits": lambda: _lines("1234567890"),
    "a a a": lambda: _filled("a "),
    "lines of a a a": lambda: _lines("a "),
    "open brackets": lambda: _filled("("),
    "nested brackets": lambda: "(" * (SIZE // 2) + ")" * (SIZE // 2),
    "only newlines": lambda: _filled("\n"),
    "newlines and blanks": lambda: _filled(" \n"),
    "pipes": lambda: _filled("|"),
    "lines of pipes": lambda: _lines("| "),
    "rows of a table": lambda: _filled("| Processing fee | Rs 500 |", "\n"),
    "commas": lambda: _filled(", "),
    "figures": lambda: _filled("Rs 1 "),
    "lines of figures": lambda: _lines("Rs 1 "),
    "percentages": lambda: _lines("8.4% "),
    "one line of prose": lambda: _filled("The processing fee of the loan is Rs 500 and no more. "),
    "one name": lambda: _filled("processing fee "),
    "lines of one name": lambda: _lines("processing fee "),
    "a name and a figure": lambda: _filled("processing fee Rs 500", "\n"),
    "many names": lambda: _lines("processing fee emi tenure rate foreclosure insurance gst "),
    "headings": lambda: _filled("1. PROCESSING FEE", "\n"),
    "list items": lambda: _filled("- Rs 500", "\n"),
    "blanks": lambda: _filled(" "),
    "wide gaps": lambda: _filled("a" + " " * 50 + "1", "\n"),
    "dashes": lambda: _filled("-"),
    "full stops": lambda: _filled(". "),
    "dates": lambda: _lines("15/03/2027 "),
    "number words": lambda: _lines("one hundred and twenty thousand "),
    "hindi": lambda: _lines("ब्याज दर ८.४% "),
    "marks of direction": lambda: _filled("\u202e\u2066"),
    "combining marks": lambda: "a" + "\u0301" * (SIZE - 1),
    "emoji": lambda: _filled("\U0001f4b0"),
    "wide digits": lambda: _filled("１２３"),
    "nothing but nul": lambda: _filled("\x00"),
    "conditions": lambda: _lines("if provided that subject to unless "),
    "quotation marks": lambda: _filled("\"'“”"),
    "words of other offers": lambda: _lines("other bank gives 8.2 but we give 8.4 "),
}


def paper_of(text: str) -> PaperText:
    """A text as a paper."""
    lines = tuple(PaperLine(page=1, number=number, text=line) for number, line in enumerate(text.splitlines(), 1))
    return PaperText(name="paper.txt", pages=1, sha256="0" * 64, lines=lines)


def seconds(call: Callable[[], object]) -> float:
    """The processor time of one call: other programs on the machine don't count."""
    before = time.process_time()
    call()
    return time.process_time() - before


def as_note(text: str) -> float:
    """The time that a text takes as a note beside a small paper."""
    paper = paper_of("Rate of interest: 8.40 % p.a. fixed\nProcessing fee: Nil")
    return seconds(lambda: compare(listen(text, today=TODAY), paper, spoken=text, today=TODAY))


def as_paper(text: str) -> float:
    """The time that a text takes as a paper beside a small note."""
    paper, promises = paper_of(text), listen(NOTE, today=TODAY)
    return seconds(lambda: compare(promises, paper, spoken=NOTE, today=TODAY))


def main() -> int:
    """Run as a command."""
    as_paper("Processing fee: Nil")
    slow = 0
    for name in sys.argv[1:] or TEXTS:
        text = TEXTS[name]()
        note, paper = as_note(text), as_paper(text)
        slow += max(note, paper) > LIMIT
        mark = "  SLOW" if max(note, paper) > LIMIT else ""
        sys.stdout.write(f"{name:24} note {note:6.2f} s   paper {paper:6.2f} s{mark}\n")
        sys.stdout.flush()
    return int(bool(slow))


if __name__ == "__main__":
    sys.exit(main())
