"""What would keep a save from succeeding is said before anybody types, and no longer than it lasts."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from crm_tui.store.desk_store import TinyStore
from crm_tui.store.obstacles import obstacle
from tests.store.records import customer


@pytest.fixture
def store(tmp_path: Path) -> TinyStore:
    store = TinyStore(tmp_path / "desk.json", by="asha")
    with store.transaction() as now:
        now.add(customer())
    return store


def disk(**given: int) -> SimpleNamespace:
    return SimpleNamespace(**({"f_flag": 0, "f_bfree": 10**6, "f_bavail": 10**6, "f_frsize": 4096} | given))


def test_nothing_is_in_the_way_of_a_store_that_can_be_saved(store: TinyStore) -> None:
    assert store.read_only == ""


@pytest.mark.parametrize("there", [True, False], ids=["a store", "none yet"])
def test_a_full_disk_is_told_and_forgotten_once_there_is_room(
    store: TinyStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    path = store.path if there else tmp_path / "a" / "b" / "desk.json"
    monkeypatch.setattr(os, "statvfs", lambda _: disk(f_bfree=2, f_bavail=2))
    assert "is full: nothing can be saved until somebody makes room on it" in obstacle(path)
    monkeypatch.undo()
    assert obstacle(path) == ""


def test_room_kept_for_the_administrator_is_none(store: TinyStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "statvfs", lambda _: disk(f_bavail=0))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert "is full" in obstacle(store.path)


def test_a_disk_mounted_for_reading_is_told(store: TinyStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "statvfs", lambda _: disk(f_flag=os.ST_RDONLY))
    assert "mounted for reading only: have it mounted for writing" in obstacle(store.path)


@pytest.mark.parametrize("what", ["desk.json.journal", "000000000001.jsonl", "desk.json.lock"])
def test_a_colleagues_store_that_may_only_be_read_is_told(
    store: TinyStore, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    may = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: not str(path).endswith(what) and may(path, mode))
    assert "you may read" in obstacle(store.path)
    assert "ask its owner to let you write" in obstacle(store.path)


def test_who_saved_a_record_last_is_known(store: TinyStore) -> None:
    other = TinyStore(store.path, by="ravi")
    [first] = store.find(type(customer()))
    assert store.saved_by(first) == "asha"
    with other.transaction() as now:
        now.put(first.model_copy(update={"place": "Pune"}))
    assert store.saved_by(first) == "ravi"
    with other.transaction() as now:
        now.remove(first)
    assert store.saved_by(first) == ""
