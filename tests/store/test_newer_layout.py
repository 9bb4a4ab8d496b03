"""A store whose files a newer program has laid out is read where its log can be, and never written."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import StoreProblem
from crm_tui.store import checkpoint, fold, opening
from crm_tui.store.desk_store import TinyStore
from crm_tui.store.files import Files
from crm_tui.store.foreign import discard
from crm_tui.store.schema import INDEXES
from crm_tui.store.verify import verify
from tests.store.records import customer
from tests.store.stores import LOG, sealed
from tests.store.test_damage import files

SAYS = r"laid out by a newer crm-tui \(format 9, this program knows 1\): update the program"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.json"


@pytest.fixture
def newer(path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """A newer program adds a customer and folds."""

    def go() -> None:
        with monkeypatch.context() as patch:
            patch.setattr(checkpoint, "FORMAT", 9)
            patch.setattr(opening, "FORMAT", 9)
            store = TinyStore(path, by="newer")
            with store.transaction() as now:
                now.add(customer("Meera"))
            fold.fold(store.storage, anew=True)
            store.storage.close()

    return go


def refused(store: TinyStore) -> None:
    assert re.search(SAYS + "; until then it is open for reading only", store.read_only)
    with pytest.raises(StoreProblem, match=SAYS), store.transaction() as now:
        now.add(customer("Somebody"))
    with pytest.raises(StoreProblem, match=SAYS):
        fold.fold(store.storage)
    store.close()


def test_it_is_read_and_not_written(path: Path, newer: Callable[[], None]) -> None:
    newer()
    before = files(path.parent)
    store = TinyStore(path)
    assert [one.name for one in store.find(Customer)] == ["Meera"]
    refused(store)
    with pytest.raises(StoreProblem, match=SAYS):
        discard(path, by="asha", indexes=INDEXES)
    with pytest.raises(StoreProblem, match=SAYS):
        verify(path, indexes=INDEXES)
    assert files(path.parent) == before


def test_a_session_that_was_open_reads_on(path: Path, newer: Callable[[], None]) -> None:
    store = TinyStore(path)
    with store.transaction() as now:
        now.add(customer("Ravi"))
    late = TinyStore(path)
    newer()
    # one that saves before it looks
    with pytest.raises(StoreProblem, match=SAYS), late.transaction() as now:
        now.add(customer("Somebody"))
    assert [one.name for one in store.find(Customer)] == ["Ravi", "Meera"]
    before = files(path.parent)
    refused(store)
    assert files(path.parent) == before


def log_of_another_kind(path: Path) -> None:
    """Each line fits its hash, but what stands in it is new."""
    (path.parent / LOG).write_bytes(sealed({"seq": 1, "at": "", "by": "", "ops": [["a", 1, 2, 3]], "prev": "0" * 64}))


def no_log(path: Path) -> None:
    (path.parent / LOG).unlink()
    Files.of(path).journal.rmdir()


def other_header(path: Path) -> None:
    path.write_bytes(b'{"meta": {\n"0": {"format":9,"parts":["a"]}\n}\n}\n')
    log_of_another_kind(path)


@pytest.mark.parametrize("spoil", [log_of_another_kind, no_log, other_header])
def test_what_can_not_be_read_asks_for_the_newer_program(
    path: Path, newer: Callable[[], None], spoil: Callable[[Path], None]
) -> None:
    newer()
    spoil(path)
    before = files(path.parent)
    with pytest.raises(StoreProblem, match=SAYS + " to open it") as said:
        TinyStore(path)
    assert "\n" not in str(said.value)
    assert files(path.parent) == before
