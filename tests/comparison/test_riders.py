"""What stands right behind the answer and takes part of it back: a promise that did not say so is not cleared."""

import pytest

from crm_tui.domain.review import CLEARED, Verdict

KEPT = [
    ("home loan rate 8.4%", "Rate of interest: 8.40 % p.a."),
    ("home loan processing fee nil", "Processing fee: Nil"),
    ("home loan processing fee 5000", "Processing fee: Rs 5,000"),
]


@pytest.mark.parametrize(("note", "line"), KEPT)
def test_without_a_rider_the_promise_is_kept(beside, note, line):
    assert beside(note, f"Home loan\n{line}").findings[0].verdict is Verdict.MATCHES


@pytest.mark.parametrize(("note", "line"), KEPT)
@pytest.mark.parametrize(
    "rider",
    [
        " (subject to approval by the credit committee)",
        ", provided that the salary is credited to an account with us",
        " (at our sole discretion)",
        " for the first 6 months only",
        " (introductory offer)",
    ],
)
def test_a_condition_or_a_time_behind_the_answer_is_told(beside, note, line, rider):
    assert beside(note, f"Home loan\n{line}{rider}").findings[0].verdict not in CLEARED


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("Processing fee: Nil (plus a service charge of Rs 750)", Verdict.WORSE),
        ("Processing fee: Nil (first year only)", Verdict.WORSE),
        ("Processing fee: Nil, if the file is complete", Verdict.CONDITIONAL),
    ],
)
def test_what_is_nil_with_a_rider_is_not_nil(beside, line, verdict):
    assert beside("home loan processing fee nil", f"Home loan\n{line}").findings[0].verdict is verdict


def test_a_rider_that_was_said_is_no_news(beside):
    note = "home loan processing fee nil if salary account with us"
    line = "Processing fee: Nil (if the salary account is with us)"
    assert beside(note, f"Home loan\n{line}").findings[0].verdict is Verdict.MATCHES


def test_only_behind_an_amount_in_words_is_no_rider(beside):
    line = "Loan amount: Rs 48,00,000 (Rupees forty eight lakh only)"
    assert beside("home loan 48 lakh", f"Home loan\n{line}").findings[0].verdict is Verdict.MATCHES


@pytest.mark.parametrize(
    ("note", "line", "verdict"),
    [
        ("streaming included for 12 months", "Streaming: included for 6 months.", Verdict.WORSE),
        (
            "monthly fee £28 for the whole term",
            "Monthly fee: £28.00, rising each April by CPI plus 3.9%.",
            Verdict.WORSE,
        ),
        ("rate fixed for the whole term", "The rate is fixed. The lender may vary it on notice.", Verdict.WORSE),
    ],
    ids=["a shorter time", "a price that moves", "a right to vary in the next sentence"],
)
def test_the_same_for_a_shorter_time_is_worse(beside, note, line, verdict):
    verdicts = [one.verdict for one in beside(note, f"Agreement\n{line}").findings]
    assert verdict in verdicts, verdicts
