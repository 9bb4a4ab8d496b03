"""Several processes at one store, and processes that die while they save."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crm_tui.domain.customer import Customer
from crm_tui.store.desk_store import TinyStore

pytestmark = pytest.mark.slow

WRITER = """
import sys
from datetime import date
from pathlib import Path
from crm_tui.domain.customer import Customer
from crm_tui.store.desk_store import TinyStore

path, who, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
store = TinyStore(path)
for number in range(count):
    with store.transaction() as now:
        now.add(Customer(name=f"{who} {number}", owner="asha", since=date(2026, 11, 21)))
    print(number, flush=True)
"""


def writer(path: Path, who: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), who, str(count)], stdout=subprocess.PIPE, text=True
    )


def test_two_processes_that_add_200_records_each_lose_none(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    both = [writer(path, who, 200) for who in ("asha", "ravi")]
    for process in both:
        process.communicate(timeout=120)
        assert process.returncode == 0
    stored = TinyStore(path).find(Customer)
    assert [one.id for one in stored] == list(range(1, 401))
    assert {one.name for one in stored} == {f"{who} {number}" for who in ("asha", "ravi") for number in range(200)}


def test_a_writer_that_is_killed_leaves_every_save_that_it_reported(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    for turn in range(12):
        before = len(TinyStore(path).find(Customer))
        process = writer(path, f"turn {turn}", 100_000)
        assert process.stdout is not None
        process.stdout.readline()
        # lets the kill fall at another point of a save each time
        time.sleep(0.003 * turn)
        process.send_signal(signal.SIGKILL)
        reported = 1 + len(process.stdout.read().splitlines())
        process.wait()
        after = len(TinyStore(path).find(Customer))
        assert reported <= after - before <= reported + 1
