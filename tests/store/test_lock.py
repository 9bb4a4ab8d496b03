"""Taking turns: a wait that is broken off leaves the lock to nobody who is gone."""

from contextlib import ExitStack
from pathlib import Path
from time import monotonic, sleep

import pytest

from crm_tui.domain.progress import BrokenOff, watched
from crm_tui.store.lock import Lock, is_held


def until(held: bool, path: Path) -> None:
    end = monotonic() + 20
    while is_held(path) is not held:
        assert monotonic() < end, f"the lock is {'not ' * held}held"
        sleep(0.001)


@pytest.mark.parametrize("late", [False, True], ids=["while it waits", "as it gets it"])
def test_who_is_broken_off_while_waiting_holds_up_nobody(tmp_path: Path, late: bool) -> None:
    path = tmp_path / "desk.json.lock"
    first, second = (Lock(path, by, store=tmp_path / "desk.json") for by in ("asha", "ravi"))
    holding = ExitStack()
    holding.enter_context(first.hold())

    def broken_off(*_: object) -> None:
        if late:
            holding.close()
            until(True, path)
            # the thread that waited has the lock; now it says so
            sleep(0.05)
        raise BrokenOff

    with watched(broken_off), pytest.raises(BrokenOff), second.hold():
        pytest.fail("it was broken off")
    holding.close()
    until(False, path)
    with second.hold(0):
        assert is_held(path)
