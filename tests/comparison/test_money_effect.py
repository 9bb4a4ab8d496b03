"""The money effect of a comparison: figures reckoned by hand, and what holds whatever the figures are."""

from decimal import Decimal
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.comparison.effect import effect
from crm_tui.domain.deal import Area
from crm_tui.domain.money_effect import Course, Stretch
from crm_tui.domain.review import Comparison, Confidence, Finding, Impact, Verdict
from crm_tui.domain.severity import Severity
from crm_tui.services.money_effect import effects, lines

LOAN = "Loan amount   Rs 48,00,000\nTenure   180 months\n"
COSTS, SAVES = False, True


def sums(beside, note, text, area):
    found = effect(beside(note, text, area))
    return [
        (one.kind, one.saves, one.every, [(part.label, part.amount, part.findings) for part in one.parts])
        for one in found.sums
    ]


@pytest.mark.parametrize(
    ("area", "note", "text", "expected"),
    [
        (
            # 46,986.56 and 47,973.54 a month: 986.98 more, 180 times
            Area.LOAN,
            "ROI 8.4",
            LOAN + "Rate of interest   8.75 % p.a.",
            [("certain", COSTS, "", [("Instalments", Decimal("177656.40"), (0,))])],
        ),
        (
            # the instalment follows from the rate: 988 more, 180 times, and not both
            Area.LOAN,
            "ROI 8.4, EMI 46,986",
            LOAN + "Rate of interest   8.75 % p.a.\nEMI   Rs 47,974",
            [("certain", COSTS, "", [("Instalments", Decimal(177840), (1, 0))])],
        ),
        (
            # 46,986.56 x 180 = 84,57,580.80; 42,418.11 x 240 = 1,01,80,346.40
            Area.LOAN,
            "ROI 8.4 for 15 years",
            "Loan amount   Rs 48,00,000\nTenure   240 months\nRate of interest   8.75 % p.a.",
            [("certain", COSTS, "", [("Instalments", Decimal("1722765.60"), (0, 1))])],
        ),
        (
            # 3,000 more in each of 36 months
            Area.LOAN,
            "EMI 20000",
            "Loan amount   Rs 10,00,000\nTenure   60 months\nEMI: months 1-24: Rs 20,000; months 25-60: Rs 23,000",
            [("certain", COSTS, "", [("Instalments", Decimal(108000), (0,))])],
        ),
        (
            # 0.5 % of 48 lakh; the sum of the charges holds it
            Area.LOAN,
            "no processing fee, closing costs 30000",
            LOAN + "Processing fee   0.5 % of the loan amount\nClosing costs   Rs 54,000",
            [("certain", COSTS, "", [("Processing fee", Decimal(24000), (0, 1))])],
        ),
        (
            # 300 more in each of the last 12 of 24 months
            Area.TELECOM,
            "499 a month",
            "Monthly fee   Rs 499 for the first 12 months, then Rs 799\nContract term   24 months",
            [("certain", COSTS, "", [("Monthly price", Decimal(3600), (0,))])],
        ),
        (
            Area.TELECOM,
            "499 a month",
            (
                "Introductory price   Rs 499 a month for 12 months\n"
                "Monthly fee after the introductory period   Rs 799\nContract term   24 months"
            ),
            [("certain", COSTS, "", [("Monthly price", Decimal(3600), (0,))])],
        ),
        (
            # 10 points more of a claim of the whole sum insured: only if there is one
            Area.INSURANCE,
            "premium 20000, copay 10%",
            "Annual premium   Rs 22,500\nPolicy term   1 year\nSum insured   Rs 5,00,000\nCo-payment   20 %",
            [
                ("certain", COSTS, "", [("Premium", Decimal(2500), (0,))]),
                ("contingent", COSTS, "", [("Co-payment", Decimal(50000), (1,))]),
            ],
        ),
        (
            # rent 2,000 more for 11 months; 3 rents instead of 2 x 42,000; 2 months more notice
            Area.LEASE,
            "rent 40000, deposit 2 months, notice 1 month",
            "Monthly rent   Rs 42,000\nDeposit   Rs 1,26,000\nNotice period   3 months\nLease term   11 months",
            [
                ("certain", COSTS, "", [("Rent", Decimal(22000), (0,))]),
                ("held", COSTS, "", [("Security deposit in months of rent", Decimal(42000), (1,))]),
                ("contingent", COSTS, "", [("Notice the tenant must give", Decimal(84000), (2,))]),
            ],
        ),
        (
            # 2,000 more in the second year, 4,100 in the third
            Area.LEASE,
            "rent 40000, no increase",
            "Monthly rent   Rs 40,000\nEscalation   5 % every year\nLease term   36 months",
            [("certain", COSTS, "", [("Rent", Decimal(73200), (0, 1))])],
        ),
        (
            Area.LEASE,
            "rent 40000, 2 months rent free",
            "Monthly rent   Rs 40,000\nRent free period   1 month\nLease term   36 months",
            [("certain", COSTS, "", [("Rent", Decimal(40000), (0, 1))])],
        ),
        (
            # compounded by the quarter: 1,08,243.22 and 1,07,185.90, told once
            Area.DEPOSIT,
            "FD at 8%, maturity value 108243",
            (
                "Principal   Rs 1,00,000\nPeriod   12 months\nCompounding   Quarterly\nRate of interest   7 % p.a.\n"
                "Maturity value   Rs 1,07,186"
            ),
            [("certain", COSTS, "", [("Rate of interest on the deposit", Decimal("1057.32"), (0, 1))])],
        ),
        (
            Area.LOAN,
            "PF 5000, legal fee 1000",
            "Processing fee   Rs 4,000\nLegal fee   Rs 1,500",
            [
                ("certain", COSTS, "", [("Legal charges", Decimal(500), (1,))]),
                ("certain", SAVES, "", [("Processing fee", Decimal(1000), (0,))]),
            ],
        ),
        (
            Area.INSURANCE,
            "premium 20000",
            "Annual premium   Rs 22,500",
            [("certain", COSTS, "year", [("Premium", Decimal(2500), (0,))])],
        ),
    ],
    ids=[
        "the rate of a loan",
        "a rate and the instalment that follows from it",
        "a higher rate for a longer time",
        "an instalment that steps up",
        "a charge and the sum that holds it",
        "a price after the first year, in one sentence",
        "a price after the first year, in two rows",
        "premium and copayment",
        "rent, deposit and notice",
        "a yearly rise",
        "free months",
        "a rate and the maturity value that follows from it",
        "what is better is not taken off what is worse",
        "by the year, where nobody knows for how long",
    ],
)
def test_the_effect_of_differences(beside, area, note, text, expected):
    assert sums(beside, note, text, area) == expected


