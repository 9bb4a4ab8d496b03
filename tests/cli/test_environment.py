"""What a client may send over SSH decides nothing."""

import os
import pwd
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

# the program in a process of its own, stopped where it would open the screens
OPEN = """
import os, sys
from crm_tui import cli
from crm_tui.cli import screens

def show(desk, welcome="", *given, **named):
    assert "textual" not in sys.modules, "loaded before the environment was cleared"
    from textual import constants
    print(desk.officer)
    print(sorted(name for name in os.environ if name in asked))
    print(constants.LOG_FILE, constants.DRIVER, constants.PRESS, constants.SCREENSHOT_DELAY, constants.DEBUG)
    return 0

screens.need_terminal = lambda: None
screens.run_screens = show
asked = sys.argv[3:]
del sys.argv[3:]
sys.exit(cli.main())
"""


SENT = {
    "TEXTUAL": "debug,devtools",
    "TEXTUAL_LOG": "written.txt",
    "TEXTUAL_DEBUG": "1",
    "TEXTUAL_DRIVER": "antigravity:Driver",
    "TEXTUAL_PRESS": "q",
    "TEXTUAL_SCREENSHOT": "0",
    "TEXTUAL_SCREENSHOT_LOCATION": "/tmp",
    "TEXTUAL_COLOR_SYSTEM": "nonsense",
    "TEXTUAL_ALLOW_SIGNALS": "1",
    "BROWSER": "sh -c id",
    "PAGER": "sh",
    "EDITOR": "sh",
    "VISUAL": "sh",
    "PYTHONSTARTUP": "/tmp/startup.py",
    "PYTHONBREAKPOINT": "os.system",
    "PYTHONWARNINGS": "always",
    "USER": "somebody-else",
    "LOGNAME": "somebody-else",
}


def test_no_variable_of_the_environment_is_obeyed(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", OPEN, "--store", str(tmp_path / "desk.json"), *SENT],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=tmp_path,
        env=os.environ | SENT,
        check=True,
    )
    officer, left, textual = ran.stdout.splitlines()
    assert officer == pwd.getpwuid(os.getuid()).pw_name
    # they name nobody, so they may stay
    assert left == "['LOGNAME', 'USER']"
    assert textual == "None None  -1 False"
    assert not (tmp_path / "written.txt").exists()


@pytest.mark.parametrize("isolated", [["-I"], []], ids=["as the host should begin it", "begun without -I"])
def test_a_restricted_session_keeps_only_what_tells_about_the_terminal(tmp_path: Path, isolated: list[str]) -> None:
    sent = {
        "PYTHONINSPECT": "1",
        "CRM_TUI_STORE": str(tmp_path / "other.json"),
        "XDG_STATE_HOME": str(tmp_path),
        "SSH_ORIGINAL_COMMAND": "staff --first-admin nobody-here",
    }
    ran = subprocess.run(
        [sys.executable, *isolated, "-m", "crm_tui", "--restricted", "--store", str(tmp_path / "desk.json")],
        input="print(6 * 7)\n",
        capture_output=True,
        text=True,
        timeout=60,
        cwd=tmp_path,
        env=os.environ | sent,
        check=False,
    )
    assert ran.returncode == 2
    assert "42" not in ran.stdout
    assert "nobody-here" in ran.stderr
    assert not (tmp_path / "other.json").exists()
    assert not (tmp_path / "crm-tui").exists()
