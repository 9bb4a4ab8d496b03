"""The screens over a terminal that answers, changes its size and is written on by others."""

from pathlib import Path

import pytest

from tests.end_to_end.terminal import Terminal

pytestmark = pytest.mark.slow

REDRAW, ANSWER = "\x0c", "\x1b[24;80R"


def test_answers_are_no_keys_and_the_picture_is_whole_after_a_change_of_size_and_on_request(tmp_path: Path) -> None:
    with Terminal("demo", "--at", str(tmp_path / "demo"), COLUMNS="80", LINES="24") as desk:
        desk.wait_for("The desk's day")
        assert b"\x1b[6n" in desk.raw
        desk.press(ANSWER, "2")
        desk.wait_for("[2 Customers]", "Bharat Auto Works")
        desk.press("/")
        desk.press(ANSWER, "s", ANSWER, ANSWER, "h", ANSWER)
        desk.wait_for("Filter sh", "Shree Ganesh")
        assert "Bharat Auto Works" not in desk.text

        desk.press("\x1b", "\x1b")
        desk.wait_for("Bharat Auto Works")
        desk.child.setwinsize(30, 100)
        desk.screen.resize(30, 100)
        desk.wait_for("Bharat Auto Works", "Sunrise Pre-school")
        desk.press("g", "j")
        desk.wait_for("> Bytco Book Depot", "Sunrise Pre-school")
        desk.child.setwinsize(24, 80)
        desk.screen.resize(24, 80)
        desk.wait_for("> Bytco Book Depot", "Nashik Weavers' Co-…")

        whole = desk.text
        desk.screen.draw("something else writes here")
        assert desk.text != whole
        desk.press(REDRAW)
        assert desk.text == whole
        x, y = desk.screen.cursor.x, desk.screen.cursor.y
        assert desk.screen.display[y][x:].startswith("> Bytco Book Depot")
        assert not desk.screen.cursor.hidden

        desk.press("q")
        assert desk.wait_for_end() == 0
