"""A store that was cut, edited or half overwritten, and a disk that fails at each step of a save."""

import errno
import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import StoreProblem
from crm_tui.store import durable
from crm_tui.store.desk_store import TinyStore
from tests.store.records import commitment, customer


def sound() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "desk.json"
        with TinyStore(path).transaction() as now:
            now.add(customer("नारायण", contacts=({"name": "Ravi"},)))
            now.add(commitment(deal_id=7))
        return path.read_bytes()


SOUND = sound()


@settings(max_examples=150, deadline=None)
@given(
    cut=st.integers(0, len(SOUND)),
    put=st.binary(max_size=3) | st.sampled_from([b'"', b"{", b"}", b"null", b"[", b"-1", b"\\ud800"]),
    over=st.integers(0, 5),
)
@example(cut=len(SOUND), put=b"", over=0)
def test_a_spoilt_store_is_read_or_refused_but_never_breaks_the_program(cut: int, put: bytes, over: int) -> None:
    content = SOUND[:cut] + put + SOUND[cut + over :]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "desk.json"
        path.write_bytes(content)
        with suppress(StoreProblem):
            store = TinyStore(path)
            store.find(Customer)
            store.find(Commitment, deal_id=7)
        assert path.read_bytes() == content
        assert [one.name for one in Path(folder).iterdir()] == ["desk.json"]


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(0, len(SOUND) - 2))
def test_a_store_that_is_cut_off_is_always_refused(cut: int) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "desk.json"
        path.write_bytes(SOUND[:cut])
        with pytest.raises(StoreProblem):
            TinyStore(path)


def test_what_a_hand_wrote_into_one_record_is_kept_when_another_is_saved(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    path.write_bytes(SOUND.replace(b'"place": ""', b'"place": "\\ud800"'))
    with TinyStore(path).transaction() as now:
        now.add(commitment())
    assert b'"place": "\\ud800"' in path.read_bytes()
    assert TinyStore(path).find(Customer, place="\ud800") != []


def fail(*arguments: object, **options: object) -> None:
    raise OSError(errno.EIO, "Input/output error")


STEPS = [
    pytest.param("os.fsync", id="the draft is synced"),
    pytest.param("os.utime", id="its time is set"),
    pytest.param("os.fchmod", id="its mode is set"),
    pytest.param("Path.replace", id="it takes the name"),
    pytest.param("os.fdopen", id="it is opened"),
]


@pytest.mark.parametrize("step", STEPS)
def test_a_disk_that_fails_when(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    path = tmp_path / "desk.json"
    path.write_bytes(SOUND)
    store = TinyStore(path)
    monkeypatch.setattr(f"crm_tui.store.durable.{step}", fail)
    with (
        pytest.raises(StoreProblem, match=r"could not be saved \(Input/output error\): nothing was changed"),
        store.transaction() as now,
    ):
        now.add(customer())
    monkeypatch.undo()
    assert path.read_bytes() == SOUND
    assert sorted(one.name for one in tmp_path.iterdir()) == ["desk.json", "desk.json.lock"]
    assert len(store.find(Customer)) == 1


def test_a_save_that_the_disk_does_not_confirm_is_not_called_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "desk.json"
    path.write_bytes(SOUND)
    store = TinyStore(path)
    monkeypatch.setattr(durable, "sync_folder", fail)
    with pytest.raises(StoreProblem, match="was saved, but the disk did not confirm it"), store.transaction() as now:
        now.add(customer())
    assert len(store.find(Customer)) == 2


def test_a_save_reaches_the_disk_before_it_takes_the_name_and_the_name_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []

    def watched(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object) -> object:
            done.append(name)
            return real(*arguments)

        return call

    path = tmp_path / "desk.json"
    path.write_bytes(SOUND)
    monkeypatch.setattr(os, "fsync", watched("sync", os.fsync))
    monkeypatch.setattr(Path, "replace", watched("rename", Path.replace))
    with TinyStore(path).transaction() as now:
        now.add(customer())
    assert done == ["sync", "rename", "sync"]


def test_a_store_without_a_table_that_had_records_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    content = json.loads(SOUND)
    del content["commitments"]
    path.write_text(json.dumps(content))
    with pytest.raises(StoreProblem, match=r"is damaged \(its table 'commitments' is gone"):
        TinyStore(path)


def test_a_kept_paper_that_was_overwritten_is_mended_by_keeping_it_again(tmp_path: Path) -> None:
    store = TinyStore(tmp_path / "desk.json")
    digest = store.keep_paper(b"paper", ".txt")
    store.paper(digest).write_bytes(b"PAPER")
    store.keep_paper(b"paper", ".txt")
    assert store.paper(digest).read_bytes() == b"paper"
