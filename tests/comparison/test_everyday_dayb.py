"""Quotations and price lists as small firms print them, beside what their desks say; each row is one promise."""

import pytest

from crm_tui.domain.deal import Area
from crm_tui.domain.review import Verdict

_M, _B, _W, _C, _IF = Verdict.MATCHES, Verdict.BETTER, Verdict.WORSE, Verdict.CONTRADICTED, Verdict.CONDITIONAL
_U = Verdict.UNCLEAR

_KITCHEN = """
CAPE KITCHEN WORKS (PTY) LTD
QUOTATION Q-2291
1. Base cupboards, melamine carcass, 7.2 m @ R2 850,00/m ............ R20 520,00
2. Wall cupboards 4.8 m @ R2 100,00/m ............................... R10 080,00
3. Granite tops (Rustenburg) 6.5 m @ R2 150,00/m .................... R13 975,00
4. Sink (double bowl) and mixer ..................................... R3 400,00
5. Strip out and removal of existing kitchen ........................ R1 800,00

Terms
60% deposit on acceptance, 30% on delivery of cupboards, 10% on completion.
Hinges and drawer runners carry a 5 year guarantee. Workmanship 12 months.
"""

_WEDDING = """
THE OLD TITHE BARN
Wedding proposal, Saturday 14 August 2027

Venue hire (Saturday, peak)                  £2,400.00
Wedding breakfast, 70 guests @ £68.00        £4,760.00
Evening buffet, 40 guests @ £17.50           £700.00
Drinks package A (half a bottle of house wine per person)   included
Chiavari chairs                              included
Table linen                                  £6.00 per table
Cake stand and knife                         free of charge
Corkage (own wine)                           £12.00 per bottle
TOTAL                                        £7,860.00
All prices include VAT at 20%.
"""

_MOVERS = """
SAFE HANDS PACKERS & MOVERS
Quotation No. 5521    Dt. 20/11/2026

Sl  Particulars                         Amount
1   Freight charges 2 BHK household     21,000
2   Packing charges                     5,500
3   Unpacking                           NIL
4   Car transportation                  9,500
    Total                               36,000

GST @ 18 % extra.
"""

_TANK = """
MAJI BORA PLUMBING SERVICES
P.O. Box 4410 Nairobi                QUOTATION 0317

QTY   DESCRIPTION                              @          KSHS
1     Roto tank 5,000 litres                   45,000     45,000
1     Steel tank stand 3m                      38,500     38,500
1     Pedrollo pump 1HP                        18,000     18,000
1     lot GI pipes and fittings                12,400     12,400
      Labour                                              15,000
      Transport (within Nairobi)                          3,000
                                   SUB TOTAL              131,900
                                   VAT 16%                21,104
                                   GRAND TOTAL            153,004
"""

_SPLITS = """
COOLABAH AIR PTY LTD
Quote #8841 - D. Harris

2 x Daikin 2.5kW split system, supply and back-to-back install @ $1,650.00 ea    $3,300.00
1 x Daikin 7.1kW split system, supply and install                               $3,090.00
Removal and disposal of existing unit                                           N/C
Additional pipe run beyond 3 metres                                             $75.00 per metre
"""

_ROWS = {
    _TANK: (
        Area.B2B,
        [
            ("tank 5000L roto 42k", _W),
            ("steel stand 38,500", _M),
            ("pump 1hp pedrollo incl in price", _C),
            ("pipes and fittings 12,400", _M),
            ("labour 15k flat", _M),
            ("transport free within nairobi", _C),
        ],
    ),
    _SPLITS: (
        Area.SERVICE,
        [
            ("2 x 2.5kW split systems $1,650 each", _M),
            ("lounge 7.1kw 2890", _W),
            ("old unit removal no charge", _M),
            ("extra pipe $60/m over 3m", _W),
        ],
    ),
    _KITCHEN: (
        Area.B2B,
        [
            ("base cupboards R2 850 per running metre", _M),
            ("granite tops at R1 950/m", _W),
            ("sink and mixer included no charge", _C),
            ("5 yr guarantee on hinges and runners", _M),
        ],
    ),
    _WEDDING: (
        Area.SERVICE,
        [
            ("venue hire 2,400", _M),
            ("venue hire 2,200", _W),
            ("evening buffet 16.50 pp for 40", _W),
            ("half bottle of wine pp included", _M),
            ("chairs and linen incl", _C),
            ("cake stand free", _M),
            ("corkage free", _C),
        ],
    ),
    _MOVERS: (
        Area.B2B,
        [
            ("unpacking included", _M),
            ("car transport 9500", _M),
            ("total 36,000 incl gst", _W),
        ],
    ),
}


@pytest.mark.parametrize(
    ("paper", "area", "said", "verdict"),
    [pytest.param(paper, area, *row, id=row[0]) for paper, (area, rows) in _ROWS.items() for row in rows],
)
def test_a_row_without_names_of_columns_answers_what_was_said_of_it(beside, paper, area, said, verdict):
    assert [one.verdict for one in beside(said, paper, area).findings] == [verdict]


def test_a_part_of_the_words_of_a_row_never_clears(beside):
    found = beside("bedroom splits at 1,650", _SPLITS, Area.SERVICE).findings
    assert not {one.verdict for one in found} & {_M, _B}


def test_a_deposit_that_was_said_to_be_kept_is_no_promise_to_give_it_back(beside):
    paper = "1. A non-refundable deposit of 25% secures the date. A further 50% is due six months before."
    assert [one.verdict for one in beside("deposit 25% non refundable", paper, Area.SERVICE).findings] == [_M]


@pytest.mark.parametrize(
    ("said", "paper", "area"),
    [
        pytest.param("air ambulance 1 lakh", "Air ambulance   Rs 50,000", Area.INSURANCE, id="a cover is no price"),
        pytest.param("loyalty discount 20", "Loyalty discount: £35.00", Area.SERVICE, id="nor is what is taken off"),
        pytest.param("subsidy 78k", "Subsidy: Rs. 78,000 under the scheme of the State", Area.B2B, id="nor a grant"),
    ],
)
def test_what_is_no_price_is_not_cleared_as_one(beside, said, paper, area):
    assert not {one.verdict for one in beside(said, paper, area).findings} & {_M, _B}
