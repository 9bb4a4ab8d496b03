"""All that happened with a customer, the newest first."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from crm_tui.services import timeline
from crm_tui.tui import keymap
from crm_tui.tui.screens.choice import ChoiceScreen
from crm_tui.tui.screens.detail import Related, of_entry
from crm_tui.tui.sections.section import Act, Asked, Section

if TYPE_CHECKING:
    from crm_tui.tui.screens.customer import CustomerPage

TITLE = "Timeline"

_PAGE, _ALL = "page", "all"


def _lines(asked: Asked) -> Sequence[Related]:
    return [of_entry(one, asked.days) for one in timeline.timeline(asked.desk.store, asked.customer.id)]


def _choose(page: "CustomerPage", _line: Related | None) -> None:
    """Ask for the kinds that are to be listed, with the number of each."""
    found = [line for line in page.lines if line.group == TITLE and line.target is not None]
    counted = timeline.counted(timeline.kind_of(line.target) for line in found if line.target is not None)
    answers = [
        (_PAGE, "The whole page"),
        (_ALL, f"The timeline ({len(found)})"),
        *((kind.name, f"Only {kind} ({number})") for kind, number in counted.items()),
    ]
    page.app.push_screen(ChoiceScreen("Show", answers), partial(_chosen, page))


def _chosen(page: "CustomerPage", answer: str | None) -> None:
    if answer == _PAGE:
        page.only()
    elif answer == _ALL:
        page.only(TITLE)
    elif answer is not None:
        page.only(TITLE, timeline.Kind[answer])


TIMELINE = Section(
    TITLE,
    _lines,
    acts=(Act(keymap.KINDS, lambda _page, _line: True, _choose),),
)
"""The records themselves, and the key that lists them alone, or those of one kind."""
