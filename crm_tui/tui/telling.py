"""The lines that are said for a moment: each belongs to one act, and goes with the next."""

from contextlib import suppress
from time import monotonic

from textual import events
from textual.app import App
from textual.css.query import NoMatches
from textual.notifications import SeverityLevel
from textual.widgets._toast import ToastRack

from crm_tui.domain.text import visible
from crm_tui.tui.house import house

UNREAD = 1.0
"""Seconds in which nobody can have read a line that came by itself: the next key leaves it for so long."""


class TellingApp(App[None], inherit_bindings=False):
    """Says lines above the keys. A key, a click or a paste takes them away; none of them stands there twice."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._said: dict[str, float] = {}
        self._late: list[tuple[float, str, SeverityLevel]] = []

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
        late: bool = False,
    ) -> None:
        """Show a line until the next act; it may hold stored text, so that nothing in it is obeyed.

        ``late`` is what comes by itself, perhaps while somebody types: the next key may not be an answer to it.
        """
        line, now = visible(message), monotonic()
        lasts = self.NOTIFICATION_TIMEOUT if timeout is None else timeout
        if self._said.get(line, 0.0) > now:
            return
        self._said[line] = now + lasts
        if late:
            self._late.append((now + UNREAD, line, severity))
        super().notify(line, title=visible(title), severity=severity, timeout=lasts, markup=markup)

    def fault(self, line: object, *, late: bool = False) -> None:
        """Say in one line what went wrong."""
        self.notify(f"! {house(self).refuse(str(line))}", severity="error", timeout=8, late=late)

    def clear_notifications(self) -> None:
        """Nothing is said any more."""
        self._said.clear()
        self._late.clear()
        for screen in self.screen_stack:
            # Textual takes each line away and leaves its row behind, empty: they would grow over the list
            with suppress(NoMatches):
                rack = screen.get_child_by_type(ToastRack)
                if rack.children:
                    rack.remove_children()
        super().clear_notifications()

    async def on_event(self, event: events.Event) -> None:
        """The next act takes away what was said to the one before."""
        if isinstance(event, events.Key | events.MouseDown | events.Paste) and not event.is_forwarded:
            self._next_act()
        await super().on_event(event)

    def _next_act(self) -> None:
        unread = [one for one in self._late if one[0] > monotonic()]
        self.clear_notifications()
        for until, line, severity in unread:
            self.notify(line, severity=severity, timeout=8)
            self._late.append((until, line, severity))
