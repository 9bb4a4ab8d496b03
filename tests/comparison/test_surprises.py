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
