"""A disk image is copied while a writer works on it: what a power cut leaves, mounted again by a real file system."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.store.killing import FILL, fault

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.getuid() != 0, reason="only root may mount a disk")]

KILLING = Path(__file__).with_name("killing.py")
MEGABYTES = {"ext4": 64, "xfs": 320}
CUTS = 12


def run(*command: object) -> None:
    subprocess.run([str(one) for one in command], check=True, capture_output=True, timeout=60)


@contextmanager
def mounted(image: Path, place: Path) -> Iterator[Path]:
    place.mkdir(exist_ok=True)
    # a copy has the same name inside as the disk that is still mounted
    options = "loop,nouuid" if "xfs" in image.name else "loop"
    run("mount", "-o", options, image, place)
    try:
        yield place
    finally:
        # lazily: a failing test still holds files
        run("umount", "-l", place)


def cut(kind: str, image: Path, place: Path, folder: Path) -> list[str]:
    """Cut the power some times while a writer of this kind works; what was wrong afterwards."""
    wrong = []
    command = [sys.executable, KILLING, kind, place / "desk.json", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        os.set_blocking(writer.stdout.fileno(), False)
        told = b""
        try:
            while not told:
                time.sleep(0.05)
                told = writer.stdout.read() or b""
                assert writer.poll() is None
            for number in range(CUTS):
                time.sleep(0.02 + 0.01 * (number % 5))
                writer.send_signal(signal.SIGSTOP)
                told += writer.stdout.read() or b""
                copy = folder / f"copy-{number}-{image.name}"
                run("cp", "--sparse=always", image, copy)
                writer.send_signal(signal.SIGCONT)
                acknowledged = {f"f{one}" for one in range(FILL)} | set(told.decode().split("\n")[:-1])
                with mounted(copy, folder / "after") as after:
                    found = fault(kind, after / "desk.json", acknowledged)
                wrong += [found] if found else []
                copy.unlink()
        finally:
            writer.kill()
    return wrong


@contextmanager
def disk(tmp_path: Path, filesystem: str) -> Iterator[tuple[Path, Path]]:
    """A new image and where it is mounted."""
    if shutil.which(f"mkfs.{filesystem}") is None:
        pytest.skip(f"mkfs.{filesystem} is not installed")
    image = tmp_path / f"{filesystem}.image"
    with image.open("wb") as file:
        file.truncate(MEGABYTES[filesystem] << 20)
    run(f"mkfs.{filesystem}", "-q", image)
    place = tmp_path / "disk"
    place.mkdir()
    try:
        run("mount", "-o", "loop", image, place)
        run("umount", place)
    except subprocess.CalledProcessError as refused:
        pytest.skip(f"nothing can be mounted here: {refused.stderr!r}")
    with mounted(image, place):
        yield image, place


@pytest.mark.parametrize("filesystem", MEGABYTES)
def test_what_was_acknowledged_is_there_after_a_power_cut_on(tmp_path: Path, filesystem: str) -> None:
    with disk(tmp_path, filesystem) as (image, place):
        assert cut("log", image, place, tmp_path) == []


def test_the_same_test_notices_when_commits_are_not_synced(tmp_path: Path) -> None:
    with disk(tmp_path, "ext4") as (image, place):
        assert cut("unsynced", image, place, tmp_path) != []
