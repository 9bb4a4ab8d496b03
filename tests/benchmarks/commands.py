#!/usr/bin/env python3
"""How long a short command takes as a whole process, beside an interpreter that only loads pydantic and TinyDB.

Usage: commands.py [--rounds N]

Each round starts one process of each kind in turn, so that a busy machine slows all of them alike; the smallest and the
middle of the rounds are told, and how many times the control that is. Below the control stands what no command can do
without: pydantic with a first model in use, then that with a store opened and a record read. Exit status 0.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON = [sys.executable, "-X", "utf8"]
CONTROL = [*PYTHON, "-c", "import pydantic, tinydb"]
FIRST_MODEL = """\
import gc, os, sys
from types import ModuleType
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
sys.modules["pydantic.plugin._loader"] = loader = ModuleType("pydantic.plugin._loader")
loader.get_plugins = tuple
import pydantic, tinydb
class One(pydantic.BaseModel, frozen=True):
    number: int
    words: str
One(number=1, words="one")
"""
READING = """
from pathlib import Path
from crm_tui.domain.customer import Customer
from crm_tui.store.desk_store import TinyStore
store = TinyStore(Path(sys.argv[1]))
assert store.get(Customer, 1) is not None
store.close()
"""
LEAVING = "gc.freeze()"
LINE = "lakshmi: call back fri 4pm re the letter"


def seconds(command: list[str], environment: dict[str, str]) -> float:
    """One process from its start to its end, by the clock."""
    began = time.perf_counter()
    subprocess.run(command, env=environment, capture_output=True, check=False, cwd=ROOT)
    return time.perf_counter() - began


def main() -> None:
    """Print a line for each command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15, metavar="N", help="how often each is started; 15 usually")
    rounds = parser.parse_args().rounds
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {"PYTHONPATH": str(ROOT)}
    with tempfile.TemporaryDirectory() as folder:
        program = [*PYTHON, "-m", "crm_tui"]
        subprocess.run(
            [*program, "demo", "--at", folder, "--no-screen"], env=environment, capture_output=True, check=True
        )
        store = ["--store", f"{folder}/desk.json"]
        measured = {
            "control: import pydantic, tinydb": CONTROL,
            "floor: a first model": [*PYTHON, "-c", FIRST_MODEL + LEAVING],
            "floor: a record read": [*PYTHON, "-c", FIRST_MODEL + READING + LEAVING, f"{folder}/desk.json"],
            "crm-tui --version": [*program, "--version"],
            "crm-tui promise --dry-run": [*program, "promise", LINE, "--dry-run", *store],
            "crm-tui promise": [*program, "promise", LINE, *store],
            "crm-tui done 999999": [*program, "done", "999999", *store],
            "crm-tui check": [*program, "check", *store],
        }
        times: dict[str, list[float]] = {name: [] for name in measured}
        for _ in range(rounds):
            for name, command in measured.items():
                times[name].append(seconds(command, environment))
    control = times["control: import pydantic, tinydb"]
    for name, found in times.items():
        least, middle = min(found), statistics.median(found)
        sys.stdout.write(
            f"{name:<34} {least * 1e3:7.0f} ms least {middle * 1e3:7.0f} ms middle "
            f"{least / min(control):5.2f} x  {middle / statistics.median(control):5.2f} x\n"
        )


if __name__ == "__main__":
    main()
