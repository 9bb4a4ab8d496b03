"""A store of an earlier version is brought up to date; one of a later version is for reading only."""

import contextlib
from pathlib import Path
from typing import Any

import pytest

from crm_tui.domain.errors import StoreProblem
from crm_tui.store import migrations
from crm_tui.store.database import StoreDB
from crm_tui.store.migrations import Migration, migrate
from crm_tui.store.storage import JournalStorage


def in_paise(table: str, document: dict[str, Any]) -> dict[str, Any] | None:
    """An amount in rupees becomes one in paise; what has been done stays as it is."""
    if "rupees" in document:
        document["paise"] = document.pop("rupees") * 100
    return document


def without_drafts(table: str, document: dict[str, Any]) -> dict[str, Any] | None:
    return None if document.get("draft") else document


STEPS = (
    Migration(4, "amounts in paise", ("deals",), in_paise),
    Migration(5, "no drafts", ("deals", "terms"), without_drafts),
)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(migrations, "_AT_ONCE", 3)
    path = tmp_path / "desk.json"
    with StoreDB(path) as db:
        db.table("deals").insert_multiple({"rupees": number} for number in range(10))
        db.table("terms").insert({"draft": True})
    return path


def amounts(path: Path) -> list[int]:
    with StoreDB(path, schema=5) as db:
        return [row["paise"] for row in db.table("deals")]


def test_each_step_is_done_and_the_history_says_so(path: Path) -> None:
    storage = JournalStorage(path, schema=5)
    assert migrate(storage, STEPS) == [4, 5]
    assert migrate(storage, STEPS) == []
    assert amounts(path) == [number * 100 for number in range(10)]
    assert storage.count("terms") == 0
    assert storage.schema == 5
    assert {commit.why for commit in storage.since(2)} >= {"version 4: amounts in paise", "version 5: no drafts"}


@pytest.mark.parametrize("done", range(1, 12))
def test_one_that_is_interrupted_anywhere_is_resumed(path: Path, done: int) -> None:
    left = done

    def interrupted(table: str, document: dict[str, Any]) -> dict[str, Any] | None:
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt
        return in_paise(table, document)

    storage = JournalStorage(path, schema=5)
    with contextlib.suppress(KeyboardInterrupt):
        migrate(storage, (Migration(4, "amounts in paise", ("deals",), interrupted), STEPS[1]))
    migrate(JournalStorage(path, schema=5), STEPS)
    assert amounts(path) == [number * 100 for number in range(10)]


def test_a_session_of_the_program_before_becomes_one_for_reading(path: Path) -> None:
    before = StoreDB(path)
    migrate(JournalStorage(path, schema=5), STEPS)
    with pytest.raises(
        StoreProblem, match=r"newer crm-tui \(store version 5, this program knows 3\): update the program"
    ):
        before.table("deals").insert({})
    assert len(before.table("deals")) == 10
    content = path.read_bytes()
    assert len(StoreDB(path).table("terms")) == 0
    assert path.read_bytes() == content


def test_one_that_nobody_knows_how_to_bring_on_is_refused(path: Path) -> None:
    with pytest.raises(StoreProblem, match="no way leads from version 3"):
        migrate(JournalStorage(path, schema=6), STEPS[1:])


def test_who_may_only_read_is_told_who_can(path: Path) -> None:
    with pytest.raises(StoreProblem, match="somebody who may change it must open it once"):
        migrate(JournalStorage(path, schema=5, access_mode="r"), STEPS)


def test_a_new_store_needs_no_step(tmp_path: Path) -> None:
    storage = JournalStorage(tmp_path / "new.json", schema=5)
    assert migrate(storage, STEPS) == []
    assert list(tmp_path.iterdir()) == []
