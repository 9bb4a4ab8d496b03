"""The first and the last line of every screen: where one is, and which keys matter here."""

from dataclasses import replace
from typing import Protocol, runtime_checkable

from rich.cells import cell_len
from textual.app import RenderResult
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from crm_tui.domain.text import visible
from crm_tui.services.house_words import USUAL, HouseWords
from crm_tui.tui import keymap
from crm_tui.tui.house import house
from crm_tui.tui.present import one_line


class TopBar(Widget):
    """The screens with their keys, the current one marked; who sits here, and which day it is."""

    def __init__(self) -> None:
        super().__init__()
        self._whose = ""
        self._house = USUAL

    def say(self, whose: str, words: HouseWords = USUAL) -> None:
        """Show who sits here and the day; the screens are named in the firm's words."""
        if (whose, words) != (self._whose, self._house):
            self._whose, self._house = whose, words
            self.refresh()

    def render(self) -> RenderResult:
        """One line: the modes on the left, the rest on the right where there is room."""
        parts: list[Content] = []
        for binding in keymap.MODES:
            key, name = self.app.get_key_display(binding), self._house.say(binding.description)
            if binding.action == f"go('{self.app.current_mode}')":
                parts.append(Content.styled(f"[{key} {name}]", "bold reverse"))
            else:
                parts.append(Content.assemble(" ", (key, "bold"), f" {name} "))
        left = Content("").join(parts)
        room = self.size.width - left.cell_length - 2
        whose = visible(self._whose)
        # the day alone where there is no room for who it is; and nothing that is cut off
        while whose and cell_len(whose) > room:
            _, _, whose = whose.partition(" · ")
        gap = max(0, self.size.width - left.cell_length - cell_len(whose) - 1)
        return left + Content(" " * gap + whose)


class ReadOnlyLine(Static):
    """Says for as long as it lasts why nothing can be saved, and what to do."""

    def __init__(self) -> None:
        super().__init__(markup=False)

    def say(self, why: str) -> None:
        """Show why, or nothing."""
        self.set_class(bool(why), "-shown")
        self.update(Content.styled("! READ ONLY ", "bold $text-error") + one_line(why))


@runtime_checkable
class Weighs(Protocol):
    """A screen on which it depends on what is shown which keys matter."""

    @property
    def matters(self) -> tuple[str, ...]:
        """The ids of the bindings that matter now, the first ones most; they stand before all others."""
        ...


class KeyLine(Widget):
    """The keys that matter here, made from the bindings of the screen and of what has the focus."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[Binding] = []
        self._needed = 0

    def on_mount(self) -> None:
        """Follow the bindings."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self._follow())

    def render(self) -> RenderResult:
        """As many keys as fit; the last ones always stay, and the needed ones are set closer for it."""
        parts = [self._part(binding) for binding in self._shown]
        needed = self._needed
        rest = len(parts) - sum(map(keymap.stays, self._shown))
        gap = 2 if _cells(parts[:needed] + parts[rest:], 2) <= self.size.width else 1
        while rest and _cells(parts, gap) > self.size.width:
            rest -= 1
            del parts[rest]
        return Content(" " * gap).join(parts)

    def _follow(self) -> None:
        first = self.screen.matters if isinstance(self.screen, Weighs) else ()
        found: dict[str, Binding] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if (binding.show or binding.id in first) and active.enabled and not binding.system:
                found.setdefault(binding.action, self._as_it_works(binding))
        place: dict[str | None, int] = {name: at for at, name in enumerate(first)}
        shown = sorted(found.values(), key=lambda one: (place.get(one.id, len(place)), keymap.footer_place(one)))
        needed = (one.id in place if place else keymap.is_needed(one) for one in shown)
        self._needed = sum(needed)
        if shown != self._shown:
            self._shown = shown
            self.refresh()

    def _as_it_works(self, binding: Binding) -> Binding:
        """The binding by its own key, where the usual one is a letter for what has the focus."""
        typed, usual = self.screen.focused, binding.key_display
        if typed is not None and usual is not None and typed.check_consume_key(usual, usual):
            return replace(binding, key_display=None)
        return binding

    def _part(self, binding: Binding) -> Content:
        return Content.assemble(
            (self.app.get_key_display(binding), "bold $text-accent"), f" {house(self).say(binding.description)}"
        )


def _cells(parts: list[Content], gap: int) -> int:
    return sum(part.cell_length + gap for part in parts) - gap
