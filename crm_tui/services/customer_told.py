"""What a customer statement may tell, as values whose fields have room for nothing that stays in the house."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Place:
    """Where the paper says something."""

    page: int
    """From 1."""

    line: int
    """The first one, from 1 on that page."""

    last: int
    """The last one, on the same page."""

    words: str
    """The paper's own; empty where they can't be shown."""


@dataclass(frozen=True, slots=True)
class Told:
    """One promise, as the customer is told of it."""

    promised: str
    """What we said."""

    places: tuple[Place, ...]
    """Where the paper speaks of it; none where it does not."""

    differs: str
    """What differs; empty where nothing does."""

    costs: str
    """What that costs the customer; empty where it costs nothing or nobody can tell."""

    did: str
    """What we did about it."""


@dataclass(frozen=True, slots=True)
class Unspoken:
    """A term of the paper that we did not speak of."""

    label: str
    """The term in plain words."""

    places: tuple[Place, ...]
    """Where it stands."""

    costs: str
    """What it costs the customer; empty where nobody can tell."""

    did: str
    """What we did about it."""


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that we said we would do, of which the paper has nothing to say."""

    promised: str
    """What we said."""

    stands: str
    """Until when, or that it is done."""


@dataclass(frozen=True, slots=True)
class CustomerStatement:
    """All that may be told. It has no place for severities, opinions, remarks, staff, incidents or rules."""

    customer: str
    """To whom."""

    about: str
    """The deal, by its title."""

    paper: str
    """The paper: its kind, its version, its day."""

    on: date
    """The day of the statement."""

    promises: tuple[Told, ...]
    """In the order in which they were said; those that were taken back last."""

    unspoken: tuple[Unspoken, ...]
    """What else the paper asks for."""

    duties: tuple[Duty, ...]
    """What else we promised."""

    costs: str
    """What all of it costs the customer beyond what was said; empty where nothing is known to."""

    as_of: str = ""
    """Of which day it tells, in a sentence; empty where that is today."""

    since: tuple[Duty, ...] = ()
    """What we promised after the signature."""
