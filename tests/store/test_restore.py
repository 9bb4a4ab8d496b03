"""A store from a backup: whole, or as it was at a commit or a time."""

import errno
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crm_tui.cli import main
from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import StoreProblem
from crm_tui.store import storage
from crm_tui.store.backup import backup
from crm_tui.store.database import StoreDB
from crm_tui.store.desk_store import TinyStore
from crm_tui.store.files import Files
from crm_tui.store.history import history
from crm_tui.store.problems import RecordChanged
from crm_tui.store.readable import unreadable
from crm_tui.store.redaction import redact
from crm_tui.store.restore import Restored, restore
from crm_tui.store.rewriting import BLANK, Wanted
from crm_tui.store.schema import INDEXES
from tests.store.records import customer
from tests.store.stores import (
    Breaks,
    Failing,
    chained_anew,
    checked,
    line_number,
    paper_of_deal,
    rewrite,
    store_with_a_past,
)

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "desk").mkdir()
    return store_with_a_past(tmp_path / "desk")


def backed_up(path: Path) -> Path:
    return backup(path, path.parent.parent / "backups", by="cron", indexes={}, now=NOW).path


def from_(
    source: Path, path: Path, at: int | datetime | None = None, *, replace: bool = False, keep_later: bool = False
) -> Restored:
    return restore(source, path, at=at, replace=replace, keep_later=keep_later, by="boss", indexes={})


def titles(path: Path) -> dict[int, str]:
    with StoreDB(path) as db:
        return {row.doc_id: row["title"] for row in db.table("deals")}


@pytest.mark.parametrize("named", ["the backup", "the folder of the backups"])
def test_a_backup_becomes_a_store_in_a_new_place(path: Path, tmp_path: Path, named: str) -> None:
    paper = paper_of_deal(path, b"the paper")
    source = backed_up(path)
    new = tmp_path / "new" / "desk.json"
    done = from_(source if named == "the backup" else source.parent, new)
    assert titles(new) == titles(path)
    assert (new.parent / "desk.papers" / paper.name).read_bytes() == b"the paper"
    assert checked(new).findings == ()
    assert done.aside is None
    assert sorted(one.name for one in new.parent.iterdir() if not one.name.endswith((".lock", ".fold"))) == [
        "desk.json",
        "desk.json.index",
        "desk.json.journal",
        "desk.papers",
    ]


def test_it_goes_back_to_a_commit(path: Path, tmp_path: Path) -> None:
    source, new = backed_up(path), tmp_path / "new" / "desk.json"
    at = line_number(path, b'"title":"Loan 5"')
    done = from_(source, new, at)
    assert titles(new) == {number: f"Loan {number}" for number in range(1, 6)}
    assert done.seq == at
    with StoreDB(new) as db:
        [mark] = [commit for commit in db.storage.since(0) if "restored" in commit.more]
        assert (mark.by, mark.more["restored"]["seq"]) == ("boss", at)
        # the backup knows of ten: a letter may name one of them
        assert db.table("deals").insert({"title": "Next"}) == 11


def test_it_goes_back_to_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "desk" / "desk.json"
    # a clock that went back once
    for number, clock in enumerate(["09:00:00", "10:00:00", "09:30:00", "11:00:00", "12:00:00"], 1):
        monkeypatch.setattr(storage, "utc_now", lambda clock=clock: f"2026-11-21T{clock}Z")
        with StoreDB(path) as db:
            db.table("deals").insert({"title": f"Loan {number}"})
    source = backed_up(path)

    def as_of(hour: int, minute: int) -> int:
        new = tmp_path / f"{hour}.{minute}" / "desk.json"
        from_(source, new, datetime(2026, 11, 21, hour, minute, tzinfo=UTC))
        return len(titles(new))

    assert as_of(9, 0) == 1
    assert as_of(11, 30) == 4
    assert as_of(23, 0) == 5
    with pytest.raises(StoreProblem, match="begins after that time"):
        as_of(8, 0)


def test_a_store_that_is_there_gives_way_only_when_asked_and_is_put_aside(path: Path) -> None:
    source = backed_up(path)
    with StoreDB(path) as db:
        db.table("deals").insert({"title": "Since the backup"})
    now = titles(path)
    with pytest.raises(StoreProblem, match="--replace"):
        from_(source, path)
    assert titles(path) == now
    done = from_(source, path, replace=True)
    assert "Since the backup" not in titles(path).values()
    assert done.aside is not None
    assert titles(done.aside / "desk.json") == now
    # and back again
    from_(done.aside, path, replace=True)
    assert titles(path) == now


