"""Search over everything, and saved views, at the keyboard."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from decimal import Decimal

import pytest
from textual import events

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.consent import Consent, Purpose
from crm_tui.domain.customer import Customer
from crm_tui.domain.feedback import Feedback, From
from crm_tui.domain.gift import Gift
from crm_tui.domain.handover import Handover
from crm_tui.domain.money import Money
from crm_tui.domain.record import Record
from crm_tui.domain.referral import Referral
from crm_tui.domain.saved_view import SavedView
from crm_tui.services.desk import Desk
from crm_tui.tui.app import DeskApp
from crm_tui.tui.screens.commitment import CommitmentPage
from crm_tui.tui.screens.customer import CustomerPage
from crm_tui.tui.screens.deal import DealPage
from crm_tui.tui.screens.search import SearchScreen
from crm_tui.tui.screens.today import TodayScreen
from crm_tui.tui.screens.views import ViewsScreen
from tests.tui.conftest import TODAY, days
from tests.tui.keyboard import Keyboard, at_once

pytestmark = pytest.mark.usefixtures("fixed_verdicts")


@asynccontextmanager
async def sitting(desk: Desk) -> AsyncIterator[Keyboard]:
    app = DeskApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        at = Keyboard(app, pilot)
        await at.settle()
        yield at


async def typed(at: Keyboard, words: str) -> None:
    await at.type(words)
    await at.heard()


@pytest.mark.parametrize("screen", ["1", "2", "3", "4", "5", "6", "7", "8", "T", "R", "l", "ctrl+o"])
async def test_one_key_searches_from_every_screen(desk: Desk, screen: str) -> None:
    async with sitting(desk) as at:
        await at.press(screen, "ctrl+f")
        assert isinstance(at.app.screen, SearchScreen)
        await typed(at, "meera loan")
        assert "Deals (1)" in at.screen
        assert "Home loan, Wakad flat" in at.screen
        await at.press("escape", "escape")
        assert not isinstance(at.app.screen, SearchScreen)


async def test_what_is_found_stands_by_kind_and_each_line_opens_its_record(desk: Desk) -> None:
    async with sitting(desk) as at:
        await at.press("ctrl+f")
        await typed(at, "meera")
        for heading in ("Customers (1)", "Deals (1)", "Commitments (3)", "Interactions (1)", "Papers (1)"):
            assert heading in at.screen
        await at.press("enter", "enter")
        assert isinstance(at.app.screen, CustomerPage)
        await at.press("escape")
        await at.go_to("Home loan, Wakad")
        await at.press("enter")
        assert isinstance(at.app.screen, DealPage)
        await at.press("escape")
        assert "meera" in at.line("Search")
        await at.go_to("Send the sanction letter")
        await at.press("enter")
        assert isinstance(at.app.screen, CommitmentPage)


async def test_a_paper_is_found_by_its_file_and_opens_in_its_review(desk: Desk) -> None:
    async with sitting(desk) as at:
        await at.press("ctrl+f")
        await typed(at, "sanction-letter.txt")
        await at.press("enter", "enter")
        await at.until("Processing fee: 0.5 %")
        await at.press("escape")
        assert isinstance(at.app.screen, SearchScreen)


async def test_a_wrong_filter_word_is_said_for_as_long_as_it_stands_there(desk: Desk) -> None:
    async with sitting(desk) as at:
        await at.press("ctrl+f")
        await typed(at, "stage:nowhere")
        assert "! no stage 'nowhere': enquiry, needs, proposal, paper issued" in at.words
        await at.heard()
        await at.press("down", "up")
        assert "no stage 'nowhere'" in at.words
        await at.press("ctrl+f", "end", *["backspace"] * 7)
        await typed(at, "review")
        assert "no stage" not in at.words
        assert "Home loan, Wakad flat" in at.screen


async def test_what_is_typed_ahead_lands_in_the_entry(desk: Desk) -> None:
    async with sitting(desk) as at:
        at.app.post_message(events.Key("ctrl+f", None))
        await at_once(at, "owner:vikram kind:customer")
        await at.heard()
        assert isinstance(at.app.screen, SearchScreen)
        assert at.app.screen.entry.value == "owner:vikram kind:customer"
        assert "Customers (3)" in at.screen


async def test_the_newest_words_win(desk: Desk) -> None:
    async with sitting(desk) as at:
        await at.press("ctrl+f")
        page = at.app.screen
        assert isinstance(page, SearchScreen)
        page._understand("kind:customer")
        late = page.read
        page._understand("zebra")
        page.show(replace(_read(late, page, "kind:customer"), asked=_asked("kind:customer")))
        assert page.records.total == 0


def _asked(line: str):
    from crm_tui.services.search_words import read

    return read(line)


def _read(_late, page: SearchScreen, line: str):
    from crm_tui.services.search import search
    from crm_tui.tui.screens.search import Sought

    return Sought(_asked(line), search(page.desk, _asked(line)))


async def test_stored_text_is_neither_markup_nor_a_pattern(desk: Desk) -> None:
    with desk.store.transaction() as now:
        now.add(Customer(name="[red]Zoe[/] (a+)+ \x1b[31m", owner="asha", since=TODAY))
    async with sitting(desk) as at:
        await at.press("ctrl+f")
        await typed(at, "[red] (a+)+")
        assert "Customers (1)" in at.screen
        assert "[red]Zoe[/] (a+)+ ␛[31m" in at.screen
        await at.press("escape")
        await typed(at, ".*")
        assert "nothing is found" in at.screen


async def test_what_a_colleague_saves_is_found_while_the_words_stand(desk: Desk) -> None:
    async with sitting(desk) as at:
        await at.press("ctrl+f")
        await typed(at, "umbrella")
        assert "nothing is found" in at.screen
        with desk.store.transaction() as now:
            now.add(Commitment(customer_id=1, words="An umbrella", owner="vikram", made_on=days(-1)))
        await at.until("Commitments (1)")


async def test_a_search_is_saved_listed_opened_renamed_and_removed(desk: Desk) -> None:
    with desk.store.transaction() as now:
        now.add(SavedView(by="vikram", name="His own", asked="owner:me"))
    async with sitting(desk) as at:
        await at.press("ctrl+f")
        await typed(at, "owner:me due:overdue")
        await at.press("ctrl+s")
        await at.type("Late ones of mine")
        await at.press("ctrl+s")
        assert isinstance(at.app.screen, SearchScreen)
        for key in ("escape", "escape", "ctrl+o"):
            await at.press(key)
        assert isinstance(at.app.screen, ViewsScreen)
        assert "Late ones of mine" in at.screen
        assert "His own" not in at.screen
        await at.press("enter")
        assert "Commitments (3)" in at.screen
        assert "Call back about the collateral" in at.screen
        await at.press("escape", "escape", "e")
        await at.clear()
        await at.type("Mine")
        await at.press("enter")
        assert "Late ones" not in at.line("> ")
        assert "Mine" in at.line("> ")
        await at.press("w")
        assert "No views yet" in at.screen
        await at.press("u")
        assert "Mine" in at.line("> ")
        await at.press("escape")
        assert isinstance(at.app.screen, TodayScreen)


async def test_a_view_of_nothing_or_of_wrong_words_is_not_saved(desk: Desk) -> None:
    async with sitting(desk) as at:
        await at.press("ctrl+f", "ctrl+s")
        assert isinstance(at.app.screen, SearchScreen)
        await typed(at, "stage:nowhere")
        await at.press("ctrl+s")
        assert isinstance(at.app.screen, SearchScreen)
        assert desk.store.find(SavedView) == []


KEPT = {
    "gift": (
        Gift(customer_id=1, what="Zebra", value=Money(amount=Decimal(9), currency="INR"), on=TODAY, by="asha"),
        "GiftsScreen",
    ),
    "consent": (
        Consent(customer_id=1, purpose=Purpose.GREETINGS, given_on=TODAY, how="zebra form", by="asha"),
        "ConsentsPage",
    ),
    "feedback": (Feedback(source=From.ANONYMOUS, words="zebra crossing", on=TODAY, by="asha"), "OpinionsPage"),
    "referral": (Referral(customer_id=2, referrer_id=1, on=TODAY, by="asha", words="zebra"), "ReferralsScreen"),
    "handover": (
        Handover(customer_id=1, owner="asha", to="vikram", reason="zebra", by="asha", on=TODAY),
        "HandoverPage",
    ),
}


@pytest.mark.parametrize(("record", "page"), KEPT.values(), ids=KEPT)
async def test_each_record_opens_where_it_can_be_acted_on(desk: Desk, record: Record, page: str) -> None:
    with desk.store.transaction() as now:
        now.add(record)
    async with sitting(desk) as at:
        await at.press("ctrl+f")
        await typed(at, "zebra")
        await at.press("enter", "enter")
        assert type(at.app.screen).__name__ == page
        if page in ("GiftsScreen", "OpinionsPage"):
            assert "ebra" in str(at.app.screen.records.current)
