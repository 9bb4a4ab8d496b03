"""From whom to whom a customer went, and was to go."""

from collections.abc import Sequence
from typing import Any

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.handover import Handover
from crm_tui.services.deals import Titles
from crm_tui.tui import keymap
from crm_tui.tui.present import one_line, safe, spoken_day
from crm_tui.tui.screens.detail import DetailPage, Related
from crm_tui.tui.sections.section import Act, Asked, Section
from crm_tui.tui.widgets.facts import Fact


def _lines(asked: Asked) -> Sequence[Related]:
    found = asked.desk.store.find(Handover, customer_id=asked.customer.id)
    return [_line(asked, one) for one in reversed(found)]


def _line(asked: Asked, one: Handover) -> Related:
    def opens(page: DetailPage[Any]) -> None:
        from crm_tui.tui.screens.handover import HandoverPage

        page.app.push_screen(HandoverPage(one.id))

    day = spoken_day(one.on, asked.today)
    deal = Titles(asked.desk.store).of(one.deal_id)
    said = one_line(f"{f'{deal}, ' if deal else ''}{one.owner} to {one.to}: {one.reason}")
    return Related(one, one.on, day, "handover", said, safe("to be accepted" if one.waits else one.state), opens=opens)


def _facts(asked: Asked) -> Sequence[Fact]:
    waiting = [one for one in asked.desk.store.find(Handover, customer_id=asked.customer.id) if one.waits]
    told = [f"to {one.to}, proposed {spoken_day(one.on, asked.today)}, not accepted yet" for one in waiting]
    return [Fact("handover", safe("; ".join(told)), alone=True)]


def _hand_over(page: DetailPage[Any], _: Related | None) -> None:
    from crm_tui.tui.forms.handover import HandoverForm

    customer = getattr(page, "customer", None)
    if customer is not None:
        page.desk_app.open_form(HandoverForm.of_customer(page.desk, customer))


def _is_offered(_: DetailPage[Any], line: Related | None) -> bool:
    # on what is owed the same key hands over that alone
    return line is None or not (isinstance(line.target, Commitment) and line.target.is_open)


HANDOVERS = Section("Handovers", _lines, _facts, acts=(Act(keymap.HAND_OVER_WHOM, _is_offered, _hand_over),))
"""Each line opens its pack."""
