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
from crm_tui.domain.progress import BrokenOff, watched
from crm_tui.services import papers
from crm_tui.services.desk import Desk
from crm_tui.tui import present
from crm_tui.tui.faults import unread
from crm_tui.tui.widgets.under_way import UnderWayLine, Work

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

        def __init__(self, preview: Preview, work: Work) -> None:
            super().__init__()
            self.preview = preview
            """What was found."""
            self.work = work
            """The work of reading it."""

    def __init__(self, desk: Desk, deal: Deal, under_way: UnderWayLine) -> None:
        """``under_way`` is where it is told how far a long paper is read."""
        super().__init__(markup=False, id="terms")
        self.desk = desk
        """Who reads."""
        self.deal = deal
        """For which deal."""
        self._wanted: Path | None = None
        self._timer: Timer | None = None
        self._under_way = under_way
        self._work: Work | None = None
        self._is_let_be = False

    def read(self, path: Path | None) -> None:
        """Read this paper once nothing is typed for a moment; None clears."""
        self._wanted = path
        if self._timer is not None:
            self._timer.stop()
        self.say("")
        if path is not None and not self._is_let_be:
            self._timer = self.set_timer(PAUSE, partial(self._read_now, path))

    def let_be(self) -> None:
        """Read nothing: the paper is saved, which reads it, and two at once would wait for each other."""
        self._is_let_be = True
        for going_on in (self._timer, self._work):
            if going_on is not None:
                going_on.stop()

    def go_on(self) -> None:
        """Read again what is typed from now on."""
        self._is_let_be = False

    def say(self, line: str) -> None:
        """Show a line in place of the terms."""
        self.update(present.safe(line, "$text-muted"))

    def _read_now(self, path: Path) -> None:
        if self._work is not None:
            # it is of another path
            self._work.stop()
        work = self._work = self._under_way.begin()
        self.run_worker(partial(self._preview, path, work), thread=True, exclusive=True, group="preview")

    def _preview(self, path: Path, work: Work) -> None:
        worker = get_current_worker()
        try:
            with watched(work.watch):
                preview = self._previewed(path)
        except BrokenOff:
            preview = Preview(path, problem=f"stopped at {work.told}: save it all the same, or change the path")
        except Exception as problem:  # a paper that can't be shown is one line; the form goes on
            preview = Preview(path, problem=unread(problem))
        if not worker.is_cancelled:
            self.post_message(self.Answered(preview, work))

    def _previewed(self, path: Path) -> Preview:
        if not path.exists():
            return Preview(path, problem="there is no such file yet: tab completes names")
        if path.is_dir():
            return Preview(path, problem="a folder: go on typing, tab completes names")
        found = papers.preview(self.desk, path, self.deal)
        return Preview(path, found.text.pages, found.terms, found.offered)

    @on(Answered)
    def _answered(self, event: Answered) -> None:
        preview = event.preview
        self._under_way.end(event.work)
        if preview.path != self._wanted or (preview.problem and self._is_let_be):
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
