"""Ctrl-C while the program is still being loaded."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from crm_tui.cli import screens
from tests.cli.conftest import Ran, Run

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parents[2] / "pyproject.toml"

# the program, interrupted as it begins to import a module
PROGRAM = """
import os, signal, sys

class Interrupting:
    def __init__(self, module):
        self.module = module

    def find_spec(self, name, path=None, target=None):
        if name == self.module:
            os.kill(os.getpid(), signal.SIGINT)

if sys.argv[1] == "ignored":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
sys.meta_path.insert(0, Interrupting(sys.argv[2]))
sys.argv[1:] = ["--version"]
from crm_tui.__main__ import main
sys.exit(main())
"""


def ran(kind: str, module: str) -> tuple[int, str, str]:
    command = [sys.executable, "-c", PROGRAM, kind, module]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("module", ["crm_tui.cli", "argparse", "crm_tui.cli.parser", "crm_tui.domain.errors"])
def test_it_ends_in_one_line(module: str) -> None:
    assert ran("heard", module) == (130, "", "crm-tui: stopped before it began\n")


def test_what_python_makes_of_it_while_a_class_is_made_is_no_fault(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> int:
        raise RuntimeError("Error calling __set_name__") from KeyboardInterrupt()

    monkeypatch.setattr(screens, "show", interrupted)
    assert run() == Ran(130, "", "crm-tui: stopped\n")


def test_who_began_it_may_have_it_ignore_ctrl_c() -> None:
    code, out, err = ran("ignored", "crm_tui.cli.parser")
    assert (code, err) == (0, "")
    assert out.startswith("crm-tui ")


def test_the_command_begins_there() -> None:
    assert tomllib.loads(PROJECT.read_text())["project"]["scripts"] == {"crm-tui": "crm_tui.__main__:main"}
