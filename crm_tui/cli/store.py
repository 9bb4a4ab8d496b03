"""``crm-tui store``: checking the store, copying it, looking into its past, and mending it."""

import argparse
import contextlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crm_tui.bootstrap import desk_day, login
from crm_tui.cli.terminal import say
from crm_tui.domain.errors import DeskError, StoreProblem
from crm_tui.domain.text import visible
from crm_tui.interchange.json_text import dumped
from crm_tui.paths import store_path, typed_path
from crm_tui.store.desk_store import is_there, real_path
from crm_tui.store.schema import INDEXES

# each operation's module is loaded only when it is asked for


def verify(arguments: argparse.Namespace) -> int:
    """Check the whole store; 1 if something is wrong."""
    from crm_tui.store import verify as checking
    from crm_tui.store.readable import unreadable

    anchors = [checking.Anchor(*one) for one in arguments.anchor]
    path = _path(arguments)
    found = checking.verify(path, anchors=anchors, indexes=INDEXES, check=unreadable)
    _tell(arguments, {"store": str(path), **_verified(found)}, lambda: _verified_text(path, found))
    return int(bool(found.findings))


def backup(arguments: argparse.Namespace) -> int:
    """Copy the store; 1 if the copy is not sound, and then it is not kept."""
    from crm_tui.store.backup import backup as make

    path = _path(arguments)
    made = make(path, typed_path(arguments.folder), by=login(), indexes=INDEXES, now=datetime.now(UTC))
    kept = not made.verified.findings
    about = {"backup": str(made.path) if kept else None, "dropped": [str(one) for one in made.dropped]}

    def text() -> str:
        if not kept:
            return "\n".join((f"no backup was kept: what was copied of {path} is not sound", *made.verified.findings))
        gone = f"; {_many(len(made.dropped), 'earlier one')} dropped" if made.dropped else ""
        return f"{made.path}: {_size(made.verified)}{gone}\nanchor {made.verified.seq}:{made.verified.head}"

    _tell(arguments, about | _verified(made.verified), text)
    return int(not kept)


def restore(arguments: argparse.Namespace) -> int:
    """Make a store from a backup."""
    from crm_tui.store.restore import restore as make

    path = _path(arguments, existing=False)
    _check_may_change(path, "restoring a backup over a store")
    made = make(
        typed_path(arguments.folder),
        path,
        at=arguments.at,
        replace=arguments.replace,
        keep_later=arguments.keep_later,
        by=login(),
        indexes=INDEXES,
    )
    undone = [
        {"seq": one.seq, "at": one.at, "by": one.by, "why": one.why}
        | {
            name: one.more["redacted"][name]
            for name in ("table", "id", "fields", "person")
            if name in one.more["redacted"]
        }
        for one in made.undone
    ]
    about = {"store": str(path), "from": str(made.source), "as_of": {"seq": made.seq, "at": made.at}, "undone": undone}

    def text() -> str:
        aside = f"\nthe store that was there is in {made.aside}" if made.aside else ""
        again = "".join(map(_redact_again, undone))
        return (
            f"{path}: as of commit {made.seq} ({made.at}) of {made.source}, {_size(made.verified)}{aside}{again}\n"
            f"anchor {made.verified.seq}:{made.verified.head}"
        )

    _tell(arguments, about | {"aside": str(made.aside) if made.aside else None} | _verified(made.verified), text)
    return 0


def _redact_again(one: Mapping[str, Any]) -> str:
    what, fields = f"{one['table']} {one['id']}", "".join(f" --field {name}" for name in one["fields"])
    if one.get("person"):
        fields = " --person"
    return (
        f"\nwhat {one['by'] or 'somebody'} redacted in {what} by commit {one['seq']} is back, as the backup lacks "
        f"that: redact it again ('crm-tui store redact {what}{fields} --why REASON')"
    )


def history(arguments: argparse.Namespace) -> int:
    """Print what became of a record; 1 if no commit names it."""
    from crm_tui.store.history import history as changes
    from crm_tui.store.kinds import KINDS

    found = list(changes(_path(arguments), arguments.table, arguments.id))
    # a table of an earlier program may stand in the log all the same
    if not found and arguments.table not in KINDS:
        raise DeskError(f"there is no table {arguments.table}: name one of {', '.join(sorted(KINDS))}")
    rows = [
        {name: getattr(one, name) for name in ("seq", "at", "by", "why", "before", "after", "redacted")}
        for one in found
    ]

    def text() -> str:
        if not found:
            return f"no commit names {arguments.table} {arguments.id}"
        return "\n".join(line for one in found for line in _change_lines(one))

    _tell(arguments, {"table": arguments.table, "id": arguments.id, "changes": rows}, text)
    return int(not found)


