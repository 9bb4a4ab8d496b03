"""A part of a text is found by a look at the stored bytes; what is found is what TinyDB itself would find."""

import operator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB, where
from tinydb.storages import MemoryStorage

from crm_tui.store import checkpoint
from crm_tui.store.database import StoreDB
from crm_tui.store.planner import sought

NAMES = [
    "Kelaskar",
    'a "quoted" name',
    "नारायण",
    "Müller\u00a0& Söhne",
    "half a pair \ud800 of Müller",
    "a\\b/c\nd\x01",
]


def holds(text: str) -> Any:
    return where("name").test(operator.contains, text)


@pytest.mark.parametrize("folded", [True, False], ids=["in the checkpoint", "in the log"])
@pytest.mark.parametrize(
    "text", ["elas", '"quoted"', "राय", "Müller", "\ud800", "\\b/c\nd", "\x01", "", "no", "name", "1"]
)
def test_a_part_is_found_however_it_is_written(tmp_path: Path, text: str, folded: bool) -> None:
    rows = [{"name": name, "title": "name 1"} for name in NAMES]
    plain = TinyDB(storage=MemoryStorage).table("deals")
    plain.insert_multiple(rows)
    with StoreDB(tmp_path / "desk.json") as db:
        # one that lacks what is looked for stands before and behind
        db.table("customers").insert_multiple(rows)
        db.table("deals").insert_multiple(rows)
        db.table("terms").insert_multiple(rows)
        if folded:
            db.fold()
        found = db.table("deals").search(holds(text))
    assert [row.doc_id for row in found] == [row.doc_id for row in plain.search(holds(text))]


@settings(max_examples=60, deadline=None)
@given(
    names=st.lists(st.text("ab\n", max_size=12), min_size=1, max_size=30),
    changed=st.lists(st.tuples(st.integers(1, 30), st.text("ab", max_size=4)), max_size=6),
    text=st.text("ab", min_size=1, max_size=3),
    chunk=st.integers(1, 200),
)
def test_any_text_in_any_rows_changed_in_any_way(
    tmp_path_factory: pytest.TempPathFactory,
    names: list[str],
    changed: list[tuple[int, str]],
    text: str,
    chunk: int,
) -> None:
    before, checkpoint._CHUNK = checkpoint._CHUNK, chunk
    try:
        with StoreDB(tmp_path_factory.mktemp("desk") / "desk.json") as db:
            table = db.table("deals")
            table.insert_multiple({"name": name} for name in names)
            db.fold()
            for record_id, name in changed:
                if table.contains(doc_id=record_id):
                    table.update({"name": name}, doc_ids=[record_id])
                    table.remove(where("name") == "")
            expected = [row.doc_id for row in table if text in row["name"]]
            assert [row.doc_id for row in table.search(holds(text))] == expected
            with db.transaction():
                table.insert({"name": text})
                assert len(table.search(holds(text))) == len(expected) + 1
    finally:
        checkpoint._CHUNK = before


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        pytest.param(holds("zinc"), (b"zinc",), id="a part of a text"),
        pytest.param((where("a") == 1) & holds("zinc"), (b"zinc",), id="among what must hold as well"),
        pytest.param((where("a") == 1) | holds("zinc"), (), id="either"),
        pytest.param(~holds("zinc"), (), id="not"),
        pytest.param(where("name").search("zinc"), (), id="a pattern, whose flags nobody can see"),
        pytest.param(where("name").test(operator.contains, 7), (), id="no text"),
        pytest.param(holds("ü"), ("ü".encode(), b"\\u"), id="a letter that may be escaped"),
    ],
)
def test_what_a_query_seeks_is_read_from_its_shape(query: Any, parts: tuple[bytes, ...]) -> None:
    assert sought(query._hash) == parts
