"""A store of an earlier version is brought up to date; one of a later version is for reading only."""

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest

from crm_tui.domain.errors import StoreProblem
from crm_tui.store import migrations
from crm_tui.store.database import StoreDB
from crm_tui.store.foreign import adopt
from crm_tui.store.migrations import Migration, migrate
from crm_tui.store.readable import unreadable
from crm_tui.store.schema import SCHEMA
from crm_tui.store.storage import JournalStorage
from crm_tui.store.verify import verify


def in_paise(table: str, document: dict[str, Any]) -> dict[str, Any] | None:
    """An amount in rupees becomes one in paise; what has been done stays as it is."""
    if "rupees" in document:
        document["paise"] = document.pop("rupees") * 100
    return document


def without_drafts(table: str, document: dict[str, Any]) -> dict[str, Any] | None:
    return None if document.get("draft") else document


STEPS = (
    Migration(SCHEMA + 1, "amounts in paise", ("deals",), in_paise),
    Migration(SCHEMA + 2, "no drafts", ("deals", "terms"), without_drafts),
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
    with StoreDB(path, schema=SCHEMA + 2) as db:
        return [row["paise"] for row in db.table("deals")]


def test_each_step_is_done_and_the_history_says_so(path: Path) -> None:
    storage = JournalStorage(path, schema=SCHEMA + 2)
    assert migrate(storage, STEPS) == [SCHEMA + 1, SCHEMA + 2]
    assert migrate(storage, STEPS) == []
    assert amounts(path) == [number * 100 for number in range(10)]
    assert storage.count("terms") == 0
    assert storage.schema == SCHEMA + 2
    assert {commit.why for commit in storage.since(2)} >= {
        f"version {SCHEMA + 1}: amounts in paise",
        f"version {SCHEMA + 2}: no drafts",
    }


@pytest.mark.parametrize("done", range(1, 12))
def test_one_that_is_interrupted_anywhere_is_resumed(path: Path, done: int) -> None:
    left = done

    def interrupted(table: str, document: dict[str, Any]) -> dict[str, Any] | None:
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt
        return in_paise(table, document)

    storage = JournalStorage(path, schema=SCHEMA + 2)
    with contextlib.suppress(KeyboardInterrupt):
        migrate(storage, (Migration(SCHEMA + 1, "amounts in paise", ("deals",), interrupted), STEPS[1]))
    migrate(JournalStorage(path, schema=SCHEMA + 2), STEPS)
    assert amounts(path) == [number * 100 for number in range(10)]


def test_a_session_of_the_program_before_becomes_one_for_reading(path: Path) -> None:
    before = StoreDB(path)
    migrate(JournalStorage(path, schema=SCHEMA + 2), STEPS)
    with pytest.raises(
        StoreProblem,
        match=rf"newer crm-tui \(store version {SCHEMA + 2}, this program knows {SCHEMA}\): update the program",
    ):
        before.table("deals").insert({})
    assert len(before.table("deals")) == 10
    content = path.read_bytes()
    assert len(StoreDB(path).table("terms")) == 0
    assert path.read_bytes() == content


def test_one_that_nobody_knows_how_to_bring_on_is_refused(path: Path) -> None:
    with pytest.raises(StoreProblem, match=f"no way leads from version {SCHEMA}"):
        migrate(JournalStorage(path, schema=SCHEMA + 3), STEPS[1:])


def test_who_may_only_read_is_told_who_can(path: Path) -> None:
    with pytest.raises(StoreProblem, match="somebody who may change it must open it once"):
        migrate(JournalStorage(path, schema=SCHEMA + 2, access_mode="r"), STEPS)


def test_a_new_store_needs_no_step(tmp_path: Path) -> None:
    storage = JournalStorage(tmp_path / "new.json", schema=SCHEMA + 2)
    assert migrate(storage, STEPS) == []
    assert list(tmp_path.iterdir()) == []


def called_by_name(table: str, document: dict[str, Any]) -> dict[str, Any] | None:
    if "called" in document:
        document["name"] = document.pop("called")
    return document


OLD = {"called": "Meera Joshi", "owner": "asha", "since": "2026-11-21"}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A store of the version before, folded, whose customers had no name yet."""
    path = tmp_path / "desk.json"
    with StoreDB(path, schema=SCHEMA - 1) as db:
        db.table("customers").insert(dict(OLD))
        db.fold()
    return path


@pytest.fixture
def step(monkeypatch: pytest.MonkeyPatch) -> Migration:
    one = Migration(SCHEMA, "customers have names", ("customers",), called_by_name)
    monkeypatch.setattr(migrations, "MIGRATIONS", (one,))
    return one


def written_by_another_program(path: Path, content: bytes) -> None:
    told = json.loads(content)
    told["customers"]["2"] = OLD | {"called": "Ravi"}
    path.write_text(json.dumps(told))


def names(path: Path) -> list[str | None]:
    with StoreDB(path) as db:
        return [row.get("name") for row in db.table("customers")]


@pytest.mark.usefixtures("step")
def test_records_are_judged_as_they_will_be_once_the_pending_steps_are_taken(old: Path) -> None:
    assert verify(old, indexes={}, check=unreadable).findings == ()
    written_by_another_program(old, old.read_bytes())
    assert adopt(old, by="boss", indexes={}, check=unreadable) == 1
    assert names(old) == [None, None]
    assert verify(old, indexes={}, check=unreadable).findings == ()
    storage = JournalStorage(old)
    assert migrate(storage, migrations.MIGRATIONS) == [SCHEMA]
    assert names(old) == ["Meera Joshi", "Ravi"]
    assert verify(old, indexes={}, check=unreadable).findings == ()


def test_without_such_a_step_they_are_refused(old: Path) -> None:
    [finding] = verify(old, indexes={}, check=unreadable).findings
    assert finding.startswith("customers 1 is not a valid record (name: Field required)")
    written_by_another_program(old, old.read_bytes())
    with pytest.raises(StoreProblem, match="customers 2 is not a valid record"):
        adopt(old, by="boss", indexes={}, check=unreadable)


def test_what_a_file_from_before_a_step_adds_is_brought_on_when_it_is_adopted(old: Path, step: Migration) -> None:
    before = old.read_bytes()
    migrate(JournalStorage(old), (step,))
    written_by_another_program(old, before)
    adopt(old, by="boss", indexes={}, check=unreadable)
    assert names(old) == ["Meera Joshi", "Ravi"]
    assert verify(old, indexes={}, check=unreadable).findings == ()
