"""What one section of a customer's page is. A part of the desk that has to do with customers declares one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from textual.binding import Binding

from crm_tui.domain.customer import Customer
from crm_tui.domain.rules import GroundRules
from crm_tui.services import house_words
from crm_tui.services.desk import Desk
from crm_tui.services.house_words import HouseWords
from crm_tui.services.incidents import Flag
from crm_tui.services.relationship import State
from crm_tui.services.work_calendar import DueDays
from crm_tui.tui.adding import Added
from crm_tui.tui.screens.detail import Related
from crm_tui.tui.widgets.facts import Fact

if TYPE_CHECKING:
    from crm_tui.tui.screens.customer import CustomerPage


@dataclass(frozen=True, slots=True)
class Asked:
    """What a section is asked about."""

    desk: Desk
    """Where the records are."""

    customer: Customer
    """Whose page it is."""

    days: DueDays
    """The day it is shown on, and how due dates stand to it."""

    rules: GroundRules
    """Those in force."""

    state: State
    """How things stand with them."""

    flag: Flag
    """Whether something went wrong for them that is open, or was put right not long ago."""

    @property
    def words(self) -> HouseWords:
        """What the firm calls things."""
        return house_words.of(self.desk.store)

    @property
    def today(self) -> date:
        """The day it is shown on."""
        return self.days.today


def nothing(_: Asked) -> Sequence[Any]:
    """What a section gives that has no lines, or no facts."""
    return ()


@dataclass(frozen=True, slots=True)
class Act:
    """Something that one key does on the page."""

    binding: Binding
    """The key, declared in the keymap; its action is ``section('…')`` with a name that no other act has."""

    offered: Callable[["CustomerPage", Related | None], bool]
    """Whether it fits the line under the cursor; asked on each move, so it reads nothing."""

    do: Callable[["CustomerPage", Related | None], None]
    """Does it."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the lines below it, the facts that stand on top, and what can be done."""

    title: str
    """The heading."""

    lines: Callable[[Asked], Sequence[Related]] = nothing
    """What stands below the heading, in order; without a line the heading is left out. Runs in a thread."""

    facts: Callable[[Asked], Sequence[Fact]] = nothing
    """What stands on top of the page. Runs in a thread."""

    adds: tuple[Added, ...] = ()
    """What the key for a new record offers."""

    acts: tuple[Act, ...] = ()
    """What other keys do."""

    leads: Callable[[Asked], Sequence[Fact]] = nothing
    """What stands right below the name, before anything else. Runs in a thread."""
