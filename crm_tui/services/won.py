"""What was won: signed deals and their value, each currency by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from crm_tui.domain.deal import Deal, Stage
from crm_tui.domain.money import Money
from crm_tui.services.ports import Records

WON = frozenset({Stage.SIGNED, Stage.LIVE})
"""The stages of a deal that was won."""


@dataclass(frozen=True, slots=True)
class Won:
    """Some deals that were won."""

    deals: int = 0
    """How many."""

    sums: tuple[Money, ...] = ()
    """Their value, a sum for each currency; a deal without a value is in none."""

    @property
    def words(self) -> str:
        """The sums and the number they are of: "Rs 48,00,000 (1 deal)"; empty where nothing was won."""
        if not self.deals:
            return ""
        count = f"{self.deals} deal{'s' * (self.deals != 1)}"
        return f"{in_words(self.sums)} ({count})" if self.sums else count


NOTHING = Won()
"""Nothing won."""


def in_words(sums: Iterable[Money]) -> str:
    """Sums of different currencies beside each other: "Rs 48,00,000 + $200"."""
    return " + ".join(one.words for one in sums)


def added_up(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """One sum for each currency, by its code."""
    sums: dict[str, Decimal] = {}
    for one in amounts:
        sums[one.currency] = sums.get(one.currency, Decimal(0)) + one.amount
    return tuple(Money(amount=sums[currency], currency=currency) for currency in sorted(sums))


def won_of(deals: Iterable[Deal]) -> Won:
    """Those of some deals that were won."""
    found = [one for one in deals if one.stage in WON]
    return Won(len(found), added_up(one.value for one in found if one.value is not None))


def won_with(records: Records, customer_id: int) -> Won:
    """What was won with one customer."""
    return won_of(records.find(Deal, customer_id=customer_id))


def together(ones: Iterable[Won]) -> Won:
    """Several such counts as one."""
    held = tuple(ones)
    return Won(sum(one.deals for one in held), added_up(amount for one in held for amount in one.sums))
