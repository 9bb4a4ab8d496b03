"""Figures in a text: money, rates, durations, dates, speeds, data, ratios, measures and counts, each with its place.

A number is found first; then a bounded stretch to its left and right is read for bound, currency, unit and period,
so that the time is linear in the length of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from crm_tui.comparison import named_numbers, qualifiers, units
from crm_tui.comparison.bounds import bound_of, bound_of_day
from crm_tui.comparison.dates import dates_in, month_days_in
from crm_tui.comparison.echoes import echoed
from crm_tui.comparison.folding import folded
from crm_tui.comparison.joining import joined
from crm_tui.comparison.measuring import Measured, measured, speed_way
from crm_tui.comparison.number_words import HINDI
from crm_tui.comparison.numerals import Numeral, numerals
from crm_tui.comparison.periods import per_behind
from crm_tui.comparison.quantity import Quantity
from crm_tui.comparison.scales import Scale
from crm_tui.domain.claim import Bound

__all__ = ["Quantity", "quantities"]

_MOST = 4000
_INDIAN_SCALES = frozenset({Decimal(100_000), Decimal(10_000_000)})
_RATIO = re.compile(r"(?<![\w.:/$€£₹,])(\d{1,4}(?:\.\d{1,3})?)\s?:\s?(\d{1,4}(?:\.\d{1,3})?)(?![\w:]|[.,]\d)")
_RATIO_TO_ONE = re.compile(
    r"(?<![\w.:/$€£₹,])(\d{1,3}(?:\.\d{1,3})?) to (1(?:\.0{1,3})?)(?![\w:%]|[.,]\d| ?[a-z%]{2,8}s\b)"
)
_RATIO_NEAR = re.compile(r"ratio|match|split|bonus|leverage|coverage")
_SPEED_PAIR = re.compile(
    r"(?<![\w.,/])(\d{1,5}(?:\.\d)?) ?(?:[tgmk]bps ?)?/ ?(\d{1,5}(?:\.\d)?) ?(?:([tgmk])(?:bps|bit/s|b/s"
    r"|bits?)(?![a-z])|(megs?)\b)"
)
_SETTLED = re.compile(r"(?<![a-z])t ?\+ ?(\d{1,2})\b(?: ?(?:working |business |trading |calendar )?days?\b)?")
_HINDI_UNIT = re.compile(
    r"[\s-]{1,3}(?:mahine|mahina|saal|sal|din|ghante|hafte|lakh|hazaa?r|crore|baar|sau|months?|years?|yrs?|days?"
    r"|emis?|kist|percent|%)"
)
_ARTICLE = re.compile(
    r"\b(?:(?:within|after|for|least|than|upto|up to|under|about|in|over|every|once in"
    r"|before) (?P<one>an?) (?=(?:full |calendar |further )?"
    r"(?:day|week|fortnight|month|quarter|year|hour|decade)\b)|(?P<own>an?) (?=(?:day|week|fortnight|month"
    r"|quarter|year|hour)'s\b))"
)
_ONCE = re.compile(
    r"\b(?:(?P<two>twice)|(?P<three>thrice)|(?:only |just |do )?(?P<one>once)(?= (?:an?|per|every|each|in|only"
    r"|during) ))\b"
)
_PER_RATE = (
    r"(?:p\.?\s?[am]\b|per (?:annum|month|year|day|quarter|week)|an? (?:month|year)|monthly|annually"
    r"|every (?:month|year)|each (?:month|year))"
)
_RATE_GAP = re.compile(
    rf"[\s,(]{{1,2}}(?:of|on|flat|fixed|floating|reducing|diminishing|simple|compound(?:ed)?|interest|rate"
    rf"|variable|gross|net|nominal|effective|roi|balance|increase|plus|\+)\b[ a-z'()+-]{{0,44}}?(?={_PER_RATE})"
)
_MONEY_GAP = re.compile(
    r"[\s,(]{0,3}(?:only|(?:plus|\+|excl\.?|excluding|ex|incl\.?|inclusive of|including|exclusive of"
    r"|before)\s?(?:\d{1,2}\s?% )?(?:all )?(?:applicable )?"
    r"(?:gst|vat|tax(?:es)?|hst)|rent|salary|interest|fee|pension|in hand|gross|net|emi|stipend|basic|ctc)\)?(?=[ ,/(])"
)
_HALF_YEARLY = re.compile(r"[- ]?(?:year|annual|month)ly\b|-?year(?:ly)?\b(?= rests|ly)")
_ONE_OF_A_KIND = re.compile(r"one[ -](?:time|off|way|to-one|sided|by one|party)\b(?! (?:in|a|per|every|each))")
_ARTICLE_BEHIND = re.compile(r" (?:of )?(?:an?|one) (?=per ?cent|percentage|basis|day|month|year|hour|page)")
_NAMED_BY_LETTER = re.compile(r"(?<![\w])([a-z]{1,14})-$")


def quantities(
    text: str, today: date | None = None, *, american: bool | None = None, scale: Scale | None = None
) -> tuple[Quantity, ...]:
    """All figures of a text in its order.

    ``today`` completes a date without a year, ``american`` says that the paper writes the month first (where it is
    not given, the text itself tells), ``scale`` is that of a table whose heading says "Rs in lakh".
    """
    plain = folded(text)
    found: list[Quantity] = []
    last = 0
    for quantity in _in_order(text, plain, today, american):
        if quantity.start < last:
            continue
        found.append(quantity)
        last = quantity.end
        if len(found) == _MOST:
            break
    whole = [one for one in joined(plain, found) if not _is_fragment(plain, one)]
    alternatives = qualifiers.whichever(plain, [(one.start, one.end) for one in whole])
    kept = [
        replace(one, whichever=alternatives[place]) if place in alternatives else one for place, one in enumerate(whole)
    ]
    return tuple(scale.of(one) for one in kept) if scale else tuple(kept)


def _is_fragment(text: str, figure: Quantity) -> bool:
    """Whether it is a word such as "one" that counts nothing, or a part of "1/3"."""
    if figure.dimension != "number" or figure.noun or figure.high is not None:
        return False
    if text[figure.start].isalpha():
        return not (figure.per or figure.scale > 1 or text[figure.end - 1] == ")")
    if text.startswith("/", figure.end):
        return figure.low < 10 and text[figure.end + 1 : figure.end + 2].isdigit()
    return text[figure.start - 1 : figure.start] == "/" and figure.start > 1


@dataclass(frozen=True, slots=True)
class _Taken:
    """Stretches whose numbers are already read or name something."""

    spans: list[tuple[int, int]]

    def over(self, start: int, position: int) -> int:
        """The first span from ``position`` on that does not end before ``start``."""
        while position < len(self.spans) and self.spans[position][1] <= start:
            position += 1
        return position


def _in_order(text: str, plain: str, today: date | None, american: bool | None) -> Iterator[Quantity]:
    whole = [*_days(text, plain, today, american), *_ratios(plain), *_speed_pairs(plain), *_settled(plain)]
    spans = sorted([*((one.start, one.end) for one in whole), *named_numbers.spans(plain, text)])
    furthest = 0
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if end > furthest:
            merged.append((max(start, furthest), end))
            furthest = end
    taken = _Taken(merged)
    position = 0
    figures: list[Quantity] = []
    last = 0
    for numeral in sorted([*numerals(plain, text), *_articles(plain)], key=lambda one: one.start):
        if numeral.start < last:
            continue
        position = taken.over(numeral.start, position)
        if position < len(merged) and merged[position][0] < numeral.end:
            continue
        quantity = _figure(text, plain, numeral)
        if quantity is not None:
            figures.append(quantity)
            last = quantity.end
        if len(figures) > _MOST:
            break
    yield from sorted((*whole, *figures), key=lambda one: (one.start, -one.end))


def _days(text: str, plain: str, today: date | None, american: bool | None) -> Iterator[Quantity]:
    for one in dates_in(text, today, american=american):
        bound = bound_of_day(plain, one.start, one.end)
        if one.last_of and bound is Bound.EXACTLY:
            bound = Bound.AT_MOST
        yield Quantity("date", Decimal(0), one.start, one.end, day=one.day, bound=bound, ambiguous=one.ambiguous)
    for day in month_days_in(text):
        yield Quantity("monthday", Decimal(day.number), day.start, day.end, per="month")


def _ratios(plain: str) -> Iterator[Quantity]:
    for match in _RATIO.finditer(plain):
        first, second = match[1], match[2]
        if not Decimal(second):
            continue
        near = plain[max(0, match.start() - 30) : match.end() + 12]
        clock = len(second) == 2 and "." not in second and int(second) < 60
        if "." in first + second or second == "1" or _RATIO_NEAR.search(near) or (first == "1" and not clock):
            yield _ratio(plain, match, Decimal(first) / Decimal(second))
    for match in _RATIO_TO_ONE.finditer(plain):
        if "." in match[0] or _RATIO_NEAR.search(plain[max(0, match.start() - 30) : match.end() + 12]):
            yield _ratio(plain, match, Decimal(match[1]) / Decimal(match[2]))


def _ratio(plain: str, match: re.Match[str], value: Decimal) -> Quantity:
    bound = bound_of(plain, match.start(), match.end())
    return Quantity("ratio", value, match.start(), match.end(), unit=":", bound=bound)


def _speed_pairs(plain: str) -> Iterator[Quantity]:
    """ "500/50 Mbps": down and up."""
    for match in _SPEED_PAIR.finditer(plain):
        bound = bound_of(plain, match.start(), match.end())
        factor = {"t": Decimal(1_000_000), "g": Decimal(1000), "k": Decimal("0.001")}.get(match[3] or "m", Decimal(1))
        down, up = Decimal(match[1]) * factor, Decimal(match[2]) * factor
        _, end = speed_way(plain, match.end())
        yield Quantity("speed", down, match.start(), match.end(1), unit="mbps", bound=bound, way="down")
        yield Quantity("speed", up, match.start(2), end, unit="mbps", bound=bound, way="up")


def _settled(plain: str) -> Iterator[Quantity]:
    """ "T+2": the second working day behind the trade."""
    for match in _SETTLED.finditer(plain):
        unit = "day" if "calendar" in match[0] else "workday"
        yield Quantity("duration", Decimal(match[1]), match.start(), match.end(), unit=unit, event="t")


def _articles(plain: str) -> Iterator[Numeral]:
    """ "within a month", "a week's notice", and how often: once, twice."""
    for match in _ARTICLE.finditer(plain):
        name = match.lastgroup or "one"
        if match[0].startswith(("in ", "every ", "over ")) and not match[0].startswith("once in"):
            continue
        yield Numeral(Decimal(1), match.start(name), match.end(name), "words")
    for match in _ONCE.finditer(plain):
        value = {"two": 2, "three": 3}.get(match.lastgroup or "", 1)
        yield Numeral(Decimal(value), match.start(match.lastgroup or 0), match.end(match.lastgroup or 0), "often")


def _figure(text: str, plain: str, numeral: Numeral) -> Quantity | None:
    start, end, value = numeral.start, numeral.end, numeral.value
    if numeral.worded and not _counts(plain, numeral):
        return None
    if numeral.style == "often":
        return _finished(plain, numeral, Measured("number", value, "", end, noun="times"), start, 1, None)
    ahead = units.currency_ahead(plain, text, start)
    if ahead is None and (not _begins(plain, start) or named_numbers.is_name(plain, start, end)):
        return None
    unit, begin = ahead or ("", _signed(plain, start))
    if begin < start and ahead is None:
        value = -value
    end, words = echoed(plain, end, value, unit)
    if numeral.worded and words is not None:
        # "thirty (20) days": the digits are what is compared
        value, words = words, value
    scaled, end, factor, per_year = _scaled(plain, end, value, money=bool(unit) or numeral.style == "often")
    value = scaled
    found = _measure(plain, end, value, unit, factor, numeral)
    if found is None:
        return None
    if (
        found.dimension == "number"
        and not found.noun
        and not unit
        and named_numbers.may_be_name(plain, text, start, numeral.end)
    ):
        return None
    dash = _NAMED_BY_LETTER.search(plain[max(0, start - 15) : start]) if found.dimension == "number" else None
    if dash and (len(dash[1]) < 3 or found.value < 100):
        return None
    return _finished(
        plain, numeral, replace(found, value=_read_dot(plain, numeral, found)), begin, factor, words, per_year
    )


def _counts(plain: str, numeral: Numeral) -> bool:
    first = re.match(r"[a-z]+", plain[numeral.start : numeral.end])
    word = first[0] if first else ""
    if word in HINDI:
        return numeral.large > 1 or bool(_HINDI_UNIT.match(plain, numeral.end))
    if word == "one":
        return not _ONE_OF_A_KIND.match(plain, numeral.start)
    return not (word == "half" and _HALF_YEARLY.match(plain, numeral.end))


def _begins(plain: str, start: int) -> bool:
    """Whether a number may begin here: not inside a word, a path or a longer number."""
    before = plain[start - 1 : start]
    if not before:
        return True
    if before.isalnum() or before == "_":
        return False
    earlier = plain[max(0, start - 2) : start - 1]
    if before == "/":
        return earlier.isdigit() or earlier in (" ", "")
    if before in ".,":
        return not earlier.isdigit() or (before == "," and earlier.isdigit())
    return True


def _signed(plain: str, start: int) -> int:
    """Where a number with its minus begins; a dash behind a word or a figure is none."""
    if plain[start - 1 : start] != "-":
        return start
    earlier = plain[: start - 1][-12:].rstrip(" ")
    return start - 1 if not earlier or earlier[-1] in "(|:=\t,\n" else start


_MORE = re.compile(
    r"[ -](?:and )?(\d{1,3}(?:\.\d{1,2})?) ?(crores?|cr|lakhs?|lacs?|l|million|thousand|k|hundred|hazaa?r)\b"
)


def _scaled(plain: str, end: int, value: Decimal, *, money: bool) -> tuple[Decimal, int, Decimal, bool]:
    """The value with the scales behind it, the end, the first scale, and whether it was "per annum": 12 LPA."""
    scale = units.scale_behind(plain, end, money=money)
    if scale is None:
        return value, end, Decimal(1), False
    name, factor, end = scale
    value *= factor
    lowest = factor
    if further := units.scale_behind(plain, end, money=False):
        # two lakh crore
        value *= further[1]
        end = further[2]
    while match := _MORE.match(plain, end):
        part = Decimal(units.SCALES[match[2]])
        if part >= lowest:
            break
        value += Decimal(match[1]) * part
        lowest, end = part, match.end()
    return value, end, factor, name in ("lpa", "lakhpa")


def _measure(plain: str, end: int, value: Decimal, unit: str, factor: Decimal, numeral: Numeral) -> Measured | None:
    if unit:
        behind = units.currency_behind(plain, end)
        return Measured("money", value, unit, behind[1] if behind and behind[0] in (unit, "INR", "KES") else end)
    if behind := units.currency_behind(plain, end):
        return Measured("money", value, behind[0], behind[1])
    if cents := units.cents_behind(plain, end):
        return Measured("money", value / 100, cents[0], cents[1])
    if numeral.worded and (article := _ARTICLE_BEHIND.match(plain, end)):
        end = article.end() - 1
    found = measured(plain, end, value)
    if factor > 1 or numeral.large > 1:
        if found is not None and found.dimension in ("measure", "data", "duration", "rate", "ratio"):
            return found
        if found is not None and found.noun:
            return found
        return Measured("money", value, "", end) if factor > 1 or numeral.large >= 1000 else found
    return found


def _read_dot(plain: str, numeral: Numeral, found: Measured) -> Decimal:
    """The value where one dot or comma before three digits may group or part: 18.000 €, 1,125 %."""
    if numeral.style == "western" and found.unit == "%" and plain[numeral.start : numeral.end].count(",") == 1:
        return found.value / 1000 if found.value >= 1000 else found.value
    if numeral.style != "thousand":
        return found.value
    round_one = plain.endswith("000", 0, numeral.end)
    grouped = found.unit in units.DOTTED or (
        round_one and (found.dimension in ("money", "measure") or bool(found.noun))
    )
    return found.value * 1000 if grouped else found.value


def _finished(
    plain: str,
    numeral: Numeral,
    found: Measured,
    begin: int,
    factor: Decimal | int,
    words: Decimal | None,
    per_year: bool = False,
) -> Quantity:
    end, value = found.end, found.value
    end, later = echoed(plain, end, value, found.unit)
    per, each = ("year", "") if per_year else ("", "")
    if not per_year and found.dimension != "ratio":
        direct = per_behind(plain, end)
        if direct is not None:
            per, each, end = direct
        else:
            per, each = _per_beyond(plain, end, found.dimension)
    if direct_end := echoed(plain, end, value, found.unit)[0]:
        end = direct_end
    bound = bound_of(plain, begin, end)
    if found.noun and found.before:
        # the thing that is counted may be the name of a term: "84 emi"
        end = found.before
    if bound is Bound.EXACTLY and plain.startswith("+", numeral.end) and end > numeral.end + 1:
        bound = Bound.AT_LEAST
    scale = Decimal(factor) if factor > 1 else numeral.large if numeral.large >= 1000 else Decimal(1)
    large = scale >= 1000 and (not numeral.worded or plain[numeral.start : numeral.end].count(" ") <= 1)
    over, minus = qualifiers.benchmark_of(plain, begin, end) if found.dimension == "rate" else ("", False)
    event, ahead = ("", False)
    if found.dimension == "duration":
        event, ahead = qualifiers.event_of(plain, end, within=bound is Bound.AT_MOST)
    disputed = words if words is not None else later
    return Quantity(
        found.dimension,
        -value if minus else value,
        begin,
        end,
        bound=bound,
        unit=found.unit,
        per=per,
        spread=abs(value) / 100 if large else Decimal(0),
        scale=scale,
        of_tax=found.dimension == "rate" and qualifiers.is_rate_of_tax(plain, begin, end),
        letter=found.letter,
        indian=numeral.style == "indian" or scale in _INDIAN_SCALES,
        each=each,
        noun=found.noun,
        tax=qualifiers.tax_of(plain, begin, end) if found.dimension == "money" else "",
        method=qualifiers.method_of(plain, begin, end) if found.dimension == "rate" else "",
        over=over,
        event=event,
        ahead=ahead,
        way=found.way,
        ambiguous=numeral.style == "odd"
        or (numeral.style == "thousand" and found.dimension == "money" and found.unit not in units.DOTTED),
        echo=disputed,
    )


def _per_beyond(plain: str, end: int, dimension: str) -> tuple[str, str]:
    """The period behind a few words more: "2 % of the outstanding amount per month", "Rs 500 plus GST a month"."""
    pattern = {"rate": _RATE_GAP, "money": _MONEY_GAP}.get(dimension)
    gap = pattern.match(plain, end) if pattern else None
    further = per_behind(plain, gap.end()) if gap else None
    if further is None or further[0] == "each":
        return "", ""
    return further[0], further[1]
