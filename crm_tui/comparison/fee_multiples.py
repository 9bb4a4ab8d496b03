"""Amounts that are told in fees: "twice the annual fees", "the amounts paid in the twelve months preceding the claim".

They are counted in months of fees, so that one is compared with the other, and never with a sum of money.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from crm_tui.comparison.bounds import bound_of
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.quantity import Quantity
from crm_tui.domain.claim import Bound

UNIT = "month of fees"
"""The unit of such an amount."""

_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MORE = {"fifteen": 15, "eighteen": 18, "twenty-four": 24, "twenty four": 24, "thirty-six": 36, "a": 1, "an": 1}
_NUMBERS = {word: value for value, word in enumerate(_WORDS)} | _MORE
_WORDED = rf"(?:{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_N = rf"(?P<n>\d{{1,3}}(?:\.\d)?|{_WORDED}(?=[ (]))(?: ?\((?P<digits>\d{{1,3}}|{_WORDED})\))?"
_FEES = r"(?:fees?|charges|subscription(?: fees?)?|billings?|spend|contract (?:value|price|sum)|commissions?|royalties)"
_PAID = rf"(?:{_FEES}|amounts?|sums?|payments?|consideration|compensation|price)"
_TIMES = expression(
    rf"(?:\b(?P<twice>twice|double)|(?<![\w.,$€£]){_N} ?(?:x|times)|(?<![\w.,$€£])(?P<share>\d{{2,3}}) ?(?:%|per ?cent)"
    rf"(?: ?\(\d{{2,3}} ?%\))? of)(?: of)? (?:the )?(?:total |aggregate |average )?"
    rf"(?:annual(?:ised|ized)?|yearly|12[ -]months?) {_FEES}\b"
)
_MONTHS = expression(
    rf"(?<![\w.,$€£]){_N}[ -]?(?P<unit>months?|mths?|mos?|years?|yrs?)(?:'s?|s')?(?: ?worth)?(?: of)?"
    rf"(?: the)? (?:of )?(?:paid )?{_FEES}\b(?! (?:free|holiday|increase|rev))"
)
_PRECEDING = expression(
    rf"\b{_PAID}\b(?:[a-z, ()/]{{0,90}}?)\b(?:paid|payable|received|invoiced|due|accrued)\b(?P<gap>[^.;\d]{{0,110}}?)"
    rf"\b(?:in|during|for|over|within) (?:the )?(?:immediately )?(?:preceding |prior |previous |last )?"
    rf"{_N}[ -]?(?:consecutive )?(?:calendar )?(?P<unit>months?|years?)(?:'s?)?(?: period)?"
    rf"(?P<after>[^.;\d]{{0,30}}?\b(?:preced\w+|prior|before|up to|ending))?"
)
_AHEAD = expression(r"\b(?:preceding|prior|previous|last) ")


_DENIED = expression(r"\b(?:no|not|never|nor)\b[^.;]*\bexceed ")
_REACH = 160


def fee_multiples(plain: str) -> Iterator[Quantity]:
    """The amounts of a folded text that are told in fees."""
    if not any(word in plain for word in ("fee", "paid", "annual", "charges", "subscription", "spend", "payable")):
        return
    for match in _TIMES.finditer(plain):
        if match["twice"]:
            times = Decimal(2)
        elif match["share"]:
            times = Decimal(match["share"]) / 100
        else:
            times = _number(match)
        yield _amount(plain, match, match.start(), times * 12)
    for match in _MONTHS.finditer(plain):
        yield _amount(plain, match, match.start(), _months(match))
    for match in _PRECEDING.finditer(plain):
        if match["after"] or _AHEAD.search(match[0]):
            yield _amount(plain, match, match.start("n"), _months(match))


def _amount(plain: str, match: re.Match[str], start: int, months: Decimal) -> Quantity:
    bound = bound_of(plain, match.start(), match.end())
    if bound is Bound.AT_LEAST and _DENIED.search(plain[max(0, match.start() - _REACH) : match.start()]):
        # "in no event shall the liability of either party exceed"
        bound = Bound.AT_MOST
    return Quantity("money", months.normalize(), start, match.end(), unit=UNIT, bound=bound)


def _months(match: re.Match[str]) -> Decimal:
    return _number(match) * (12 if match["unit"].startswith("y") else 1)


def _number(match: re.Match[str]) -> Decimal:
    digits = match["digits"] or match["n"]
    return Decimal(_NUMBERS[digits]) if digits in _NUMBERS else Decimal(digits)
