"""Figures whose echo in words says another number: "Rs 48,00,000 (Rupees Forty Five Lakh only)"."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice

from crm_tui.comparison.expressions import expression
from crm_tui.comparison.layout import Passage
from crm_tui.comparison.quantities import quantities
from crm_tui.domain.review import PaperFault

_LONGEST = 2000
_MOST_BRACKETS = 12
_MOST_PASSAGES = 400
_ECHO = expression(r"\d[ \w./-]{0,12}[(\[] ?[a-z]{3}|[a-z] ?[(\[] ?(?:rs\.? ?|inr ?|[$€£₹] ?)?\d", re.IGNORECASE)
"""A figure before words in brackets, or words before a figure in brackets."""


def word_faults(passages: Sequence[Passage]) -> Iterator[PaperFault]:
    """Figures that are printed once in digits and once in words, with two values; whole numbers only."""
    bracketed = (passage for passage in passages if len(passage.text) <= _LONGEST and _ECHO.search(passage.text))
    for passage in islice(bracketed, _MOST_PASSAGES):
        if passage.text.count("(") > _MOST_BRACKETS:
            continue
        for figure in quantities(passage.text):
            # a figure in lakh or k may be echoed in full or by its digits alone
            echoes = {figure.echo, figure.echo * figure.scale} if figure.echo else set[Decimal]()
            if not echoes or figure.low in echoes or figure.low % 1 or figure.ambiguous:
                continue
            printed = passage.text[figure.start : figure.end]
            yield PaperFault(
                explanation=f"Figures and words differ: “{' '.join(printed.split())}”.",
                evidence=passage.evidence([(figure.start, figure.end)]),
            )
