"""What was erased stands in no file any more, and that it was erased is on record."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tinydb import where

from crm_tui.cli import main
from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import StoreProblem
from crm_tui.store.backup import backup
from crm_tui.store.compared import ComparedFolder
from crm_tui.store.database import StoreDB
from crm_tui.store.desk_store import TinyStore
from crm_tui.store.foreign import adopt
from crm_tui.store.history import history
from crm_tui.store.readable import unreadable
from crm_tui.store.redaction import Redacted, redact
from crm_tui.store.rewriting import BLANK, Wanted
from crm_tui.store.schema import INDEXES
from crm_tui.store.verify import Anchor
from tests.store.records import customer
from tests.store.stores import Breaks, Failing, checked, line_number, lines_of, paper_of_deal, store_with_a_past

SECRET = "Kelaskar"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return store_with_a_past(tmp_path)


def anything(table: str, record_id: int, document: dict[str, Any], version: int) -> str:
    """Every document can be read."""
    return ""


def erased(path: Path, wanted: Wanted, why: str = "asked for") -> Redacted:
    return redact(path, wanted, why=why, by="boss", indexes={}, check=anything)


def files_with(path: Path, text: str) -> list[str]:
    return [str(one) for one in path.parent.rglob("*") if one.is_file() and text.encode() in one.read_bytes()]


def test_a_blanked_field_leaves_no_trace_in_any_file_and_a_record_of_the_fact(path: Path) -> None:
    assert len(files_with(path, SECRET)) == 1
    with StoreDB(path) as db:
        db.fold()
    assert len(files_with(path, SECRET)) == 2
    done = erased(path, Wanted("deals", 3, ("title",)))
    assert files_with(path, SECRET) == []
    assert checked(path).findings == ()
    with StoreDB(path) as db:
        assert db.table("deals").get(doc_id=3) == {"title": BLANK, "amount": 3, "rev": 13}
        [fact] = [commit for commit in db.storage.since(0) if "redacted" in commit.more]
    assert (fact.by, fact.why, fact.seq) == ("boss", "asked for", done.recorded)
    assert fact.more["redacted"]["commits"] == list(done.commits) == [4, 13]
    assert fact.more["redacted"]["fields"] == ["title"]
    *made, told = history(path, "deals", 3)
    assert {change.by for change in made} == {"asha"}
    assert (told.by, told.why, told.redacted) == ("boss", "asked for", "title")


def test_who_redacted_is_named_to_a_session_that_was_open(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    store = TinyStore(path, by="asha")
    with store.transaction() as now:
        first, other = now.add(customer("Meera Patil")), now.add(customer("Ravi", place="Meera Patil"))
        third = now.add(customer("Anil"))
    wanted = Wanted("customers", 1, ("name",), everywhere=True)
    redact(path, wanted, why="asked for", by="boss", indexes=INDEXES, check=unreadable)
    assert store.saved_by(first) == store.saved_by(other) == "boss, who redacted it,"
    assert store.saved_by(third) == "asha"
    *_, told = history(path, "customers", 2)
    assert (told.by, told.redacted) == ("boss", "the words of name of customers 1")
    with TinyStore(path, by="ravi").transaction() as now:
        now.put(other)
    assert store.saved_by(other) == "ravi"


def test_the_history_of_a_redacted_record_names_who_redacted_it_and_why(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    erased(path, Wanted("deals", 4))
    assert main(["store", "history", "deals", "4", "--store", str(path)]) == 0
    *_, about, what = capsys.readouterr().out.splitlines()
    assert "boss  asked for" in about
    assert what.strip() == "redacted: all of it"


def test_all_else_is_as_it_was(path: Path) -> None:
    with StoreDB(path) as db:
        before = {row.doc_id: row for row in db.table("deals") if row.doc_id != 3}
    lines = lines_of(path)
    erased(path, Wanted("deals", 3, ("title",)))
    with StoreDB(path) as db:
        assert {row.doc_id: row for row in db.table("deals") if row.doc_id != 3} == before
        assert db.table("deals").insert({}) == 11
    # the commits before the first changed one are the same bytes
    assert lines_of(path)[:3] == lines[:3]


def test_a_whole_record_goes_as_if_it_had_never_been(path: Path) -> None:
    erased(path, Wanted("deals", 3))
    assert files_with(path, SECRET) == []
    assert [(one.before, one.after) for one in history(path, "deals", 3) if not one.redacted] == [(None, None)] * 2
    with StoreDB(path) as db:
        assert db.table("deals").get(doc_id=3) is None
    assert checked(path).findings == ()


def test_a_record_that_others_name_does_not_go(path: Path) -> None:
    with StoreDB(path) as db:
        db.table("terms").insert({"deal_id": 3})
        db.table("terms").insert({"deal_id": 33})
    with pytest.raises(StoreProblem, match=r"deals 3 is named by terms 1: blank its fields"):
        erased(path, Wanted("deals", 3))


def test_the_same_words_elsewhere_are_named_or_blanked_too(path: Path) -> None:
    with StoreDB(path) as db, db.transaction("call of Villa of Kelaskar"):
        db.table("notes").insert({"said": ["the Villa of Kelaskar is sold"]})
    told = erased(path, Wanted("deals", 3, ("title",)))
    assert told.left == ("why of commit 15", "notes 1")
    # the words are found by what stood in the field: a second time they no longer do
    assert len(files_with(path, SECRET)) == 2
    with StoreDB(path) as db:
        db.table("deals").update({"title": "Villa of Kelaskar"}, where("amount") == 3)
    told = erased(path, Wanted("deals", 3, ("title",), everywhere=True))
    assert told.left == ()
    assert files_with(path, SECRET) == []
    with StoreDB(path) as db:
        assert db.table("notes").get(doc_id=1)["said"] == [f"the {BLANK} is sold"]


def test_files_put_aside_earlier_are_removed(path: Path) -> None:
    with StoreDB(path) as db:
        db.fold()
    text = path.read_bytes()
    path.write_bytes(text.replace(b"Loan 7", b"Lean 7"))
    adopt(path, by="asha", indexes={}, check=lambda *_: "")
    (path.parent / "desk.json.journal" / "torn-13-1").write_text(SECRET)
    ComparedFolder(path).keep("a" * 64, SECRET.encode())
    assert len(files_with(path, SECRET)) == 5
    done = erased(path, Wanted("deals", 3, ("title",)))
    assert files_with(path, SECRET) == []
    assert [one.name.startswith(("desk.json.foreign-", "desk.json.compared")) for one in done.removed] == [True, True]


def test_one_that_can_not_be_removed_is_named_and_the_log_is_redacted(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aside = path.with_name("desk.json.before-log")
    aside.write_bytes(b"")
    remove = Path.unlink

    def refused(one: Path, missing_ok: bool = False) -> None:
        if one == aside:
            raise PermissionError(1, "Operation not permitted", str(one))
        remove(one, missing_ok)

    monkeypatch.setattr(Path, "unlink", refused)
    wanted = Wanted("deals", 3, ("title",))
    with pytest.raises(StoreProblem, match=f"was redacted, but {aside} may still hold it .*: remove it"):
        redact(path, wanted, why="asked for", by="boss", indexes={}, check=lambda *_: "")
    with StoreDB(path) as db:
        assert db.table("deals").get(doc_id=3)["title"] == BLANK


def test_the_paper_of_an_erased_document_goes_with_it(path: Path) -> None:
    kept, gone = paper_of_deal(path, b"another"), paper_of_deal(path, b"the paper")
    assert erased(path, Wanted("documents", 2)).removed == (gone,)
    assert kept.exists()
    assert not gone.exists()


def test_an_anchor_noted_before_tells_of_the_redaction(path: Path) -> None:
    noted = checked(path)
    done = erased(path, Wanted("deals", 3, ("title",)))
    [finding] = checked(path, Anchor(noted.seq, noted.head)).findings
    assert f"commit {done.recorded} by boss says that the log was written anew from commit 4 on" in finding
    assert checked(path, Anchor(done.seq, done.head)).findings == ()


def test_open_sessions_see_it_and_go_on(path: Path) -> None:
    with StoreDB(path) as session:
        assert SECRET in session.table("deals").get(doc_id=3)["title"]
        erased(path, Wanted("deals", 3, ("title",)))
        session.refresh()
        assert session.table("deals").get(doc_id=3)["title"] == BLANK
        session.table("deals").update({"amount": 33}, doc_ids=[3])
    assert checked(path).findings == ()
    assert files_with(path, SECRET) == []


def test_a_store_of_many_segments_keeps_them(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crm_tui.store.journal.SEGMENT", 1)
    with StoreDB(path) as db:
        for _ in range(3):
            db.table("deals").insert({})
            db.fold()
    names = sorted(one.name for one in (path.parent / "desk.json.journal").iterdir())
    erased(path, Wanted("deals", 3, ("title",)))
    assert sorted(one.name for one in (path.parent / "desk.json.journal").iterdir())[: len(names)] == names
    assert checked(path).findings == ()


@pytest.mark.parametrize(
    ("wanted", "why", "says"),
    [
        pytest.param(Wanted("deals", 77), "x", "no commit holds deals 77", id="a record that never was"),
        pytest.param(
            Wanted("deals", 3, ("owner",)), "x", "no commit holds the fields owner", id="a field that never was"
        ),
        pytest.param(Wanted("deals", 3, ("rev",)), "x", "needs for itself", id="the store's own field"),
        pytest.param(Wanted("meta", 1), "x", "needs for itself", id="the store's own record"),
        pytest.param(Wanted("deals", 3, everywhere=True), "x", "name the fields", id="everywhere without a field"),
        pytest.param(
            Wanted("deals", 3, ("title",)),
            "Villa of Kelaskar asked",
            "the reason repeats",
            id="a reason that repeats it",
        ),
    ],
)
def test_what_can_not_be_done_changes_nothing(path: Path, wanted: Wanted, why: str, says: str) -> None:
    before = lines_of(path)
    with pytest.raises(StoreProblem, match=says):
        erased(path, wanted, why)
    assert lines_of(path) == before
    assert not list(path.parent.glob("*.new"))


def test_a_record_that_could_not_be_read_afterwards_is_refused(path: Path) -> None:
    def refuse(table: str, record_id: int, document: dict[str, Any], version: int) -> None:
        raise StoreProblem(f"{table} {record_id} could not be read")

    before = lines_of(path)
    with pytest.raises(StoreProblem, match="deals 3 could not be read"):
        redact(path, Wanted("deals", 3, ("amount",)), why="x", by="boss", indexes={}, check=refuse)
    assert lines_of(path) == before


def test_a_backup_made_before_is_left_alone(path: Path, tmp_path: Path) -> None:
    from datetime import UTC, datetime

    made = backup(path, tmp_path / "backups", by="", indexes={}, now=datetime(2026, 1, 1, tzinfo=UTC))
    erased(path, Wanted("deals", 3, ("title",)))
    assert checked(made.path / "desk.json").findings == ()
    assert line_number(made.path / "desk.json", SECRET.encode()) == 13


WRITER = """
import sys
from crm_tui.store.compared import ComparedFolder
from crm_tui.store.database import StoreDB
from crm_tui.store.desk_store import TinyStore
db = StoreDB(sys.argv[1], by="ravi")
for number in range(100_000):
    db.table("calls").insert({"number": number})
    print(number, flush=True)
    if number % 50 == 49:
        db.fold()
