"""A path as it is typed, completed by tab."""

import os
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.worker import get_current_worker

from crm_tui.services.folders import lies_in
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


def completed(typed: str, within: Path | None = None) -> tuple[str, tuple[str, ...]]:
    """The typed path with as much added as is certain, and the names that it may go on with.

    ``within`` is the only folder that may be looked into.
    """
    folder, slash, begun = typed.lstrip().rpartition("/")
    place = (within or Path()) / (typed_path(folder + slash) if slash else Path())
    if within is not None and not lies_in(place, within):
        return typed, ()
    try:
        with os.scandir(place) as entries:
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

    class Completed(Message):
        """The disk told how a typed path goes on."""

        def __init__(self, typed: str, value: str, names: tuple[str, ...]) -> None:
            super().__init__()
            self.typed = typed
            """The path as it was asked for."""
            self.value = value
            """The path with what is certain added."""
            self.names = names
            """The names that it may go on with."""

    def __init__(self, value: str = "", *, hint: str = "", within: Path | None = None, id: str | None = None) -> None:
        """``within`` is the only folder that may be looked into."""
        super().__init__(value, hint=hint, id=id)
        self._within = within

    def action_complete(self) -> None:
        """Add what is certain; offer the names where several are possible."""
        if self.value.strip():
            # a disk may be slow, and a network's may not answer at all
            self.run_worker(partial(self._look, self.value), thread=True, exclusive=True, group="complete")
        else:
            self.screen.focus_next()

    def _look(self, typed: str) -> None:
        worker = get_current_worker()
        is_file = self._within is None and os.path.isfile(typed_path(typed))  # noqa: PTH113 - never raises
        value, names = (typed, ()) if is_file else completed(typed, self._within)
        if not worker.is_cancelled:
            self.post_message(self.Completed(typed, value, names))

    @on(Completed)
    def _complete(self, event: Completed) -> None:
        event.stop()
        if event.typed != self.value or not self.has_focus:
            return
        if event.value != self.value:
            self.value = event.value
            self.cursor_position = len(event.value)
        elif not event.names:
            self.screen.focus_next()
        if len(event.names) > 1:
            self.post_message(self.Choices(event.names))
