"""Short papers beside short notes: the verdict, its reason and its line."""

from datetime import date

import pytest

from crm_tui.comparison.engine import compare, listen, read_terms
from crm_tui.comparison.promises import Promise
from crm_tui.domain.claim import Form
from crm_tui.domain.commitment import Certainty
from crm_tui.domain.deal import Area
from crm_tui.domain.review import Reason, Verdict
from crm_tui.domain.severity import Severity

TODAY = date(2026, 11, 21)
LETTER = """
SANCTION LETTER
Loan amount           Rs 48,00,000
Tenure                240 months
Rate of interest      8.75 % p.a.
Processing fee        0.50 % of the loan amount + GST
Penal charges         24 % p.a. on the overdue instalment
"""


def verdicts(comparison):
    return {found.claim.term: found.verdict for found in comparison.findings}


def test_the_story_of_the_judge(beside):
    comparison = beside("8.4 fixed for 3 yrs, no PF", LETTER, Area.LOAN)
    rate, fixed, fee = comparison.findings
    assert (rate.verdict, rate.paper, rate.evidence[0].line) == (Verdict.WORSE, "8.75 % p.a.", 4)
    assert rate.explanation == "8.4 % p.a. was said; the paper says 8.75 % p.a., which is 0.35 points more."
    assert (rate.impact.currency, rate.impact.kind) == ("INR", "certain")
    assert rate.impact.basis == "over 240 months: instalments of Rs 42,418.11, not Rs 41,352.22"
    assert fixed.verdict is Verdict.MISSING
    assert (fee.verdict, fee.severity, fee.evidence[0].line) == (Verdict.CONTRADICTED, Severity.BLOCK, 5)
    assert comparison.blocks


@pytest.mark.parametrize(
    ("note", "line", "verdict"),
    [
        ("ROI 8.4", "Rate of interest   8.40 % p.a.", Verdict.MATCHES),
        ("ROI 8.4", "Rate of interest   8.25 % p.a.", Verdict.BETTER),
        ("ROI 8.4", "Rate of interest   8.65 % p.a.", Verdict.WORSE),
        ("ROI 12", "Rate of interest   1 % per month", Verdict.MATCHES),
        ("ROI 12", "Rate of interest   2 % per month", Verdict.WORSE),
        ("ROI 8.4", "Rate of interest   as applicable", Verdict.UNCLEAR),
        ("PF nil", "Processing fee   Nil", Verdict.MATCHES),
        ("PF nil", "Processing fee   Rs 5,000", Verdict.CONTRADICTED),
        ("PF nil", "Processing fee   as applicable", Verdict.CONTRADICTED),
        ("PF nil", "Tenure   60 months", Verdict.MISSING),
        ("PF 5000", "Processing fee   Rs 5,000", Verdict.MATCHES),
        ("PF 5000", "Processing fee   Nil", Verdict.BETTER),
        ("PF 5000 all incl", "Processing fee   Rs 5,000 plus GST", Verdict.WORSE),
        ("tenure 5 years", "Tenure   60 months", Verdict.MATCHES),
        ("tenure 5 years", "Tenure   48 months", Verdict.CONTRADICTED),
        ("floating rate", "Rate type   Fixed", Verdict.CONTRADICTED),
        ("loan amount 190k", "Loan amount   USD 190,008", Verdict.MATCHES),
        ("loan amount 1 lakh", "Loan amount   Rs 90,000", Verdict.WORSE),
        ("loan amount USD 500", "Loan amount   EUR 500", Verdict.UNCLEAR),
    ],
    ids=lambda value: str(value),
)
def test_a_promise_beside_one_row(beside, note, line, verdict):
    assert beside(note, line, Area.LOAN).findings[0].verdict is verdict


@pytest.mark.parametrize(
    ("note", "text", "verdict", "line"),
    [
        ("fixed for 3 yrs", "Rate of interest   8.4 % p.a.\nRate type   Floating", Verdict.CONTRADICTED, 2),
        ("fixed for 3 yrs", "The rate is 8.4 % p.a., floating,\nlinked to the repo rate.", Verdict.CONTRADICTED, 1),
        ("fixed for 3 yrs", "Rate of interest: Floating, EBLR + 0.5 %", Verdict.CONTRADICTED, 1),
        ("fixed for 3 yrs", "The rate is fixed for 2 years and floating thereafter.", Verdict.WORSE, 1),
        ("fixed for 3 yrs", "The rate is fixed for 3 years and floating thereafter.", Verdict.MATCHES, 1),
        ("fixed for 3 yrs", "Rate type: Fixed", Verdict.UNCLEAR, 1),
        ("rate fixed", "Rate type: Floating", Verdict.CONTRADICTED, 1),
        ("rate fixed", "The rate is fixed for 2 years and floating thereafter.", Verdict.WORSE, 1),
    ],
)
def test_fixed_said_beside_what_the_rate_does_on_paper(beside, note, text, verdict, line):
    found = beside(note, text, Area.LOAN).findings[0]
    assert (found.verdict, found.evidence[0].line) == (verdict, line)


