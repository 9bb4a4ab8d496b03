"""Three writers and a folder, killed at once in the middle of their work, sixty times over."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

KILLING = Path(__file__).with_name("killing.py")


def killing(kind: str, folder: Path, rounds: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, KILLING, kind, folder / "desk.json", str(rounds)]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)


def test_no_acknowledged_commit_is_lost_or_torn(tmp_path: Path) -> None:
    ran = killing("log", tmp_path, 60)
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stdout
    assert ran.stdout.startswith("240 kills")


def test_the_same_loop_makes_a_plain_tinydb_unreadable(tmp_path: Path) -> None:
    ran = killing("plain", tmp_path, 200)
    assert ran.returncode == 1
    assert "unreadable" in ran.stdout or "lost" in ran.stdout
