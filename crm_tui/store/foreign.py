"""Settling what another program wrote into the checkpoint: adopt it into the log, or discard it."""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from crm_tui.domain.errors import StoreProblem
from crm_tui.domain.progress import each, watched
from crm_tui.store import fold, plain
from crm_tui.store.chain import GENESIS, Op
from crm_tui.store.delta import Indexes
from crm_tui.store.encoding import decode, encode
from crm_tui.store.files import content
from crm_tui.store.links import named
from crm_tui.store.migrations import brought_on
from crm_tui.store.problems import misfit, reading, unsaved
from crm_tui.store.readable import Check
from crm_tui.store.schema import ADOPTED, LEADS, LOGGED, META, META_ID, SCHEMA
from crm_tui.store.state import State
from crm_tui.store.storage import JournalStorage
from crm_tui.store.transaction import REV

_MOST_NAMED = 5


def adopt(path: Path, *, by: str, indexes: Indexes, check: Check) -> int:
    """Make what another program changed an ordinary commit; how many documents it changed.

    Its change is what differs from the checkpoint that it began with; commits made since stay. A checkpoint that goes
    further than its log, which was cut off, gives back what the log lacks.

    Raises:
        StoreProblem: the file can't be read as tables, a document in it not as a record, or one was changed there and
            here. Nothing was changed.
    """
    storage = JournalStorage(path, by=by, indexes=indexes, log_alone=True)
    with storage.fold_lock.hold(storage.patience), storage.alone():
        with reading(path):
            found = content(path)
        theirs = _tables(found, path, storage.seq)
        began = _state_at(storage, _began_with(storage, theirs))
        # a log that begins anew, or was cut off, gives out nothing that the one before has given out
        further = _goes_further(storage, theirs)
        rev = max(storage.next_rev, 1 + _highest_rev(theirs)) if further else storage.next_rev
        ops, clashes = _difference(storage, began, theirs, check, rev)
        if not storage.seq:
            about = {key: value for key, value in theirs[META][META_ID].items() if key != "ids"}
            about |= {"schema": max(about["schema"], LOGGED), REV: rev}
            ops.insert(0, Op(META, META_ID, encode(about | ({LEADS: [[1, rev - 1]]} if rev > 1 else {}))))
        elif rev > storage.next_rev:
            about = {**storage.about, REV: rev}
            first = storage.seq + 1
            ops.insert(0, Op(META, META_ID, encode(about | {LEADS: [*about.get(LEADS, []), [first, rev - first]]})))
        if clashes:
            named = ", ".join(clashes[:_MOST_NAMED]) + (" and more" if len(clashes) > _MOST_NAMED else "")
            raise StoreProblem(
                f"{path}: {named} changed both in the store and by another program: nothing was adopted; drop that "
                "change with 'crm-tui store discard', and enter what is right by hand"
            )
        if storage.seq:
            _refuse_loose_ends(storage, {(op.table, op.id): op.raw for op in ops})
        with watched(None):
            _keep_aside(storage)
            if ops:
                storage.append(ops, ADOPTED, **(_ids(theirs) if further else {}))
            fold.fold(storage, anew=True)
    return sum(op.table != META for op in ops)


def discard(path: Path, *, by: str, indexes: Indexes) -> Path | None:
    """Make the checkpoint anew from the log. Where the other program's file was put; None if there was none.

    Raises:
        StoreProblem: there is no log, or it could not be written.
    """
    storage = JournalStorage(path, by=by, indexes=indexes, log_alone=True)
    if not storage.seq:
        with reading(path):
            plain.adoptable(content(path), path)
        raise StoreProblem(misfit(path, 0, 0))
    # the order in which a replacement takes them; a fold that another session is at must not pass this one by
    with storage.fold_lock.hold(storage.patience), storage.alone(), watched(None):
        kept = _keep_aside(storage)
        fold.fold(storage, anew=True)
    return kept


def _tables(found: bytes, path: Path, seq: int) -> dict[str, dict[int, dict[str, Any]]]:
    try:
        tables = plain.adoptable(found, path)
    except StoreProblem:
        if not seq:
            raise
        raise plain.foreign(path, "was written") from None
    if (schema := tables[META][META_ID]["schema"]) > SCHEMA:
        raise StoreProblem(plain.newer(path, schema))
    return tables


def _began_with(storage: JournalStorage, theirs: dict[str, dict[int, dict[str, Any]]]) -> int:
    """The commit up to which the other program knew the store."""
    header = theirs.get(META, {}).get(0)
    if not storage.seq:
        # no log is left: this file is where a new one begins
        return 0
    if header is not None and type(header.get("seq")) is int:
        known = {0: GENESIS} | {commit.seq: commit.hash for commit in storage.since(0)}
        if _goes_further(storage, theirs) and header.get("head") not in known.values() and _goes_on(storage, theirs):
            return storage.seq
        if known.get(header["seq"]) != header.get("head"):
            raise StoreProblem(
                f"{storage.path} belongs to another log: drop it with 'crm-tui store discard', or restore both together"
            )
        seq: int = header["seq"]
        return seq
    # the earlier program, going on with its own file after that was taken over
    return max((commit.seq for commit in storage.since(0) if "took" in commit.more), default=0)