def fold(arguments: argparse.Namespace) -> int:
    """Bring the checkpoint up to date."""
    from crm_tui.store.fold import fold as make
    from crm_tui.store.storage import JournalStorage

    path = _path(arguments)
    storage = JournalStorage(path, by=login(), indexes=INDEXES)
    done = make(storage)
    up_to = storage.seq
    storage.close()
    says = f"holds everything up to commit {up_to}" if done else "was up to date, or another session is folding"
    _tell(arguments, {"store": str(path), "folded": done, "seq": up_to}, lambda: f"{path} {says}")
    return 0


def redact(arguments: argparse.Namespace) -> int:
    """Erase a record, or fields of it, from every version."""
    from crm_tui.store.readable import unreadable
    from crm_tui.store.redaction import redact as erase
    from crm_tui.store.rewriting import Wanted

    path = _path(arguments)
    _check_may_change(path, "erasing what was kept")
    wanted = Wanted(
        arguments.table, arguments.id, tuple(arguments.field), arguments.everywhere, person=arguments.person
    )
    done = erase(path, wanted, why=arguments.why, by=login(), indexes=INDEXES, check=unreadable, read=_paper_text)
    about = {
        "store": str(path),
        "commits": list(done.commits),
        "recorded": done.recorded,
        "left": list(done.left),
        "alike": list(done.alike),
        "papers": list(done.papers),
        "unread": list(done.unread),
        "notes": [_NOT_REACHED],
        "removed": [str(one) for one in done.removed],
        "seq": done.seq,
        "head": done.head,
    }

    def text() -> str:
        lines = [f"erased from {_many(len(done.commits), 'commit')}; commit {done.recorded} says so"]
        if done.left:
            lines.append(f"the same words still stand in {_listed(done.left)}: --everywhere blanks them there too")
        if done.alike:
            lines.append(f"part of it, or in other letters, stands in {_listed(done.alike)}: look at what they say")
        if done.papers:
            lines.append(f"it still stands in {_listed(done.papers)}: redact that document to have its paper removed")
        if done.unread:
            lines.append(f"not looked through, as not all of it is text: {_listed(done.unread)}")
        lines += [f"removed {one}" for one in done.removed]
        lines.append(_NOT_REACHED)
        return "\n".join((*lines, f"anchor {done.seq}:{done.head}"))

    _tell(arguments, about, text)
    return 0


_NOT_REACHED = (
    "backups made until now still hold it: make a new one and remove those; anchors noted until now fit no longer"
)


def _paper_text(paper: Path) -> str:
    from crm_tui.domain.errors import Unreadable
    from crm_tui.reading.files import read_paper

    found = read_paper(paper)
    if found.unread_pages:
        raise Unreadable(f"not all pages of {paper} are text")
    return "\n".join(line.text for line in found.lines)


def stats(arguments: argparse.Namespace) -> int:
    """Print how large the store is, and how far it is folded."""
    from crm_tui.store.stats import stats as measure

    path = _path(arguments)
    found = measure(path, INDEXES)

    def text() -> str:
        width = max(map(len, found))
        lines = []
        for name, value in found.items():
            told = ", ".join(f"{one} {count}" for one, count in value.items()) if isinstance(value, dict) else value
            lines.append(f"{name.replace('_', ' '):{width}}  {'-' if told in ('', None) else told}")
        return "\n".join(lines)

    _tell(arguments, found, text)
    return 0


def adopt(arguments: argparse.Namespace) -> int:
    """Take what another program wrote into the log."""
    from crm_tui.store.foreign import adopt as take
    from crm_tui.store.readable import unreadable

    path = _path(arguments)
    _check_may_change(path, "taking over what another program wrote")
    ours = _is_ours(path)
    count = 0 if ours else take(path, by=login(), indexes=INDEXES, check=unreadable)

    def text() -> str:
        if ours:
            return f"{path} was written by no other program: there is nothing to adopt"
        return f"{_many(count, 'record')} adopted"

    _tell(arguments, {"store": str(path), "adopted": count}, text)
    return 0


