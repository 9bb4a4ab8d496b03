"""What a deposit comes to, in Decimal, by how interest is compounded."""

from decimal import Decimal, localcontext
from enum import IntEnum

from crm_tui.comparison.arithmetic import rounded

_DIGITS = 34
_MOST_YEARS = 100


class Compounding(IntEnum):
    """How many times a year interest is added to the deposit; 0 for simple interest."""

    SIMPLE = 0
    YEARLY = 1
    HALF_YEARLY = 2
    QUARTERLY = 4
    MONTHLY = 12
    DAILY = 365


def maturity(principal: Decimal, yearly_rate: Decimal, years: Decimal, compounding: Compounding) -> Decimal:
    """The value at the end: full periods compound, what is left of one earns simple interest.

    The custom of Indian banks for term deposits (full quarters, then days of 365). ``yearly_rate`` in per cent.

    Raises:
        ValueError: a principal, a rate or a time that no deposit has.
    """
    _checked(principal, yearly_rate, years)
    with localcontext(prec=_DIGITS):
        if compounding is Compounding.SIMPLE:
            return rounded(principal * (1 + yearly_rate * years / 100))
        full = int(years * compounding)
        rest = years - Decimal(full) / compounding
        rate = yearly_rate / 100
        return rounded(principal * (1 + rate / compounding) ** full * (1 + rate * rest))


def compounded(principal: Decimal, yearly_rate: Decimal, years: Decimal, compounding: Compounding) -> Decimal:
    """The value at the end where a part of a period compounds too: ``P (1 + r / m)^(m t)``.

    Raises:
        ValueError: a principal, a rate or a time that no deposit has.
    """
    _checked(principal, yearly_rate, years)
    with localcontext(prec=_DIGITS):
        if compounding is Compounding.SIMPLE:
            return rounded(principal * (1 + yearly_rate * years / 100))
        return rounded(principal * (1 + yearly_rate / 100 / compounding) ** (compounding * years))


def recurring(monthly: Decimal, yearly_rate: Decimal, months: int) -> Decimal:
    """The value of a recurring deposit in India, compounded quarterly: ``R ((1+i)^n - 1) / (1 - (1+i)^(-1/3))``.

    i is the rate of a quarter and n the number of quarters; the formula of the Indian Banks' Association and of the
    post office's recurring deposit. ``yearly_rate`` in per cent.

    Raises:
        ValueError: an amount, a rate or a time that no deposit has.
    """
    _checked(monthly, yearly_rate, Decimal(months) / 12)
    with localcontext(prec=_DIGITS):
        if yearly_rate == 0:
            return rounded(monthly * months)
        growth = 1 + yearly_rate / 400
        third = Decimal(1) / 3
        return rounded(monthly * (growth ** (months * third) - 1) / (1 - growth**-third))


def _checked(amount: Decimal, rate: Decimal, years: Decimal) -> None:
    if amount <= 0 or not 0 <= rate <= 1000 or not 0 < years <= _MOST_YEARS:
        raise ValueError("a deposit needs an amount, a rate of 0 to 1000 % and a time of at most 100 years")
