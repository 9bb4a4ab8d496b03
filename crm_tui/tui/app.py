"""The program on the screen: its modes, its keys and its theme."""

import gc
import os
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar, Protocol, runtime_checkable

from textual import on
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.message import Message
from textual.screen import ModalScreen, Screen
from textual.widgets import Input

from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import Unclaimed
from crm_tui.domain.pack_file import PackFile
from crm_tui.domain.record import Record
from crm_tui.domain.staff import Role
from crm_tui.services.desk import Desk
from crm_tui.services.permissions import require_role
from crm_tui.tui import keymap, modes
from crm_tui.tui.capable import EVERYTHING, Capable
from crm_tui.tui.claiming import Claiming
from crm_tui.tui.drafting import Drafting
from crm_tui.tui.faults import unread, unsaved
from crm_tui.tui.following import Follower, Seen, look
from crm_tui.tui.habits import Habits
from crm_tui.tui.harmless import Visible
from crm_tui.tui.own_keys import OwnKeys
from crm_tui.tui.pointing import cursor_of
from crm_tui.tui.screens.page import Follows, HasSubject, Page, Seeks
from crm_tui.tui.seated import SeatedApp
from crm_tui.tui.session import HostedApp
from crm_tui.tui.showing import ShowingApp
from crm_tui.tui.telling import TellingApp
from crm_tui.tui.typing_ahead import TypingAheadApp
from crm_tui.tui.undoing import Undoing
from crm_tui.tui.verdicts import VerdictBook
from crm_tui.tui.wire.wire import Wire


@runtime_checkable
class Unsaved(Protocol):
    """A form, which knows whether something typed would be lost."""

    dirty: bool

    def action_quit_program(self) -> None:
        """Ask whether the program may end without saving it, and end it then."""
        ...


@runtime_checkable
class Several(Protocol):
    """What a form saved, where that is more than one record."""

    @property
    def kept(self) -> tuple[Record, ...]:
        """The records, the most telling first."""
        ...