def test_open_sessions_go_on_with_the_restored_store(path: Path) -> None:
    source = backed_up(path)
    with StoreDB(path, by="ravi") as session, StoreDB(path) as writer:
        session.table("deals").insert({"title": "Since the backup"})
        writer.refresh()
        from_(source, path, 5, replace=True)
        session.refresh()
        assert len(session.table("deals")) == len(titles(path))
        # one that has not looked since writes onto the restored store as well
        added = writer.table("deals").insert({"title": "Next"})
        session.refresh()
        assert titles(path)[added] == session.table("deals").get(doc_id=added)["title"] == "Next"
    assert checked(path).findings == ()


@pytest.mark.parametrize("spoilt", [False, True], ids=["sound", "damaged"])
def test_nothing_that_was_given_out_is_given_out_again_after_going_back(path: Path, spoilt: bool) -> None:
    source = backed_up(path)
    with StoreDB(path, by="asha") as session:
        deals = session.table("deals")
        for number in range(20):
            deals.insert({"title": f"Since {number}"})
        deals.update({"title": "Edited"}, doc_ids=[1, 2])
        held = deals.get(doc_id=1)
        before = {row.doc_id for row in deals}, {row["rev"] for row in deals}
        if spoilt:
            rewrite(path, lambda lines: [lines[0][:50] + b"!" + lines[0][51:], *lines[1:]])
        for _ in range(2):
            from_(source, path, 5, replace=True)
            session.refresh()
            # as many commits as there were before, so that their numbers come by again
            for number in range(40):
                deals.update({"title": f"Other {number}"}, doc_ids=[1])
                assert deals.get(doc_id=1)["rev"] not in before[1]
            assert deals.insert({"title": "New"}) not in before[0]
            with pytest.raises(RecordChanged):
                deals.replace(held)
            before = before[0] | {row.doc_id for row in deals}, before[1] | {row["rev"] for row in deals}
    assert checked(path).findings == ()


def test_who_restored_is_named_to_a_session_that_was_open(path: Path) -> None:
    desk = path.with_name("other.json")
    store = TinyStore(desk, by="asha")
    with store.transaction() as now:
        first = now.add(customer("Meera"))
    source = backed_up(desk)
    with store.transaction() as now:
        now.put(first.model_copy(update={"place": "Wakad"}))
        second = now.add(customer("Ravi"))
    restore(source, desk, replace=True, by="boss", indexes=INDEXES)
    assert store.saved_by(first) == "boss, who restored the store,"
    assert store.saved_by(second) == ""
    moved = first.model_copy(update={"place": "Wakad"})
    with TinyStore(desk, by="ravi").transaction() as now:
        now.put(first.model_copy(update={"place": "Baner"}))
    assert store.saved_by(first) == "ravi"
    # what this one had seen is gone by the restore
    assert store.saved_by(moved) == "ravi, after boss restored the store,"
    assert store.find(Customer) == [first.model_copy(update={"place": "Baner"})]


def test_who_restored_is_named_where_the_log_had_lost_what_was_seen(path: Path) -> None:
    desk = path.with_name("other.json")
    store = TinyStore(desk, by="asha")
    with store.transaction() as now:
        first = now.add(customer("Meera"))
    source = backed_up(desk)
    moved = first.model_copy(update={"place": "Wakad"})
    with store.transaction() as now:
        now.put(moved)
    log = desk.with_name("other.json.journal") / "000000000001.jsonl"
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:-1]))
    restore(source, desk, replace=True, by="boss", indexes=INDEXES)
    assert store.saved_by(moved) == "boss, who restored the store,"


