"""What sort of term a promise is about where the vocabulary does not know its name: told by the noun that heads it.

"Restocking fee 5 %" is a charge, whatever is restocked; a charge is better the lower it is.
"""

import re
from collections.abc import Sequence
from typing import Literal

from crm_tui.comparison import polarity
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.kinds import Dimension, Kind
from crm_tui.comparison.quantities import Quantity
from crm_tui.comparison.words import stems, tokens
from crm_tui.domain.claim import Bound

_LOW = stems(
    "fee charge cost price premium rent penalty fine deductible excess copay copayment coinsurance wait waiting tax "
    "spread commission surcharge response resolution turnaround tat delivery lead rpo rto downtime moq commitment emi "
    "instalment retention lockin rate interest rental tariff bill margin handover dispatch repair replacement payout "
    "disbursal settlement refund-time install installation onboarding markup moq minimum toll levy royalty"
)
_HIGH = stems(
    "cover limit benefit allowance discount rebate cashback bonus credit refund reimbursement leave holiday vacation "
    "salary pay speed data uptime availability warranty guarantee validity grace moratorium point visit session "
    "withdrawal user storage option share severance contribution yield apy sum minute text page bandwidth training "
    "notice lounge night return stipend gratuity incentive coverage seat licence"
)
_TAKEN_OFF = expression(r"\b(?:off|discount|rebate|cash ?back|back|concession|credit)\b", re.IGNORECASE)


def nature(text: str, area: str, figures: Sequence[Quantity], beside: str = "") -> Kind | None:
    """A kind made of the head noun of a promise, or of the row ``beside`` that it is compared with.

    None where it can't be told what is better for the customer.
    """
    words = [word for word, _, _ in tokens(text)]
    if beside and not any(word in _LOW or word in _HIGH for word in words):
        words = [word for word, _, _ in tokens(beside)]
    measured = next((one for one in figures if one.dimension != "number"), figures[0] if figures else None)
    said = polarity.sense(text, ())
    if measured is None:
        costless = said.nil or said.costless
        if said.negated and not costless:
            return None
        charge = costless and any(word in _LOW for word in words)
        return _kind("charge" if charge or said.costless else "provision", "low" if costless else "high")
    dimension = _DIMENSIONS.get(measured.dimension)
    if dimension is None:
        return None
    if measured.dimension in ("rate", "money") and _TAKEN_OFF.search(text):
        return _kind(dimension, "high")
    low = any(word in _LOW for word in words)
    high = any(word in _HIGH for word in words)
    if low != high:
        return _kind(dimension, "high" if high else "low")
    return None if low else _usual(text, measured, dimension, area)


_GIVEN_TO_CUSTOMER = frozenset({"deposit", "employment", "insurance"})
_SOON = expression(r"\b(?:within|in|by|after|every)\s$", re.IGNORECASE)
_LASTING = expression(r"\b(?:for|upto|up to|till|until)\s$", re.IGNORECASE)


def _usual(text: str, measured: Quantity, dimension: Dimension, area: str) -> Kind | None:
    """What such a figure usually is where no noun tells: a price in a lease, a benefit in an offer of employment."""
    ahead = text[max(0, measured.start - 12) : measured.start]
    match measured.dimension:
        case "duration" if _SOON.search(ahead) or measured.bound is Bound.AT_MOST:
            return _kind(dimension, "low")
        case "duration" if _LASTING.search(ahead):
            return _kind(dimension, "high")
        case "money" | "rate":
            return _kind(dimension, "high" if area in _GIVEN_TO_CUSTOMER else "low")
        case "number" | "data" | "speed":
            return _kind(dimension, "high")
        case _:
            return None


_DIMENSIONS: dict[str, Dimension] = {
    "money": "money", "rate": "charge", "duration": "duration", "speed": "speed", "data": "data", "ratio": "ratio",
    "number": "count",
}  # fmt: skip


def _kind(dimension: Dimension, direction: Literal["low", "high"]) -> Kind:
    return Kind(id="general.unnamed", label="what was said", aliases=(), dimension=dimension, direction=direction)
