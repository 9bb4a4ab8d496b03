"""Which figures can stand for which kinds of term."""

import re
from dataclasses import replace
from decimal import Decimal

from crm_tui.comparison import fee_multiples
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.quantities import Quantity
from crm_tui.comparison.vocabulary import Kind

_MONTHS_AT_LEAST = Decimal(3)
_MONTHS_AT_MOST = Decimal(480)
_TIMES_OVER = 15
_MILLION = Decimal(1_000_000)
_COUNTED = ("leaves", "cheques", "checks", "withdrawals", "transactions", "visits", "transfers", "txns", "times")
_HIGHEST_A_MONTH = 4
_HIGHEST_RATE = Decimal(36)
_TAXES = ("tax", "tax_on_charges", "tds", "tax_on_premium")
_THRESHOLD = expression(
    r"(?:\bif\b|\bwhen\b|\bwhere\b|\bunless\b|\bwhile\b|purchases? of|spends? of|balances? (?:of|above|below)|"
    r"\babove\b|"
    r"\bover\b|(?<!\bnot )(?<!\bno )(?<!never )(?:more than|exceeding|less than)|"
    r"(?<!\bnot )(?<!\bto )(?<!never )exceeds?|"
    r"beyond|in excess of|\bbelow\b|deposits? of|first|each|every|"
    r"slab of|"
    r"out of|instead of|\bwas\b|earlier|not as|turnover of)\s(?:\w+\s){0,3}(?:an?\s|the\s)?$",
    re.IGNORECASE,
)

_SLOWED = expression(
    r"\b(?:then|thereafter|after (?:that|which)|reduced to|slow(?:s|ed)? (?:down )?to)\s(?:at )?$", re.I
)


def fit(figure: Quantity, kind: Kind, loose: bool) -> Quantity | None:
    """The figure as a value of that kind, or None where it can't be one."""
    if figure.of_tax and not is_tax(kind):
        return None
    if figure.unit == fee_multiples.UNIT and kind.money != "contingent":
        # what is told in fees names them, and is no price itself
        return None
    match kind.dimension:
        case "rate":
            return _rate(figure, loose)
        case "money":
            return _money(figure, kind, loose)
        case "charge":
            return figure if figure.dimension == "rate" else _money(figure, kind, loose)
        case "duration":
            return _duration(figure, kind, loose)
        case "date":
            return figure if figure.dimension == "date" else None
        case "count":
            return _count(figure)
        case "speed":
            bare = replace(figure, dimension="speed", unit="mbps")
            return figure if figure.dimension == "speed" else bare if loose and figure.dimension == "number" else None
        case "data":
            return figure if figure.dimension == "data" else None
        case "ratio":
            return _ratio(figure, kind)
        case _:
            return None


def is_priced(kind: Kind) -> bool:
    """Whether its values are amounts: the scale of a table, "Rs in lakh", is theirs and not that of its months."""
    return kind.dimension in ("money", "charge")


def is_tax(kind: Kind) -> bool:
    """Whether the kind is a tax on other prices."""
    return kind.id.endswith(_TAXES)


def _rate(figure: Quantity, loose: bool) -> Quantity | None:
    if figure.dimension == "rate":
        return figure
    if loose and figure.dimension == "number" and (0 <= figure.low <= _HIGHEST_RATE or 90 <= figure.low <= 100):
        return replace(figure, dimension="rate", unit="%")
    return None


_PRICES = (".price", ".total", "_rate", "_fee")
"""Kinds whose values are never so many of a thing, as a least purchase may be: "400 pallet spaces"."""


def _money(figure: Quantity, kind: Kind, loose: bool) -> Quantity | None:
    is_counted = bool(figure.noun) and kind.id.endswith(_PRICES)
    if figure.dimension == "money":
        return figure
    if figure.dimension == "duration" and figure.letter == "m" and loose and figure.low >= 1:
        return None
    if figure.dimension == "number" and figure.noun in _COUNTED:
        return None
    if figure.dimension == "number" and loose and figure.per in ("month", "week") and figure.low > _HIGHEST_A_MONTH:
        # "14.20 a month" is an amount: no rate is so high
        return replace(figure, dimension="money")
    if figure.dimension == "number" and loose and figure.low % 1 and figure.low < _HIGHEST_RATE:
        # "CC 10.4" is a rate, not an amount
        return None
    if figure.unit == "mm" and loose:
        # a desk's "5mm" of money is five million
        return replace(figure, dimension="money", unit="", low=figure.low * _MILLION)
    if figure.dimension == "number" and (loose or figure.low == 0 or (figure.low >= 100 and not is_counted)):
        return replace(figure, dimension="money")
    return None


