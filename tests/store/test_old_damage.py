"""Damage in the part of the log that the checkpoint covers, which opening does not read."""

from pathlib import Path

import pytest

from crm_tui.domain.customer import Customer
from crm_tui.store import fold, journal
from crm_tui.store.desk_store import TinyStore
from crm_tui.store.files import Files
from crm_tui.store.foreign import adopt
from crm_tui.store.problems import Damaged
from crm_tui.store.readable import unreadable
from crm_tui.store.schema import INDEXES
from crm_tui.store.verify import verify
from tests.store.records import customer
from tests.store.stores import LOG


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of several segments, all of them folded, of which the last customer was removed again."""
    monkeypatch.setattr(journal, "SEGMENT", 1500)
    store = TinyStore(tmp_path / "desk.json", by="asha")
    for number in range(20):
        with store.transaction() as now:
            now.add(customer(f"Customer {number}"))
        if number % 5 == 0:
            fold.fold(store.storage)
    with store.transaction() as now:
        now.remove(store.get(Customer, 20))
    fold.fold(store.storage)
    store.close()
    return store.path


def test_a_sound_log_is_said_nothing_of(path: Path) -> None:
    assert len(list(Files.of(path).journal.iterdir())) > 2
    TinyStore(path).check_log()
    last = sorted(Files.of(path).journal.iterdir())[-1]
    last.write_bytes(last.read_bytes() + b'{"seq":')
    TinyStore(path).check_log()


def test_a_store_without_a_log_yet_has_nothing_to_check(tmp_path: Path) -> None:
    TinyStore(tmp_path / "desk.json").check_log()


@pytest.mark.parametrize("old", [b'"name":"Customer 1"', b'"prev":"0', b'"hash":"'], ids=["words", "link", "hash"])
def test_a_changed_line_is_named_though_the_store_opens(path: Path, old: bytes) -> None:
    log = path.parent / LOG
    content = log.read_bytes()
    at = content.index(old) + len(old) - 1
    number = content[:at].count(b"\n") + 1
    log.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
    store = TinyStore(path)
    assert len(store.find(Customer)) == 19
    with pytest.raises(Damaged, match=rf"000000000001.jsonl line {number} \(commit {number}\) is damaged") as said:
        store.check_log()
    assert "\n" not in str(said.value)


def test_a_lost_segment_is_named(path: Path) -> None:
    second = sorted(Files.of(path).journal.iterdir())[1]
    second.unlink()
    with pytest.raises(Damaged, match="does not follow commit"):
        TinyStore(path).check_log()


def test_its_cure_keeps_every_record_and_gives_out_nothing_a_second_time(path: Path) -> None:
    log = path.parent / LOG
    log.write_bytes(log.read_bytes().replace(b'"name":"Customer 1"', b'"name":"customer 1"'))
    store = TinyStore(path)
    before = store.find(Customer)
    revs = {row["rev"] for rows in (store.storage.read() or {}).values() for row in rows.values()}
    with pytest.raises(Damaged, match=r"'crm-tui store fold', move .*journal away, run 'crm-tui store adopt'"):
        store.check_log()
    fold.fold(store.storage)
    Files.of(path).journal.rename(path.with_name("away"))
    adopt(path, by="boss", indexes=INDEXES, check=unreadable)
    new = TinyStore(path)
    assert new.find(Customer) == before
    new.check_log()
    assert verify(path, indexes=INDEXES).findings == ()
    with new.transaction() as now:
        added = now.add(customer("Next"))
    assert added.id == 21
    assert not revs & {row["rev"] for rows in (new.storage.read() or {}).values() for row in rows.values()}
