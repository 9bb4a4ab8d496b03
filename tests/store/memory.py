"""A store in memory, for tests: it honours the same contract as the one on disk."""

import hashlib
from collections.abc import Collection, Iterator, Set
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar, cast

from crm_tui.domain.errors import NotFound, StoreProblem
from crm_tui.domain.record import Record
from crm_tui.services.customers import folded
from crm_tui.services.ports import Saved, Texts, Wanted, Watch
from crm_tui.store import schema
from crm_tui.store.texts import texts_in

R = TypeVar("R", bound=Record)
SEARCHED = ("name", "place", "phone", "email", "owner")
Held = dict[tuple[str, int], Record]


class MemoryRecords:
    """Records in a dictionary."""

    def __init__(self, held: Held, last: dict[str, int]) -> None:
        self.held = held
        self.last = last

    def get(self, kind: type[R], record_id: int) -> R | None:
        return cast(R | None, self.held.get((kind.table, record_id)))

    def find(self, kind: type[R], **equal: object) -> list[R]:
        if unknown := equal.keys() - kind.model_fields.keys():
            raise TypeError(f"{kind.__name__} has no field {min(unknown)!r}")
        ids = sorted(record_id for table, record_id in self.held if table == kind.table)
        records = [cast(R, self.held[kind.table, record_id]) for record_id in ids]
        return [one for one in records if all(getattr(one, name) == value for name, value in equal.items())]

    def add(self, record: R) -> R:
        given = self.last[record.table] = self.last.get(record.table, 0) + 1
        new = record.model_copy(update={"id": given})
        self.held[record.table, given] = new
        return new

    def put(self, record: R) -> None:
        if (record.table, record.id) not in self.held:
            raise NotFound(f"there is no {type(record).__name__.lower()} {record.id}")
        self.held[record.table, record.id] = record

    def remove(self, record: Record) -> None:
        if self.held.pop((record.table, record.id), None) is None:
            raise NotFound(f"there is no {type(record).__name__.lower()} {record.id}")

    def bring_back(self, record: Record) -> None:
        if not 0 < record.id <= self.last.get(record.table, 0) or (record.table, record.id) in self.held:
            raise StoreProblem(f"{record.table} {record.id} was not taken away: it can't be brought back")
        self.held[record.table, record.id] = record


class MemoryStore(MemoryRecords):
    """A ``Store`` that forgets everything when the test ends; papers go to a temporary folder."""

    def __init__(self) -> None:
        super().__init__({}, {})
        self._temporary = TemporaryDirectory(prefix="papers-")
        self.folder = Path(self._temporary.name)
        self.changes = 0

    @contextmanager
    def transaction(self, why: str = "") -> Iterator[MemoryRecords]:
        draft = MemoryRecords(dict(self.held), dict(self.last))
        yield draft
        if draft.held != self.held:
            self.changes += 1
        self.held, self.last = draft.held, draft.last

    def count(self, kind: type[R]) -> int:
        return len(self.find(kind))

    def search(self, kind: type[R], text: str) -> Iterator[R]:
        words = folded(text).split()
        found = [
            one
            for one in self.find(kind)
            if all(word in folded(" ".join(getattr(one, name) for name in SEARCHED)) for word in words)
        ]
        return iter(found if words else sorted(found, key=lambda one: folded(one.name)))

    def holding(self, kind: type[Record], *wanted: Wanted, texts: Texts = "all") -> Set[int]:
        names = schema.INDEXES[kind.table][schema.IN[texts]].path

        def has(row: dict[str, Any], one: Wanted) -> bool:
            line = folded(" ".join(texts_in([row[name] for name in names])))
            linked = any(row[name] in numbers for name, numbers in one.links.items())
            return linked or any(folded(text) in line for text in one.texts)

        rows = ((one.id, one.model_dump(mode="json")) for one in self.find(kind))
        return dict.fromkeys(record_id for record_id, row in rows if all(has(row, one) for one in wanted)).keys()

    def in_order(
        self, kind: type[Record], by: str, *, since: date | None = None, before: date | None = None
    ) -> list[int]:
        rows = [(getattr(one, by), one.id) for one in self.find(kind) if getattr(one, by) is not None]
        if by == "name":
            return [one for _, one in sorted((folded(name), one) for name, one in rows)]
        return [one for day, one in sorted(rows) if (since or day) <= day and (before is None or day < before)]

    def valued(self, kind: type[Record], field: str, *values: object) -> list[int]:
        return [one.id for one in self.find(kind) if getattr(one, field) in values]

    def fields(
        self, kind: type[Record], *names: str, text: str = "", among: Collection[int] | None = None, **equal: object
    ) -> Iterator[tuple[Any, ...]]:
        found = self.search(kind, text) if text else iter(self.find(kind, **equal))
        if among is not None:
            found = (one for one in self.find(kind) if one.id in among)
        rows = ((one.id, one.model_dump(mode="json")) for one in found)
        return ((record_id, *(row.get(name) for name in names)) for record_id, row in rows)

    def version(self) -> object:
        return self.changes

    @property
    def read_only(self) -> str:
        return ""

    newer_records = ""

    def watch(self) -> Watch:
        raise NotImplementedError

    def check_log(self) -> None:
        """Nothing here rots."""

    behind = ""

    def tend(self, quiet: float) -> None:
        """Nothing here grows long."""

    def saved_by(self, record: Record) -> str:
        return ""

    def last_saved(self, by: str) -> None:
        """No session was here before."""

    def before(self, saved: Saved) -> tuple[Record | None, ...]:
        raise NotImplementedError

    def keep_paper(self, content: bytes, suffix: str) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        (self.folder / f"{sha256}{suffix}").write_bytes(content)
        return sha256

    def paper(self, sha256: str) -> Path:
        found = next(self.folder.glob(f"{sha256}*"), None)
        if found is None:
            raise NotFound(f"the paper {sha256[:12]} was never kept")
        return found
