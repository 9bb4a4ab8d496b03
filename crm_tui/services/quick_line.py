"""What a line of quick capture says, as it is shown before it is saved."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import TYPE_CHECKING

from crm_tui.domain.commitment import CommitmentKind
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.recurrence import Recurrence
from crm_tui.domain.staff import Member
from crm_tui.services.quick_who import NOBODY, Contact, Who

if TYPE_CHECKING:
    # a line that promises no term loads no vocabulary
    from crm_tui.comparison.promises import Promise
    from crm_tui.services.deeds import Deed


class Part(StrEnum):
    """What a piece of the line says."""

    CUSTOMER = "customer"
    CONTACT = "contact"
    KIND = "kind"
    DUE = "due"
    OWNER = "owner"
    DEAL = "deal"
    AFTER = "after"
    AWAITED = "awaited"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the line that was understood, and is cut from the words."""

    part: Part
    """What it says."""

    start: int
    """Where it begins."""

    end: int
    """Where it ends."""

    typed: str
    """As it was typed."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A line as it would be saved."""

    line: str
    """As it was typed."""

    words: str = ""
    """What is owed: all that is not a piece."""

    unmet: tuple[str, ...] = ()
    """What the line names and is not there: a colleague, a day. It stays among the words where nobody puts it right."""

    pieces: tuple[Piece, ...] = ()
    """What was understood, in the order of the line."""

    who: Who = NOBODY
    """Whom the name before the colon may mean."""

    customer: Customer | None = None
    """The customer, where that is plain or was chosen."""

    new_customer: str = ""
    """The name of a customer that nobody knows yet."""

    due: date | None = None
    """By when."""

    at: time | None = None
    """At what time of that day."""

    is_working: bool = True
    """Whether somebody works on that day."""

    every: Recurrence | None = None
    """How it comes back."""

    after_words: str = ""
    """What has to happen first."""

    owner: str = ""
    """Who owes it: a login."""

    owners: tuple[Member, ...] = ()
    """The colleagues that may be meant, where there are several."""

    deal: Deal | None = None
    """For which deal."""

    deals: tuple[Deal, ...] = ()
    """The deals that may be meant, where there are several."""

    kind: CommitmentKind = CommitmentKind.PROMISE
    """Who owes it to whom."""

    contact: Contact | None = None
    """How the two met, where the line says that they did."""

    terms: "tuple[Promise, ...]" = ()
    """The terms that the words promise, each kept by itself; see :func:`quick_capture.heard`."""

    beside: str = ""
    """The words beside those terms, where there are any: kept by themselves as well."""

    awaited: "tuple[Deed, ...]" = ()
    """What the customer is to do beside what is owed to them: each is kept by itself, with its own day."""

    notes: tuple[str, ...] = ()
    """What to look at before it is saved."""

    @property
    def is_plain(self) -> bool:
        """Whether it can be saved without a choice."""
        return not (self.choices_of_customer or self.owners or self.deals) and bool(self.customer or self.new_customer)

    @property
    def choices_of_customer(self) -> tuple[Customer, ...]:
        """The customers to choose from, where nobody has chosen."""
        return () if self.customer or self.new_customer else self.who.found


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody said beside the line; it goes before what the line says."""

    customer_id: int | None = None
    """The customer."""

    new_customer: bool = False
    """Whether the name is a new customer's, whoever else has it."""

    near_will_do: bool = False
    """Whether a name that is spelled nearly so is taken, where only one is."""

    deal_id: int | None = None
    """The deal; 0 is none."""

    owner: str = ""
    """Who owes it."""

    due: date | None = None
    """By when."""

    subject: tuple[int | None, int | None] = (None, None)
    """The customer and the deal in sight; they count where the line names nobody else."""


NOTHING = Chosen()
"""Nothing was said beside the line."""
