"""The file behind the store: what is refused, what is kept, and what is left alone."""

import gc
import json
import os
import resource
import stat
import threading
import tracemalloc
from pathlib import Path

import pytest
from tinydb import TinyDB, where

from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import StoreProblem
from crm_tui.store import fold
from crm_tui.store.database import StoreDB
from crm_tui.store.desk_store import TinyStore, is_there
from tests.store.records import customer


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.json"


def add(path: Path, name: str = "Meera Joshi") -> Customer:
    with TinyStore(path).transaction() as now:
        return now.add(customer(name))


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def stored(meta: object = None, **tables: object) -> bytes:
    return json.dumps({"meta": {"1": meta or {"format": "crm-tui", "schema": 1}}, **tables}).encode()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"", "is damaged (it is empty)", id="0 bytes"),
        pytest.param(b"%PDF-1.7\n\x00\xff", "is not a crm-tui store", id="a binary"),
        pytest.param(b"Dear customer,", "is not a crm-tui store", id="a text"),
        pytest.param(b"[1, 2]", "is JSON, but not a crm-tui store", id="JSON that is not a table"),
        pytest.param(b'{"_default": {"1": {}}}', "is JSON, but not a crm-tui store", id="somebody else's TinyDB"),
        pytest.param(b'{"meta": {"1": {"format": "other"}}}', "is JSON, but not", id="another program's format"),
        pytest.param(b"[" * 100_000, "is not a crm-tui store", id="nested beyond measure"),
        pytest.param(stored()[:-9], "is damaged (it is cut off", id="cut off"),
        pytest.param(stored() + b"}", "is damaged (it is cut off", id="something behind its end"),
        pytest.param(stored(customers=[]), "table 'customers'", id="a table that is a list"),
        pytest.param(stored(customers={"1": "Meera"}), "table 'customers'", id="a record that is a word"),
        pytest.param(stored(customers={"x": {}}), "table 'customers'", id="an id that is no number"),
        pytest.param(stored({"format": "crm-tui"}), "its version is missing", id="no version"),
        pytest.param(stored({"format": "crm-tui", "schema": 9}), "was written by a newer crm-tui", id="newer"),
        pytest.param(stored({"format": "crm-tui", "schema": 1, "ids": {"a": "b"}}), "last ids", id="ids of words"),
    ],
)
def test_what_is_not_a_store_is_refused_in_one_line_and_left_untouched(path: Path, content: bytes, says: str) -> None:
    path.write_bytes(content)
    before = path.stat()
    with pytest.raises(StoreProblem) as refused:
        TinyStore(path)
    line = str(refused.value)
    assert says in line
    assert str(path) in line
    assert "\n" not in line
    assert path.read_bytes() == content
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert names(path.parent) == ["desk.json"]


def test_a_store_that_is_spoilt_under_an_open_session_is_not_written_over(path: Path) -> None:
    add(path)
    store = TinyStore(path)
    path.write_bytes(b"spoilt")
    with pytest.raises(StoreProblem), store.transaction() as now:
        now.add(customer("Acme"))
    assert path.read_bytes() == b"spoilt"


def test_a_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem, match="is a directory, not a file: name a file in it, such as"):
        TinyStore(tmp_path)


def test_a_pipe_is_refused_without_waiting_for_it(path: Path) -> None:
    os.mkfifo(path)
    with pytest.raises(StoreProblem, match="is a pipe, a socket or a device, not a file"):
        TinyStore(path)


def test_a_path_through_a_file_is_refused(path: Path) -> None:
    path.write_text("a file")
    with pytest.raises(StoreProblem):
        add(path / "desk.json")


def test_a_circle_of_links_is_refused(path: Path) -> None:
    path.symlink_to(path)
    with pytest.raises(StoreProblem, match="does not lead to a file"):
        TinyStore(path)


