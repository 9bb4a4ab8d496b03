"""Figures whose echo in words says another number: "Rs 48,00,000 (Rupees Forty Five Lakh only)"."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from crm_tui.comparison.layout import Passage
from crm_tui.comparison.quantities import quantities
from crm_tui.domain.review import PaperFault

_LONGEST = 2000


def word_faults(passages: Sequence[Passage]) -> Iterator[PaperFault]:
    """Figures that are printed once in digits and once in words, with two values; whole numbers only."""
    for passage in passages:
        if len(passage.text) > _LONGEST or not any(mark in passage.text for mark in "(["):
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
