"""How things stand with a customer: a line for each fact, which opens what it counts."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from textual.content import Content

from crm_tui.services.relationship import About, Stands, StateFact
from crm_tui.tui.adding import COMMITMENT, DEAL, INCIDENT, INTERACTION
from crm_tui.tui.present import Mark, Tone, one_line
from crm_tui.tui.screens.detail import DetailPage, Related
from crm_tui.tui.sections.section import Asked, Section
from crm_tui.tui.widgets.facts import Fact

_MARKS = {
    Stands.BAD: Mark(Stands.BAD, "!", Tone.BAD),
    Stands.LOOK: Mark(Stands.LOOK, "◆", Tone.CAUTION),
    Stands.GOOD: Mark(Stands.GOOD, "✓", Tone.GOOD),
    Stands.NONE: Mark(Stands.NONE, "–", Tone.QUIET),
}


def stands_mark(stands: Stands) -> Mark:
    """What a fact says of the relationship."""
    return _MARKS[stands]


def _lines(asked: Asked) -> Sequence[Related]:
    return [_line(asked.customer.id, one) for one in asked.state.facts]


def _line(customer_id: int, fact: StateFact) -> Related:
    return Related(
        None,
        None,
        fact.about,
        _stands(fact.stands),
        one_line(fact.words),
        Content(""),
        opens=partial(_open, customer_id, fact.about),
        name=fact.about,
    )


def _stands(stands: Stands) -> str:
    # of what there is nothing yet, the fact's own words say so
    mark = stands_mark(stands)
    return mark.symbol if stands is Stands.NONE else str(mark)


def _facts(asked: Asked) -> Sequence[Fact]:
    mark = stands_mark(asked.state.stands)
    return [Fact("", Content.styled(f"{mark.symbol} {asked.state.words}", mark.style), alone=True)]


def _open(customer_id: int, about: About, page: DetailPage[Any]) -> None:
    from crm_tui.tui.screens.state_fact import StateFactPage

    page.app.push_screen(StateFactPage(customer_id, about))


STATE = Section("State of the relationship", _lines, leads=_facts, adds=(INTERACTION, COMMITMENT, DEAL, INCIDENT))
"""The facts, and in a line what they come to; with the forms for what most of them count."""
