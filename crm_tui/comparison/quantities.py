"""Figures in a text: money, rates, durations, dates, speeds, data, ratios and bare numbers, each with its place.

A number is found first; then a bounded stretch to its left and right is read for bound, currency, unit and period,
so that the time is linear in the length of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from crm_tui.comparison import units
from crm_tui.comparison.dates import dates_in
from crm_tui.domain.claim import Bound

_REACH = 36
_MOST = 4000

_NUMBER = re.compile(r"(?<![\w.,/])(?:[-+](?=\d))?\d[\d,.]{0,20}|(?<=[$£€₹])\d[\d,.]{0,20}|(?<=[Rr]s)\.?\d[\d,.]{0,20}")
_RATIO = re.compile(r"(?<![\w.:])(\d{1,4}(?:\.\d{1,3})?)\s?:\s?(\d{1,4}(?:\.\d{1,3})?)(?![\w:]|\.\d)")
_CLOCK = re.compile(r"\s?(?:a\.?m\b|p\.?m\b(?!\.?\s?p)|o'clock|hrs of|hours on)", re.IGNORECASE)
_CLOCK_BEHIND = re.compile(r":\d\d\b")
_CLOCK_AHEAD = re.compile(r"\d:$")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
_EUROPEAN = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d+,\d{1,2}")
_INDIAN_GROUPS = re.compile(r"\d{1,2}(?:,\d\d)+,\d{3}(?:\.\d+)?")
_INDIAN_SCALES = frozenset({Decimal(100_000), Decimal(10_000_000)})
_GROUPED_DOTS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH_BEFORE = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,? $|\b(?:year|since|in) $", re.IGNORECASE
)
_ECHO = re.compile(r"\((?:rupees|rs|inr|uae dirhams|dollars|euros?|pounds|in words)\b[^()\d]{0,160}\)?", re.IGNORECASE)
_TAX_BEFORE = re.compile(r"\b(?:gst|vat|hst|tax)\s?(?:rate)?\)?\s?(?:@|at|of|:|is)?\s?$", re.IGNORECASE)
_TAX_AFTER = re.compile(r"\s?(?:gst|vat|hst|igst|sales tax|tax)\b(?!-? ?free)", re.IGNORECASE)
_CLAUSE_NUMBER = re.compile(
    r"(?:clause|section|article|schedule|annexure|annex|part|form|appendix|para|no|art)\.?\s?$", re.I
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure with all that belongs to it."""

    dimension: str
    """rate, money, duration, date, speed, data, ratio, or number (nothing but digits)."""

    low: Decimal
    """The value, or the lower end of a range."""

    start: int
    """Where the figure begins in the text."""

    end: int
    """Where it and its unit end."""

    high: Decimal | None = None
    """The upper end of a range."""

    bound: Bound = Bound.EXACTLY
    """How it binds."""

    unit: str = ""
    """``%``, a currency code (``$`` when it may be any dollar), a unit of time, ``mbps``, ``gb``."""

    per: str = ""
    """year, month, quarter, week, day, hour, each, or empty."""

    day: date | None = None
    """For a date."""

    spread: Decimal = Decimal(0)
    """What rounding may hide: a hundredth of a figure said in k, lakh or million."""

    scale: Decimal = Decimal(1)
    """What lakh, k and the like multiplied the digits by."""

    of_tax: bool = False
    """Whether it is the rate of a tax: the 18 % of "plus GST 18 %"."""

    letter: str = ""
    """A unit of one letter, ``24m``: months or millions, as the term asks."""

    indian: bool = False
    """Whether it was said in lakh or crore or grouped as 42,00,000."""


def quantities(text: str, today: date | None = None) -> tuple[Quantity, ...]:
    """All figures of a text in its order; ``today`` completes a date without a year."""
    found: list[Quantity] = []
    last = 0
    for quantity in _in_order(text, today):
        if quantity.start < last:
            continue
        found.append(quantity)
        last = quantity.end
        if len(found) == _MOST:
            break
    return tuple(_joined(text, found))


def parse_number(digits: str) -> Decimal | None:
    """The value of digits with separators: 1,40,000 and 1.150,00 and 5,6 and 12.99."""
    bare = digits.strip(".,")
    if not bare:
        return None
    if _EUROPEAN.fullmatch(bare) and "," in bare:
        return Decimal(bare.replace(".", "").replace(",", "."))
    plain = bare.replace(",", "")
    if plain.count(".") > 1 and _GROUPED_DOTS.fullmatch(plain):
        return Decimal(plain.replace(".", ""))
    if plain.count(".") > 1:
        return None
    return Decimal(plain)


