"""The log: its lines, its segments, its lock, and a clock that nobody relies on."""

import errno
import itertools
import json
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crm_tui.domain.errors import StoreProblem
from crm_tui.store import journal, moment
from crm_tui.store.chain import GENESIS, Op, decode, encode, head_of
from crm_tui.store.cursor import Cursor, segments
from crm_tui.store.database import StoreDB
from crm_tui.store.disk import Disk
from crm_tui.store.lock import Lock
from crm_tui.store.problems import Busy, Damaged, ReadOnly
from crm_tui.store.state import State


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.json"


LINE = encode(
    7, "1" * 64, at="2026-11-21T10:00:00Z", by="आशा", why="by phone", ops=[Op("a", 1, b'{"b":2}'), Op("a", 2, None)]
)


def test_a_line_gives_back_its_commit() -> None:
    commit = decode(LINE)
    assert commit is not None
    assert (commit.seq, commit.by, commit.why, commit.prev) == (7, "आशा", "by phone", "1" * 64)
    assert [tuple(op) for op in commit.ops] == [("a", 1, {"b": 2}), ("a", 2, None)]
    assert commit.hash == head_of(LINE)
    assert LINE.count(b"\n") == 1
    assert json.loads(LINE)["seq"] == 7


@pytest.mark.parametrize("cut", range(0, len(LINE), 7))
def test_a_part_of_a_line_is_none(cut: int) -> None:
    assert decode(LINE[:cut]) is None


@pytest.mark.parametrize("place", range(0, len(LINE), 5))
def test_a_line_with_a_changed_byte_is_none(place: int) -> None:
    changed = bytearray(LINE)
    changed[place] ^= 1
    assert decode(bytes(changed)) is None


def test_what_interrupts_the_taking_in_of_a_commit_does_not_lose_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = StoreDB(path)
    with StoreDB(path) as db:
        db.table("a").insert_multiple([{}, {}])
        reader.refresh()
        db.table("a").insert_multiple([{}, {}])
        db.table("a").insert({})
    put = State.put
    left = [1]

    def interrupted(*arguments: Any) -> None:
        if not left[0]:
            left[0] -= 1
            raise KeyboardInterrupt
        left[0] -= 1
        put(*arguments)

    monkeypatch.setattr(State, "put", interrupted)
    with pytest.raises(KeyboardInterrupt):
        reader.refresh()
    left[0] = -1
    reader.refresh()
    assert [row.doc_id for row in reader.table("a")] == [1, 2, 3, 4, 5]


def test_what_interrupts_a_save_after_the_line_is_written_leaves_memory_and_log_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = StoreDB(path)
    db.table("a").insert({})

    def interrupt(self: Disk, fd: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Disk, "sync", interrupt)
        with pytest.raises(KeyboardInterrupt):
            db.table("a").insert({})
    db.refresh()
    assert len(db.table("a")) == len(StoreDB(path).table("a"))
    db.table("a").insert({})
    assert len(db.table("a")) == len(StoreDB(path).table("a"))


