"""Findings and surprises as a customer reads them."""

import pytest

from crm_tui.comparison.explaining import decided_by
from crm_tui.domain.deal import Area


@pytest.mark.parametrize(
    ("note", "text", "area", "sentence"),
    [
        (
            "no lock-in",
            "Lock-in period: 12 months",
            Area.TELECOM,
            "“no lock-in” was said; the paper says 12 months.",
        ),
        ("no lock-in", "Lock-in period: None", Area.TELECOM, "“no lock-in” was said, and the paper says so."),
        (
            "no lock-in",
            "Monthly charge: Rs 999",
            Area.TELECOM,
            "“no lock-in” was said; the paper has nothing about lock-in.",
        ),
        (
            "no PF",
            "Processing fee: 10 % p.a.",
            Area.LOAN,
            "“no PF” was said; the paper says 10 % p.a.",
        ),
        (
            "HL 42 lakh",
            "Loan amount: Rs 40,00,000",
            Area.LOAN,
            "Rs 42,00,000 was said; the paper says Rs 40,00,000, which is Rs 2,00,000 less.",
        ),
        (
            "rental 499 incl GST",
            "Monthly rental: Rs. 499 plus GST at 18 %",
            Area.TELECOM,
            "Rs 499 was said; the paper says Rs 499 a month; tax was said to be in it, and comes on top of it.",
        ),
        ("HL 42 lakh", "Tenure: 60 months", Area.LOAN, "42,00,000 was said; the paper has nothing about loan amount."),
        (
            "no guarantor",
            "Guarantor: required",
            Area.LOAN,
            "“no guarantor” was said; the paper speaks of guarantor or co-applicant.",
        ),
        (
            "data 1200 GB",
            "Data: 1,000 GB",
            Area.TELECOM,
            "1,200 GB was said; the paper says 1,000 GB, which is 200 GB less.",
        ),
    ],
)
def test_a_finding_in_one_sentence(beside, note, text, area, sentence):
    assert beside(note, text, area).findings[0].explanation == sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Penal charge: 24 % p.a.", "Nobody spoke of it: penal charge on late payment, 24 % p.a."),
        ("Loan tenure: 60 months\nEMI: Rs 500\nGuarantor: required", "Nobody spoke of it: guarantor or co-applicant."),
    ],
)
def test_a_surprise_in_one_sentence(beside, text, sentence):
    assert [one.explanation for one in beside("ROI 8.4", text, Area.LOAN).surprises] == [sentence]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("the decision table: nil said, exactly on paper", "nothing to pay was said, one figure is on paper"),
        (
            "the decision table: at most said, range on paper",
            "at most so much was said, from so much to so much is on paper",
        ),
        ("the decision table: fixed said, floating on paper", "fixed was said, floating is on paper"),
        ("the clearing rule", "it is not sure enough to be called kept"),
        ("a cap that was not said", "a cap that was not said"),
    ],
)
def test_people_read_what_decided_in_words_and_no_name_of_a_rule(rule, words):
    assert decided_by(rule) == words
