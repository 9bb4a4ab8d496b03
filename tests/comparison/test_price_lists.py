"""Quotations: goods and work that no vocabulary knows, named by the paper's own price list."""

from datetime import date

import pytest

from crm_tui.comparison.layout import passages
from crm_tui.comparison.price_lists import Column, column_of, items_of, measure_of
from crm_tui.domain.deal import Area
from crm_tui.domain.review import Verdict

_FLOORS = """
QUOTATION 2026-118
Item                                   Qty    Unit    Rate      Amount
Vinyl flooring, oak effect              38    sqm     44.00     1,672.00
Underlay 3 mm                           38    sqm      3.20       121.60
Skirting, MDF primed                    31    m        6.50       201.50
Removal of old carpet                    1    job      0.00         0.00
Door trimming                            4    each    30.00       120.00
Oak oil, 2 coats                         1    job    140.00       140.00
Delivery                                 1            60.00        60.00
                                              Total              2,315.10
Workmanship is guaranteed for 24 months.
"""

_JOINERY = """
PROFORMA INVOICE

| Sl | Description                      | HSN  | Qty | Unit | Rate     | Amount    |
|----|----------------------------------|------|-----|------|----------|-----------|
| 1  | SS hinge 4 inch                  | 8302 | 64  | pc   | 85.00    | 5,440.00  |
| 2  | Drawer channel 20 inch           | 8302 | 14  | pair | 335.00   | 4,690.00  |
| 3  | Door handle                      | 8302 | 32  | pc   | 145.00   | 4,640.00  |
| 4  | Plywood BWP 18 mm                | 4412 | 420 | sqft | 118.00   | 49,560.00 |
| 5  | Laminate sheet 1 mm              | 4823 | 22  | nos  | 1,450.00 | 31,900.00 |

Rates exclude GST at 18%.
"""

_ELECTRICS = """
Item                                   Qty    Unit    Rate      Amount
Wall tiles white                        22    sqm     52.00     1,144.00
Floor tiles grey                        22    sqm     58.00     1,276.00
LED panel 60x60                         36    pc     900.00    32,400.00
Labour                                  16    day    450.00     7,200.00
Earth rod                                2    pc     included
EMI filter                               2    pc     600.00     1,200.00
"""

_SAID = {
    _FLOORS: [
        ("vinyl flooring 42/sqm", Verdict.WORSE),
        ("vinyl flooring 44 per sqm", Verdict.MATCHES),
        ("vinyl flooring 46 a sqm", Verdict.BETTER),
        ("vinyl flooring 44 per sqft", Verdict.UNCLEAR),
        ("underlay free", Verdict.CONTRADICTED),
        ("skirting 6.50 a metre", Verdict.MATCHES),
        ("skirting 6.50 a foot", Verdict.UNCLEAR),
        ("old carpet removal no charge", Verdict.MATCHES),
        ("door trimming 25 each", Verdict.WORSE),
        ("2 coats of oak oil incl", Verdict.CONTRADICTED),
        ("delivery 60 flat", Verdict.MATCHES),
        ("delivery 45", Verdict.WORSE),
    ],
    _JOINERY: [
        ("hinges SS 4 inch at 85 per pc", Verdict.MATCHES),
        ('drawer channels 20" 310 a pair', Verdict.WORSE),
        ("handles free with every door", Verdict.CONTRADICTED),
        ("plywood BWP 18mm @ 118/sqft", Verdict.MATCHES),
        ("plywood 115/sqft", Verdict.WORSE),
        ("laminate sheets 1450 each incl gst", Verdict.WORSE),
        ("64 hinges", Verdict.MATCHES),
        ("70 hinges", Verdict.CONTRADICTED),
    ],
    _ELECTRICS: [
        ("40 LED panels at 900", Verdict.CONTRADICTED),
        ("36 LED panels at 900", Verdict.MATCHES),
        ("labour 450 an hour", Verdict.UNCLEAR),
        ("earth rod free", Verdict.MATCHES),
        ("wall tiles 55/sqm", Verdict.BETTER),
    ],
}


@pytest.mark.parametrize(
    ("paper", "said", "verdict"),
    [pytest.param(paper, *case, id=case[0]) for paper, cases in _SAID.items() for case in cases],
)
def test_what_was_said_of_an_item_is_set_beside_its_row(beside, paper, said, verdict):
    found = beside(said, paper, Area.B2B).findings
    assert [one.verdict for one in found] == [verdict]


def test_an_item_that_two_rows_could_be_is_never_cleared(beside):
    found = beside("tiles 58 per sqm", _ELECTRICS, Area.B2B).findings
    assert [one.verdict for one in found] == [Verdict.UNCLEAR]


def test_a_part_of_a_name_does_not_outdo_a_term_that_the_vocabulary_knows(beside):
    found = beside("60 EMI", _ELECTRICS, Area.LOAN).findings
    assert all(one.claim.term != "b2b.price" for one in found)


@pytest.mark.parametrize(
    "table",
    [
        pytest.param("Limit            Premium\nBuildings   640,000   1,220\nContents   50,000   310", id="limits"),
        pytest.param("Lease year   Monthly rent\n1   5,600.00\n2   5,800.00", id="a schedule of rent"),
        pytest.param("Severity   Meaning   First answer\n1   down   2 hours\n2   slow   8 hours", id="answers"),
    ],
)
def test_a_table_without_goods_and_prices_is_no_price_list(paper, table):
    assert items_of(passages(paper(table).lines), date(2026, 11, 21)) == ()


def test_totals_and_taxes_are_no_items(paper):
    items = items_of(passages(paper(_FLOORS).lines), date(2026, 11, 21))
    assert len(items) == 7
    assert not any("total" in one.words for one in items)


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("Qty", Column.QUANTITY),
        ("No. of covers", Column.QUANTITY),
        ("Unit price AUD", Column.RATE),
        ("Price each", Column.RATE),
        ("Rate (Rs)", Column.RATE),
        ("Line total", Column.AMOUNT),
        ("Amount", Column.AMOUNT),
        ("HSN", None),
        ("Unit", None),
        ("GST %", None),
        ("Annual premium", None),
    ],
)
def test_the_name_of_a_column_tells_what_it_holds(name, column):
    assert column_of(name) is column


@pytest.mark.parametrize(
    ("words", "measure"),
    [
        ("sqm", "sqm"), ("per sq. m.", "sqm"), ("square metre", "sqm"), ("sq ft", "sqft"), ("Sft", "sqft"),
        ("nos", "piece"), ("each", "piece"), ("rmt", "metre"), ("hr", "hour"), ("per cover", "person"), ("glass", ""),
    ],
)  # fmt: skip
def test_a_measure_is_known_by_all_its_names(words, measure):
    assert measure_of(words) == measure
