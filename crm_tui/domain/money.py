"""Amounts with their currency, and how a desk writes them."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from crm_tui.domain.record import Model

Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
"""An ISO 4217 code."""

COUNTED_IN_LAKHS = frozenset({"INR", "NPR", "PKR", "BDT", "LKR"})
"""Currencies whose digits are grouped as 48,00,000."""


_SIGNS = {"INR": "Rs ", "$": "$", "USD": "$", "GBP": "£", "EUR": "€", "CAD": "C$", "SGD": "S$", "AUD": "A$"}


class Money(Model):
    """An amount in one currency. Amounts of different currencies are never added."""

    amount: Annotated[Decimal, Field(max_digits=18, decimal_places=4, allow_inf_nan=False)]
    """In units of the currency, not in its hundredths."""

    currency: Currency
    """ISO 4217 code, such as INR."""

    def __str__(self) -> str:
        return f"{self.currency} {grouped(self.amount, self.currency)}"

    @property
    def words(self) -> str:
        """It as sentences of a review show it: "Rs 48,00,000"."""
        return signed(self.amount, self.currency)


def sign_of(currency: str) -> str:
    """The usual sign of a currency, else its code."""
    return _SIGNS.get(currency, currency).strip()


def signed(amount: Decimal, currency: str) -> str:
    """An amount as a sentence shows it, by the sign of its currency where it has a usual one: "Rs 48,00,000", "$40"."""
    return f"{_SIGNS.get(currency, f'{currency} ')}{grouped(amount, currency)}"


def grouped(amount: Decimal, currency: str) -> str:
    """The amount with the digit groups of its currency: 48,00,000 for INR, 4,800,000 elsewhere."""
    sign = "-" if amount < 0 else ""
    whole, _, fraction = f"{abs(amount):f}".partition(".")
    fraction = fraction.rstrip("0")
    if fraction:
        fraction = "." + fraction.ljust(2, "0")
    if currency not in COUNTED_IN_LAKHS or len(whole) <= 3:
        return f"{sign}{int(whole):,}{fraction}"
    head, tail = whole[:-3], whole[-3:]
    pairs: list[str] = []
    while head:
        pairs.insert(0, head[-2:])
        head = head[:-2]
    return f"{sign}{','.join(pairs)},{tail}{fraction}"
