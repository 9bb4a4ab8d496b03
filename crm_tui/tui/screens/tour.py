"""Two minutes round the desk, one step at a time; it can be left at any step, and called again."""

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from crm_tui.tui import keymap
from crm_tui.tui.house import house
from crm_tui.tui.widgets.facts import TextScroll
from crm_tui.tui.widgets.frame import KeyLine

STEPS = (
    (
        "What this desk is for",
        "What is said to a customer is noted in your own words. Weeks later a paper comes.",
        "The desk sets the two side by side and shows where they differ, before the customer signs.",
        "And each morning it tells what you owe to whom.",
    ),
    (
        "The screens",
        "[desk.today] Today: what needs you now, late things first.",
        "[desk.customers] Customers, [desk.deals] Deals, [desk.commitments] Commitments: everything on record.",
        "[desk.review] Review: each deal with promises, and what its paper says.",
        "The arrows or j and k move, enter opens, [page.back] goes back.",
    ),
    (
        "Note what was said",
        "[desk.capture] takes what you told somebody, as you would tell a colleague: “8.4 fixed for 3 yrs, no PF”.",
        "Each promise is shown as it was understood before anything is saved.",
        "[desk.quick] takes one line on any screen: “ravi: call back fri 4pm”.",
    ),
    (
        "Keep it",
        "On Today one key says what became of a line: [commitment.kept] kept, [commitment.broken] broken.",
        "[commitment.date] gives it another date that was agreed; the first one stays visible.",
        "[list.mark] marks several lines, and the key then acts on all of them.",
        "[desk.undo] takes back what you did last, whatever it changed. Try things: nothing is lost.",
    ),
    (
        "Said and written",
        "On a deal, [deal.attach] attaches the paper and [deal.review] sets the promises beside it.",
        "Worse, contradicted, missing, or a surprise that nobody spoke of: each with the line of the paper.",
        "Where it is not sure it says so, and you read that line yourself.",
        "Somebody who had no hand in the deal approves it; then it may be signed.",
    ),
    (
        "Find anything",
        "[list.filter] narrows a list as you type. [desk.search] searches everything on record.",
        "[desk.help] shows all keys of the screen you are on, the last line the ones that matter there.",
        "[desk.palette] finds any screen or action by its name: no key need be known.",
    ),
    (
        "Your terminal",
        "[desk.palette] and then “colours”: strong contrast, or colours that every eye tells apart.",
        "“lean” sends less over a slow line. “tour” shows this again.",
        "crm-tui --plain is the desk in lines, for a screen reader.",
    ),
)
"""Each a title and its sentences; a key stands as the id of its binding."""


class TourScreen(ModalScreen[None]):
    """One step after the other."""

    CSS_PATH = "../styles/keys.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,right", "step(1)", "Next", id="tour.next", tooltip="The next step"),
        Binding("left,backspace", "step(-1)", "Before", id="tour.before", tooltip="The step before"),
        keymap.BACK,
    ]

    def __init__(self, below: Screen[Any]) -> None:
        """``below`` is the screen whose keys are told."""
        super().__init__()
        self._at = 0
        self._below = below

    def compose(self) -> ComposeResult:
        """The step, and the keys."""
        with TextScroll():
            yield Static(markup=False, id="step")
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin."""
        self._show()

    def action_step(self, by: int) -> None:
        """Go on or back; behind the last step is the desk."""
        if self._at + by >= len(STEPS):
            self.dismiss()
        else:
            self._at = max(0, self._at + by)
            self._show()

    def action_back(self) -> None:
        """Leave it where it is."""
        self.dismiss()

    def _show(self) -> None:
        title, *sentences = STEPS[self._at]
        parts = [Content.styled(f"{self._at + 1} of {len(STEPS)} · {title}", "bold underline")]
        keys = self._keys()
        for sentence in sentences:
            told = house(self).say(sentence)
            for name, key in keys.items():
                told = told.replace(f"[{name}]", key)
            parts += [Content(""), Content(told)]
        self.query_one("#step", Static).update(Content("\n").join(parts))

    def _keys(self) -> dict[str, str]:
        """What is pressed for each binding, as it is now."""
        declared = [one for one in vars(keymap).values() if isinstance(one, Binding)]
        found = {one.id: one for one in (*declared, *keymap.MODES) if one.id}
        found |= {
            active.binding.id: active.binding for active in self._below.active_bindings.values() if active.binding.id
        }
        return {name: self.app.get_key_display(one) for name, one in found.items()}