"""


@pytest.mark.slow
def test_nothing_that_others_save_meanwhile_is_lost(path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        try:
            for number in (5, 6, 7, 8, 9):
                writer.stdout.readline()
                erased(path, Wanted("deals", number, ("title",)))
        finally:
            writer.kill()
        told = 5 + len(writer.stdout.read().splitlines())
    assert checked(path).findings == ()
    with StoreDB(path) as db:
        saved = [row["number"] for row in db.table("calls")]
        assert saved == list(range(len(saved)))
        assert len(saved) >= told
        assert [db.table("deals").get(doc_id=number)["title"] for number in (5, 6, 7, 8, 9)] == [BLANK] * 5


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o660])
def test_who_may_read_and_write_stays_as_it_was(path: Path, mode: int) -> None:
    path.chmod(mode)
    erased(path, Wanted("deals", 3, ("title",)))
    folder = path.parent / "desk.json.journal"
    made = [path, path.with_name("desk.json.index"), *folder.iterdir()]
    assert {one.stat().st_mode & 0o777 for one in made} == {mode}
    # who may read a file may enter its folder
    assert folder.stat().st_mode & 0o777 == mode | 0o100 | (mode & 0o040) >> 2 | (mode & 0o004) >> 2


def test_whenever_it_is_cut_off_the_store_is_there_with_all_commits_and_it_can_be_done_again(path: Path) -> None:
    wanted, lines = Wanted("deals", 3, ("title",)), len(lines_of(path))
    seen = set()
    for at in range(60):
        try:
            redact(path, wanted, why="asked for", by="boss", indexes={}, check=anything, disk=Failing(at))
        except Breaks:
            with StoreDB(path) as db:
                seen.add(db.table("deals").get(doc_id=3)["title"])
                assert len(db.table("deals")) == 9
            assert len(lines_of(path)) >= lines
            if BLANK in seen:
                break
    assert seen == {"Villa of Kelaskar", BLANK}
    with StoreDB(path) as db:
        db.table("deals").update({"title": "Villa of Kelaskar"}, doc_ids=[3])
    erased(path, wanted)
    assert files_with(path, SECRET) == []
    assert checked(path).findings == ()


def test_an_open_session_that_saves_first_shows_what_was_erased_no_more(tmp_path: Path) -> None:
    path = tmp_path / "other.json"
    store = TinyStore(path)
    with store.transaction() as now:
        now.add(customer(SECRET))
    assert [one.name for one in store.find(Customer)] == [SECRET]
    erased(path, Wanted("customers", 1, ("name",)))
    with store.transaction() as now:
        now.add(customer("Somebody"))
    assert [one.name for one in store.find(Customer)] == [BLANK, "Somebody"]
