"""Sixteen sessions at once over a real SSH server work on one store, each at what chance gives it."""

import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from crm_tui.domain.commitment import UNSETTLED
from tests.end_to_end.desks import BY_ROUND, is_whole, owed
from tests.end_to_end.ssh_server import Host, needed
from tests.end_to_end.terminal import ENTER, ESCAPE, SAVE, Terminal, run

pytestmark = pytest.mark.slow

SECONDS = int(os.environ.get("CRM_TUI_TOGETHER", "4"))
SESSIONS = 16
PATIENCE = 90
"""Seconds until a session has answered, all of them on two processors."""

PLACES = {
    "1": "My day: ",
    "2": "Customers:",
    "3": "Open deals",
    "4": "Open commitments",
    "5": "Verdicts",
    "6": "Officers:",
    "7": "By officer:",
}
"""Keys, and what stands on the screen that each opens."""

Shows = Callable[[str], bool]
Work = Iterator[Shows]
"""Keys are pressed, and what the screen must show before the next are pressed is given."""


def shows(*wanted: str, without: str = "\0") -> Shows:
    return lambda text: all(one in text for one in wanted) and without not in text


class Seat:
    """One session, and what was done in it."""

    def __init__(self, desk: Terminal, number: int, chance: random.Random) -> None:
        self.desk = desk
        self.number = number
        self.chance = chance
        self.did: dict[str, str] = {}
        """The words that were noted here, and how each stands."""
        self.acts = 0
        self._undoes: tuple[str, str | None] | None = None
        self._at: Work = iter(())
        self.waits: Shows = shows()
        self.since = time.monotonic()

    def goes_on(self, *, begins: bool) -> bool:
        """Press what comes next once the screen is so far; false when there is nothing more to do."""
        self.desk.read()
        if not self.waits(self.desk.text):
            assert self.desk.child.isalive(), f"session {self.number} ended:\n{self.desk.text}"
            assert time.monotonic() < self.since + PATIENCE, f"session {self.number} waits at:\n{self.desk.text}"
            return True
        following = next(self._at, None)
        if following is None and begins:
            self.acts += 1
            self._at = self.chance.choice((self.note, self.note, self.settle, self.take_back, self.look, self.help))()
            following = next(self._at, None)
        self.waits, self.since = following or shows(), time.monotonic()
        return following is not None or begins

    def note(self) -> Work:
        words = f"errand {self.number:02}{self.acts:03}"
        self.desk.child.send("C")
        yield shows("enter saves")
        self.desk.child.send(f"gokul dairy: {words}")
        yield shows(words, "Customer  Gokul Dairy")
        self.desk.child.send(ENTER)
        yield shows(words, without="enter saves")
        self.did[words], self._undoes = "open", (words, None)

    def settle(self) -> Work:
        mine = [words for words, stands in self.did.items() if stands == "open"]
        if not mine:
            return
        words = self.chance.choice(mine)
        self.desk.child.send("4")
        yield shows("Open commitments")
        self.desk.child.send(f"/{words}")
        yield shows(f"Filter {words}", "commitments: 1 of")
        self.desk.child.send(ENTER)
        yield shows(f"filter: {words}")
        self.desk.child.send("d")
        yield shows("Kept on")
        self.desk.child.send(SAVE)
        yield shows("Nothing fits the filter")
        self.desk.child.send(ESCAPE)
        yield shows("Open commitments", without="filter")
        self.did[words], self._undoes = "kept", (words, "open")

    def take_back(self) -> Work:
        if self._undoes is None:
            return
        words, before = self._undoes
        self.desk.child.send("u")
        yield shows("Taken back: ", words)
        self._undoes = None
        if before is None:
            del self.did[words]
        else:
            self.did[words] = before

    def look(self) -> Work:
        for key in self.chance.sample(sorted(PLACES), 3):
            self.desk.child.send(key)
            yield shows(PLACES[key])
            self.desk.child.send(self.chance.choice(("jjj", "G", "g", "kk")))
            if key in "67":
                self.desk.child.send("1")
                yield shows(PLACES["1"])

    def help(self) -> Work:
        self.desk.child.send("?")
        yield shows("On this screen")
        self.desk.child.send(ESCAPE)
        yield shows(without="On this screen")


def drive(seats: list[Seat], seconds: float) -> None:
    """Let them work for so long, and then to the end of what each is at."""
    until = time.monotonic() + seconds
    at_work = seats
    while at_work:
        begins = time.monotonic() < until
        at_work = [seat for seat in at_work if seat.goes_on(begins=begins)]
        time.sleep(0.02)


def all_alike(desks: list[Terminal], wanted: str, seconds: float = PATIENCE) -> None:
    """Wait until this stands on every screen, and all is the same on them letter by letter.

    The keys at the foot are left out: whether there is something to take back is told to each for itself.
    """
    until = time.monotonic() + seconds
    while True:
        for desk in desks:
            desk.read()
        seen = {desk.text.rpartition("\n")[0] for desk in desks}
        if len(seen) == 1 and all(wanted in text for text in seen):
            return
        assert time.monotonic() < until, "\n=====\n".join(sorted(seen))
        time.sleep(0.1)


def test_sixteen_sessions_work_on_one_store_without_an_error_and_see_the_same_in_the_end(tmp_path: Path) -> None:
    needed()
    assert run("demo", "--at", tmp_path, "--no-screen").returncode == 0
    store = tmp_path / "desk.json"
    # whoever has nothing of their own before them begins with the desk's day
    assert run("promise", "gokul dairy: call back", "--store", store).returncode == 0
    before = owed(store)
    with Host(tmp_path, BY_ROUND) as host, ExitStack() as open_ones:
        desks = [open_ones.enter_context(host.sit_down("-o", f"SetEnv=ROUND={number}")) for number in range(SESSIONS)]
        seats = [Seat(desk, number, random.Random(number)) for number, desk in enumerate(desks)]
        for seat in seats:
            seat.waits = shows("Today", "q Quit")
        drive(seats, 0)
        drive(seats, SECONDS)
        done = [one for seat in seats for one in seat.did.items()]
        assert owed(store) == sorted([*before, *done])

        still_open = [stands for _, stands in (*before, *done) if stands in UNSETTLED]
        for key, stands in PLACES.items():
            for desk in desks:
                desk.child.send(f"{key}g")
            all_alike(desks, f"{stands}: {len(still_open)}" if key == "4" else stands)
        for desk in desks:
            desk.press("q")
            assert desk.wait_for_end(seconds=30) == 0
    assert done
    assert is_whole(store)
    assert [log.read_text(encoding="utf-8") for log in tmp_path.rglob("faults.log")] == []
    assert [file for file in tmp_path.rglob("drafts/*.json") if file.read_text(encoding="utf-8") != "[]"] == []
