"""A contact with a customer, as it is recorded by the one who sits here."""

from datetime import date

from crm_tui.domain.interaction import Channel, Direction, Interaction
from crm_tui.services.desk import Desk


def contact_note(
    desk: Desk,
    customer_id: int,
    said: str,
    *,
    deal_id: int | None = None,
    channel: Channel = Channel.BRANCH,
    direction: Direction = Direction.OUT,
    on: date | None = None,
) -> Interaction:
    """What was said, ready to be added; today, if no day is given."""
    return Interaction(
        customer_id=customer_id,
        deal_id=deal_id,
        on=on or desk.today(),
        channel=channel,
        direction=direction,
        by=desk.officer,
        said=said,
    )
