"""What somebody answers for: their book of customers, and what is open with them."""

from collections.abc import Callable
from dataclasses import dataclass

from crm_tui.domain.commitment import UNSETTLED, Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import OPEN_STAGES, Deal, Stage
from crm_tui.domain.incident import Incident
from crm_tui.services import permissions
from crm_tui.services.ports import Records, Store


@dataclass(frozen=True, slots=True)
class Owned:
    """What is with one person, in numbers, and with whose customers it is."""

    customers: int = 0
    """How many customers they answer for."""

    deals: int = 0
    """How many deals that are not signed yet."""

    live: int = 0
    """How many that are signed or live."""

    commitments: int = 0
    """How many open commitments."""

    incidents: int = 0
    """How many open incidents they see to."""

    book: tuple[int, ...] = ()
    """The customers of whom something of that is, by number: all that has to be handed over."""

    @property
    def words(self) -> str:
        """How many of each: "12 customers, 3 open deals and 1 open commitment"; empty where there is nothing."""
        return in_words((self.customers, "customer"), *_open(self.deals, self.live, self.commitments, self.incidents))


def of(store: Store, owner: str) -> Owned:
    """All that is with somebody, under whichever of their names."""
    same = same_as(store, owner)
    customers = [number for number, name in store.fields(Customer, "owner") if same(name)]
    deals = [
        (customer_id, stage or Stage.ENQUIRY)
        for _, name, customer_id, stage in store.fields(Deal, "owner", "customer_id", "stage")
        if stage != Stage.LOST and same(name)
    ]
    unsigned = sum(stage in OPEN_STAGES for _, stage in deals)
    owed = [
        customer_id
        for status in UNSETTLED
        for _, name, customer_id in store.fields(Commitment, "owner", "customer_id", status=status)
        if same(name)
    ]
    wrong = [
        customer_id
        for _, name, customer_id, closed_on in store.fields(Incident, "owner", "customer_id", "closed_on")
        if closed_on is None and same(name)
    ]
    book = tuple(sorted({*customers, *(one for one, _ in deals), *owed, *wrong}))
    return Owned(len(customers), unsigned, len(deals) - unsigned, len(owed), len(wrong), book)


@dataclass(frozen=True, slots=True)
class Part:
    """What goes over with a customer or a deal: what is open there, and with the same owner."""

    deals: tuple[Deal, ...] = ()
    """Of a customer: their deals, but for those that are lost."""

    commitments: tuple[Commitment, ...] = ()
    """What is owed."""

    incidents: tuple[Incident, ...] = ()
    """What went wrong and is to be put right."""

    @property
    def records(self) -> tuple[Deal | Commitment | Incident, ...]:
        """All of it."""
        return (*self.deals, *self.commitments, *self.incidents)

    @property
    def words(self) -> str:
        """How many of each: "2 open deals and 1 open commitment"; empty where there is nothing."""
        unsigned = sum(one.is_open for one in self.deals)
        return in_words(*_open(unsigned, len(self.deals) - unsigned, len(self.commitments), len(self.incidents)))


def part(records: Records, what: Customer | Deal, owner: str = "") -> Part:
    """What is open there with its owner, or with this one. What is with somebody else stays there."""
    same = same_as(records, owner or what.owner)
    if isinstance(what, Customer):
        deals = [one for one in records.find(Deal, customer_id=what.id) if goes_over(one)]
        owed = records.find(Commitment, customer_id=what.id)
        wrong = records.find(Incident, customer_id=what.id)
    else:
        deals, owed = [], records.find(Commitment, deal_id=what.id)
        wrong = records.find(Incident, deal_id=what.id)
    return Part(
        tuple(one for one in deals if same(one.owner)),
        tuple(one for one in owed if one.is_open and same(one.owner)),
        tuple(one for one in wrong if one.is_open and same(one.owner)),
    )


def goes_over(deal: Deal) -> bool:
    """Whether somebody has to answer for a deal: every one but those that are lost."""
    return deal.stage is not Stage.LOST


def same_as(records: Records, owner: str) -> Callable[[str], bool]:
    """Whether a name means this person; each name is looked up once."""
    known: dict[str, bool] = {owner: True}

    def same(name: str) -> bool:
        if name not in known:
            known[name] = permissions.is_same(records, owner, name)
        return known[name]

    return same


def _open(unsigned: int, live: int, commitments: int, incidents: int) -> tuple[tuple[int, str], ...]:
    deals = ((unsigned, "open deal"), (live, "live deal"))
    return (*deals, (commitments, "open commitment"), (incidents, "open incident"))


def in_words(*counts: tuple[int, str]) -> str:
    """Numbers with their nouns, those that are not nought: "2 customers, 1 open deal and 3 open commitments"."""
    parts = [f"{number} {noun}{'s' * (number != 1)}" for number, noun in counts if number]
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