def _in_order(text: str, today: date | None) -> Iterator[Quantity]:
    days = [
        Quantity("date", Decimal(0), one.start, one.end, day=one.day, bound=_date_bound(text, one.start))
        for one in dates_in(text, today)
    ]
    ratios = [
        Quantity("ratio", Decimal(match[1]) / Decimal(match[2]), match.start(), match.end(), unit=":")
        for match in _RATIO.finditer(text)
        if Decimal(match[2])
    ]
    taken = sorted((one.start, one.end) for one in (*days, *ratios))
    figures: list[Quantity] = []
    position = 0
    for start, end, value in _numbers(text):
        while position < len(taken) and taken[position][1] <= start:
            position += 1
        if position < len(taken) and taken[position][0] < end:
            continue
        quantity = _complete(text, start, end, value)
        if quantity is not None:
            figures.append(quantity)
        if len(figures) > _MOST:
            break
    yield from sorted((*days, *ratios, *figures), key=lambda one: one.start)


def _numbers(text: str) -> list[tuple[int, int, Decimal]]:
    found = []
    for match in _NUMBER.finditer(text):
        raw = match[0].rstrip(".,")
        start = match.start() + len(match[0]) - len(match[0].lstrip("."))
        value = parse_number(raw.lstrip(".").lstrip("+-"))
        if value is not None:
            found.append((start, match.start() + len(raw), -value if raw.startswith("-") else value))
    echoes = [match.span() for match in _ECHO.finditer(text)]
    for match in units.NUMBER_WORD.finditer(text):
        if any(left <= match.start() < right for left, right in echoes):
            continue
        word = match[1].lower()
        if word in units.HINDI_NUMBERS and not units.HINDI_UNIT.match(text, match.end()):
            continue
        found.append((match.start(), match.end(), Decimal(units.NUMBER_WORDS[word])))
    return sorted(found)


def _complete(text: str, start: int, end: int, value: Decimal) -> Quantity | None:
    left = text[max(0, start - _REACH) : start]
    right = text[end : end + _REACH]
    if _CLOCK_BEHIND.match(right) or _CLOCK_AHEAD.search(left):
        return None
    if _CLAUSE_NUMBER.search(left) or (_CLOCK.match(right) and value < 13):
        return None
    if _YEAR.fullmatch(text[start:end]) and _MONTH_BEFORE.search(left):
        return None
    currency = units.CURRENCY_BEFORE.search(left)
    unit = units.CURRENCIES[currency[1].lower()] if currency else ""
    if unit and _GROUPED_DOTS.fullmatch(text[start:end]) and not text.startswith("0", start):
        value = Decimal(text[start:end].replace(".", ""))
    begin = start - (len(left) - currency.start()) if currency else start
    after = 0
    letter = ""
    spread, scaled = Decimal(0), Decimal(1)
    dimension = "money" if unit else "number"
    if scale := units.SCALE_AFTER.match(right):
        word = scale[1].lower()
        scaled = Decimal(units.SCALES[word])
        value *= scaled
        after = scale.end(1)
        spread = abs(value) / 100
        dimension = "money"
        per_year = word == "lpa"
    else:
        per_year = False
    if second := units.SCALE_AFTER.match(right, after) if after else None:
        value *= units.SCALES[second[1].lower()]
        after = second.end(1)
    rest = right[after:]
    if not unit and (code := units.CURRENCY_AFTER.match(rest)):
        unit, dimension = units.CURRENCIES[code[1].lower()], "money"
        after += code.end()
        if _GROUPED_DOTS.fullmatch(text[start:end]) and not text.startswith("0", start):
            # 18.000 € is eighteen thousand, 6.375 % is a rate
            value = Decimal(text[start:end].replace(".", "")) * scaled
    elif dash := units.RUPEE_DASH.match(rest):
        unit, dimension = unit or "INR", "money"
        after += dash.end()
    elif dimension == "number":
        dimension, value, unit, after, letter = _measured(right, value)
        if dimension == "ordinal":
            return None
    per = "year" if per_year else ""
    period = _per(right[after:]) if not per else None
    if period:
        per, length = period
        after += length
    bound = _bound(text, begin, end + after)
    return Quantity(
        dimension,
        value,
        begin,
        end + after,
        None,
        bound,
        unit,
        per,
        None,
        spread,
        scaled,
        _is_tax(text, begin, end + after),
        letter,
        bool(_INDIAN_GROUPS.fullmatch(text[start:end])) or scaled in _INDIAN_SCALES,
    )


