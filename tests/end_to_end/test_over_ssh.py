"""The desk as a host offers it: over a real SSH server, set up as the README says."""

import getpass
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.desks import begun, owed
from tests.end_to_end.ssh_server import Host, block, needed
from tests.end_to_end.terminal import ENTER, LETTER, SAVE, TAB, set_said_beside_written

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    needed()
    folder = tmp_path_factory.mktemp("host")
    begun(folder)
    with Host(folder) as host:
        (folder / "in" / "letter.txt").write_text(LETTER, encoding="utf-8")
        yield host


def test_a_promise_is_captured_and_set_beside_the_paper_and_the_day_is_worked_through(host: Host) -> None:
    with host.sit_down() as desk:
        desk.wait_for("clean: nothing waits", seconds=40)
        assert set_said_beside_written(desk, "letter.txt").startswith(">")

        desk.press("C")
        desk.wait_for("enter saves")
        desk.type("sunita: send the letter today")
        desk.wait_for("Sunita Rao", "today")
        desk.press(ENTER)
        desk.press("1")
        desk.wait_for("send the letter")
        desk.press("g", "d")
        desk.wait_for("Kept on")
        desk.press(SAVE)
        desk.wait_for("day: 4 ", "nothing is due today")
        desk.press("u")
        desk.wait_for("Taken back: commitment kept", "day: 5 ", "1 due today")
        desk.press("g", "D")
        desk.wait_for("New date: send the letter")
        desk.type("+3")
        desk.press(TAB, TAB)
        desk.type("her printer is broken")
        desk.press(SAVE)
        desk.wait_for("day: 5 ", "nothing is due today", "send the letter")
        desk.press("2")
        desk.wait_for("Customers:")
        desk.press(ENTER)
        desk.wait_for("mismatches ! needs care", "send the letter", "fixed for 3 yrs")
        desk.press("1")
        desk.wait_for("day: 5 ", "nothing is due today")
        desk.press("q")
        assert desk.wait_for_end() == 0
        assert desk.left_on == set()
    checked = host.ask("check", "--format", "json")
    assert checked.returncode in (0, 1), checked.stderr
    assert "8.4" in checked.stdout
    [letter] = [one for one in owed(host.store) if one[0] == "send the letter"]
    assert letter[1] == "renegotiated"


def test_plain_commands_run_as_they_do_on_the_host(host: Host) -> None:
    saved = host.ask("promise", "'anil: call back in 90 days'", "--new")
    assert (saved.returncode, saved.stdout.strip().isdigit()) == (0, True), saved.stderr
    found = json.loads(host.ask("crm-tui", "search", "anil", "--format", "json").stdout)
    assert "Anil" in json.dumps(found) or "anil" in json.dumps(found)
    assert host.ask("export", "ics", "-").stdout.startswith("BEGIN:VCALENDAR")


@pytest.mark.parametrize(
    "asked",
    [
        ["sh"],
        ["id;", "sh"],
        ["check", "&&", "sh"],
        ["$(touch", "{host}/broken)"],
        ["`touch", "{host}/broken`"],
        ["check", ">{host}/broken"],
        ["scp", "-t", "{host}"],
        ["demo", "--at", "{host}/broken"],
        ["check", "--store", "{host}/broken"],
        ["store", "backup", "{host}/broken"],
        ["attach", "/etc/passwd", "--deal", "1"],
        ["attach", "../desk.json", "--deal", "1"],
        ["compare", "/etc/passwd", "/etc/passwd"],
        ["export", "ics", "{host}/broken"],
        ["crm-tui", "--suspend"],
    ],
    ids=lambda words: " ".join(words),
)
def test_no_way_leads_out(host: Host, asked: list[str]) -> None:
    ran = host.ask(*(word.format(host=host.folder) for word in asked))
    assert ran.returncode == 2, ran.stdout
    assert ran.stdout == ""
    assert ran.stderr.startswith("crm-tui: ")
    assert ran.stderr.count("\n") == 1
    assert not (host.folder / "broken").exists()


def test_files_are_not_copied_and_ports_not_forwarded(host: Host, tmp_path: Path) -> None:
    options = [one.replace("-p", "-P") if one == "-p" else one for one in host.to()[:-1]]
    for program in (["scp", "-O"], ["scp"]):
        copied = subprocess.run(
            [*program, *options, "127.0.0.1:/etc/passwd", tmp_path], capture_output=True, timeout=60, check=False
        )
        assert copied.returncode != 0
    assert list(tmp_path.iterdir()) == []
    forwarded = host.ask("check", options=("-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:22"), said="")
    assert "forwarding failed" in forwarded.stderr


def test_what_a_client_sends_decides_nothing_even_where_the_server_takes_it(tmp_path: Path) -> None:
    needed()
    begun(tmp_path)
    sent = {
        "TEXTUAL_LOG": f"{tmp_path}/written",
        "TEXTUAL_DRIVER": "antigravity:Driver",
        "TEXTUAL_PRESS": "q",
        "PYTHONINSPECT": "1",
        "PYTHONPATH": str(tmp_path),
        "BROWSER": f"touch {tmp_path}/written",
        "CRM_TUI_STORE": f"{tmp_path}/other.json",
        "LOGNAME": "somebody-else",
    }
    (tmp_path / "argparse.py").write_text(f"open({str(tmp_path / 'written')!r}, 'w')")
    options = ["-o", "SetEnv=" + " ".join(f'"{name}={value}"' for name, value in sent.items())]
    with Host(tmp_path, block().replace("AcceptEnv none", "AcceptEnv *")) as host:
        with host.sit_down(*options) as desk:
            desk.wait_for("clean: nothing waits", seconds=40)
            desk.press("T")
            desk.wait_for(getpass.getuser())
            assert "somebody-else" not in desk.text
            desk.press("q")
            assert desk.wait_for_end() == 0
        assert host.ask("check", options=tuple(options), said="print(6 * 7)\n").returncode == 0
    assert not (tmp_path / "written").exists()
    assert not (tmp_path / "other.json").exists()
