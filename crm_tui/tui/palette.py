"""The command palette of the desk: what was chosen last stands first."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

if TYPE_CHECKING:
    from crm_tui.tui.app import DeskApp

_MARGIN = 0.1
"""By so much a command that was chosen lately counts as a better match than one that was not."""


class DeskCommands(Provider):
    """The commands of the screen below, by their names."""

    @property
    def _desk_app(self) -> "DeskApp":
        return cast("DeskApp", self.app)

    async def discover(self) -> Hits:
        """All of them: those that were chosen lately, the last one first, then the others by name."""
        recent = self._desk_app.habits.recent
        place = {name: at for at, name in enumerate(recent)}
        commands = list(self.app.get_system_commands(self.screen))
        for command in sorted(commands, key=lambda one: (place.get(_name(one.title), len(place)), one.title)):
            noted = self._noted(command.title, command.callback)
            yield DiscoveryHit(_plain(command.title), noted, command.title, _plain(command.help))

    async def search(self, query: str) -> Hits:
        """Those whose names match."""
        matcher, recent = self.matcher(query), self._desk_app.habits.recent
        for command in self.app.get_system_commands(self.screen):
            match = matcher.match(command.title)
            if match > 0:
                lately = _MARGIN if _name(command.title) in recent else 0.0
                noted = self._noted(command.title, command.callback)
                # a title is drawn as markup, and the firm's words may stand in it
                shown = Content(command.title) if "[" in command.title else matcher.highlight(command.title)
                yield Hit(match + lately, shown, noted, command.title, _plain(command.help))

    def _noted(self, title: str, run: Callable[[], Any]) -> Callable[[], Awaitable[None] | None]:
        def chosen() -> Any:
            self._desk_app.habits.chose(_name(title))
            return run()

        return chosen


def _plain(text: str) -> str:
    """Markup that shows a text as it is."""
    return text.replace("[", r"\[")


def _name(title: str) -> str:
    """A command's name without its key, which may be another one next time."""
    return title.rpartition(" (")[0] or title