class DeskApp(TypingAheadApp, TellingApp, ShowingApp, HostedApp, SeatedApp, inherit_bindings=False):
    """One desk on one terminal."""

    TITLE = "crm-tui"
    CSS_PATH = "styles/desk.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *keymap.MODES,
        keymap.CAPTURE,
        keymap.QUICK,
        keymap.LEARNT,
        keymap.STAFF,
        keymap.RULES,
        keymap.TEAM,
        keymap.DUPLICATES,
        keymap.KEPT_RECORD,
        keymap.OVERSOLD,
        keymap.GOODWILL,
        keymap.INSIGHTS,
        keymap.SEARCH,
        keymap.VIEWS,
        keymap.HANDOVERS,
        keymap.SETTINGS,
        keymap.UNDO,
        keymap.HELP,
        keymap.PALETTE,
        keymap.REDRAW,
        keymap.QUIT,
        keymap.QUIT_ANYWHERE,
        keymap.HOW_TO_QUIT,
    ]
    DEFAULT_MODE = "today"

    class StoreSeen(Message):
        """The store no longer stands as it did."""

        def __init__(self, seen: Seen) -> None:
            super().__init__()
            self.seen = seen
            """How it stands."""

    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = modes.MODES

    def __init__(
        self,
        desk: Desk,
        welcome: str = "",
        terminal: Capable = EVERYTHING,
        habits: Habits | None = None,
        theme: str = "",
        *,
        own_keys: OwnKeys | None = None,
        lean: bool = False,
    ) -> None:
        """``desk`` is the store, the officer, and the day; ``welcome`` is said once, when the first screen stands.

        ``terminal`` is what can be shown where this officer sits, ``habits`` what they chose there before; a ``theme``
        that is named is chosen now, ``own_keys`` are their own keys. ``lean`` is whether as little as possible is sent
        to the terminal.
        """
        # without colour, Textual must leave the terminal's own colours alone instead of painting greys
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.wire: Wire | None = None
        """What the screens are painted over; None where there is no terminal."""
        self.desk = desk
        """Where the records are."""
        self.verdicts = VerdictBook(desk)
        """What the reviews of deals found."""
        self.generation = 0
        """Grows when something that is shown may have changed."""
        self.animation_level = "none"
        self.seen = look(desk)
        """How the store stood when it was last looked at."""
        self.house = self.seen.house
        """What the firm calls things."""
        self.own_keys = own_keys or OwnKeys()
        """The keys that this officer chose."""
        keymap.take(self.own_keys.keys)
        self._follower: Follower | None = None
        self._welcome = welcome
        self.set_class(lean, "-lean")
        self.undoing = Undoing(self)
        """What can be taken back."""
        self.drafting = Drafting(self, desk.drafts)
        """What was typed and not saved."""
        self.claiming = Claiming(self)
        """Who is admin, where nobody is."""
        self.sit_at(terminal, habits or Habits(), theme)

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's own cursor stands, told by the widget that has the keys."""
        return cursor_of(self.focused)

    @cursor_position.setter
    def cursor_position(self, place: Offset) -> None:
        # Textual's text fields tell it; it is the same place
        pass

    @property
    def is_lean(self) -> bool:
        """Whether as little as possible is sent to the terminal."""
        return self.has_class("-lean")

    def be_lean(self, lean: bool) -> None:
        """Send as little as possible, or all again: a marker for the row under the cursor, and sixteen colours."""
        self.set_class(lean, "-lean")
        if self.wire is not None:
            self.wire.in_sixteen(lean)
        self.refresh(layout=True)

    def line_is_slow(self) -> None:
        """Pictures take long to arrive: offer to send less."""
        if not self.is_lean:
            key = self.get_key_display(keymap.PALETTE)
            self.notify(f'The line is slow: {key} and then "lean" sends less', timeout=10, late=True)

    def on_mount(self) -> None:
        """Begin with the keys of who sits here, and say what is wrong with the store."""
        if self.seen.problem:
            self.fault(self.seen.problem, late=True)
        self.set_keymap(dict(self.own_keys.keys))
        if self.own_keys.told:
            self.fault(self.own_keys.told, late=True)
        if self.wire is not None:
            self.wire.in_sixteen(self.is_lean)
        if self._welcome:
            self.notify(self._welcome, timeout=8)

    def stands(self) -> None:
        """The first page is on the terminal, and what it did not need comes now.

        Others' saves are watched for, and it is told what was left behind.
        """
        if self._follower is not None or not self.is_running:
            return
        if not gc.isenabled():
            # what stands now stays to the end, and need never be looked through
            gc.freeze()
            gc.enable()
        self._follower = Follower(self.desk, self.seen, lambda seen: self.post_message(self.StoreSeen(seen)))
        self._follower.start()
        self.undoing.look_for_earlier()
        self.run_worker(self.drafting.look, thread=True, group="drafts")
        self.claiming.ask()
        self.run_worker(self._tell_of_packs, thread=True, group="packs")

    def on_unmount(self) -> None:
        """Look no more, before the store is closed."""
        if self._follower is not None:
            self._follower.stop()

    def last(self) -> None:
        """What is typed and not saved stays for the next session."""
        self.drafting.close()

    def finish(self, seconds: float) -> None:
        """What is being saved is not cut off between the store and its draft."""
        self.drafting.finish(seconds)

    def desk_changed(self) -> None:
        """Something was saved: what is in sight reads again now, the rest when it is shown."""
        self._note(look(self.desk))
        self.generation += 1
        for screen in reversed(self.screen_stack):
            if isinstance(screen, Follows):
                screen.reload()
            if not isinstance(screen, ModalScreen):
                return

    def may_save(self) -> bool:
        """Whether something can be saved just now; if not, it is said why."""
        if self.seen.read_only:
            self.fault(self.seen.read_only)
        return not self.seen.read_only

    def may(self, roles: Collection[Role], doing: str) -> bool:
        """Whether who sits here may do what takes one of these roles; if not, it is said why and who may."""
        try:
            require_role(self.desk.store, self.desk.officer, self.desk.today(), roles, doing)
        except Exception as problem:  # whatever it is, nothing is begun that can't be ended
            self.refuse(problem)
            return False
        return True

    def refuse(self, problem: Exception) -> None:
        """Say in one line why something was refused; where an admin is missing, ask who it is."""
        self.fault(unsaved(problem))
        if isinstance(problem, Unclaimed) and not self.seen.read_only:
            self.claiming.open()

    def open_review(self, deal_id: int) -> None:
        """Show the review of one deal."""
        self.call_later(self._open_review, deal_id)

    async def action_go(self, mode: str) -> None:
        """Switch to a screen; on that screen already, back to what it begins with."""
        if any(isinstance(screen, Unsaved) and screen.dirty for screen in self.screen_stack):
            # a customer was opened from it: leaving that page by another way would close it
            self.fault("a form is not saved yet: go back to it first")
            return
        at_home = self.current_mode == mode and len(self.screen_stack) == 1
        await self._go(mode)
        if at_home and isinstance(self.screen, Page):
            self.screen.begin_again()

    def action_capture(self) -> None:
        """Type what was said."""
        from crm_tui.tui.forms.capture import CaptureForm

        known = isinstance(self.screen, HasSubject) and self._captures_for_line
        customer_id, deal_id = self.screen.subject() if known and isinstance(self.screen, HasSubject) else (None, None)
        self.open_form(CaptureForm(self.desk, customer_id, deal_id), seeks=self._captures_for_line)

    @property
    def _captures_for_line(self) -> bool:
        return getattr(self.screen, "captures_for_line", True)

    def action_quick(self) -> None:
        """Type what is owed in one line."""
        from crm_tui.tui.forms.quick import QuickScreen

        if isinstance(self.screen, QuickScreen):
            return
        page = self.screen
        # in a list the cursor is on somebody or other: whoever types a line there says for whom
        if isinstance(page, Page) and page.is_of_one and isinstance(page, HasSubject):
            customer_id, deal_id = page.subject()
            if customer_id is not None:
                read = partial(self.desk.store.get, Customer, customer_id)
                page.look_up(read, partial(self._begin_line, deal_id))
                return
        self._begin_line(None, None)

    def _begin_line(self, deal_id: int | None, customer: Customer | None) -> None:
        from crm_tui.tui.forms.quick import QuickScreen

        known = (customer.id, deal_id) if customer else (None, None)
        form = QuickScreen(self.desk, known, customer.name if customer else "")
        self.open_form(form, seeks=self._captures_for_line)

    def action_staff(self, begin_at: int = 0) -> None:
        """Show who works here, beginning at somebody."""
        from crm_tui.tui.screens.staff import StaffScreen

        if self.show_over(StaffScreen, begin_at):
            self.claiming.ask()

    def action_goodwill(self) -> None:
        """Choose one of the screens about referrals, opinions, and what was won, lost and given away."""
        from crm_tui.tui.goodwill import choose

        choose(self)

    def open_form(self, form: Screen[Any], then: Callable[[object], None] | None = None, *, seeks: bool = True) -> None:
        """Show a form, if what is typed can be saved; what it saves is shown everywhere, and told to ``then``.

        ``seeks`` is whether the cursor goes to it.
        """

        def tell(saved: object) -> None:
            if then is not None:
                then(saved)
            self.saved(saved, seeks=seeks)

        if self.may_save():
            self.push_screen(form, tell)

    def saved(self, saved: object, *, seeks: bool = True) -> None:
        """Show everywhere what a form saved, with the cursor on it if it ``seeks`` that; None is a form left."""
        if saved is None:
            return
        below = next((screen for screen in reversed(self.screen_stack) if isinstance(screen, Seeks)), None)
        if below is not None and seeks:
            below.seek(saved.kept if isinstance(saved, Several) else [saved] if isinstance(saved, Record) else [])
        self.desk_changed()

    def action_undo(self) -> None:
        """Take back what was done last; what was done in another session only if it is meant."""
        self.undoing.take_back()

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """What can't be taken back is not offered."""
        return action != "undo" or self.undoing.is_possible

    def get_key_display(self, binding: Binding) -> str:
        """A key by its name on the keyboard: no sign that a small font lacks."""
        return keymap.shown(binding)

    async def action_quit(self) -> None:
        """Leave, unless a form holds something that is not saved: then that form asks."""
        unsaved = [screen for screen in self.screen_stack if isinstance(screen, Unsaved) and screen.dirty]
        if not unsaved:
            self.exit()
        elif unsaved[-1] is self.screen:
            unsaved[-1].action_quit_program()
        else:
            self.fault("a form is not saved yet: go back to it first")

    async def action_quit_form(self) -> None:
        """Leave from a form; elsewhere the key is one that takes up a held terminal again, and ends nothing."""
        if isinstance(self.screen, Unsaved):
            await self.action_quit()

    def action_command_palette(self) -> None:
        """Find a screen or an action by its name."""
        super().action_command_palette()
        self.call_after_refresh(self._still)

    def action_redraw(self) -> None:
        """Paint the whole screen again: something else wrote on it."""
        if self.wire is not None:
            self.wire.repaint()

    def action_how_to_quit(self) -> None:
        """Say which key leaves, to those whose fingers try another."""
        self.notify(
            f"{self.get_key_display(keymap.QUIT)} quits, {self.get_key_display(keymap.QUIT_ANYWHERE)} from a form"
        )

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Every screen and action by name."""
        from crm_tui.tui.commands import commands_of

        return commands_of(self, screen)

    def _still(self) -> None:
        # a blinking cursor sends bytes for ever, and keeps a dead connection alive
        for typed in self.screen.query(Input):
            typed.cursor_blink = False
            typed.highlighter = Visible(typed)

    async def _go(self, mode: str) -> None:
        if self.current_mode != mode:
            await self.switch_mode(mode)
        while len(self.screen_stack) > 1:
            await self.pop_screen()

    async def _open_review(self, deal_id: int) -> None:
        from crm_tui.tui.screens.reviews import ReviewsScreen

        came_from = self.current_mode
        await self._go("review")
        if isinstance(self.screen, ReviewsScreen):
            self.screen.open_deal(deal_id, came_from if came_from != "review" else None)

    def _tell_of_packs(self) -> None:
        try:
            if not self.desk.store.count(PackFile):
                # a session that reviews nothing needs no vocabulary
                return
            from crm_tui.services.desk_packs import own_packs

            line = own_packs(self.desk).left_out
        except Exception as problem:  # a pack that can't be read must not end the session
            line = unread(problem)
        if line:
            self.call_from_thread(partial(self.fault, line, late=True))

    @on(StoreSeen)
    def _follow(self, message: StoreSeen) -> None:
        before = self.seen
        self._note(message.seen)
        # what could not be read is read now, whether or not it changed
        if not message.seen.problem and replace(message.seen, behind=before.behind) != before:
            self.desk_changed()

    def _note(self, seen: Seen) -> None:
        """Take in how the store stands; what is wrong with it is said once."""
        before = self.seen
        if seen.problem:
            # what was shown stays, until the store can be read again
            self.seen = replace(before, problem=seen.problem)
        else:
            self.seen = seen
            self.house = seen.house
        if seen.problem and not before.problem:
            self.fault(seen.problem, late=True)
        if seen.behind and not before.behind:
            self.fault(seen.behind, late=True)
        # the pages have a line for it; what stands over them has none
        if seen.read_only and not before.read_only and isinstance(self.screen, ModalScreen):
            self.fault(seen.read_only, late=True)
