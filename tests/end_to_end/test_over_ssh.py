"""The desk as a host offers it: over a real SSH server, set up as the README says."""

import fcntl
import getpass
import json
import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pexpect
import pytest

from crm_tui.domain.commitment import Commitment
from crm_tui.store.desk_store import TinyStore
from tests.end_to_end.ssh_server import Host, needed
from tests.end_to_end.terminal import ENTER, LETTER, SAVE, Terminal, run, set_said_beside_written

pytestmark = pytest.mark.slow

DISCONNECTS = int(os.environ.get("CRM_TUI_DISCONNECTS", "4"))
SECONDS = int(os.environ.get("CRM_TUI_TOGETHER", "4"))
SESSIONS = 16


def begun(folder: Path) -> Path:
    """A desk whose admin is whoever runs the tests."""
    store = folder / "desk.json"
    assert run("staff", "--first-admin", getpass.getuser(), "--store", store).returncode == 0
    return store


def with_meera(folder: Path) -> Path:
    """A desk with one customer and what is owed to her."""
    store = begun(folder)
    assert run("promise", "meera: call back", "--new", "--store", store).returncode == 0
    return store


def is_whole(store: Path) -> bool:
    """Whether nothing in the store is damaged."""
    return run("store", "verify", "--store", store).returncode == 0


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
        desk.wait_for("Kept")
        desk.press(SAVE)
        desk.press("q")
        assert desk.wait_for_end() == 0
        assert desk.left_on == set()
    checked = host.ask("check", "--format", "json")
    assert checked.returncode in (0, 1), checked.stderr
    assert "8.4" in checked.stdout


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
    from tests.end_to_end.ssh_server import block

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


BY_ROUND = """\
AuthorizedKeysFile /srv/crm/keys/%u
AcceptEnv ROUND
ForceCommand XDG_STATE_HOME=/srv/crm/state/$ROUND exec /opt/crm/bin/python -m crm_tui --store /srv/crm/desk.json
"""
"""Each session has a state folder of its own, so that what it leaves can be told from what others left."""


def kept(store: Path) -> list[str]:
    return [one.words for one in TinyStore(store).find(Commitment)]


def left(folder: Path, number: int) -> list[str]:
    files = (folder / "state" / str(number)).rglob("drafts/*.json")
    return [words for file in files for one in json.loads(file.read_bytes()) for words in one["words"].values()]


def test_a_line_that_is_cut_in_the_middle_of_a_save_loses_nothing(tmp_path: Path) -> None:
    needed()
    store = with_meera(tmp_path)
    chance = random.Random(8)
    saved = drafts = 0
    with Host(tmp_path, BY_ROUND) as host:
        for number in range(DISCONNECTS):
            words = f"round {number} is sent"
            with host.sit_down("-o", f"SetEnv=ROUND={number}") as desk:
                desk.wait_for("Today", "q Quit", seconds=40)
                desk.press("C")
                desk.wait_for("enter saves")
                # the line is cut while it is read, or while it is saved
                desk.child.send(f"meera: {words}")
                desk.wait_for(words, "Customer  Meera" if number % 2 else "meera")
                desk.child.send(ENTER)
                time.sleep(chance.uniform(0, 0.06 if number % 2 else 2))
                with suppress(pexpect.EOF, pexpect.TIMEOUT):
                    desk.raw += desk.child.read_nonblocking(65536, timeout=0)
                desk.child.kill(9)
                desk.child.wait()
            until = time.monotonic() + 10
            # until the session has noticed, and is gone with its lock
            while time.monotonic() < until and not (words in kept(store)) ^ bool(left(tmp_path, number)):
                time.sleep(0.1)
            is_kept, is_left = words in kept(store), any(words in one for one in left(tmp_path, number))
            assert is_kept != is_left, f"round {number}: in the store {is_kept}, as a draft {is_left}"
            saved, drafts = saved + is_kept, drafts + is_left
    assert saved + drafts == DISCONNECTS
    assert is_whole(store)


def test_a_line_that_goes_dead_without_a_word_ends_the_session_though_a_field_is_typed_in(tmp_path: Path) -> None:
    needed()
    begun(tmp_path)
    # the README has 15 seconds and as many tries
    told = BY_ROUND + "ClientAliveInterval 1\nClientAliveCountMax 2\n"
    with Host(tmp_path, told) as host, host.sit_down("-o", "SetEnv=ROUND=0") as desk:
        desk.wait_for("clean: nothing waits", seconds=40)
        desk.press("c")
        desk.wait_for("Capture what was said")
        desk.type("Sunita Rao")
        until = time.monotonic() + 60
        while left(tmp_path, 0) != ["Sunita Rao"] and time.monotonic() < until:
            time.sleep(0.1)
        [draft] = (tmp_path / "state" / "0").rglob("drafts/*.json")
        assert is_held(draft)
        os.kill(desk.child.pid, signal.SIGSTOP)
        while is_held(draft) and time.monotonic() < until:
            time.sleep(0.2)
        assert not is_held(draft)
    assert left(tmp_path, 0) == ["Sunita Rao"]


def is_held(draft: Path) -> bool:
    """Whether the session that writes a draft goes on."""
    with draft.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def test_sixteen_sessions_at_once_work_on_one_store_and_see_the_same_in_the_end(tmp_path: Path) -> None:
    needed()
    store = with_meera(tmp_path)
    chance = random.Random(16)
    typed: list[str] = []
    with Host(tmp_path, BY_ROUND) as host, ExitStack() as open_ones:
        desks: list[Terminal] = [
            open_ones.enter_context(host.sit_down("-o", f"SetEnv=ROUND={number}")) for number in range(SESSIONS)
        ]
        for desk in desks:
            desk.wait_for("Today", "q Quit", seconds=90)
        until = time.monotonic() + SECONDS
        rounds = 0
        while time.monotonic() < until or not typed:
            rounds += 1
            # each does something before any of them is looked at: they meet at the store
            doing = {desk: chance.choice(("line", "line", "look")) for desk in desks}
            for desk, what in doing.items():
                desk.child.send("C" if what == "line" else chance.choice("12345"))
            for number, (desk, what) in enumerate(doing.items()):
                if what == "line":
                    desk.wait_for("enter saves", seconds=60)
                    typed.append(f"word {rounds}-{number} is kept")
                    desk.child.send(f"meera: {typed[-1]}")
            for desk, what in doing.items():
                if what == "line":
                    desk.wait_for("is kept", "Customer  Meera", seconds=60)
                    desk.child.send(ENTER)
            for desk, what in doing.items():
                if what == "line":
                    desk.wait_for("q Quit", seconds=60)
        for desk in desks:
            desk.child.send("4")
        count = f"{len(typed) + 1}"
        shown = [desk.wait_for("Open commitments", count, seconds=60) for desk in desks]
        assert len({screen.splitlines()[0] for screen in shown}) == 1
        for desk in desks:
            desk.press("q")
            assert desk.wait_for_end(seconds=30) == 0
    assert sorted(kept(store)) == sorted(["call back", *typed])
    assert is_whole(store)
