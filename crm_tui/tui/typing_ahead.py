"""Keys in their turn: what is typed ahead goes to what the key before opened.

A key is first given to the widget with the focus; only what that leaves comes back to the app, which looks for a
binding and may open a screen. A key that is given out before that stands with the widget below, and a binding of
another screen, undo among them, could take it. So a key is given out once the one before has had its whole way, and a
screen that it opened can be typed at.
"""

from collections import deque
from time import monotonic

from textual import events, on
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump

_ROUNDS = 3
"""So often the way from the focus up to the app is gone while nothing new opens: for the key itself, for what it set
off in a widget, and for what that set off in its screen."""

_LOST = 0.25
"""Seconds after which a round begins again: a widget that goes away takes with it what was on its way."""

_LONGEST = 5.0
"""Seconds after which the next key is given out in any case."""


class TypingAheadApp(App[None], inherit_bindings=False):
    """Gives out one key, or paste, after the other."""

    class Round(Message):
        """Comes to the app behind all that was before it on the same way."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._ahead: deque[events.Event] = deque()
        self._given_out: float | None = None
        self._left = 0
        self._stood: tuple[object, object] = (None, None)
        self._holds = False

    @property
    def types_ahead(self) -> bool:
        """Whether a key is on its way, or waits for its turn."""
        return self._given_out is not None or bool(self._ahead)

    def hold(self) -> None:
        """What was pressed looks something up, and then asks: what is typed ahead is the answer."""
        self._holds = True

    def let_go(self) -> None:
        """It was asked, or there is nothing to ask."""
        self._holds = False
        if self._given_out is not None:
            self._left = _ROUNDS
            self._go_round()

    async def on_event(self, event: events.Event) -> None:
        """A key waits until those before it were answered."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            is_late = self._given_out is not None and monotonic() - self._given_out > _LONGEST
            if is_late and self._holds:
                # they were meant for an answer that did not come: what stands there instead is not what was meant
                self._ahead.clear()
            self._ahead.append(event)
            if self._given_out is None or is_late:
                await self._give_out()
        else:
            await super().on_event(event)

    async def _give_out(self) -> None:
        self._given_out = monotonic()
        self._left, self._stood, self._holds = _ROUNDS, self._stands, False
        await super().on_event(self._ahead.popleft())
        self._go_round()

    def _go_round(self) -> None:
        target: MessagePump = self.focused or self.screen if self._screen_stack else self
        target.post_message(self.Round())
        begun, left, stood = self._given_out, self._left, self._stood

        def again() -> None:
            if (begun, left, stood) == (self._given_out, self._left, self._stood):
                self._go_round()

        self.set_timer(_LOST, again)

    @on(Round)
    async def _came_round(self, message: Round) -> None:
        message.stop()
        if self._given_out is None:
            return
        stands = self._stands
        self._left = self._left - 1 if stands == self._stood else _ROUNDS - 1
        self._stood = stands
        if self._left > 0 and monotonic() - self._given_out <= _LONGEST:
            self._go_round()
            return
        if self._holds and monotonic() - self._given_out <= _LONGEST:
            return
        self._given_out = None
        if self._ahead:
            await self._give_out()

    @property
    def _stands(self) -> tuple[object, object]:
        """The screen in sight and what is typed at there."""
        return (self.screen, self.focused) if self._screen_stack else (None, None)
