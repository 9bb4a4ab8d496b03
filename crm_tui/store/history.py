"""What became of one record: who changed it when and why, before and after."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crm_tui.domain.errors import StoreProblem
from crm_tui.store.chain import Commit
from crm_tui.store.checkpoint import read_header
from crm_tui.store.encoding import encode
from crm_tui.store.files import Files, Held
from crm_tui.store.lines import sound_lines
from crm_tui.store.problems import Damaged, misfit, reading
from crm_tui.store.session import Session


@dataclass(frozen=True, slots=True)
class Change:
    """What one commit did to one record."""

    seq: int
    """The number of the commit."""

    at: str
    """When, in UTC."""

    by: str
    """Who."""

    why: str
    """What for; may be empty."""

    before: dict[str, Any] | None
    """The document until then; None if there was none."""

    after: dict[str, Any] | None
    """The document from then on; None if it was removed."""

    redacted: str = ""
    """What of it was erased from every earlier version, if that is what the commit did."""

    @property
    def fields(self) -> dict[str, tuple[Any, Any]]:
        """The fields that differ, each with what it was and what it became; None where it was absent."""
        before, after = self.before or {}, self.after or {}
        names = [name for name in dict.fromkeys((*before, *after)) if name != "rev"]
        return {
            name: (before.get(name), after.get(name))
            for name in names
            if (name in before, before.get(name)) != (name in after, after.get(name))
        }


def redacted_of(commit: Commit, table: str, record_id: int) -> str:
    """What of a record was erased by a commit, for people; empty if nothing was."""
    about = commit.more.get("redacted")
    if not about:
        return ""
    fields = ", ".join(about["fields"])
    if (about["table"], about["id"]) == (table, record_id):
        return fields or "all of it"
    return (
        f"the words of {fields} of {about['table']} {about['id']}"
        if [table, record_id] in about.get("also", [])
        else ""
    )


def history(path: Path, table: str, record_id: int) -> Iterator[Change]:
    """The changes of one record from its beginning. What was before the log began is its first commit.

    Raises:
        Damaged: the log stops being whole before its last line.
        StoreProblem: the log is gone.
    """
    named = b"[%s,%d," % (encode(table), record_id)
    before: dict[str, Any] | None = None
    seq, is_known = 0, False
    with reading(path):
        # before the log, which goes as far as any checkpoint that is there now
        header = _header(path)
        for line in sound_lines(Files.of(path).journal):
            if line.commit is not None:
                seq = line.commit.seq
                is_known = is_known or line.commit.hash == header.get("head")
            # a look at the bytes leaves most of the documents alone
            if line.commit is None or not (named in line.raw or b'"redacted":' in line.raw):
                continue
            if what := redacted_of(line.commit, table, record_id):
                commit = line.commit
                yield Change(commit.seq, commit.at, commit.by, commit.why, before, before, what)
            for of, one, after in line.commit.ops:
                if (of, one) == (table, record_id):
                    yield Change(line.commit.seq, line.commit.at, line.commit.by, line.commit.why, before, after)
                    before = after
        if seq and not is_known and header.get("seq", 0) > seq:
            raise Damaged(misfit(path, header["seq"], seq))
        if not seq:
            # a store that was begun has a log: opening it says what became of that
            Session(path)


def _header(path: Path) -> dict[str, Any]:
    """What the checkpoint says of itself; nothing if there is none that can be read."""
    try:
        file = Held.reading(path)
        return read_header(file.fd) or {}
    except (OSError, StoreProblem):
        return {}
