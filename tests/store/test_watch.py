"""Waiting for what others save: woken by a notice, by being stopped, else by the clock."""

import threading
from pathlib import Path

import pytest

from crm_tui.store import watch as module
from crm_tui.store.desk_store import TinyStore
from tests.store.records import customer

LONG = 60.0


def waited(watch) -> threading.Thread:
    waiting = threading.Thread(target=watch.wait, args=(LONG,), daemon=True)
    waiting.start()
    return waiting


def saved(path: Path, by: str) -> TinyStore:
    store = TinyStore(path, by=by)
    with store.transaction() as now:
        now.add(customer())
    return store


@pytest.mark.skipif(module.INotify is None, reason="this system gives no notices")
def test_a_colleagues_save_wakes_whoever_waits(tmp_path: Path) -> None:
    store = saved(tmp_path / "desk.json", "asha")
    watch = store.watch()
    watch.wait(0)
    assert watch.tells
    waiting = waited(watch)
    saved(tmp_path / "desk.json", "ravi")
    waiting.join(LONG / 2)
    assert not waiting.is_alive(), "it was told long before the time was up"
    watch.close()


def test_a_store_without_a_log_can_be_waited_for(tmp_path: Path) -> None:
    watch = TinyStore(tmp_path / "desk.json").watch()
    watch.wait(0)
    assert not watch.tells
    saved(tmp_path / "desk.json", "ravi")
    watch.wait(0)
    watch.close()


def test_whoever_waits_is_woken_to_stop_and_from_then_on_at_once(tmp_path: Path) -> None:
    watch = TinyStore(tmp_path / "desk.json").watch()
    waiting = waited(watch)
    watch.stop()
    waiting.join(LONG / 2)
    assert not waiting.is_alive()
    again = waited(watch)
    again.join(LONG / 2)
    assert not again.is_alive()
    watch.close()


def test_without_notices_the_clock_wakes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left() -> None:
        raise OSError(24, "too many")

    monkeypatch.setattr(module, "INotify", none_left)
    watch = saved(tmp_path / "desk.json", "asha").watch()
    watch.wait(0.01)
    watch.close()
