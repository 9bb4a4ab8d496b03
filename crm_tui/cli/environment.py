"""What the environment may not decide: a client may send it over SSH, or a wrapper leave it behind."""

import os

_OBEYED = ("TEXTUAL", "PYTHON")
"""Textual writes files, types keys and imports modules that such variables name; Python's own load code."""

_PROGRAMS = ("BROWSER", "PAGER", "EDITOR", "VISUAL")
"""They name a program that some library would run."""


def clear() -> None:
    """Forget what could write files, run programs or type keys. Before Textual is imported, which reads it then."""
    for name in [name for name in os.environ if name.startswith(_OBEYED) or name in _PROGRAMS]:
        del os.environ[name]
