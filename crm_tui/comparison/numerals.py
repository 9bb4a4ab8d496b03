"""Numbers as they are written: digits with the separators of any country, fractions, and words.

All patterns read folded text. Each is bounded, so that the time is linear in the length of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from crm_tui.comparison.expressions import expression
from crm_tui.comparison.number_words import WORD_RUN, WORDS, spoken


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number and where it is written."""

    value: Decimal
    """Which."""

    start: int
    """Where it begins in the text."""

    end: int
    """Where it ends."""

    style: str = "plain"
    """plain, indian (1,40,000), european (1.150,00), thousand (1.150: its dot may group), odd (1,40,00) or words."""

    large: Decimal = Decimal(1)
    """The last lakh, thousand or million among its words."""

    @property
    def worded(self) -> bool:
        """Whether it is written in words."""
        return self.style == "words"


_FORMS = (
    ("indian", r"\d{1,2}(?:,\d\d){1,6},\d{3}(?:\.\d{1,6})?(?!\d|,\d)"),
    ("western", r"[1-9]\d{0,2}(?:,\d{3}){1,6}(?:\.\d{1,6})?(?!\d|,\d)"),
    ("swiss", r"\d{1,3}(?:'\d{3}){1,6}(?:\.\d{1,4})?(?!\d|'\d)"),
    ("european", r"\d{1,3}(?:\.\d{3}){1,6},\d{1,4}(?!\d|,\d)"),
    ("dotted", r"\d{1,3}(?:\.\d{3}){2,6}(?!\d|[.,]\d)"),
    ("spaced", r"\d{1,3}(?: \d{3}){1,6}(?:[.,]\d{1,2})?(?![.,]?\d| \d)"),
    ("odd", r"\d{1,3}(?:,\d{2,6}){2,4}(?!\d|,\d)|\d{1,3},\d{4,9}(?!\d|,\d)"),
    ("comma", r"(?<!\d,)(?:\d{1,9},\d{1,2}|0,\d{1,6})(?!\d|,\d)"),
    ("thousand", r"[1-9]\d{0,2}\.\d{3}(?!\d|[.,]\d)"),
    ("plain", r"\d{1,15}(?:\.\d{1,12})?(?!\d)|(?<![\w.,])\.\d{1,6}(?!\d)"),
)
_DIGITS = expression(r"(?<!\d)(?:" + "|".join(f"(?P<{name}>{form})" for name, form in _FORMS) + ")")
_RUNS = expression(r"\d+")
_RUN = expression(r"\d[\d.,']{15,}")
_FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.3333", "⅔": "0.6667", "⅛": "0.125"}
_FRACTION = expression(r" ?([½¼¾⅓⅔⅛])| ([1-7])/([248])(?![\d/])")
_LONE_FRACTION = expression(
    r"(?<![\w½¼¾])([½¼¾⅓⅔⅛])|(?<![\w/.,])([1-7])/([2348])(?=(?:th)? ?(?:%|per ?cent|of (?:1|one)\b))"
)
_SPACED_FOR_SURE = expression(r" 0\d\d| \d{3} \d{3}|[.,]\d\d$")


def numerals(text: str, original: str) -> tuple[Numeral, ...]:
    """The numbers of a folded text in its order; ``original`` is the text before it was folded."""
    found = [*_written(text, original), *_worded(text)]
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Numeral] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return tuple(kept)


def _written(text: str, original: str) -> Iterator[Numeral]:
    position = 0
    for run in _RUNS.finditer(text):
        if run.start() < position:
            continue
        # ".5 %" begins with its point
        point = text.startswith(".", run.start() - 1) and not text[max(0, run.start() - 2) : run.start() - 1].strip()
        match = _DIGITS.match(text, run.start() - 1 if point and run.start() else run.start())
        if match is None:
            continue
        start, end, style = match.start(), match.end(), match.lastgroup or "plain"
        if (long := _RUN.match(text, start)) and end < long.end() - 1:
            # an account number, not a figure
            position = long.end()
            continue
        if style == "spaced" and not _grouped_by_blanks(text, original, start, end):
            alone = _DIGITS_ALONE.match(text, start)
            if alone is None:
                continue
            end, style = alone.end(), alone.lastgroup or "plain"
        if style == "odd" and not _one_number(text, start, end):
            end = text.index(",", start)
            style = "plain"
        value = _value(text[start:end], style)
        if fraction := _FRACTION.match(text, end):
            value += _fraction(fraction)
            end = fraction.end()
        yield Numeral(value, start, end, style)
        position = end
    if "/" in text or not text.isascii():
        for lone in _LONE_FRACTION.finditer(text):
            yield Numeral(_fraction(lone), lone.start(), lone.end())


_DIGITS_ALONE = expression("|".join(f"(?P<{name}>{form})" for name, form in _FORMS if name != "spaced"))


def _fraction(match: re.Match[str]) -> Decimal:
    if match[1]:
        return Decimal(_FRACTIONS[match[1]])
    return Decimal(match[2]) / Decimal(match[3])


def _grouped_by_blanks(text: str, original: str, start: int, end: int) -> bool:
    """Whether blanks group one number: "3 500 ml" may be three bottles, "10 000" and "R 1 200" are one number."""
    if " " not in original[start:end] or _SPACED_FOR_SURE.search(text[start:end]):
        return True
    return bool(_MONEY_AHEAD.search(text[max(0, start - 6) : start]) or _MONEY_BEHIND.match(text, end))


_MONEY_AHEAD = expression(r"(?:[$€£¥₹]|\b(?:r|zar|eur|usd|chf|sek|nok|dkk|pln|czk|kr|rs\.?|fr\.?|kes|ksh)) ?$")
_MONEY_BEHIND = expression(r" ?(?:[€$£]|kr\b|eur\b|usd\b|sek\b|nok\b|dkk\b|zł|pln\b|czk\b|kč|chf\b|zar\b|rand\b)")
_CURRENCY_AHEAD = expression(r"(?:[$€£¥₹]|\brs\.?|\binr|\busd) ?$")


def _one_number(text: str, start: int, end: int) -> bool:
    """Whether digits with odd commas are one mistyped number: "48,00000", "Rs 1,40,00"; "12,24,36" is a list."""
    parts = text[start:end].split(",")
    if len(parts) == 2:
        return True
    return bool(_CURRENCY_AHEAD.search(text[max(0, start - 5) : start])) and len(parts[-1]) > 1


def _value(digits: str, style: str) -> Decimal:
    match style:
        case "european":
            return Decimal(digits.replace(".", "").replace(",", "."))
        case "comma":
            return Decimal(digits.replace(",", "."))
        case "dotted":
            return Decimal(digits.replace(".", ""))
        case "spaced":
            return Decimal(digits.replace(" ", "").replace(",", "."))
        case "swiss":
            return Decimal(digits.replace("'", ""))
        case _:
            return Decimal(digits.replace(",", ""))


def _worded(text: str) -> Iterator[Numeral]:
    for run in WORD_RUN.finditer(text):
        for value, start, end, large in spoken(run[0]):
            yield Numeral(value, run.start() + start, run.start() + end, "words", large)


__all__ = ["WORDS", "Numeral", "numerals"]