def test_a_restore_that_undoes_a_redaction_says_which(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = path.with_name("other.json")
    with TinyStore(desk, by="asha").transaction() as now:
        now.add(customer("Meera"))
        now.add(customer("Ravi"))
    source = backed_up(desk)
    with TinyStore(desk, by="asha").transaction() as now:
        now.add(customer("later than the backup"))
    for one in (1, 3):
        wanted = Wanted("customers", one, ("name",))
        redact(desk, wanted, why="asked for", by="boss", indexes=INDEXES, check=unreadable)
    seq = next(one.seq for one in TinyStore(desk).storage.since(0) if "redacted" in one.more)
    again = backup(desk, desk.parent.parent / "later", by="cron", indexes=INDEXES, now=NOW).path
    command = ["store", "restore", "--replace", "--store", str(desk)]
    assert main([*command, str(again)]) == 0
    assert "redact" not in capsys.readouterr().out
    assert main([*command, str(source)]) == 0
    out = capsys.readouterr().out
    assert f"boss redacted in customers 1 by commit {seq} is back" in out
    assert "store redact customers 1 --field name --why REASON" in out
    # the backup is from before that one was there
    assert "customers 3" not in out
    restore(again, desk, replace=True, by="boss", indexes=INDEXES)
    assert main([*command, str(source), "--format", "json"]) == 0
    [undone] = json.loads(capsys.readouterr().out)["undone"]
    assert (undone["table"], undone["id"], undone["fields"], undone["seq"]) == ("customers", 1, ["name"], seq)
    assert main(["store", "redact", "customers", "1", "--field", "name", "--why", "again", "--store", str(desk)]) == 0
    assert TinyStore(desk).find(Customer)[0].name == BLANK


def test_a_log_that_was_on_its_way_when_the_power_failed_is_not_begun_anew_and_comes_back(path: Path) -> None:
    """Where the system can't exchange two names in one step, the old log is for a moment only in the folder beside."""
    source, before = backed_up(path), titles(path)
    building = path.with_name("desk.json.new")
    building.mkdir()
    files = Files.of(path)
    path.unlink()
    files.journal.rename(building / files.journal.name)
    for attempt in (lambda: StoreDB(path), lambda: from_(source, path, replace=True), lambda: checked(path)):
        with pytest.raises(StoreProblem, match=f"move {building / files.journal.name} to {files.journal}"):
            attempt()
    (building / files.journal.name).rename(files.journal)
    assert titles(path) == before
    assert "was left by a restore" in checked(path).findings[0]


def test_a_damaged_store_is_replaced_by_its_backup(path: Path) -> None:
    source, before = backed_up(path), titles(path)
    rewrite(path, lambda lines: [lines[0][:50] + b"!" + lines[0][51:], *lines[1:]])
    path.write_bytes(b"")
    from_(source, path, replace=True)
    assert titles(path) == before
    assert checked(path).findings == ()


def test_a_damaged_paper_is_mended(path: Path) -> None:
    paper = paper_of_deal(path, b"the paper")
    source = backed_up(path)
    paper.write_bytes(b"another")
    from_(source, path, replace=True)
    assert paper.read_bytes() == b"the paper"


def test_a_damaged_backup_restores_as_far_as_it_is_sound(path: Path, tmp_path: Path) -> None:
    source = backed_up(path)
    rewrite(source / "desk.json", lambda lines: [line.replace(b"Loan 6", b"Lean 6") for line in lines])
    at = line_number(source / "desk.json", b"Lean 6") - 1
    new = tmp_path / "new" / "desk.json"
    with pytest.raises(StoreProblem, match=f"--at {at} restores what is sound"):
        from_(source, new)
    assert not new.exists()
    from_(source, new, at)
    assert len(titles(new)) == 5


@pytest.mark.parametrize(("at", "says"), [pytest.param(9_999, "there is no commit 9999", id="a commit that never was")])
def test_what_can_not_be_had_changes_nothing(path: Path, at: int, says: str) -> None:
    source, before = backed_up(path), path.read_bytes()
    with pytest.raises(StoreProblem, match=says):
        from_(source, path, at, replace=True)
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*.new"))


def test_a_folder_without_a_backup_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem, match="holds no backup"):
        from_(tmp_path, tmp_path / "new" / "desk.json")
    with pytest.raises(StoreProblem, match="is not a folder"):
        from_(tmp_path / "nowhere", tmp_path / "new" / "desk.json")


def test_whenever_the_power_fails_a_store_is_there_the_one_before_or_the_new_one(path: Path, tmp_path: Path) -> None:
    source, before = backed_up(path), titles(path)
    with StoreDB(path) as db:
        db.table("deals").insert({"title": "Since"})
    since = titles(path)
    seen = set()
    for at in range(60):
        try:
            restore(source, path, replace=True, by="boss", indexes={}, disk=Failing(at))
        except Breaks:
            now = titles(path)
            assert now in (before, since)
            seen.add("Since" in now.values())
            continue
        break
    else:
        pytest.fail("it never came to its end")
    assert titles(path) == before
    assert seen == {True, False}


