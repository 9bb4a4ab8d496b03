"""A form is a list of fields; this is what one declares."""

from dataclasses import dataclass
from enum import StrEnum, auto

from crm_tui.tui.forms.answers import (
    Read,
    Show,
    read_contacts,
    read_day,
    read_money,
    read_past_day,
    read_words,
    read_written_day,
    show_contacts,
    show_day,
    show_money,
    show_words,
)


class Shape(StrEnum):
    """How a field is answered."""

    LINE = auto()
    TEXT = auto()
    PEOPLE = auto()
    CHOICE = auto()
    YES_NO = auto()
    DAY = auto()
    PAST_DAY = auto()
    WRITTEN_DAY = auto()
    MONEY = auto()
    RECORD = auto()
    STAFF = auto()


_READ: dict[Shape, tuple[Read, Show]] = {
    Shape.DAY: (read_day, show_day),
    Shape.PAST_DAY: (read_past_day, show_day),
    Shape.WRITTEN_DAY: (read_written_day, show_day),
    Shape.MONEY: (read_money, show_money),
    Shape.PEOPLE: (read_contacts, show_contacts),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form."""

    name: str
    """The record's field."""

    label: str
    """Stands left of the answer, at most 16 cells."""

    shape: Shape = Shape.LINE
    """How it is answered."""

    hint: str = ""
    """Shown while nothing is typed."""

    choices: type[StrEnum] | None = None
    """The answers of a choice."""

    required: bool = False
    """Whether a day, an amount or a record must be given; the model itself says so of text."""

    own: tuple[Read, Show] | None = None
    """How it is read and shown, where no shape does it."""

    @property
    def read(self) -> Read:
        """How typed text becomes an answer."""
        return (self.own or _READ.get(self.shape, (read_words, show_words)))[0]

    @property
    def show(self) -> Show:
        """How a stored value becomes typed text."""
        return (self.own or _READ.get(self.shape, (read_words, show_words)))[1]
