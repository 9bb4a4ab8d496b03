"""What is to be done changes nothing of the terms that a note promises beside it."""

from datetime import date

import pytest

from crm_tui.comparison.engine import listen
from crm_tui.domain.deal import Area

TODAY = date(2026, 11, 23)

TERMS = [
    "8.4 fixed for 3 years",
    "8.4 fixed 3 yrs",
    "no PF",
    "ROI 8.4, no PF",
    "sum insured 10 lakh",
    "100 mbps wifi, 999 per month",
    "rent 25k, 2 months deposit",
    "7.25 for senior citizen",
]
TO_DO = [
    "call back friday",
    "call fri 4pm",
    "will call tomorrow",
    "we'll courier the card",
    "I'll send the sim details monday",
    "she will bring PAN on tuesday",
    "open account monday",
    "visit friday",
    "send the policy copy on friday",
    "to submit salary slips by monday",
]


def _heard(note, of):
    """What is heard in the first characters of a note."""
    return [(one.text, one.claim) for one in listen(note, today=TODAY) if one.start < of]


@pytest.mark.parametrize("to_do", TO_DO)
@pytest.mark.parametrize("term", TERMS)
def test_a_term_is_heard_alike_with_something_to_do_behind_it(term, to_do):
    alone = _heard(term, len(term))
    assert alone
    assert all(claim.term for _, claim in alone)
    for behind in (f"{term}, {to_do}", f"{term}. {to_do}", f"{term}\n{to_do}"):
        assert _heard(behind, len(term)) == alone


def test_a_bare_figure_that_is_fixed_is_a_rate_whatever_is_to_be_done():
    rate, fixed = listen("8.4 fixed for 3 years, call back friday", today=TODAY)
    assert (rate.claim.term, str(rate.claim.low), rate.claim.unit) == ("loan.rate", "8.4", "%")
    assert (fixed.claim.term, str(fixed.claim.low), fixed.claim.unit) == ("loan.fixed_period", "3", "year")


@pytest.mark.parametrize("area", [Area.TELECOM, Area.SERVICE, Area.B2B, Area.LEASE])
def test_a_figure_without_a_term_is_not_covered_by_the_term_behind_it(area):
    figure, fixed = listen("8.4 fixed for 3 years", today=TODAY, area=area)
    assert (figure.text, figure.claim.term) == ("8.4", None)
    assert fixed.text == "fixed for 3 years"
    assert fixed.claim.term
    assert fixed.start == 4


@pytest.mark.parametrize("note", ["deliver by friday", "we will waive the PF by friday", "review free every year"])
def test_what_is_promised_is_no_thing_to_do(note):
    assert listen(note, today=TODAY)
