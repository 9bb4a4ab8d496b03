"""What a note promises: pieces, corrections, and what is no promise at all."""

from datetime import date

import pytest

from crm_tui.comparison.engine import listen
from crm_tui.comparison.promises import Promise
from crm_tui.domain.claim import Claim
from crm_tui.domain.commitment import Certainty
from crm_tui.domain.deal import Area

TODAY = date(2026, 11, 21)


def heard(note, area=Area.LOAN):
    return {one.claim.term: one.claim.said for one in listen(note, today=TODAY, area=area)}


@pytest.mark.parametrize(
    ("note", "term", "said"),
    [
        ("ROI 8.4", "loan.rate", "8.4 % p.a."),
        ("rate of interest 8.40 %", "loan.rate", "8.4 % p.a."),
        ("PF nil", "loan.processing_fee", "no charge"),
        ("no PF", "loan.processing_fee", "no charge"),
        ("processing fee waived", "loan.processing_fee", "no charge"),
        ("proc fee 1%", "loan.processing_fee", "1 %"),
        ("EMI 41,352", "loan.emi", "41,352"),
        ("84 emi", "loan.n_emi", "84"),
        ("8.4 fixed for 3 yrs", "loan.fixed_period", "fixed for 3 years"),
        ("floating", "loan.rate_type", "floating"),
        ("HL 48 lakh", "loan.amount", "48,00,000"),
        ("loan 42,00,000", "loan.amount", "42,00,000"),
        ("loan amount USD 4,200,000", "loan.amount", "$4,200,000"),
        ("no guarantor", "loan.guarantor", "none"),
        ("no foreclosure charges", "loan.foreclosure_charge", "no charge"),
    ],
)
def test_a_term_is_heard_in_the_words_of_a_desk(note, term, said):
    assert heard(note)[term] == said


@pytest.mark.parametrize("note", ["free insurance for a year", "insurance free for 1 year", "free cover for 12 months"])
def test_how_long_something_is_given_free_is_not_how_long_the_loan_runs(note):
    assert "loan.tenure" not in heard(note)


def test_each_part_of_a_line_is_a_promise_of_its_own():
    assert set(heard("8.4 fixed for 3 yrs, no PF")) == {"loan.rate", "loan.fixed_period", "loan.processing_fee"}


def test_a_noun_behind_two_names_belongs_to_both():
    assert set(heard("no prepayment / foreclosure charges")) == {"loan.prepay_charge", "loan.foreclosure_charge"}


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("ROI 8.6\nROI corrected to 8.4", {"8.4 % p.a."}),
        ("APR 7.1 told last wk, corrected today to 7.15", {"7.15 % p.a."}),
        ("ROI 8.4 (not 8.2 as i said on call)", {"8.4 % p.a."}),
    ],
    ids=["a later line", "the same line", "in brackets"],
)
def test_only_the_last_version_of_a_statement_is_a_promise(note, said):
    assert {one.claim.said for one in listen(note, today=TODAY, area=Area.LOAN)} == said


@pytest.mark.parametrize(
    "note",
    [
        "another bank's offer at 8.55",
        "competitor was at 7 flat",
        "asked if pets are ok",
        "From: Dana Whitlock\nSubject: loan",
        "cust happy",
        "",
        "   \n\n",
    ],
)
def test_chatter_and_the_offers_of_others_are_no_promises(note):
    assert listen(note, today=TODAY, area=Area.LOAN) == ()


def test_a_hope_is_told_from_a_promise():
    (one,) = listen("will try to get PF waived", today=TODAY, area=Area.LOAN)
    assert one.certainty is Certainty.HOPE


@pytest.mark.parametrize(
    "note",
    [
        "ROI 8.4, PF nil\nEMI 41,352",
        "  - router free; 100 mbps\r\n- no lock in",
        "नमस्ते ROI 8.4 है, PF nil",
        "ß 8.4 ₹ 5k",
    ],
)
def test_the_words_of_a_promise_stand_in_the_note_where_it_says(note):
    found = listen(note, today=TODAY)
    assert found
    assert all(note[one.start : one.end] == one.text for one in found)


def test_a_claim_survives_the_store():
    (one,) = listen("PF 0.5 %", today=TODAY, area=Area.LOAN)
    again = Claim.model_validate_json(one.claim.model_dump_json())
    assert Promise.stored(one.text, again).claim == one.claim


@pytest.mark.parametrize(
    "note",
    [
        "8.4% fixed three years and zero processing fees",
        "she gets 8.4% fixed and no processing fee",
        "fixed 8.4% with no processing fee",
    ],
)
def test_a_rate_beside_another_promise_is_not_lost(note):
    heard = {one.claim.term: one.claim.said for one in listen(note, today=date(2026, 11, 21), area=Area.LOAN)}
    assert heard["loan.rate"] == "8.4 % p.a."
    assert heard["loan.processing_fee"] == "no charge"


@pytest.mark.parametrize(
    ("note", "whole"),
    [
        ("spare keys cut free of charge each time", "spare keys cut free of charge each time"),
        ("public liability cover 3 million", "public liability cover 3 million"),
        ("same cleaner every time if possible", "same cleaner every time if possible"),
    ],
    ids=["how often", "an amount behind its name", "when"],
)
def test_what_is_said_of_a_name_is_not_cut_at_another_name(note, whole):
    assert whole in {one.text for one in listen(note, today=TODAY)}
