"""The lines of the daily check, and the groups in which they stand."""

from datetime import date, time
from enum import StrEnum
from typing import NamedTuple

from crm_tui.domain.calendar import When


class Group(StrEnum):
    """Why a line is in the daily check, in the order of the list.

    Every open commitment is in exactly one of those that ``OF_COMMITMENTS`` names; the others hold lines about deals,
    customers, waivers, memberships and reviews.
    """

    OVERDUE = "overdue"
    TODAY = "due today"
    NEXT = "next"
    NO_DATE = "no date"
    NO_NEXT_STEP = "no next step"
    STALE = "stale"
    ORPHANS = "orphans"
    FORMER_OWNER = "former owner"
    QUIET = "quiet"
    OCCASIONS = "occasions"
    EXPIRING = "expiring"
    REVIEWS = "reviews"
    LATER = "later"

    @property
    def heading(self) -> str:
        """As it stands over its lines: "Deals without a next step"."""
        return _HEADINGS[self]


_HEADINGS = {
    Group.OVERDUE: "Overdue",
    Group.TODAY: "Due today",
    Group.NEXT: "Next working days",
    Group.NO_DATE: "No date",
    Group.NO_NEXT_STEP: "Deals without a next step",
    Group.STALE: "Stale deals",
    Group.ORPHANS: "Orphans: nobody here answers for them",
    Group.FORMER_OWNER: "Former owner contacted",
    Group.QUIET: "Quiet customers, due for a contact",
    Group.OCCASIONS: "Occasions",
    Group.EXPIRING: "Memberships, waivers and consents that end",
    Group.REVIEWS: "Reviews and handovers waiting",
    Group.LATER: "Later",
}

OF_COMMITMENTS = {
    When.OVERDUE: Group.OVERDUE,
    When.TODAY: Group.TODAY,
    When.NEXT: Group.NEXT,
    When.NO_DATE: Group.NO_DATE,
    When.LATER: Group.LATER,
}
"""The group of an open commitment, by how its due date stands to the day."""

URGENT = (Group.OVERDUE, Group.TODAY)
"""What makes a day one that is not clean."""

AHEAD = (Group.NEXT, Group.LATER)
"""What waits for nobody yet."""


class Whose(StrEnum):
    """Whose lines are shown."""

    MINE = "mine"
    TEAM = "my team's"
    DESK = "the whole desk's"


class Act(StrEnum):
    """What the one key does on a line."""

    SETTLE = "settle it"
    NEXT_STEP = "give a next step"
    STAGE = "move it on"
    REASSIGN = "give it to somebody"
    CONTACT = "log a contact"
    GREET = "greet them"
    WAIT = "put it off until the day"
    RENEW = "say until when it runs now"
    CONSENT = "record what they allow"
    TAKE_DOWN = "say that it is taken down"
    REVIEW = "open the review"
    OPEN = "open it"


class Line(NamedTuple):
    """One line: who owes whom what since when, and what to do about it.

    A named tuple, as a large desk has tens of thousands: one is made in a quarter of the time of a frozen dataclass.
    """

    group: Group
    """Why it is here."""

    key: str
    """``commitment 12``, ``stale 7``, ``quiet 4``: unique on a day, the same on every day; a snooze is about it."""

    who: str
    """Who owes it, or has to act: an officer or, for what they owe us, the customer."""

    to: str
    """To whom: the customer or, for what they owe us, the officer who follows it up."""

    words: str
    """The words used, or what is the matter in a sentence."""

    since: date
    """The day it was said, or since when it is so."""

    due: date | None
    """The last day on which it is in time; the day itself for an occasion; None where no day is due."""

    at: time | None
    """The time of that day, only where one was given."""

    customer_id: int
    """Whose it is."""

    customer: str
    """The customer's name."""

    deal_id: int | None
    """On which deal, if on one."""

    deal: str
    """The deal's title; empty if it is on none."""

    owner: str
    """The officer in whose list it stands, as the record spells them."""

    aside: str
    """Why it is here, or what else to know: "3 working days late, waits for #12: the papers"."""

    told: tuple[str, ...]
    """Who has to know of it by the ground rules' ladder, beside the owner: names, or roles where nobody is named."""

    opens: tuple[str, int]
    """The table and number of the record that it is about."""

    act: Act
    """What the one key does."""

    late: int = 0
    """How many working days have ended since the due day; 0 also where the due day has not ended."""

    kind: str = ""
    """For a commitment: promise, task or theirs."""
