"""What a customer thinks of us and of others."""

from collections.abc import Sequence
from typing import Any

from textual.content import Content
from textual.screen import Screen

from crm_tui.services.desk import Desk
from crm_tui.services.feedback import opinions
from crm_tui.tui.adding import Added
from crm_tui.tui.present import one_line, spoken_day
from crm_tui.tui.screens.detail import Related
from crm_tui.tui.sections.section import Asked, Section


def _lines(asked: Asked) -> Sequence[Related]:
    return [
        Related(
            one.feedback,
            one.feedback.on,
            spoken_day(one.feedback.on, asked.today),
            "feedback",
            one_line(f"about {one.about}, {one.feedback.product}: {one.feedback.words}".removesuffix(": ")),
            Content("" if one.feedback.rating is None else f"{one.feedback.rating} of 5"),
        )
        for one in opinions(asked.desk.store, customer_id=asked.customer.id)
    ]


def _form(desk: Desk, customer_id: int, _deal_id: int | None) -> Screen[Any]:
    from crm_tui.tui.forms.feedback import FeedbackForm

    return FeedbackForm(desk, None, customer_id)


FEEDBACK = Section("Feedback", _lines, adds=(Added("feedback", _form),))
"""Each opinion, the last first."""