class Refusing(Failing):
    """A disk that refuses its ``at``-th change of names with an error, and works before and after."""

    def _count(self) -> None:
        self._left -= 1
        if self._left == -1:
            raise OSError(errno.EIO, "Input/output error")


@pytest.mark.parametrize("at", range(14))
def test_a_disk_that_refuses_on_the_way_is_told_as_what_it_left(path: Path, at: int) -> None:
    source, before = backed_up(path), titles(path)
    with StoreDB(path, by="ann") as db:
        db.table("deals").update({"title": "Later"}, doc_ids=[1])
    later = titles(path)
    try:
        restore(source, path, replace=True, by="boss", indexes={}, disk=Refusing(at))
    except StoreProblem as problem:
        told = str(problem)
        assert ("nothing was changed" in told) is not ("stands in its place" in told)
        assert titles(path) == (later if "nothing was changed" in told else before)
    else:
        assert titles(path) == before


def test_both_kinds_of_refusal_are_met(path: Path) -> None:
    source, told = backed_up(path), ""
    for at in range(30):
        try:
            restore(source, path, replace=True, by="boss", indexes={}, disk=Refusing(at))
        except StoreProblem as problem:
            told += str(problem)
    assert "nothing was changed" in told
    assert "stands in its place" in told


def saved_since(path: Path, count: int = 3) -> None:
    with StoreDB(path, by="ravi") as db:
        for number in range(count):
            db.table("deals").insert({"title": f"Since {number}"})
        db.fold()


def damage(path: Path, old: bytes, new: bytes) -> None:
    changed = [one for one in Files.of(path).journal.glob("*.jsonl") if old in one.read_bytes()]
    for one in changed:
        one.write_bytes(one.read_bytes().replace(old, new))
    assert changed


@pytest.mark.parametrize("segment", [1, 1 << 20], ids=["many segments", "one segment"])
@pytest.mark.parametrize("spoilt", ["Loan 6", "Villa of Kelaskar"])
def test_damage_that_the_backup_does_not_have_is_mended_and_what_was_saved_since_is_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch, segment: int, spoilt: str
) -> None:
    monkeypatch.setattr("crm_tui.store.journal.SEGMENT", segment)
    saved_since(path)
    source = backed_up(path)
    saved_since(path)
    with StoreDB(path) as db:
        before, seq = titles(path), db.storage.seq
    damage(path, spoilt.encode(), spoilt.upper().encode())
    assert checked(path).findings
    done = from_(source, path, replace=True, keep_later=True)
    assert done.seq == seq
    assert titles(path) == before
    found = checked(path)
    # the restore and its checkpoint have a commit each
    assert (found.findings, found.seq) == ((), seq + 2)
    assert [one.by for one in history(path, "deals", max(before))] == ["ravi"]
    assert len(list(history(path, "deals", 3))) == 2
    with StoreDB(path) as db:
        assert db.table("deals").insert({"title": "Next"}) == max(before) + 1


def test_damage_behind_the_backup_is_not_mended_by_it(path: Path) -> None:
    source = backed_up(path)
    saved_since(path)
    damage(path, b"Since 1", b"since 1")
    before = files_of(path)
    with pytest.raises(StoreProblem, match=r"000000000001.jsonl line 16 is damaged, and .* ends at commit 14"):
        from_(source, path, replace=True, keep_later=True)
    assert files_of(path) == before


def test_commits_of_another_log_are_not_put_behind_a_backup(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "desk.json"
    other.parent.mkdir()
    store_with_a_past(other.parent)
    rewrite(other, lambda lines: chained_anew([line.replace(b"Loan 6", b"Lean 6") for line in lines]))
    source = backed_up(path)
    with pytest.raises(StoreProblem, match="is not of the same log as"):
        from_(source, other, replace=True, keep_later=True)


def test_later_commits_are_kept_of_a_store_that_is_there_and_as_of_its_end(path: Path, tmp_path: Path) -> None:
    source = backed_up(path)
    with pytest.raises(StoreProblem, match="--keep-later goes with --replace, and not with --at"):
        from_(source, tmp_path / "new" / "desk.json", keep_later=True)
    with pytest.raises(StoreProblem, match="--keep-later goes with --replace, and not with --at"):
        from_(source, path, at=3, replace=True, keep_later=True)


def files_of(path: Path) -> dict[str, bytes]:
    return {
        str(one): one.read_bytes()
        for one in path.parent.rglob("*")
        if one.is_file() and one.suffix not in (".lock", ".fold")
    }
