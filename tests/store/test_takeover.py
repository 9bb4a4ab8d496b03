"""The file of the earlier program is read as it is, and taken into the log by the first change."""

import json
from pathlib import Path

import pytest

from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import StoreProblem
from crm_tui.store import fold
from crm_tui.store.desk_store import TinyStore
from crm_tui.store.schema import SCHEMA
from crm_tui.store.storage import JournalStorage
from tests.store.records import customer

ROW = {"name": "Meera", "owner": "asha", "since": "2026-01-01", "place": "Wakad"}


def plain(path: Path, *ids: int, last: int = 0) -> bytes:
    about = {"format": "crm-tui", "schema": 1, "ids": {"customers": last or max(ids)}, "demo": "2026-11-21"}
    path.write_text(json.dumps({"meta": {"1": about}, "customers": {str(one): ROW for one in ids}}))
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.json"


def test_reading_changes_nothing(path: Path) -> None:
    content = plain(path, 1, 2)
    store = TinyStore(path)
    assert [one.place for one in store.find(Customer)] == ["Wakad", "Wakad"]
    store.close()
    assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]


def test_a_change_that_is_given_up_changes_nothing(path: Path) -> None:
    content = plain(path, 1)

    def given_up() -> None:
        with TinyStore(path).transaction() as now:
            now.add(customer())
            raise KeyError

    with pytest.raises(KeyError):
        given_up()
    assert path.read_bytes() == content
    assert not (path.parent / "desk.json.journal").exists()


def test_the_first_change_takes_every_record_into_the_log_and_keeps_the_file(path: Path) -> None:
    content = plain(path, 1, 3, last=7)
    store = TinyStore(path, by="asha")
    with store.transaction("a new customer") as now:
        assert now.add(customer()).id == 8
    first, second, *_ = store.storage.since(0)
    assert [(table, record_id) for table, record_id, _ in first.ops] == [
        ("meta", 1),
        ("customers", 1),
        ("customers", 3),
    ]
    assert (second.by, second.why) == ("asha", "a new customer")
    assert (path.parent / "desk.json.before-log").read_bytes() == content
    found = json.loads(path.read_bytes())
    assert list(found["customers"]) == ["1", "3", "8"]
    assert found["customers"]["1"].items() >= ROW.items()
    assert found["meta"]["1"]["demo"] == "2026-11-21"
    assert [one.id for one in TinyStore(path).find(Customer)] == [1, 3, 8]


def test_the_earlier_program_refuses_the_file_from_then_on(path: Path) -> None:
    plain(path, 1)
    with TinyStore(path).transaction() as now:
        now.add(customer())
    # what it looked at first
    about = json.loads(path.read_bytes())["meta"]["1"]
    assert about["format"] == "crm-tui"
    assert about["schema"] > 1


def test_an_open_session_sees_what_the_earlier_program_saves(path: Path) -> None:
    plain(path, 1)
    store = TinyStore(path)
    before = store.version()
    plain(path, 1, 2)
    assert len(store.find(Customer)) == 2
    assert store.version() != before


def test_an_open_session_goes_on_when_another_one_takes_over(path: Path) -> None:
    plain(path, 1)
    one, other = TinyStore(path), TinyStore(path)
    with other.transaction() as now:
        now.add(customer("Second"))
    with one.transaction() as now:
        now.add(customer("Third"))
    assert [found.name for found in other.find(Customer)] == ["Meera", "Second", "Third"]


@pytest.mark.parametrize("step", ["append", "rename"])
def test_a_takeover_that_fails_half_way_is_done_by_the_next_change(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    content = plain(path, 1)
    store = TinyStore(path)

    def fail(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.storage.disk, step, fail)
    if step == "append":
        with pytest.raises(StoreProblem, match="nothing was changed"), store.transaction() as now:
            now.add(customer())
        assert len(TinyStore(path).find(Customer)) == 1
    else:
        # the change is in the log; only the file could not follow
        with store.transaction() as now:
            now.add(customer())
        assert len(TinyStore(path).find(Customer)) == 2
    assert path.read_bytes() == content
    monkeypatch.undo()
    with TinyStore(path).transaction() as now:
        now.add(customer("Last"))
    assert TinyStore(path).find(Customer)[-1].name == "Last"
    assert json.loads(path.read_bytes())["meta"]["1"]["schema"] == SCHEMA


def test_folding_without_a_log_does_nothing(path: Path) -> None:
    content = plain(path, 1)
    assert fold.fold(JournalStorage(path)) is False
    assert path.read_bytes() == content
