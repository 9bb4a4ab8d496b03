"""Tolerance classes: how far the paper may be above what was said, line by line and by the sum of a group."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.comparison.tolerances import class_of, tolerances
from crm_tui.domain.deal import Area
from crm_tui.domain.money import Money
from crm_tui.domain.review import Amounts, Comparison, Confidence, Finding, Verdict
from crm_tui.domain.rules import Tolerance, ToleranceClass
from crm_tui.domain.severity import Severity

ZERO = ToleranceClass(name="lender's own charges", tolerance=Tolerance.ZERO, terms=("loan.credit_report_fee",))
THIRD_PARTY = ToleranceClass(
    name="third-party fees",
    tolerance=Tolerance.GROUP,
    terms=("loan.valuation_fee", "loan.title_search", "loan.survey_fee", "loan.legal_fee"),
    percent=Decimal(10),
)
OPEN = ToleranceClass(name="what the customer chooses", tolerance=Tolerance.OPEN, terms=("loan.insurance_premium",))
CLASSES = (ZERO, THIRD_PARTY, OPEN)


@pytest.fixture
def judged(beside):
    return lambda note, text, classes=CLASSES: tolerances(classes, beside(note, text, Area.LOAN))


def _usd(amount):
    return Money(amount=Decimal(amount), currency="USD")


def test_a_credit_report_of_40_said_and_50_charged_is_10_short(judged):
    found = judged("credit report fee $40", "Credit report fee   $50").shortfalls
    assert [one.shortfall for one in found] == [_usd(10)]
    assert found[0].sentence == "Credit report charge: $40 was said and the paper asks for $50: $10 too much."


def test_a_group_is_judged_by_its_sum_although_one_line_alone_is_within(judged):
    note = "appraisal fee $200, title search fee $300"
    (group,) = judged(note, "Appraisal fee   $210\nTitle search fee   $350").shortfalls
    assert [(one.said, one.paper, one.over) for one in group.lines] == [(200, 210, 10), (300, 350, 50)]
    assert (group.said, group.allowed, group.paper, group.shortfall) == (_usd(500), _usd(550), _usd(560), _usd(10))
    assert group.sentence == (
        "third-party fees, together: $500 was said and the paper asks for $560, and $550 would be allowed (10 % more): "
        "$10 too much."
    )


@pytest.mark.parametrize(
    ("note", "text", "shortfall"),
    [
        ("appraisal fee $200, title search fee $300", "Appraisal fee   $210\nTitle search fee   $340", 0),
        ("appraisal fee $200, title search fee $300", "Appraisal fee   $100\nTitle search fee   $350", 0),
        ("appraisal fee $200, title search fee $300", "Appraisal fee   $210", 0),
        ("appraisal fee $200, title search fee $300", "Appraisal fee   $240", 20),
        ("appraisal fee $200", "Appraisal fee   $210\nSurvey fee   $60", 50),
        ("appraisal fee nil", "Appraisal fee   $210", 210),
        ("appraisal fee 200, legal fee 50", "Appraisal fee   $210\nLegal fee   110", 45),
    ],
    ids=[
        "just within",
        "one line less, one line more",
        "a line that the paper leaves out is taken from both sums",
        "and lends nothing to the others",
        "a charge that nobody spoke of counts as nothing said",
        "of nothing ten per cent are nothing",
        "an amount without a currency is of the only one on paper",
    ],
)
def test_the_sum_of_a_group(judged, note, text, shortfall):
    (group,) = judged(note, text).judged
    assert group.shortfall == _usd(shortfall)


@pytest.mark.parametrize(
    ("note", "text", "why"),
    [
        ("appraisal fee $200, title search fee $300", "Appraisal fee   $210", "the paper has nothing about it"),
        (
            "appraisal fee $200, title search fee $300",
            "Appraisal fee   $210\nTitle search fee   as per schedule",
            "it is not plain what the paper asks for",
        ),
    ],
    ids=["missing on paper", "left open on paper"],
)
def test_a_line_that_cannot_be_priced_is_named_and_in_no_sum(judged, note, text, why):
    found = judged(note, text)
    assert [(one.label, one.why) for one in found.unpriced] == [("Search of the title", why)]
    assert found.judged[0].left_out == found.unpriced
    assert found.judged[0].said == _usd(200)


def _finding(term, said, paper, currency="USD"):
    return Finding(
        text=term,
        start=0,
        end=0,
        claim={"term": term, "said": str(said)},
        label=term,
        paper=str(paper),
        verdict=Verdict.WORSE,
        severity=Severity.BLOCK,
        confidence=Confidence.HIGH,
        explanation="It differs.",
        amounts=Amounts(said=Decimal(said), paper=Decimal(paper), currency=currency, per="once"),
    )


_lines = st.lists(
    st.tuples(
        st.sampled_from(THIRD_PARTY.terms),
        st.integers(0, 10_000),
        st.integers(0, 10_000),
        st.sampled_from(["USD", "INR"]),
    ),
    min_size=1,
    max_size=8,
)


@given(_lines, st.integers(0, 100), st.integers(2, 9))
def test_the_shortfall_is_what_the_sums_say_and_grows_with_them(lines, percent, factor):
    group = THIRD_PARTY.model_copy(update={"percent": Decimal(percent)})

    def short(by):
        findings = tuple(_finding(term, said * by, paper * by, currency) for term, said, paper, currency in lines)
        judged = tolerances((group,), Comparison(findings=findings, surprises=())).judged
        return {one.currency: one.shortfall.amount for one in judged}

    for currency, amount in short(1).items():
        own = [(said, paper) for _, said, paper, code in lines if code == currency]
        allowed = sum(said for said, _ in own) * (1 + Decimal(percent) / 100)
        assert amount == max(Decimal(0), sum(paper for _, paper in own) - allowed)
        assert short(factor)[currency] == factor * amount


def test_currencies_are_never_added(judged):
    note = "appraisal fee $200, title search fee Rs 300"
    found = judged(note, "Appraisal fee   $230\nTitle search fee   Rs 350").shortfalls
    assert [one.shortfall for one in found] == [_usd(10), Money(amount=Decimal(20), currency="INR")]


def test_an_open_class_and_a_term_of_no_class_are_not_judged(judged):
    note = "insurance premium $200, processing fee $100"
    assert judged(note, "Insurance premium   $400\nProcessing fee   $300").judged == ()


def test_a_term_promised_twice_counts_once(judged):
    note = "credit report fee $40\ncredit report fee only $40"
    assert [one.shortfall for one in judged(note, "Credit report fee   $50").shortfalls] == [_usd(10)]


def test_a_class_that_names_a_term_goes_before_one_that_names_its_area():
    whole = ToleranceClass(name="all", tolerance=Tolerance.OPEN, terms=("loan.*",))
    assert class_of((whole, ZERO), "loan.credit_report_fee") is ZERO
    assert class_of((whole, ZERO), "loan.survey_fee") is whole
    assert class_of((whole, ZERO), "lease.rent") is None