def test_a_low_first_rate_that_rises_later_is_no_gain(beside):
    # 45,594.63 for 24 months; what is owed then at 9.5 % over 156 months: 49,635.85
    text = LOAN + "Rate of interest: 7.9 % p.a. for the first 24 months, thereafter 9.5 % p.a."
    found = beside("ROI 8.4", text, Area.LOAN)
    (course,) = effect(found).courses
    assert course.paper == (
        Stretch(first=1, last=24, amount=Decimal("45594.63")),
        Stretch(first=25, last=180, amount=Decimal("49635.85")),
    )
    assert course.loss == Decimal("379882.92")
    assert found.findings[0].impact.amount == course.loss


@pytest.mark.parametrize(
    ("area", "note", "text", "expected"),
    [
        # 30 more for 6 months, 10 more for the next 12
        (
            Area.TELECOM,
            "$30/mo for 12 months, then $50",
            "Monthly price $30 for the first 6 months, then $60\nMinimum term 24 months",
            [Decimal(300)],
        ),
        (
            Area.TELECOM,
            "$30/mo for 12 months",
            "Monthly price $30 for the first 6 months, then $60\nMinimum term 24 months",
            [],
        ),
        # 49,635.85 and not 48,353.80 in 156 months
        (
            Area.LOAN,
            "ROI 7.9% for the first 2 years, then 9%",
            LOAN + "Rate of interest: 7.9 % p.a. for the first 24 months, thereafter 9.5 % p.a.",
            [Decimal("199999.80")],
        ),
    ],
    ids=["a price that was said to rise", "a price said for a part of the term", "a rate that was said to rise"],
)
def test_what_was_said_of_later_payments_counts(beside, area, note, text, expected):
    assert [one.loss for one in effect(beside(note, text, area)).courses] == expected


def test_a_label_of_the_united_states_shows_the_price_after_the_first_year(beside):
    text = (
        "Monthly Price   $55.00\nTime the introductory rate applies: 12 months.\n"
        "Monthly Price after the introductory rate: $75.00.\n"
    )
    found = effect(beside("$55 a month, $10 autopay credit each month", text, Area.TELECOM))
    (course,) = found.courses
    assert (course.loss, course.periods, course.whole) == (240, 24, False)
    assert [(one.label, one.why) for one in found.unpriced if one.finding is not None] == [
        ("“$10 autopay credit each month”", "the same line of the paper keeps another promise")
    ]


