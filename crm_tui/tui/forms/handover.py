"""Hand a customer, a deal or a book over, and return what was proposed."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from textual import on
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import get_current_worker

from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.handover import Handover
from crm_tui.services import handover, owned
from crm_tui.services.desk import Desk
from crm_tui.services.outcomes import Outcome
from crm_tui.services.receivers import Receiver, receivers
from crm_tui.services.receivers import of as receiver_of
from crm_tui.tui.faults import unread
from crm_tui.tui.forms.acts import ActForm, Asked
from crm_tui.tui.forms.answers import Answer
from crm_tui.tui.forms.fields import Field, Shape
from crm_tui.tui.forms.form import Form, Save
from crm_tui.tui.forms.names import NameEntry
from crm_tui.tui.forms.row import FieldRow, entry_for
from crm_tui.tui.present import counted, one_line

_LISTED = 6
"""So many officers stand below the questions, those with the least to do."""


class HandoverForm(Form[Outcome]):
    """To whom and why; what goes over, and what the receiver has already, stands below."""

    class Known(Message):
        """What each officer has is known."""

        def __init__(self, found: Sequence[Receiver], problem: str = "") -> None:
            super().__init__()
            self.found = tuple(found)
            """Those who could take over."""
            self.problem = problem
            """Why it could not be read; empty where it was."""

    def __init__(self, desk: Desk, title: str, goes: str, propose: Callable[[str, str], Outcome]) -> None:
        """``goes`` is what goes over; ``propose`` proposes it, given the receiver and the reason."""
        super().__init__(desk, title)
        self._goes = goes
        self._propose = propose
        self._found: tuple[Receiver, ...] | None = None
        self._problem = ""
        self._told = Static(markup=False, id="told")

    @classmethod
    def of_customer(cls, desk: Desk, customer: Customer) -> "HandoverForm":
        """For one customer."""
        more = owned.part(desk.store, customer).words
        goes = f"{customer.owner} answers for them until it is accepted." + (f" {more} go over too." if more else "")
        return cls(
            desk, f"Hand over: {customer.name}", goes, lambda to, why: handover.propose(desk, [customer.id], to, why)
        )

    @classmethod
    def of(cls, desk: Desk, what: Customer | Deal) -> "HandoverForm":
        """For a customer, or for one deal while the customer stays."""
        if isinstance(what, Customer):
            return cls.of_customer(desk, what)
        more = owned.part(desk.store, what).words
        goes = f"{what.owner} answers for it until it is accepted; the customer stays with their owner."
        goes += f" {more} go over too." if more else ""
        return cls(desk, f"Hand over: {what.title}", goes, partial(handover.propose_deal, desk, what.id))

    @classmethod
    def of_book(cls, desk: Desk, owner: str) -> "HandoverForm":
        """For all that is with one officer."""
        what = owned.of(desk.store, owner)
        parts = f", in {counted(len(what.book), 'handover')}" if len(what.book) > 1 else ""
        goes = f"{owner} has {what.words or 'nothing to hand over'}{parts}; it stays theirs until it is accepted."
        return cls(desk, f"Hand over the book of {owner}", goes, partial(handover.propose_book, desk, owner))

    def rows(self) -> Iterable[FieldRow]:
        """To whom, and why."""
        to = Field("to", "To", Shape.STAFF, hint="who is to take it over")
        why = Field("why", "Why", Shape.TEXT, hint="the receiver reads it first")
        yield FieldRow(to, NameEntry(self.desk, "", hint=to.hint))
        yield FieldRow(why, entry_for(why, ""))

    def panels(self) -> Iterable[Widget]:
        """What goes over, and what everybody has."""
        self._say()
        yield self._told

    def on_mount(self) -> None:
        """Ask what everybody has: it takes a look at the whole day."""
        self.run_worker(self._reckon, thread=True, exclusive=True, group="loads")

    def noticed(self, row: FieldRow) -> None:
        """What the receiver has follows who is named."""
        if row.field.name == "to":
            self._say(str(row.answer(self.desk.today()).value or ""))

    def prepare(self, answers: dict[str, Answer]) -> Save[Outcome]:
        """Propose it."""
        return partial(self._propose, str(answers["to"].value), str(answers["why"].value))

    def saved_line(self, result: Outcome) -> str:
        """To whom it was proposed, and what was not."""
        return f"{result.words[:1].upper()}{result.words[1:]}: it stays with the old owner until it is accepted"

    def _reckon(self) -> None:
        worker = get_current_worker()
        try:
            message = self.Known(receivers(self.desk.store, self.desk.today()))
        except Exception as fault:  # who is to have it can be named all the same
            message = self.Known((), unread(fault))
        if not worker.is_cancelled:
            self.post_message(message)

    @on(Known)
    def _know(self, event: Known) -> None:
        self._found, self._problem = event.found, event.problem
        self._say(str(self.row("to").answer(self.desk.today()).value or ""))

    def _say(self, to: str = "") -> None:
        told = [one_line(self._goes)]
        chosen = receiver_of(self._found or (), to) if to.strip() else None
        if self._found is None:
            told.append(Content("What everybody has is being counted…"))
        elif self._problem:
            told.append(one_line(f"What everybody has can't be told: {self._problem}"))
        elif chosen is not None:
            told += [Content("Has already:"), one_line(f"  {chosen.words}", "bold")]
        else:
            told += [Content("What officers have already, the least first:")]
            told += [one_line(f"· {one.words}") for one in self._found[:_LISTED]]
        self._told.update(Content("\n").join(told))


class ReturnForm(ActForm):
    """Why what was proposed is returned."""

    def __init__(self, desk: Desk, ones: Sequence[Handover], name: str) -> None:
        """``name`` is the first one's customer."""
        what = name if len(ones) == 1 else counted(len(ones), "handover")
        super().__init__(desk, f"Return: {what}", [f"Proposed by {ones[0].by}: {ones[0].reason}"])
        self._ones = tuple(ones)

    def asked(self) -> Iterable[Asked]:
        """The reason."""
        yield Field("why", "Why", hint="who proposed it reads it"), ""

    def act(self, given: dict[str, Any]) -> Outcome:
        """Return it."""
        return handover.send_back(self.desk, self._ones, str(given["why"] or ""))