def _duration(figure: Quantity, kind: Kind, loose: bool) -> Quantity | None:
    if figure.dimension == "duration":
        return figure
    if figure.dimension == "date":
        return figure
    if figure.dimension == "number" and kind.id.endswith("_days") and figure.low % 1 == 0:
        return replace(figure, dimension="duration", unit="day")
    if (
        loose
        and figure.dimension == "number"
        and _MONTHS_AT_LEAST <= figure.low <= _MONTHS_AT_MOST
        and figure.low % 1 == 0
    ):
        return replace(figure, dimension="duration", unit="month")
    return None


def _count(figure: Quantity) -> Quantity | None:
    if figure.dimension == "number" and figure.low >= 0:
        return replace(figure, dimension="count", unit="count")
    if figure.dimension == "ratio" and figure.unit == ":" and figure.low < 1:
        return figure
    if figure.dimension == "money" and not figure.unit and figure.scale == 1:
        return replace(figure, dimension="count", unit="count")
    return None


def _ratio(figure: Quantity, kind: Kind) -> Quantity | None:
    if figure.dimension in ("ratio", "rate"):
        return figure
    if figure.dimension == "number" and kind.id.endswith("_covenant") and figure.low < _TIMES_OVER:
        # "DSCR 1.20" is so many times over
        return replace(figure, dimension="ratio", unit=":")
    return replace(figure, dimension="ratio", unit="%") if figure.dimension == "number" else None


_TIMES = ("lock_in", ".term", ".tenure", "min_stay", "min_term")
_ITS_PRICE = expression(
    r"(?:['’]s?|s['’])?\s(?:of )?(?:the |full |occupancy |licence |license |monthly |basic |gross ){0,2}"
    r"(?:fees?|rent(?:als?)?|charges?|salary|pay|wages|premiums?|interest|subscription)\b"
    r"(?! (?:free|holiday|increase|rev))",
    re.IGNORECASE,
)
"""What makes a time an amount: "forfeits one month's occupancy fee" tells nothing of how long somebody is bound."""
_AGAIN = expression(
    r"\b(?:successive|consecutive|renew(?:s|ed|able|al)?|extend(?:s|ed|able)?)\b(?: [a-z]{1,14}){0,5}[\s(]{1,2}$",
    re.IGNORECASE,
)
"""What makes a time that of a renewal, not of the term: "renews for successive one-year terms"."""
_RECKONED = expression(r"[\s-]{1,2}amorti[sz]", re.IGNORECASE)
"""What makes a time only the one by which repayments are reckoned: "a twenty (20) year amortization schedule"."""
_ORDINAL = expression(r"\b(?:month|year|yr|day|week|clause|item|phase|page)\s$", re.IGNORECASE)
"""What a bare number stands behind that only says which one: "after month 36"."""


def is_threshold(text: str, figure: Quantity, kind: Kind) -> bool:
    """Whether a figure only says when the term applies: "waived on purchases of Rs 1,00,000"."""
    if kind.dimension == "duration" and kind.id.endswith(_TIMES):
        if _RECKONED.match(text, figure.end) or _AGAIN.search(text[max(0, figure.start - 60) : figure.start]):
            return True
        return _ITS_PRICE.match(text, figure.end - text.startswith("'", figure.end - 1)) is not None
    if kind.dimension in ("duration", "date", "count"):
        return False
    if figure.dimension == "number" and _ORDINAL.search(text[max(0, figure.start - 14) : figure.start]):
        return True
    if kind.dimension == "speed" and _SLOWED.search(text[max(0, figure.start - 40) : figure.start]):
        return True
    return bool(_THRESHOLD.search(text[max(0, figure.start - 40) : figure.start]))
