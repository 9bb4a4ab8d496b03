"""The annual percentage rate by the actuarial method of US Regulation Z (12 CFR 1026, Appendix J), in Decimal."""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext

_DIGITS = 34
_MOST_STEPS = 200
_CLOSE = Decimal("1e-15")
_DAYS_A_MONTH = 30


@dataclass(frozen=True, slots=True)
class Flow:
    """An advance or a payment, at its distance from the first advance."""

    amount: Decimal
    """In units of the currency."""

    periods: int
    """Full unit-periods."""

    fraction: Decimal = Decimal(0)
    """The part of a unit-period that is left."""


def actuarial_rate(advances: Sequence[Flow], payments: Sequence[Flow], periods_a_year: Decimal) -> Decimal:
    """The annual percentage rate: unit-periods a year times the rate of a unit-period at which both sides are worth
    the same.

    Each flow is worth ``amount / ((1 + f i) (1 + i)^t)``: a full period compounds, a part of one does not (paragraph
    (b)(8)). Bisection finds i, as the sides may cross only once for a loan.

    Raises:
        ValueError: nothing advanced, or less paid than advanced.
    """
    lent, paid = (sum((one.amount for one in flows), Decimal(0)) for flows in (advances, payments))
    if lent <= 0 or paid < lent or periods_a_year <= 0:
        raise ValueError("a rate needs advances and payments that repay them")
    with localcontext(prec=_DIGITS):
        low, high = Decimal(0), Decimal(1)
        while _worth(payments, high) > _worth(advances, high) and high < 10**6:
            low, high = high, high * 2
        for _ in range(_MOST_STEPS):
            middle = (low + high) / 2
            if _worth(payments, middle) > _worth(advances, middle):
                low = middle
            else:
                high = middle
            if high - low < _CLOSE:
                break
        return (low + high) / 2 * periods_a_year * 100


def level(payment: Decimal, times: int, first: int = 1, fraction: Decimal = Decimal(0)) -> tuple[Flow, ...]:
    """Equal payments one unit-period apart, the first after ``first`` unit-periods and a fraction."""
    return tuple(Flow(payment, first + place, fraction) for place in range(times))


def months_between(earlier: date, later: date) -> tuple[int, Decimal]:
    """Full months measured back from the later day, and the days left as a part of a month of 30 (paragraph (b)(5)).

    Raises:
        ValueError: the days stand in the wrong order.
    """
    if earlier > later:
        raise ValueError("the earlier day comes first")
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    if _back(later, months) < earlier:
        months -= 1
    return months, Decimal((_back(later, months) - earlier).days) / _DAYS_A_MONTH


def _back(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _worth(flows: Sequence[Flow], rate: Decimal) -> Decimal:
    growth = 1 + rate
    return sum((one.amount / ((1 + one.fraction * rate) * growth**one.periods) for one in flows), Decimal(0))
