"""A real pseudo-terminal with a screen that can be read, for tests that start the installed program."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import pexpect
import pyte

from tests.tui.wire.pyte_terminal import Screen

PROGRAM = str(Path(sys.executable).parent / "crm-tui")
"""The console script that was installed beside this Python."""

TAB, ENTER, SAVE, ESCAPE = "\t", "\r", "\x13", "\x1b"

LETTER = """\
SANCTION LETTER

Amount of loan            Rs. 48,00,000
Rate of interest          8.75 % p.a.
Period of repayment       240 months
Processing fee            0.50 % of the loan amount plus GST
"""
"""A paper that keeps neither promise of `set_said_beside_written`."""


def _as_in_a_terminal() -> None:
    # a shell that runs the tests in the background has them ignored, and a child inherits that
    for number in (signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)


class Terminal:
    """`crm-tui` in a terminal of 80x24, typed at and read as a person would."""

    def __init__(
        self,
        *arguments: str,
        program: str = PROGRAM,
        rows: int = 24,
        columns: int = 80,
        ignore_sighup: bool = False,
        answers: bool = False,
        **environment: str,
    ) -> None:
        """With ``ignore_sighup`` the program is not told by the system that its terminal is gone.

        With ``answers`` the terminal tells where its cursor stands when it is asked, while it is read.
        """
        self.screen = Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        plain = {key: value for key, value in os.environ.items() if not key.startswith(("TEXTUAL", "NO_COLOR"))}
        self.child = pexpect.spawn(
            program,
            list(arguments),
            dimensions=(rows, columns),
            env=plain | {"TERM": "xterm-256color", "LANG": "C.UTF-8"} | environment,
            timeout=10,
            ignore_sighup=ignore_sighup,
            preexec_fn=_as_in_a_terminal,
        )
        if answers:
            self.screen.write_process_input = self.child.send

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.child.close(force=True)

    @property
    def text(self) -> str:
        """What stands on the screen now."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def press(self, *keys: str) -> None:
        """Send keys one after another, as they come from a keyboard."""
        for key in keys:
            self.child.send(key)
            self._read(0.15)

    def hold(self, key: str, seconds: float) -> None:
        """Send a key, and read for so long, whatever comes: the time until a held key is sent again."""
        self.child.send(key)
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self._read(0)
            time.sleep(min(left, 0.005))

    def type(self, text: str) -> None:
        """Type a text."""
        self.child.send(text)
        self._read(0.2)

    def read(self) -> None:
        """Take in what is there."""
        self._read(0)

    def wait_for(self, *wanted: str, seconds: float = 20) -> str:
        """Read the screen until all of it stands there, and return the screen."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._read(0.1)
            if all(one in self.text for one in wanted):
                return self.text
            if not self.child.isalive():
                break
        raise AssertionError(f"{wanted} did not appear; the screen shows:\n{self.text}")

    def wait_for_end(self, seconds: float = 10) -> int | None:
        """Read until the program has ended, and return its exit status."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.child.isalive():
            self._read(0.1)
        assert not self.child.isalive(), f"still running:\n{self.text}"
        self.child.close()
        return self.child.exitstatus

    @property
    def left_on(self) -> set[str]:
        """The modes that the program set and did not take back, as the terminal's documentation numbers them."""
        modes = {mode: how == b"h" for mode, how in re.findall(rb"\x1b\[\?(\d+)([hl])", self.raw)}
        # these two are on before a program comes
        changed = {mode.decode() for mode, is_on in modes.items() if is_on != (mode in (b"7", b"25"))}
        keyboard = len(re.findall(rb"\x1b\[>\d+u", self.raw)) > len(re.findall(rb"\x1b\[<u", self.raw))
        return changed | ({"keyboard"} if keyboard else set())

    def close_window(self, seconds: float = 20) -> None:
        """Close the terminal while the program runs, and wait until that has ended."""
        self.child.ptyproc.fileobj.close()
        self.child.closed = True
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.child.isalive():
            time.sleep(0.1)
        if self.child.isalive():
            os.kill(self.child.pid, signal.SIGKILL)
            raise AssertionError("it runs on without a terminal")

    def _read(self, quiet: float) -> None:
        """Take in output until the terminal has been silent for so many seconds."""
        while True:
            try:
                data = self.child.read_nonblocking(65536, timeout=quiet)
            except (pexpect.TIMEOUT, pexpect.EOF):
                return
            self.raw += data
            self._stream.feed(data)


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """A plain command, as it is run beside the screens."""
    return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=60, check=False)


def set_said_beside_written(desk: Terminal, paper: str | Path) -> str:
    """From an empty day: capture what was said, attach the letter, review; the line of it that is pointed at first."""
    desk.press("c")
    desk.wait_for("Capture what was said")
    desk.type("Sunita Rao")
    desk.press(TAB)
    desk.type("Home loan")
    desk.press(TAB, TAB, TAB, TAB)
    desk.type("8.4 fixed for 3 yrs, no PF")
    desk.wait_for("Rate of interest: 8.4 %", "Processing fee: no charge")
    desk.press(SAVE)
    desk.wait_for("nothing is late and nothing is due today", "no date")

    desk.press("3")
    desk.wait_for("Open deals", "Sunita Rao")
    desk.press(ENTER)
    desk.wait_for("no PF")
    desk.press("a")
    desk.wait_for("Attach a paper")
    desk.type(str(paper))
    desk.wait_for("Rate of interest: 8.75 %")
    desk.press(SAVE)
    desk.wait_for("letter.txt", "WORSE ON PAPER")

    desk.press("r")
    shown = desk.wait_for("WORSE ON PAPER", "CONTRADICTED", "Processing fee", "8.75 % p.a.")
    [marked] = [line for line in shown.splitlines() if "Rate of interest          8.75 % p.a." in line]
    return marked
