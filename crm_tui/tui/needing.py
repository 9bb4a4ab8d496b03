"""What a customer needs, as a line of a list, and the key that begins a deal out of it."""

from datetime import date
from functools import partial
from typing import Any

from crm_tui.domain.deal import Deal
from crm_tui.services import needs
from crm_tui.services.needs import Noted
from crm_tui.tui.faults import unsaved
from crm_tui.tui.present import one_line, safe, spoken_day
from crm_tui.tui.screens.detail import DetailPage, Related, open_record


def need_line(one: Noted, today: date, deal: Deal | None = None) -> Related:
    """A need; ``deal`` is what it became. Opening it shows that, or the contact in which it came up."""
    said = one.interaction
    opened = deal or said
    return Related(
        target=None,
        on=said.on,
        day=spoken_day(said.on, today),
        what="need",
        text=one_line(one.need.words),
        state=safe(f"deal #{deal.id}" if deal else f"noted by {said.by}"),
        opens=lambda page: open_record(page, opened),
        name=f"need {said.id} {one.place}",
        need=one if deal is None else None,
    )


def is_waiting(_page: DetailPage[Any], line: Related | None) -> bool:
    """Whether the line is a need that no deal answers yet."""
    return line is not None and line.need is not None


def make_deal(page: DetailPage[Any], line: Related | None) -> None:
    """Begin a deal out of the need, and show it; keys that are typed meanwhile are for its page."""
    if line is not None and line.need is not None and page.desk_app.may_save():
        page.desk_app.hold()
        page.run_worker(partial(_write, page, line.need), thread=True, group="write")


def _write(page: DetailPage[Any], one: Noted) -> None:
    try:
        deal = needs.to_deal(page.desk, one)
    except Exception as fault:  # nothing was changed: the page says so and stays
        page.post_message(page.Failed(unsaved(fault)))
    else:
        page.app.call_from_thread(_began, page, deal)
    finally:
        page.app.call_from_thread(page.desk_app.let_go)


def _began(page: DetailPage[Any], deal: Deal) -> None:
    page.desk_app.saved(deal)
    page.app.notify(f"A deal began: {deal.title}", markup=False)
    open_record(page, deal)
