"""A screen of the desk: reads its records in a thread, shows them, and follows their changes."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar, cast, runtime_checkable

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from crm_tui.domain.errors import NotFound
from crm_tui.domain.progress import BrokenOff, watched
from crm_tui.domain.record import Record
from crm_tui.services.desk import Desk
from crm_tui.tui import keymap, present
from crm_tui.tui.faults import unread
from crm_tui.tui.widgets.frame import KeyLine, ReadOnlyLine, TopBar
from crm_tui.tui.widgets.record_list import RecordList
from crm_tui.tui.widgets.under_way import UnderWayLine, Work

if TYPE_CHECKING:
    from crm_tui.tui.app import DeskApp

Found = TypeVar("Found")
Answer = TypeVar("Answer")
Told = Callable[[object], None]
"""What is told what was saved; None where nothing was."""

_UNREAD, _STALE = -1, -2


@runtime_checkable
class Follows(Protocol):
    """A screen that shows records and can read them again."""

    def reload(self) -> None:
        """Read again and show what was found; where somebody is, and what is typed, stays."""
        ...


@runtime_checkable
class Seeks(Protocol):
    """A screen that can set its cursor on a record."""

    def seek(self, saved: Sequence[Record]) -> None:
        """Set the cursor on the first of these that is shown, once they were read."""
        ...


@runtime_checkable
class HasSubject(Protocol):
    """A screen that is about somebody."""

    def subject(self) -> tuple[int | None, int | None]:
        """The customer and the deal that are meant here, by id."""
        ...


class Page(Screen[None], Generic[Found]):
    """What all screens of the desk have in common; ``Found`` is what one reading of the store gives it."""

    AUTO_FOCUS = "RecordRows"
    BINDINGS: ClassVar[list[BindingType]] = [keymap.BACK, keymap.STOP, keymap.READ_AGAIN]
    is_of_one: ClassVar[bool] = False
    """Whether the page is about one customer: a line that is begun here is meant for them."""
    captures_for_line: ClassVar[bool] = True
    """Whether what is captured here is, to begin with, of the customer under the cursor, which goes to what came of it.

    Where it is not, somebody called meanwhile, and the work goes on at the same line.
    """
    today: date
    """The day of the last reading: the desk's own clock asks the store, too often for each cell of a list."""

    class Read(Message):
        """The store was read."""

        def __init__(self, found: object, work: Work, then: Sequence[Callable[[], object]] = ()) -> None:
            super().__init__()
            self.found = found
            """What the page asked for."""
            self.work = work
            """The work that it was."""
            self.then = then
            """What had been put off until it was read."""

    class BrokeOff(Message):
        """The reading was stopped by who sits here."""

        def __init__(self, work: Work) -> None:
            super().__init__()
            self.work = work
            """Where."""

    class Failed(Message):
        """The store could not be read, or something not be saved."""

        def __init__(self, line: str, *, gone: bool = False, work: Work | None = None) -> None:
            super().__init__()
            self.line = line
            """Why, in one line."""
            self.work = work
            """Where that was a reading."""
            self.gone = gone
            """Whether what the page is about is no longer there."""

    def __init__(self) -> None:
        super().__init__()
        self._generation = _UNREAD
        self._then: tuple[Callable[[], object], ...] = ()
        self._desk_app: DeskApp | None = None
        self.under_way = UnderWayLine()
        """How far long work is."""

    @property
    def desk_app(self) -> "DeskApp":
        """The program that shows this page, and showed it where the page is closed while a thread still reads it."""
        if self._desk_app is None:
            self._desk_app = cast("DeskApp", self.app)
        return self._desk_app

    @property
    def desk(self) -> Desk:
        """Where the records are."""
        return self.desk_app.desk

    def read(self) -> Found:
        """What to show, out of the store. Runs in a thread and touches no widget.

        Raises:
            DeskError: it is shown in one line.
        """
        raise NotImplementedError

    def show(self, found: Found) -> None:
        """Show what was read."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        """What stands between the first and the last line."""
        raise NotImplementedError

    def point_at(self, _record: Record) -> bool:
        """Set the cursor on a record; whether it is shown here."""
        return False

    def seek(self, saved: Sequence[Record]) -> None:
        """Set the cursor on the first of these that is shown, once they were read."""
        self.once_read(lambda: any(map(self.point_at, saved)))

    def once_read(self, act: Callable[[], object]) -> None:
        """Do this when the page shows what is read from now on: a reading under way does not know what was saved."""
        self._then = (*self._then, act)

    def marks(self) -> Told:
        """To be told what an act saved that begins now: of a page without marks there is nothing to do."""
        return lambda _saved: None

    def marks_of(self, records: RecordList[Any], before: Callable[[], object] = lambda: None) -> Told:
        """To be told what an act saved that begins now: the marks go then, and come back if it is taken back.

        ``before`` is done before the records are marked again.
        """
        marked = records.marked

        def again() -> None:
            before()
            records.mark_again(marked)

        def done(saved: object) -> None:
            if saved is not None:
                records.unmark()
                if marked:
                    self.desk_app.undoing.along(lambda: self.once_read(again))

        return done

    def subject(self) -> tuple[int | None, int | None]:
        """The customer and the deal that are meant here, by id."""
        return None, None

    def compose(self) -> ComposeResult:
        """The top bar, the page's own part, and the keys."""
        yield TopBar()
        yield from self.body()
        yield ReadOnlyLine()
        yield self.under_way
        yield KeyLine()

    def on_mount(self) -> None:
        """Read for the first time."""
        self.reload()

    def on_screen_resume(self) -> None:
        """Read again if something changed while the page was out of sight."""
        if self._generation not in (_UNREAD, self.desk_app.generation):
            self.under_way.clear()
            self.reload()

    def reload(self) -> None:
        """Read again and show what was found, with cursor and filter kept; what was stopped waits until it is asked."""
        bars = self.query(TopBar)
        if not bars or self.under_way.has_stopped:
            # being put up or taken down while another session saved: a page reads when it is mounted
            return
        self._generation = self.desk_app.generation
        self.today = self.desk.today()
        bars.first().say(f"{self.desk.officer} · {present.spoken_day(self.today, self.today)}", self.desk_app.house)
        self.query_one(ReadOnlyLine).say(self.desk_app.seen.read_only)
        self.run_worker(
            partial(self._read, self._then, self.under_way.begin()), thread=True, exclusive=True, group="read"
        )

    def look_up(self, question: Callable[[], Answer], then: Callable[[Answer], object]) -> None:
        """Ask the store in a thread, and go on with the answer; keys that are typed meanwhile wait for it."""

        def ask() -> None:
            try:
                answer = question()
            except Exception as fault:  # what can't be read must not end the session
                self.app.call_from_thread(self.desk_app.fault, unread(fault))
            else:
                self.app.call_from_thread(then, answer)
            finally:
                self.app.call_from_thread(self.desk_app.let_go)

        self.desk_app.hold()
        self.run_worker(ask, thread=True, group="look up")

    def begin_again(self) -> None:
        """Show what the page begins with."""

    def action_back(self) -> None:
        """Leave this page for the one before."""
        self.dismiss()

    def action_stop_work(self) -> None:
        """Stop what takes long; what stands here already stays."""
        self.under_way.stop()

    def action_read_again(self) -> None:
        """Begin again what was stopped."""
        self.under_way.clear()
        self.reload()

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """There is no way back from the first page of a mode, and nothing to stop while nothing takes long."""
        if action == "stop_work":
            return self.under_way.is_told
        if action == "read_again":
            return self.under_way.has_stopped
        return action != "back" or self.app.screen_stack[0] is not self

    @on(RecordList.Reading)
    def _read_rows(self, message: RecordList.Reading) -> None:
        message.stop()
        self.look_up(message.question, message.then)

    @on(Read)
    def _read_done(self, message: Read) -> None:
        self.under_way.end(message.work)
        self.show(cast("Found", message.found))
        self.call_after_refresh(self.desk_app.stands)
        # two readings may have been begun before the first of them is shown
        due = [one for one in self._then if one in message.then]
        self._then = tuple(one for one in self._then if one not in due)
        for act in due:
            act()
        self.refresh_bindings()

    @on(BrokeOff)
    def _broke_off(self, message: BrokeOff) -> None:
        again = f"{keymap.shown(keymap.READ_AGAIN)} reads it again"
        self.under_way.say_stopped(message.work, "nothing was changed", again)
        self.desk_app.stands()

    @on(Failed)
    def _read_failed(self, message: Failed) -> None:
        if message.work is not None:
            self.under_way.end(message.work)
        self.desk_app.fault(message.line, late=True)
        self.desk_app.stands()
        self.desk_app.let_go()
        if message.gone:
            self.leave()

    def leave(self) -> None:
        """Close the page, as what it is about is gone; below another one it waits for its turn."""
        if self.app.screen is not self:
            self._generation = _STALE
        elif len(self.app.screen_stack) > 1:
            self.dismiss()

    def _read(self, then: Sequence[Callable[[], object]], work: Work) -> None:
        worker = get_current_worker()
        try:
            with watched(work.watch):
                message: Message = self.Read(self.read(), work, then)
        except BrokenOff:
            message = self.BrokeOff(work)
        except Exception as fault:  # one page that can't be shown must not end the session
            message = self.Failed(unread(fault), gone=isinstance(fault, NotFound), work=work)
        if not worker.is_cancelled:
            self.post_message(message)
