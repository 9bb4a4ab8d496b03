"""What was given to a customer: gifts, and what all of it cost beside what was won."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from textual.content import Content
from textual.screen import Screen

from crm_tui.services import gifts, given_and_won
from crm_tui.services.concessions import budgets
from crm_tui.services.desk import Desk
from crm_tui.services.gifts import Given, Standing
from crm_tui.tui.adding import Added
from crm_tui.tui.giving import act_on
from crm_tui.tui.present import Tone, safe, spoken_day
from crm_tui.tui.screens.detail import DetailPage, Related
from crm_tui.tui.screens.given_and_won import PartsPage, bar
from crm_tui.tui.sections.section import Asked, Section


def _lines(asked: Asked) -> Sequence[Related]:
    found = [_gift(asked, one) for one in gifts.register(asked.desk, asked.customer.id)]
    for one in given_and_won.of_customer(asked.desk.store, asked.customer):
        if one.given:
            most = max(one.revenue.amount, one.cost.amount)
            drawn = Content.assemble(
                safe(f"{one.told}  "),
                bar(one.revenue.amount, most, Tone.GOOD, 8),
                " ",
                bar(one.cost.amount, most, Tone.BAD, 8),
            )
            shown = partial(_parts, one)
            found.append(Related(None, None, "", "cost", drawn, Content(""), opens=shown, name=f"cost {one.currency}"))
    for budget in budgets(asked.desk, asked.customer.id, None):
        if budget.limit is not None:
            over = budget.is_over(None)
            told = safe(budget.with_more(None), Tone.BAD if over else "")
            state = Content("over: ask first" if over else "")
            name = f"budget {budget.spent.currency}"
            found.append(Related(None, None, "", "budget", told, state, opens=_chart, name=name))
    return found


def _gift(asked: Asked, one: Given) -> Related:
    gift = one.gift
    told = f"{gift.what}, {gift.value.words}" + (f", for {gift.occasion}" if gift.occasion else "")
    tone = Tone.CAUTION if one.standing is Standing.WAITS else ""
    day = spoken_day(gift.on, asked.today)
    state = safe("for you to approve" if one.mine else str(one.standing), tone)
    return Related(gift, gift.on, day, "gift", safe(told), state, opens=partial(_act, one))


def _act(one: Given, page: DetailPage[Any]) -> None:
    act_on(page, one)


def _parts(one: given_and_won.Balance, page: DetailPage[Any]) -> None:
    page.app.push_screen(PartsPage(one))


def _chart(page: DetailPage[Any]) -> None:
    from crm_tui.tui.screens.given_and_won import GivenAndWonScreen

    page.app.push_screen(GivenAndWonScreen())


def _form(desk: Desk, customer_id: int, deal_id: int | None) -> Screen[Any]:
    from crm_tui.tui.forms.gift import GiftForm

    return GiftForm(desk, customer_id, deal_id)


GIFTS = Section("Given", _lines, adds=(Added("gift", _form),))
"""Each gift asks what becomes of it; a sum opens what it counts."""
