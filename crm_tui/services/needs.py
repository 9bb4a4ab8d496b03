"""What customers need, as it came up; and how it becomes a deal."""

from collections.abc import Iterator
from dataclasses import dataclass

from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Area, Deal, Stage
from crm_tui.domain.errors import DeskError
from crm_tui.domain.interaction import Interaction, Need
from crm_tui.services import records
from crm_tui.services.desk import Desk
from crm_tui.services.ports import Records


@dataclass(frozen=True, slots=True)
class Noted:
    """One need with where it came up."""

    interaction: Interaction
    """In which contact."""

    place: int
    """Which of its needs, from 0."""

    @property
    def need(self) -> Need:
        """What."""
        return self.interaction.needs[self.place]


def waiting(store: Records, customer_id: int) -> list[Noted]:
    """The needs of a customer that no deal answers yet, the newest first."""
    contacts = sorted(store.find(Interaction, customer_id=customer_id), key=lambda one: (one.on, one.id), reverse=True)
    return [one for contact in contacts for one in noted(contact) if one.need.deal_id is None]


def noted(interaction: Interaction) -> Iterator[Noted]:
    """The needs that came up in a contact, in order."""
    return (Noted(interaction, place) for place in range(len(interaction.needs)))


def to_deal(desk: Desk, one: Noted) -> Deal:
    """Begin a deal out of a need; each names the other, and one undo takes both back.

    It is owned by who answers for the customer.

    Raises:
        DeskError: the need is a deal already, or was changed meanwhile.
    """
    before = one.interaction
    customer = records.get(desk, Customer, before.customer_id)
    if one.need.deal_id is not None:
        raise DeskError(f"this need is deal #{one.need.deal_id} already: open that")
    today = desk.today()
    new = Deal(
        customer_id=customer.id,
        title=one.need.words,
        area=Area.OTHER,
        stage=Stage.ENQUIRY,
        stage_since=today,
        owner=customer.owner,
        opened=today,
        interaction_id=before.id,
    )
    with desk.acting("need became a deal") as now:
        deal = now.add(new)
        needs = list(before.needs)
        needs[one.place] = one.need.model_copy(update={"deal_id": deal.id})
        records.replace(desk, now, before, before.model_copy(update={"needs": tuple(needs)}))
    return deal


def read_needs(typed: str, before: tuple[Need, ...]) -> tuple[Need, ...]:
    """Needs, one a line; a line that stood there before keeps its deal."""
    known = list(before)
    found = []
    for words in (line.strip() for line in typed.splitlines()):
        if not words:
            continue
        same = next((one for one in known if one.words == words), None)
        if same is not None:
            known.remove(same)
        found.append(same or Need(words=words))
    return tuple(found)