def test_reading_a_missing_store_makes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "new" / "desk.json"
    assert TinyStore(path).find(Customer) == []
    assert not path.parent.exists()


def test_the_first_write_makes_a_private_folder_and_file(tmp_path: Path) -> None:
    path = tmp_path / "new" / "deep" / "desk.json"
    add(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700


def test_a_save_keeps_the_mode_of_the_file(path: Path) -> None:
    add(path)
    path.chmod(0o640)
    add(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_to_the_store_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    link.symlink_to(real)
    add(link, "a")
    add(link, "b")
    assert link.is_symlink()
    assert [one.name for one in TinyStore(real).find(Customer)] == ["a", "b"]


def test_what_a_killed_writer_left_does_not_matter(path: Path) -> None:
    add(path, "a")
    path.with_name(".desk.json.tmp").write_bytes(b'{"half')
    add(path, "b")
    assert [one.name for one in TinyStore(path).find(Customer)] == ["a", "b"]


def test_a_save_leaves_no_draft_behind(path: Path) -> None:
    add(path)
    assert names(path.parent) == [
        "desk.json",
        "desk.json.fold",
        "desk.json.index",
        "desk.json.journal",
        "desk.json.lock",
    ]


def test_an_open_session_sees_what_another_saved(path: Path) -> None:
    store = TinyStore(path)
    add(path, "a")
    assert [one.name for one in store.find(Customer)] == ["a"]
    add(path, "b")
    assert [one.name for one in store.find(Customer)] == ["a", "b"]


def test_two_states_never_share_a_version_even_on_a_clock_that_stands(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm_tui.store.storage.utc_now", lambda: "2026-11-21T10:00:00Z")
    store = TinyStore(path)
    seen = {store.version()}
    for name in "abcdef":
        with store.transaction() as now:
            now.add(customer()) if name == "a" else now.put(customer(name, id=1))
        seen.add(store.version())
    assert len(seen) == 7


def test_an_id_is_not_given_again_after_its_record_was_removed(path: Path) -> None:
    add(path, "a")
    add(path, "b")
    with TinyStore(path).storage.transaction() as now:
        now.write("customers", 2, None)
    TinyStore(path).close()
    assert add(path, "c").id == 3


def test_an_id_is_not_given_twice_after_a_row_was_added_by_hand(path: Path) -> None:
    row = {"name": "Meera", "owner": "asha", "since": "2026-01-01"}
    path.write_bytes(stored({"format": "crm-tui", "schema": 1, "ids": {"customers": 1}}, customers={"7": row}))
    assert add(path).id == 8


def test_a_record_that_does_not_validate_is_named(path: Path) -> None:
    path.write_bytes(stored(customers={"12": {"name": "Meera", "owner": "asha", "since": "last year"}}))
    with pytest.raises(StoreProblem, match=r"customers 12 is not a valid record \(since: .*\)"):
        TinyStore(path).find(Customer)


def test_a_field_that_a_row_leaves_out_has_its_default(path: Path) -> None:
    path.write_bytes(stored(customers={"1": {"name": "Meera", "owner": "asha", "since": "2026-01-01"}}))
    assert [one.name for one in TinyStore(path).find(Customer, place="")] == ["Meera"]
    assert TinyStore(path).find(Customer, place="Wakad") == []


def test_a_record_that_could_not_be_read_again_is_not_saved(path: Path) -> None:
    kept = add(path)
    before = path.read_bytes()
    with (
        pytest.raises(StoreProblem, match="this customer can't be saved: name: "),
        TinyStore(path).transaction() as now,
    ):
        now.put(kept.model_copy(update={"name": ""}))
    assert path.read_bytes() == before


def test_a_full_disk_is_one_line_and_the_old_file_stays(path: Path) -> None:
    add(path)
    before = path.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before), limits[1]))
        with pytest.raises(StoreProblem, match=r"could not be saved \(.*\): nothing was changed"):
            add(path, "Acme")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert path.read_bytes() == before
    assert len(TinyStore(path).find(Customer)) == 1
    assert not [name for name in names(path.parent) if name.endswith("tmp")]


