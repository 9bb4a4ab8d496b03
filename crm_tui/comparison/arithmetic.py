"""Loans in Decimal: instalments, the rate that instalments amount to, flat beside reducing, totals.

Rates are nominal, in per cent a year, never compounded in silence. Money is rounded to the hundredth, rates are not.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext

CENT = Decimal("0.01")
MOST_MONTHS = 1200
"""The longest loan that is reckoned."""
_DIGITS = 34
_MOST_STEPS = 200
_CLOSE = Decimal("1e-20")


def rounded(amount: Decimal) -> Decimal:
    """To the hundredth, half up."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def instalment(principal: Decimal, yearly_rate: Decimal, months: int, balloon: Decimal = Decimal(0)) -> Decimal:
    """The equal monthly instalment of a loan on the reducing balance, paid at the end of each month.

    ``(P - B v^n) r / (1 - v^n)`` with r the monthly rate and ``v = 1 / (1 + r)``: the annuity formula. ``balloon`` is
    paid with the last instalment. ``yearly_rate`` is in per cent.

    Raises:
        ValueError: a principal, a rate or a number of months that no loan has.
    """
    if principal <= 0 or not 0 <= yearly_rate <= 1000 or not 1 <= months <= MOST_MONTHS:
        raise ValueError("an instalment needs a principal, a rate of 0 to 1000 % and 1 to 1200 months")
    if not 0 <= balloon <= principal:
        raise ValueError("a balloon is a part of the principal")
    with localcontext(prec=_DIGITS):
        rate = yearly_rate / 1200
        if rate == 0:
            return rounded((principal - balloon) / months)
        left = (1 + rate) ** -months
        return rounded((principal - balloon * left) * rate / (1 - left))


def flat_instalment(principal: Decimal, flat_rate: Decimal, months: int) -> Decimal:
    """The equal monthly instalment where interest runs on the whole principal to the end: ``P (1 + f n / 12) / n``.

    Raises:
        ValueError: a principal, a rate or a number of months that no loan has.
    """
    if principal <= 0 or not 0 <= flat_rate <= 1000 or not 1 <= months <= MOST_MONTHS:
        raise ValueError("an instalment needs a principal, a rate of 0 to 1000 % and 1 to 1200 months")
    with localcontext(prec=_DIGITS):
        return rounded(principal * (1 + flat_rate * months / 1200) / months)


def periodic_rate(received: Decimal, payments: Sequence[Decimal]) -> Decimal:
    """The internal rate of return for each period, as a share of one: what ``payments`` cost beside ``received``.

    The first payment is due one period after the money. The present value falls and bends upwards as the rate rises,
    so that Newton's steps from zero approach the rate from below and never leap over it.

    Raises:
        ValueError: nothing received, a negative payment, or less paid than received.
    """
    if received <= 0 or not payments or min(payments) < 0 or sum(payments) < received:
        raise ValueError("a rate needs money received and payments that repay it")
    with localcontext(prec=_DIGITS):
        rate = Decimal(0)
        for _ in range(_MOST_STEPS):
            value, slope, discount = -received, Decimal(0), Decimal(1)
            factor = 1 / (1 + rate)
            for period, payment in enumerate(payments, 1):
                discount *= factor
                value += payment * discount
                slope += period * payment * discount
            step = value / (slope * factor)
            rate += step
            if abs(step) < _CLOSE:
                break
        return rate


def annual_rate(received: Decimal, payments: Sequence[Decimal], periods_a_year: int = 12) -> Decimal:
    """The annual percentage rate of a loan: periods a year times the internal rate of return for a period.

    The convention of the Reserve Bank of India's key facts statement (RBI/2024-25/18, Annex B). ``received`` is what is
    left of the amount after all charges that are paid up front, tax on them and what goes to third parties included.

    Raises:
        ValueError: see :func:`periodic_rate`.
    """
    return periodic_rate(received, payments) * periods_a_year * 100


def reducing_of(flat_rate: Decimal, months: int) -> Decimal:
    """The rate on the reducing balance, in per cent a year, that has the same instalments as a flat rate.

    Raises:
        ValueError: a rate or a number of months that no loan has.
    """
    if not 0 <= flat_rate <= 1000 or not 1 <= months <= MOST_MONTHS:
        raise ValueError("a flat rate needs 0 to 1000 % and 1 to 1200 months")
    with localcontext(prec=_DIGITS):
        if flat_rate == 0:
            return Decimal(0)
        each = (1 + flat_rate * months / 1200) / months
        return annual_rate(Decimal(1), [each] * months)
