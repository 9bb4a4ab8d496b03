"""A line of the daily check about a deal, or about a customer."""

from datetime import date

from crm_tui.services.check_day import CheckDay, CustomerRow, DealRow
from crm_tui.services.check_lines import Act, Group, Line


def deal_line(
    day: CheckDay,
    deal: DealRow,
    group: Group,
    key: str,
    words: str,
    since: date,
    act: Act,
    *,
    who: str = "",
    to: str = "",
    due: date | None = None,
    late: int = 0,
    aside: str = "",
    opens: tuple[str, int] | None = None,
) -> Line:
    """A line about a deal: from its owner to its customer, and opening the deal, if nothing else is said."""
    customer = day.customer(deal.customer_id)
    return Line(
        group=group,
        key=key,
        who=who or deal.owner,
        to=to or customer,
        words=words,
        since=since,
        due=due,
        at=None,
        customer_id=deal.customer_id,
        customer=customer,
        deal_id=deal.id,
        deal=deal.title,
        owner=deal.owner,
        aside=aside,
        told=(),
        opens=opens or ("deals", deal.id),
        act=act,
        late=late,
    )


def customer_line(
    customer: CustomerRow,
    group: Group,
    key: str,
    words: str,
    since: date,
    act: Act,
    *,
    due: date | None = None,
    aside: str = "",
    opens: tuple[str, int] | None = None,
) -> Line:
    """A line about a customer, from their owner, and opening the customer, if nothing else is said."""
    return Line(
        group=group,
        key=key,
        who=customer.owner,
        to=customer.name,
        words=words,
        since=since,
        due=due,
        at=None,
        customer_id=customer.id,
        customer=customer.name,
        deal_id=None,
        deal="",
        owner=customer.owner,
        aside=aside,
        told=(),
        opens=opens or ("customers", customer.id),
        act=act,
    )
