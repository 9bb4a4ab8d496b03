"""Copies of a store while others write, and how many of them are kept."""

import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crm_tui.domain.errors import StoreProblem
from crm_tui.store.backup import Backup, backup, to_keep
from crm_tui.store.database import StoreDB
from crm_tui.store.disk import Disk
from crm_tui.store.redaction import redact
from crm_tui.store.rewriting import Wanted
from tests.store.stores import checked, lines_of, paper_of_deal, rewrite, store_with_a_past

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)

WRITER = """
import sys
from crm_tui.store import journal
from crm_tui.store.database import StoreDB
journal.SEGMENT = 20_000
db = StoreDB(sys.argv[1], by="ravi")
print("writes", flush=True)
for number in range(100_000):
    with db.transaction("a pair"):
        db.table("a").insert({"pad": "x" * 200})
        db.table("b").insert({})
    if number % 20 == 19:
        db.fold()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "desk").mkdir()
    return store_with_a_past(tmp_path / "desk")


def made(path: Path, *, now: datetime = NOW, disk: Disk | None = None) -> Backup:
    return backup(path, path.parent.parent / "backups", by="cron", indexes={}, now=now, disk=disk)


def test_a_backup_is_a_sound_store_with_its_papers(path: Path) -> None:
    paper = paper_of_deal(path, b"the paper")
    done = made(path)
    assert done.path.name == "desk-20261122T030000Z"
    copy = done.path / "desk.json"
    assert (copy.read_bytes(), lines_of(copy)) == (path.read_bytes(), lines_of(path))
    assert (done.path / "desk.papers" / paper.name).read_bytes() == b"the paper"
    assert (checked(copy).findings, checked(copy).head) == ((), checked(path).head)
    assert done.path.stat().st_mode & 0o077 == 0


@pytest.mark.slow
def test_backups_under_load_are_all_sound(path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE) as writer:
        try:
            assert writer.stdout is not None
            writer.stdout.readline()
            done = [made(path, now=NOW + timedelta(days=day)) for day in range(7)]
        finally:
            writer.kill()
    assert [one.verified.findings for one in done] == [()] * 7
    assert done[-1].verified.seq > done[0].verified.seq
    for one in done:
        with StoreDB(one.path / "desk.json") as db:
            # a transaction is there with all its tables or not at all
            assert len(db.table("a")) == len(db.table("b"))


def test_what_did_not_change_takes_no_space_a_second_time(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crm_tui.store.journal.SEGMENT", 1)
    with StoreDB(path) as db:
        db.fold()
        db.table("deals").insert({})
    paper = paper_of_deal(path, b"the paper")
    made(path)
    with StoreDB(path) as db:
        db.table("deals").insert({})
    second = made(path, now=NOW + timedelta(days=1)).path
    old = second / "desk.json.journal" / "000000000001.jsonl"
    assert old.stat().st_nlink == 2
    assert (second / "desk.papers" / paper.name).stat().st_nlink == 2
    assert checked(second / "desk.json").head == checked(path).head


def test_a_copy_that_is_not_sound_is_not_kept_and_drops_no_other(path: Path) -> None:
    first = made(path)
    rewrite(path, lambda lines: [line.replace(b"Loan 2", b"Lean 2") for line in lines])
    second = made(path, now=NOW + timedelta(hours=1))
    assert "line 3 (commit 3)" in second.verified.findings[0]
    assert not second.path.exists()
    assert first.path.exists()
    assert [one.name for one in first.path.parent.iterdir() if not one.name.endswith(".lock")] == [first.path.name]


class Full(Disk):
    """A disk that has no room left after some appends."""

    def __init__(self, room: int) -> None:
        self._room = room

    def append(self, fd: int, data: bytes) -> None:
        self._room -= 1
        if self._room < 0:
            raise OSError(28, "No space left on device")
        super().append(fd, data)


def test_a_full_disk_is_one_line_and_leaves_the_earlier_ones(path: Path) -> None:
    first = made(path)
    with pytest.raises(StoreProblem, match=r"no backup was made.*No space left on device"):
        made(path, now=NOW + timedelta(days=1), disk=Full(0))
    assert checked(first.path / "desk.json").findings == ()
    assert made(path, now=NOW + timedelta(days=2)).verified.findings == ()


def test_two_at_the_same_moment_have_names_of_their_own(path: Path) -> None:
    assert made(path).path != made(path).path


def test_no_store_is_one_line_and_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem, match="there is no store"):
        backup(tmp_path / "desk.json", tmp_path / "backups", by="", indexes={}, now=NOW)
    assert not (tmp_path / "backups").exists()


def test_seven_days_five_weeks_and_twelve_months_are_kept() -> None:
    every_day = [NOW - timedelta(days=day) for day in range(500)]
    kept = sorted(to_keep(every_day), reverse=True)
    assert kept[:7] == every_day[:7]
    weeks = {one.isocalendar()[:2] for one in kept}
    months = {(one.year, one.month) for one in kept}
    assert len(months) >= 12
    assert len(weeks) >= 5
    assert len(kept) <= 7 + 5 + 12
    # the last one of a month stands for it
    assert datetime(2026, 8, 31, 3, tzinfo=UTC) in kept
    assert to_keep(kept) == set(kept)


def test_days_without_a_backup_use_up_no_place() -> None:
    seldom = [NOW - timedelta(days=100 * number) for number in range(5)]
    assert to_keep(seldom) == set(seldom)


def test_of_one_day_the_last_is_kept() -> None:
    hours = [NOW + timedelta(hours=hour) for hour in range(5)]
    assert to_keep(hours) == {hours[-1]}


def test_the_older_ones_are_removed_from_disk(path: Path) -> None:
    names = [made(path, now=NOW + timedelta(hours=hour)).path.name for hour in range(3)]
    folder = path.parent.parent / "backups"
    assert [one.name for one in folder.iterdir() if one.is_dir()] == names[-1:]


def test_an_older_one_that_can_not_be_removed_is_named_and_the_new_one_is_there(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = made(path).path
    remove = shutil.rmtree

    def refused(one: Path) -> None:
        if one == first:
            raise PermissionError(13, "Permission denied", str(one))
        remove(one)

    monkeypatch.setattr("crm_tui.store.backup.shutil.rmtree", refused)
    with pytest.raises(StoreProblem, match=rf"was made, but {first} could not be removed \(Permission denied\)"):
        made(path, now=NOW + timedelta(hours=1))
    assert checked(first.with_name("desk-20261122T040000Z") / "desk.json").findings == ()


def test_what_a_killed_one_left_is_removed_by_the_next(path: Path) -> None:
    partial = path.parent.parent / "backups" / ".desk-partial"
    partial.mkdir(parents=True)
    (partial / "desk.json").write_text("half")
    assert made(path).verified.findings == ()
    assert not partial.exists()


def test_a_redaction_in_between_makes_it_begin_again(path: Path) -> None:
    class Meanwhile(Disk):
        """Another log takes the place of the one that is being copied, once."""

        done = False

        def make_folder(self, folder: Path, mode: int) -> None:
            super().make_folder(folder, mode)
            if folder.name == "desk.papers" and not self.done:
                self.done = True
                wanted = Wanted("deals", 3, ("title",))
                redact(path, wanted, why="asked for", by="boss", indexes={}, check=lambda *_: None)
                (folder.parent / "desk.json").write_bytes(path.read_bytes())

    done = made(path, disk=Meanwhile())
    assert done.verified.findings == ()
    assert checked(done.path / "desk.json").head == checked(path).head


def test_a_folder_that_may_not_be_written_is_one_line(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crm_tui.store.backup.os.access", lambda *_: False)
    with pytest.raises(StoreProblem, match=r"you may not write into .*backups: name another folder, or ask its owner"):
        made(path)
    assert not list((path.parent.parent / "backups").glob("*"))


def test_one_that_fails_tells_of_the_store_and_leaves_nothing(path: Path) -> None:
    folder = path.parent.parent / "backups"
    path.write_bytes(b"")
    done = made(path)
    assert done.verified.findings == (
        f"{path} is not what was saved: 'crm-tui store discard' makes it anew from its log",
    )
    assert not folder.exists()
    with pytest.raises(StoreProblem, match=rf"{folder} could not be written \(No space left on device\)"):
        made(path, disk=Full(0))
    assert not folder.exists()
