"""A sum that was said to be all there is to pay, as desks type it, beside a charge many times as large."""

import pytest

from crm_tui.domain.deal import Area
from crm_tui.domain.review import Verdict
from crm_tui.domain.severity import Severity

APPLICATION = """\
BUSINESS CASH ADVANCE
Loan amount: $100,000
Application fee: $14,982
Term: 18 months
"""
IN_A_CLAUSE = """\
BUSINESS LOAN AGREEMENT
Loan amount: $100,000

4. Early repayment
If the borrower repays before the end of the term an early repayment charge of $14,982 is payable.
"""
IN_A_ROW = "SCHEDULE OF CHARGES\nEarly repayment charge     $14,982\nMonthly instalment         $6,200\n"
NOTES = (
    "$10 only, no early repayment fee",
    "fee $10 only, no early repayment fee",
    "Fees:\n$10 only, no early repayment fee",
    "charges: $10 only. no charge for early settlement",
    "$10 only - no charge if you settle early",
    "one time $10, no penalty for paying early",
    "It costs you $10 and that is it. No ERC.",
    "$10 only, no fee if paid early",
    "10 dollars only no early repayment charge",
    "total cost is just $10, pay back any time free",
    "only $10 to pay, nothing else, no prepayment charges",
)


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("paper", [APPLICATION, IN_A_CLAUSE, IN_A_ROW], ids=["application fee", "clause", "row"])
def test_a_small_sum_and_nothing_else_is_contradicted_by_a_large_charge_and_blocks(beside, note, paper) -> None:
    made = beside(note, paper, Area.LOAN)
    broken = [one for one in made.findings if (one.verdict, one.severity) == (Verdict.CONTRADICTED, Severity.BLOCK)]
    assert broken
    assert all("14,982" in one.explanation for one in broken)
    assert not [one for one in made.surprises if "14,982" in one.explanation]


@pytest.mark.parametrize(
    ("note", "paper"),
    [
        ("$10 only", APPLICATION),
        ("$10 only, fee to be paid today", APPLICATION.replace("14,982", "10")),
        ("monthly fee $10 only", APPLICATION),
        ("fee $5,000 only", APPLICATION),
        ("fee $10 only", "LOAN OFFER\nLoan amount: $100,000\nMonthly instalment: $6,200\n"),
        ("late payment charge $10 only", "LOAN OFFER\nApplication fee: $14,982\nLate payment charge: $10\n"),
    ],
    ids=[
        "nothing tells that it is a charge",
        "the paper has the very sum",
        "a sum for each month",
        "not many times as much",
        "no charge on paper",
        "a charge by its name",
    ],
)
def test_what_may_be_about_something_else_is_not_contradicted(beside, note, paper) -> None:
    assert Verdict.CONTRADICTED not in [one.verdict for one in beside(note, paper, Area.LOAN).findings]


def test_a_named_charge_that_was_said_to_be_so_much_only_blocks_at_many_times_that(beside) -> None:
    [found, *_] = beside("application fee $10 only", APPLICATION, Area.LOAN).findings
    assert (found.verdict, found.severity) == (Verdict.CONTRADICTED, Severity.BLOCK)
