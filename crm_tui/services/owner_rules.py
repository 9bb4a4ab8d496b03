"""The rules about who answers for a customer or a deal: gone, silent, or a former owner who is still in touch.

The review of a deal and the daily check ask here, so that both say the same.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Protocol, TypeVar

from crm_tui.services.people import People


class Contact(Protocol):
    """A contact with a customer, as far as these rules look at it."""

    @property
    def id(self) -> int:
        """Its number: of two of one day the later one is the greater."""
        ...

    @property
    def on(self) -> date:
        """The day."""
        ...

    @property
    def by(self) -> str:
        """Who spoke for the desk."""
        ...


C = TypeVar("C", bound=Contact)
Same = Callable[[str, str], bool]
"""Whether two names mean one person."""


def left_on(people: People, owner: str, today: date) -> date | None:
    """The last day of an owner who is no longer at the desk; None for whoever is, or is not listed."""
    who = people.member(owner)
    return None if who is None or who.is_here(today) else who.left_on


def is_unlisted(people: People, owner: str) -> bool:
    """Whether a staff list exists, and an owner is not on it."""
    return bool(people.staff) and people.member(owner) is None


def is_gone(people: People, owner: str, today: date) -> bool:
    """Whether nobody here answers for what stands under this name."""
    return left_on(people, owner, today) is not None or is_unlisted(people, owner)


def last_of(same: Same, owner: str, contacts: Sequence[C]) -> C | None:
    """The owner's own last contact; ``contacts`` are by day, then by number."""
    return next((one for one in reversed(contacts) if same(owner, one.by)), None)


def silent_days(last: date | None, since: date, today: date) -> int:
    """For how many days an owner was not in touch, counted from taking over, if that is later."""
    return (today - max(last or since, since)).days


def former_contact(same: Same, owner: str, before: Iterable[str], since: date, contacts: Sequence[C]) -> C | None:
    """The last contact of a former owner since the handover, unless the present owner was in touch after it."""
    former = {one for one in before if not same(one, owner)}
    theirs = next(
        (one for one in reversed(contacts) if one.on >= since and any(same(name, one.by) for name in former)), None
    )
    own = last_of(same, owner, contacts)
    if theirs is None or (own is not None and (own.on, own.id) > (theirs.on, theirs.id)):
        return None
    return theirs