def discard(arguments: argparse.Namespace) -> int:
    """Make the checkpoint anew from the log."""
    from crm_tui.store.foreign import discard as drop

    path = _path(arguments)
    _check_may_change(path)
    ours = _is_ours(path)
    aside = None if ours else drop(path, by=login(), indexes=INDEXES)

    def text() -> str:
        if ours:
            return f"{path} was written by no other program: there is nothing to discard"
        return f"{path} was made anew from its log" + (f"; the other file is {aside}" if aside else "")

    _tell(arguments, {"store": str(path), "aside": str(aside) if aside else None}, text)
    return 0


def _path(arguments: argparse.Namespace, *, existing: bool = True) -> Path:
    path = real_path(store_path(arguments.store))
    if existing and not is_there(path):
        raise DeskError(f"there is no store at {path}: check --store")
    return path


def _check_may_change(path: Path, doing: str = "") -> None:
    """Refuse those who may save nothing there, as far as the store can say who they are.

    ``doing`` is what goes past the rules that every saving keeps, and so takes who may change these.

    Raises:
        NotAllowed: it is an auditor, somebody who left, or has no role for it; the line says who has.
    """
    from crm_tui.domain.staff import MAY_CHANGE_STAFF
    from crm_tui.services.permissions import check_start, has_admin, require_role
    from crm_tui.store.desk_store import TinyStore

    # what is mended here may be in no state to be asked
    with contextlib.suppress(StoreProblem):
        store = TinyStore(path, access_mode="r")
        try:
            day = desk_day(store)
            check_start(store, login(), day)
            if doing and has_admin(store):
                require_role(store, login(), day, MAY_CHANGE_STAFF, doing)
        finally:
            store.close()


def _is_ours(path: Path) -> bool:
    """Whether the store is as no other program has written it.

    Raises:
        StoreProblem: that is not what is wrong with it.
    """
    from crm_tui.store.problems import Damaged, Foreign
    from crm_tui.store.session import Session

    try:
        # asked without its index, which would vouch for the file
        Session(path)
    except (Damaged, Foreign):
        return False
    return True


def _tell(arguments: argparse.Namespace, about: Mapping[str, Any], text: Callable[[], str]) -> None:
    say(dumped(about) if arguments.format == "json" else visible(text(), newlines=True))


def _verified(found: Any) -> dict[str, Any]:
    return {
        "seq": found.seq,
        "head": found.head,
        "at": found.at,
        "folded": found.folded,
        "documents": found.documents,
        "papers": found.papers,
        "unfinished": found.unfinished,
        "findings": list(found.findings),
        "notes": list(found.notes),
    }


def _verified_text(path: Path, found: Any) -> str:
    if found.findings:
        return "\n".join((f"{path}: {_many(len(found.findings), 'finding')}", *found.findings, *found.notes))
    lines = [f"{path}: sound, {_size(found)}"]
    if found.unfinished:
        lines.append(f"{found.unfinished} bytes at its end belong to a save that was not finished; nobody relies on it")
    lines += found.notes
    if found.seq:
        lines.append(f"anchor {found.seq}:{found.head}")
    return "\n".join(lines)


def _size(found: Any) -> str:
    return f"{_many(found.seq, 'commit')}, {_many(found.documents, 'record')}, {_many(found.papers, 'paper')}"


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names[:10]) + (" and more" if len(names) > 10 else "")


def _change_lines(one: Any) -> list[str]:
    about = f"{one.seq}  {one.at}  {one.by or '-'}  {one.why or '-'}"
    if one.redacted:
        return [about, f"    redacted: {one.redacted}"]
    if one.after is None:
        return [about, "    removed" if one.before is not None else "    nothing is left of it"]
    if one.before is None:
        return [about, *(f"    {name}: {_value(value)}" for name, (_, value) in one.fields.items())]
    return [about, *(f"    {name}: {_value(was)} -> {_value(now)}" for name, (was, now) in one.fields.items())]


def _value(value: Any) -> str:
    return dumped(value).strip() if not isinstance(value, list | dict) else " ".join(dumped(value).split())
