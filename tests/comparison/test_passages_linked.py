"""What passages get from elsewhere in the paper: notes, definitions, other clauses, the words before a list."""

import pytest

from crm_tui.comparison.layout import passages
from crm_tui.comparison.passage import How


@pytest.fixture(name="passage")
def _passage(paper):
    """The passage of a paper that holds some words."""

    def find(text, words):
        return next(one for one in passages(paper(text).lines) if words in one.text and not one.titled)

    return find


RENT = """
1. DEFINITIONS
1.1 "Initial Term" means 36 months from the Start Date.
1.2 The monthly rent (the "Base Rent") is Rs 50,000.
1.3 "Tenant" means a person of 18 years or more.

2. TERM
2.1 This lease runs for the Initial Term.
2.2 The Tenant pays the Base Rent as set out in Schedule 2.
2.3 The deposit is returned subject to clause 3.
2.4 Interest accrues at the rate in Annexure C.
2.5 Under Section 138 of the Negotiable Instruments Act a charge may fall due.
2.6 Costs are borne under clause 9 of the Master Agreement.

3. DEDUCTIONS
3.1 Painting of Rs 9,000 is deducted.

Parking                 Rs 499*
Club                    Rs 799 (1)
Gym                     Rs 999[2]
Pool                    Rs 299¹
Area                    70 m²

* For new tenants only.
(1) Excludes GST.
[2] For one person.
¹ In summer.

SCHEDULE 2 - CHARGES
Late fee                Rs 100
"""


@pytest.mark.parametrize(
    ("words", "how", "mark", "text"),
    [
        ("for the Initial", How.DEFINITION, "Initial Term", "36 months"),
        ("pays the Base", How.DEFINITION, "Base Rent", "Rs 50,000"),
        ("pays the Base", How.REFERENCE, "Schedule 2", "Late fee: Rs 100"),
        ("deposit is returned", How.SUBJECT, "clause 3", "Painting of Rs 9,000 is deducted."),
        ("rate in Annexure", How.REFERENCE, "Annexure C", ""),
        ("borne under", How.OUTSIDE, "clause 9", ""),
        ("Rs 499", How.FOOTNOTE, "*", "For new tenants only."),
        ("Rs 799", How.FOOTNOTE, "(1)", "Excludes GST."),
        ("Rs 999", How.FOOTNOTE, "[2]", "For one person."),
        ("Rs 299", How.FOOTNOTE, "¹", "In summer."),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_passage_gets_the_words_that_it_points_at(passage, words, how, mark, text):
    link = next(one for one in passage(RENT, words).links if (one.how, one.mark) == (how, mark))
    assert text in link.text
    assert all(line.text in RENT for line in link.lines)


@pytest.mark.parametrize("words", ["Negotiable", "70 m", "18 years"])
def test_laws_units_and_parties_are_no_links(passage, words):
    assert passage(RENT, words).links == ()


def test_a_part_that_the_paper_does_not_have_is_named(passage):
    assert passage(RENT, "rate in Annexure").dangling == ("Annexure C",)
    assert passage(RENT, "borne under").dangling == ()


def test_a_note_stands_behind_what_follows(passage):
    assert passage(RENT, "Rs 499").further == "For new tenants only."


COVENANTS = """
The Company shall not:
(a) disclose data to third parties;
(b) raise the price during
    the Initial Term; or
(c) without consent:
    (i) assign this lease; or
    (ii) sublet it.
Rent shall be paid.

The following are not covered
- wear and tear
"""


@pytest.mark.parametrize(
    ("words", "chapeau"),
    [
        ("disclose data", "The Company shall not:"),
        ("raise the price during the Initial Term; or", "The Company shall not:"),
        ("assign", "The Company shall not: without consent:"),
        ("sublet", "The Company shall not: without consent:"),
        ("Rent shall", ""),
        ("wear and tear", ""),
    ],
)
def test_an_item_gets_the_words_before_its_list(passage, words, chapeau):
    assert passage(COVENANTS, words).chapeau == chapeau


@pytest.mark.parametrize(
    ("text", "chapeau"),
    [
        ("2. Rent\nThe Landlord may\na) end the lease;\nb) claim rent.", "The Landlord may"),
        ("The lease ends if\n(g) rent is late\n(h) keys are lost", ""),
        ("The lease ends if\n1. rent is late\n2. claim rent", "The lease ends if"),
        ("2.1 The lease ends if:\n2.1.1 rent is late\n2.1.2 claim rent", "The lease ends if:"),
        ("2.1 The lease ends if the\n2.2 claim rent", ""),
    ],
    ids=["letters", "no first letter", "digits", "dotted", "next clause"],
)
def test_a_list_begins_with_its_first_number(passage, text, chapeau):
    assert passage(text, text[-10:].strip(".")).chapeau == chapeau


@pytest.mark.parametrize(
    ("text", "words", "steps"),
    [
        ("Year 1    Rs 50\nYears 2-5    Rs 60", "Rs 60", [(1, 1, "Rs 50"), (2, 5, "Rs 60")]),
        ("The price is 499 in months 1-6; from month 7: 799.", "799", [(1, 6, "499"), (7, None, "799")]),
        ("The rate is 8.4% for the first 3 years and 9.1% thereafter.", "rate", [(1, 3, "8.4%"), (4, None, "9.1%")]),
        ("Shares vest 10 % in year 1 and 20 % in year 2.", "vest", [(1, 1, "10 %"), (2, 2, "20 %")]),
        ("First year: Rs 10; second year: Rs 20.", "Rs 20", [(1, 1, "Rs 10"), (2, 2, "Rs 20")]),
        ("Lease Year   Annual   Monthly\n  1   $60   $5\n  2   $72   $6", "$72", [(1, 1, "$60"), (2, 2, "$72")]),
        ("Rent   Rs 50\nClub   Rs 9", "Rs 50", []),
        ("The warranty is 5 years from year 1.", "warranty", []),
    ],
    ids=["rows", "months", "thereafter", "vesting", "ordinals", "a table", "no steps", "one period"],
)  # fmt: skip
def test_a_schedule_of_steps_is_data(passage, text, words, steps):
    found = passage(text, words).steps
    assert [(step.first, step.last, step.text) for step in found] == steps
    assert all(step.text.strip(" ;.") in step.line.text for step in found)


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("1. LIMITS        (Rs. in lakh)\nCash credit     75.00", "lakh"),
        ("LIMITS (amounts in USD thousands)\nCash credit     75.00", "thousand"),
        ("LIMITS (in crore)\nTerm loan    4\n\nFEES\nCash credit     75.00", ""),
        ("LIMITS\nCash credit     75.00", ""),
    ],
)
def test_a_heading_says_in_what_the_rows_below_are_counted(passage, text, scale):
    assert passage(text, "75.00").scale == scale
