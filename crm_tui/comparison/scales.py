"""The scale of a table, told by its heading: "(Rs in lakh)", "Rs. '000", "USD millions"."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from crm_tui.comparison.expressions import expression
from crm_tui.comparison.folding import folded
from crm_tui.comparison.quantity import Quantity
from crm_tui.comparison.units import CURRENCIES

_MONEY = "|".join(sorted(map(re.escape, CURRENCIES), key=len, reverse=True))
_WORDS = {
    "lakh": 100_000, "lac": 100_000, "crore": 10_000_000, "cr": 10_000_000, "thousand": 1000, "million": 1_000_000,
    "mn": 1_000_000, "billion": 1_000_000_000, "bn": 1_000_000_000, "hundred": 100, "mio": 1_000_000,
}  # fmt: skip
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_HEADING = expression(
    rf"(?:(?<![a-z])(?P<before>{_MONEY})\.?[ ,(]{{0,2}})?(?:\b(?:in|figures in|amounts? in"
    rf"|all in)\s?)?(?:(?P<money>{_MONEY})[ .]{{1,2}})?"
    rf"(?:(?P<word>{_WORD})s?\b|(?P<zeros>'000s?|000'?s|\(?000\)?)(?![\d,.]))(?: of (?P<behind>{_MONEY})(?![a-z]))?"
)


@dataclass(frozen=True, slots=True)
class Scale:
    """What the figures of a table are multiplied by, and their currency."""

    factor: Decimal
    """A lakh, a thousand, a million…"""

    unit: str = ""
    """The currency where the heading names it."""

    def of(self, figure: Quantity) -> Quantity:
        """A figure of the table as it is meant; rates, times and figures with a scale of their own stay."""
        if figure.dimension not in ("money", "number") or figure.scale != 1 or figure.noun:
            return figure
        return replace(
            figure,
            dimension="money",
            low=figure.low * self.factor,
            high=None if figure.high is None else figure.high * self.factor,
            unit=figure.unit or self.unit,
            scale=self.factor,
            indian=self.factor in (100_000, 10_000_000),
        )


def scale_of(heading: str) -> Scale | None:
    """The scale that the heading of a table or column gives to its figures, or None."""
    plain = folded(heading)
    for match in _HEADING.finditer(plain):
        if plain[max(0, match.start() - 2) : match.start()].strip()[-1:].isdigit():
            # "up to 5 lakh" is a figure
            continue
        name = match["before"] or match["money"] or match["behind"] or ""
        return Scale(Decimal(_WORDS[match["word"]] if match["word"] else 1000), CURRENCIES.get(name, ""))
    return None
