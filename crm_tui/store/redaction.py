"""Taking what must be erased out of every version of a record: the log is written anew, and says so.

Numbers, times and names of the commits stay; their hashes, from the first changed one on, do not, so that anchors noted
before fit no longer. Backups are other files and are not touched.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crm_tui.domain.errors import StoreProblem
from crm_tui.store import chain
from crm_tui.store.chain import GENESIS, Commit, Op
from crm_tui.store.delta import Indexes
from crm_tui.store.disk import Disk
from crm_tui.store.encoding import decode, encode
from crm_tui.store.files import Files
from crm_tui.store.lines import sound_lines
from crm_tui.store.links import naming
from crm_tui.store.lock import PATIENCE
from crm_tui.store.papers import PaperFolder, paper_of
from crm_tui.store.person import CUSTOMERS, EMPTY_PAPER, OF_CUSTOMER, Person
from crm_tui.store.readable import Check
from crm_tui.store.replacement import Replacement, Segmented, nobody_else
from crm_tui.store.schema import META
from crm_tui.store.storage import JournalStorage
from crm_tui.store.traces import LEAST, Read, Traces
from crm_tui.store.transaction import REV

_COPIES = {"merges": ("customers", ("before", "was", "left"))}
"""Tables whose records hold whole records of another table, with their numbers, and in which fields."""

BLANK = "[redacted]"
"""What stands where a text was."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be erased."""

    table: str
    """The table of the record."""

    id: int
    """Its number."""

    fields: tuple[str, ...] = ()
    """Those to be blanked; none: the record is to be as if it had never been."""

    everywhere: bool = False
    """Whether the words that stood in the fields are to be blanked wherever else they stand."""

    person: bool = False
    """Whether all that is personal goes, of a customer and of what belongs to them, their papers too."""


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


