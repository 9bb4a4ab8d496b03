"""What is typed and not saved is kept beside the session while it is typed, and offered at the next start."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from datetime import datetime
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, Self, runtime_checkable

from textual.screen import ModalScreen, ScreenResultType

from crm_tui.domain.errors import DeskError
from crm_tui.domain.text import visible
from crm_tui.services.drafts import Draft, DraftShelf, Plain
from crm_tui.tui import present, reopening
from crm_tui.tui.faults import unread
from crm_tui.tui.reopening import Unkeepable

if TYPE_CHECKING:
    from crm_tui.tui.app import DeskApp

_SOON = 0.3
"""Seconds from a key to the disk; what is typed meanwhile goes with it."""

_THROW = "throw away"


class Drafted(ModalScreen[ScreenResultType]):
    """A screen that is typed into; it can be opened again with what was typed."""

    KEEPS_DRAFT: ClassVar[bool] = True
    """Whether what is typed is worth keeping."""

    begun_with: tuple[tuple[Any, ...], dict[str, Any]]
    """What it was made with."""

    is_over = False
    """Whether what was typed is saved, or thrown away on purpose."""

    def __new__(cls, *given: Any, **named: Any) -> Self:
        """Remember what it is made with, for every form in one place."""
        made = super().__new__(cls)
        made.begun_with = (given, named)
        return made

    @property
    def called(self) -> str:
        """What the form is called."""
        raise NotImplementedError

    def typed(self) -> Mapping[str, Plain]:
        """The answers that differ from those it began with, by field."""
        raise NotImplementedError

    def words(self) -> Mapping[str, str]:
        """The same as somebody reads them, by label."""
        raise NotImplementedError

    @property
    def is_ready(self) -> bool:
        """Whether it can be typed into: what can be picked was read."""
        return True

    def take_up(self, typed: Mapping[str, Plain]) -> None:
        """Put there what was typed in the session before."""
        raise NotImplementedError


@runtime_checkable
class HasDrafting(Protocol):
    """An app that keeps drafts."""

    drafting: "Drafting"
    """What keeps them."""


def note(screen: Drafted[Any]) -> None:
    """Something was typed into a screen, or it is closed."""
    if isinstance(screen.app, HasDrafting):
        screen.app.drafting.note()


@contextmanager
def saving(screen: Drafted[Any]) -> Iterator[None]:
    """What is done within saves what was typed there; once that has worked its draft goes."""
    app = screen.app
    with app.drafting.saving(screen) if isinstance(app, HasDrafting) else nullcontext():
        yield


class Drafting:
    """Keeps the drafts of one session; a thread of its own writes them, so that no key waits for a disk."""

    def __init__(self, app: "DeskApp", shelf: DraftShelf | None) -> None:
        """Without a shelf nothing is kept."""
        self._app, self._shelf = app, shelf
        self._left: list[Draft] = []
        self._open: dict[int, Draft] = {}
        self._written: tuple[Draft, ...] = ()
        self._lock, self._saves = Lock(), Lock()
        self._changed, self._ended = Event(), False
        self._thread: Thread | None = None

    @property
    def left(self) -> Sequence[Draft]:
        """What sessions before left, and nobody took up or threw away."""
        return self._left

    def look(self) -> None:
        """Take over what was left, and offer it; runs outside the interface's thread."""
        if self._shelf is None:
            return
        try:
            with self._lock:
                self._left = list(self._shelf.left())
                self._written = tuple(self._left)
        except OSError as problem:
            self._app.call_from_thread(self._app.fault, unread(problem), late=True)
            return
        if self._left:
            self._app.call_from_thread(self._offer_on_a_page)

    def note(self) -> None:
        """Something was typed, saved or left: what is open now is what is kept."""
        if self._ended or self._shelf is None:
            return
        self._open = {
            id(screen): _drafted(screen)
            for screen in self._app.screen_stack
            if isinstance(screen, Drafted) and screen.KEEPS_DRAFT and not screen.is_over and screen.typed()
        }
        self._changed.set()
        if self._thread is None and self._open:
            self._thread = Thread(target=self._write_on, name="drafts", daemon=True)
            self._thread.start()

    @contextmanager
    def saving(self, screen: Drafted[Any]) -> Iterator[None]:
        """Save within: from whichever thread, the draft goes before anybody is told of the save."""
        with self._saves:
            yield
            screen.is_over = True
            self._open = {known: one for known, one in self._open.items() if known != id(screen)}
            self.write()

    def finish(self, seconds: float) -> None:
        """Wait so long for what is being saved, so that it is not offered again as a draft; nothing is saved then."""
        self._saves.acquire(timeout=seconds)

    def close(self) -> None:
        """The session ends: what is typed now stays, whatever is closed from now on."""
        self._ended = True
        self._changed.set()
        self.write()

    def write(self) -> None:
        """Bring the shelf up to date."""
        with self._lock, suppress(OSError):
            wanted = (*self._left, *self._open.values())
            if self._shelf is not None and wanted != self._written:
                self._shelf.keep(wanted)
                self._written = wanted

    def offer(self) -> None:
        """Ask what is to become of what was left."""
        if not self._left:
            self._app.notify("No draft was left")
            return
        from crm_tui.tui.screens.choice import ChoiceScreen

        answers = [(str(at), _line(one)) for at, one in enumerate(self._left)]
        every = "them all" if len(answers) > 1 else "it"
        self._app.push_screen(
            ChoiceScreen("Not saved when a session ended: enter goes on", [*answers, (_THROW, f"Throw {every} away")]),
            self._answered,
        )

    def _write_on(self) -> None:
        while not self._ended:
            self._changed.wait()
            self._changed.clear()
            # no sleep: the end of the session is not waited for
            self._changed.wait(_SOON)
            self.write()

    def _offer_on_a_page(self) -> None:
        if isinstance(self._app.screen, ModalScreen):
            count = present.counted(len(self._left), "draft")
            self._app.notify(f"{count} of a session before: the palette has them as Drafts", timeout=8)
        else:
            self.offer()

    def _answered(self, answer: str | None) -> None:
        if answer is None:
            self._app.notify("Kept: the palette has them as Drafts")
        elif answer == _THROW:
            self._left.clear()
            self.note()
            self._app.run_worker(self.write, thread=True, group="drafts")
        else:
            self._take_up(self._left[int(answer)])

    def _take_up(self, draft: Draft) -> None:
        from crm_tui.tui.forms.capture import CaptureForm

        if not self._app.may_save():
            return
        try:
            screen: Drafted[Any] = _opened(self._app, draft)
            typed = draft.typed
        except (Unkeepable, TypeError, ValueError, DeskError):
            # what it was about is gone, or only that session had it; the words are not lost
            said = "\n".join((f"{draft.title}:", *(f"{label}: {words}" for label, words in draft.words.items())))
            screen, typed = CaptureForm(self._app.desk), {"note": said}
        except Exception as problem:  # the store says itself what is wrong with it
            self._app.fault(unread(problem))
            return
        self._app.open_form(screen)
        tries = iter(range(60))
        waiting = [typed]

        def put() -> None:
            # a tick may still be on its way when the timer is stopped, and what is typed since stays
            if waiting and screen.is_mounted and (screen.is_ready or next(tries, None) is None):
                waiting.clear()
                timer.stop()
                screen.take_up(typed)
                self._left.remove(draft)
                self.note()

        timer = screen.set_interval(0.05, put)


def _drafted(screen: Drafted[Any]) -> Draft:
    try:
        begun = reopening.plain(screen.begun_with)
    except Unkeepable:
        begun = None
    now = f"{datetime.now().astimezone():%Y-%m-%dT%H:%M%z}"
    return Draft(screen.called, now, reopening.named(type(screen)), begun, screen.typed(), screen.words())


def _opened(app: "DeskApp", draft: Draft) -> Drafted[Any]:
    kind: type[Drafted[Any]] = reopening.known(draft.form, Drafted)
    if draft.begun_with is None:
        raise Unkeepable
    given, named = reopening.meant(draft.begun_with, app.desk)
    return kind(*given, **named)


def _line(draft: Draft) -> str:
    when = datetime.fromisoformat(draft.at).astimezone()
    said = "; ".join(" ".join(words.split()) for words in draft.words.values())
    return visible(f"{draft.title}  {when:%d %b %H:%M}  {said}")[:70]
