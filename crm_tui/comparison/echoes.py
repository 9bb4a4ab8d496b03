"""A figure said twice: digits with their words in brackets, words with their digits in brackets."""

import re
from decimal import Decimal

from crm_tui.comparison.expressions import expression
from crm_tui.comparison.number_words import WORDS, spoken
from crm_tui.comparison.numerals import numerals
from crm_tui.comparison.units import CURRENCIES

_WORDS_BEHIND = expression(r"[\s,]{0,2}[\[(]\s?([a-z][a-z .,&/'-]{1,158}?)\s?(?:only)?\.?\s?[\])]")
_UNCLOSED = expression(
    r"[\s,]{0,2}\(\s?((?:indian )?(?:rupees|rs\.?|dollars|us dollars|euros?|pounds|dirhams"
    r"|in words)[a-z .,&/'-]{1,120}only\b)"
)
_DIGITS_BEHIND = expression(
    r"\s?[\[(]\s?(?:[a-z]{0,3}[$€£₹.]?\.?\s?)(\d[\d.,']{0,18}(?: \d{3}){0,3})\s?(%|per ?cent|/-)?(?:\s?(?:days?"
    r"|months?|years?|hours?|only|usd|eur|inr|aed))?\s?[\])]"
)
_PLAIN = frozenset(
    re.findall(
        r"\S+",
        "and only rupees rupee rs inr in words us uae indian dollars dollar euros euro pounds dirhams dirham cents "
        "cent paise paisa fils pence a an of per percent point usd aed eur gbp sterling kenya shillings ringgit "
        "rand the sum say singapore canadian australian",
    )
)
_TOKEN = expression(r"[a-z]+")


def echoed(text: str, end: int, value: Decimal, unit: str) -> tuple[int, Decimal | None]:
    """Where a figure ends together with its echo, and the value of the echo where the two differ."""
    ahead = text[end : end + 3]
    if "(" not in ahead and "[" not in ahead:
        return end, None
    if match := _DIGITS_BEHIND.match(text, end):
        if match[2] == "%" and unit != "%":
            return end, None
        inner = numerals(match[1], match[1])
        if len(inner) != 1:
            return end, None
        if not text[end - 1].isalpha():
            return end, None
        return match.end(), None if inner[0].value == value else inner[0].value
    match = _WORDS_BEHIND.match(text, end) or _UNCLOSED.match(text, end)
    if match is None:
        return end, None
    words = _TOKEN.findall(match[1])
    if not any(word in WORDS for word in words) or any(
        word not in WORDS and word not in _PLAIN and word not in CURRENCIES for word in words
    ):
        return end, None
    said = max((one for one, _, _, _ in spoken(match[1])), default=value)
    same = said in (value, value // 1) or "cents" in words or "paise" in words or "fils" in words or "point" in words
    return match.end(), None if same else said
