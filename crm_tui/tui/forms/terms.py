"""What a paper says, before it is attached."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from textual import on
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import get_current_worker

from crm_tui.comparison.paper import DocumentedTerm
from crm_tui.domain.deal import Deal
from crm_tui.services import papers
from crm_tui.services.desk import Desk
from crm_tui.tui import present
from crm_tui.tui.faults import unread

PAUSE = 0.2
"""Seconds without a key before the path is read."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A paper as it was read, or why it was not."""

    path: Path
    """Where it stands."""

    pages: int = 0
    """How many."""

    terms: tuple[DocumentedTerm, ...] = ()
    """What was found in it."""

    offered: papers.Offered | None = None
    """The type that it seems to be of; None where it was not read."""

    problem: str = ""
    """Why it can't be read, in one line."""


class Terms(Static):
    """Pages and terms of the paper whose path is typed. An answer about an older path is dropped."""

    class Answered(Message):
        """The path was read."""

        def __init__(self, preview: Preview) -> None:
            super().__init__()
            self.preview = preview
            """What was found."""

    def __init__(self, desk: Desk, deal: Deal) -> None:
        super().__init__(markup=False, id="terms")
        self.desk = desk
        """Who reads."""
        self.deal = deal
        """For which deal."""
        self._wanted: Path | None = None
        self._timer: Timer | None = None

    def read(self, path: Path | None) -> None:
        """Read this paper once nothing is typed for a moment; None clears."""
        self._wanted = path
        if self._timer is not None:
            self._timer.stop()
        self.say("")
        if path is not None:
            self._timer = self.set_timer(PAUSE, partial(self._read_now, path))

    def say(self, line: str) -> None:
        """Show a line in place of the terms."""
        self.update(present.safe(line, "$text-muted"))

    def _read_now(self, path: Path) -> None:
        self.run_worker(partial(self._preview, path), thread=True, exclusive=True, group="preview")

    def _preview(self, path: Path) -> None:
        worker = get_current_worker()
        try:
            if not path.exists():
                preview = Preview(path, problem="there is no such file yet: tab completes names")
            elif path.is_dir():
                preview = Preview(path, problem="a folder: go on typing, tab completes names")
            else:
                found = papers.preview(self.desk, path, self.deal)
                preview = Preview(path, found.text.pages, found.terms, found.offered)
        except Exception as problem:  # a paper that can't be shown is one line; the form goes on
            preview = Preview(path, problem=unread(problem))
        if not worker.is_cancelled:
            self.post_message(self.Answered(preview))

    @on(Answered)
    def _answered(self, event: Answered) -> None:
        preview = event.preview
        if preview.path != self._wanted:
            event.stop()
            return
        if preview.problem:
            self.update(Content.styled("! ", "bold $text-warning") + present.one_line(preview.problem, "$text-warning"))
            return
        counted = f"{present.counted(preview.pages, 'page')}, {present.counted(len(preview.terms), 'term')} found"
        self.update(Content("\n").join([Content.styled(counted, "bold"), *map(_line, preview.terms)]))


def _line(term: DocumentedTerm) -> Content:
    place = ", ".join(f"{at.page}:{at.line}" for at in term.evidence[:3])
    return present.one_line(f"{term.label}: {term.claim.said}") + Content.styled(f"  {place}", "$text-muted")
