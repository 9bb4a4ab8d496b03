"""Words that say how money grows: "doubles in ten years"."""

import re
from dataclasses import dataclass
from decimal import Decimal

from crm_tui.comparison.expressions import expression
from crm_tui.comparison.quantities import quantities

_GROWS = expression(
    r"\b(?:(?P<two>doubl(?:es|ed|ing)|(?:will|to|would|shall) double)|"
    r"(?P<three>(?:tripl|trebl)(?:es|ed|ing)|(?:will|to|would|shall) (?:triple|treble))|"
    r"(?:becom|grow|com)\w{1,3} (?:to )?(?:(?P<twice>twice|double)|(?P<times>\d{1,2}(?:\.\d)?) ?(?:x|times)))\b"
    r"(?P<rest>[^.;\n]{0,60})",
    re.IGNORECASE,
)
_YEARS = {"year": Decimal(1), "month": Decimal(1) / 12}


@dataclass(frozen=True, slots=True)
class Growth:
    """How money was said to grow."""

    times: Decimal
    """To how many times as much."""

    years: Decimal
    """Within how many years."""


def growth_in(text: str) -> Growth | None:
    """The growth that words speak of; None where they name none, or no time."""
    told = _GROWS.search(text)
    if told is None:
        return None
    years = next((one.low * _YEARS[one.unit] for one in quantities(told["rest"]) if one.unit in _YEARS), None)
    times = Decimal(told["times"]) if told["times"] else Decimal(3) if told["three"] else Decimal(2)
    return Growth(times, years) if years else None
