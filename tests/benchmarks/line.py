"""A program in a real pseudo-terminal, over a line that may be slow, with every byte counted."""

import fcntl
import os
import re
import select
import struct
import termios
import time
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_ASKED = {
    re.compile(rb"\x1b\[6n"): b"\x1b[%d;%dR",
    re.compile(rb"\x1b\[\?2026\$p"): b"\x1b[?2026;2$y",
    re.compile(rb"\x1b\[\?2048\$p"): b"\x1b[?2048;0$y",
}

_WHAT_IT_CAN = re.compile(rb"\x1b\[c")

SAYS_LITTLE = b"\x1b[?6c"
"""What PuTTY and the console of Linux answer when they are asked what they can."""

SAYS_IT_COPIES = b"\x1b[?61;4;6;7;14;21;22;23;24;28;32;42c"
"""What Windows Terminal answers; xterm and mintty say 28 too: they copy cells."""


@dataclass(slots=True)
class Line:
    """What lies between the program and the terminal."""

    bytes_a_second: float = 0.0
    """How much it takes; 0 for any amount."""

    one_way: float = 0.0
    """Seconds from one end to the other."""

    holds: int = 8000
    """Bytes that wait before it until it takes them, in the buffers of a secure shell and its sockets."""


@dataclass(slots=True)
class Arrived:
    """Bytes that came to the terminal together."""

    at: float
    """On the monotonic clock."""

    data: bytes
    """What came."""


@dataclass(slots=True)
class Session:
    """A program that is typed at, and whose output is kept with the time at which it arrived."""

    command: Sequence[str]
    width: int = 80
    height: int = 24
    environment: Mapping[str, str] = field(default_factory=dict)
    line: Line = field(default_factory=Line)
    answers: bool = True
    says: bytes = SAYS_LITTLE
    arrived: list[Arrived] = field(default_factory=list)
    begun: float = 0.0
    pid: int = 0
    is_over: bool = False
    _fd: int = -1
    _free: float = 0.0
    _coming: deque[Arrived] = field(default_factory=deque)
    _going: deque[Arrived] = field(default_factory=deque)
    _tail: bytes = b""

    def __enter__(self) -> "Session":
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("TEXTUAL", "NO_COLOR"))}
        kept.pop("COLORTERM", None)
        around = {**kept, "TERM": "xterm-256color", "LANG": "C.UTF-8", **self.environment}
        here, there = os.openpty()
        fcntl.ioctl(there, termios.TIOCSWINSZ, struct.pack("HHHH", self.height, self.width, 0, 0))
        self.begun = time.monotonic()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(here)
            os.login_tty(there)
            os.execvpe(self.command[0], list(self.command), around)
        os.close(there)
        self._fd = here
        return self

    def __exit__(self, *_: object) -> None:
        if self.pid:
            os.close(self._fd)
            os.kill(self.pid, 9)
            os.waitpid(self.pid, 0)

    def lose(self) -> float:
        """Close the terminal, and wait until the program has ended by itself; the seconds that it took."""
        begun = time.monotonic()
        os.close(self._fd)
        os.waitpid(self.pid, 0)
        self.pid = 0
        return time.monotonic() - begun

    @property
    def count(self) -> int:
        """How many bytes have arrived."""
        return sum(len(one.data) for one in self.arrived)

    def send(self, keys: str) -> float:
        """Press keys; when that was."""
        now = time.monotonic()
        self._going.append(Arrived(now + self.line.one_way, keys.encode()))
        self.pump(0)
        return now

    def pump(self, seconds: float) -> bool:
        """Let the line work for so long at most; whether something arrived, and back at once when it did."""
        until = time.monotonic() + seconds
        while True:
            now = time.monotonic()
            self._deliver(now)
            if self._arrive(now):
                return True
            if now >= until or self.is_over:
                return False
            waits = [until]
            waits += [queue[0].at for queue in (self._coming, self._going) if queue]
            full = sum(len(one.data) for one in self._coming) > self.line.holds
            ready, _, _ = select.select([] if full else [self._fd], [], [], max(0.0, min(waits) - now))
            if ready:
                self._take()

    def settle(self, quiet: float, first: float = 5.0, most: float = 60.0) -> None:
        """Wait until something has arrived, and then nothing more for so long."""
        until = time.monotonic() + most
        if not self.pump(first):
            return
        while time.monotonic() < until and self.pump(quiet):
            pass

    def act(self, keys: str, quiet: float = 0.25, first: float = 3.0) -> tuple[int, float]:
        """Press keys and wait until all is painted: the bytes that this took, and the seconds to the last of them."""
        while self.pump(0):
            pass
        at, begun = len(self.arrived), self.send(keys)
        self.settle(quiet, first)
        came = self.arrived[at:]
        return sum(len(one.data) for one in came), came[-1].at - begun if came else 0.0

    def _take(self) -> None:
        try:
            data = os.read(self._fd, 512 if self.line.bytes_a_second else 65536)
        except OSError:
            data = b""
        if not data:
            self.is_over = True
            return
        now = time.monotonic()
        if self.line.bytes_a_second:
            self._free = max(self._free, now) + len(data) / self.line.bytes_a_second
        self._coming.append(Arrived(max(now, self._free) + self.line.one_way, data))

    def _arrive(self, now: float) -> bool:
        came = False
        while self._coming and self._coming[0].at <= now:
            one = self._coming.popleft()
            self.arrived.append(one)
            came = True
            if self.answers:
                self._answer(one.data, now)
        return came

    def _answer(self, data: bytes, now: float) -> None:
        seen = self._tail + data
        for asked, answer in {**_ASKED, _WHAT_IT_CAN: self.says}.items():
            for found in asked.finditer(seen):
                if found.end() > len(self._tail):
                    told = answer % (1, 1) if b"%d" in answer else answer
                    self._going.append(Arrived(now + self.line.one_way, told))
        self._tail = seen[-12:]

    def _deliver(self, now: float) -> None:
        while self._going and self._going[0].at <= now:
            os.write(self._fd, self._going.popleft().data)


SLOW = Line(bytes_a_second=8000, one_way=0.1)
"""64 kbit a second, and 200 ms there and back."""
