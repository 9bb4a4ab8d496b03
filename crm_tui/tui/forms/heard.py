"""What was understood of the words while they are typed."""

from functools import partial

from textual import on
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import get_current_worker

from crm_tui.comparison.promises import Promise
from crm_tui.domain.deal import Area
from crm_tui.services import vocabulary
from crm_tui.services.capture import hear, taken_back
from crm_tui.services.desk import Desk
from crm_tui.services.vocabulary import Unknown
from crm_tui.tui import present
from crm_tui.tui.faults import unread

PAUSE = 0.15
"""Seconds without a key before the words are listened to."""

Words = tuple[str, Area | None]
"""What is listened to: the note, and the kind of business it is about."""


class Heard(Static):
    """Lists each promise in a note as it would be saved. An answer to older words is dropped."""

    class Answered(Message):
        """The note was listened to."""

        def __init__(
            self,
            words: Words,
            promises: tuple[Promise, ...],
            problem: str = "",
            superseded: tuple[Promise, ...] = (),
            unknown: tuple[Unknown, ...] = (),
        ) -> None:
            super().__init__()
            self.words = words
            """What was listened to."""
            self.promises = promises
            """What was heard in it."""
            self.problem = problem
            """Why it could not be listened to, in one line."""
            self.superseded = superseded
            """What the note said first and then put right."""
            self.unknown = unknown
            """What in it may name a term that is not known."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(markup=False, id="heard")
        self.desk = desk
        """Whose day it is."""
        self.promises: tuple[Promise, ...] = ()
        """What is shown."""
        self.unknown: tuple[Unknown, ...] = ()
        """What in it may name a term that is not known."""
        self._shown: Words | None = ("", None)
        self._wanted: Words = ("", None)
        self._timer: Timer | None = None

    @property
    def is_fresh(self) -> bool:
        """Whether what is shown was heard in the words as they stand."""
        return self._shown == self._wanted

    def listen(self, note: str, area: Area | None = None) -> None:
        """Listen to these words once nothing is typed for a moment."""
        self._wanted = (note, area)
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if not note.strip():
            self._show(self._wanted, ())
        elif not self.is_fresh:
            self._timer = self.set_timer(PAUSE, self.listen_now)

    def listen_now(self) -> None:
        """Listen without waiting."""
        if self.is_fresh:
            return
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        self.run_worker(partial(self._hear, self._wanted), thread=True, exclusive=True, group="hear")

    def listen_again(self) -> None:
        """Listen to the same words anew: what they mean may have been learnt."""
        self._shown = None
        self.listen_now()

    def _hear(self, words: Words) -> None:
        worker = get_current_worker()
        promises: tuple[Promise, ...] = ()
        superseded: tuple[Promise, ...] = ()
        unknown: tuple[Unknown, ...] = ()
        problem = ""
        try:
            promises = hear(self.desk, *words)
            superseded = taken_back(self.desk, *words)
            unknown = vocabulary.unknown(self.desk, promises)
        except Exception as fault:  # words that can't be listened to can still be kept
            problem = unread(fault)
        if not worker.is_cancelled:
            self.post_message(self.Answered(words, promises, problem, superseded, unknown))

    @on(Answered)
    def _answered(self, event: Answered) -> None:
        if event.words == self._wanted:
            self._show(event.words, event.promises, event.superseded)
            self.unknown = event.unknown
            if event.problem:
                self.update(Content.styled("! ", "bold $text-warning") + present.one_line(event.problem))

    def _show(self, words: Words, promises: tuple[Promise, ...], superseded: tuple[Promise, ...] = ()) -> None:
        self._shown, self.promises, self.unknown = words, promises, ()
        if promises or superseded:
            count = present.counted(len(promises), "promise")
            lines = [Content.styled(f"Understood: {count}", "bold"), *map(_line, promises), *map(_struck, superseded)]
            self.update(Content("\n").join(lines))
        else:
            self.update(Content.styled("No promise heard" if words[0].strip() else "", "$text-muted"))


def understood(promise: Promise) -> Content:
    """A promise's term as it was understood, or that it was not."""
    if promise.claim.term is None:
        return Content.styled("? not understood: will be kept as words", "$text-warning")
    return Content.styled("✓ ", "$text-success") + present.one_line(f"{promise.label}: {promise.claim.said}")


def _line(promise: Promise) -> Content:
    return Content.assemble(understood(promise), "  ", present.one_line(f"“{promise.text}”", "$text-muted"))


def _struck(promise: Promise) -> Content:
    words = present.one_line(f"“{promise.text}”", "$text-muted strike")
    return Content.assemble(("– ", "$text-muted"), words, ("  corrected later: not kept as a promise", "$text-muted"))
