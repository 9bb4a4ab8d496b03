"""The day at two keyboards, and past midnight: what is shown follows by itself."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from crm_tui.domain.commitment import Commitment, Status
from crm_tui.domain.staff import Member
from crm_tui.services import acts
from crm_tui.services.actions import Done
from crm_tui.services.desk import Desk
from crm_tui.store.desk_store import TinyStore
from crm_tui.tui import following
from tests.tui.conftest import TODAY, days
from tests.tui.waiting import comes


class Clock:
    """A day that somebody moves on."""

    def __init__(self) -> None:
        self.day = TODAY

    def __call__(self) -> date:
        return self.day


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """It is the tests' day until it is set, and is looked at often."""
    monkeypatch.setattr(following, "TOLD", 0.1)
    return Clock()


@pytest.fixture
def colleague(desk: Desk) -> Iterator[Desk]:
    """Vikram, in a session of his own at the same store."""
    store = TinyStore(desk.store.path, by="vikram")
    yield replace(desk, store=store, officer="vikram", done=Done())
    store.storage.close()


async def test_past_midnight_the_lines_are_those_of_the_new_day(desk: Desk, sit_down, clock: Clock) -> None:
    async with sit_down(replace(desk, today=clock)) as at:
        assert "asha · Sat 21 Nov" in at.text
        assert "! 3 overdue   ● 2 due today" in at.text
        await at.find("Quote with maternity cover")
        clock.day = days(1)
        await at.until("! 5 overdue   ● 0 due today")
        await at.settle()
        assert "asha · Sun 22 Nov" in at.text
        assert "Quote with maternity" in at.cursor
        assert "! late " in at.cursor


async def test_past_midnight_what_was_put_off_until_then_is_back(desk: Desk, sit_down, clock: Clock) -> None:
    acts.snooze(desk, ["commitment 4"], days(1))
    async with sit_down(replace(desk, today=clock)) as at:
        assert "Call back about" not in at.text
        assert "1 put off" in at.text
        clock.day = days(1)
        await at.until("Call back about")
        assert "put off" not in at.text


async def test_past_midnight_a_form_that_is_open_stays_and_the_day_below_is_the_new_one(
    desk: Desk, sit_down, clock: Clock
) -> None:
    async with sit_down(replace(desk, today=clock)) as at:
        await at.press("b", *"forgot")
        before = at.app.generation
        clock.day = days(1)
        assert await comes(lambda: at.app.generation > before), "the day was noticed"
        await at.settle()
        assert "forgot" in at.text
        await at.press("ctrl+s")
        assert "Sun 22 Nov" in at.text
    assert desk.store.get(Commitment, 4).status is Status.BROKEN


async def test_a_line_that_a_colleague_settles_while_the_form_is_open_is_refused_with_what_was_typed(
    desk: Desk, colleague: Desk, sit_down
) -> None:
    async with sit_down(desk) as at:
        line = at.app.screen.records.current
        await at.press("b", *"forgot")
        acts.keep(colleague, [desk.store.get(Commitment, line.opens[1])], TODAY)
        await at.press("ctrl+s")
        assert "kept" in " ".join(at.text.split())
        assert "forgot" in at.text
        await at.press("escape", "y")
        assert line.key not in {one.key for one in at.app.screen.records.shown}
    assert desk.store.get(Commitment, line.opens[1]).status is Status.KEPT


async def test_a_line_that_a_colleague_settles_leaves_the_screen_with_its_mark(
    desk: Desk, colleague: Desk, sit_down
) -> None:
    async with sit_down(desk) as at:
        await at.press("space", "space")
        assert "2 of " in at.text
        acts.keep(colleague, [desk.store.get(Commitment, 4)], TODAY)
        await at.until("! 2 overdue")
        await at.settle()
        assert "1 of " in at.text
        await at.press("d", "ctrl+s")
    assert {one.id for one in desk.store.find(Commitment) if one.status is Status.KEPT and one.settled_on == TODAY} == {
        3,
        4,
    }


async def test_what_one_puts_off_another_still_sees(desk: Desk, colleague: Desk, sit_down) -> None:
    with desk.store.transaction() as now:
        now.add(Member(login="ravi", since=TODAY, supervisor="vikram"))
        now.put(now.get(Commitment, 4).model_copy(update={"owner": "ravi"}))
    acts.snooze(replace(desk, officer="ravi"), ["commitment 4"], days(3))
    async with sit_down(replace(colleague, officer="ravi")) as at:
        assert "Call back about" not in at.text
        assert "1 put off" in at.text
    async with sit_down(colleague) as at:
        await at.press("W")
        assert "My team's day" in at.text
        assert "Call back about" in at.text
        assert "put off" not in at.text


async def test_a_line_that_was_handed_over_meanwhile_is_in_the_other_day(desk: Desk, colleague: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        acts.reassign(colleague, [desk.store.get(Commitment, 4)], "vikram")
        await at.until("! 2 overdue")
        assert "Call back about" not in at.text
