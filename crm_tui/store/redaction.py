"""Taking what must be erased out of every version of a record: the log is written anew, and says so.

Numbers, times and names of the commits stay; their hashes, from the first changed one on, do not, so that anchors noted
before fit no longer. Backups are other files and are not touched.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from crm_tui.domain.errors import StoreProblem
from crm_tui.domain.progress import watched
from crm_tui.store.delta import Indexes
from crm_tui.store.disk import Disk
from crm_tui.store.encoding import decode
from crm_tui.store.files import Files
from crm_tui.store.links import naming
from crm_tui.store.lock import PATIENCE
from crm_tui.store.papers import PaperFolder
from crm_tui.store.person import CUSTOMERS
from crm_tui.store.readable import Check
from crm_tui.store.replacement import Replacement, nobody_else
from crm_tui.store.rewriting import Rewriting, Wanted
from crm_tui.store.schema import META
from crm_tui.store.storage import JournalStorage
from crm_tui.store.traces import Read
from crm_tui.store.transaction import REV


@dataclass(frozen=True, slots=True)
class Redacted:
    """What was erased."""

    commits: tuple[int, ...]
    """The commits that said it."""

    recorded: int
    """The commit that says that it was erased."""

    left: tuple[str, ...]
    """Where words of the fields still stand, such as ``deals 3`` or ``why of commit 9``."""

    alike: tuple[str, ...]
    """Records beside those where a part of the words stands, or in other letters; or what a removed record said."""

    papers: tuple[str, ...]
    """Papers in which words still stand, such as ``desk.papers/3fa85… of documents 4``."""

    unread: tuple[str, ...]
    """Papers that could not be looked through."""

    removed: tuple[Path, ...]
    """Files beside the store that may have held it, and are gone."""

    seq: int
    """The last commit of the new log."""

    head: str
    """Its hash."""


def redact(
    path: Path,
    wanted: Wanted,
    *,
    why: str,
    by: str,
    indexes: Indexes,
    check: Check,
    read: Read | None = None,
    patience: float = PATIENCE,
    disk: Disk | None = None,
) -> Redacted:
    """Write the log anew without what is to be erased. Papers are looked through only if they can be ``read``.

    Raises:
        StoreProblem: it could not be done, or a record could not be read afterwards; nothing was changed. Or it was
            done, and a file beside the store that may still hold it could not be removed; the line says so.
    """
    if not why.strip():
        raise StoreProblem("say why it is erased: the reason is kept in its place")
    if wanted.person and (wanted.table != CUSTOMERS or wanted.fields):
        raise StoreProblem("only a customer is erased as a person, and all that is personal: leave the fields out")
    if wanted.everywhere and not (wanted.fields or wanted.person):
        raise StoreProblem("name the fields whose words are to be blanked everywhere")
    if wanted.table == META or REV in wanted.fields:
        raise StoreProblem("what the store needs for itself can't be redacted")
    with nobody_else(path, by, patience=patience):
        # a store that is not sound, or that this session may not write, is refused here
        storage = JournalStorage(path, by=by, indexes=indexes)
        if refused := storage.read_only:
            raise StoreProblem(refused)
        rewriting = Rewriting(Files.of(path).journal, wanted)
        if any(word in why for word in rewriting.words):
            raise StoreProblem("the reason repeats what is to be erased: give another one")
        if not (wanted.fields or wanted.person):
            _refuse_if_named(storage, wanted)
        recorded = storage.seq + 1

        def finish(made: JournalStorage) -> None:
            for table, record_id in sorted(rewriting.touched):
                raw = made.raw(table, record_id)
                if raw and (why_not := check(table, record_id, decode(raw), made.schema)):
                    raise StoreProblem(
                        f"{table} {record_id} could not be read any more ({why_not}): nothing was redacted; leave that "
                        "field out, or enter another value in it first"
                    )
            made.append([], why, redacted=rewriting.about())

        storage.close()
        new = Replacement(path, by=by, indexes=indexes, disk=disk)
        with new.making():
            if rewriting.empties_papers:
                PaperFolder(path, disk).keep(b"", ".txt")
            verified = new.write(rewriting.lines(), finish)
            new.take_its_place(None)
        removed = tuple(_clean(path, rewriting.orphans))
    # it is erased: that papers take long to be looked through does not break that off
    with watched(None):
        held, unread = rewriting.traces.in_papers(path, read) if read else ([], [])
    return Redacted(
        tuple(rewriting.commits),
        recorded,
        tuple(rewriting.left),
        tuple(one for one in rewriting.alike if one not in rewriting.left),
        tuple(map(rewriting.paper, held)),
        tuple(map(rewriting.paper, unread)),
        removed,
        verified.seq,
        verified.head,
    )


def _refuse_if_named(storage: JournalStorage, wanted: Wanted) -> None:
    """A record that others name can't be away: the program could not show those."""
    names = [f"{table} {one}" for table, one in naming(storage, wanted.table, wanted.id)]
    if names:
        listed = ", ".join(names[:5]) + (" and more" if len(names) > 5 else "")
        raise StoreProblem(
            f"{wanted.table} {wanted.id} is named by {listed}: blank its fields with --field, or redact those first"
        )


def _clean(path: Path, orphans: set[str]) -> Iterator[Path]:
    """Remove the files beside the store that may still hold it."""
    names = (".foreign-*", ".before-restore-*", ".before-log", ".tmp", ".index.tmp", ".compared")
    aside = [one for name in names for one in sorted(path.parent.glob(f"{_literal(path.name)}{name}"))]
    papers = [one for one in PaperFolder(path).kept() if one.stem in orphans]
    for one in (*aside, *papers):
        try:
            shutil.rmtree(one) if one.is_dir() else one.unlink()
        except OSError as error:
            why = error.strerror or error
            raise StoreProblem(f"the log was redacted, but {one} may still hold it ({why}): remove it") from None
        yield one
    # a power cut would else bring them back after the erasure was reported
    for folder in {one.parent for one in (*aside, *papers)}:
        Disk().sync_folder(folder)


def _literal(name: str) -> str:
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)
