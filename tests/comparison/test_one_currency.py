"""A currency is shown in one way in all that one review says."""

from datetime import date

import pytest

from crm_tui.comparison.engine import compare, listen
from crm_tui.domain.document import PaperLine, PaperText

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("note", "paper", "one_way"),
    [
        pytest.param(
            "home loan Rs 48 lakh\nrate 8.4%\n20 yrs", ("Rs 48,00,000", "8.65 % p.a.", "240 months"), "Rs", id="rupees"
        ),
        pytest.param(
            "home loan $48,000\nrate 8.4%\n20 yrs", ("$48,000", "8.65 % p.a.", "240 months"), "$", id="dollars"
        ),
    ],
)
def test_a_currency_is_shown_in_one_way_in_all_sentences(note, paper, one_way):
    amount, rate, time = paper
    rows = (f"Loan amount: {amount}", f"Rate of interest: {rate} fixed", f"Loan tenure: {time}")
    lines = tuple(PaperLine(page=1, number=place, text=text) for place, text in enumerate(rows, 1))
    document = PaperText(name="offer.txt", pages=1, sha256="0" * 64, lines=lines)
    found = compare(listen(note, today=TODAY), document, spoken=note, today=TODAY)
    sentences = [
        words for one in found.findings for words in (one.explanation, one.impact and one.impact.words) if words
    ]
    costly = [one for one in sentences if "instalments of" in one]
    assert costly
    assert all(one.count(one_way) >= 2 for one in costly)
    assert not any(code in one for one in sentences for code in ("INR", "USD"))