class Rewriting:
    """The lines of a log without what is to be erased.

    Raises:
        StoreProblem: no commit holds it.
    """

    def __init__(self, folder: Path, wanted: Wanted) -> None:
        self._folder = folder
        self._wanted = wanted
        self.commits: list[int] = []
        """Those that were changed, once the lines were read."""
        self.touched: set[tuple[str, int]] = set()
        """The records that were changed."""
        self.left: dict[str, None] = {}
        """Where words of the fields still stand."""
        self.alike: dict[str, None] = {}
        """Where parts of them stand, or they in other letters."""
        self.traces = Traces(())
        """What is looked for there."""
        self.words: list[str] = []
        """The texts that stood in the fields, the longest first."""
        self._papers: set[str] = set()
        self._still_named: set[str] = set()
        self._documents: dict[str, str] = {}
        self._head_before = GENESIS
        self.empties_papers = False
        """Whether a paper without a letter takes the place of another."""
        self._person = Person(wanted.id, self._versions(), BLANK) if wanted.person else None
        self._look()

    @property
    def orphans(self) -> set[str]:
        """Papers that the erased versions named, and no other."""
        return self._papers - self._still_named

    def paper(self, sha256: str) -> str:
        """What to call a kept paper."""
        return self._documents.get(sha256, f"paper {sha256[:12]}, which no record names")

    def about(self) -> dict[str, Any]:
        """What the log says of this: ``also`` are other records that held the words; ``head`` was the last hash."""
        own = self._wanted.table, self._wanted.id
        return {
            "table": self._wanted.table,
            "id": self._wanted.id,
            "fields": list(OF_CUSTOMER if self._person else self._wanted.fields),
            **({"person": True} if self._person else {}),
            "also": [list(one) for one in sorted(self.touched - {own})],
            "commits": self.commits,
            "first": self.commits[0],
            "head": self._head_before,
        }

    def lines(self) -> Iterator[Segmented]:
        """The new log."""
        head = GENESIS
        heads: dict[int, str] = {}
        for line in sound_lines(self._folder):
            commit = line.commit
            assert commit is not None
            why = self._without_words(commit.why)
            ops = [(table, one, self._blanked(table, one, document)) for table, one, document in commit.ops]
            raw = line.raw
            if why != commit.why or ops != [tuple(op) for op in commit.ops]:
                self.commits.append(commit.seq)
            if self.commits:
                raw = _encoded(commit, head, why, ops, heads)
                heads[commit.seq] = chain.head_of(raw)
            self._note(commit, why, ops)
            yield Segmented(int(line.segment.stem), raw)
            head = chain.head_of(raw)
            self._head_before = commit.hash

    def _look(self) -> None:
        """Find the versions that are to be erased."""
        words: set[str] = set()
        said: set[tuple[str, str]] = set()
        others: set[tuple[str, str]] = set()
        found = False
        for line in sound_lines(self._folder):
            assert line.commit is not None
            for table, one, document in line.commit.ops:
                if document is None:
                    continue
                if self._person is not None:
                    found = self._look_at(self._person, table, one, document, words) or found
                    continue
                if (table, one) != (self._wanted.table, self._wanted.id):
                    if table == self._wanted.table:
                        others |= _said(document)
                    continue
                if not self._wanted.fields:
                    found = True
                    said |= _said(document)
                    self._papers.add(paper_of(table, document))
                for name in self._wanted.fields:
                    if name in document and document[name] != _blank(document[name]):
                        found = True
                        words.update(_texts(document[name]))
                        if name == "sha256":
                            self._papers.add(paper_of(table, document))
        if not found:
            what = f"the fields {', '.join(self._wanted.fields)} of " if self._wanted.fields else ""
            raise StoreProblem(f"no commit holds {what}{self._wanted.table} {self._wanted.id}: nothing was redacted")
        self._papers.discard("")
        # what others of its kind say too, such as the name of an officer, tells nothing of it
        self.traces = Traces(words or (text for _, text in said - others))
        self.words = sorted((word for word in words if len(word) >= LEAST and word != BLANK), key=len, reverse=True)

    def _versions(self) -> Iterator[tuple[str, int, dict[str, Any]]]:
        for line in sound_lines(self._folder):
            assert line.commit is not None
            yield from ((table, one, document) for table, one, document in line.commit.ops if document is not None)

    def _look_at(self, person: Person, table: str, one: int, document: dict[str, Any], words: set[str]) -> bool:
        """Note what tells of a person; whether anything has to go."""
        if not person.owns(table, one, document):
            return False
        words.update(text for text in person.tells(table, document) if text != BLANK)
        if (paper := paper_of(table, document)) and paper != EMPTY_PAPER:
            self._papers.add(paper)
            self.empties_papers = True
        return person.blanked(table, document) != document

    def _blanked(self, table: str, record_id: int, document: dict[str, Any] | None) -> dict[str, Any] | None:
        if document is None:
            return None
        new = document
        if self._person is not None:
            if self._person.owns(table, record_id, document):
                new = self._person.blanked(table, document)
        elif (table, record_id) == (self._wanted.table, self._wanted.id):
            if not self._wanted.fields:
                return None
            new = self._without_fields(document)
        else:
            new = self._without_copies(table, document)
        if self._wanted.everywhere:
            new = self._without_words_in(new)
        if new != document:
            self.touched.add((table, record_id))
        return new

    def _without_fields(self, document: dict[str, Any]) -> dict[str, Any]:
        return {name: _blank(value) if name in self._wanted.fields else value for name, value in document.items()}

    def _without_copies(self, table: str, document: dict[str, Any]) -> dict[str, Any]:
        """What was kept of the record in another one goes with it."""
        of, names = _COPIES.get(table, ("", ()))
        if of != self._wanted.table:
            return document
        new = dict(document)
        for name in names:
            if isinstance(copy := document.get(name), dict) and copy.get("id") == self._wanted.id:
                new[name] = self._without_fields(copy) if self._wanted.fields else None
        return new

    def _without_words(self, text: str) -> str:
        for word in self.words if self._wanted.everywhere else ():
            text = text.replace(word, BLANK)
        return text

    def _without_words_in(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._without_words(value)
        if isinstance(value, list):
            return [self._without_words_in(part) for part in value]
        if isinstance(value, dict):
            return {name: self._without_words_in(part) for name, part in value.items()}
        return value

    def _note(self, commit: Commit, why: str, ops: list[tuple[str, int, dict[str, Any] | None]]) -> None:
        """What is left of the words, and which papers are still named."""
        if any(word in why for word in self.words):
            self.left[f"why of commit {commit.seq}"] = None
        if self.traces.stand_in(why):
            self.alike[f"why of commit {commit.seq}"] = None
        for table, record_id, document in ops:
            if paper := paper_of(table, document):
                self._still_named.add(paper)
                self._documents[paper] = f"paper {paper[:12]} of {table} {record_id}"
            if any(map(self.traces.stand_in, _texts(document))):
                self.alike[f"{table} {record_id}"] = None
            if self.words and any(word in text for text in _texts(document) for word in self.words):
                self.left[f"{table} {record_id}"] = None


def _encoded(
    commit: Commit, prev: str, why: str, ops: list[tuple[str, int, dict[str, Any] | None]], heads: dict[int, str]
) -> bytes:
    more = dict(commit.more)
    if (fold := more.get("fold")) and fold["seq"] in heads:
        more["fold"] = {**fold, "head": heads[fold["seq"]]}
    raws = [Op(table, one, None if document is None else encode(document)) for table, one, document in ops]
    return chain.encode(commit.seq, prev, at=commit.at, by=commit.by, why=why, ops=raws, more=more)


def _blank(value: Any) -> Any:
    if isinstance(value, str):
        return BLANK
    return type(value)() if isinstance(value, list | dict) else None


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)


def _said(document: dict[str, Any]) -> set[tuple[str, str]]:
    return {(name, text) for name, value in document.items() for text in _texts(value)}


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
