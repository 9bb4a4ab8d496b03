"""One number with what stands beside it: currency, scale, unit, period, bound, tax and event."""

import re
from dataclasses import replace
from decimal import Decimal

from crm_tui.comparison import named_numbers, qualifiers, units
from crm_tui.comparison.bounds import bound_of
from crm_tui.comparison.echoes import echoed
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.measuring import Measured, measured
from crm_tui.comparison.number_words import HINDI
from crm_tui.comparison.numerals import Numeral
from crm_tui.comparison.periods import per_behind
from crm_tui.comparison.quantity import Quantity
from crm_tui.domain.claim import Bound

_SHARE = 95
_INDIAN_SCALES = frozenset({Decimal(100_000), Decimal(10_000_000)})
_HINDI_UNIT = expression(
    r"[\s-]{1,3}(?:mahine|mahina|saal|sal|din|ghante|hafte|lakh|hazaa?r|crore|baar|sau|months?|years?|yrs?|days?"
    r"|emis?|kist|percent|%)"
)
_PER_RATE = (
    r"(?:p\.?\s?[am]\b|per (?:annum|month|year|day|quarter|week)|an? (?:month|year)|monthly|annually"
    r"|every (?:month|year)|each (?:month|year))"
)
_RATE_GAP = expression(
    rf"[\s,(]{{1,2}}(?:of|on|flat|fixed|floating|reducing|diminishing|simple|compound(?:ed)?|interest|rate"
    rf"|variable|gross|net|nominal|effective|roi|balance|increase|plus|\+)\b[ a-z'()+-]{{0,44}}?(?={_PER_RATE})"
)
_MONEY_GAP = expression(
    r"[\s,(]{0,3}(?:only|(?:plus|\+|excl\.?|excluding|ex|incl\.?|inclusive of|including|exclusive of"
    r"|before)\s?(?:\d{1,2}\s?% )?(?:all )?(?:applicable )?"
    r"(?:gst|vat|tax(?:es)?|hst)|rent|salary|interest|fee|pension|in hand|gross|net|emi|stipend|basic|ctc)\)?(?=[ ,/(])"
)
_HALF_YEARLY = expression(r"[- ]?(?:year|annual|month)ly\b|-?year(?:ly)?\b(?= rests|ly)")
_ONE_OF_A_KIND = expression(r"one[ -](?:time|off|way|to-one|sided|by one|party)\b(?! (?:in|a|per|every|each))")
_ARTICLE_BEHIND = expression(r" (?:of )?(?:an?|one) (?=per ?cent|percentage|basis|day|month|year|hour|page)")
_IN_A_TIME = expression(r"(?<!once )(?<!twice )(?<!times )(?<!time )(?<!visits )(?<!day )\bin $")
"""What makes a time the latest: "back in 14 days", but not "once in 6 months"."""
_NAMED_BY_LETTER = expression(r"(?<![\w])([a-z]{1,14})-$")


def completed(text: str, plain: str, numeral: Numeral) -> Quantity | None:
    """The figure that a number makes with what stands beside it; None where the number is none."""
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
    if numeral.style in ("western", "thousand"):
        found = replace(found, value=_read_dot(plain, numeral, found))
    return _finished(plain, numeral, found, begin, factor, words, per_year)


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


_MORE = expression(
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
    # 99.9 % in a month is a share of that month, no rate
    timeless = found.dimension == "ratio" or (found.dimension == "rate" and value >= _SHARE)
    if not per_year and not timeless:
        direct = per_behind(plain, end)
        if direct is not None:
            per, each, end = direct
        else:
            per, each = _per_beyond(plain, end, found.dimension)
    if per:
        end, _ = echoed(plain, end, value, found.unit)
    bound = bound_of(plain, begin, end)
    if found.noun and found.before:
        # the thing that is counted may be the name of a term: "84 emi"
        end = found.before
    if (
        bound is Bound.EXACTLY
        and found.dimension == "duration"
        and _IN_A_TIME.search(plain[max(0, begin - 24) : begin])
    ):
        bound = Bound.AT_MOST
    if bound is Bound.EXACTLY and plain.startswith("+", numeral.end) and found.end > numeral.end + 1:
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
