def test_a_charge_that_stands_twice_is_one_surprise_with_both_lines(beside):
    found = beside(
        "home loan at 8.4 %",
        """
Home loan
Rate of interest: 8.40 % p.a.
Processing fee: Rs 5,000
Summary of charges
Processing fee: Rs 5,000
""",
    ).surprises
    [fee] = [one for one in found if one.term == "loan.processing_fee"]
    assert [line.line for line in fee.evidence] == [3, 5]


def test_two_different_charges_of_a_kind_are_two_surprises(beside):
    found = beside(
        "home loan at 8.4 %",
        """
Home loan
Rate of interest: 8.40 % p.a.
Processing fee: Rs 5,000
Processing fee: Rs 7,000
""",
    ).surprises
    assert len([one for one in found if one.term == "loan.processing_fee"]) == 2


def test_certain_money_comes_before_money_that_may_fall_due_and_that_before_what_only_binds(beside):
    found = beside(
        "home loan at 8.4 %",
        """
Home loan
Rate of interest: 8.40 % p.a.
Cheque bounce charge: Rs 50,000
Processing fee: Rs 5,000

All disputes shall be settled by arbitration.
""",
    ).surprises
    assert [one.impact.kind if one.impact else None for one in found] == ["certain", "contingent", None]


def test_a_clause_that_a_promise_or_a_disclosure_speaks_of_is_no_surprise(beside):
    found = beside(
        "home loan at 8.4 %, told him of the bounce charge",
        """
Home loan
Rate of interest: 8.40 % p.a.
Cheque bounce charge: Rs 500
The Bank may set off any deposit against the dues.
""",
    ).surprises
    assert [one.evidence[0].line for one in found] == [4]


def test_tax_that_nobody_spoke_of_is_one_surprise_with_each_of_its_lines(beside):
    found = beside(
        "broadband 999 a month",
        """
Monthly charge: Rs 999 plus GST
All other charges are exclusive of GST.
""",
    ).surprises
    assert [one.term for one in found] == ["clause.tax_on_top"]


def test_rows_above_a_total_that_was_promised_were_told_with_it(beside):
    found = beside(
        "premium 14,243 all in",
        """
Motor policy
PREMIUM AND CHARGES
Basic own damage premium: Rs 12,070.60
Policy fee: Rs 172.40
GST: Rs 2,000.00
Total premium payable: Rs 14,243.00
""",
    ).surprises
    assert found == ()
