import pytest
from textual.binding import Binding

from crm_tui.tui import keymap
from crm_tui.tui.app import DeskApp
from crm_tui.tui.screens.commitments import CommitmentsScreen
from crm_tui.tui.screens.customer import CustomerPage
from crm_tui.tui.screens.customers import CustomersScreen
from crm_tui.tui.screens.deal import DealPage
from crm_tui.tui.screens.deals import DealsScreen
from crm_tui.tui.screens.detail import DetailPage
from crm_tui.tui.screens.handover import HandoverPage
from crm_tui.tui.screens.handovers import HandoversScreen
from crm_tui.tui.screens.incident import IncidentPage
from crm_tui.tui.screens.page import Page
from crm_tui.tui.screens.past_review import PastReviewPage
from crm_tui.tui.screens.resolving import ResolvingPage
from crm_tui.tui.screens.review import ReviewPage
from crm_tui.tui.screens.reviews import ReviewsScreen
from crm_tui.tui.screens.rules import RulesScreen
from crm_tui.tui.screens.search import SearchScreen
from crm_tui.tui.screens.settling import SettlingPage
from crm_tui.tui.screens.signing_off import SigningPage
from crm_tui.tui.screens.staff import StaffScreen
from crm_tui.tui.screens.today import TodayScreen
from crm_tui.tui.screens.views import ViewsScreen
from crm_tui.tui.widgets.facts import TextScroll
from crm_tui.tui.widgets.filter_input import FilterInput
from crm_tui.tui.widgets.paper_view import PaperLines, PaperView
from crm_tui.tui.widgets.record_rows import RecordRows

PLACES = [
    DeskApp,
    Page,
    SettlingPage,
    DetailPage,
    TodayScreen,
    HandoversScreen,
    HandoverPage,
    CustomersScreen,
    CustomerPage,
    DealsScreen,
    CommitmentsScreen,
    DealPage,
    ReviewsScreen,
    ReviewPage,
    ResolvingPage,
    SigningPage,
    PastReviewPage,
    PaperLines,
    PaperView,
    RecordRows,
    FilterInput,
    TextScroll,
]
EVERY_TERMINAL_SENDS = {
    *"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
    *("up", "down", "left", "right", "pageup", "pagedown", "home", "end", "enter", "escape", "f1", "f8"),
    *("space", "asterisk", "percent_sign", "comma"),
    *("slash", "question_mark"),
    *("ctrl+c", "ctrl+f", "ctrl+l", "ctrl+o", "ctrl+p", "ctrl+q", "ctrl+r", "ctrl+s", "ctrl+t"),
}


def bindings(place: type) -> list[Binding]:
    return list(Binding.make_bindings(place.BINDINGS))


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_every_key_has_a_name_and_says_what_it_does(place: type) -> None:
    for binding in bindings(place):
        assert binding.id, binding
        assert binding.description, binding
        assert binding.tooltip, binding
        assert binding.key in EVERY_TERMINAL_SENDS, binding


def test_a_key_means_the_same_everywhere() -> None:
    meanings: dict[str, set[str]] = {}
    for place in PLACES:
        for binding in bindings(place):
            meanings.setdefault(binding.key, set()).add(binding.description)
    several = {key: ids for key, ids in meanings.items() if len(ids) > 1}
    # escape always leads one step back: out of long work, out of the filter, out of its result, out of the page; a
    # paper is searched where a list is narrowed, and more is shown of a review where more is shown of a list
    assert several == {
        "escape": {"Back", "All", "Clear", "Stop"},
        "down": {"Down", "To the list"},
        "slash": {"Filter", "Search"},
        "v": {"All/open", "Standard"},
    }


def test_help_and_quit_come_last_in_the_footer() -> None:
    shown = [binding for place in PLACES for binding in bindings(place) if binding.show]
    assert [one.id for one in sorted(shown, key=keymap.footer_place)][-2:] == ["desk.help", "desk.quit"]


@pytest.mark.parametrize(
    "page",
    [SearchScreen, ViewsScreen, ReviewPage, RulesScreen, StaffScreen, IncidentPage, *PLACES[1:]],
    ids=lambda page: page.__name__,
)
def test_a_page_takes_no_key_of_the_whole_program(page: type) -> None:
    everywhere = {binding.key for binding in bindings(DeskApp)}
    ours = [place for place in page.__mro__ if place.__module__.startswith("crm_tui")]
    own = {binding.key for place in ours for binding in Binding.make_bindings(place.__dict__.get("BINDINGS", []))}
    assert own & everywhere == set()
