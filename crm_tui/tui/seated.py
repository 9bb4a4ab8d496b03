"""The terminal at which somebody sits, and the colours that they chose there."""

from collections.abc import Callable, Sequence
from time import monotonic
from typing import ClassVar

from textual import events
from textual.app import App
from textual.command import Provider
from textual.driver import Driver
from textual.filter import LineFilter
from textual.screen import ModalScreen
from textual.scrollbar import ScrollBar, ScrollBarRender

from crm_tui.tui import keymap, theme_names, themes
from crm_tui.tui.capable import EVERYTHING, Capable, Letters
from crm_tui.tui.courtesy import CourteousDriver
from crm_tui.tui.habits import Habits
from crm_tui.tui.lettering import Lettering
from crm_tui.tui.palette import DeskCommands
from crm_tui.tui.style_rules import StyleRules
from crm_tui.tui.telling import UNREAD

_ASKED_FOR = 60.0
"""Seconds for which it is asked whether the tour is wanted."""


class WholeCells(ScrollBarRender):
    """A scroll bar without the signs for parts of a cell, which would be other letters on this terminal."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "] * 8
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "] * 8


class SeatedApp(App[None], inherit_bindings=False):
    """Paints what its terminal can show, in the colours of who sits there, and shows them round the first time."""

    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {DeskCommands}

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self.stylesheet = StyleRules(variables=self.get_css_variables())
        self.terminal = EVERYTHING
        """What can be shown here."""
        self.habits = Habits()
        """What was chosen here, now and before."""
        self._lettering = Lettering(Letters.ALL)
        self._asked_round: tuple[float, float] | None = None
        for theme in themes.THEMES:
            self.register_theme(theme)

    def sit_at(self, terminal: Capable, habits: Habits, theme: str) -> None:
        """Begin at a terminal, with what was chosen before; a ``theme`` that is named is chosen now."""
        self.terminal = terminal
        self.habits = habits
        self._lettering = Lettering(terminal.letters)
        ScrollBar.renderer = ScrollBarRender if terminal.letters is Letters.ALL else WholeCells
        self.use_theme(theme or habits.theme)

    def on_mount(self) -> None:
        """Ask whether the tour is wanted, until somebody has answered."""
        if self.habits.is_new:
            now = monotonic()
            self._asked_round = (now + UNREAD, now + _ASKED_FOR)
            key = self.get_key_display(keymap.PALETTE)
            told = f"New here? y shows you round in two minutes, n never asks again ({key} has it as Tour)"
            self.notify(told, timeout=_ASKED_FOR)

    async def on_event(self, event: events.Event) -> None:
        """The keys are the page's, but for the two that answer what was asked, once that can have been read."""
        if isinstance(event, events.Key | events.MouseDown | events.Paste) and not event.is_forwarded:
            # whatever is done takes the question off the screen
            asked, self._asked_round = self._asked_round, None
            is_answer = asked is not None and asked[0] <= monotonic() < asked[1]
            if is_answer and isinstance(event, events.Key) and event.key in ("y", "n") and not self._is_asking:
                self.habits.shown_round()
                if event.key == "y":
                    self.action_tour()
                return
        await super().on_event(event)

    @property
    def _is_asking(self) -> bool:
        """Whether something else is asked first, whose answers are letters as well."""
        return isinstance(self.screen, ModalScreen)

    def action_tour(self) -> None:
        """Show somebody round."""
        from crm_tui.tui.screens.tour import TourScreen

        self.habits.shown_round()
        self.push_screen(TourScreen(self.screen))

    def get_driver_class(self) -> type[Driver]:
        """Paint over a light wire, and say nothing that is not understood there."""
        return CourteousDriver

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What each line goes through before it is painted."""
        found = super().get_line_filters()
        return [*found, self._lettering] if self._lettering.enabled else found

    def use_theme(self, name: str) -> None:
        """Paint in other colours from now on, the next time as well; those of an unknown name are the usual ones."""
        known = name in theme_names.THEMES
        self.theme = name if known else theme_names.USUAL
        if known:
            self.habits.theme = name

    def ground_is(self, *, light: bool) -> None:
        """Where nobody chose, paint in the colours that can be read on what the terminal writes on."""
        if self.habits.theme not in theme_names.THEMES:
            self.theme = theme_names.USUAL_LIGHT if light else theme_names.USUAL

    def action_change_theme(self) -> None:
        """Choose the colours."""
        from crm_tui.tui.screens.choice import ChoiceScreen

        def choose(name: str | None) -> None:
            if name is not None:
                self.use_theme(name)

        answers = [(theme, f"{theme}: {says}") for theme, says in theme_names.THEMES.items()]
        self.push_screen(ChoiceScreen("Colours", answers), choose)
