"""Who noted what was said, and who changed it: kept whenever it is saved, whatever name stands in its fields."""

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.record import Record

Said = Commitment | Interaction

_SAYS: dict[type[Record], tuple[str, ...]] = {
    Commitment: ("words", "claim", "certainty", "kind", "deal_id", "due", "cost", "confirmed_on"),
    Interaction: ("said", "deal_id"),
}
"""What somebody changes who has a hand in it. Who owns it, and whether it was kept, is another matter."""


def with_hands(was: Record | None, record: Said, login: str) -> Said:
    """A record as it is to be stored: with those who had a hand in the stored one (``was``), and now this one.

    Whatever stands there in ``record`` itself is left aside, so that nobody is left out or made up.
    """
    if not isinstance(was, Said):
        return record.model_copy(update={"hands": (login,)})
    changed = any(getattr(was, name) != getattr(record, name) for name in _SAYS[type(record)])
    hands = (*was.hands, login) if changed and login not in was.hands else was.hands
    return record.model_copy(update={"hands": hands})
