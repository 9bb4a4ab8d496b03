"""What is done with commitments, in one key each, on every page that shows them."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import ClassVar, TypeVar

from textual import on
from textual.binding import BindingType
from textual.message import Message

from crm_tui.domain.commitment import Commitment
from crm_tui.services.customers import Names
from crm_tui.services.doing import Act, why_not
from crm_tui.services.outcomes import Outcome
from crm_tui.services.work_calendar import met_from, next_working_day
from crm_tui.tui import keymap
from crm_tui.tui.faults import unsaved
from crm_tui.tui.screens.page import Page, Told
from crm_tui.tui.widgets.record_list import RecordList

Found = TypeVar("Found")


class SettlingPage(Page[Found]):
    """A page on which something is done with the commitment that is meant, or with all that are marked."""

    BINDINGS: ClassVar[list[BindingType]] = [*keymap.SETTLE, keymap.SNOOZE, keymap.CONTACT]

    class Acted(Message):
        """The store has it."""

        def __init__(self, outcome: Outcome, told: Told) -> None:
            super().__init__()
            self.outcome = outcome
            """What was done."""
            self.told = told
            """Who is told of it."""

    _weighed: tuple[Sequence[Commitment] | None, frozenset[Act]] = None, frozenset()

    def commitment(self) -> Commitment | None:
        """The commitment that is meant; None where there is none."""
        raise NotImplementedError

    def chosen(self) -> Sequence[Commitment]:
        """The commitments that an act is done with: the one that is meant, where none is marked."""
        meant = self.commitment()
        return [meant] if meant is not None else []

    def met(self) -> Sequence[int]:
        """The customers with whom a contact is logged: those of what is chosen."""
        return [one.customer_id for one in self.chosen()]

    def chosen_of(self) -> int:
        """How many those are chosen from; 0 where none is marked."""
        return 0

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what changes something is offered."""
        if action == "contact":
            return bool(self.met())
        if action == "snooze":
            return bool(self.chosen())
        if action != "act":
            return super().check_action(action, parameters)
        # asked of each key at each move of the cursor: of thousands that are marked it is found out once
        chosen = self.chosen()
        if chosen is not self._weighed[0]:
            possible = frozenset(act for act in Act if any(not why_not(act, one) for one in chosen))
            self._weighed = chosen, possible
        return Act(str(parameters[0])) in self._weighed[1]

    def action_act(self, name: str) -> None:
        """Ask what the act needs; to open one again needs nothing."""
        from crm_tui.tui.forms.acts import FORMS

        act, ones = Act(name), self.chosen()
        if not ones:
            return
        if act is Act.REOPEN and len(ones) == 1:
            if self.desk_app.may_save():
                self.run_worker(partial(self._reopen, ones, self.marks()), thread=True, group="write")
            return
        self.desk_app.open_form(FORMS[act](self.desk, ones, self.chosen_of()), self.marks())

    def action_snooze(self) -> None:
        """Put what is meant off, for who sits here."""
        if ones := self.chosen():
            self.put_off([f"commitment {one.id}" for one in ones], ones[0].words)

    def put_off(self, keys: Sequence[str], words: str, awaited: date | None = None) -> None:
        """Put lines of the daily check off: until an awaited day is met, else until the next working day."""
        from crm_tui.tui.forms.acts import SnoozeForm

        def ask(day: date) -> None:
            self.desk_app.open_form(SnoozeForm(self.desk, keys, words, day), self.marks())

        def until() -> date:
            return met_from(store, awaited) if awaited is not None else next_working_day(store, self.desk.today())

        store = self.desk.store
        self.look_up(until, ask)

    def action_contact(self) -> None:
        """Log a contact with the customers of what is meant."""
        from crm_tui.tui.forms.acts import ContactForm

        if met := self.met():

            def ask(name: str) -> None:
                self.desk_app.open_form(ContactForm(self.desk, met, name), self.marks())

            self.look_up(lambda: Names(self.desk.store).of(met[0]), ask)

    @on(RecordList.Moved)
    def _offer(self) -> None:
        self.refresh_bindings()

    @on(Acted)
    def _tell(self, message: Acted) -> None:
        message.told(message.outcome)
        self.desk_app.desk_changed()
        words = message.outcome.words
        self.app.notify(f"{words[:1].upper()}{words[1:]}: {acts_on(message.outcome)}")

    def _reopen(self, ones: Sequence[Commitment], told: Told) -> None:
        from crm_tui.services import acts

        try:
            message: Message = self.Acted(acts.reopen(self.desk, ones), told)
        except Exception as fault:  # nothing was changed: the page says so and stays
            message = self.Failed(unsaved(fault))
        self.post_message(message)


def acts_on(outcome: Outcome) -> str:
    """What the first that was changed says."""
    first = outcome.changed[0] if outcome.changed else None
    return " ".join(first.words.split()) if isinstance(first, Commitment) else ""
