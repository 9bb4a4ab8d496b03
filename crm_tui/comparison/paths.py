"""What is paid over time: a level amount, a schedule of steps, a yearly rise, a time without payment."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from crm_tui.comparison import wording
from crm_tui.comparison.arithmetic import MOST_MONTHS, rounded
from crm_tui.comparison.quantities import quantities
from crm_tui.comparison.steps import Period
from crm_tui.domain.money_effect import Stretch

Path = tuple[Stretch, ...]
"""Payments from the first to the last, without a gap."""

MONTHS: Mapping[str, int] = {"month": 1, "quarter": 3, "year": 12}
"""How many months lie between two payments."""


def level(amount: Decimal, periods: int) -> Path:
    """One amount from the first payment to the last."""
    return (Stretch(first=1, last=periods, amount=amount),)


def payments_in(count: int, unit: str, every: str) -> int | None:
    """How many payments fall into so many months, quarters or years; None where that is no whole number."""
    if unit not in MONTHS or every not in MONTHS:
        return None
    number, rest = divmod(count * MONTHS[unit], MONTHS[every])
    return number if rest == 0 else None


def values_of(steps: Iterable[tuple[Period, str]]) -> tuple[tuple[Period, Decimal, str], ...]:
    """The steps of a schedule with their values, in per cent or in money; nothing where one has no plain value."""
    found: list[tuple[Period, Decimal, str]] = []
    for period, text in steps:
        figures = [one for one in quantities(text) if one.dimension in ("money", "rate", "number")]
        if len(figures) != 1 or figures[0].high is not None:
            return ()
        found.append((period, figures[0].low, figures[0].unit))
    kinds = {unit == "%" for _, _, unit in found}
    return tuple(found) if len(kinds) == 1 else ()


def stepped(steps: Sequence[tuple[Period, Decimal]], every: str, periods: int | None) -> Path | None:
    """The payments of a schedule, to the last of ``periods``; for a year of its last step, where nobody knows them.

    None where it does not begin with the first payment, has a gap, ends too early, or changes between two payments.
    """
    made: list[Stretch] = []
    for period, amount in steps:
        before = made[-1].last if made else 0
        if periods is not None and before >= periods:
            break
        if payments_in(period.first - 1, period.unit, every) != before:
            return None
        if period.last is None:
            last = periods or before + 12 // MONTHS[every]
        else:
            last = payments_in(period.last, period.unit, every) or 0
        last = min(last, periods or MOST_MONTHS)
        if last <= before:
            return None
        made.append(Stretch(first=before + 1, last=last, amount=amount))
    return tuple(made) if made and (periods is None or made[-1].last == periods) else None


def merged(path: Path) -> Path:
    """The same payments, with neighbours of one amount as one stretch."""
    made: list[Stretch] = []
    for one in path:
        if made and made[-1].amount == one.amount:
            made[-1] = made[-1].model_copy(update={"last": one.last})
        else:
            made.append(one)
    return tuple(made)


def rising(path: Path, percent: Decimal, every: str) -> Path:
    """The payments with a rise of so many per cent, on what was paid before, after each year."""
    a_year = 12 // MONTHS[every]
    made: list[Stretch] = []
    for one in path:
        first = one.first
        while first <= one.last:
            years = (first - 1) // a_year
            last = min(one.last, (years + 1) * a_year)
            made.append(Stretch(first=first, last=last, amount=rounded(one.amount * (1 + percent / 100) ** years)))
            first = last + 1
    return tuple(made)


def free_at_first(path: Path, payments: int) -> Path:
    """The payments without the first ones."""
    later = [
        one if one.first > payments else one.model_copy(update={"first": payments + 1})
        for one in path
        if one.last > payments
    ]
    return (Stretch(first=1, last=min(payments, path[-1].last), amount=Decimal(0)), *later) if payments else path


_MOST_IN_WORDS = 4


def in_words(path: Path, currency: str, every: str) -> str:
    """The payments in plain words: "Rs 499 a month for 12 months, then Rs 799"."""
    first, *later = [wording.value(one.amount, currency) if one.amount else "nothing" for one in path]
    each = wording.value(path[0].amount, currency, every) if path[0].amount else first
    if not later:
        return each
    if len(path) > _MOST_IN_WORDS:
        if path[0].amount:
            return f"from {each} to {later[-1]}"
        return f"{first} for {_time(path[0], every)}, then from {later[0]} to {later[-1]}"
    told = [each, *later]
    parts = [f"{amount} for {_time(one, every)}" for amount, one in zip(told, path[:-1], strict=False)]
    return f"{', then '.join(parts)}, then {told[-1]}"


def _time(one: Stretch, every: str) -> str:
    return wording.value(Decimal(one.last - one.first + 1), every)
