"""What a number counts: the number in words, above every record that it counts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from crm_tui.domain.customer import Customer
from crm_tui.services.desk import Desk
from crm_tui.tui.screens.detail import DetailPage, Related, titled
from crm_tui.tui.widgets.facts import Fact


@dataclass(frozen=True, slots=True)
class Counted:
    """A number of one customer with what it counts."""

    customer: Customer
    """Whose."""

    title: str
    """What is counted."""

    facts: list[Fact]
    """The number, and how it is counted."""

    lines: list[Related]
    """The records."""

    deals: Sequence[int] = ()
    """The deals of which a comparison could tell more."""


class CountedPage(DetailPage[Counted]):
    """The list behind a number."""

    NOUN = "counted"

    def __init__(self, customer_id: int, look: Callable[[Desk], Counted]) -> None:
        """``look`` reads it, in a thread."""
        super().__init__(customer_id)
        self._look = look

    def read(self) -> Counted:
        """The number as it is now, with its records."""
        return self._look(self.desk)

    def show(self, found: Counted) -> None:
        """Show the number and its list."""
        self.facts.show([titled(found.customer.name, found.title), *found.facts])
        self.records.show(found.lines)

    def subject(self) -> tuple[int | None, int | None]:
        """The customer."""
        return self.record_id, None

    def met(self) -> Sequence[int]:
        """The customer."""
        return [self.record_id]
