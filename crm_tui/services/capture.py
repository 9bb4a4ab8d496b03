"""Capture what was said: the interaction, and each promise in it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from crm_tui.comparison import engine
from crm_tui.comparison.engine import listen
from crm_tui.comparison.kinds import held
from crm_tui.comparison.promises import Promise
from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Area, Deal
from crm_tui.domain.errors import DeskError
from crm_tui.domain.interaction import Channel, Direction, Interaction
from crm_tui.domain.record import Record
from crm_tui.services import records, vocabulary
from crm_tui.services.contact_note import contact_note
from crm_tui.services.deal_areas import area_by_title
from crm_tui.services.deeds import Deed, due_of
from crm_tui.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Captured:
    """What a capture stored."""

    customer: Customer
    """With whom; new if the capture named somebody unknown."""

    interaction: Interaction
    """The whole note."""

    promises: tuple[Commitment, ...]
    """One for each promise that was heard, then one for each thing that is to be done."""

    @property
    def kept(self) -> tuple[Record, ...]:
        """All of it, the promises first."""
        return (*self.promises, self.interaction, self.customer)


def hear(desk: Desk, note: str, area: Area | None = None) -> tuple[Promise, ...]:
    """The promises in a note, as they would be saved."""
    with held(vocabulary.ready(desk)):
        return listen(note, today=desk.today(), area=area)


def taken_back(desk: Desk, note: str, area: Area | None = None) -> tuple[Promise, ...]:
    """What a note says first and then puts right or takes back: it is shown, and not saved as a promise."""
    with held(vocabulary.ready(desk)):
        return engine.hear(note, today=desk.today(), area=area).superseded


def area_of(title: str, promises: Sequence[Promise]) -> Area:
    """The kind of business that a deal's title names, else the one that most of its promises speak of, else *other*."""
    if (named := area_by_title(title)) is not Area.OTHER:
        return named
    areas = Counter(
        _AREAS[pack] for one in promises if one.claim.term and (pack := one.claim.term.partition(".")[0]) in _AREAS
    )
    return areas.most_common(1)[0][0] if areas else Area.OTHER


# a card is a way to borrow; general terms belong to no business
_AREAS = {str(area): area for area in Area if area is not Area.OTHER} | {"card": Area.LOAN}


def capture(
    desk: Desk,
    customer: Customer,
    note: str,
    *,
    deal_id: int | None = None,
    new_deal: str = "",
    channel: Channel = Channel.BRANCH,
    direction: Direction = Direction.OUT,
    due: date | None = None,
    promises: Sequence[Promise],
    to_do: Sequence[Deed] = (),
) -> Captured:
    """Save a note with its promises, all in one transaction.

    A customer without an id is added first; ``new_deal`` is the title of a deal that is opened for it.
    ``due`` is the day of all that says none itself. What is ``to_do`` is about no term and kept without a claim.

    Raises:
        DeskError: the note is empty, or too long to be kept.
    """
    if not note.strip():
        raise DeskError("type what was said before you save it", field="note")
    today = desk.today()
    with records.in_plain_words(), desk.acting("note taken") as now:
        if not customer.id:
            customer = now.add(customer)
        if new_deal.strip():
            deal = Deal(
                customer_id=customer.id,
                title=new_deal,
                area=area_of(new_deal, promises),
                stage_since=today,
                opened=today,
                owner=desk.officer,
            )
            deal_id = now.add(deal).id
        interaction = now.add(
            contact_note(desk, customer.id, note, deal_id=deal_id, channel=channel, direction=direction)
        )
        base = {
            "customer_id": customer.id,
            "deal_id": deal_id,
            "interaction_id": interaction.id,
            "owner": desk.officer,
            "made_on": today,
        }
        owed: list[dict[str, object]] = [
            {"words": one.text, "claim": one.claim, "certainty": one.certainty} | _when(due, *due_of(desk, one))
            for one in promises
        ]
        owed += [{"kind": one.kind, "words": one.text} | _when(due, one.due, one.at) for one in to_do]
        kept = tuple(now.add(Commitment.model_validate(base | values)) for values in owed)
    return Captured(customer, interaction, kept)


def _when(day: date | None, own: date | None, at: time | None) -> dict[str, object]:
    return {"due": own, "at": at} if own else {"due": day}
