"""What is no promise in a note, and how firm a promise is."""

from datetime import date

import pytest

from crm_tui.comparison.engine import listen
from crm_tui.domain.commitment import Certainty
from crm_tui.domain.deal import Area

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "chatter",
    [
        "other bank gives 8.2",
        "HDFC quoted 8.2",
        "doosri bank 8.2 de rahi hai",
        "his current bank charges 9.1",
        "current lender is at 9.1",
        "he has an offer of 8.2 from a friend's bank",
        "competitor was at 7 flat",
        "rival quoted 8.1 but only floating",
        "he pays 9.4 now",
        "he wants 7.9",
        "asked if pets are ok",
        "customer said the branch is far away",
        "wife is a teacher",
        "has 2 kids",
        "she will bring papers on monday",
        "call back after 6pm",
        "sent form",
        "spoke to his brother",
        "met him at the branch",
        "docs pending",
        "raining all day lol",
        "cust happy",
        "ph 98450 12345",
        "order 7751-K",
        "On Tue, Nov 3, Dana wrote:",
        "Sent from my phone",
    ],
)
def test_chatter_adds_no_promise(chatter):
    heard = listen(f"note for Mr Lal\nROI 8.4\n{chatter}", today=TODAY, area=Area.LOAN)
    assert [one.text for one in heard] == ["ROI 8.4"]


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ("their closing charges at old bank - we reimburse", "their closing charges at old bank - we reimburse"),
        ("we match the 8.2 of HDFC", "we match the 8.2 of HDFC"),
        ("told him foreclosure is free", "foreclosure is free"),
        ("refund within 7 days if not happy", "refund within 7 days if not happy"),
        ("can sublet if she wants", "can sublet if she wants"),
    ],
)
def test_what_only_looks_like_chatter_is_heard(note, text):
    (one,) = listen(note, today=TODAY, area=Area.SERVICE)
    assert one.text == text


@pytest.mark.parametrize(
    "note", ["honestly the best service in town", "very fast disbursal team", "hassle free process"]
)
def test_a_vague_promise_is_kept_without_a_claim_to_compare(note):
    (one,) = listen(note, today=TODAY, area=Area.SERVICE)
    assert one.claim.low is None


@pytest.mark.parametrize(
    ("note", "certainty"),
    [
        ("PF nil", Certainty.FIRM),
        ("EMI should be 41,352", Certainty.FIRM),
        ("EMI around 41,352", Certainty.FIRM),
        ("one free visit once a year", Certainty.FIRM),
        ("PF nil if he opens salary a/c", Certainty.CONDITIONAL),
        ("PF nil, subject to approval", Certainty.CONDITIONAL),
        ("15H diya to TDS nahi katega", Certainty.CONDITIONAL),
        ("will try to get PF waived", Certainty.HOPE),
        ("should be able to waive PF", Certainty.HOPE),
        ("PF might be waived", Certainty.HOPE),
        ("PF nil karne ki koshish karenge", Certainty.HOPE),
    ],
)
def test_a_promise_is_as_firm_as_its_words(note, certainty):
    (one,) = listen(note, today=TODAY, area=Area.LOAN)
    assert one.certainty is certainty


@pytest.mark.parametrize(
    "rubbish",
    [
        "8.4 " * 5000,
        "no " * 7000,
        "(" * 20_000,
        "." * 19_999 + "x",
        " " * 19_999 + "x",
        "sorry, " * 3000,
        "PF nil sorry 8.4 -> " * 1000,
        "> " * 10_000,
        "Cust: PF?\nAgent: yes\n" * 900,
        "told told told " * 1300,
    ],
    ids=lambda text: text[:12],
)
def test_rubbish_ends_in_a_result(rubbish):
    assert all(rubbish[one.start : one.end] == one.text for one in listen(rubbish, today=TODAY))
