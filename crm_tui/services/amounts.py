"""Amounts as a desk types them."""

import re
from decimal import Decimal

from crm_tui.comparison.units import CURRENCIES, SCALES
from crm_tui.domain.money import Money
from crm_tui.domain.text import quoted

HOME_CURRENCY = "INR"
"""The currency of an amount that names none."""

# a bare dollar sign is the American one
_SIGNS = CURRENCIES | {"$": "USD"}
_SCALES = SCALES | {"": 1, "m": 1_000_000}
_AMOUNT = re.compile(
    r"(?P<before>[₹$€£¥]|rs\.?|[a-z]{3}(?=[\s\d]))?\s*"
    r"(?P<number>\d[\d,]*(?:\.\d+)?|\.\d+)\s*"
    r"(?P<scale>[a-z]+?)?(?:\s+(?P<after>[a-z]{3}))?(?:/-)?",
    re.IGNORECASE | re.ASCII,
)


def parse_money(text: str) -> Money:
    """An amount such as ``48 lakh``, ``INR 48,00,000``, ``₹1.5 cr``, ``1200 USD`` or ``190k``.

    Raises:
        ValueError: with a line that says what can be typed.
    """
    typed = text.strip()
    match = _AMOUNT.fullmatch(typed)
    if match is None:
        raise _unknown(typed)
    scale, after = (match["scale"] or "").lower(), match["after"]
    if scale not in _SCALES and len(scale) == 3 and not after:
        scale, after = "", scale  # "1200 USD": the word behind the number is its currency
    if scale not in _SCALES or (match["before"] and after):
        raise _unknown(typed)
    currency = match["before"] or after or HOME_CURRENCY
    amount = Decimal(match["number"].replace(",", "")) * _SCALES[scale]
    try:
        return Money(amount=amount, currency=_SIGNS.get(currency.lower(), currency.upper()))
    except ValueError as error:
        raise ValueError(f"{quoted(typed)} is too large or too fine an amount") from error


def _unknown(typed: str) -> ValueError:
    return ValueError(f"{quoted(typed)} is not an amount: type 48 lakh, INR 48,00,000 or 1200 USD")
