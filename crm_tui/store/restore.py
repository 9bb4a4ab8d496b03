"""A store as it was at some commit, made from the log of a backup."""

import dataclasses
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from crm_tui.domain.errors import StoreProblem
from crm_tui.domain.progress import each
from crm_tui.store.backup import backups
from crm_tui.store.chain import Commit, Op, is_torn
from crm_tui.store.copies import store_in
from crm_tui.store.delta import Indexes
from crm_tui.store.disk import Disk
from crm_tui.store.encoding import encode
from crm_tui.store.files import Files, content
from crm_tui.store.lines import Line, lines, sound_lines
from crm_tui.store.papers import PaperFolder
from crm_tui.store.problems import Damaged, reading, unsaved
from crm_tui.store.replacement import Replacement, Segmented, nobody_else
from crm_tui.store.schema import LEADS, META, META_ID
from crm_tui.store.sharing import refuse_network
from crm_tui.store.storage import JournalStorage
from crm_tui.store.transaction import REV
from crm_tui.store.verify import Verified


@dataclasses.dataclass(frozen=True, slots=True)
class Restored:
    """A store that was made from a backup."""

    source: Path
    """The store of the backup."""

    seq: int
    """The commit as of which it was made."""

    at: str
    """When that commit was made."""

    verified: Verified
    """What checking the new store found."""

    aside: Path | None
    """Where the store is that was there before; None if none was."""

    undone: tuple[Commit, ...]
    """The redactions of the store that was there before which the backup lacks, though it holds the record."""


def restore(
    folder: Path,
    path: Path,
    *,
    at: int | datetime | None = None,
    replace: bool = False,
    keep_later: bool = False,
    by: str,
    indexes: Indexes,
    disk: Disk | None = None,
) -> Restored:
    """Have the store of a backup stand at ``path``, as of a commit or a time; else as of its last commit.

    A store that is there already gives way only if ``replace`` says so, and is put aside; its commits after the last
    one of the backup are kept if ``keep_later`` says so. ``folder`` is a backup, or holds backups, of which the last
    one is taken: its log has the earlier ones in it.

    Raises:
        StoreProblem: it could not be restored; the line says so where something was changed all the same.
    """
    if keep_later and not (replace and at is None):
        raise StoreProblem("--keep-later goes with --replace, and not with --at: it keeps what was saved since")
    refuse_network(path)
    with reading(folder):
        source = _source(folder, path)
        last = _last(source, at)
    files = Files.of(path)
    disk = disk or Disk()

    def is_there() -> bool:
        there = files.checkpoint.exists() or files.journal.exists()
        if there and not replace:
            raise StoreProblem(
                f"{path} is a store already: name a new place with --store, or put this one in its place with --replace"
            )
        return there

    # looked at before anything is made there, and again when nobody else can make it
    is_there()
    _make_parent(disk, path)
    with nobody_else(path, by):
        there = is_there()
        new = Replacement(path, by=by, indexes=indexes, disk=disk)
        with new.making():
            later = list(_later(files.journal, source, last)) if keep_later else []
            commit = (later[-1] if later else last).commit
            assert commit is not None
            used = _used(files.journal, Files.of(source).journal)
            kept = (Segmented(int(line.segment.stem), line.raw) for line in later)
            undone = tuple(_undone(files.journal, source, last, later))
            verified = new.write(chain(_until(source, last), kept), lambda made: _note(made, commit, used))
            _copy_papers(disk, source, path)
            aside = _aside(path) if there else None
            new.take_its_place(aside)
    papers = len(PaperFolder(path).kept())
    return Restored(source, commit.seq, commit.at, dataclasses.replace(verified, papers=papers), aside, undone)


def _source(folder: Path, path: Path) -> Path:
    if not folder.is_dir():
        raise StoreProblem(f"{folder} is not a folder: name a backup, or the folder of the backups")
    found = store_in(folder)
    if found is None:
        made = backups(folder, path.stem)
        found = store_in(next(reversed(made.values()))) if made else None
    if found is None:
        raise StoreProblem(f"{folder} holds no backup of {path.name}: name one, or the folder of the backups")
    return found


def _last(source: Path, at: int | datetime | None) -> Line:
    """The line of the commit as of which the store is wanted."""
    found = seen = None
    try:
        for line in sound_lines(Files.of(source).journal):
            assert line.commit is not None
            seen = line
            if isinstance(at, int):
                if line.commit.seq == at:
                    return line
            elif at is None or datetime.fromisoformat(line.commit.at) <= at:
                found = line
    except Damaged:
        if seen is None or seen.commit is None:
            raise StoreProblem(f"the log of {source} is damaged from its first line on: name another backup") from None
        sound = seen.commit.seq
        raise StoreProblem(
            f"the log of {source} is damaged behind commit {sound}: --at {sound} restores what is sound of it"
        ) from None
    if seen is None or seen.commit is None:
        raise StoreProblem(f"{source} has no log from which a store could be made: name another backup")
    if isinstance(at, int):
        raise StoreProblem(f"there is no commit {at} in {source}: its log ends at commit {seen.commit.seq}")
    if found is None:
        raise StoreProblem(f"the log of {source} begins after that time: choose a later one")
    return found


