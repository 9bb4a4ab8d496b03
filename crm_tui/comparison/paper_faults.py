"""Where a paper contradicts itself: its own figures, set beside each other.

Only what is certain is named. A figure that any usual custom of rounding, of counting days or of taking fees and tax in
would explain is no fault.
"""

from collections.abc import Sequence
from itertools import chain, islice

from crm_tui.comparison.faults_of_dates import date_faults
from crm_tui.comparison.faults_of_loans import loan_faults
from crm_tui.comparison.faults_of_rates import rate_faults
from crm_tui.comparison.faults_of_repetition import repetition_faults
from crm_tui.comparison.faults_of_sums import sum_faults
from crm_tui.comparison.faults_of_words import word_faults
from crm_tui.comparison.figures import Figures
from crm_tui.comparison.layout import Passage
from crm_tui.comparison.paper import Clause
from crm_tui.domain.document import PaperLine
from crm_tui.domain.review import PaperFault

_MOST = 20


def paper_faults(
    lines: Sequence[PaperLine], clauses: Sequence[Clause], passages: Sequence[Passage]
) -> tuple[PaperFault, ...]:
    """The faults of a paper, at most twenty, each named once with the lines of both sides."""
    found = chain(
        repetition_faults(clauses, passages),
        loan_faults(Figures(clauses, (), passages)),
        rate_faults(passages),
        word_faults(passages),
        date_faults(passages),
        sum_faults(lines),
    )
    named = {fault.explanation: fault for fault in found}
    return tuple(islice(named.values(), _MOST))
