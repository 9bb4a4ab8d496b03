"""The screens about goodwill, of which one key offers the choice."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from crm_tui.tui.screens.choice import ChoiceScreen

if TYPE_CHECKING:
    from crm_tui.tui.app import DeskApp


def _referrals() -> Screen[Any]:
    from crm_tui.tui.screens.referrals import ReferralsScreen

    return ReferralsScreen()


def _feedback() -> Screen[Any]:
    from crm_tui.tui.screens.feedback import FeedbackScreen

    return FeedbackScreen()


def _win_loss() -> Screen[Any]:
    from crm_tui.tui.screens.win_loss import WinLossScreen

    return WinLossScreen()


def _gifts() -> Screen[Any]:
    from crm_tui.tui.screens.gifts import GiftsScreen

    return GiftsScreen()


def _given_and_won() -> Screen[Any]:
    from crm_tui.tui.screens.given_and_won import GivenAndWonScreen

    return GivenAndWonScreen()


SCREENS: dict[str, tuple[str, Callable[[], Screen[Any]]]] = {
    "referrals": ("Referrals: who came by whom", _referrals),
    "feedback": ("Feedback: what people think of us and of competitors", _feedback),
    "win loss": ("Won and lost: why, and against whom", _win_loss),
    "gifts": ("Gifts: what was given, and what waits for approval", _gifts),
    "given and won": ("Given and won: what was given away beside what was won", _given_and_won),
}
"""By name: the words of the choice, and the screen."""


def choose(app: "DeskApp") -> None:
    """Ask which of them is wanted, and show it."""

    def show(name: str | None) -> None:
        if name is not None:
            app.push_screen(SCREENS[name][1]())

    if not isinstance(app.screen, ChoiceScreen):
        app.push_screen(ChoiceScreen("Show", [(name, words) for name, (words, _) in SCREENS.items()]), show)