def _until(source: Path, last: Line) -> Iterator[Segmented]:
    assert last.commit is not None
    for line in sound_lines(Files.of(source).journal):
        yield Segmented(int(line.segment.stem), line.raw)
        if line.commit is not None and line.commit.seq == last.commit.seq:
            return


def _later(journal: Path, source: Path, last: Line) -> Iterator[Line]:
    """The lines of the present log behind the last one of the backup, whatever became of those before.

    Raises:
        StoreProblem: they are damaged too, or of another log.
    """
    assert last.commit is not None
    ends, head = last.commit.seq, last.commit.hash
    seq = ends
    rest: list[Line] = []
    for line in lines(journal):
        commit = line.commit
        # of a line that is not whole its place alone tells the number
        number = commit.seq if commit else int(line.segment.stem) + line.number - 1
        if number > ends and (rest or commit is None):
            rest.append(line)
            continue
        if commit is None or number < ends or (number, commit.hash) == (ends, head):
            continue
        if (number, commit.prev) != (seq + 1, head):
            raise StoreProblem(f"{line.where} of {journal} is not of the same log as {source}: {_WITHOUT}")
        yield line
        seq, head = commit.seq, commit.hash
    if not is_torn(b"".join(line.raw for line in rest)):
        raise StoreProblem(f"{rest[0].where} is damaged, and {source} ends at commit {ends}: {_WITHOUT}")


def _undone(journal: Path, source: Path, last: Line, later: list[Line]) -> Iterator[Commit]:
    """The redactions that the present log tells of and the new one will not, of records that the new one holds."""
    told = [line.commit for line in lines(journal) if line.commit and b'"redacted":' in line.raw]
    missing = [commit for commit in told if "redacted" in commit.more]
    if not missing:
        return
    made = [*(raw for _, raw in _until(source, last)), *(line.raw for line in later)]
    for commit in missing:
        about = commit.more["redacted"]
        if encode(about) not in b"".join(raw for raw in made if b'"redacted":' in raw):
            holds = b"[%s,%d,{" % (encode(about["table"]), about["id"])
            if any(holds in raw for raw in made):
                yield commit


_WITHOUT = "take a later backup, or leave out --keep-later to go on as of this one"


class _Used(NamedTuple):
    """What logs have given out."""

    rev: int
    """The highest revision."""

    ids: dict[str, int]
    """The highest id, by table."""


def _used(*logs: Path) -> _Used:
    """What was given out by the commits of these logs, as far as they can be read.

    A session may hold a record of a commit that is no more: what comes after must not be taken for it.
    """
    rev, ids = 0, dict[str, int]()
    for log in logs:
        for line in lines(log):
            # who made a log by hand may have put anything into it
            with suppress(TypeError, ValueError, AttributeError):
                for table, record_id, document in line.commit.ops if line.commit else ():
                    ids[table] = max(ids.get(table, 0), record_id)
                    rev = max(rev, (document or {}).get(REV, 0))
    return _Used(rev, ids)


def _note(made: JournalStorage, commit: Commit, used: _Used) -> None:
    ops = []
    if used.rev >= made.next_rev:
        first, about = made.seq + 1, made.about
        lead = used.rev + 1 - first
        about |= {LEADS: [*about.get(LEADS, []), [first, lead]], REV: first + lead}
        ops.append(Op(META, META_ID, encode(about)))
    ids = {table: last for table, last in used.ids.items() if table != META}
    mark = {"seq": commit.seq, "head": commit.hash}
    made.append(ops, f"restored as of commit {commit.seq}", restored=mark, ids=ids)


def _copy_papers(disk: Disk, source: Path, path: Path) -> None:
    """Papers are added, and mended where they were changed; those that only the present store names stay."""
    ours = PaperFolder(path, disk)
    for paper in each("papers copied", PaperFolder(source).kept()):
        ours.keep(content(paper), paper.suffix)


def _aside(path: Path) -> Path:
    moment = time.time_ns()
    while (aside := path.with_name(f"{path.name}.before-restore-{moment}")).exists():
        moment += 1
    return aside


def _make_parent(disk: Disk, path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        disk.sync_folder(path.parent)
    except OSError as error:
        raise unsaved(path, error) from None
