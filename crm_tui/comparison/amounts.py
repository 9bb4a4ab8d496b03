"""What was said and what is written of a price or a charge, in money: in one currency and for one time."""

from collections.abc import Mapping
from decimal import Decimal

from crm_tui.comparison.differences import is_share_of_loan
from crm_tui.comparison.figures import Figures
from crm_tui.comparison.judging import Judged
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.vocabulary import Kind
from crm_tui.domain.claim import Bound, Claim, Form
from crm_tui.domain.review import Amounts, Verdict

EVENT = "event"
"""For what may never fall due."""

_USUALLY: Mapping[str, str] = {"once": "once", "per_month": "month", "per_year": "year", "contingent": EVENT}
MOST = Decimal(10) ** 12
"""A figure beyond this is a slip of the pen or of the reading."""
_PLACES = Decimal("0.0001")


def is_price(kind: Kind) -> bool:
    """Whether the customer pays what a term of this kind says, so that less of it is better."""
    return kind.dimension in ("money", "charge") and kind.direction == "low" and kind.money in _USUALLY


def amounts(kind: Kind | None, said: Claim, judged: Judged, figures: Figures) -> Amounts | None:
    """Both sides of a promise in money; None for what is no price, and where neither side gives an amount.

    Where the comparison is in doubt which figure of the paper answers, the paper gives none: a sum rests on no guess.
    """
    if kind is None or not is_price(kind):
        return None
    both, clause = judged.both, judged.clause
    doubtful = clause is None or judged.ruling.verdict is Verdict.UNCLEAR
    if both is not None and not doubtful:
        ends, unit, per, bound = (both.said.high, both.paper.high), both.unit, both.per, both.paper.bound
        return _made(kind, *ends, unit, per, bound, figures)
    here = _amount(said)
    there = None if clause is None or doubtful else _amount(clause.claim)
    if here is not None and there is not None and said.low is not None and clause and clause.claim.low is not None:
        # two values that were not brought to one unit
        return None
    # the side without a value, "no charge", takes the unit of the other
    stated = said if said.low is not None or clause is None else clause.claim
    return _made(kind, here, there, stated.unit, stated.per, stated.bound, figures)


def asked(clause: Clause, figures: Figures) -> Amounts | None:
    """What the paper asks for where nothing was said; None for what is no price, and where it gives no amount."""
    claim, kind = clause.claim, clause.kind
    amount = _amount(claim)
    if not is_price(kind) or amount is None:
        return None
    return _made(kind, None, amount, claim.unit, claim.per, claim.bound, figures)


def _amount(claim: Claim) -> Decimal | None:
    """The most that a claim says; nothing to pay is 0."""
    if claim.form is Form.VALUE and claim.low is not None:
        return claim.low if claim.high is None else claim.high
    return Decimal(0) if claim.form in (Form.NIL, Form.INCLUDED) else None


def _made(
    kind: Kind, said: Decimal | None, paper: Decimal | None, unit: str, per: str, bound: Bound, figures: Figures
) -> Amounts | None:
    times = Decimal(1)
    if unit == "%":
        whole = figures.claim("loan.amount")
        if not is_share_of_loan(kind) or whole is None or whole.low is None:
            return None
        times, unit, per = whole.low / 100, whole.unit, "once"
    currency = figures.currency(unit)
    values = [None if one is None else one * times for one in (said, paper)]
    if not currency or values == [None, None] or any(one is not None and not 0 <= one < MOST for one in values):
        return None
    time = EVENT if kind.money == "contingent" else per or _USUALLY[kind.money]
    here, there = (one if one is None else _short(one) for one in values)
    return Amounts(said=here, paper=there, currency=currency, per=time, bound=bound)


def _short(value: Decimal) -> Decimal:
    return value.quantize(_PLACES) if int(value.as_tuple().exponent) < -4 else value
