"""What was given away beside the value of the deals that were won, by customer and currency."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.gift import Gift
from crm_tui.domain.money import Money
from crm_tui.services.concessions import gifts_given, given_to
from crm_tui.services.ports import Records
from crm_tui.services.won import WON


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a sum counts."""

    record: Deal | Commitment | Gift
    """The deal that was won, the promise that costs something, or the gift."""

    amount: Money
    """Its part."""


@dataclass(frozen=True, slots=True)
class Balance:
    """One customer in one currency."""

    customer_id: int
    """Whose."""

    customer: str
    """What they are called."""

    currency: str
    """In which."""

    won: tuple[Part, ...]
    """The deals that were won."""

    given: tuple[Part, ...]
    """What was promised at our cost, and gifts."""

    @property
    def revenue(self) -> Money:
        """The value of the deals that were won."""
        return _sum(self.won, self.currency)

    @property
    def cost(self) -> Money:
        """What was given away."""
        return _sum(self.given, self.currency)

    @property
    def percent(self) -> Decimal | None:
        """The cost out of the revenue, in hundredths, rounded down to a tenth; None where nothing was won."""
        if not self.revenue.amount:
            return None
        return (100 * self.cost.amount / self.revenue.amount).quantize(Decimal("0.1"), ROUND_DOWN)

    @property
    def told(self) -> str:
        """Both numbers in a line: "Rs 9,000 given away, Rs 48,00,000 won (0.1 %)"."""
        of = f" ({self.percent} %)" if self.percent is not None else ""
        return f"{self.cost.words} given away, {self.revenue.words} won{of}"


def of_customer(records: Records, customer: Customer) -> tuple[Balance, ...]:
    """What was given to one customer beside what was won with them, each currency by itself."""
    won = [
        Part(one, one.value)
        for one in records.find(Deal, customer_id=customer.id)
        if one.stage in WON and one.value is not None
    ]
    given = [Part(one, cost) for one, cost in given_to(records, customer.id)]
    given += [Part(one, one.value) for one in gifts_given(records, customer.id)]
    currencies = sorted({one.amount.currency for one in [*won, *given]})
    return tuple(
        Balance(customer.id, customer.name, currency, _in(won, currency), _in(given, currency))
        for currency in currencies
    )


def balances(records: Records) -> tuple[Balance, ...]:
    """Every customer to whom something was given: those who cost most of what they brought first, by currency."""
    costly = [one.customer_id for one in records.find(Commitment) if one.cost is not None]
    gifts = [one.customer_id for one in records.find(Gift)]
    found = []
    for customer_id in dict.fromkeys([*costly, *gifts]):
        customer = records.get(Customer, customer_id)
        found += [one for one in of_customer(records, customer) if one.given] if customer is not None else []
    return tuple(
        sorted(
            found,
            key=lambda one: (
                one.currency,
                -one.percent if one.percent is not None else Decimal("-Infinity"),
                -one.cost.amount,
            ),
        )
    )


def _in(parts: list[Part], currency: str) -> tuple[Part, ...]:
    return tuple(one for one in parts if one.amount.currency == currency)


def _sum(parts: tuple[Part, ...], currency: str) -> Money:
    return Money(amount=sum((one.amount.amount for one in parts), Decimal(0)), currency=currency)
