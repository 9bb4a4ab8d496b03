"""A flat rate beside one on the reducing balance."""

import pytest

from crm_tui.domain.deal import Area
from crm_tui.domain.review import Reason, Verdict

LOAN = "Loan amount   Rs 1,50,000\nTenure   48 months\n"


@pytest.mark.parametrize(
    ("note", "text", "verdict"),
    [
        ("rate 3.49 flat", "Rate of interest   6.56 % p.a. on reducing balance", Verdict.MATCHES),
        ("rate 3.49 flat", "Rate of interest   7 % p.a. on reducing balance", Verdict.WORSE),
        ("rate 3.49 flat", "Rate of interest   6.56 % p.a.\nEMI   Rs 3,561", Verdict.MATCHES),
        ("rate 6 % reducing", "Rate of interest   3.49 % p.a. flat", Verdict.WORSE),
        ("rate 3.49 flat", "Rate of interest   3.49 % p.a. flat", Verdict.MATCHES),
    ],
    ids=["flat is as good", "flat is better", "the paper's instalment tells its method", "flat on paper", "both flat"],
)
def test_rates_of_two_methods_are_compared_by_their_instalments(beside, note, text, verdict):
    assert beside(note, LOAN + text, Area.LOAN).findings[0].verdict is verdict


def test_the_conversion_is_told(beside):
    found = beside("rate 3.49 flat", LOAN + "Rate of interest   7 % p.a. on reducing balance", Area.LOAN).findings[0]
    assert found.explanation == (
        "3.49 % p.a. was said; the paper says 7 % p.a. (3.49 % p.a. flat, over 48 months 6.56 % p.a. on the reducing "
        "balance), which is 0.44 points more."
    )
    assert found.impact.basis == "over 48 months: instalments of Rs 3,591.94, not Rs 3,561.40"


def test_without_the_time_of_the_loan_two_methods_can_not_be_compared(beside):
    found = beside("rate 6.5 flat", "Rate of interest   6 % p.a. on reducing balance", Area.LOAN).findings[0]
    assert (found.verdict, found.reason) == (Verdict.UNCLEAR, Reason.UNIT)


def test_a_flat_rate_on_paper_is_not_taken_for_what_was_said_without_a_method(beside):
    found = beside("rate 3.49", LOAN + "Rate of interest   3.49 % p.a. flat", Area.LOAN).findings[0]
    assert (found.verdict, found.reason) == (Verdict.UNCLEAR, Reason.UNIT)
