"""By whom a customer came, and whom they sent."""

from collections.abc import Sequence
from typing import Any

from textual.content import Content
from textual.screen import Screen

from crm_tui.domain.referral import Referral
from crm_tui.services.came_by import came, referral_of
from crm_tui.services.customers import Names
from crm_tui.services.desk import Desk
from crm_tui.services.won import won_with
from crm_tui.tui.adding import Added
from crm_tui.tui.present import safe, spoken_day
from crm_tui.tui.screens.detail import DetailPage, Related
from crm_tui.tui.sections.section import Asked, Section
from crm_tui.tui.widgets.facts import Fact


def _lines(asked: Asked) -> Sequence[Related]:
    store, number = asked.desk.store, asked.customer.id
    names = Names(store)
    link = referral_of(store, number)
    sent = sorted(store.find(Referral, referrer_id=number), key=lambda one: (one.on, one.id))
    found = []
    if link is not None:
        found.append(_line(asked, link, "came by", names.of(link.referrer_id), Content("")))
    for one in sent:
        won = won_with(store, one.customer_id).words
        found.append(_line(asked, one, "sent us", names.of(one.customer_id), safe(f"won {won}" if won else "")))
    return found


def _line(asked: Asked, one: Referral, what: str, name: str, state: Content) -> Related:
    said = f"{name}: {' '.join(one.words.split())}" if one.words else name
    return Related(one, one.on, spoken_day(one.on, asked.today), what, safe(said), state, opens=_chain)


def _chain(page: DetailPage[Any]) -> None:
    from crm_tui.tui.screens.referrals import ReferralsScreen

    page.app.push_screen(ReferralsScreen(page.record_id))


def _facts(asked: Asked) -> Sequence[Fact]:
    told = came(asked.desk.store, asked.customer.id).words
    return [Fact("came", safe(told), alone=True)] if told else []


def _form(desk: Desk, customer_id: int, _deal_id: int | None) -> Screen[Any]:
    from crm_tui.tui.forms.referral import ReferralForm

    return ReferralForm(desk, customer_id)


REFERRALS = Section("Referrals", _lines, _facts, adds=(Added("referral", _form),))
"""Each line opens the whole chain."""
