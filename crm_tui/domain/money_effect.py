"""What the differences between said and written cost the customer, in the customer's terms."""

from decimal import Decimal

from crm_tui.domain.money import Currency
from crm_tui.domain.record import Model


class Stretch(Model):
    """A run of payments of one amount."""

    first: int
    """The first payment, from 1."""

    last: int
    """The last one, itself included."""

    amount: Decimal
    """Each of them."""


class Course(Model):
    """What is paid again and again for one thing, as it was said and by the paper."""

    label: str
    """What is paid: "Instalment", "Rent"."""

    currency: Currency
    """Of both sides."""

    every: str
    """The time between two payments: ``month``, ``quarter`` or ``year``."""

    said: tuple[Stretch, ...]
    """By what was said, from the first payment on without a gap."""

    paper: tuple[Stretch, ...]
    """By the paper, likewise."""

    whole: bool = True
    """Whether it runs to the end of the term; otherwise the paper gives no end, and what follows is not counted."""

    reckoned: bool = False
    """Whether the payments were reckoned from an amount, a rate and a time, and not read."""

    basis: str
    """How it was reckoned."""

    findings: tuple[int, ...]
    """The findings that it rests on, by their places in the comparison; the one that is nearest to it first."""

    surprises: tuple[int, ...] = ()
    """The surprises that it holds already, by their places."""

    @property
    def said_total(self) -> Decimal:
        """All payments by what was said."""
        return _total(self.said)

    @property
    def paper_total(self) -> Decimal:
        """All payments by the paper."""
        return _total(self.paper)

    @property
    def loss(self) -> Decimal:
        """How much more the paper takes in all; negative where it takes less."""
        return self.paper_total - self.said_total

    @property
    def periods(self) -> int:
        """The number of the last payment on either side."""
        return max(self.said[-1].last, self.paper[-1].last)

    @property
    def is_level(self) -> bool:
        """Whether each side is one amount for the same time, so that a drawing would show two flat lines."""
        return len(self.said) == len(self.paper) == 1 and self.said[0].last == self.paper[0].last

    @property
    def is_never_more(self) -> bool:
        """Whether the paper never takes more in any one payment."""
        edges = sorted({one.first for one in (*self.said, *self.paper)})
        return all(self.paper_at(edge) <= self.said_at(edge) for edge in (*edges, self.said[-1].last + 1))

    def said_at(self, payment: int) -> Decimal:
        """One payment by what was said; 0 after the last."""
        return _at(self.said, payment)

    def paper_at(self, payment: int) -> Decimal:
        """One payment by the paper; 0 after the last."""
        return _at(self.paper, payment)


class Part(Model):
    """One amount in a sum, with what it comes from."""

    label: str
    """The term in plain words."""

    amount: Decimal
    """How much; never negative."""

    basis: str
    """How it was reckoned: "over 180 months"."""

    findings: tuple[int, ...] = ()
    """The findings whose money it is, by their places; where several are the same money, it is counted once."""

    surprises: tuple[int, ...] = ()
    """The surprises, likewise."""


class Sum(Model):
    """Amounts that may be added: of one currency, as sure as each other, in one direction, for one time."""

    kind: str
    """``certain`` (it will be so), ``held`` (paid up front, returned or set off later) or ``contingent`` (if late, if
    they leave)."""

    currency: Currency
    """ISO 4217 code."""

    saves: bool
    """Whether the paper is better here. What is better is never taken off what is worse."""

    every: str
    """Empty for all that is paid in the end; ``month`` or ``year`` where nobody knows for how long it is paid, ``each``
    where nobody knows for how many things."""

    parts: tuple[Part, ...]
    """What it sums, the largest first."""

    @property
    def amount(self) -> Decimal:
        """All of its parts."""
        return sum((part.amount for part in self.parts), Decimal(0))


class Unpriced(Model):
    """Something that can't be told in money: named, and in no sum."""

    label: str
    """The term in plain words."""

    term: str | None
    """Its kind, if known."""

    why: str
    """What is missing, or how it stands."""

    finding: int | None = None
    """Its place among the findings of the comparison; None for a surprise."""

    surprise: int | None = None
    """Its place among the surprises; None for a promise."""


class MoneyEffect(Model):
    """What the customer pays more, or less, if the paper is signed as it stands."""

    sums: tuple[Sum, ...] = ()
    """Certain before held before contingent, costs before savings; never to be added to each other."""

    unpriced: tuple[Unpriced, ...] = ()
    """What differs and can't be told in money, the worst first."""

    courses: tuple[Course, ...] = ()
    """What is paid over time where said and written differ."""


def _total(stretches: tuple[Stretch, ...]) -> Decimal:
    return sum(((one.last - one.first + 1) * one.amount for one in stretches), Decimal(0))


def _at(stretches: tuple[Stretch, ...], payment: int) -> Decimal:
    return next((one.amount for one in stretches if one.first <= payment <= one.last), Decimal(0))
