"""What was understood of the words while they are typed."""

from datetime import date, time
from functools import partial
from itertools import zip_longest

from textual import on
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static
from textual.worker import get_current_worker

from crm_tui.comparison.promises import Promise
from crm_tui.domain.commitment import CommitmentKind
from crm_tui.domain.deal import Area
from crm_tui.services import vocabulary
from crm_tui.services.capture import hear, taken_back
from crm_tui.services.deeds import Deed, deeds, due_of
from crm_tui.services.desk import Desk
from crm_tui.services.vocabulary import Unknown
from crm_tui.tui import present
from crm_tui.tui.faults import unread

PAUSE = 0.15
"""Seconds without a key before the words are listened to."""

Words = tuple[str, Area | None]
"""What is listened to: the note, and the kind of business it is about."""

When = tuple[date | None, time | None]
"""By when something is due: the day and, where one is said, its time."""


class Heard(Static):
    """Lists each promise in a note as it would be saved. An answer to older words is dropped."""

    class Caught(Message):
        """What was asked for by :meth:`catch_up` is shown."""

        def __init__(self, *, is_new: bool) -> None:
            super().__init__()
            self.is_new = is_new
            """Whether something else would be kept than what stood there when it was asked for."""

    class Answered(Message):
        """The note was listened to."""

        def __init__(
            self,
            words: Words,
            promises: tuple[Promise, ...],
            problem: str = "",
            superseded: tuple[Promise, ...] = (),
            unknown: tuple[Unknown, ...] = (),
            to_do: tuple[Deed, ...] = (),
            when: tuple[When, ...] = (),
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
            self.to_do = to_do
            """What in it is to be done."""
            self.when = when
            """By when each of the promises is kept."""

    def __init__(self, desk: Desk, *, listens_for_deeds: bool = False) -> None:
        """``listens_for_deeds`` is whether things to do are listed beside the promises."""
        super().__init__(markup=False, id="heard")
        self.desk = desk
        """Whose day it is."""
        self.to_do: tuple[Deed, ...] = ()
        """What is shown that is to be done."""
        self._listens_for_deeds = listens_for_deeds
        self.promises: tuple[Promise, ...] = ()
        """What is shown."""
        self.unknown: tuple[Unknown, ...] = ()
        """What in it may name a term that is not known."""
        self._shown: Words | None = ("", None)
        self._wanted: Words = ("", None)
        self._timer: Timer | None = None
        self._is_awaited = False

    @property
    def is_fresh(self) -> bool:
        """Whether what is shown was heard in the words as they stand."""
        return self._shown == self._wanted

    def listen(self, note: str, area: Area | None = None) -> None:
        """Listen to these words once nothing is typed for a moment."""
        self._is_awaited = self._is_awaited and self._wanted == (note, area)
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

    def catch_up(self) -> None:
        """Listen without waiting, and post :class:`Caught` once it is shown, unless the words change before."""
        self._is_awaited = True
        self.listen_now()

    def listen_again(self) -> None:
        """Listen to the same words anew: what they mean may have been learnt."""
        self._shown = None
        self.listen_now()

    def _hear(self, words: Words) -> None:
        worker = get_current_worker()
        promises: tuple[Promise, ...] = ()
        superseded: tuple[Promise, ...] = ()
        unknown: tuple[Unknown, ...] = ()
        to_do: tuple[Deed, ...] = ()
        when: tuple[When, ...] = ()
        problem = ""
        try:
            promises = hear(self.desk, *words)
            superseded = taken_back(self.desk, *words)
            unknown = vocabulary.unknown(self.desk, promises)
            if self._listens_for_deeds:
                when = tuple(due_of(self.desk, one) for one in promises)
                to_do = deeds(self.desk, words[0], (*promises, *superseded))
        except Exception as fault:  # words that can't be listened to can still be kept
            problem = unread(fault)
        if not worker.is_cancelled:
            self.post_message(self.Answered(words, promises, problem, superseded, unknown, to_do, when))

    @on(Answered)
    def _answered(self, event: Answered) -> None:
        if event.words == self._wanted:
            is_new = (event.promises, event.to_do) != (self.promises, self.to_do) or bool(event.problem)
            self._show(event.words, event.promises, event.superseded, event.to_do, event.when)
            self.unknown = event.unknown
            if event.problem:
                self.update(Content.styled("! ", "bold $text-warning") + present.one_line(event.problem))
            if self._is_awaited:
                self._is_awaited = False
                self.post_message(self.Caught(is_new=is_new))

    def _show(
        self,
        words: Words,
        promises: tuple[Promise, ...],
        superseded: tuple[Promise, ...] = (),
        to_do: tuple[Deed, ...] = (),
        when: tuple[When, ...] = (),
    ) -> None:
        self._shown, self.promises, self.unknown, self.to_do = words, promises, (), to_do
        if promises or superseded or to_do:
            heading = Content.styled(f"Understood: {told(len(promises), len(to_do))}", "bold")
            due = partial(_due_words, self.desk.today())
            heard = (_line(one, due(*at) if at else "") for one, at in zip_longest(promises, when))
            deeds_told = (_deed(one, due(one.due, one.at)) for one in to_do)
            self.update(Content("\n").join([heading, *heard, *map(_struck, superseded), *deeds_told]))
        else:
            self.update(Content.styled("No promise heard" if words[0].strip() else "", "$text-muted"))


def told(promises: int, to_do: int) -> str:
    """How many of each: "3 promises and 1 to do"."""
    counts = [present.counted(promises, "promise")] if promises or not to_do else []
    return " and ".join([*counts, *([f"{to_do} to do"] if to_do else [])])


def _due_words(today: date, due: date | None, at: time | None) -> str:
    return f", due {present.spoken_day(due, today)}{f' {at:%H:%M}' if at else ''}" if due else ""


def understood(promise: Promise) -> Content:
    """A promise's term as it was understood, or that it was not."""
    if promise.claim.term is None:
        return Content.styled("? not understood: will be kept as words", "$text-warning")
    return Content.styled("✓ ", "$text-success") + present.one_line(f"{promise.label}: {promise.claim.said}")


def _line(promise: Promise, due: str) -> Content:
    return Content.assemble(understood(promise), due, "  ", present.one_line(f"“{promise.text}”", "$text-muted"))


def _struck(promise: Promise) -> Content:
    words = present.one_line(f"“{promise.text}”", "$text-muted strike")
    return Content.assemble(("– ", "$text-muted"), words, ("  corrected later: not kept as a promise", "$text-muted"))


def _deed(deed: Deed, due: str) -> Content:
    who = "awaited from them" if deed.kind is CommitmentKind.THEIRS else "to do"
    return Content.assemble(
        ("✓ ", "$text-success"), f"{who}{due}", "  ", present.one_line(f"“{deed.text}”", "$text-muted")
    )
