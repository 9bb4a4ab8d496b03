"""Customers are found by parts of what is known of them, in any script, as a look at each of them would find them."""

import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.domain.customer import Customer
from crm_tui.services.customers import folded
from crm_tui.store import fold
from crm_tui.store.desk_store import TinyStore
from crm_tui.store.schema import INDEXES
from crm_tui.store.verify import verify
from tests.store.records import customer

NAMES = [
    "Müller & Söhne",
    "MULLER",
    "नारायण हेगडे",
    "Αθηνά ΣΟΦΟΣ",
    "Иван Петров",
    "Straße 9",
    "ﬁnance 株式会社",
    "Ｆｕｌｌ width",
    "e\u0301tude",
    'a "quoted" \\ name',
    "İstanbul",
]


def expected(store: TinyStore, text: str) -> list[int]:
    words = folded(text).split()
    return [
        one.id
        for one in store.find(Customer)
        if all(word in folded(f"{one.name} {one.place} {one.phone} {one.email} {one.owner}") for word in words)
    ]


def found(store: TinyStore, text: str) -> list[int]:
    return [one.id for one in store.search(Customer, text)]


@pytest.mark.parametrize("folded_in", [True, False], ids=["in the checkpoint", "in the log"])
@pytest.mark.parametrize(
    "text",
    [
        *("muller", "MÜLLER", "söhne mu", "नाराय", "σοφος", "ПЕТР", "strasse", "finance", "full", "etude"),
        *('"QUOT', "\\", "ist", "asha", "+91 22", "meera@", "pune mu", "nobody", "株式"),
    ],
)
def test_a_part_is_found_whatever_its_case_accents_or_script(tmp_path: Path, text: str, folded_in: bool) -> None:
    store = TinyStore(tmp_path / "desk.json")
    with store.transaction() as now:
        for name in NAMES:
            now.add(customer(name, place="Pune", phone="+91 22 5550 0133", email="meera@desk.example"))
    if folded_in:
        store.close()
    assert found(store, text) == expected(store, text)
    assert found(store, text) or text == "nobody"


LETTERS = st.sampled_from("aÄäbßﬁI\u0307K\u212aनि\u094dｂ \u0301é")


@settings(max_examples=60, deadline=None)
@given(
    names=st.lists(st.text(LETTERS, min_size=1, max_size=8).filter(str.strip), min_size=1, max_size=12),
    changed=st.lists(st.tuples(st.integers(1, 12), st.text(LETTERS, max_size=4)), max_size=6),
    text=st.text(LETTERS, max_size=4),
)
def test_no_hit_is_lost_however_records_were_changed_since(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], changed: list[tuple[int, str]], text: str
) -> None:
    store = TinyStore(tmp_path_factory.mktemp("desk") / "desk.json")
    with store.transaction() as now:
        for name in names:
            now.add(customer(name))
    fold.fold(store.storage)
    for number, name in changed:
        with store.transaction() as now:
            one = now.get(Customer, number)
            if one is not None and name.strip():
                now.put(one.model_copy(update={"name": name.strip()}))
            elif one is not None:
                now.remove(one)
    assert sorted(found(store, text)) == expected(store, text)
    if folded(text):
        assert found(store, text) == expected(store, text)


def test_without_a_word_they_come_by_name_and_only_those_asked_for_are_read(tmp_path: Path) -> None:
    store = TinyStore(tmp_path / "desk.json")
    with store.transaction() as now:
        for name in ["zoë", "Ärger", "bela", "Zoa"]:
            now.add(customer(name))
    fold.fold(store.storage)
    with store.transaction() as now:
        now.add(customer("Anna"))
        one = now.get(Customer, 3)
        assert one is not None
        now.put(one.model_copy(update={"name": "Zz"}))
    names = [one.name for one in store.search(Customer, "")]
    assert [name for name in names if name != "Zz"] == ["Anna", "Ärger", "Zoa", "zoë"]
    assert sorted(names) == sorted(["Anna", "Ärger", "Zoa", "zoë", "Zz"])
    assert len(list(itertools.islice(store.search(Customer, ""), 2))) == 2
    assert store.count(Customer) == 5


def test_the_texts_in_the_index_are_checked_with_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    store = TinyStore(path)
    with store.transaction() as now:
        now.add(customer("Zubin Mehta"))
    store.close()
    assert not verify(path, indexes=INDEXES).findings
    keys = path.with_name("desk.json.index")
    keys.write_bytes(keys.read_bytes().replace(b"zubin", b"robin"))
    assert "does not fit" in " ".join(str(one) for one in verify(path, indexes=INDEXES).findings)
