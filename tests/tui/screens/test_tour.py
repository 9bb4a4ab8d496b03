"""Being shown round, and the palette that has what was chosen lately first."""

import os
from pathlib import Path
from time import monotonic

import pytest

from crm_tui.services.desk import Desk
from crm_tui.tui import seated
from crm_tui.tui.app import DeskApp
from crm_tui.tui.capable import EVERYTHING
from crm_tui.tui.habits import Habits
from crm_tui.tui.present import cells
from crm_tui.tui.screens.tour import STEPS, TourScreen
from tests.tui.conftest import Seat, Sit


@pytest.mark.parametrize("size", [(80, 24), (60, 15)])
async def test_the_tour_goes_on_and_back_and_ends_at_the_desk(desk: Desk, sit_down: Sit, size: tuple[int, int]) -> None:
    async with sit_down(desk, size=size) as seat:
        seat.app.action_tour()
        await seat.until("1 of 7")
        told = []
        for place, (title, *_) in enumerate(STEPS, start=1):
            assert f"{place} of {len(STEPS)} · {title}" in seat.text
            assert "[" not in seat.text, "every key is named as it is pressed"
            assert all(cells(line) <= size[0] for line in seat.lines)
            assert "Next" in seat.footer
            told.append(seat.text)
            await seat.press("space" if place % 2 else "enter")
        assert not isinstance(seat.app.screen, TourScreen)
        assert "ctrl" not in "".join(told), "keys are called as they are on the keyboard"
        assert "^p finds any screen" in "".join(told)


async def test_the_tour_is_left_at_any_step_and_goes_back_one(desk: Desk, sit_down: Sit) -> None:
    async with sit_down(desk) as seat:
        seat.app.action_tour()
        await seat.until("1 of 7")
        await seat.press("left", "right", "right", "left")
        assert "2 of 7" in seat.text
        await seat.press("escape")
        assert "Today" in seat.lines[0]


@pytest.mark.parametrize(
    ("keys", "tour", "asked_again"),
    [(["y"], True, False), (["n"], False, False), (["j"], False, True), (["j", "y"], False, True)],
    ids=["yes", "no", "another key", "another key and then yes"],
)
async def test_whoever_sits_here_first_is_asked_until_they_answer(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: list[str], tour: bool, asked_again: bool
) -> None:
    monkeypatch.setattr(seated, "UNREAD", 0.0)
    file = tmp_path / "screens.json"
    for is_asked in (True, asked_again):
        app = DeskApp(desk, "", EVERYTHING, Habits(file))
        async with app.run_test(size=(60, 15), notifications=True) as pilot:
            seat = Seat(app, pilot)
            await seat.settle()
            assert ("New here? y shows you round" in " ".join(seat.text.split())) is is_asked
            if is_asked:
                await seat.press(*keys)
                assert isinstance(app.screen, TourScreen) is tour
                assert "New here?" not in seat.text


async def test_who_types_ahead_answers_nothing_and_is_asked_still(desk: Desk, tmp_path: Path) -> None:
    habits = Habits(tmp_path / "screens.json")
    app = DeskApp(desk, "", EVERYTHING, habits)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        seat = Seat(app, pilot)
        await seat.press("2", "n")
        assert "New customer" in seat.text, "the keys are the page's"
        assert habits.is_new


@pytest.mark.parametrize("answer", ["y", "n"])
async def test_a_question_that_is_no_longer_shown_is_answered_by_no_key(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    habits = Habits(tmp_path / "screens.json")
    app = DeskApp(desk, "", EVERYTHING, habits)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        seat = Seat(app, pilot)
        await seat.press("2")
        assert "New here?" not in seat.text
        monkeypatch.setattr(seated, "monotonic", lambda: monotonic() + 2)
        await seat.press(answer)
        assert not isinstance(app.screen, TourScreen)
        assert habits.is_new


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_whose_answer_can_not_be_kept_is_not_asked(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert not Habits(tmp_path / "crm-tui" / "screens.json").is_new


async def test_the_help_shows_round_too(desk: Desk, sit_down: Sit) -> None:
    async with sit_down(desk) as seat:
        await seat.press("question_mark", "t")
        await seat.until("1 of 7")
        await seat.press("escape")
        assert "Today" in seat.lines[0]


async def test_the_palette_has_what_was_chosen_lately_first(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "screens.json"
    for first in ("", "Tour"):
        app = DeskApp(desk, "", EVERYTHING, Habits(file))
        async with app.run_test(size=(80, 24)) as pilot:
            seat = Seat(app, pilot)
            await seat.settle()
            await seat.press("ctrl+p")
            await seat.until("Colours")
            titles = [line.strip() for line in seat.lines if line.strip()]
            place = next(at for at, line in enumerate(titles) if line.startswith("Tour")) if first else 99
            assert place < 8 or not first, seat.text
            if not first:
                await seat.press(*"tour")
                await seat.until("two minutes")
                await seat.press("enter")
                await seat.until("1 of 7")
    assert Habits(file).recent == ("Tour",)


def test_lately_chosen_commands_are_each_kept_once_and_the_oldest_go(tmp_path: Path) -> None:
    habits = Habits(tmp_path / "new" / "screens.json")
    for number in range(30):
        habits.chose(f"command {number % 25}")
    assert habits.recent[:2] == ("command 4", "command 3")
    assert len(habits.recent) == len(set(habits.recent)) == 20
    assert Habits(tmp_path / "new" / "screens.json").recent == habits.recent


def test_a_home_that_cannot_be_written_to_disturbs_nobody(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    habits = Habits(blocked / "screens.json")
    habits.theme = "safe-dark"
    assert habits.theme == "safe-dark"
