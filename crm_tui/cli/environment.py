"""What the environment may not decide: a client may send it over SSH, or a wrapper leave it behind."""

import os
import pwd
import sys
from collections.abc import Sequence

ASKED = "SSH_ORIGINAL_COMMAND"
"""An SSH server says in it what somebody wanted to run in the place of the command that it forces."""

_OBEYED = ("TEXTUAL", "PYTHON")
"""Textual writes files, types keys and imports modules that such variables name; Python's own load code."""

_PROGRAMS = ("BROWSER", "PAGER", "EDITOR", "VISUAL")
"""They name a program that some library would run."""

_KEPT = (ASKED, "TERM", "COLORTERM", "NO_COLOR", "ACCESSIBLE", "LANG", "SSH_CONNECTION", "SSH_TTY")
"""What tells about a terminal and its line; so does what begins with ``LC_``."""

_PATH = "/usr/local/bin:/usr/bin:/bin"


def clear() -> None:
    """Forget what could write files, run programs or type keys. Before Textual is imported, which reads it then."""
    for name in [name for name in os.environ if name.startswith(_OBEYED) or name in _PROGRAMS]:
        del os.environ[name]


def is_restricted(given: Sequence[str]) -> bool:
    """Whether the host decides about this session: by its own words, or by forcing a command."""
    return "--restricted" in given or ASKED in os.environ


def take_hold() -> None:
    """Keep nothing but what tells about the terminal, and go on without what Python took from the environment."""
    kept = {name: value for name, value in os.environ.items() if name in _KEPT or name.startswith("LC_")}
    kept |= {"HOME": _home(), "PATH": _PATH}
    if not sys.flags.isolated:
        # modules may have been taken from a folder that the environment named: begin again without it
        os.execve(sys.executable, [sys.executable, "-I", "-m", "crm_tui", *sys.argv[1:]], kept)
    os.environ.clear()
    os.environ.update(kept)
    os.umask(0o007)


def _home() -> str:
    try:
        return pwd.getpwuid(os.getuid()).pw_dir
    except KeyError:
        return "/"
