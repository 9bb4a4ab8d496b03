"""TinyDB's tables on the store: an index proposes, the query decides; edits that meet are told, not lost."""

import os
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import Query, TinyDB, where
from tinydb.queries import QueryInstance
from tinydb.storages import MemoryStorage
from tinydb.table import Document

from crm_tui.domain.errors import Conflict, StoreProblem
from crm_tui.store.database import StoreDB
from crm_tui.store.keys import Index, document_key, key_of
from crm_tui.store.planner import Range, plan
from crm_tui.store.problems import RecordChanged

INDEXES = {
    "deals": {
        "stage": Index(("stage",), "exact"),
        "size": Index(("size",), "order"),
        "due": Index(("due",), "date"),
        "owner": Index(("desk", "owner"), "exact"),
    }
}
DEALS = [
    {"stage": "won", "size": 5, "due": "2026-11-21", "desk": {"owner": "asha"}},
    {"stage": "lost", "size": -0.0, "due": "2026-11-21T10:00", "desk": {"owner": "ravi"}},
    {"stage": "won", "size": 0, "due": "2026-12-01", "desk": None},
    {"stage": None, "size": 2**60, "due": "2026-1-5"},
    {"size": 2**60 + 1, "due": "", "desk": {"owner": "asha"}},
    {"stage": "wonderful and more", "size": -7.5, "due": "soon"},
    {"stage": True, "size": 1, "due": "2026-11-22"},
]


@pytest.fixture(params=["in the log", "in the checkpoint", "in both", "in a transaction"])
def deals(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    db = StoreDB(tmp_path / "desk.json", indexes=INDEXES)
    table = db.table("deals")
    if request.param == "in a transaction":
        with db.transaction():
            table.insert_multiple(DEALS)
            yield table
        return
    table.insert_multiple(DEALS[:3] if request.param == "in both" else DEALS)
    if request.param != "in the log":
        db.fold()
    if request.param == "in both":
        table.insert_multiple(DEALS[3:])
        table.update({"more": True}, doc_ids=[1])
        table.remove(doc_ids=[table.insert(DEALS[0])])
    yield table


QUERIES = {
    "equal": where("stage") == "won",
    "equal to nothing": where("stage") == None,  # noqa: E711 # this is how TinyDB asks for null
    "equal to true, which is one": where("stage") == 1,
    "one of": where("stage").one_of(["won", None, "?"]),
    "nothing of": where("stage").one_of([]),
    "a nested field": where("desk").owner == "asha",
    "zero of either sign": where("size") == 0,
    "large numbers that share a key": where("size") == 2**60 + 1,
    "below": where("size") < 0,
    "from": where("size") >= 1,
    "a day": where("due") == "2026-11-21",
    "up to a day": where("due") <= "2026-11-21",
    "before a day": where("due") < "2026-11-21T10:00",
    "between": (where("due") > "2026-11-20") & (where("due") < "2026-11-22") & (where("stage") == "won"),
    "either": (where("stage") == "lost") | (where("size") == 5),
    "a field that is not there": ~where("stage").exists(),
    "absent or equal": (where("stage") == "won") | ~where("stage").exists(),
    "not": ~(where("stage") == "won"),
    "unlike": where("stage") != "won",
    "a test": where("size").test(lambda size: size > 3),
    "a pattern": where("due").matches(r"2026-1[12]"),
    "a test and an index": where("size").test(lambda size: size > 3) & (where("stage") == "won"),
    "no index": where("more") == True,  # noqa: E712 # this is how TinyDB asks for true
    "everything": Query().noop(),
    "a fragment": Query().fragment({"stage": "won", "size": 5}),
}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES.keys())
def test_a_query_finds_what_tinydb_itself_finds(deals: Any, query: QueryInstance) -> None:
    plain = TinyDB(storage=MemoryStorage).table("deals")
    plain.insert_multiple({key: value for key, value in row.items() if key != "rev"} for row in deals)
    expected = [row.doc_id for row in plain.search(query)]
    assert [row.doc_id for row in deals.search(query)] == expected
    assert deals.count(query) == len(expected)
    first = deals.get(query)
    assert (first and first.doc_id) == (expected[0] if expected else None)


