"""What the words around a figure take away again: none of these promises may be cleared."""

import pytest

from crm_tui.domain.review import CLEARED, Verdict


@pytest.mark.parametrize(
    ("note", "lines", "term", "verdicts"),
    [
        pytest.param(
            "home loan at 8.4%",
            ["Home loan", "Rate of interest: 8.40% p.a. for the first year and 9.50% thereafter."],
            "loan.rate",
            {Verdict.WORSE},
            id="a higher rate later",
        ),
        pytest.param(
            "EMI 41,352",
            ["Home loan", "EMI: Rs 41,352 for the first 6 months, Rs 52,000 thereafter"],
            "loan.emi",
            {Verdict.WORSE},
            id="a higher instalment later",
        ),
        pytest.param(
            "home loan rate fixed",
            ["Home loan", "Rate of interest 8.75 % p.a. fixed for 3 years, thereafter floating."],
            "loan.rate_type",
            {Verdict.WORSE, Verdict.CONTRADICTED},
            id="fixed for a time",
        ),
        pytest.param(
            "rate 8.4%",
            ["Home loan", "Rate of interest: 8.40% p.a. over and above the base rate."],
            "loan.rate",
            {Verdict.UNCLEAR},
            id="only the spread",
        ),
        pytest.param(
            "Car loan 9.1% reducing",
            ["Car loan", "Rate of interest 5.10% p.a. flat."],
            "loan.rate",
            {Verdict.UNCLEAR},
            id="flat beside reducing",
        ),
        pytest.param(
            "home loan rate 8.4% fixed for 3 yrs",
            ["Loan", "Rate of interest 8.40% p.a. fixed for 3 years, the Bank may reset the rate at any time."],
            "loan.fixed_period",
            {Verdict.WORSE},
            id="a right to change what is fixed",
        ),
        pytest.param(
            "Cashless in all hospitals",
            ["Health policy", "| Cashless | Available at network hospitals only |"],
            "insurance.cashless",
            {Verdict.WORSE, Verdict.CONDITIONAL},
            id="not everywhere",
        ),
        pytest.param(
            "3 yr onsite warranty",
            ["Quotation", "Warranty: 3 years carry-in"],
            "b2b.warranty",
            {Verdict.WORSE},
            id="elsewhere",
        ),
        pytest.param(
            "free installation",
            ["Broadband", "Installation: free within city limits only."],
            "telecom.installation_fee",
            {Verdict.CONDITIONAL},
            id="only in a part",
        ),
        pytest.param(
            "free router",
            ["Broadband", "Router: included on loan; return within 60 days of the end or pay £50"],
            "telecom.equipment",
            {Verdict.CONDITIONAL},
            id="lent",
        ),
        pytest.param(
            "Maternity covered up to 50,000",
            ["Health policy", "Maternity: Up to Rs 50,000 after a waiting period of 24 months"],
            "insurance.maternity",
            {Verdict.CONDITIONAL},
            id="a wait",
        ),
        pytest.param(
            "cheque book free",
            ["Savings account", "Cheque book: free for the first 25 leaves"],
            "deposit.cheque_book",
            {Verdict.CONDITIONAL},
            id="up to a number",
        ),
        pytest.param(
            "no foreclosure charge after 6 months",
            ["Loan", "Foreclosure charge: Nil after 6 years"],
            "loan.foreclosure_charge",
            {Verdict.UNCLEAR, Verdict.CONDITIONAL, Verdict.WORSE},
            id="months are not years",
        ),
        pytest.param(
            "no processing fee",
            ["Loan", "Processing fee: Nil", "A processing fee of Rs 10,000 is payable at disbursement."],
            "loan.processing_fee",
            {Verdict.UNCLEAR, Verdict.CONTRADICTED},
            id="refused further on",
        ),
    ],
)
def test_what_the_paper_takes_back_is_not_cleared(
    beside, note: str, lines: list[str], term: str, verdicts: set[Verdict]
):
    found = {one.claim.term: one for one in beside(note, "\n".join(lines)).findings}
    assert term in found, [(one.claim.term, one.verdict) for one in found.values()]
    assert found[term].verdict in verdicts, found[term].explanation


@pytest.mark.parametrize(
    ("note", "lines", "term"),
    [
        pytest.param(
            "8.4 % floating",
            ["Loan", "Rate of interest 8.40 % p.a. (floating, 2.15 % over the repo rate)"],
            "loan.rate",
            id="a spread told apart from the rate",
        ),
        pytest.param(
            "emi 41,352",
            ["Loan", "EMI Rs 41,352 (Rupees Forty One Thousand Three Hundred only)"],
            "loan.emi",
            id="only, in words",
        ),
        pytest.param(
            "8.4 fixed for 3 yrs",
            ["Loan", "Rate of interest 8.40 % p.a. fixed for 3 years, thereafter floating."],
            "loan.fixed_period",
            id="the later time was spoken of",
        ),
    ],
)
def test_what_takes_nothing_back_still_clears(beside, note: str, lines: list[str], term: str):
    found = {one.claim.term: one for one in beside(note, "\n".join(lines)).findings}
    assert found[term].verdict in CLEARED, found[term].explanation


@pytest.mark.parametrize("digits", [18, 21, 40])
def test_a_figure_of_any_length_ends_nothing(beside, digits: int):
    [finding] = beside("loan amount 5 lakh", f"Loan\nLoan amount: Rs {'9' * digits} crore").findings
    assert finding.claim.term == "loan.amount"
