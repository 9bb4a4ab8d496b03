"""The command palette: every key's action by its name, so that a key need not be known."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand
from textual.screen import Screen

from crm_tui.tui.copying import chosen, copy

if TYPE_CHECKING:
    from crm_tui.tui.app import DeskApp

_NOT_OFFERED = ("move", "page", "top", "bottom", "command_palette", "how_to_quit", "quit_form", "page_up", "page_down")


def commands_of(app: "DeskApp", screen: Screen[Any]) -> Iterable[SystemCommand]:
    """The actions that a key would run on this screen, each once, and what has no key of its own."""
    seen: set[str] = set()
    for active in screen.active_bindings.values():
        binding, name = active.binding, active.binding.action.partition("(")[0].rpartition(".")[2]
        if (
            not binding.tooltip
            or not active.enabled
            or name in _NOT_OFFERED
            or name.startswith("scroll_")
            or binding.action in seen
        ):
            continue
        seen.add(binding.action)
        title = f"{app.house.say(binding.description)} ({app.get_key_display(binding)})"
        namespace, action = active.node, binding.action

        async def run(action: str = action, namespace: Any = namespace) -> None:
            await app.run_action(action, default_namespace=namespace)

        yield SystemCommand(title, app.house.say(binding.tooltip), run)
    if chosen(screen):
        yield SystemCommand(
            "Copy", "The line under the cursor, or those marked, to the clipboard", partial(copy, app, screen)
        )
    if app.drafting.left:
        yield SystemCommand("Drafts", "What was typed and not saved when a session ended", app.drafting.offer)
    if app.is_lean:
        yield SystemCommand(
            "Lean mode off", "Show the row under the cursor and all colours again", lambda: app.be_lean(False)
        )
    else:
        yield SystemCommand("Lean mode", "Send less over a slow line", lambda: app.be_lean(True))
    yield SystemCommand("Tour", "Be shown round the desk in two minutes", app.action_tour)
    yield SystemCommand("Colours", "Choose the theme: strong contrast, safe for every eye", app.action_change_theme)