@pytest.mark.parametrize(
    ("query", "indexes"),
    [
        pytest.param(where("stage") == "won", ["stage"], id="equal"),
        pytest.param(where("stage").one_of(["a", "b"]), ["stage", "stage"], id="one of"),
        pytest.param((where("due") >= "2026-11-20") & (where("due") < "2026-11-22"), ["due"], id="two bounds are one"),
        pytest.param((where("size") > 0) & (where("stage") == "lost"), ["stage"], id="the narrower one"),
        pytest.param((where("stage") == "a") | (where("size") == 1), ["size", "stage"], id="either"),
        pytest.param((where("stage") == "a") | (where("more") == 1), None, id="either, one without an index"),
        pytest.param(where("stage") > "a", None, id="a range of an exact index"),
        pytest.param(where("stage") == ["a"], None, id="a value that no index takes"),
        pytest.param(where("stage").test(bool), None, id="a test"),
        pytest.param(~(where("stage") == "a"), None, id="not"),
        pytest.param(Query().noop(), None, id="everything"),
    ],
)
def test_the_shape_of_a_query_tells_which_index_to_ask(
    tmp_path: Path, query: QueryInstance, indexes: list[str] | None
) -> None:
    db = StoreDB(tmp_path / "desk.json", indexes=INDEXES)
    db.table("deals").insert_multiple(DEALS)
    found = plan(db.storage, "deals", query._hash)
    assert (found and sorted(one.name for one in found)) == indexes


def test_two_bounds_become_one_range(tmp_path: Path) -> None:
    db = StoreDB(tmp_path / "desk.json", indexes=INDEXES)
    query = (where("due") >= "2026-11-20") & (where("due") < "2026-11-22")
    key = key_of("date")
    assert plan(db.storage, "deals", query._hash) == [Range("due", key("2026-11-20") or 0, key("2026-11-22") or 0)]


VALUE = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
DAY = st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?", fullmatch=True)


@settings(max_examples=400)
@given(one=VALUE, other=VALUE)
def test_equal_values_share_their_exact_key(one: object, other: object) -> None:
    if one == other:
        assert key_of("exact")(one) == key_of("exact")(other)


@settings(max_examples=400)
@given(pair=st.tuples(DAY | st.text(), DAY | st.text()), kind=st.sampled_from(["order", "date"]))
def test_keys_keep_the_order_of_texts(pair: tuple[str, str], kind: Any) -> None:
    low, high = sorted(pair)
    keys = [key_of(kind)(low), key_of(kind)(high)]
    assert None not in keys
    assert keys == sorted(keys, key=lambda key: key or 0)


@settings(max_examples=400)
@given(pair=st.tuples(*[st.integers() | st.floats(allow_nan=False)] * 2))
def test_keys_keep_the_order_of_numbers(pair: tuple[float, float]) -> None:
    low, high = sorted(pair)
    assert (key_of("order")(low) or 0) <= (key_of("order")(high) or 0)
    assert 0 <= (key_of("order")(high) or 0) < 1 << 64


@settings(max_examples=100)
@given(pair=st.tuples(DAY, DAY))
def test_days_that_differ_have_keys_that_differ(pair: tuple[str, str]) -> None:
    one, other = (text[:10] for text in pair)
    assert (one == other) == (key_of("date")(one) == key_of("date")(other))


def test_a_field_that_is_not_there_has_a_key_of_its_own() -> None:
    index = Index(("a", "b"), "exact")
    keys = {document_key(index, one) for one in ({}, {"a": 1}, {"a": {}})}
    assert len(keys) == 1
    assert keys.isdisjoint({document_key(index, {"a": {"b": value}}) for value in (None, 0, "", False)})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "desk.json"
    with StoreDB(path) as db:
        db.table("deals").insert({"title": "Loan", "owner": "asha", "notes": ["a"]})
    return path


def edited(path: Path, **fields: object) -> tuple[Any, Document, Document]:
    """A session's table, a deal as it was read there, and as it was edited there; meanwhile it may have changed."""
    table = StoreDB(path).table("deals")
    before = table.get(doc_id=1)
    return table, before, Document(dict(before) | fields, doc_id=1)


