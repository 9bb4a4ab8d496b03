"""What a customer allows, and what has still to be taken down."""

from collections.abc import Sequence
from typing import Any

from textual.content import Content
from textual.screen import Screen

from crm_tui.domain.consent import Consent
from crm_tui.services import consents
from crm_tui.services.desk import Desk
from crm_tui.tui import keymap
from crm_tui.tui.adding import Added
from crm_tui.tui.present import Tone, counted, one_line, spoken_day
from crm_tui.tui.screens.detail import DetailPage, Related
from crm_tui.tui.sections.section import Act, Asked, Section
from crm_tui.tui.widgets.facts import Fact


def _lines(asked: Asked) -> Sequence[Related]:
    """What stands, what was taken back last, and below it each place to take down."""
    found = []
    for one in consents.newest_each(consents.of_customer(asked.desk.store, asked.customer.id)):
        on = one.withdrawn_on or one.given_on
        state = Content("✓ stands") if one.stands else Content.styled("✗ taken back", Tone.QUIET.value)
        told = one_line(f"{consents.called(one.purpose, one.channel)}: {one.withdrawn_how or one.how}")
        found.append(Related(one, on, spoken_day(on, asked.today), "consent", told, state, opens=_opening(one)))
        for use in one.to_take_down:
            mark = Content.styled("! to take down", f"bold {Tone.BAD.value}")
            text, day = one_line(use.where), spoken_day(use.on, asked.today)
            found.append(Related(None, use.on, day, "place", text, mark, opens=_opening(one), name=use.where))
    return found


def _facts(asked: Asked) -> Sequence[Fact]:
    found = consents.allowed(asked.desk.store, asked.customer.id)
    told = [Content(words) for words in (found.for_, found.against) if words]
    if left := found.to_take_down:
        told.append(Content.styled(f"! {counted(left, 'place')} to take down", f"bold {Tone.BAD.value}"))
    return [Fact("allows", Content("; ").join(told), alone=True)]


def _opening(one: Consent) -> Any:
    def open_(page: DetailPage[Any]) -> None:
        from crm_tui.tui.screens.consents import ConsentsPage

        page.app.push_screen(ConsentsPage(one.customer_id, one.id))

    return open_


def _show(page: DetailPage[Any]) -> None:
    from crm_tui.tui.screens.consents import ConsentsPage

    page.app.push_screen(ConsentsPage(page.record_id))


def _greeting(desk: Desk, customer_id: int, _deal_id: int | None) -> Screen[Any]:
    from crm_tui.services import greetings
    from crm_tui.tui.forms.greeting import GreetForm

    return GreetForm(desk, greetings.offer(desk, customer_id))


ALLOWED = Section(
    "What they allow",
    _lines,
    _facts,
    adds=(Added("greeting", _greeting),),
    acts=(Act(keymap.CONSENTS, lambda _page, _line: True, lambda page, _line: _show(page)),),
)
"""Consents, and the page on which they are recorded."""
