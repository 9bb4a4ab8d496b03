"""What the ground rules ask of every deal: how much may be given away, and to know what matters to the customer."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.deal_finding import DealFinding, Opens, Source
from crm_tui.domain.gift import Gift
from crm_tui.domain.money import Money
from crm_tui.domain.rules import Rule
from crm_tui.services.concessions import given
from crm_tui.services.deal_facts import DealFacts


def what_matters(facts: DealFacts) -> Iterator[DealFinding]:
    """That nobody wrote down what matters to the customer, nor that it was not asked."""
    if not facts.deal.what_matters.strip() and not facts.deal.not_asked:
        yield DealFinding(
            key="what matters",
            source=Source.RULES,
            rule=Rule.WHAT_MATTERS,
            severity=facts.rules.severity_of(Rule.WHAT_MATTERS),
            label=f"What matters to this {facts.words.one}",
            sentence=f"Nobody wrote down what matters to this {facts.words.one}, nor that they were not asked.",
            opens=Opens(table=Deal.table, id=facts.deal.id),
        )


def concessions(facts: DealFacts) -> Iterator[DealFinding]:
    """One for each limit, by currency, that what is given away goes over: of the deal, then of the customer's year.

    What is given away is what promises cost the firm, and what honouring one as an exception costs, whichever of the
    two is more; gifts count to the customer's year alone. That year is over its limit only for a deal that gives
    something away itself, or beside which a gift was given.
    """
    here, year = given(facts.promised, facts.resolutions), facts.given_this_year
    yield from _over(
        facts,
        facts.rules.concessions_per_deal,
        here,
        "concession limit",
        "on this deal",
        Opens(table=Deal.table, id=facts.deal.id),
    )
    given_here = {cost.currency for _, cost in here}
    given_here |= {cost.currency for one, cost in year if isinstance(one, Gift) and one.deal_id == facts.deal.id}
    yield from _over(
        facts,
        [one for one in facts.rules.concessions_per_customer if one.currency in given_here],
        year,
        "concession limit of the customer",
        f"to this {facts.words.one} in {facts.today.year}",
        Opens(table=Customer.table, id=facts.customer.id),
    )


def _over(
    facts: DealFacts,
    limits: Iterable[Money],
    given: Sequence[tuple[Commitment | Gift, Money]],
    key: str,
    where: str,
    opens: Opens,
) -> Iterator[DealFinding]:
    for limit in limits:
        costs = [(one, cost) for one, cost in given if cost.currency == limit.currency]
        spent = sum((cost.amount for _, cost in costs), Decimal(0))
        if spent <= limit.amount:
            continue
        total = Money(amount=spent, currency=limit.currency)
        yield DealFinding(
            key=f"{key} {limit.currency}",
            source=Source.RULES,
            rule=Rule.CONCESSION,
            severity=facts.rules.severity_of(Rule.CONCESSION),
            label="Concession limit",
            sentence=f"What is given away {where} comes to {total.words}; {limit.words} is the most that may be.",
            facts=tuple(f"{cost.words}: {_told(one)}" for one, cost in costs),
            opens=opens,
        )


def _told(one: Commitment | Gift) -> str:
    if isinstance(one, Gift):
        return f"{one.what} (a gift by {one.by}, {one.on})"
    return f"{one.words} (#{one.id}, {one.owner}, {one.made_on})"