def test_an_edit_is_saved_if_nobody_else_saved(path: Path) -> None:
    table, _, mine = edited(path, title="Home loan")
    table.replace(mine)
    assert table.get(doc_id=1)["title"] == "Home loan"
    assert table.get(doc_id=1)["rev"] > mine["rev"]


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        pytest.param({"title": "Villa"}, {"owner": "ravi"}, ("Villa", "ravi"), id="other fields"),
        pytest.param({"title": "Villa"}, {"title": "Villa"}, ("Villa", "asha"), id="the same change"),
        pytest.param({"title": "Villa"}, {"title": "Flat"}, None, id="the same field"),
        pytest.param({"notes": ["a", "b"]}, {"notes": ["a", "c"]}, None, id="the same list"),
        pytest.param({"seen": 1}, {"heard": 2}, ("Loan", "asha"), id="new fields"),
    ],
)
def test_an_edit_over_somebody_elses_is_told_with_both_and_may_be_merged(
    path: Path, mine: dict[str, Any], theirs: dict[str, Any], merged: tuple[str, str] | None
) -> None:
    table, before, edit = edited(path, **mine)
    with StoreDB(path) as other:
        other.table("deals").update(theirs, doc_ids=[1])
    with pytest.raises(Conflict, match="deals 1 was changed by somebody else meanwhile: nothing was saved") as told:
        table.replace(edit)
    assert isinstance(told.value, RecordChanged)
    assert told.value.mine.items() >= mine.items()
    assert told.value.theirs is not None
    assert told.value.theirs.items() >= theirs.items()
    both = told.value.merged(dict(before))
    if merged is None:
        assert both is None
        return
    assert both is not None
    assert both.items() >= (mine | theirs).items()
    table.replace(Document(both, doc_id=1))
    found = table.get(doc_id=1)
    assert (found["title"], found["owner"]) == merged


def test_an_edit_of_what_somebody_removed_is_told(path: Path) -> None:
    table, before, mine = edited(path, title="Villa")
    with StoreDB(path) as other:
        other.table("deals").remove(doc_ids=[1])
    with pytest.raises(RecordChanged, match="was removed") as told:
        table.replace(mine)
    assert told.value.theirs is None
    assert told.value.merged(dict(before)) is None


@pytest.mark.parametrize(
    "value", [float("nan"), 2**70, {1, 2}, object()], ids=["not a number", "huge", "set", "object"]
)
def test_what_json_can_not_keep_is_refused_before_anything_is_written(path: Path, value: object) -> None:
    before = path.read_bytes()
    with StoreDB(path) as db:
        seq = db.storage.seq
        with pytest.raises((TypeError, ValueError)):
            db.table("deals").insert_multiple([{"fine": 1}, {"value": value}])
        assert db.storage.seq == seq
        assert len(db.table("deals")) == 1
    assert path.read_bytes() == before


def test_a_step_that_fails_inside_a_transaction_spoils_all_of_it(path: Path) -> None:
    with StoreDB(path) as db:
        table = db.table("deals")

        def insert_twice() -> None:
            with db.transaction():
                table.insert({"title": "Car"})
                try:
                    table.insert(Document({"title": "Again"}, doc_id=1))
                except ValueError:
                    table.update({"title": "Changed"})

        with pytest.raises(StoreProblem, match="a step of this change failed: nothing was saved"):
            insert_twice()
        assert [row["title"] for row in table] == ["Loan"]


def test_a_commit_says_who_and_why_and_the_feed_gives_it_to_others(path: Path) -> None:
    reader = StoreDB(path).storage
    seen = reader.seq
    with StoreDB(path, by="ravi") as db, db.transaction("closed by phone"):
        db.table("deals").update({"stage": "won"}, doc_ids=[1])
        db.table("terms").insert({"of": 1})
    assert reader.refresh() == [("deals", 1), ("terms", 1)]
    [commit] = reader.since(seen)
    assert (commit.seq, commit.by, commit.why) == (seen + 1, "ravi", "closed by phone")
    assert [(table, one) for table, one, _ in commit.ops] == [("deals", 1), ("terms", 1)]
    assert list(reader.since(commit.seq)) == []


def test_what_is_put_back_as_it_was_makes_no_commit(path: Path) -> None:
    with StoreDB(path) as db:
        seq = db.storage.seq
        with db.transaction():
            db.table("deals").update({"title": "Villa"}, doc_ids=[1])
            db.table("deals").update({"title": "Loan"}, doc_ids=[1])
        db.table("deals").update({"owner": "asha"})
        assert db.storage.seq == seq


