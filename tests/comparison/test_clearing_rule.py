"""Words may find a clause; they may never clear a promise. And no text whatever raises."""

from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.domain.deal import Area
from crm_tui.domain.review import CLEARED

WORDS = st.sampled_from(
    [
        "processing fee",
        "waived",
        "free",
        "included",
        "covered",
        "allowed",
        "rate of interest",
        "lounge",
        "visits",
        "nil",
        "no",
        "loan",
        "support",
        "warranty",
        "unlimited",
        "may",
        "shall",
        "if",
        "Rs 500",
        "8.4 %",
        "3 months",
        "annual fee",
    ]
)
TEXT = st.text(max_size=300)


@given(
    words=st.lists(
        st.sampled_from(["quick", "zeppelin", "brass", "harbour", "willow", "orbit"]), min_size=1, max_size=5
    )
)
@settings(max_examples=60, deadline=None)
def test_the_very_same_words_on_paper_never_clear_a_promise_of_an_unknown_kind(beside, words):
    text = " ".join(words) + " included"
    assert all(one.verdict not in CLEARED for one in beside(text, text.capitalize() + ".", Area.LOAN).findings)


@given(words=st.lists(WORDS, min_size=1, max_size=8))
@settings(max_examples=80, deadline=None)
def test_a_cleared_promise_has_a_kind_a_value_and_a_line(beside, words):
    text = " ".join(words)
    for one in beside(text, text, Area.LOAN).findings:
        if one.verdict in CLEARED:
            assert one.claim.term is not None
            assert one.paper is not None
            assert one.evidence


@given(note=TEXT, text=TEXT)
@settings(max_examples=80, deadline=None)
def test_any_text_beside_any_text_gives_an_answer(beside, note, text):
    comparison = beside(note, text)
    for one in comparison.findings:
        assert note[one.start : one.end] == one.text
