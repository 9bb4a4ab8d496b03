"""A log that grows long is folded while sessions stay open, and nobody waits for it."""

import contextlib
import errno
import json
import os
import time
from pathlib import Path
from typing import Any

import pytest

from crm_tui.domain.customer import Customer
from crm_tui.store import checkpoint, fold, upkeep
from crm_tui.store.desk_store import TinyStore
from crm_tui.store.disk import Disk
from crm_tui.store.lock import Lock
from crm_tui.store.problems import Busy
from tests.store.records import customer

MANY = fold.SMALL + 1


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.json"


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "EVERY", 0)


def in_file(path: Path) -> int:
    return len(json.loads(path.read_bytes()).get("customers", {}))


def fill(store: TinyStore, count: int, care: str = "") -> None:
    """``count`` customers in one commit."""
    row = customer().model_copy(update={"care": care})
    with store.transaction("filled") as now:
        for _ in range(count):
            now.add(row)


def large(path: Path) -> TinyStore:
    """A session of a large store, all of which is in its log."""
    store = TinyStore(path, by="asha")
    with store.transaction() as now:
        now.add(customer())
    fill(store, MANY, "x" * (fold.LONG_IN_BYTES // MANY))
    assert in_file(path) == 1
    return store


def wait_for_the_other(store: TinyStore) -> None:
    assert store._upkeep._other is not None
    assert store._upkeep._other.wait(60) == 0


def test_a_small_store_is_folded_once_it_is_quiet(path: Path) -> None:
    store = TinyStore(path)
    fill(store, 1)
    fill(store, 1)
    store.tend(upkeep.QUIET - 1)
    assert in_file(path) == 1
    store.tend(upkeep.QUIET)
    assert in_file(path) == 2
    before = path.stat().st_ino
    store.tend(upkeep.QUIET)
    assert path.stat().st_ino == before, "there is nothing more to fold"


def test_a_small_store_with_a_long_log_does_not_wait_for_quiet(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fold, "LONG", 3)
    store = TinyStore(path)
    for _ in range(4):
        fill(store, 1)
    store.tend(0)
    assert in_file(path) == 4


def test_a_long_log_is_folded_by_a_process_of_least_priority_while_the_session_goes_on(path: Path) -> None:
    store = large(path)
    store.tend(0)
    other = store._upkeep._other
    assert other is not None
    assert os.getpriority(os.PRIO_PROCESS, other.pid) == 19
    fill(store, 1)
    wait_for_the_other(store)
    assert in_file(path) > MANY
    assert len(store.find(Customer)) == MANY + 2
    assert store.storage.tail[0] <= 2, "the session has moved to the new checkpoint"
    assert path.with_name("desk.json.index").exists()


def test_a_large_store_is_left_alone_while_its_log_is_short(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fold, "SMALL", 1)
    store = TinyStore(path)
    for _ in range(3):
        fill(store, 1)
    store.tend(upkeep.QUIET * 10)
    assert store._upkeep._other is None
    assert in_file(path) == 1


def test_a_large_store_that_lost_its_index_gets_one_with_the_next_change(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fold, "SMALL", 1)
    store = TinyStore(path)
    fill(store, 2)
    store.storage.close()
    index = path.with_name("desk.json.index")
    index.unlink()
    store = TinyStore(path)
    store.tend(0)
    assert not index.exists()
    fill(store, 1)
    store.tend(0)
    wait_for_the_other(store)
    assert index.exists()
    assert len(store.find(Customer)) == 3
    assert store.storage.has_index


def test_leaving_a_large_store_with_a_long_log_waits_for_nobody(path: Path) -> None:
    store = large(path)
    store.close()
    wait_for_the_other(store)
    assert in_file(path) == MANY + 1


def test_while_somebody_folds_nobody_else_begins(path: Path) -> None:
    store = large(path)
    with Lock(store.storage.files.fold_lock, "ravi", store=path).hold(0):
        store.tend(0)
        assert store._upkeep._other is None


def test_a_fold_that_does_not_get_its_turn_to_save_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = TinyStore(path, patience=0)
    fill(store, 1)
    fill(store, 1)
    other = Lock(store.storage.files.lock, "ravi", store=path)
    with contextlib.ExitStack() as held:
        write = checkpoint.write

        def meanwhile(*given: Any) -> checkpoint.Written:
            held.enter_context(other.hold(0))
            return write(*given)

        monkeypatch.setattr(checkpoint, "write", meanwhile)
        with pytest.raises(Busy, match="another session is saving"):
            fold.fold(store.storage)
    monkeypatch.undo()
    assert in_file(path) == 1
    assert fold.fold(store.storage)
    assert in_file(path) == 2


def test_a_process_that_could_not_fold_is_not_followed_by_another_at_once(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep.sys, "executable", "/bin/false")
    store = large(path)
    store.tend(0)
    other = store._upkeep._other
    assert other is not None
    assert other.wait(60) == 1
    store.tend(0)
    assert store._upkeep._other is other
    assert in_file(path) == 1
    store._upkeep._next = 0
    store.tend(0)
    assert "'crm-tui store fold' says why" in store.behind


def test_a_session_for_reading_folds_nothing(path: Path) -> None:
    large(path).storage.close()
    before = sorted((one.name, one.stat().st_mtime_ns) for one in path.parent.rglob("*"))
    store = TinyStore(path, access_mode="r")
    store.tend(upkeep.QUIET)
    store.close()
    time.sleep(0.1)
    assert sorted((one.name, one.stat().st_mtime_ns) for one in path.parent.rglob("*")) == before


def in_the_way(path: Path) -> None:
    path.with_name("desk.json.tmp").mkdir()
    path.with_name("desk.json.tmp").joinpath("notes").touch()


def unsynced(_disk: Disk, _fd: int) -> None:
    raise OSError(errno.EIO, "Input/output error")


def fixed(_disk: Disk, old: Path, new: Path) -> None:
    raise PermissionError(errno.EPERM, "Operation not permitted", str(old), None, str(new))


def test_what_is_in_the_way_of_a_fold_is_named_with_what_to_do_and_saving_goes_on(path: Path) -> None:
    store = TinyStore(path)
    fill(store, 1)
    in_the_way(path)
    fill(store, 1)
    store.tend(upkeep.QUIET)
    draft = path.with_name("desk.json.tmp")
    assert store.behind == (
        f"{path} could not be brought up to date ({draft}: Is a directory): move it away; "
        "what you save is safe in its log meanwhile"
    )
    fill(store, 1)
    assert len(store.find(Customer)) == 3
    assert draft.joinpath("notes").exists()
    draft.rename(path.with_name("elsewhere"))
    store.tend(upkeep.QUIET)
    assert (store.behind, in_file(path)) == ("", 3)


@pytest.mark.parametrize(
    ("operation", "fails", "says"),
    [
        pytest.param("rename", fixed, "have root run 'chattr -i", id="a file that may not be replaced"),
        pytest.param("sync", unsynced, "have the disk checked", id="a sync that fails"),
    ],
)
def test_a_session_says_that_its_file_stays_behind_when_it_ends(
    path: Path, monkeypatch: pytest.MonkeyPatch, operation: str, fails: object, says: str
) -> None:
    store = TinyStore(path)
    fill(store, 1)
    fill(store, 1)
    monkeypatch.setattr(Disk, operation, fails)
    store.close()
    assert says in store.behind
    assert str(path) in store.behind
    assert in_file(path) == 1
    monkeypatch.undo()
    store = TinyStore(path)
    assert len(store.find(Customer)) == 2
    store.close()
    assert (store.behind, in_file(path)) == ("", 2)


def test_another_process_that_could_not_fold_is_told_of(path: Path) -> None:
    store = large(path)
    in_the_way(path)
    store.tend(0)
    assert store._upkeep._other is not None
    store._upkeep._other.wait(60)
    store._upkeep._next = 0
    store.tend(0)
    assert store.behind == f"{path} could not be brought up to date: 'crm-tui store fold' says why"
