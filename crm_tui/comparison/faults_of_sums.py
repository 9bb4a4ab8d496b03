"""Tables whose rows don't come to their total, prices times quantities, shares of amounts.

Read from the lines themselves: a total stands below the figures that it sums, in one column. A total that any choice
of the rows above it explains (subtotals, deductions, rows of another part) is no fault.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from crm_tui.comparison.blocks import RULE_LINE
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.numerals import numerals
from crm_tui.domain.document import PaperLine
from crm_tui.domain.money import grouped
from crm_tui.domain.review import Evidence, PaperFault

_SIGN = r"(?:rs\.?|inr|usd|eur|gbp|aed|sgd|cad|[$£€₹])"
_TOTAL = expression(
    r"^\W*+(?:[a-z]\.|\d{1,2}[.)]?)?\W*+(?:grand |sub-?|gross |net |annual |monthly )?totals?\b"
    r"(?! (?:of )?\w+ (?:of|per)\b)|^\W*+(?:cost to company|total cost to company|ctc)\b",
    re.IGNORECASE,
)
_NIL = expression(r"(?:^|\s)(?:nil|free|waived|included|n/?a|none|-+|–|—|not applicable)\s*\|?$", re.IGNORECASE)
_MINUS = expression(r"\b(?:less|discount|deduct\w*|rebate|credit|refund|adjust\w*|subsid\w*|waive\w*|advance)\b", re.I)
_NUMBER = expression(
    rf"(?<![\w.,/:-])(?:{_SIGN} ?)?(-? ?\d[\d,.]{{0,18}}\d|\d)(?:/-)?(?: ?(%))?(?![\w/:%-])",
    re.IGNORECASE,
)
_COLUMNS = expression(r"\S(?: {2,}|\s?\|\s?)\S")
_MOST_ROWS = 14
_MOST_TOTALS = 200
_NEAR = Decimal("0.25")
_TIMES = expression(
    rf"(?<![\w.,])(\d{{1,4}}) ?[x×] ?({_SIGN} ?)?(\d[\d,.]{{0,18}}\d)(?: ?(?:€|eur|/-))?\s{{0,3}}="
    rf"\s{{0,3}}(?:{_SIGN} ?)?(\d[\d,.]{{0,18}}\d)(?![\w%])",
    re.IGNORECASE,
)
_SHARE = expression(
    rf"(?<![\w.,])(\d{{1,2}}(?:\.\d{{1,3}})?) ?% of ({_SIGN} ?)(\d[\d,.]{{0,18}}\d)(?:/-)?\s{{0,3}}"
    rf"(?:=|is|i\.e\.,?|:|\()\s{{0,3}}(?:{_SIGN} ?)(\d[\d,.]{{0,18}}\d)(?![\w%])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A figure in a line."""

    value: Decimal
    """Which."""

    start: int
    """Its first column."""

    end: int
    """Its last column; in a table with bars the number of its cell."""

    share: bool
    """Whether it is a percentage."""


def sum_faults(lines: Sequence[PaperLine]) -> Iterator[PaperFault]:
    """Totals, products and shares that don't follow from the figures beside them."""
    totals = (place for place, line in enumerate(lines) if len(line.text) < 300 and _TOTAL.match(_label(line.text)))
    for place in islice(totals, _MOST_TOTALS):
        yield from _total(lines, place)
    for line in lines:
        if len(line.text) < 1000 and ("=" in line.text or "%" in line.text):
            yield from _product(line)
            yield from _part(line)


def _label(text: str) -> str:
    return text.strip().strip("|").replace("*", "").strip()


def _total(lines: Sequence[PaperLine], place: int) -> Iterator[PaperFault]:
    for cell in _cells(lines[place].text):
        rows = _rows_above(lines, place, cell)
        values = [value for value, _ in rows]
        if not 2 <= len(values) <= _MOST_ROWS or cell.value <= 0:
            continue
        signed = [(value, bool(_MINUS.search(line.text)) or value < 0) for value, line in rows]
        slack = Decimal(len(values)) / 2 if all(value % 1 == 0 for value in (*values, cell.value)) else Decimal("0.05")
        if _reachable(signed, cell.value, slack):
            continue
        own = _summed(signed[::-1], slack)
        if abs(own - cell.value) > _NEAR * cell.value:
            continue
        name = _label(lines[place].text).split("  ")[0].split("|")[0].strip()[:60]
        yield PaperFault(
            explanation=f"Printed for “{name}” {_shown(cell.value, lines[place])}; the rows above it come to "
            f"{_shown(own, lines[place])}.",
            evidence=tuple(_evidence(line) for line in (*(line for _, line in reversed(rows)), lines[place])),
        )


