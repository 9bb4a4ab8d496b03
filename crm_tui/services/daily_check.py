"""The daily check: what is owed, and how late it is."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from crm_tui.domain.calendar import When, when
from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.errors import DeskError
from crm_tui.services.commitments import first_listed, unsettled
from crm_tui.services.customers import Names, folded, quoted
from crm_tui.services.deals import Titles
from crm_tui.services.parts import Wish
from crm_tui.services.ports import Records, Store


@dataclass(frozen=True, slots=True)
class Owed:
    """One open commitment with the names that a line about it needs."""

    commitment: Commitment
    """What is owed."""

    customer: str
    """The customer's name."""

    deal: str | None
    """The deal's title, if it belongs to one."""

    when: When
    """How its due date stands to the day of the check."""


@dataclass(frozen=True, slots=True)
class DailyCheck:
    """Every open commitment, once, in the order in which it wants attention."""

    as_of: date
    """The day it was reckoned for."""

    owed: tuple[Owed, ...]
    """Overdue first, then today, soon, without a date, later; each by due date, then by number."""

    def group(self, which: When) -> tuple[Owed, ...]:
        """The lines of one group."""
        return tuple(line for line in self.owed if line.when is which)

    @property
    def needs_attention(self) -> bool:
        """Whether something is overdue or due on the day."""
        return any(line.when in (When.OVERDUE, When.TODAY) for line in self.owed)


_NAMED = 12
_ORDER = {group: place for place, group in enumerate(When)}


def known_owner(records: Records, wanted: str) -> str:
    """The officer of this name, as a commitment, a deal or a customer spells it; letter case does not matter.

    Raises:
        DeskError: nobody of that name owns anything; the line names those who do.
    """
    if not wanted.strip():
        raise DeskError("give the officer's name")
    owned: list[Commitment | Deal | Customer] = []
    for kind in (Commitment, Deal, Customer):
        owned += records.find(kind)
    names = sorted({one.owner for one in owned})
    found = next((name for name in names if folded(name) == folded(wanted)), None)
    if found is None:
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        known = f": {', '.join(names[:_NAMED])}{more}" if names else ", nor does anybody else yet"
        raise DeskError(f"nobody called {quoted(wanted.strip())} owns anything here{known}")
    return found


def daily_check(records: Records, as_of: date, owner: str | None = None) -> DailyCheck:
    """What is open on a day, of the whole desk or of one owner (letter case does not matter)."""
    customers, deals = Names(records), Titles(records)
    wanted = folded(owner) if owner is not None else None
    lines = [
        Owed(
            commitment=one,
            customer=customers.of(one.customer_id),
            deal=deals.of(one.deal_id),
            when=when(one.due, as_of),
        )
        for one in unsettled(records)
        if wanted is None or folded(one.owner) == wanted
    ]
    lines.sort(key=lambda line: (_ORDER[line.when], line.commitment.due or date.max, line.commitment.id))
    return DailyCheck(as_of, tuple(lines))


def first_owed(store: Store, today: date) -> tuple[Counter[When], tuple[Owed, ...]]:
    """How much is owed, by how it stands to today, and the first lines of what is late or due, as ``daily_check``."""
    part, _ = first_listed(store, Wish(), today)
    customers, deals = Names(store), Titles(store)
    found = (store.get(Commitment, record_id) for record_id in part.ids)
    urgent = [
        Owed(one, customers.of(one.customer_id), deals.of(one.deal_id), when(one.due, today))
        for one in found
        if one is not None and when(one.due, today) in (When.OVERDUE, When.TODAY)
    ]
    return Counter({group: part.groups[group] for group in When}), tuple(urgent)