@pytest.mark.parametrize("label", ["Processing fee: ", "Processing fee   ", "Processing fee ", "- Processing fee: "])
@pytest.mark.parametrize(
    "value", ["Nil", "NIL", "Nil (festive)", "Waived", "0", "Rs 0", "Rs. 0/-", "Zero", "None", "Not applicable", "N/A"]
)
def test_a_short_line_that_answers_is_a_term_and_no_heading(beside, label, value):
    found = beside("no PF", f"Sanction terms\n{label}{value}\nTenure: 60 months", Area.LOAN).findings[0]
    assert (found.verdict, [line.line for line in found.evidence]) == (Verdict.MATCHES, [2])


@pytest.mark.parametrize(
    ("note", "line"),
    [
        ("no foreclosure charges", "Foreclosure charges: Waived"),
        ("no late fee", "Late payment fee: Nil"),
        ("no prepayment charges", "• Prepayment charges: NIL"),
        ("valuation free", "Valuation fee - Nil"),
    ],
)
def test_any_charge_may_be_nil_on_a_line_of_its_own(beside, note, line):
    assert beside(note, line, Area.LOAN).findings[0].verdict is Verdict.MATCHES


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Rate of interest      8.75 % p.a.", 1),
        ("| Term | Value |\n|---|---|\n| Rate of interest | 8.75 % p.a. |", 3),
        ("Rate of interest | 8.75 % p.a.", 1),
        ("Rate of interest: 8.75 % p.a.", 1),
        ("Rate of interest\n8.75 % p.a.", 2),
        (
            "The rate of interest on the loan that is granted under this letter is fixed at\n8.75 % p.a.",
            2,
        ),
        ("INTEREST RATE\n   Rate applicable      8.75 % p.a.", 2),
        ("Rate of interest   8.75 % p.a.", 1),
        (
            "+------------------+------+\n| Rate of interest | 8.75 % p.a. |\n+------------------+------+",
            2,
        ),
    ],
    ids=["spaces", "Markdown", "Word cells", "colon", "value below", "wrapped", "heading", "hard spaces", "box"],
)
def test_the_same_term_is_found_in_every_layout(beside, text, line):
    found = beside("ROI 8.4", text, Area.LOAN).findings[0]
    assert (found.verdict, found.paper) == (Verdict.WORSE, "8.75 % p.a.")
    assert line in [one.line for one in found.evidence]


def test_evidence_stands_verbatim_on_its_line(beside, paper):
    text = paper(LETTER)
    places = {(line.page, line.number): line.text for line in text.lines}
    comparison = beside("8.4 fixed for 3 yrs, no PF, 48 lakh", LETTER, Area.LOAN)
    evidence = [line for found in (*comparison.findings, *comparison.surprises) for line in found.evidence]
    assert evidence
    assert all(line.text in places[line.page, line.line] for line in evidence)


def test_a_paper_that_disagrees_with_itself_is_never_cleared(beside):
    found = beside("ROI 8.4", "Rate of interest   8.40 % p.a.\n\nRate of interest   9.10 % p.a.", Area.LOAN).findings[0]
    assert (found.verdict, found.reason) == (Verdict.UNCLEAR, Reason.PAPER_DISAGREES)


def test_a_waiver_that_hangs_on_a_condition_is_conditional(beside):
    found = beside("no annual fee on card", "Annual fee   Rs 599, waived when purchases reach Rs 1,00,000", Area.LOAN)
    assert found.findings[0].verdict is Verdict.CONDITIONAL


def test_a_hope_is_vague(beside):
    found = beside("will try to get PF waived", LETTER, Area.LOAN).findings[0]
    assert (found.verdict, found.reason) == (Verdict.UNCLEAR, Reason.VAGUE)


def test_a_stored_promise_is_compared_by_its_claim(paper):
    (one,) = listen("PF nil", today=TODAY, area=Area.LOAN)
    stored = Promise.stored("PF nil", one.claim, Certainty.FIRM)
    found = compare((stored,), paper(LETTER), spoken="", today=TODAY, area=Area.LOAN).findings[0]
    assert (found.verdict, found.start, found.label) == (Verdict.CONTRADICTED, 0, "Processing fee")


