"""Long work says on one line how far it is, and escape stops it: what was typed stays, and it can be begun again."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crm_tui.domain.deal import Deal
from crm_tui.domain.document import Document
from crm_tui.domain.progress import each
from crm_tui.services.desk import Desk
from crm_tui.tui.forms.attach import AttachForm
from crm_tui.tui.forms.print import PrintForm
from crm_tui.tui.screens import insights as insights_screen
from crm_tui.tui.screens import review as review_screen
from crm_tui.tui.screens.insights import InsightsScreen
from crm_tui.tui.screens.page import Page
from crm_tui.tui.screens.review import ReviewPage
from crm_tui.tui.widgets import under_way
from tests.tui.waiting import LONGEST, comes, typing_paused

PAGES = 188


class Long:
    """Work of many pages that goes on page by page when it is let."""

    def __init__(self, result: Any) -> None:
        self._result = result
        self._let = threading.Semaphore(0)
        self._done = False
        self.ended: list[str] = []
        """How each piece of work ended."""

    def __call__(self, *given: Any, **named: Any) -> Any:
        try:
            for _ in each("pages read", range(PAGES)):
                if not self._done:
                    self._let.acquire(timeout=LONGEST)
            result = self._result(*given, **named) if callable(self._result) else self._result
        except BaseException as fault:
            self.ended.append(type(fault).__name__)
            raise
        self.ended.append("done")
        return result

    def go_on(self, pages: int = 1) -> None:
        self._let.release(pages)

    def finish(self) -> None:
        self._done = True
        self._let.release(PAGES * 4)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every step is told."""
    monkeypatch.setattr(under_way, "FIRST", 0.0)
    monkeypatch.setattr(under_way, "EACH", 0.0)


@pytest.fixture
def comparing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Long]:
    """The review of a deal takes long."""
    long = Long(review_screen.read_review)
    monkeypatch.setattr(review_screen, "read_review", long)
    yield long
    long.finish()


async def opened(at: Any, long: Long) -> None:
    """The list of reviews is there; the review that is opened takes long."""
    await at.press("slash")
    await at.type("everything")
    await at.press("enter")
    await at.pilot.press("enter")
    long.go_on(12)
    await at.until("pages read: 12 of 188 esc stops it")


async def test_a_review_says_how_far_it_is_and_the_line_goes_with_the_work(
    desk: Desk, all_verdicts: Deal, at_desk, comparing: Long
) -> None:
    async with at_desk(desk) as at:
        await opened(at, comparing)
        assert "esc Stop" in at.screen
        comparing.finish()
        await at.settle()
        assert "pages read" not in at.screen
        assert "esc Stop" not in at.screen
        assert "Processing fee" in at.screen


async def test_what_is_known_of_a_deal_is_shown_before_its_paper_is_read(
    desk: Desk, all_verdicts: Deal, at_desk, comparing: Long
) -> None:
    async with at_desk(desk) as at:
        await at.press("slash")
        await at.type("everything")
        await at.press("enter")
        await at.pilot.press("enter")
        await at.until("reading the papers… · 7 promises to compare Meera Iyer · Everything loan · offer.txt v1")
        assert "Nothing was promised" not in at.screen
        assert "No paper yet" not in at.screen
        comparing.finish()
        await at.settle()
        assert "reading the papers" not in at.screen
        assert "Meera Iyer · Everything loan · offer.txt v1" in at.screen


async def test_a_review_that_was_stopped_does_not_say_that_it_is_being_read(
    desk: Desk, all_verdicts: Deal, at_desk, comparing: Long
) -> None:
    async with at_desk(desk) as at:
        await opened(at, comparing)
        assert "reading the papers…" in at.screen
        await at.pilot.press("escape")
        comparing.go_on()
        await at.until("stopped at pages read: 12 of 188")
        assert "reading the papers" not in at.screen
        comparing.finish()
        await at.press("f8")
        assert "Processing fee" in at.screen


async def test_escape_stops_it_stays_there_and_it_is_begun_again(
    desk: Desk, all_verdicts: Deal, at_desk, comparing: Long
) -> None:
    async with at_desk(desk) as at:
        await opened(at, comparing)
        await at.pilot.press("escape")
        comparing.go_on()
        await at.until("stopped at pages read: 12 of 188: nothing was changed F8 reads it again")
        assert isinstance(at.app.screen, ReviewPage)
        assert comparing.ended == ["BrokenOff"]
        # what a colleague saves meanwhile does not begin it again
        at.app.desk_changed()
        await at.settle()
        assert "stopped at" in at.screen
        comparing.finish()
        await at.press("f8")
        assert "stopped at" not in at.screen
        assert "Processing fee" in at.screen
        # there is nothing to stop any more: escape leads back
        await at.press("escape")
        assert not isinstance(at.app.screen, ReviewPage)


async def test_whoever_leaves_stops_it(desk: Desk, all_verdicts: Deal, at_desk, comparing: Long) -> None:
    async with at_desk(desk) as at:
        await opened(at, comparing)
        at.app.screen.dismiss()
        await at.pilot.pause()
        comparing.go_on()
        # whoever left asks no more what becomes of the work
        assert await comes(lambda: comparing.ended == ["BrokenOff"])


async def test_after_it_was_stopped_escape_leads_back_and_opening_begins_anew(
    desk: Desk, all_verdicts: Deal, at_desk, comparing: Long
) -> None:
    async with at_desk(desk) as at:
        await opened(at, comparing)
        await at.pilot.press("escape")
        comparing.go_on()
        await at.until("stopped at")
        await at.press("escape")
        assert not isinstance(at.app.screen, ReviewPage)
        comparing.finish()
        await at.press("enter")
        assert "Processing fee" in at.screen


