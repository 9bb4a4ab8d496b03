"""Rates that are printed with their parts: the rate is the benchmark plus the spread (R = B + S)."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from crm_tui.comparison import wording
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.layout import Passage
from crm_tui.domain.review import PaperFault

_LONGEST = 1000
_RATE = r"(\d{1,2}(?:\.\d{1,4})?) ?%(?: ?(?:p\.?a\.?|per annum|a year))?"
_WHOLE = r"[,;:()\s]{0,4}(?:(?:floating|variable|currently|presently|at present)[,;\s]{0,3}){0,2}"
_JOINED = expression(
    rf"{_RATE}{_WHOLE}\(?(?:being|i\.e\.,?|that is,?|=|made up of|comprising|consisting of|namely)"
    rf"\s{{0,3}}(?P<name>[a-z][\w .&()'/-]{{1,50}}?)\s?(?:\(?(?:of|at|@|currently|now|presently|being)\s?)?"
    rf"\(?{_RATE}\)?,?\s{{0,3}}(?P<sign>plus|\+|and|with|minus|less|[-–−])\s{{0,3}}"
    rf"(?:an? |the )?(?:spread|margin|mark-?up|premium)?\s?(?:of |@ ?|\()?\s?{_RATE}",
    re.IGNORECASE,
)
_LEAST_OFF, _MOST_OFF = Decimal("0.005"), Decimal(3)


def rate_faults(passages: Sequence[Passage]) -> Iterator[PaperFault]:
    """Rates that are not the sum of the benchmark and the spread printed with them; to the hundredth of a point."""
    for passage in passages:
        if len(passage.text) > _LONGEST or passage.text.count("%") < len(_PARTS):
            continue
        for match in _JOINED.finditer(passage.text):
            rate, benchmark, spread = (Decimal(match[place]) for place in _PARTS)
            own = benchmark - spread if match["sign"].lower() in _TAKEN_OFF else benchmark + spread
            if _LEAST_OFF < abs(rate - own) <= _MOST_OFF:
                yield PaperFault(
                    explanation=f"Printed rate {wording.value(rate, '%')}; its benchmark of "
                    f"{wording.value(benchmark, '%')} and spread of {wording.value(spread, '%')} give "
                    f"{wording.value(own, '%')}.",
                    evidence=passage.evidence([match.span()]),
                )


_PARTS = (1, 3, 5)
_TAKEN_OFF = frozenset({"minus", "less", "-", "–", "−"})
