"""Every so many'th system call fails, or the process is killed there: what was acknowledged is in the store."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from crm_tui.store.database import StoreDB

STRACE = shutil.which("strace")

pytestmark = [pytest.mark.slow, pytest.mark.skipif(STRACE is None, reason="strace is not installed: no call can fail")]

FAILING = Path(__file__).with_name("failing.py")
FAULTS = {
    "fdatasync": ("error=EIO", "error=ENOSPC", "signal=KILL"),
    "fsync": ("error=EIO", "signal=KILL"),
    "write": ("error=ENOSPC", "error=EIO", "retval=7", "signal=KILL"),
    "rename": ("error=ENOSPC", "error=EIO", "signal=KILL"),
    "openat": ("error=ENOSPC", "error=EMFILE", "signal=KILL"),
    "flock": ("error=ENOLCK", "signal=KILL"),
    "pread64": ("error=EIO", "signal=KILL"),
}
MOST = 4
"""So many places are tried of each call and fault, spread over all of them; ``STORE_FAULTS=all`` tries every one."""


def traced(folder: Path, call: str, fault: str = "") -> list[str]:
    """The calls that a session made, from its first one to the store on."""
    trace = folder / "trace"
    inject = ["-e", f"inject={call}:{fault}"] if fault else []
    command = [str(STRACE), "-f", "-qq", "-o", trace, "-e", f"trace={call}", *inject, sys.executable, FAILING, folder]
    subprocess.run(command, capture_output=True, check=False, timeout=60)
    return [line for line in trace.read_text(errors="replace").splitlines() if f" {call}(" in line]


def places(call: str) -> list[int]:
    """Which calls are to fail: the numbers of those that touch the store, or some of them."""
    with TemporaryDirectory() as name:
        lines = traced(Path(name), call)
        if not lines or not (Path(name) / "told").exists():
            pytest.skip(f"strace may not trace {call} here")
    first = next((at for at, line in enumerate(lines) if "/store/" in line or "begun" in line), 0)
    found = list(range(first + 1, len(lines) + 1))
    if os.environ.get("STORE_FAULTS") == "all":
        return found
    return found[:: max(1, -(-len(found) // MOST))]


def check(folder: Path) -> None:
    """All that was told is there, whole; and the store can be used as if nothing had happened."""
    fault = folder / "fault"
    assert not fault.exists(), fault.read_text()
    told = (folder / "told").read_text() if (folder / "told").exists() else ""
    saved = {int(number) for number in re.findall(r"saved (\d+)", told)}
    (folder / "store").mkdir(exist_ok=True)
    path = folder / "store" / "desk.json"
    with StoreDB(path) as db:
        first, second = ([row["number"] for row in db.table(name)] for name in "ab")
        assert first == second
        assert saved <= set(first)
        db.table("a").insert({"number": 99})
        db.fold()
    assert [row["number"] for row in json.loads(path.read_bytes())["a"].values()] == [*first, 99]
    assert not list(path.parent.glob("*.tmp"))


@pytest.mark.parametrize("call", FAULTS)
def test_a_session_survives_when(call: str) -> None:
    numbers = places(call)
    assert numbers
    for fault in FAULTS[call]:
        refused = 0
        for number in numbers:
            with TemporaryDirectory() as name:
                folder = Path(name)
                traced(folder, call, f"{fault}:when={number}")
                check(folder)
                refused += "refused" in (folder / "told").read_text() if (folder / "told").exists() else 0
        if call in ("write", "fdatasync") and "KILL" not in fault:
            # a call that saves is never passed over in silence
            assert refused > 0
