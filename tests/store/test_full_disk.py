"""A disk that is full in three ways: an error that is told, nothing lost, and work goes on once there is room."""

import json
import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from crm_tui.domain.errors import StoreProblem
from crm_tui.store.database import StoreDB

pytestmark = pytest.mark.slow

MOUNTS = {
    "a file system in memory": ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs"],
    "an image of a disk": ["mount", "-o", "loop"],
}
BALLAST = {"a file system in memory": 5_000_000, "an image of a disk": 9_000_000}
"""So many bytes are taken away to make room: more than the store has, as a fold needs room for one more of its file."""


def fill(path: Path) -> list[int]:
    """Save until nothing can be saved any more; what was acknowledged."""
    saved, problem = [], ""
    with StoreDB(path) as db:
        for number in range(100_000):
            try:
                with db.transaction():
                    db.table("a").insert({"number": number, "pad": "x" * 10_000})
                    db.table("b").insert({"number": number})
            except StoreProblem as refused:
                problem = str(refused)
                break
            saved.append(number)
            if number == 20:
                db.fold()
        assert "nothing was changed" in problem
        # there may be room for this or not; either way nothing is lost
        with suppress(StoreProblem):
            db.fold()
        assert [row["number"] for row in db.table("b")] == saved
    return saved


def check(path: Path, saved: list[int], make_room: Callable[[], object]) -> None:
    with StoreDB(path) as db:
        assert [row["number"] for row in db.table("a")] == [row["number"] for row in db.table("b")] == saved
        make_room()
        db.table("b").insert({"number": -1})
        db.fold()
    assert [row["number"] for row in json.loads(path.read_bytes())["b"].values()] == [*saved, -1]
    assert not list(path.parent.glob("*.tmp"))


@contextmanager
def mounted(command: list[str], place: Path, image: Path) -> Iterator[None]:
    source = []
    if "loop" in command:
        with image.open("wb") as file:
            file.truncate(20 << 20)
        subprocess.run(["mkfs.ext4", "-q", image], check=True, capture_output=True)
        source = [str(image)]
    subprocess.run([*command, *source, place], check=True, capture_output=True)
    try:
        yield
    finally:
        # lazily: a failing test still holds files
        subprocess.run(["umount", "-l", place], check=True, capture_output=True)


@pytest.mark.skipif(os.getuid() != 0, reason="only root may mount a disk")
@pytest.mark.parametrize("kind", MOUNTS)
def test_work_goes_on_after(tmp_path: Path, kind: str) -> None:
    if shutil.which("mkfs.ext4") is None:
        pytest.skip("mkfs.ext4 is not installed")
    place = tmp_path / "disk"
    place.mkdir()
    try:
        with mounted(MOUNTS[kind], place, tmp_path / "image"):
            ballast = place / "ballast"
            ballast.write_bytes(bytes(BALLAST[kind]))
            (place / "store").mkdir()
            path = place / "store" / "desk.json"
            saved = fill(path)
            assert saved
            check(path, saved, ballast.unlink)
    except subprocess.CalledProcessError as refused:
        pytest.skip(f"nothing can be mounted here: {refused.stderr}")


def test_work_goes_on_after_a_file_may_not_grow(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)

    def unlimited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, limits[1]))
        saved = fill(path)
        assert saved
        check(path, saved, unlimited)
    finally:
        unlimited()
