"""The numbers of what holds words, or belongs to somebody, are those that a look at each record would give."""

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.services.ports import Wanted
from crm_tui.store import fold, index
from crm_tui.store.desk_store import TinyStore
from tests.store.records import commitment, customer

# letters that stand in nothing else of a commitment
WORDS = st.text("qxz", min_size=1, max_size=2)

CHANGES = st.lists(st.tuples(st.integers(1, 40), st.sampled_from(["put", "remove", "add"]), WORDS), max_size=12)


def change(store: TinyStore, changes: list[tuple[int, str, str]]) -> None:
    with store.transaction() as now:
        for number, what, word in changes:
            one = now.get(Commitment, number)
            if one is None or what == "add":
                now.add(commitment(word, customer_id=number))
            elif what == "put":
                now.put(one.model_copy(update={"words": word, "customer_id": number % 5 + 1}))
            else:
                now.remove(one)


@settings(max_examples=80, deadline=None)
@given(
    words=st.lists(WORDS, max_size=70),
    before=CHANGES,
    behind=CHANGES,
    asked=st.lists(st.tuples(st.lists(WORDS, max_size=2), st.frozensets(st.integers(1, 45))), max_size=2),
    few=st.sampled_from([0, 5_000]),
)
def test_numbers_are_those_of_a_look_at_each_record(
    tmp_path_factory: pytest.TempPathFactory,
    words: list[str],
    before: list[tuple[int, str, str]],
    behind: list[tuple[int, str, str]],
    asked: list[tuple[list[str], frozenset[int]]],
    few: int,
) -> None:
    """``before`` leaves gaps between the numbers that are indexed, ``behind`` changes what is indexed."""
    store = TinyStore(tmp_path_factory.mktemp("desk") / "desk.json")
    with store.transaction() as now:
        for number, word in enumerate(words, 1):
            now.add(commitment(word, customer_id=number % 45 + 1))
    change(store, before)
    fold.fold(store.storage)
    change(store, behind)
    expected = [
        one.id
        for one in store.find(Commitment)
        if all(one.customer_id in numbers or any(word in one.words for word in texts) for texts, numbers in asked)
    ]
    with patch.object(index, "_FEW", few):
        wanted = [Wanted(tuple(texts), {"customer_id": numbers}) for texts, numbers in asked]
        assert list(store.holding(Commitment, *wanted, texts="listed")) == expected


def test_what_many_are_called_finds_what_is_theirs(tmp_path_factory: pytest.TempPathFactory) -> None:
    store = TinyStore(tmp_path_factory.mktemp("desk") / "desk.json")
    with store.transaction() as now:
        for number in range(1, 301):
            now.add(customer("Ravi" if number % 3 else "Asha"))
            now.add(commitment(customer_id=301 - number))
    fold.fold(store.storage)
    called = store.holding(Customer, Wanted(("ravi",)), texts="called")
    theirs = store.holding(Commitment, Wanted((), {"customer_id": called}))
    assert list(theirs) == [number for number in range(1, 301) if (301 - number) % 3]
