"""What is under way with a customer: what they need, what is owed, the deals and what they are worth."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from textual.content import Content

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.services import customer_value, house_words, needs, records
from crm_tui.services.customer_value import Worth
from crm_tui.services.desk import Desk
from crm_tui.services.incidents import Flag
from crm_tui.services.work_calendar import due_days
from crm_tui.tui import keymap
from crm_tui.tui.needing import is_waiting, make_deal, need_line
from crm_tui.tui.present import counted, flagged, money, one_line, safe, short_money
from crm_tui.tui.screens.counted import Counted, CountedPage
from crm_tui.tui.screens.detail import DetailPage, Related, related
from crm_tui.tui.sections.section import Act, Asked, Section
from crm_tui.tui.widgets.facts import Fact

_TOLD = 2
"""How many deals are named on top of the page; the others stand below."""


def _needs(asked: Asked) -> Sequence[Related]:
    return [need_line(one, asked.today) for one in needs.waiting(asked.desk.store, asked.customer.id)]


def _owed(asked: Asked) -> Sequence[Related]:
    found = [one for one in asked.desk.store.find(Commitment, customer_id=asked.customer.id) if one.is_open]
    found.sort(key=lambda one: (one.due is None, one.due or asked.today, one.id))
    return [related(one, asked.days, words=asked.words) for one in found]


def _deals(asked: Asked) -> Sequence[Related]:
    store = asked.desk.store
    value = customer_value.value(store.find(Deal, customer_id=asked.customer.id))
    flag = asked.flag
    number = asked.customer.id
    return [
        *_sums("open", value.open, number),
        *(_deal(one, asked, flag) for one in value.open.deals),
        *_sums("won", value.won, number),
        *(_deal(one, asked, flag) for one in value.won.deals),
    ]


def _under_way(asked: Asked) -> Sequence[Fact]:
    deals = asked.desk.store.find(Deal, customer_id=asked.customer.id)
    return [
        Fact("under way", _named([one for one in deals if one.is_open], asked), alone=True),
        Fact("has", _named([one for one in deals if one.stage in customer_value.WON], asked), alone=True),
    ]


def _named(deals: Sequence[Deal], asked: Asked) -> Content:
    told = [_in_words(one, asked.words.stage(one.stage)) for one in deals[:_TOLD]]
    told += [Content(f"and {len(deals) - _TOLD} more")] if len(deals) > _TOLD else []
    return Content("; ").join(told)


def _in_words(deal: Deal, stage: str) -> Content:
    worth = f", {short_money(deal.value)}" if deal.value is not None else ""
    return one_line(f"{deal.title}, {stage}{worth}")


def _deal(deal: Deal, asked: Asked, flag: Flag) -> Related:
    line = related(deal, asked.days, words=asked.words)
    worth = Content(f", {short_money(deal.value)}") if deal.value is not None else Content("")
    return replace(line, text=flagged(line.text, flag if deal.is_open else Flag.NONE) + worth)


def _sums(what: str, worth: Worth, customer_id: int) -> list[Related]:
    lines = []
    for one in worth.sums:
        told = Content(f"{one.total} of {counted(len(one.deals), 'deal')}")
        opens = partial(_open, customer_id, what, one.total.currency)
        name = f"{what} {one.total.currency}"
        lines.append(Related(None, None, "", what, told, Content(""), opens=opens, name=name))
    if worth.without:
        told = Content(f"{counted(len(worth.without), 'deal')} without a value")
        opens = partial(_open, customer_id, what, "")
        lines.append(Related(None, None, "", what, told, Content(""), opens=opens, name=f"{what} without a value"))
    return lines


def _open(customer_id: int, what: str, currency: str, page: DetailPage[Any]) -> None:
    """Show the deals that a sum adds up, or those that none counts."""

    def read(desk: Desk) -> Counted:
        customer = records.get(desk, Customer, customer_id)
        value = customer_value.value(desk.store.find(Deal, customer_id=customer_id))
        worth = value.open if what == "open" else value.won
        found = next((one for one in worth.sums if one.total.currency == currency), None)
        deals = found.deals if found is not None else () if currency else worth.without
        days = due_days(desk.store, desk.today())
        told = str(found.total) if found is not None else f"{len(deals)} without a value"
        words = house_words.of(desk.store)
        lines = [replace(related(one, days), state=safe(money(one.value) or words.stage(one.stage))) for one in deals]
        return Counted(customer, what, [Fact("adds up to", Content(told), alone=True)], lines)

    page.app.push_screen(CountedPage(customer_id, read))


NEEDS = Section("Needs that are no deal yet", _needs, acts=(Act(keymap.NEED, is_waiting, make_deal),))
OWED = Section("Owed", _owed)
DEALS = Section("Deals and their value", _deals, leads=_under_way)