def test_a_session_syncs_once_behind_its_own_line_and_twice_behind_another_ones(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = StoreDB(path), StoreDB(path)
    first.table("a").insert({})
    synced: list[int] = []
    monkeypatch.setattr(Disk, "sync", lambda _, fd: synced.append(fd))

    def syncs(db: StoreDB) -> int:
        synced.clear()
        db.table("a").insert({})
        return len(synced)

    syncs(first)
    assert [syncs(db) for db in (first, first, second, second, first)] == [1, 1, 2, 1, 2]


def test_behind_a_line_that_the_disk_does_not_confirm_nothing_is_added(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    StoreDB(path).table("a").insert({})
    log = segment(path).read_bytes()
    db = StoreDB(path)

    def fail(self: Disk, fd: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(Disk, "sync", fail)
        with pytest.raises(ReadOnly, match="did not confirm a save before this one"):
            db.table("a").insert({})
    with pytest.raises(ReadOnly, match="open it again"):
        db.table("a").insert({})
    assert segment(path).read_bytes() == log
    StoreDB(path).table("a").insert({})


def segment(path: Path) -> Path:
    return path.with_name("desk.json.journal") / "000000000001.jsonl"


def filled(path: Path, monkeypatch: pytest.MonkeyPatch, count: int = 12) -> list[int]:
    """A store whose log has several segments; their first commits."""
    monkeypatch.setattr(journal, "SEGMENT", 600)
    with StoreDB(path, by="asha") as db:
        for number in range(count):
            db.table("a").insert({"number": number})
            if number % 3 == 0:
                db.fold()
        return segments(db.storage.files.journal)


def test_a_long_log_goes_on_in_a_new_segment(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, *_ = filled(path, monkeypatch)
    assert first == 1
    assert second > 1
    with StoreDB(path) as db:
        assert [commit.seq for commit in db.storage.since(0)] == list(range(1, db.storage.seq + 1))
        for seq in range(db.storage.seq + 1):
            assert [commit.seq for commit in db.storage.since(seq)] == list(range(seq + 1, db.storage.seq + 1))
        with pytest.raises(Damaged):
            list(db.storage.since(db.storage.seq + 1))


def test_the_chain_holds_over_all_segments(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(path, monkeypatch)
    commits = list(StoreDB(path).storage.since(0))
    assert commits[0].prev == GENESIS
    assert all(one.hash == other.prev for one, other in itertools.pairwise(commits))


def test_a_place_that_is_remembered_wrongly_is_looked_for(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = filled(path, monkeypatch)
    storage = StoreDB(path).storage
    for commit in storage.since(0):
        for segment, offset in ((numbers[-1], 5), (1, 10**6), (99, 0), (0, 0)):
            cursor = Cursor(storage.files.journal)
            cursor.seek(commit.seq, commit.hash, segment=segment, offset=offset)
            assert [one.seq for one in cursor.read()] == list(range(commit.seq + 1, storage.seq + 1))


def test_opening_reads_only_what_came_after_the_checkpoint(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with StoreDB(path) as db:
        db.table("a").insert_multiple({"number": number} for number in range(100))
        db.fold()
        db.table("a").insert({"number": 100})
    read: list[bytes] = []
    monkeypatch.setattr("crm_tui.store.cursor.decode", lambda line: read.append(line) or decode(line))
    assert len(StoreDB(path).table("a")) == 101
    # the note that the checkpoint was written, and the commit after it
    assert len(read) == 2


@pytest.mark.parametrize("years", [-50, 50])
def test_a_clock_that_goes_back_or_ahead_changes_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch, years: int
) -> None:
    with StoreDB(path) as db:
        db.table("a").insert({"number": 0})
        db.fold()
    shifted = time.time() + years * 365 * 86400
    monkeypatch.setattr(moment.time, "gmtime", lambda: time.struct_time((2026 + years, 1, 1, 0, 0, 0, 0, 1, 0)))
    monkeypatch.setattr(journal.time, "time_ns", lambda: int(shifted))
    reader = StoreDB(path)
    with StoreDB(path) as db:
        db.table("a").insert({"number": 1})
        db.fold()
        db.table("a").insert({"number": 2})
    os.utime(path, (shifted, shifted))
    reader = StoreDB(path)
    assert [row["number"] for row in reader.table("a")] == [0, 1, 2]
    assert reader.table("a").insert({"number": 3}) == 4
    assert [commit.seq for commit in reader.storage.since(0)] == list(range(1, reader.storage.seq + 1))


def test_torn_lines_of_one_moment_are_all_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal.time, "time_ns", lambda: 1)
    db = StoreDB(path)
    db.table("a").insert({})
    for _ in range(3):
        with (path.parent / "desk.json.journal" / "000000000001.jsonl").open("ab") as log:
            log.write(b"half a line")
        with pytest.raises(KeyError), db.transaction():
            raise KeyError
        seq = db.storage.seq
        db.table("a").insert({})
        assert db.storage.seq == seq + 1
    assert len(list(path.parent.glob("desk.json.journal/torn-*"))) == 3


@pytest.fixture
def turn(tmp_path: Path) -> Iterator[Lock]:
    held = Lock(tmp_path / "lock", "asha", store=tmp_path / "desk.json")
    yield held
    held.close()


def another(turn: Lock, by: str = "ravi") -> Lock:
    return Lock(turn._path, by, store=turn._store)


def test_a_lock_may_be_taken_again_by_who_holds_it(turn: Lock) -> None:
    with turn.hold(), turn.hold(0), pytest.raises(Busy, match="another session is saving; try again"):
        another(turn)._take(0)
    with another(turn).hold(0):
        pass


def test_who_waits_is_told_who_saves(turn: Lock) -> None:
    what_to_do = "if it stays so, end or continue that process"
    with turn.hold(), pytest.raises(Busy, match=rf"asha \(process {os.getpid()}\)\); {what_to_do}"):
        another(turn)._take(0.01)


def test_who_gave_up_waiting_does_not_keep_others_out(turn: Lock) -> None:
    late = another(turn)
    with turn.hold(), pytest.raises(Busy):
        late._take(0.01)
    with another(turn).hold(5), pytest.raises(Busy):
        late._take(0)
    with late.hold(5):
        pass


def test_who_waits_gets_the_lock_when_it_is_free(turn: Lock) -> None:
    got = threading.Event()

    def wait() -> None:
        with another(turn).hold(30):
            got.set()

    with turn.hold():
        waiting = threading.Thread(target=wait)
        waiting.start()
        assert not got.wait(0.05)
    waiting.join(30)
    assert got.is_set()


def test_a_lock_whose_file_was_deleted_is_taken_on_the_new_one(turn: Lock) -> None:
    with turn.hold():
        pass
    turn._path.unlink()
    with turn.hold(), pytest.raises(Busy):
        another(turn)._take(0)


def test_a_link_in_place_of_the_lock_is_refused(turn: Lock, tmp_path: Path) -> None:
    turn._path.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoreProblem, match="is a link, not a file"), turn.hold():
        pass
    assert not (tmp_path / "elsewhere").exists()


def test_a_forked_child_does_not_share_the_lock(turn: Lock) -> None:
    with turn.hold():
        pid = os.fork()
        if pid == 0:
            fresh = Lock(turn._path, "child", store=turn._store)
            try:
                with fresh.hold(0):
                    os._exit(1)
            except Busy:
                os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