def test_silence_about_a_nil_is_a_note_unless_only_the_paper_counts(beside):
    silent = beside("PF nil", "Tenure   60 months", Area.LOAN).findings[0]
    assert (silent.reason, silent.severity) == (Reason.SILENT, Severity.NOTE)
    clause = "This letter is the entire agreement between the parties."
    assert beside("PF nil", f"Tenure   60 months\n\n{clause}", Area.LOAN).findings[0].severity is Severity.BLOCK


def test_a_charge_nobody_spoke_of_is_a_surprise(beside):
    comparison = beside("ROI 8.75", LETTER, Area.LOAN)
    assert {one.term for one in comparison.surprises} == {"loan.processing_fee", "loan.penal_charge"}


@pytest.mark.parametrize(
    ("note", "gone"),
    [("PF 0.5 %", "loan.processing_fee"), ("told him about penal charges", "loan.penal_charge")],
    ids=["a promise", "a disclosure"],
)
def test_what_was_spoken_of_is_no_surprise(beside, note, gone):
    assert gone not in {one.term for one in beside(note, LETTER, Area.LOAN).surprises}


@pytest.mark.parametrize(
    ("note", "text", "verdict", "area"),
    [
        (
            "title deeds returned within 30 days of closure",
            "The title deeds will be returned within 30 days of closure of the loan.",
            Verdict.MATCHES,
            Area.LOAN,
        ),
        (
            "no TDS if he gives form 15H",
            "No tax is deducted where form 15H is given.",
            Verdict.MATCHES,
            Area.DEPOSIT,
        ),
        (
            "PF free if salary account",
            "Processing fee: Nil where purchases exceed Rs 1,00,000",
            Verdict.CONDITIONAL,
            Area.LOAN,
        ),
        ("no monthly fee", "Monthly service fee: $12.00", Verdict.CONTRADICTED, Area.DEPOSIT),
        ("zero balance", "Minimum balance: Rs 10,000", Verdict.CONTRADICTED, Area.DEPOSIT),
        ("no guarantor", "Guarantor: required", Verdict.CONTRADICTED, Area.LOAN),
        ("no guarantor", "Guarantor: not required", Verdict.MATCHES, Area.LOAN),
        ("no processing fee", "Fee for processing: Nil", Verdict.MATCHES, Area.LOAN),
        ("unlimited data", "Data: 1,200 GB a month", Verdict.WORSE, Area.TELECOM),
        ("no foreclosure charges", "Foreclosure charges are told at the branch.", Verdict.UNCLEAR, Area.LOAN),
    ],
    ids=lambda value: str(value)[:40],
)
def test_the_same_said_in_other_words(beside, note, text, verdict, area):
    found = beside(note, text, area).findings
    assert [one.verdict for one in found] == [verdict]


@pytest.mark.parametrize(("note", "told"), [("999 a month", True), ("999 a month plus GST", False)])
def test_tax_on_top_is_a_surprise_unless_it_was_spoken_of(beside, note, told):
    comparison = beside(note, "Monthly charge: Rs 999 plus GST", Area.TELECOM)
    assert comparison.findings[0].verdict is Verdict.MATCHES
    assert [one.label for one in comparison.surprises] == (["Tax on top"] if told else [])


@pytest.mark.parametrize(
    ("fee", "verdict", "amount"),
    [
        ("Rs 10,000", Verdict.WORSE, "5000.00"),
        ("Rs 5,000", Verdict.MATCHES, None),
        ("Rs 4,000", Verdict.BETTER, "-1000.00"),
    ],
)
def test_a_share_of_the_loan_is_compared_with_the_amount_on_paper(beside, fee, verdict, amount):
    found = beside("PF 1%", f"Loan amount   Rs 5,00,000\nProcessing fee   {fee}", Area.LOAN).findings[0]
    assert (found.verdict, found.impact and str(found.impact.amount)) == (verdict, amount)


def test_a_row_of_a_list_of_charges_is_a_surprise_under_its_own_name(beside):
    text = "Rate of interest   8.4 % p.a.\n\nSCHEDULE OF CHARGES\nPhotocopy of a ledger   Rs 250\nSolvency note   Nil\n"
    assert [one.label for one in beside("ROI 8.4", text, Area.LOAN).surprises] == ["Photocopy of a ledger"]


def test_a_nil_charge_is_no_surprise(beside):
    assert beside("ROI 8.4", "Processing fee   Nil", Area.LOAN).surprises == ()


def test_the_terms_of_a_paper_in_its_order(paper):
    found = read_terms(paper(LETTER), today=TODAY, area=Area.LOAN)
    assert [one.claim.term for one in found][:4] == ["loan.amount", "loan.tenure", "loan.rate", "loan.processing_fee"]
    assert found[3].claim.form is Form.VALUE


