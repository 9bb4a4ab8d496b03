"""What a customer's business is worth: open and won, each currency by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from crm_tui.domain.deal import Deal, Stage
from crm_tui.domain.money import Money

WON = frozenset({Stage.SIGNED, Stage.LIVE})
"""The stages of business that was won."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Deals whose values are added."""

    total: Money
    """The sum, in one currency."""

    deals: tuple[Deal, ...]
    """What was added, by number."""


@dataclass(frozen=True, slots=True)
class Worth:
    """The deals of one sort."""

    deals: tuple[Deal, ...]
    """All of them, by number."""

    sums: tuple[Sum, ...]
    """One for each currency, by its code."""

    @property
    def without(self) -> tuple[Deal, ...]:
        """Those without a value, which no sum counts."""
        return tuple(one for one in self.deals if one.value is None)

    @property
    def words(self) -> str:
        """The sums as a person reads them; what has no value is told."""
        told = [str(one.total) for one in self.sums]
        if self.without:
            told.append(f"{len(self.without)} without a value")
        return ", ".join(told) or "none yet"


@dataclass(frozen=True, slots=True)
class Value:
    """What is under way with a customer, and what was won."""

    open: Worth
    """Not yet signed and not lost."""

    won: Worth
    """Signed or live."""


def value(deals: Iterable[Deal]) -> Value:
    """The values of a customer's deals. Amounts of different currencies are never added."""
    known = sorted(deals, key=lambda one: one.id)
    return Value(_worth(one for one in known if one.is_open), _worth(one for one in known if one.stage in WON))


def _worth(deals: Iterable[Deal]) -> Worth:
    chosen = tuple(deals)
    by_currency: dict[str, list[tuple[Deal, Money]]] = {}
    for one in chosen:
        if one.value is not None:
            by_currency.setdefault(one.value.currency, []).append((one, one.value))
    sums = []
    for currency, valued in sorted(by_currency.items()):
        amount = sum((money.amount for _, money in valued), Decimal(0))
        # the sum of many amounts may have more digits than one record holds
        total = Money.model_construct(amount=amount, currency=currency)
        sums.append(Sum(total, tuple(one for one, _ in valued)))
    return Worth(chosen, tuple(sums))