async def test_short_work_is_not_told(desk: Desk, all_verdicts: Deal, at_desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(under_way, "FIRST", 60.0)
    told: list[object] = []
    monkeypatch.setattr(under_way.UnderWayLine, "_put", lambda _self, line, *_, **__: told.append(line))
    async with at_desk(desk, "everything") as at:
        assert "Processing fee" in at.screen
    assert set(told) <= {""}


async def test_the_line_is_painted_at_most_a_few_times_a_second(
    desk: Desk, all_verdicts: Deal, at_desk, comparing: Long, monkeypatch: pytest.MonkeyPatch
) -> None:
    went: list[Any] = []
    monkeypatch.setattr(under_way, "EACH", 60.0)
    post = under_way.UnderWayLine.post_message

    def counted(self: under_way.UnderWayLine, message: Any) -> bool:
        if isinstance(message, under_way.UnderWayLine.Went):
            went.append(message)
        return post(self, message)

    monkeypatch.setattr(under_way.UnderWayLine, "post_message", counted)
    comparing.finish()
    async with at_desk(desk, "everything"):
        pass
    # the first of 188 steps; the next would come after a minute
    works = {id(one.work) for one in went}
    assert len(works) == len(went) < 20
    assert comparing.ended == ["done"]


async def test_the_figures_of_the_desk_say_how_many_deals_are_compared(
    desk: Desk, all_verdicts: Deal, at_desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = Long(insights_screen.insights)
    monkeypatch.setattr(insights_screen, "insights", long)
    async with at_desk(desk) as at:
        await at.pilot.press("percent_sign")
        long.go_on(3)
        await at.until("pages read: 3 of 188")
        await at.pilot.press("escape")
        long.go_on()
        await at.until("stopped at pages read: 3 of 188")
        assert isinstance(at.app.screen, InsightsScreen)
        long.finish()
        await at.press("f8")
        assert "Pipeline" in at.words


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A short paper."""
    path = tmp_path / "letter.txt"
    path.write_text("SANCTION LETTER\n\nRate of interest: 8.75 % p.a.\n")
    return path


async def typed_path(at, desk: Desk, deal: Deal, long: Long, path: Path) -> AttachForm:
    """The form that attaches a paper, whose reading takes as long as it is told, with its path typed."""
    object.__setattr__(desk, "read_paper", long)
    form = AttachForm(desk, deal)
    at.app.open_form(form)
    await at.settle()
    form.query_one("#field-path").value = str(path)
    return form


async def test_a_paper_that_is_read_while_its_path_is_typed_can_be_stopped_and_saved_all_the_same(
    desk: Desk, all_verdicts: Deal, at_desk, letter: Path
) -> None:
    long = Long(desk.read_paper)
    before = desk.store.find(Document)
    async with at_desk(desk, "everything") as at:
        form = await typed_path(at, desk, all_verdicts, long, letter)
        long.go_on(5)
        await at.until("pages read: 5 of 188 esc stops it")
        await at.pilot.press("escape")
        long.go_on()
        await at.until("stopped at pages read: 5 of 188: save it all the same")
        # saving reads it whole, and is stopped as well
        await at.pilot.press("ctrl+s")
        long.go_on(2)
        await at.until("pages read: 2 of 188 esc stops it")
        await at.pilot.press("escape")
        long.go_on()
        await at.until("stopped at pages read: 2 of 188: nothing was saved")
        assert at.app.screen is form
        assert form.query_one("#field-path").value == str(letter)
        assert desk.store.find(Document) == before
        long.finish()
        await at.press("ctrl+s")
        assert at.app.screen is not form
    assert len(desk.store.find(Document)) == len(before) + 1


async def test_a_paper_that_is_saved_as_soon_as_it_is_typed_is_read_once_and_can_be_stopped(
    desk: Desk, all_verdicts: Deal, at_desk, letter: Path
) -> None:
    long = Long(desk.read_paper)
    before = desk.store.find(Document)
    async with at_desk(desk, "everything") as at:
        form = await typed_path(at, desk, all_verdicts, long, letter)
        await at.pilot.pause()
        await at.pilot.press("ctrl+s")
        # what is typed meanwhile begins no reading beside it, and escape is answered before anything is told
        await at.pilot.press("x", "backspace")
        await typing_paused(at.pilot)
        await at.pilot.press("escape")
        long.go_on(3)
        await at.until("nothing was saved")
        assert long.ended == ["BrokenOff"]
        assert at.app.screen is form
        assert desk.store.find(Document) == before
        long.finish()
        await at.press("ctrl+s")
        assert at.app.screen is not form
    assert len(desk.store.find(Document)) == len(before) + 1


async def test_a_print_that_is_stopped_leaves_no_file(
    desk: Desk, all_verdicts: Deal, at_desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = Long(lambda *_: tmp_path / "sheet.pdf")
    object.__setattr__(desk, "write_print", long)
    async with at_desk(desk, "everything") as at:
        form = PrintForm(desk, all_verdicts.id, all_verdicts.title)
        at.app.push_screen(form)
        await at.settle()
        form.query_one("#field-path").value = str(tmp_path / "sheet.pdf")
        await at.pilot.press("ctrl+s")
        long.go_on(4)
        await at.until("pages read: 4 of 188 esc stops it")
        await at.pilot.press("escape")
        long.go_on()
        await at.until("stopped at pages read: 4 of 188: nothing was saved")
        assert at.app.screen is form
        long.finish()
        await at.press("ctrl+s")
        assert not isinstance(at.app.screen, PrintForm)
        assert isinstance(at.app.screen, Page)
