"""The log as it is once something was taken out of it: its lines, and where the words still stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crm_tui.domain.errors import StoreProblem
from crm_tui.store import chain
from crm_tui.store.chain import GENESIS, Commit, Op
from crm_tui.store.encoding import encode
from crm_tui.store.lines import sound_lines
from crm_tui.store.papers import paper_of
from crm_tui.store.person import EMPTY_PAPER, OF_CUSTOMER, Person
from crm_tui.store.replacement import Segmented
from crm_tui.store.traces import LEAST, Traces

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
