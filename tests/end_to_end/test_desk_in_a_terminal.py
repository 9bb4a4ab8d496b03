"""The whole product as somebody at a desk meets it: the installed program in a real terminal."""

import getpass
import json
from pathlib import Path

import pytest

from tests.end_to_end.terminal import ENTER, ESCAPE, LETTER, SAVE, TAB, Terminal, run, set_said_beside_written

pytestmark = pytest.mark.slow


def test_a_promise_is_captured_a_paper_attached_and_the_difference_read_off_the_screen(tmp_path: Path) -> None:
    store = tmp_path / "desk.json"
    letter = tmp_path / "letter.txt"
    letter.write_text(LETTER, encoding="utf-8")

    with Terminal("--store", str(store)) as desk:
        desk.wait_for("Who is admin of this store?")
        desk.press(SAVE)
        desk.wait_for("What kind of firm is this?")
        desk.press(ESCAPE)
        desk.wait_for("Today", "clean: nothing waits")
        assert set_said_beside_written(desk, letter).startswith("▶")
        desk.press("q")
        assert desk.wait_for_end() == 0
    assert b"\x1b[?1049l" in desk.raw[-200:], "the terminal is given back"

    review = run("review", "Home loan", "--store", store, "--format", "json")
    assert review.returncode == 1, review.stderr
    verdicts = {one["text"]: (one["verdict"], one["evidence"]) for one in json.loads(review.stdout)["promises"]}
    assert verdicts["8.4"][0] == "worse"
    assert "8.75 %" in verdicts["8.4"][1][0]["text"]
    assert verdicts["no PF"][0] == "contradicted"
    assert "0.50 %" in verdicts["no PF"][1][0]["text"]

    check = run("check", "--store", store)
    assert check.returncode == 0
    assert "no PF" in check.stdout


def test_a_dirty_form_asks_before_it_is_left(tmp_path: Path) -> None:
    with Terminal("--store", str(tmp_path / "desk.json")) as desk:
        desk.wait_for("Who is admin of this store?")
        desk.press(ESCAPE)
        desk.wait_for("clean: nothing waits", "Put off")
        desk.press("c")
        desk.wait_for("Capture what was said")
        desk.type("Sunita")
        desk.press(TAB, ESCAPE)
        desk.wait_for("Leave without saving?")
        desk.press("n")
        desk.wait_for("Sunita", "new customer")
        desk.press(ESCAPE)
        desk.wait_for("Leave without saving?")
        desk.press("y")
        desk.wait_for("clean: nothing waits")
        desk.press("q")
        assert desk.wait_for_end() == 0
    assert not (tmp_path / "desk.json").exists()


def test_the_demo_opens_at_once_and_every_screen_answers_its_key(tmp_path: Path) -> None:
    with Terminal("demo", "--at", str(tmp_path / "demo")) as desk:
        desk.wait_for("late or due today", "overdue")
        for key, shows in (("2", "Customers:"), ("3", "Open deals"), ("4", "Open commitments"), ("5", "Deals with")):
            desk.press(key)
            desk.wait_for(shows)
        desk.press("1")
        desk.wait_for("late or due today")
        desk.press("?")
        desk.wait_for("On this screen")
        desk.press(ESCAPE)
        desk.wait_for("late or due today")  # an escape and a letter that arrive together are one alt key
        desk.press("q")
        assert desk.wait_for_end() == 0


@pytest.mark.parametrize(
    "is_told", [pytest.param(True, id="the system ends it"), pytest.param(False, id="as under su -c or nohup")]
)
def test_a_session_ends_with_its_terminal_and_leaves_the_store_whole(tmp_path: Path, is_told: bool) -> None:
    store = tmp_path / "desk.json"
    run("staff", "--first-admin", getpass.getuser(), "--store", store)
    with Terminal("--store", str(store), ignore_sighup=not is_told) as desk:
        desk.wait_for("clean: nothing waits")
        desk.press("c")
        desk.wait_for("Capture what was said")
        desk.type("Sunita Rao")
        desk.close_window()
    assert run("store", "verify", "--store", store).returncode == 0


def test_without_a_colour_the_words_and_symbols_stay(tmp_path: Path) -> None:
    with Terminal("demo", "--at", str(tmp_path / "demo"), NO_COLOR="1", TERM="vt100") as desk:
        desk.wait_for("late or due today", "Overdue (")
        desk.press("q")
        assert desk.wait_for_end() == 0


@pytest.mark.parametrize("hostile", ["[/x]", "[@click=app.quit]now[/]", "\x1b]0;owned\x07", "‮gnp"])
def test_a_name_is_shown_and_never_obeyed(tmp_path: Path, hostile: str) -> None:
    store = tmp_path / "desk.json"
    letters = json.dumps(hostile)
    store.write_text(
        '{"meta": {"1": {"format": "crm-tui", "schema": 1, "ids": {"customers": 1}}}, "customers": {"1": '
        f'{{"name": {letters}, "owner": {letters}, "place": {letters}, "since": "2026-11-21"}}}}}}',
        encoding="utf-8",
    )
    with Terminal("--store", str(store)) as desk:
        desk.wait_for("Who is admin of this store?")
        desk.press(ESCAPE)
        desk.wait_for("Today", "Put off")
        desk.press("2")
        desk.wait_for("Customers: 1")
        desk.press(ENTER)
        desk.wait_for("individual")
        desk.press("q")
        assert desk.wait_for_end() == 0
    assert b"owned\x07" not in desk.raw
    assert "‮".encode() not in desk.raw
