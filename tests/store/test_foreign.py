"""Another program has written the checkpoint: its change is adopted or discarded, never lost unasked."""

import json
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where

from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import StoreProblem
from crm_tui.store.database import StoreDB
from crm_tui.store.desk_store import TinyStore
from crm_tui.store.foreign import adopt, discard
from crm_tui.store.history import history
from crm_tui.store.problems import Damaged, Foreign
from crm_tui.store.readable import unreadable
from crm_tui.store.schema import INDEXES
from crm_tui.store.verify import verify
from tests.store.records import customer
from tests.store.stores import rewrite


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store of two deals, folded, with a third one in the log alone."""
    path = tmp_path / "desk.json"
    with StoreDB(path, by="asha") as db:
        db.table("deals").insert_multiple([{"title": "Loan"}, {"title": "Flat"}])
        db.fold()
        db.table("deals").insert({"title": "Lease"})
    return path


def written_by_tinydb(path: Path) -> bytes:
    """A plain TinyDB changes one deal, adds one, and knows nothing of the third."""
    with TinyDB(path) as db:
        db.table("deals").update({"title": "Villa"}, where("title") == "Flat")
        db.table("terms").insert({"of": "Villa"})
    return path.read_bytes()


def taken(path: Path) -> int:
    return adopt(path, by="asha", indexes={}, check=lambda *_: "")


def titles(path: Path) -> dict[int, Any]:
    with StoreDB(path) as db:
        return {row.doc_id: row["title"] for row in db.table("deals")}


def test_a_plain_tinydb_that_only_reads_is_not_noticed(path: Path) -> None:
    with TinyDB(path) as db:
        assert len(db.table("deals")) == 2
    assert titles(path) == {1: "Loan", 2: "Flat", 3: "Lease"}


def test_what_it_writes_is_refused_and_left_as_it_is(path: Path) -> None:
    open_session = StoreDB(path)
    content = written_by_tinydb(path)
    with pytest.raises(Foreign, match="nothing was saved"):
        StoreDB(path)
    with pytest.raises(Foreign):
        open_session.table("deals").insert({"title": "Car"})
    with pytest.raises(Foreign):
        open_session.fold()
    assert path.read_bytes() == content


def test_adopting_takes_its_change_and_keeps_what_was_saved_since(path: Path) -> None:
    written_by_tinydb(path)
    assert taken(path) == 2
    assert titles(path) == {1: "Loan", 2: "Villa", 3: "Lease"}
    with StoreDB(path) as db:
        assert [row["of"] for row in db.table("terms")] == ["Villa"]
        [last] = [commit for commit in db.storage.since(0) if commit.why == "adopted from another program"]
        assert last.by == "asha"


def test_discarding_makes_the_file_anew_and_puts_the_other_one_aside(path: Path) -> None:
    content = written_by_tinydb(path)
    aside = discard(path, by="asha", indexes={})
    assert aside is not None
    assert aside.read_bytes() == content
    assert titles(path) == {1: "Loan", 2: "Flat", 3: "Lease"}
    assert len(json.loads(path.read_bytes())["deals"]) == 3


def test_what_both_have_changed_is_not_adopted_over_the_one_of_the_store(path: Path) -> None:
    content = written_by_tinydb(path)
    path.rename(path.with_name("theirs"))
    with StoreDB(path) as db:
        db.table("deals").update({"title": "Shop"}, doc_ids=[2])
    path.write_bytes(content)
    with pytest.raises(StoreProblem, match="deals 2 changed both"):
        taken(path)
    assert path.read_bytes() == content
    discard(path, by="asha", indexes={})
    assert titles(path)[2] == "Shop"


def test_a_removed_document_is_adopted_as_removed(path: Path) -> None:
    with TinyDB(path) as db:
        db.table("deals").remove(doc_ids=[1])
    taken(path)
    assert titles(path) == {2: "Flat", 3: "Lease"}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"Dear customer", id="no JSON"),
        pytest.param(b'{"deals": [1]}', id="no tables"),
        pytest.param(b'{"deals": {"1": {}}}', id="no mark of ours"),
        pytest.param(b'{"meta": {"1": {"format": "crm-tui", "schema": 2}}, "deals": {"-1": {}}}', id="no number"),
    ],
)
def test_what_is_no_store_can_only_be_discarded(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreProblem, match="not what was saved: 'crm-tui store discard' makes it anew"):
        taken(path)
    assert path.read_bytes() == content
    discard(path, by="asha", indexes={})
    assert titles(path) == {1: "Loan", 2: "Flat", 3: "Lease"}


def test_the_checkpoint_of_another_log_is_not_adopted(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    with StoreDB(other) as db:
        db.table("deals").insert({"title": "Other"})
    path.write_bytes(other.read_bytes())
    with pytest.raises(StoreProblem):
        StoreDB(path)
    with pytest.raises(StoreProblem, match="belongs to another log"):
        taken(path)


def test_a_checkpoint_whose_log_is_lost_can_begin_a_new_one(path: Path, tmp_path: Path) -> None:
    alone = tmp_path / "alone" / "desk.json"
    alone.parent.mkdir()
    alone.write_bytes(path.read_bytes())
    with pytest.raises(Damaged):
        StoreDB(alone)
    with pytest.raises(StoreProblem, match="all that is left of a store"):
        discard(alone, by="asha", indexes={})
    taken(alone)
    assert titles(alone) == {1: "Loan", 2: "Flat"}
    with StoreDB(alone) as db:
        assert db.table("deals").insert({"title": "Next"}) == 3


def test_a_checkpoint_that_goes_further_than_its_log_gives_back_what_the_log_lacks(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    store = TinyStore(path, by="asha")
    for name in ("Meera", "Ravi", "Anil"):
        with store.transaction() as now:
            now.add(customer(name))
    with store.transaction() as now:
        now.remove(store.find(Customer)[2])
        now.put(store.find(Customer)[0].model_copy(update={"place": "Wakad"}))
    store.close()
    before = store.find(Customer)
    rewrite(path, lambda lines: lines[:2])
    with pytest.raises(StoreProblem, match="'crm-tui store adopt' takes what is missing"):
        TinyStore(path)
    with pytest.raises(StoreProblem, match="'crm-tui store adopt' takes what is missing"):
        list(history(path, "customers", 1))
    assert adopt(path, by="boss", indexes=INDEXES, check=unreadable) == 2
    assert TinyStore(path).find(Customer) == before
    assert verify(path, indexes=INDEXES, check=unreadable).findings == ()
    with TinyStore(path).transaction() as now:
        # neither a number nor a revision is given out a second time
        assert now.add(customer("Kiran")).id == 4
    assert [one["rev"] for one in StoreDB(path).table("customers")] == [6, 6, 8]


def test_the_checkpoint_of_another_store_is_not_taken_for_a_later_one(tmp_path: Path) -> None:
    path, other = tmp_path / "desk.json", tmp_path / "other.json"
    for store, name, count in ((path, "Meera", 1), (other, "Ravi", 4)):
        for _ in range(count):
            with TinyStore(store).transaction() as now:
                now.add(customer(name))
        TinyStore(store).close()
    path.write_bytes(other.read_bytes())
    with pytest.raises(StoreProblem, match="belongs to another log"):
        adopt(path, by="boss", indexes=INDEXES, check=unreadable)
