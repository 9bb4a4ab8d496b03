"""The power fails after every single step; what was acknowledged is there, and nothing is there by half."""

import errno
import json
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from tinydb import where

from crm_tui.domain.errors import StoreProblem
from crm_tui.store import journal
from crm_tui.store.database import StoreDB
from crm_tui.store.keys import Index
from tests.store.power import Recorder, cuts

pytestmark = pytest.mark.slow

INDEXES = {"promises": {"kind": Index(("kind",), "exact"), "size": Index(("size",), "order")}}
PLAIN = {
    "meta": {"1": {"format": "crm-tui", "schema": 1, "ids": {"promises": 3}}},
    "promises": {"1": {"kind": "firm", "size": 1}, "3": {"kind": "hope", "size": 2}},
    "terms": {"1": {"of": 0}},
}
Content = dict[str, dict[int, dict[str, Any]]]


OF_THE_DEAD = " after its writer was killed"


class Killed(BaseException):
    """A session ends, without a chance to do anything more."""


class Failing(Recorder):
    """A disk on which some writes come to an end half way, and some writers before they have synced their line."""

    def __init__(self, drop: Callable[[str], bool], root: Path, chance: random.Random) -> None:
        super().__init__(drop, root)
        self._chance = chance
        self._was_killed = False

    def sync(self, fd: int) -> None:
        if self._called(fd).endswith(".jsonl") and self._chance.random() < 0.1:
            self._was_killed = True
            raise Killed
        super().sync(fd)
        self._was_killed = False

    def _called(self, fd: int) -> str:
        return super()._called(fd) + (OF_THE_DEAD if self._was_killed else "")

    def append(self, fd: int, data: bytes) -> None:
        # whoever is the next to write was to sync first
        self._was_killed = False
        if self._chance.random() < 0.05:
            super().append(fd, data[: len(data) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        super().append(fd, data)


def content(db: StoreDB) -> Content:
    """All documents without their revisions, which are checked to be known."""
    found: Content = {}
    for name in ("promises", "terms"):
        rows = {row.doc_id: dict(row) for row in db.table(name)}
        found[name] = {one: {key: value for key, value in row.items() if key != "rev"} for one, row in rows.items()}
    return found


def work(
    root: Path, chance: random.Random, drop: Callable[[str], bool], *, plain: bool
) -> tuple[Recorder, list[Content]]:
    """Two sessions change and fold a store; what was done to the disk, and the states that they saved."""
    path = root / "desk.json"
    if plain:
        path.write_text(json.dumps(PLAIN))
    disk = Failing(drop, root, chance)
    sessions = [StoreDB(path, by=who, indexes=INDEXES, disk=disk) for who in ("asha", "ravi")]
    states = [content(sessions[0])]
    for number in range(18):
        one = chance.randrange(len(sessions))
        db = sessions[one]
        try:
            if chance.random() < 0.15:
                db.fold()
                continue
            change(db, number, chance)
        except StoreProblem:
            # it was told that nothing is saved
            db.refresh()
            assert content(db) == states[-1]
            continue
        except Killed:
            # what it wrote is seen by the others, though nobody was told that it is saved
            sessions[one] = StoreDB(path, by="successor", indexes=INDEXES, disk=disk)
            states.append(content(sessions[one]))
            continue
        states.append(content(db))
        disk.acknowledged(len(states) - 1)
    return disk, states


def change(db: StoreDB, number: int, chance: random.Random) -> None:
    promises, terms = db.table("promises"), db.table("terms")
    with db.transaction("a change"):
        ids = [row.doc_id for row in promises]
        if not ids or chance.random() < 0.6:
            promises.insert(
                {"kind": chance.choice(("firm", "hope")), "size": number, "words": "x" * chance.randrange(300)}
            )
        elif chance.random() < 0.3:
            promises.remove(doc_ids=[chance.choice(ids)])
        else:
            promises.update({"kind": "kept", "size": -number}, doc_ids=[chance.choice(ids)])
        terms.insert({"of": number})


def faults(root: Path, drop: Callable[[str], bool], seeds: range, each: int) -> Iterator[str]:
    """What is wrong with each state that is laid out, one after the other; nothing where it is as it should be."""
    for seed in seeds:
        source, target = root / f"from-{seed}", root / f"to-{seed}"
        source.mkdir()
        target.mkdir()
        chance = random.Random(seed)
        disk, states = work(source, chance, drop, plain=bool(seed % 2))
        for acknowledged in cuts(disk, chance, target, each):
            try:
                survives(target / "desk.json", states, acknowledged)
            except (StoreProblem, AssertionError) as error:
                yield f"seed {seed}: {type(error).__name__} {str(error)[:200]}"
            else:
                yield ""


def survives(path: Path, states: list[Content], acknowledged: int) -> None:
    db = StoreDB(path, by="after", indexes=INDEXES)
    found = content(db)
    assert found in states[acknowledged:], f"none of the states from {acknowledged} on"
    for kind in ("firm", "hope", "kept"):
        by_index = [row.doc_id for row in db.table("promises").search(where("kind") == kind)]
        assert by_index == [one for one, row in found["promises"].items() if row["kind"] == kind], "the index is wrong"
    # nothing has to be repaired before the work goes on
    added = db.table("promises").insert({"kind": "new", "size": 0})
    assert added not in found["promises"]
    db.fold()
    again = StoreDB(path, indexes=INDEXES)
    assert content(again)["promises"] == found["promises"] | {added: {"kind": "new", "size": 0}}
    assert str(added) in json.loads(path.read_bytes())["promises"]


def nothing(what: str) -> bool:
    return False


@pytest.fixture
def folder() -> Iterator[Path]:
    """In memory where the system allows it: what the disk does is reckoned here, and its syncs would only take time."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as name:
        yield Path(name)


@pytest.fixture(autouse=True)
def short_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "SEGMENT", 1500)


def test_what_was_acknowledged_survives_a_power_cut_at_every_step(folder: Path) -> None:
    found = list(faults(folder, nothing, range(8), each=2))
    assert [one for one in found if one] == []
    assert len(found) > 1000


@pytest.mark.parametrize(
    "barrier",
    [
        pytest.param(".jsonl", id="the commit is not synced"),
        pytest.param(OF_THE_DEAD, id="the line of a killed writer is not synced before the next one"),
        pytest.param("desk.json.tmp", id="the checkpoint is not synced"),
        pytest.param("desk.json.index.tmp", id="the index is not synced"),
        pytest.param("desk.json.journal/", id="the name of a segment is not synced"),
        pytest.param("/", id="no folder is synced"),
    ],
)
def test_the_same_test_notices_when(folder: Path, barrier: str) -> None:
    assert any(faults(folder, lambda what: what.endswith(barrier), range(4), each=2))