@pytest.mark.parametrize(
    ("area", "note", "text"),
    [
        (
            Area.LEASE,
            "rent 40000",
            "Rent   Rs 90000000000000000000\nEscalation   5 % every year\nLease term   36 months",
        ),
        (Area.LEASE, "rent 40000", "Rent   Rs 45,000\nEscalation   999999 % every year\nLease term   1200 months"),
        (Area.LOAN, "ROI 8.4", f"Loan amount   Rs 9{'0' * 40}\nTenure   180 months\nRate of interest   8.75 % p.a."),
        (Area.LOAN, "EMI 1", "EMI   Rs 9" + "9" * 60 + "\nTenure   1200 months"),
        (Area.LOAN, "no processing fee", "Processing fee   Rs 9" + "9" * 30),
        (Area.TELECOM, "499 a month", "Monthly fee   Rs 499 for the first 0 months, then Rs 799\nTerm   24 months"),
    ],
    ids=["a rent", "a rise", "a loan", "an instalment", "a fee", "a time"],
)
def test_figures_that_nobody_pays_are_in_no_sum(beside, area, note, text):
    found = effects(beside(note, text, area))
    assert all(one.amount < 10**12 for one in found.sums)
    assert lines(found)


GOODS = """
Item              Qty    Rate      Amount
SS hinge 4 inch    70    140.00    9,800.00
Channel 20 inch    20    350.00    7,000.00
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GOODS, [("", Decimal(2400))]),
        (GOODS.replace("    70 ", "  ").replace("    20 ", "  ").replace("Qty    ", ""), [("each", 20), ("each", 50)]),
    ],
    ids=["times their numbers: 20 on 70 and 50 on 20", "not added where nobody knows how many"],
)
def test_the_prices_of_several_goods(beside, text, expected):
    found = effect(beside("SS hinge Rs 120 each, channel Rs 300 each", text, Area.B2B))
    assert sorted((one.every, one.amount) for one in found.sums) == expected


def test_two_prices_of_the_same_amount_are_two(beside):
    note = "maintenance 500 a month, insurance 500 a month"
    text = "Maintenance   Rs 600 a month\nParking fee   Rs 600 a month\nLease term   11 months"
    found = effect(beside(note.replace("insurance", "parking fee"), text, Area.LEASE))
    assert [one.amount for one in found.sums] == [2200]


def test_a_shorter_loan_is_no_gain_where_a_longer_one_was_said(beside):
    text = "Loan amount   Rs 48,00,000\nTenure   120 months\nRate of interest   8.4 % p.a."
    found = effect(beside("15 year loan", text, Area.LOAN))
    assert found.sums == ()
    assert [(one.label, one.finding) for one in found.unpriced] == [("Instalments", 0)]
    assert found.unpriced[0].why.endswith("less in all, but not as it was said")


def test_what_has_no_price_is_named(beside):
    found = effect(
        beside("ROI 8.4, fixed rate, PF 0.5%", "Rate of interest   8.75 % p.a.\nProcessing fee   0.75 %", "loan")
    )
    assert found.sums == ()
    assert [(one.label, one.why) for one in found.unpriced] == [
        ("Rate of interest", "the paper is worse, and gives no figure to reckon with"),
        ("Processing fee", "the paper is worse, and gives no figure to reckon with"),
        ("Fixed or floating rate", "the paper has nothing about it"),
    ]


@pytest.mark.parametrize(
    ("area", "text", "counted", "named"),
    [
        (Area.LOAN, "Documentation charges   Rs 1,250", ["Documentation charges"], []),
        (Area.LOAN, "Cash credit limit for penal purposes   Rs 40,00,000\nTotal payable   Rs 50,00,000", [], None),
        (
            Area.TELECOM,
            "Monthly price after the introductory period   Rs 799 a month",
            [],
            ["Price after the introductory period"],
        ),
    ],
    ids=["a charge", "limits and totals", "a price that begins later"],
)
def test_of_what_nobody_spoke_of_only_charges_are_counted(beside, area, text, counted, named):
    found = effect(beside("lift in the building", text, area))
    assert [part.label for one in found.sums for part in one.parts] == counted
    told = [one.label for one in found.unpriced if one.surprise is not None]
    assert named is None or told == named


def test_currencies_are_never_added(beside):
    found = effect(beside("legal fee Rs 1000, survey fee $100", "Legal fee   Rs 1,500\nSurvey fee   $150", Area.LOAN))
    assert [(one.currency, one.amount) for one in found.sums] == [("INR", 500), ("USD", 50)]


def test_the_sum_of_a_table_is_not_added_to_what_it_sums(beside):
    text = LOAN + "Rate of interest   8.75 % p.a.\nTotal amount payable   Rs 86,35,237"
    assert sum(one.amount for one in effect(beside("ROI 8.4", text, Area.LOAN)).sums) == Decimal("177656.40")


def _finding(place, verdict, impact):
    return Finding(
        text=f"promise {place}",
        start=0,
        end=9,
        claim={"term": f"service.thing_{place}", "said": "so"},
        label=f"Term {place}",
        paper="otherwise",
        verdict=verdict,
        severity=Severity.BLOCK,
        confidence=Confidence.HIGH,
        explanation="It differs.",
        impact=impact,
    )


_impacts = st.builds(
    Impact,
    amount=st.decimals(-10_000, 10_000, places=2),
    currency=st.sampled_from(["INR", "USD"]),
    basis=st.just("once"),
    kind=st.sampled_from(["certain", "contingent"]),
    every=st.sampled_from(["", "month"]),
)
_compared = st.lists(st.tuples(st.sampled_from(Verdict), st.none() | _impacts), max_size=12).map(
    lambda found: Comparison(findings=tuple(_finding(place, *one) for place, one in enumerate(found)), surprises=())
)


@settings(deadline=None)
@given(_compared)
def test_a_sum_is_its_parts_and_nothing_that_is_worse_is_a_gain(comparison):
    found = effect(comparison)
    for one in found.sums:
        assert one.amount == sum(part.amount for part in one.parts)
        places = [place for part in one.parts for place in part.findings]
        assert len(set(places)) == len(places) > 0
        for place in places:
            impact = comparison.findings[place].impact
            assert (impact.kind, impact.currency, impact.every) == (one.kind, one.currency, one.every)
            assert not one.saves or comparison.findings[place].verdict is Verdict.BETTER
        assert one.amount == sum(abs(comparison.findings[place].impact.amount) for place in places)


@settings(deadline=None)
@given(_compared)
def test_everything_that_is_worse_is_either_in_a_sum_or_named(comparison):
    found = effect(comparison)
    told = {place for one in found.sums for part in one.parts for place in part.findings}
    told |= {one.finding for one in found.unpriced}
    worse = {
        place for place, one in enumerate(comparison.findings) if one.verdict in (Verdict.WORSE, Verdict.CONTRADICTED)
    }
    assert worse <= told


def _notes(rent, deposit, factor=1):
    return f"rent {rent * factor}, deposit {deposit * factor}"


def _paper(rent, deposit, factor=1):
    return f"Monthly rent   Rs {rent * factor}\nSecurity deposit   Rs {deposit * factor}\nLease term   11 months"


_prices = st.integers(1_000, 90_000)


@settings(deadline=None, max_examples=25)
@given(_prices, _prices)
def test_equal_sides_have_no_effect(beside, rent, deposit):
    found = effect(beside(_notes(rent, deposit), _paper(rent, deposit), Area.LEASE))
    assert (found.sums, found.courses) == ((), ())


@settings(deadline=None, max_examples=25)
@given(_prices, st.integers(1, 100), _prices, st.integers(2, 9))
def test_scaling_the_amounts_scales_the_effect(beside, rent, more, deposit, factor):
    def reckoned(by):
        note, text = _notes(rent, deposit, by), _paper(rent + 10 * more, deposit + more, by)
        return {one.kind: one.amount for one in effect(beside(note, text, Area.LEASE)).sums}

    assert reckoned(1) == {"certain": 110 * more, "held": more}
    assert reckoned(factor) == {kind: factor * amount for kind, amount in reckoned(1).items()}


def _path(runs):
    ends = list(accumulate(length for length, _ in runs))
    return tuple(
        Stretch(first=end - length + 1, last=end, amount=amount)
        for end, (length, amount) in zip(ends, runs, strict=True)
    )


@settings(deadline=None, max_examples=25)
@given(st.integers(500, 1500), st.integers(1, 300), st.integers(1, 25), st.integers(2, 9))
def test_a_higher_rate_always_costs_and_in_proportion_to_the_loan(beside, rate, more, years, factor):
    def reckoned(by):
        text = (
            f"Loan amount   Rs {100_000 * by}\nTenure   {years * 12} months\n"
            f"Rate of interest   {Decimal(rate + more) / 100} % p.a."
        )
        (one,) = effect(beside(f"ROI {Decimal(rate) / 100}%", text, Area.LOAN)).sums
        assert not one.saves
        return one.amount

    # each instalment is rounded to the hundredth
    assert abs(reckoned(factor) - factor * reckoned(1)) <= Decimal("0.01") * years * 12 * (factor + 1)


_paths = st.lists(st.tuples(st.integers(1, 12), st.integers(0, 5_000)), min_size=1, max_size=5).map(_path)


@settings(deadline=None)
@given(_paths, _paths)
def test_a_course_comes_to_the_sum_of_its_payments(said, paper):
    course = Course(label="Rent", currency="INR", every="month", said=said, paper=paper, basis="", findings=(0,))
    payments = range(1, course.periods + 1)
    assert course.said_total == sum(course.said_at(one) for one in payments)
    assert course.loss == sum(course.paper_at(one) - course.said_at(one) for one in payments)
    assert course.is_never_more == all(course.paper_at(one) <= course.said_at(one) for one in payments)
