"""What is heard in the ways that desks write: dense lines, lists, logs, mails, transcripts, other languages."""

from datetime import date

import pytest

from crm_tui.comparison.engine import listen
from crm_tui.domain.deal import Area

TODAY = date(2026, 11, 21)


def words(note, area=Area.LOAN):
    return [one.text for one in listen(note, today=TODAY, area=area)]


@pytest.mark.parametrize(
    ("note", "heard"),
    [
        pytest.param(
            "10.5% fixed, 5 yr, no PF, foreclosure free after 12 emi & doc chg waived",
            ["10.5%", "fixed", "5 yr", "no PF", "foreclosure free after 12 emi", "doc chg waived"],
            id="one dense line",
        ),
        pytest.param(
            "Asha Rao\n1. ROI 8.4\n2) PF nil\n(3) no guarantor\n* EMI 41,352\n[x] login fee 500\n• top up allowed",
            ["ROI 8.4", "PF nil", "no guarantor", "EMI 41,352", "login fee 500", "top up allowed"],
            id="lists of every sort",
        ),
        pytest.param(
            "1) ROI 8.4 2) PF nil 3) EMI 41,352", ["ROI 8.4", "PF nil", "EMI 41,352"], id="numbered in one line"
        ),
        pytest.param(
            "call log 18/11\n11:20 called, told him ROI 8.4\n16:05 he rang back, PF waived\n19/11 docs pending",
            ["ROI 8.4", "PF waived"],
            id="a call log",
        ),
        pytest.param(
            "From: Dana\nTo: file\nSubject: 8.4 % for Mr Lal\n\nDear Mr Lal,\n\n"
            "It was good to meet you. As discussed, the rate is 8.4 % p.a. and there will be no processing fee.\n"
            "Foreclosure is free of charge.\n\nKind regards,\nDana Whitlock\nLoan desk, 4th floor\n+1 555 010 9999\n",
            ["the rate is 8.4 % p.a.", "there will be no processing fee", "Foreclosure is free of charge"],
            id="a mail",
        ),
        pytest.param(
            "Hello,\nThe rate is 8.4 % p.a. and as I said to your wife on Monday there will be no\n"
            "processing fee. No guarantor is needed.\nThanks,\nDana",
            [
                "The rate is 8.4 % p.a.",
                "as I said to your wife on Monday there will be no\nprocessing fee",
                "No guarantor is needed",
            ],
            id="wrapped sentences",
        ),
        pytest.param(
            "Agent: hi! PF is nil\nCust: and I want 7.9\nAgent: best is 8.4 fixed\nCust: ok, my wife likes it",
            ["PF is nil", "best is 8.4", "fixed"],
            id="a transcript with roles",
        ),
        pytest.param(
            "[10:02] Priya: PF nil\n[10:03] Rohit: what about the emi?\n[10:04] Priya: EMI 41,352\n[10:05] Rohit: ok?",
            ["PF nil", "EMI 41,352"],
            id="a transcript with names",
        ),
        pytest.param(
            "ROI 8.4 milega, PF nahi lagega\nbeech me band kiya to koi charge nahi",
            ["ROI 8.4 milega", "PF nahi lagega", "beech me band kiya to koi charge nahi"],
            id="Hinglish",
        ),
        pytest.param(
            "prosessing fee waved off\nforclosure free", ["prosessing fee waved off", "forclosure free"], id="typos"
        ),
    ],
)
def test_each_promise_is_heard_with_its_own_words(note, heard):
    assert words(note) == heard


@pytest.mark.parametrize(
    ("note", "heard"),
    [
        pytest.param(
            "login fee 2,500 already paid, will be adjusted in 1st emi",
            ["login fee 2,500 already paid, will be adjusted in 1st emi"],
            id="what happens to it",
        ),
        pytest.param("PF nil, if he opens salary a/c", ["PF nil, if he opens salary a/c"], id="a condition behind"),
        pytest.param("If he opens salary a/c, PF nil", ["If he opens salary a/c, PF nil"], id="a condition before"),
        pytest.param("part payment any time, at no cost", ["part payment any time, at no cost"], id="what it costs"),
        pytest.param("PF 1% plus GST", ["PF 1% plus GST"], id="its tax"),
        pytest.param(
            "no prepayment penalty and no processing fee",
            ["no prepayment penalty", "no processing fee"],
            id="two behind an and",
        ),
        pytest.param("EMI 41,352 p.m. fixed. No PF", ["EMI 41,352 p.m.", "fixed", "No PF"], id="a full stop inside"),
    ],
)
def test_what_goes_on_about_a_promise_stays_with_it(note, heard):
    assert words(note) == heard


@pytest.mark.parametrize(
    ("note", "terms"),
    [
        pytest.param("Cust: any foreclosure charges?\nAgent: no", {"loan.foreclosure_charge": "no charge"}, id="no"),
        pytest.param("Cust: is the PF waived?\nAgent: yes sir", {"loan.processing_fee": "no charge"}, id="yes"),
        pytest.param("Customer: PF waive hoga kya?\nMe: haan ji", {"loan.processing_fee": "no charge"}, id="haan"),
        pytest.param("Cust: can you waive the PF?\nAgent: done", {"loan.processing_fee": "no charge"}, id="done"),
        pytest.param("Cust: what is the PF?\nAgent: 0.5%", {"loan.processing_fee": "0.5 %"}, id="a figure"),
        pytest.param("guarantor needed? no", {"loan.guarantor": "none"}, id="in one line"),
        pytest.param("Cust: is the PF waived?\nAgent: no sorry", {}, id="refused"),
        pytest.param("Cust: is the PF waived?\nAgent: let me check", {}, id="not answered"),
    ],
)
def test_an_answer_makes_a_promise_of_the_question(note, terms):
    assert {one.claim.term: one.claim.said for one in listen(note, today=TODAY, area=Area.LOAN)} == terms


def test_a_question_and_its_answer_are_the_words_of_the_promise():
    assert words("Cust: any foreclosure charges?\nAgent: no") == ["any foreclosure charges?\nAgent: no"]


@pytest.mark.parametrize(
    "note",
    [
        "ROI 8.4\r\nno sorry 8.3\r\n",
        "> ROI 8.4\n> PF nil\nok as above",
        "Cust: PF?\nAgent: nil\nCust: ok\n",
        "ROI \u200b8.4\u2028PF nil",
        "From:\n\n\nTo:\n",
        "((((",
        ":::\n>>>\n???\n!!!",
    ],
)
def test_the_words_of_a_promise_stand_in_the_note_where_it_says(note):
    found = listen(note, today=TODAY)
    assert all(note[one.start : one.end] == one.text and one.text.strip() for one in found)
