"""The screens that a number key opens; each is loaded when it is first shown."""

from collections.abc import Callable
from typing import Any

from textual.screen import Screen


def _today() -> Screen[Any]:
    from crm_tui.tui.screens.today import TodayScreen

    return TodayScreen()


def _customers() -> Screen[Any]:
    from crm_tui.tui.screens.customers import CustomersScreen

    return CustomersScreen()


def _deals() -> Screen[Any]:
    from crm_tui.tui.screens.deals import DealsScreen

    return DealsScreen()


def _commitments() -> Screen[Any]:
    from crm_tui.tui.screens.commitments import CommitmentsScreen

    return CommitmentsScreen()


def _review() -> Screen[Any]:
    from crm_tui.tui.screens.reviews import ReviewsScreen

    return ReviewsScreen()


MODES: dict[str, str | Callable[[], Screen[Any]]] = {
    "today": _today,
    "customers": _customers,
    "deals": _deals,
    "commitments": _commitments,
    "review": _review,
}
"""By name."""