def _goes_further(storage: JournalStorage, theirs: dict[str, dict[int, dict[str, Any]]]) -> bool:
    """Whether a checkpoint holds commits of which the log is gone, or was cut off."""
    seq = theirs[META].get(0, {}).get("seq")
    return not storage.seq or (type(seq) is int and seq > storage.seq)


def _goes_on(storage: JournalStorage, theirs: dict[str, dict[int, dict[str, Any]]]) -> bool:
    """Whether a checkpoint is a later state of this log: what neither changed since is the same in both."""
    for name, rows in theirs.items():
        for record_id, row in rows.items() if name != META else ():
            rev = row.get(REV)
            if type(rev) is not int or (
                rev < storage.next_rev and not _same(_document(storage.raw(name, record_id)), row)
            ):
                return False
    return True


def _state_at(storage: JournalStorage, seq: int) -> State:
    state = State(None, {})
    for commit in storage.since(0):
        if commit.seq > seq:
            break
        state.apply(commit)
    return state


def _difference(
    storage: JournalStorage,
    began: State,
    theirs: dict[str, dict[int, dict[str, Any]]],
    check: Check,
    rev: int,
) -> tuple[list[Op], list[str]]:
    ops, clashes = [], []
    version = theirs[META][META_ID]["schema"]
    for name in sorted({*began.names(), *theirs} - {META}):
        rows = theirs.get(name, {})
        for record_id in each(f"{name} compared", sorted({*began.ids(name), *rows})):
            before, after = _document(began.raw(name, record_id)), rows.get(record_id)
            if _same(before, after):
                continue
            now = _document(storage.raw(name, record_id))
            if _same(now, after):
                continue
            if not _same(now, before):
                clashes.append(f"{name} {record_id}")
            ops.append(Op(name, record_id, _raw(storage, name, record_id, after, check, rev, version)))
    return ops, clashes


def _raw(
    storage: JournalStorage,
    table: str,
    record_id: int,
    document: dict[str, Any] | None,
    check: Check,
    rev: int,
    version: int,
) -> bytes | None:
    """What is to be stored of it, if the program can read it."""
    if document is None or (document := brought_on(table, document, version, storage.schema)) is None:
        return None
    why_not = check(table, record_id, document, max(version, storage.schema))
    try:
        raw = encode(document | {REV: rev})
    except (ValueError, TypeError) as fault:
        why_not = why_not or str(fault)
    if why_not:
        raise _refusal(storage, table, record_id, f"is not a valid record ({why_not})")
    return raw


def _highest_rev(theirs: dict[str, dict[int, dict[str, Any]]]) -> int:
    revs = (row.get(REV) for rows in theirs.values() for row in rows.values())
    return max((rev for rev in revs if type(rev) is int), default=0)


def _ids(theirs: dict[str, dict[int, dict[str, Any]]]) -> dict[str, Any]:
    """The last ids that a checkpoint knows of whose log is gone, or was cut off."""
    ids = theirs[META].get(0, {}).get("ids")
    return {"ids": ids} if ids else {}


def _refuse_loose_ends(storage: JournalStorage, changed: Mapping[tuple[str, int], bytes | None]) -> None:
    """What a record names must be there: the program could not show it."""
    gone = {one for one, raw in changed.items() if raw is None}
    for (table, record_id), raw in changed.items():
        for name, one in named(raw) if raw else ():
            is_there = changed[name, one] if (name, one) in changed else storage.raw(name, one)
            if not is_there and storage.last_id(name):
                raise _refusal(storage, table, record_id, f"names {name} {one}, which is not there")
    # a look at all records, for what was removed alone
    for table in storage.names() if gone else ():
        for record_id, raw in storage.scan(table):
            if (table, record_id) not in changed and (missed := gone.intersection(named(raw))):
                name, one = min(missed)
                raise _refusal(storage, name, one, f"is that it is removed, and {table} {record_id} names it")


def _refusal(storage: JournalStorage, table: str, record_id: int, why: str) -> StoreProblem:
    other = "drop all of it with 'crm-tui store discard'" if storage.seq else "restore a backup"
    return StoreProblem(
        f"{storage.path}: what another program made of {table} {record_id} {why}: nothing was adopted; mend that line, "
        f"or {other}"
    )


def _document(raw: bytes | None) -> dict[str, Any] | None:
    return None if raw is None else decode(raw)


def _same(one: dict[str, Any] | None, other: dict[str, Any] | None) -> bool:
    if one is None or other is None:
        return one is other
    return {**one, REV: 0} == {**other, REV: 0}


def _keep_aside(storage: JournalStorage) -> Path | None:
    """Give the other program's file a second name, so that it outlives the checkpoint that takes its place."""
    if not storage.path.exists():
        return None
    moment = time.time_ns()
    while (aside := storage.path.with_name(f"{storage.path.name}.foreign-{moment}")).exists():
        moment += 1
    try:
        storage.disk.link(storage.path, aside)
    except OSError as error:
        raise unsaved(storage.path, error) from None
    return aside
