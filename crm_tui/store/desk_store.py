"""The store of a desk: TinyDB tables in one JSON file that several sessions can use at once."""

import stat
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NamedTuple, TypeVar

from crm_tui.domain.errors import StoreProblem
from crm_tui.domain.record import Record
from crm_tui.store import durable, lock, schema
from crm_tui.store.papers import PaperFolder
from crm_tui.store.records import Draft, View
from crm_tui.store.schema import Tables
from crm_tui.store.storage import DeskFile, Signature, unsaved

R = TypeVar("R", bound=Record)


class _State(NamedTuple):
    signature: Signature | None
    tables: Tables
    view: View


class TinyStore:
    """A ``Store`` in one file. Nothing is made on disk before the first write.

    Raises:
        StoreProblem: from any call, when the file can't be used. It is left untouched.
    """

    def __init__(self, path: Path, *, patience: float = lock.PATIENCE) -> None:
        """``patience`` is how many seconds a write waits for another session's."""
        self.path = _real(path)
        self._file = DeskFile(self.path)
        self._papers = PaperFolder(self.path)
        self._patience = patience
        self._seen: _State | None = None
        self._state()

    def get(self, kind: type[R], record_id: int) -> R | None:
        """The record with this id, or None."""
        return self._state().view.get(kind, record_id)

    def find(self, kind: type[R], **equal: object) -> list[R]:
        """The records whose fields equal those given, in the order of their ids."""
        return self._state().view.find(kind, **equal)

    @contextmanager
    def transaction(self) -> Iterator[Draft]:
        """Reads and writes that are saved together when the block ends, or not at all if it raises."""
        # a file that is refused is refused before a lock is laid beside it
        self._state()
        with self._alone():
            draft = Draft(self._state().tables, str(self.path))
            yield draft
            if draft.changed:
                self._file.write(draft.tables)

    def version(self) -> object:
        """A value that differs after any change by any process."""
        return self._file.signature()

    def keep_paper(self, content: bytes, suffix: str) -> str:
        """Keep a paper's bytes beside the store and return their SHA-256."""
        self._state()
        with self._alone():
            return self._papers.keep(content, suffix)

    def paper(self, sha256: str) -> Path:
        """Where a kept paper stands."""
        return self._papers.find(sha256)

    def _state(self) -> _State:
        """The present state, parsed anew only when the file has changed."""
        seen = self._seen
        if seen is None or seen.signature != self._file.signature():
            signature, tables = self._file.load()
            tables = schema.empty() if tables is None else tables
            # threads may pass here together: each goes on with the state that it read itself
            seen = self._seen = _State(signature, tables, View(tables, str(self.path)))
        return seen

    def _alone(self) -> AbstractContextManager[None]:
        try:
            durable.make_folder(self.path.parent)
            mode = stat.S_IMODE(self.path.stat().st_mode) if self.path.exists() else durable.PRIVATE_FILE
        except OSError as error:
            raise unsaved(self.path, error) from None
        return lock.one_writer(self.path, mode=mode, patience=self._patience)


def _real(path: Path) -> Path:
    try:
        return path.expanduser().resolve()
    except (OSError, RuntimeError, ValueError):
        raise StoreProblem(f"{path} does not lead to a file: choose another with --store") from None
