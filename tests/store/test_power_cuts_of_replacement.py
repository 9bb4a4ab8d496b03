"""The power fails while a restore or a redaction puts another store in the place of the present one."""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crm_tui.domain.errors import StoreProblem
from crm_tui.store.backup import backup
from crm_tui.store.database import StoreDB
from crm_tui.store.redaction import redact
from crm_tui.store.restore import restore
from crm_tui.store.rewriting import Wanted
from tests.store.power import Recorder, cuts
from tests.store.test_power_cuts import INDEXES, Content, change, content, folder, nothing, short_segments, survives

__all__ = ["folder", "short_segments"]
pytestmark = pytest.mark.slow

Replace = Callable[[Path, Path, Recorder], object]
Made = Callable[[Path], Recorder]


def anything(table: str, record_id: int, document: dict[str, Any], version: int) -> str:
    """Every document can be read."""
    return ""


def restored(path: Path, source: Path, disk: Recorder) -> object:
    return restore(source, path, replace=True, by="boss", indexes=INDEXES, disk=disk)


def redacted(path: Path, source: Path, disk: Recorder) -> object:
    wanted = Wanted("terms", 1, ("words",))
    return redact(path, wanted, why="asked for", by="boss", indexes=INDEXES, check=anything, disk=disk)


class InTwoSteps(Recorder):
    """A disk on which two names can't be exchanged at once."""

    def exchange(self, one: Path, other: Path) -> None:
        between = one.with_name("between")
        self.rename(one, between)
        self.rename(other, one)
        self.rename(between, other)


def work(root: Path, seed: int, replace: Replace, disk_of: Made) -> tuple[Recorder, list[Content]]:
    """Save, back up, save more, have the store replaced; what that did to the disk, and the store before and after."""
    chance = random.Random(seed)
    path, backups = root / "desk.json", root.with_name(f"backups-{seed}")
    with StoreDB(path, by="asha", indexes=INDEXES) as db:
        db.table("terms").insert({"of": -1, "words": "a secret"})
        for number in range(12):
            if number == 6:
                backup(path, backups, by="cron", indexes=INDEXES, now=datetime(2026, 11, 22, tzinfo=UTC))
            change(db, number, chance)
            if number % 4 == seed % 4:
                db.fold()
        states = [content(db)]
    disk = disk_of(root)
    replace(path, backups, disk)
    disk.acknowledged(1)
    with StoreDB(path, indexes=INDEXES) as db:
        states.append(content(db))
    assert states[0] != states[1]
    return disk, states


def faults(root: Path, replace: Replace, disk_of: Made, seeds: range) -> Iterator[str]:
    """What was wrong with each state that a power cut may leave; empty where nothing was."""
    for seed in seeds:
        source, target = root / f"from-{seed}", root / f"to-{seed}"
        source.mkdir()
        target.mkdir()
        disk, states = work(source, seed, replace, disk_of)
        for acknowledged in cuts(disk, random.Random(seed), target, 3):
            try:
                survives(target / "desk.json", states, acknowledged)
            except (StoreProblem, AssertionError) as error:
                yield f"seed {seed}: {type(error).__name__} {str(error)[:200]}"
            else:
                yield ""


both = pytest.mark.parametrize("replace", [restored, redacted], ids=["restored", "redacted"])


@both
def test_a_power_cut_leaves_the_store_before_or_the_new_one(folder: Path, replace: Replace) -> None:
    found = list(faults(folder, replace, lambda root: Recorder(nothing, root), range(6)))
    assert [one for one in found if one] == []
    assert len(found) > 300


@both
@pytest.mark.parametrize(
    "barrier",
    [
        pytest.param("/desk.json.new/desk.json.journal/", id="the names in the new log are not synced"),
        pytest.param(".jsonl", id="the new log is not synced"),
        pytest.param("/", id="no folder is synced"),
    ],
)
def test_the_same_test_notices_when(folder: Path, replace: Replace, barrier: str) -> None:
    def drop(what: str) -> bool:
        return what.endswith(barrier)

    assert any(faults(folder, replace, lambda root: Recorder(drop, root), range(6)))


@both
def test_it_notices_when_the_logs_change_places_in_two_steps(folder: Path, replace: Replace) -> None:
    assert any(faults(folder, replace, lambda root: InTwoSteps(nothing, root), range(6)))