def test_a_reader_stays_on_one_state_until_it_goes_on(path: Path) -> None:
    reader = StoreDB(path)
    table = reader.table("deals")
    rows = iter(table)
    with StoreDB(path) as db:
        db.table("deals").insert({"title": "Car"})
        db.fold()
        db.table("deals").remove(doc_ids=[1])
        db.fold()
    assert len(table) == 1
    assert next(rows)["title"] == "Loan"
    reader.refresh()
    assert [row["title"] for row in table] == ["Car"]
    assert reader.storage._state.base is not None
    assert reader.storage._state.base.seq > 1


def test_who_reads_through_a_table_in_another_thread_sees_whole_commits_while_others_save_and_fold(path: Path) -> None:
    with StoreDB(path) as db:
        db.table("accounts").insert_multiple([{"amount": 100}, {"amount": 0}, {"amount": 0}])
    session, other = StoreDB(path), StoreDB(path)
    done = threading.Event()
    totals: set[int] = set()

    def read() -> None:
        while not done.is_set():
            totals.add(sum(row["amount"] for row in session.table("accounts")))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(60):
        db = (session, other)[number % 2]
        with db.transaction("moved"):
            accounts = db.table("accounts")
            accounts.update({"amount": 100}, doc_ids=[number % 3 + 1])
            accounts.update({"amount": 0}, doc_ids=[(number + 1) % 3 + 1, (number + 2) % 3 + 1])
        if number % 7 == 0:
            db.fold()
        session.refresh()
    done.set()
    for reader in readers:
        reader.join()
    assert totals == {100}


def test_a_cache_that_is_asked_for_forgets_when_others_save(path: Path) -> None:
    db = StoreDB(path)
    table = db.table("deals", cache_size=10)
    assert len(table.search(where("owner") == "asha")) == 1
    with StoreDB(path) as other:
        other.table("deals").insert({"owner": "asha"})
    db.refresh()
    assert len(table.search(where("owner") == "asha")) == 2


@pytest.mark.parametrize("query", [None, *QUERIES.values()], ids=["all", *QUERIES])
def test_what_is_read_row_by_row_is_what_a_search_finds(deals: Any, query: Any) -> None:
    found = deals.all() if query is None else deals.search(query)
    assert list(deals.rows(query)) == [(one.doc_id, dict(one)) for one in found]


TAMPERED = {
    "half a letter": (b'"wonderful and more"', b'"wonderful \\ud800.."', {**DEALS[5], "stage": "wonderful \ud800.."}),
    "the number of another": (b'"6": {', b'"7": {', "are not where its index says"),
    "the number of another before it": (b'"7": {', b'"5": {', "are not where its index says"),
    "no number": (b'"6": {', b'"x": {', "are not where its index says"),
    "no document": (b'{"stage":"wonderful and more"', b'{"stage":"wonderful and more ', "deals 6 is damaged"),
    "a list": (b'{"stage":"wonderful and more"', b'["stage","wonderful and more"', "deals 6 is damaged"),
}


@pytest.mark.parametrize(("old", "new", "expected"), TAMPERED.values(), ids=TAMPERED)
@pytest.mark.parametrize("query", [None, where("size") < 10**6], ids=["all", "by an index"])
def test_a_line_that_is_not_as_it_was_written_is_named_among_those_read_at_once(
    tmp_path: Path, old: bytes, new: bytes, expected: Any, query: Any
) -> None:
    path = tmp_path / "desk.json"
    with StoreDB(path, indexes=INDEXES) as db:
        db.table("deals").insert_multiple(DEALS)
        db.fold()
    was, content = path.stat(), path.read_bytes()
    assert content.count(old) == 1
    assert len(old) == len(new)
    path.write_bytes(content.replace(old, new))
    # what goes by the time of the file believes the index
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    with StoreDB(path, indexes=INDEXES) as db:
        rows = db.table("deals").rows(query)
        if isinstance(expected, str):
            with pytest.raises(StoreProblem, match=expected):
                list(rows)
        else:
            assert {**dict(rows)[6], "rev": None} == {**expected, "rev": None}
