"""A day that is typed is reckoned from the day that it is at the desk, not where the machine stands."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crm_tui import bootstrap
from crm_tui.domain.commitment import Commitment
from crm_tui.domain.rules import GroundRules
from crm_tui.domain.sign_off import Review, ReviewState, Step
from crm_tui.domain.staff import Member, Role
from crm_tui.services.check_lines import Group
from crm_tui.services.daily_check import daily_check
from crm_tui.services.review_queue import queue
from crm_tui.store.desk_store import TinyStore
from tests.cli.conftest import DAY, Run

SUNDAY = DAY + timedelta(days=1)
NOON = datetime.fromisoformat("2026-11-21T12:00:00+00:00")


class Clock(datetime):
    """Saturday noon in London, when it is Sunday already on Kiritimati."""

    @classmethod
    def now(cls, tz: Any = None) -> datetime:
        return NOON.astimezone(tz)


def set_zone(store: Path, zone: str, version: int = 1) -> None:
    opened = TinyStore(store, by=bootstrap.login())
    with opened.transaction() as now:
        now.add(GroundRules(version=version, changed_by="asha", changed_on=DAY, time_zone=zone))
    opened.close()


@pytest.fixture
def ahead(run: Run, store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk at which it is Sunday, on a machine where it is Saturday."""
    with TinyStore(store).transaction() as now:
        now.add(Member(login=bootstrap.login(), roles=(Role.ADMIN, Role.CHECKER), since=date(2020, 1, 1)))
        now.add(Commitment(customer_id=1, words="call", owner="asha", made_on=DAY - timedelta(days=9), due=DAY))
    set_zone(store, "Pacific/Kiritimati")
    monkeypatch.setattr(bootstrap, "datetime", Clock)
    return store


def newest(store: Path) -> Commitment:
    return TinyStore(store).find(Commitment)[-1]


@pytest.mark.parametrize(
    ("arguments", "field", "day"),
    [
        pytest.param(["promise", "meera: send it", "--due", "today"], "due", SUNDAY, id="promise today"),
        pytest.param(["promise", "meera: send it", "--due", "sun"], "due", DAY + timedelta(days=8), id="promise sun"),
        pytest.param(["promise", "meera: send it", "--due", "+1"], "due", SUNDAY + timedelta(days=1), id="promise +1"),
        pytest.param(["promise", "meera: send it today"], "due", SUNDAY, id="in the words"),
        pytest.param(["promise", "meera: send it"], "made_on", SUNDAY, id="the day it was said"),
        pytest.param(["done", "1", "--on", "today"], "settled_on", SUNDAY, id="done today"),
        pytest.param(["done", "1", "--on", "yesterday"], "settled_on", DAY, id="done yesterday"),
        pytest.param(["done", "1", "--on", "sat"], "settled_on", DAY, id="done sat"),
        pytest.param(["done", "1"], "settled_on", SUNDAY, id="done"),
    ],
)
def test_a_day_is_the_desks(run: Run, ahead: Path, arguments: list[str], field: str, day: date) -> None:
    ran = run(*arguments, "--store", ahead)
    assert (ran.code, ran.err) == (0, "")
    assert getattr(newest(ahead), field) == day


def test_an_hour_is_the_desks_too(run: Run, ahead: Path) -> None:
    ran = run("promise", "meera: call back in 2 hours", "--store", ahead)
    assert (ran.code, ran.err) == (0, "")
    assert (newest(ahead).due, str(newest(ahead).at)) == (SUNDAY, "04:00:00")


@pytest.mark.parametrize(
    ("arguments", "name", "day"),
    [
        pytest.param(["check"], "as_of", "2026-11-22", id="check"),
        pytest.param(["check", "--as-of", "today"], "as_of", "2026-11-22", id="check today"),
        pytest.param(["check", "--as-of", "yesterday"], "as_of", "2026-11-21", id="check yesterday"),
        pytest.param(["kept"], "as_of", "2026-11-22", id="kept"),
        pytest.param(["kept", "--as-of", "today"], "as_of", "2026-11-22", id="kept today"),
        pytest.param(["kept", "--since", "yesterday"], "since", "2026-11-21", id="kept since"),
        pytest.param(["queue"], "as_of", "2026-11-22", id="queue"),
    ],
)
def test_a_day_to_reckon_for_is_the_desks(run: Run, ahead: Path, arguments: list[str], name: str, day: str) -> None:
    assert json.loads(run(*arguments, "--format", "json", "--store", ahead).out)[name] == day


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (["promise", "meera: send it", "--due", "someday"], "--due"),
        (["done", "1", "--on", "someday"], "--on"),
        (["check", "--as-of", "someday"], "--as-of"),
        (["kept", "--as-of", "someday"], "--as-of"),
        (["kept", "--since", ""], "--since"),
        (["staff", "--login", "lata", "--left", "someday"], "--left"),
    ],
    ids=lambda one: one if isinstance(one, str) else one[0],
)
def test_what_is_no_day_is_refused_and_the_option_named(
    run: Run, store: Path, arguments: list[str], option: str
) -> None:
    ran = run(*arguments, "--store", store)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert f"{option}: " in ran.err
    assert "is not a day: type 2026-11-25" in ran.err


@pytest.mark.parametrize("typed", ["20261125", "2026-W48-3", "25/11", "today", "2026-02-30", "２０２６-11-25"])
def test_a_day_that_programs_repeat_has_one_form(run: Run, typed: str) -> None:
    ran = run("compare", "a", "b", "--today", typed)
    assert (ran.code, ran.out) == (2, "")
    assert "type it as 2026-11-25" in ran.err


def test_a_zone_that_this_machine_does_not_know_is_taken_as_its_own(run: Run, ahead: Path) -> None:
    set_zone(ahead, "Mars/Olympus_Mons", version=2)
    ran = run("check", "--format", "json", "--store", ahead)
    assert json.loads(ran.out)["as_of"] == str(DAY)
    assert run("export", "ics", "-", "--store", ahead).code == 0


@pytest.mark.parametrize("kept_in", ["2026-11-21T12:00+00:00", "2026-11-21T07:00-05:00", "2026-11-22T02:00+14:00"])
def test_a_step_that_was_kept_in_another_zone_was_taken_on_the_desks_day(run: Run, ahead: Path, kept_in: str) -> None:
    step = Step(state=ReviewState.SUBMITTED, by="asha", at=datetime.fromisoformat(kept_in))
    with TinyStore(ahead).transaction() as now:
        now.add(Review(deal_id=1, maker="asha", steps=(step,), state=ReviewState.SUBMITTED))
    with bootstrap.open_desk(ahead) as desk:
        assert [one.since for one in daily_check(desk.store, SUNDAY).group(Group.REVIEWS)] == [SUNDAY]
        assert [(one.since, one.days) for one in queue(desk).waiting] == [(SUNDAY, 0)]
    assert "submitted: asha, 2026-11-22 02:00" in run("review", "1", "--store", ahead).out