def _rows_above(lines: Sequence[PaperLine], place: int, total: _Cell) -> list[tuple[Decimal, PaperLine]]:
    """The figures in the column of a total, from the nearest up to where the table plainly begins; else none."""
    found: list[tuple[Decimal, PaperLine]] = []
    apart = ""
    for above in range(place - 1, max(-1, place - 40), -1):
        line = lines[above]
        if RULE_LINE.fullmatch(line.text):
            if not line.text.strip() and apart == "blank":
                return found
            apart = "rule" if line.text.strip() else apart or "blank"
            continue
        cells = [cell for cell in _cells(line.text) if _below(cell, total) and cell.share == total.share]
        if len(cells) == 1:
            found.append((cells[0].value, line))
        elif not _NIL.search(line.text):
            figures = any(letter.isdigit() for letter in line.text)
            if apart == "blank" or (not figures and (apart or _COLUMNS.search(line.text.strip()))):
                return found
            if apart or figures:
                # a row with its figure elsewhere, or words that go on: what belongs to the total is not plain
                return []
        apart = ""
    return found


def _below(one: _Cell, other: _Cell) -> bool:
    return abs(one.end - other.end) <= 1 or one.start == other.start


def _summed(rows: Sequence[tuple[Decimal, bool]], slack: Decimal) -> Decimal:
    """What rows in their order come to; one that is the sum of those above it is a subtotal and counts once."""
    total, since = Decimal(0), 0
    for value, minus in rows:
        if since >= 2 and abs(value - total) <= slack:
            since = 1
            continue
        total += -abs(value) if minus else value
        since += 1
    return total


def _reachable(rows: Sequence[tuple[Decimal, bool]], total: Decimal, slack: Decimal) -> bool:
    """Whether some of the rows, two or more, come to the total; deductions are taken off or left out."""
    sums = {(Decimal(0), 0)}
    for value, minus in rows:
        ways = (value, -abs(value)) if minus else (value,)
        sums |= {(known + way, min(2, count + 1)) for known, count in sums for way in ways}
    return any(count == 2 and abs(known - total) <= slack for known, count in sums)


def _cells(text: str) -> list[_Cell]:
    if text.count("|") >= 2:
        found = []
        for place, part in enumerate(text.strip().strip("|").split("|")):
            matches = list(_NUMBER.finditer(part))
            value = _value(matches[0][1]) if len(matches) == 1 and place else None
            if value is not None:
                found.append(_Cell(value, place * 1000, place * 1000, bool(matches[0][2])))
        return found
    found = []
    for match in _NUMBER.finditer(text):
        value = _value(match[1])
        gap = text[max(0, match.start() - 2) : match.start()]
        # a figure of a column stands apart from its label
        if value is not None and (not gap.strip() and len(gap) == 2):
            found.append(_Cell(value, match.start(), match.end(), bool(match[2])))
    return found


def _value(digits: str) -> Decimal | None:
    bare = digits.replace(" ", "")
    read = numerals(bare.lstrip("-"), bare.lstrip("-"))
    if len(read) != 1 or read[0].end != len(bare.lstrip("-")):
        return None
    return -read[0].value if bare.startswith("-") else read[0].value


def _product(line: PaperLine) -> Iterator[PaperFault]:
    for match in _TIMES.finditer(line.text):
        times, each, total = _value(match[1]), _value(match[3]), _value(match[4])
        if times is None or each is None or total is None:
            continue
        if abs(times * each - total) > max(Decimal(1), times / 2) and abs(times * each - total) <= _NEAR * total:
            yield PaperFault(
                explanation=f"Printed “{' '.join(match[0].split())}”; it comes to {_shown(times * each, line)}.",
                evidence=(_evidence(line),),
            )


def _part(line: PaperLine) -> Iterator[PaperFault]:
    for match in _SHARE.finditer(line.text):
        share, whole, part = Decimal(match[1]), _value(match[3]), _value(match[4])
        if whole is None or part is None:
            continue
        own = whole * share / 100
        if abs(own - part) > 1 and abs(own - part) <= part:
            yield PaperFault(
                explanation=f"Printed “{' '.join(match[0].split())}”; it comes to {_shown(own, line)}.",
                evidence=(_evidence(line),),
            )


def _shown(value: Decimal, line: PaperLine) -> str:
    indian = re.search(r"\d,\d\d,\d{3}", line.text) is not None
    return grouped(value.normalize() if value == value.to_integral() else value, "INR" if indian else "")


def _evidence(line: PaperLine) -> Evidence:
    return Evidence(page=line.page, line=line.number, text=line.text.strip())
