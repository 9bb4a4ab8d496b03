"""Forms in which something is promised: they tell what was given away to date before one promises more.

What is promised is saved as it was understood on the screen, so a save may have to wait for that.
"""

from functools import partial
from typing import ClassVar, TypeVar

from textual import on
from textual.content import Content
from textual.message import Message
from textual.worker import get_current_worker

from crm_tui.domain.money import Money
from crm_tui.services.concessions import Budget, budgets
from crm_tui.tui.forms.heard import Heard
from crm_tui.tui.forms.parties import PartyForm
from crm_tui.tui.forms.row import FieldRow
from crm_tui.tui.present import safe

Result = TypeVar("Result")


class SpendingForm(PartyForm[Result]):
    """Tells below one of its rows what was given away on the deal and to the customer, beside the most that may be."""

    TELLS_BELOW: ClassVar[str]
    """The row."""

    class Spent(Message):
        """The store told what was given away."""

        def __init__(self, found: tuple[Budget, ...]) -> None:
            super().__init__()
            self.found = found
            """Beside the limits."""

    besides = 0
    """The number of a promise that is left out, as it is being changed."""
    besides_gift = 0
    """The number of a gift that is left out, as it is being changed."""
    _budgets: tuple[Budget, ...] = ()
    _spent_by: tuple[object, object] = (None, None)

    def cost(self) -> Money | None:
        """What the promise that is typed costs, where that is asked."""
        return None

    def tells(self, one: Budget) -> bool:
        """Whether there is something to tell of a budget."""
        return one.limit is not None or bool(one.spent.amount)

    def offer_parties(self) -> None:
        """Once it is known who there is."""
        super().offer_parties()
        # what was asked before may have met a store that could not be read
        self._spent_by = (None, None)
        self._ask_budgets()

    @on(Heard.Caught)
    def _save_what_was_heard(self, event: Heard.Caught) -> None:
        if event.is_new:
            self.show_problem("the words were still being read: look at what was understood, then save again")
        else:
            self.save_after_all()

    def noticed(self, row: FieldRow) -> None:
        """Another customer or deal has another budget; another cost, another rest."""
        super().noticed(row)
        if row.field.name in ("deal_id", "customer_id"):
            self._ask_budgets()
        else:
            self._tell_budgets()

    def _ask_budgets(self) -> None:
        today = self.desk.today()
        customer_id, deal_id = (self.row(name).answer(today).value for name in ("customer_id", "deal_id"))
        if (customer_id, deal_id) != self._spent_by:
            self._spent_by = (customer_id, deal_id)
            self._budgets = ()
            self._tell_budgets()
            if isinstance(customer_id, int):
                about = partial(self._read_budgets, customer_id, deal_id if isinstance(deal_id, int) else None)
                self.run_worker(about, thread=True, exclusive=True, group="budgets")

    def _read_budgets(self, customer_id: int, deal_id: int | None) -> None:
        worker = get_current_worker()
        try:
            found = budgets(self.desk, customer_id, deal_id, besides=self.besides, besides_gift=self.besides_gift)
        except Exception:  # a form goes on without what it would only show
            found = ()
        if not worker.is_cancelled:
            self.post_message(self.Spent(found))

    @on(Spent)
    def _know_budgets(self, event: Spent) -> None:
        self._budgets = event.found
        self._tell_budgets()

    def _tell_budgets(self) -> None:
        cost = self.cost()
        told = [
            Content.styled("! " if one.is_over(cost) else "", "bold $text-warning")
            + safe(one.with_more(cost), "$text-warning" if one.is_over(cost) else "$text-muted")
            for one in self._budgets
            if self.tells(one)
        ]
        self.row(self.TELLS_BELOW).show_told(Content("\n").join(told))
