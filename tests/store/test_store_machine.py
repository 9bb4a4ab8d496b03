"""Whatever is done in whatever order, by two sessions, a store holds what a dictionary would."""

import os
import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from tinydb import TinyDB, where
from tinydb.queries import QueryInstance

from crm_tui.store import journal
from crm_tui.store.chain import encode
from crm_tui.store.database import StoreDB
from crm_tui.store.keys import Index

INDEXES = {"a": {"word": Index(("word",), "exact"), "size": Index(("size",), "order"), "day": Index(("day",), "date")}}
TABLES = st.sampled_from("ab")
DOCUMENT = st.fixed_dictionaries(
    {},
    optional={
        "word": st.sampled_from(["", "x", "open", "Ω" * 9, None]),
        "size": st.integers(-3, 3) | st.floats(-2, 2) | st.booleans(),
        "day": st.sampled_from(["2026-11-21", "2026-11-22", "2025-01-01", "", "later"]),
        "more": st.recursive(st.none() | st.text(max_size=3), st.lists, max_leaves=3),
    },
)
QUERY = st.one_of(
    st.builds(lambda value: where("word") == value, st.sampled_from(["", "x", "open", "Ω" * 9])),
    st.builds(lambda low: where("day").test(lambda day: isinstance(day, str) and day >= low), st.just("2026-11-22")),
    st.builds(lambda low, high: (where("day") >= low) & (where("day") < high), st.just("2026-01-01"), st.just("2027")),
    st.builds(lambda one, two: where("word").one_of([one, two]), st.just("x"), st.just(None)),
    st.builds(lambda size: where("size") <= size, st.integers(-3, 3)),
    st.builds(lambda size: (where("size") == size) | (where("word") == "x"), st.integers(-3, 3)),
    st.just((where("word") == None) | ~where("word").exists()),  # noqa: E711 # this is how TinyDB asks for null
)


class Stored(RuleBasedStateMachine):
    """Two sessions at one store, and what they should see."""

    @initialize()
    def begin(self) -> None:
        memory = Path("/dev/shm")
        self.folder = Path(mkdtemp(dir=memory if os.access(memory, os.W_OK) else None))
        self.path = self.folder / "desk.json"
        self.sessions = [self.opened(), self.opened()]
        self.model: dict[str, dict[int, dict[str, Any]]] = {"a": {}, "b": {}}
        self.last = {"a": 0, "b": 0}

    def opened(self) -> StoreDB:
        return StoreDB(self.path, indexes=INDEXES)

    @rule(who=st.integers(0, 1), table=TABLES, documents=st.lists(DOCUMENT, max_size=3))
    def insert(self, who: int, table: str, documents: list[dict[str, Any]]) -> None:
        ids = self.sessions[who].table(table).insert_multiple(documents)
        assert ids == [self.last[table] + 1 + number for number in range(len(documents))]
        self.model[table] |= dict(zip(ids, documents, strict=True))
        self.last[table] += len(documents)

    @rule(who=st.integers(0, 1), table=TABLES, query=QUERY, document=DOCUMENT)
    def update(self, who: int, table: str, query: QueryInstance, document: dict[str, Any]) -> None:
        wanted = [one for one, row in self.model[table].items() if matches(query, row)]
        assert self.sessions[who].table(table).update(document, query) == wanted
        for one in wanted:
            self.model[table][one] = self.model[table][one] | document

    @rule(who=st.integers(0, 1), table=TABLES, query=QUERY)
    def remove(self, who: int, table: str, query: QueryInstance) -> None:
        wanted = [one for one, row in self.model[table].items() if matches(query, row)]
        assert self.sessions[who].table(table).remove(query) == wanted
        self.model[table] = {one: row for one, row in self.model[table].items() if one not in wanted}

    @rule(who=st.integers(0, 1), document=DOCUMENT, fails=st.booleans())
    def several_tables(self, who: int, document: dict[str, Any], fails: bool) -> None:
        db = self.sessions[who]
        try:
            with db.transaction("several"):
                added = [db.table(table).insert(document) for table in "ab"]
                db.table("a").remove(doc_ids=[1])
                assert not db.table("a").contains(doc_id=1)
                if fails:
                    raise KeyError
        except KeyError:
            return
        for table, one in zip("ab", added, strict=True):
            self.model[table][one] = dict(document)
            # one that was given and taken back inside a transaction was never anybody's
            self.last[table] = one if (table, one) != ("a", 1) else 0
        self.model["a"].pop(1, None)

    @rule(who=st.integers(0, 1))
    def fold(self, who: int) -> None:
        self.sessions[who].fold()
        if self.path.exists():
            with TinyDB(self.path, access_mode="r") as plain:
                assert {name: contents(plain, name) for name in "ab"} == self.model

    @rule(who=st.integers(0, 1))
    def reopen(self, who: int) -> None:
        self.sessions[who].close()
        self.sessions[who] = self.opened()

    @rule(torn=st.integers(0, 400))
    def crash(self, torn: int) -> None:
        """A writer dies in the middle of a line; the others never notice."""
        storage = self.sessions[0].storage
        storage.refresh()
        line = encode(storage.seq + 1, storage.cursor.head, at="", by="", why="", ops=[])
        if storage.seq:
            with (self.folder / "desk.json.journal" / f"{storage.cursor.segment:012d}.jsonl").open("ab") as file:
                file.write(line[: min(torn, len(line) - 1)])
        self.sessions[0] = self.opened()

    @rule(who=st.integers(0, 1), table=TABLES, query=QUERY)
    def search(self, who: int, table: str, query: QueryInstance) -> None:
        self.sessions[who].refresh()
        found = [row.doc_id for row in self.sessions[who].table(table).search(query)]
        assert found == [one for one, row in self.model[table].items() if matches(query, row)]

    @invariant()
    def both_see_what_a_dictionary_holds(self) -> None:
        for db in getattr(self, "sessions", ()):
            db.refresh()
            for name in "ab":
                assert contents(db, name) == self.model[name]
                assert list(contents(db, name)) == sorted(self.model[name])
                assert len(db.table(name)) == len(self.model[name])

    def teardown(self) -> None:
        shutil.rmtree(self.folder)


def matches(query: QueryInstance, row: dict[str, Any]) -> bool:
    return bool(query(row))


def contents(db: TinyDB, name: str) -> dict[int, dict[str, Any]]:
    return {row.doc_id: {key: value for key, value in row.items() if key != "rev"} for row in db.table(name)}


@pytest.fixture(autouse=True)
def short_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "SEGMENT", 1000)


Stored.TestCase.settings = settings(max_examples=120, stateful_step_count=30, deadline=None)
TestStored = Stored.TestCase