def test_a_paper_too_long_to_read_says_where_reading_stopped(beside):
    faults = beside("PF nil", "Some words here.\n" * 10_001, Area.LOAN).paper_faults
    assert [fault.evidence[0].line for fault in faults] == [10_001]


def test_pages_without_text_are_told(paper):
    scanned = paper(LETTER).model_copy(update={"pages": 5, "unread_pages": (2, 4)})
    (fault,) = compare((), scanned, spoken="", today=TODAY).paper_faults
    assert fault.explanation.startswith("Pages 2, 4 are pictures without text")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rate of interest 8.4 % p.a. " + "x" * 20_000 + " Rate of interest 9 % p.a.", "first 20,000 characters"),
        ("Some words.\n\n" + "processing fee Rs 500, late fee Rs 600, " * 40, "not compared"),
    ],
    ids=["a long line", "a dense passage"],
)
def test_a_stretch_of_a_paper_that_was_not_read_is_told(beside, text, words):
    comparison = beside("ROI 8.4", text, Area.LOAN)
    assert [words in fault.explanation for fault in comparison.paper_faults] == [True]


def test_the_rest_of_a_note_that_is_too_long_is_told(beside):
    note = "ROI 8.4\n" + "some chatter here\n" * 1_200 + "PF nil\n"
    *_, last = beside(note, LETTER, Area.LOAN).findings
    assert (last.verdict, last.reason, last.text) == (Verdict.UNCLEAR, Reason.LOW_CONFIDENCE, "some chatter here")
    assert note[last.start : last.end] == last.text
    assert "nothing from here on was compared" in last.explanation


def test_the_last_of_many_promises_is_heard(beside):
    note = "ROI 8.4, " * 600 + "PF nil"
    assert beside(note, LETTER, Area.LOAN).findings[-1].verdict is Verdict.CONTRADICTED


def test_the_same_input_gives_the_same_answer(beside):
    one = beside("8.4 fixed for 3 yrs, no PF", LETTER)
    assert one.model_dump_json() == beside("8.4 fixed for 3 yrs, no PF", LETTER).model_dump_json()


@pytest.mark.parametrize(
    ("clause", "verdict"),
    [
        pytest.param("Documentation charges: Rs 900", Verdict.MATCHES, id="as said"),
        pytest.param("Documentation charges: Rs 1,400", Verdict.WORSE, id="more than was said"),
    ],
)
def test_a_value_is_read_where_the_clause_points_and_only_there(beside, clause, verdict):
    paper = f"Sanction letter\n3. Documentation charges are as per Schedule 2.\n\nSchedule 2\n{clause}"
    assert beside("documentation charges 900", paper, Area.LOAN).findings[0].verdict is verdict


@pytest.mark.parametrize(
    ("note", "text", "verdict", "area"),
    [
        (
            "handover training no charge",
            "Handover training is charged at the day rate.",
            Verdict.CONTRADICTED,
            Area.B2B,
        ),
        ("handover training no charge", "Handover training is given without charge.", Verdict.MATCHES, Area.B2B),
        ("dental cover included", "Dental cover may be added at your own cost.", Verdict.CONTRADICTED, Area.EMPLOYMENT),
        ("refund of unused months given", "No refund is made once work has begun.", Verdict.CONTRADICTED, Area.SERVICE),
        (
            "EU roaming free",
            "Use in the EU: data at no extra cost up to a fair use limit of 12 GB a month",
            Verdict.CONDITIONAL,
            Area.TELECOM,
        ),
        ("no contract", "This plan does not require a contract.", Verdict.MATCHES, Area.TELECOM),
        ("joining 7 Jan 2027", "Start date: 7 January 2027", Verdict.MATCHES, Area.EMPLOYMENT),
        (
            "no security deposit",
            "Security deposit: nil for residents who pay by standing order",
            Verdict.CONDITIONAL,
            Area.LEASE,
        ),
        (
            "unlimited data that is never slowed",
            "Data is unlimited; after 40 GB it is slowed.",
            Verdict.CONTRADICTED,
            Area.TELECOM,
        ),
    ],
)
def test_who_pays_and_what_is_required(beside, note, text, verdict, area):
    (found,) = beside(note, text, area).findings
    assert found.verdict is verdict


def test_what_a_figure_is_paid_for_each_time_is_not_what_it_is_about(beside):
    paper = "Health policy\nAmbulance: Rs 2,000 for each hospital stay\nDay care: all covered"
    found = beside("ambulance 3,000 for each hospital stay", paper, Area.INSURANCE).findings[0]
    assert (found.claim.term, found.verdict) == ("insurance.ambulance", Verdict.WORSE)
