"""A store that vanishes under an open session: nothing is saved, nothing is begun anew in its place."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import StoreProblem
from crm_tui.store.backup import backup
from crm_tui.store.desk_store import TinyStore
from crm_tui.store.restore import restore
from crm_tui.store.schema import INDEXES
from tests.store.records import customer
from tests.store.test_damage import PLAIN

Vanish = Callable[[Path], object]


def folder(path: Path) -> None:
    path.parent.rename(path.parent.with_name("elsewhere"))


def store_alone(path: Path) -> None:
    path.unlink()
    shutil.rmtree(log(path))


def log(path: Path) -> Path:
    return path.with_name("desk.json.journal")


def lines(path: Path) -> None:
    path.unlink()
    for segment in log(path).iterdir():
        segment.unlink()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "desk").mkdir()
    return tmp_path / "desk" / "desk.json"


def opened(path: Path) -> TinyStore:
    store = TinyStore(path)
    with store.transaction() as now:
        now.add(customer("Meera"))
        now.add(customer("Ravi"))
    assert len(store.find(Customer)) == 2
    return store


def left(path: Path) -> list[str]:
    """What lies where the store was, without the files that only say who saves."""
    return [str(one.relative_to(path.parent)) for one in path.parent.rglob("*") if one.suffix not in (".lock", ".fold")]


@pytest.mark.parametrize(
    ("vanish", "says"),
    [
        pytest.param(folder, "is gone", id="its folder"),
        pytest.param(store_alone, "is gone", id="its log and its file"),
        pytest.param(lines, "is gone", id="its file and all that was in its log"),
        pytest.param(lambda path: shutil.rmtree(log(path)), "its log is missing", id="its log"),
    ],
)
def test_a_session_never_begins_anew_in_its_place(path: Path, vanish: Vanish, says: str) -> None:
    store = opened(path)
    vanish(path)
    before = left(path)
    for _ in range(2):
        with pytest.raises(StoreProblem, match=says) as refused, store.transaction() as now:
            now.add(customer("Somebody"))
        assert "\n" not in str(refused.value)
        with pytest.raises(StoreProblem, match=says):
            store.find(Customer)
        with pytest.raises(StoreProblem, match=says):
            store.keep_paper(b"paper", ".txt")
    store.close()
    assert left(path) == before
    with pytest.raises(StoreProblem, match=says), store.transaction() as now:
        now.add(customer("after the session was closed"))
    assert left(path) == before


def test_the_file_of_an_earlier_program_that_vanishes_is_not_begun_anew(path: Path) -> None:
    path.write_bytes(PLAIN)
    store = TinyStore(path)
    path.unlink()
    with pytest.raises(StoreProblem, match="is gone"), store.transaction() as now:
        now.add(customer())
    assert left(path) == []


def test_a_store_that_is_put_back_is_gone_on_with(path: Path) -> None:
    store = opened(path)
    folder(path)
    with pytest.raises(StoreProblem, match="is gone"):
        store.find(Customer)
    path.parent.with_name("elsewhere").rename(path.parent)
    with store.transaction() as now:
        now.add(customer("Somebody"))
    assert len(store.find(Customer)) == len(TinyStore(path).find(Customer)) == 3


def test_a_backup_in_its_place_is_gone_on_with(path: Path, tmp_path: Path) -> None:
    store = opened(path)
    backup(path, tmp_path / "backups", by="cron", indexes=INDEXES, now=datetime(2026, 11, 22, 3, 0, tzinfo=UTC))
    folder(path)
    restore(tmp_path / "backups", path, by="boss", indexes=INDEXES)
    with store.transaction() as now:
        now.add(customer("Somebody"))
    assert len(store.find(Customer)) == len(TinyStore(path).find(Customer)) == 3


def test_a_segment_that_becomes_a_link_is_named_and_not_written_through(path: Path) -> None:
    store = opened(path)
    [segment] = log(path).iterdir()
    segment.rename(path.with_name("elsewhere"))
    segment.symlink_to(path.with_name("elsewhere"))
    before = segment.read_bytes()
    with pytest.raises(StoreProblem, match=f"{segment} is a link, not a file"), store.transaction() as now:
        now.add(customer("Somebody"))
    assert segment.read_bytes() == before
    segment.resolve().rename(segment)
    with store.transaction() as now:
        now.add(customer("Somebody"))
    assert len(TinyStore(path).find(Customer)) == 3


def test_where_no_store_was_yet_one_is_begun(path: Path) -> None:
    store = TinyStore(path)
    assert store.find(Customer) == []
    path.parent.rmdir()
    with store.transaction() as now:
        now.add(customer())
    assert len(TinyStore(path).find(Customer)) == 1