def _is_tax(text: str, start: int, end: int) -> bool:
    return bool(_TAX_BEFORE.search(text[max(0, start - 12) : start]) or _TAX_AFTER.match(text, end))


def _measured(right: str, value: Decimal) -> tuple[str, Decimal, str, int, str]:
    if percent := units.PERCENT.match(right):
        return "rate", value, "%", percent.end(), ""
    if points := units.BASIS_POINTS.match(right):
        return "rate", value / 100, "%", points.end(), ""
    if speed := units.SPEED.match(right):
        name = (speed[1] or "mbps").lower()
        factor = Decimal(1000) if name.startswith("g") else Decimal("0.001") if name.startswith("k") else Decimal(1)
        return "speed", value * factor, "mbps", speed.end(), ""
    if data := units.DATA.match(right):
        factor = {"tb": Decimal(1000), "gb": Decimal(1), "mb": Decimal("0.001")}[data[1].lower()]
        return "data", value * factor, "gb", data.end(), ""
    if duration := units.DURATION.match(right):
        extra = Decimal("0.5") if "and a half" in duration[0].lower() else Decimal(0)
        return "duration", value + extra, duration.lastgroup or "day", duration.end(), ""
    if short := units.SHORT_DURATION.match(right):
        return "duration", value, units.SHORT_UNITS[short[1].lower()], short.end(), short[1].lower()
    if _ORDINAL.match(right):
        return "ordinal", value, "", 0, ""
    if right[:1].isalpha():
        # 80C or 15H is a name, not a figure
        return "ordinal", value, "", 0, ""
    return "number", value, "", 0, ""


def _per(right: str) -> tuple[str, int] | None:
    for name, pattern in units.PERIODS:
        if match := pattern.match(right):
            if name == "each" and (further := _per(right[match.end() :])):
                # "USD 45.00 per user per month": the period stands behind the thing
                return further[0], match.end() + further[1]
            return name, match.end()
    return None


def _bound(text: str, start: int, end: int) -> Bound:
    left = text[max(0, start - _REACH) : start]
    for bound, pattern in units.BOUND_BEFORE:
        if pattern.search(left):
            return bound
    right = text[end : end + 16]
    for bound, pattern in units.BOUND_AFTER:
        if pattern.match(right):
            return bound
    return Bound.EXACTLY


_UNTIL = re.compile(r"(?:by|before|until|till|not later than|no later than|latest)\s(?:the )?$", re.IGNORECASE)


def _date_bound(text: str, start: int) -> Bound:
    return Bound.AT_MOST if _UNTIL.search(text[max(0, start - _REACH) : start]) else Bound.EXACTLY


def _joined(text: str, found: list[Quantity]) -> Iterator[Quantity]:
    """Two figures of one dimension with "to" between them are one range."""
    index = 0
    while index < len(found):
        one = found[index]
        other = found[index + 1] if index + 1 < len(found) else None
        if other is not None and _is_range(text, one, other):
            between = text[one.end : other.start].strip().lower()
            before = text[max(0, one.start - 10) : one.start].lower()
            if between != "and" or "between" in before:
                yield replace(
                    other, start=one.start, low=_scaled(one, other), high=other.low, bound=Bound.RANGE,
                    dimension=other.dimension, per=other.per or one.per,
                )  # fmt: skip
                index += 2
                continue
        yield one
        index += 1


def _is_range(text: str, one: Quantity, other: Quantity) -> bool:
    if other.start - one.end > 8 or one.dimension == "date" or other.dimension == "date":
        return False
    if one.dimension not in (other.dimension, "number") or (one.unit and one.unit != other.unit):
        return False
    gap = units.BETWEEN.fullmatch(text, one.end, other.start)
    return gap is not None and _scaled(one, other) < other.low


def _scaled(one: Quantity, other: Quantity) -> Decimal:
    """The lower end; "8 to 10 lakh" gives its scale to both ends."""
    return one.low * other.scale if one.dimension == "number" else one.low
