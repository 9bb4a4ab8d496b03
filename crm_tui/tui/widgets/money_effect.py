"""What a deal costs the customer beyond what was said: sums with their parts, and what is paid over time."""

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from crm_tui.domain.money_effect import MoneyEffect
from crm_tui.services.money_effect import lines, summary
from crm_tui.tui import keymap, present
from crm_tui.tui.widgets.facts import TextScroll


class MoneyLine(Static):
    """The whole effect on one line, with the key that shows its parts; nothing where nothing differs."""

    def __init__(self) -> None:
        super().__init__(markup=False)
        self.display = False

    def show(self, effect: MoneyEffect) -> None:
        """Show this one."""
        self.display = bool(effect.sums or effect.unpriced)
        self.update(
            Content.assemble((keymap.shown(keymap.MONEY), "bold"), f" {keymap.MONEY.description}: {summary(effect)}")
        )


class MoneyEffectView(TextScroll):
    """Shows a money effect in as many columns as it has; whoever shows it reads it."""

    def __init__(self) -> None:
        super().__init__()
        self._text = Static(markup=False)
        self._effect: MoneyEffect | None = None

    def compose(self) -> ComposeResult:
        """One text."""
        yield self._text

    def show(self, effect: MoneyEffect) -> None:
        """Show this one."""
        self._effect = effect
        self._draw()

    def on_resize(self) -> None:
        """Draw it anew for the width."""
        self._draw()

    def _draw(self) -> None:
        width = self.scrollable_content_region.width
        if self._effect is not None and width:
            self._text.update(drawn(self._effect, width))


def drawn(effect: MoneyEffect, width: int) -> Content:
    """The effect on lines of so many columns; the head of each part is bold."""
    told = [present.safe(line, "bold" if line and not line.startswith(" ") else "") for line in lines(effect, width)]
    return Content("\n").join(told)
