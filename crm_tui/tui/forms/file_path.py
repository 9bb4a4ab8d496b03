"""A path as it is typed, completed by tab."""

import os
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from crm_tui.tui.forms.entries import LineEntry


def typed_path(typed: str) -> Path:
    """The path that was meant: ``~`` is the home folder, and quotes of a pasted path don't count."""
    plain = typed.strip()
    if len(plain) > 1 and plain[0] == plain[-1] and plain[0] in "'\"":
        plain = plain[1:-1]
    try:
        return Path(plain).expanduser()
    except RuntimeError:  # nobody's home folder is known by that name
        return Path(plain)


def completed(typed: str) -> tuple[str, tuple[str, ...]]:
    """The typed path with as much added as is certain, and the names that it may go on with."""
    folder, slash, begun = typed.lstrip().rpartition("/")
    try:
        with os.scandir(typed_path(folder + slash) if slash else Path()) as entries:
            names = sorted(
                entry.name + ("/" if entry.is_dir() else "")
                for entry in entries
                if entry.name.startswith(begun) and (begun.startswith(".") or not entry.name.startswith("."))
            )
    except (OSError, ValueError):
        return typed, ()
    if not names:
        return typed, ()
    begin = os.path.commonprefix(names)  # noqa: RUF071 - of the letters, not of the folders
    return folder + slash + begin, tuple(names)


class PathEntry(LineEntry):
    """A line in which tab completes file names; once nothing can be added, tab goes on to the next field."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", tooltip="Complete the file name"),
    ]

    class Choices(Message):
        """Several names go on from here."""

        def __init__(self, names: tuple[str, ...]) -> None:
            super().__init__()
            self.names = names
            """Which, in order."""

    def action_complete(self) -> None:
        """Add what is certain; offer the names where several are possible."""
        if typed_path(self.value).is_file() or not self.value.strip():
            self.screen.focus_next()
            return
        value, names = completed(self.value)
        if value != self.value:
            self.value = value
            self.cursor_position = len(value)
        elif not names:
            self.screen.focus_next()
        if len(names) > 1:
            self.post_message(self.Choices(names))
