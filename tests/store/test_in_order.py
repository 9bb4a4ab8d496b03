"""What a list is made of, out of the indexes, is what a look at each record would give."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.domain.commitment import Commitment, Status
from crm_tui.domain.customer import Customer
from crm_tui.services.customers import folded
from crm_tui.store import fold
from crm_tui.store.desk_store import TinyStore
from crm_tui.store.texts import Lines
from tests.store.records import DAY, commitment, customer

NAMES = st.lists(st.sampled_from("aAäbz é\u0301王"), max_size=4).map(lambda ends: "Shree Ganesh" + "".join(ends))
"""Longer than what an index keeps of a name, and alike up to there."""

DUES = st.none() | st.integers(-3, 3).map(lambda days: DAY + timedelta(days=days))


def change(store: TinyStore, changes: list[tuple[int, str, date | None]]) -> None:
    for number, name, due in changes:
        with store.transaction() as now:
            if (one := now.get(Customer, number)) is None:
                now.add(customer(name))
            elif number % 3:
                now.put(one.model_copy(update={"name": name.strip()}))
            else:
                now.remove(one)
        with store.transaction() as now:
            if (owed := now.get(Commitment, number)) is None:
                now.add(commitment(due=due))
            elif number % 2:
                settled = {"status": Status.KEPT, "settled_on": DAY}
                now.put(owed.model_copy(update={"due": due} | (settled if due else {})))
            else:
                now.remove(owed)


@settings(max_examples=60, deadline=None)
@given(
    names=st.lists(NAMES, max_size=12),
    dues=st.lists(DUES, max_size=12),
    changes=st.lists(st.tuples(st.integers(1, 14), NAMES, DUES), max_size=8),
    folds=st.booleans(),
)
def test_numbers_come_in_the_order_of_a_look_at_each_record(
    tmp_path_factory: pytest.TempPathFactory,
    names: list[str],
    dues: list[date | None],
    changes: list[tuple[int, str, date | None]],
    folds: bool,
) -> None:
    store = TinyStore(tmp_path_factory.mktemp("desk") / "desk.json")
    with store.transaction() as now:
        for name in names:
            now.add(customer(name))
        for due in dues:
            now.add(commitment(due=due))
    if folds:
        fold.fold(store.storage)
    change(store, changes)
    everybody = sorted(store.find(Customer), key=lambda one: (folded(one.name), one.id))
    assert list(store.in_order(Customer, "name")) == [one.id for one in everybody]
    owed = sorted((one.due, one.id) for one in store.find(Commitment) if one.due is not None)
    assert list(store.in_order(Commitment, "due")) == [number for _, number in owed]
    soon = store.in_order(Commitment, "due", since=DAY, before=DAY + timedelta(days=2))
    assert list(soon) == [number for due, number in owed if DAY <= due < DAY + timedelta(days=2)]
    for status in (Status.OPEN, Status.KEPT):
        having = [one.id for one in store.find(Commitment, status=status)]
        assert sorted(store.valued(Commitment, "status", status)) == having
    both = store.valued(Commitment, "status", Status.OPEN, Status.KEPT)
    assert sorted(both) == [one.id for one in store.find(Commitment)]


def test_what_a_row_leaves_out_has_its_default(tmp_path: Path) -> None:
    store = TinyStore(tmp_path / "desk.json")
    with store.transaction() as now:
        now.add(commitment())
    with store.storage.transaction("by hand") as raw:
        row = raw.document("commitments", 1)
        assert row is not None
        del row["status"]
        raw.write("commitments", 1, row)
    assert list(store.valued(Commitment, "status", Status.OPEN)) == [1]
    assert not store.valued(Commitment, "status", Status.KEPT)


@given(
    lines=st.lists(st.text("abc ", max_size=6), max_size=300),
    words=st.lists(st.text("abc ", min_size=1, max_size=3), min_size=1, max_size=3),
)
def test_lines_that_hold_every_word_are_found_however_many_they_are(lines: list[str], words: list[str]) -> None:
    content, starts = b"before\n", []
    for line in lines:
        starts.append(len(content) - 7)
        content += line.encode() + b"\n"
    found = Lines(content + b"aaa bbb ccc\n", 7, len(content), starts)
    expected = [place for place, line in enumerate(lines) if all(word in line for word in words)]
    assert found.holding([word.encode() for word in words]) == expected
    for word in words:
        assert list(found.marks(word.encode())) == [word in line for line in lines]
    assert [found.line(place).decode() for place in range(len(lines))] == lines
