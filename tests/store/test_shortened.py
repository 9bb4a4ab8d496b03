"""A log from which an acknowledged save vanishes under an open session: it is told of, and nothing is saved over it."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import StoreProblem
from crm_tui.store.backup import backup
from crm_tui.store.desk_store import TinyStore
from crm_tui.store.foreign import adopt
from crm_tui.store.readable import unreadable
from crm_tui.store.redaction import redact
from crm_tui.store.restore import restore
from crm_tui.store.rewriting import Wanted
from crm_tui.store.schema import INDEXES
from tests.store.records import customer
from tests.store.stores import LOG

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.json"


def save(store: TinyStore, name: str) -> None:
    with store.transaction("by phone") as now:
        now.add(customer(name))


def opened(path: Path, *names: str) -> TinyStore:
    store = TinyStore(path, by="asha")
    for name in names:
        save(store, name)
    return store


def cut(path: Path, count: int) -> None:
    """Take bytes from the end of the log, as nobody of ours does."""
    log = path.parent / LOG
    os.truncate(log, log.stat().st_size - count)


def cut_lines(path: Path, count: int) -> None:
    lines = (path.parent / LOG).read_bytes().splitlines(keepends=True)
    cut(path, sum(map(len, lines[-count:])))


def names(path: Path) -> list[str]:
    return [one.name for one in TinyStore(path).find(Customer)]


@pytest.mark.parametrize(
    "shorten", [lambda path: cut(path, 30), lambda path: cut_lines(path, 1)], ids=["torn", "whole"]
)
def test_own_save_that_vanished_is_told_of_and_not_saved_over(path: Path, shorten: Callable[[Path], None]) -> None:
    store = opened(path, "Meera", "Ravi", "Anil")
    last = store.storage.seq
    shorten(path)
    before = (path.parent / LOG).read_bytes()
    for _ in range(2):
        with pytest.raises(StoreProblem, match=f"commit {last}, .* ends at commit {last - 1}") as refused:
            save(store, "Somebody")
        assert "\n" not in str(refused.value)
        with pytest.raises(StoreProblem, match=f"commit {last}, "):
            store.find(Customer)
    store.close()
    with pytest.raises(StoreProblem, match=f"commit {last}, "):
        save(store, "after the session was closed")
    assert (path.parent / LOG).read_bytes() == before
    # who opens it again goes on without it, as the refusal says
    save(TinyStore(path), "Kiran")
    assert names(path) == ["Meera", "Ravi", "Kiran"]
    with pytest.raises(StoreProblem, match=f"commit {last}, "):
        save(store, "while another one stands in its place")


def test_a_save_of_others_counts_when_another_one_was_made_behind_it(path: Path) -> None:
    writer = opened(path, "Meera")
    reader = TinyStore(path)
    save(writer, "Ravi")
    save(writer, "Anil")
    assert len(reader.find(Customer)) == 3
    # the last one may have been taken back by its writer, as the disk did not confirm it
    cut_lines(path, 1)
    assert len(reader.find(Customer)) == 2
    cut_lines(path, 1)
    with pytest.raises(StoreProblem, match="is gone from its log"):
        reader.find(Customer)


def test_a_save_behind_which_another_was_seen_is_missed_by_who_opened_it_later(path: Path) -> None:
    opened(path, "Meera", "Ravi", "Anil")
    reader = TinyStore(path)
    cut_lines(path, 2)
    with pytest.raises(StoreProblem, match="is gone from its log"):
        reader.find(Customer)


def test_a_checkpoint_that_nobody_announces_any_more_is_no_loss(path: Path) -> None:
    store = opened(path, "Meera", "Ravi")
    TinyStore(path).close()
    assert len(store.find(Customer)) == 2
    assert b'"fold"' in (path.parent / LOG).read_bytes().splitlines()[-1]
    cut_lines(path, 1)
    save(store, "Anil")
    assert names(path) == ["Meera", "Ravi", "Anil"]


@pytest.mark.parametrize("later", [False, True], ids=["backup with it", "backup before it, and what was saved since"])
def test_a_restore_is_gone_on_with(path: Path, later: bool) -> None:
    store = opened(path, "Meera", "Ravi")
    if not later:
        save(store, "Anil")
    made = backup(path, path.parent / "backups", by="cron", indexes=INDEXES, now=NOW)
    if later:
        save(store, "Anil")
    cut(path, 30)
    with pytest.raises(StoreProblem, match="--replace --keep-later"):
        save(store, "Somebody")
    restore(made.path, path, replace=True, keep_later=True, by="boss", indexes=INDEXES)
    save(store, "Kiran")
    assert names(path) == (["Meera", "Ravi", "Kiran"] if later else ["Meera", "Ravi", "Anil", "Kiran"])


def test_an_earlier_restore_explains_no_later_loss(path: Path) -> None:
    made = backup_of(opened(path, "Meera", "Ravi"))
    restore(made, path, replace=True, by="boss", indexes=INDEXES)
    store = opened(path, "Anil", "Kiran")
    cut_lines(path, 1)
    with pytest.raises(StoreProblem, match="is gone from its log"):
        save(store, "Somebody")


def backup_of(store: TinyStore) -> Path:
    return backup(store.path, store.path.parent / "backups", by="cron", indexes=INDEXES, now=NOW).path


def test_a_restore_in_the_place_of_a_log_that_is_gone_is_gone_on_with(path: Path) -> None:
    store = opened(path, "Meera", "Ravi")
    made = backup_of(store)
    save(store, "Anil")
    path.with_name("desk.json.journal").rename(path.with_name("away"))
    path.unlink()
    restore(made, path, by="boss", indexes=INDEXES)
    save(store, "Kiran")
    assert names(path) == ["Meera", "Ravi", "Kiran"]


def test_a_redaction_is_gone_on_with_and_explains_no_later_loss(path: Path) -> None:
    store = opened(path, "Meera", "Ravi")
    redact(path, Wanted("customers", 1, ("name",)), why="asked for", by="boss", indexes=INDEXES, check=unreadable)
    save(store, "Anil")
    cut_lines(path, 1)
    with pytest.raises(StoreProblem, match="is gone from its log"):
        save(store, "Somebody")


def test_a_log_that_was_begun_anew_is_gone_on_with(path: Path) -> None:
    store = opened(path, "Meera", "Ravi")
    TinyStore(path).close()
    path.with_name("desk.json.journal").rename(path.with_name("away"))
    adopt(path, by="boss", indexes=INDEXES, check=unreadable)
    save(store, "Anil")
    assert names(path) == ["Meera", "Ravi", "Anil"]
