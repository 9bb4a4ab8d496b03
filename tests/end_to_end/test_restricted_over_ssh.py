"""The screens as a host offers them over SSH: from none of them, typed at, does a way lead out."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.ssh_server import Host, needed
from tests.end_to_end.terminal import ENTER, ESCAPE, LETTER, SAVE, TAB, Terminal, run

pytestmark = pytest.mark.slow

PALETTE, SUSPEND, EMPTY = "\x10", "\x1a", "\x15"


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """The demo desk, and beside its two folders what nobody may reach."""
    needed()
    folder = tmp_path_factory.mktemp("host")
    assert run("demo", "--at", folder, "--no-screen").returncode == 0
    with Host(folder) as host:
        (folder / "home").mkdir()
        (folder / "home" / "secret.txt").write_text("PRIVATE KEY\n")
        (folder / "in" / "letter.txt").write_text(LETTER, encoding="utf-8")
        (folder / "in" / "link.txt").symlink_to(folder / "home" / "secret.txt")
        (folder / "in" / "away").symlink_to(folder / "home")
        (folder / "in" / "zero.txt").symlink_to("/dev/zero")
        os.mkfifo(folder / "in" / "pipe.txt")
        (folder / "out" / "link.txt").symlink_to(folder / "home" / "new.txt")
        (folder / "out" / "away").symlink_to(folder / "home")
        os.mkfifo(folder / "out" / "pipe.txt")
        yield host


@pytest.fixture
def deal(host: Host) -> Iterator[Terminal]:
    """A session at the page of a deal; when it is over, nothing stands where it did not before."""
    before = files(host.folder)
    with host.sit_down() as desk:
        desk.wait_for("late or due today", seconds=40)
        desk.press("3")
        desk.wait_for("Open deals")
        desk.press(ENTER)
        desk.wait_for("a Attach")
        yield desk
        if desk.child.isalive():
            # what is typed and not thrown away would be offered to the next session as a draft
            desk.press(ESCAPE)
            desk.wait_for("Leave without saving?")
            desk.press("y")
            desk.wait_for("q Quit")
            desk.press("q")
            assert desk.wait_for_end(seconds=40) == 0
        assert "PRIVATE" not in desk.raw.decode(errors="replace")
    assert files(host.folder) == before


def files(folder: Path) -> dict[Path, bytes]:
    """All that is not the desk's own, with what it holds."""
    own = (folder / "desk", folder / "sshd.log")
    return {
        one: one.read_bytes()
        for one in folder.rglob("*")
        if one.is_file() and not str(one).startswith(tuple(map(str, own))) and one.name != "zero.txt"
    }


OUTSIDE = "! only files in"
# only so much of it as stands on one line, however long the path before it is
PIPE = "pipe or a device"
NO_FILE = "no such"


def test_no_paper_is_attached_from_elsewhere(deal: Terminal, host: Host) -> None:
    deal.press("a")
    deal.wait_for("Attach a paper")
    for typed, says in (
        ("/etc/passwd", OUTSIDE),
        ("../home/secret.txt", OUTSIDE),
        (f"{host.folder}/home/secret.txt", OUTSIDE),
        ("~/secret.txt", OUTSIDE),
        ("link.txt", OUTSIDE),
        ("away/secret.txt", OUTSIDE),
        ("zero.txt", OUTSIDE),
        ("/dev/zero", OUTSIDE),
        ("/dev/stdin", OUTSIDE),
        ("/proc/self/environ", OUTSIDE),
        ("../desk.json", OUTSIDE),
        ("pipe.txt", PIPE),
        ("$(id).txt", NO_FILE),
        ("|id.txt", NO_FILE),
    ):
        deal.type(typed)
        deal.press(SAVE)
        deal.wait_for("Attach a paper", typed, says)
        deal.press(EMPTY)
        deal.wait_for("a .pdf, .docx")
    deal.type("../home/")
    deal.press(TAB)
    assert "secret" not in deal.text


def test_no_print_is_written_elsewhere(deal: Terminal, host: Host) -> None:
    deal.press("r")
    deal.wait_for("M Submit")
    deal.press("P")
    deal.wait_for("Print: ", "deal-")
    deal.press(TAB, TAB)
    for typed, says in (
        ("/tmp/crm-sheet.pdf", OUTSIDE),
        ("../home/authorized_keys", OUTSIDE),
        (f"{host.folder}/home/sheet.pdf", OUTSIDE),
        ("~/sheet.pdf", OUTSIDE),
        ("link.txt", OUTSIDE),
        ("away/sheet.pdf", OUTSIDE),
        ("../desk.json", OUTSIDE),
        ("/dev/tty", OUTSIDE),
        ("pipe.txt", "name another one"),
    ):
        deal.press(EMPTY)
        deal.wait_for("the file to write")
        deal.type(typed)
        deal.press(SAVE)
        deal.wait_for("Print: ", typed, says)
    assert not Path("/tmp/crm-sheet.pdf").exists()


def test_neither_the_palette_nor_a_key_leads_to_another_program(deal: Terminal) -> None:
    for word in ("screenshot", "shell", "suspend", "terminal", "devtools", "edit in"):
        deal.press(PALETTE)
        deal.wait_for("Search for commands")
        deal.type(word)
        deal.wait_for("No matches found")
        deal.press(ESCAPE)
        deal.wait_for("a Attach")
    deal.press(SUSPEND, "!", ":", "\x1c", "\x1a")
    assert deal.child.isalive()
    deal.press("2")
    deal.wait_for("Customers:")
    deal.press("q")
    assert deal.wait_for_end() == 0


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(["-tt", "{to}", "check; sh"], id="a command with a terminal"),
        pytest.param(["-tt", "{to}", "sh"], id="a shell with a terminal"),
        pytest.param(["-tt", "{to}", "--suspend"], id="the screens, to be put aside"),
        pytest.param(["{to}", "check\nsh"], id="a second line"),
        pytest.param(["{to}", "check", "--store=/tmp/x", "\\;", "sh"], id="a semicolon that is kept"),
        pytest.param(["-s", "{to}", "sftp"], id="the subsystem of sftp"),
        pytest.param(["-s", "{to}", "sh"], id="another subsystem"),
        pytest.param(["-W", "127.0.0.1:22", "{to}"], id="a way to a port"),
    ],
)
def test_no_form_of_asking_leads_to_a_shell(host: Host, asked: list[str]) -> None:
    to = host.to()
    words = [*to[:-1], *(one.format(to=to[-1]) for one in asked)]
    ran = subprocess.run(["ssh", *words], input=b"echo $((6 * 7)); id\n", capture_output=True, timeout=60, check=False)
    assert ran.returncode != 0
    assert b"42" not in ran.stdout
    assert b"uid=" not in ran.stdout
