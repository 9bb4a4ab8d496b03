"""The first and the last line of every screen: where one is, and which keys matter here."""

from rich.cells import cell_len
from textual.app import RenderResult
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from crm_tui.domain.text import visible
from crm_tui.tui import keymap
from crm_tui.tui.present import fitted, one_line


class TopBar(Widget):
    """The screens with their keys, the current one marked; who sits here, and which day it is."""

    def __init__(self) -> None:
        super().__init__()
        self._whose = ""

    def say(self, whose: str) -> None:
        """Show who sits here and the day."""
        if whose != self._whose:
            self._whose = whose
            self.refresh()

    def render(self) -> RenderResult:
        """One line: the modes on the left, the rest on the right where there is room."""
        parts: list[Content] = []
        for binding in keymap.MODES:
            key = self.app.get_key_display(binding)
            if binding.action == f"go('{self.app.current_mode}')":
                parts.append(Content.styled(f"[{key} {binding.description}]", "bold reverse"))
            else:
                parts.append(Content.assemble(" ", (key, "bold"), f" {binding.description} "))
        left = Content("").join(parts)
        room = self.size.width - left.cell_length - 2
        whose = visible(self._whose)
        if cell_len(whose) > room:
            whose = fitted(whose, room)
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


class KeyLine(Widget):
    """The keys that matter here, made from the bindings of the screen and of what has the focus."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[Binding] = []

    def on_mount(self) -> None:
        """Follow the bindings."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self._follow())

    def render(self) -> RenderResult:
        """As many keys as fit; the last ones always stay, and the needed ones are set closer for it."""
        parts = [self._part(binding) for binding in self._shown]
        needed = sum(map(keymap.is_needed, self._shown))
        rest = len(parts) - sum(map(keymap.stays, self._shown))
        gap = 2 if _cells(parts[:needed] + parts[rest:], 2) <= self.size.width else 1
        while rest and _cells(parts, gap) > self.size.width:
            rest -= 1
            del parts[rest]
        return Content(" " * gap).join(parts)

    def _follow(self) -> None:
        found: dict[str, Binding] = {}
        for active in self.screen.active_bindings.values():
            if active.binding.show and active.enabled and not active.binding.system:
                found.setdefault(active.binding.action, active.binding)
        shown = sorted(found.values(), key=keymap.footer_place)
        if shown != self._shown:
            self._shown = shown
            self.refresh()

    def _part(self, binding: Binding) -> Content:
        return Content.assemble((self.app.get_key_display(binding), "bold $text-accent"), f" {binding.description}")


def _cells(parts: list[Content], gap: int) -> int:
    return sum(part.cell_length + gap for part in parts) - gap
