"""What is given away: on one deal, and to one customer in a calendar year, beside the most that may be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from crm_tui.domain.commitment import Commitment, CommitmentKind, Status
from crm_tui.domain.gift import Gift, GiftAnswer
from crm_tui.domain.money import Money, signed
from crm_tui.domain.resolution import Answer, Resolution
from crm_tui.domain.rules import GroundRules
from crm_tui.services import ground_rules, house_words
from crm_tui.services.desk import Desk
from crm_tui.services.ports import Records
from crm_tui.services.settled import about_promise

ON_DEAL = "on this deal"
"""Where what is promised on a deal counts; gifts count to the customer's year alone."""


@dataclass(frozen=True, slots=True)
class Budget:
    """A limit, and what of it is spent."""

    where: str
    """Of what: "on this deal", "to this customer in 2026"."""

    spent: Money
    """What was given away to date."""

    limit: Money | None
    """The most that may be; None where the rules set no limit."""

    def with_more(self, cost: Money | None) -> str:
        """One line that says what stands, and what would with ``cost``; of another currency, it changes nothing."""
        more = cost.amount if cost is not None and cost.currency == self.spent.currency else Decimal(0)
        after = Money(amount=self.spent.amount + more, currency=self.spent.currency)
        of = f" of {self.limit.words}" if self.limit is not None else ", no limit is set"
        told = f"given away {self.where}: {self.spent.words}{of}"
        return f"{told}; with this {after.words}{self._rest(after)}" if more else f"{told}{self._rest(after)}"

    def is_over(self, cost: Money | None) -> bool:
        """Whether more than may be would be given away with ``cost``."""
        more = cost.amount if cost is not None and cost.currency == self.spent.currency else Decimal(0)
        return self.limit is not None and self.spent.amount + more > self.limit.amount

    def _rest(self, after: Money) -> str:
        if self.limit is None:
            return ""
        left = self.limit.amount - after.amount
        return f", {signed(abs(left), after.currency)} {'left' if left >= 0 else 'over the limit'}"


def given(promises: Iterable[Commitment], resolutions: Sequence[Resolution]) -> list[tuple[Commitment, Money]]:
    """What each of these promises gives away, of those that give something.

    It is what a promise costs the firm, or what honouring it as an exception costs, whichever of the two is more.
    """
    exceptions = {one.about: one.cost for one in resolutions if one.answer is Answer.EXCEPTION and one.cost}
    found = []
    for one in promises:
        own, honoured = one.cost, exceptions.get(about_promise(one))
        if own is not None and honoured is not None and own.currency == honoured.currency:
            honoured = max(own, honoured, key=lambda cost: cost.amount)
        if (cost := honoured or own) is not None and cost.amount > 0:
            found.append((one, cost))
    return found


def budgets(
    desk: Desk, customer_id: int, deal_id: int | None, *, besides: int = 0, besides_gift: int = 0
) -> tuple[Budget, ...]:
    """What was given away to date beside the limits: on the deal, if there is one, then in the customer's year.

    One for each currency that has a limit or in which something was given. ``besides`` is the number of a promise that
    is left out, as it is being changed; ``besides_gift`` that of a gift.
    """
    rules, year = ground_rules.in_force(desk.store), desk.today().year
    found: list[Budget] = []
    if deal_id is not None:
        promises = _standing(desk.store, customer_id, besides)
        here = [cost for one, cost in given(promises, _decided(desk.store, promises)) if one.deal_id == deal_id]
        found += _beside(ON_DEAL, here, rules.concessions_per_deal)
    return (*found, *year_of(desk.store, rules, customer_id, year, besides=besides, besides_gift=besides_gift))


def year_of(
    records: Records, rules: GroundRules, customer_id: int, year: int, *, besides: int = 0, besides_gift: int = 0
) -> list[Budget]:
    """What was given to a customer in a calendar year, gifts too, beside the most that may be."""
    found = given_in(records, customer_id, year, besides=besides, besides_gift=besides_gift)
    return _beside(
        f"to this {house_words.of(records).one} in {year}", [cost for _, cost in found], rules.concessions_per_customer
    )


def given_in(
    records: Records, customer_id: int, year: int, *, besides: int = 0, besides_gift: int = 0
) -> list[tuple[Commitment | Gift, Money]]:
    """What was given to a customer in a calendar year, promises by number and then gifts, with what each costs."""
    promises = _standing(records, customer_id, besides)
    costs = [(one, cost) for one, cost in given(promises, _decided(records, promises)) if one.made_on.year == year]
    gifts = [one for one in gifts_given(records, customer_id) if one.on.year == year and one.id != besides_gift]
    return [*costs, *((one, one.value) for one in gifts)]


def gifts_given(records: Records, customer_id: int) -> list[Gift]:
    """The gifts to a customer, but for those that were declined or not approved."""
    return [
        one
        for one in records.find(Gift, customer_id=customer_id)
        if one.answer is not GiftAnswer.DECLINED and not one.refused_why
    ]


def given_to(records: Records, customer_id: int) -> list[tuple[Commitment, Money]]:
    """What was promised to a customer that gives something away, with what each costs."""
    promises = _standing(records, customer_id)
    return given(promises, _decided(records, promises))


def _standing(records: Records, customer_id: int, besides: int = 0) -> list[Commitment]:
    return [
        one
        for one in records.find(Commitment, customer_id=customer_id)
        if one.kind is CommitmentKind.PROMISE and one.status is not Status.WITHDRAWN and one.id != besides
    ]


def _decided(records: Records, promises: Sequence[Commitment]) -> list[Resolution]:
    deals = {one.deal_id for one in promises if one.deal_id is not None}
    return [one for deal in deals for one in records.find(Resolution, deal_id=deal) if one.stands]


def _beside(where: str, costs: Sequence[Money], limits: Sequence[Money]) -> list[Budget]:
    most = {one.currency: one for one in limits}
    currencies = dict.fromkeys([*most, *(cost.currency for cost in costs)])
    return [
        Budget(
            where=where,
            spent=Money(amount=sum((c.amount for c in costs if c.currency == currency), Decimal(0)), currency=currency),
            limit=most.get(currency),
        )
        for currency in currencies
    ]