def test_a_write_waits_for_its_turn_and_then_says_so(path: Path) -> None:
    add(path)
    impatient = TinyStore(path, patience=0)
    with (
        TinyStore(path).transaction(),
        pytest.raises(StoreProblem, match="another session is saving; try again"),
        impatient.transaction() as now,
    ):
        now.add(customer("Acme"))
    with impatient.transaction() as now:
        now.add(customer("Acme"))


def test_threads_of_one_session_lose_nothing(path: Path) -> None:
    store = TinyStore(path)

    def work() -> None:
        for _ in range(10):
            with store.transaction() as now:
                now.add(customer())
            store.find(Customer, owner="asha")

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.id for one in store.find(Customer)] == list(range(1, 41))


def test_plain_tinydb_reads_the_file(path: Path) -> None:
    add(path, "Meera Joshi")
    with TinyDB(path, access_mode="r") as db:
        assert db.table("customers").search(where("name") == "Meera Joshi")[0].doc_id == 1


def test_a_record_is_one_line_of_the_file(path: Path) -> None:
    add(path, "Meera Joshi")
    add(path, "अस्मिता")
    TinyStore(path).close()
    lines = path.read_text().splitlines()
    assert sum('"Meera Joshi"' in line for line in lines) == 1
    assert sum("अस्मिता" in line for line in lines) == 1


def test_closing_brings_a_small_store_up_to_date_for_those_who_read_the_file(path: Path) -> None:
    add(path, "a")
    add(path, "b")
    assert len(json.loads(path.read_bytes())["customers"]) == 1
    store = TinyStore(path)
    store.close()
    assert len(json.loads(path.read_bytes())["customers"]) == 2
    assert len(store.find(Customer)) == 2


def test_closing_a_large_store_leaves_the_fold_for_later(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fold, "SMALL", 1)
    add(path, "a")
    add(path, "b")
    TinyStore(path).close()
    assert len(json.loads(path.read_bytes())["customers"]) == 1


def test_a_store_of_which_only_the_log_is_left_is_there(path: Path) -> None:
    add(path)
    path.unlink()
    assert is_there(path)
    assert len(TinyStore(path).find(Customer)) == 1


def test_a_store_of_a_later_version_is_read_but_not_changed(path: Path) -> None:
    add(path)
    with TinyStore(path).storage.transaction() as now:
        now.write("meta", 1, {"format": "crm-tui", "schema": 9})
    later = TinyStore(path)
    assert len(later.find(Customer)) == 1
    with pytest.raises(
        StoreProblem, match=r"newer crm-tui .* update the program; until then it is open for reading only"
    ):
        add(path)
    assert "reading only" in later.read_only
    assert TinyStore(path).version() == later.version()


def test_a_session_holds_no_documents(path: Path) -> None:
    """What is kept after reading 20,000 documents of 400 bytes is a small part of them."""
    with StoreDB(path) as db:
        db.table("many").insert_multiple({"number": number, "text": "x" * 380} for number in range(20_000))
        db.fold()
    tracemalloc.start()
    try:
        session = StoreDB(path)
        table = session.table("many")
        assert len(table.search(where("number") >= 0)) == sum(1 for _ in table) == 20_000
        assert table.get(doc_id=7)["number"] == 6
        gc.collect()
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < 1_000_000


def test_a_session_that_nobody_holds_any_more_holds_no_file(path: Path) -> None:
    def open_files() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    def work() -> None:
        store = TinyStore(path)
        with store.transaction() as now:
            now.add(customer())
        store.find(Customer)

    work()
    gc.collect()
    gc.disable()
    try:
        before = open_files()
        for _ in range(5):
            work()
        assert open_files() == before
    finally:
        gc.enable()
