"""The daily check's lines about gifts: for whoever may approve one that waits."""

from collections.abc import Iterator
from decimal import Decimal

from crm_tui.domain.gift import Gift, GiftAnswer
from crm_tui.services.check_day import CheckDay
from crm_tui.services.check_lines import Act, Group, Line

_ASKED = ("customer_id", "value", "on", "approved_by", "refused_why", "answer")


def gifts(day: CheckDay) -> Iterator[Line]:
    """One line for each that waits for approval."""
    limits = {one.currency: one.amount for one in day.rules.gift_limits}
    known: dict[tuple[int, str, str, bool], str] = {}
    for number, customer_id, value, on, approved_by, refused_why, answer in day.store.fields(Gift, *_ASKED):
        if customer_id not in day.customers or approved_by or refused_why or not _is_open(answer):
            continue
        # a login whose desk has none that is open does not load what judges them
        from crm_tui.services.gift_gate import MAY_APPROVE
        from crm_tui.services.gifts import why_approved
        from crm_tui.services.permissions import in_words

        # what else is given in the year and what is under review is the same for all to one customer: asked once
        worth, currency = Decimal(value["amount"]), value["currency"]
        alike = customer_id, currency, on[:4], currency in limits and worth > limits[currency]
        if known.get(alike) == "" or (gift := day.store.get(Gift, number)) is None:
            continue
        if alike not in known:
            known[alike] = why_approved(day.store, gift, day.rules)
        if why := known[alike]:
            yield gift_line(gift, in_words(MAY_APPROVE), day.customer(customer_id), why)


def gift_line(gift: Gift, who: str, customer: str, why: str) -> Line:
    """That a gift waits for ``who`` to approve it, and why it has to."""
    return Line(
        group=Group.REVIEWS,
        key=f"gift {gift.id}",
        who=who,
        to=gift.by,
        words=f"gift to approve: {gift.what}, {gift.value.words}, {why}",
        since=gift.on,
        due=None,
        at=None,
        customer_id=gift.customer_id,
        customer=customer,
        deal_id=None,
        deal="",
        owner=gift.by,
        aside="",
        told=(),
        opens=(gift.table, gift.id),
        act=Act.OPEN,
    )


def _is_open(answer: str | None) -> bool:
    return (answer or GiftAnswer.OFFERED) == GiftAnswer.OFFERED
