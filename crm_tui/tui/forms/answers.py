"""What was typed into a field, read as a value. Pure: no widget, no clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pydantic import ValidationError

from crm_tui.domain.calendar import parse_day
from crm_tui.domain.customer import Contact
from crm_tui.domain.money import Money
from crm_tui.services.amounts import parse_money


@dataclass(frozen=True, slots=True)
class Answer:
    """A field's answer as it stands now."""

    value: object
    """What a record would hold."""

    understood: str = ""
    """How it was read, where that differs from what was typed."""

    fault: str = ""
    """Why it can't be read; then ``value`` means nothing."""


Read = Callable[[str, date], Answer]
"""Typed text and the day it is, to an answer."""

Show = Callable[[object], str]
"""A record's value to the text that somebody would have typed."""


def read_words(typed: str, _today: date) -> Answer:
    """Text stands for itself."""
    return Answer(typed)


def read_day(typed: str, today: date, *, past: bool = False) -> Answer:
    """A day, or none; one without a year is the next, or with ``past`` the last."""
    if not typed.strip():
        return Answer(None)
    try:
        day = parse_day(typed, today, past=past)
    except ValueError as error:
        return Answer(None, fault=str(error))
    return Answer(day, understood=f"{day:%a} {day.day} {day:%b %Y}")


def read_written_day(typed: str, today: date) -> Answer:
    """The day that stands on a paper, which may be dated ahead; one without a year is the last."""
    return read_day(typed, today, past=True)


def read_past_day(typed: str, today: date) -> Answer:
    """A day that has come, or none."""
    answer = read_written_day(typed, today)
    if isinstance(answer.value, date) and answer.value > today:
        return Answer(None, fault=f"{answer.understood} has not come yet: type today or a day before")
    return answer


def read_money(typed: str, _today: date) -> Answer:
    """An amount, or none."""
    if not typed.strip():
        return Answer(None)
    try:
        amount = parse_money(typed)
    except ValueError as error:
        return Answer(None, fault=str(error))
    return Answer(amount, understood=str(amount))


def read_contacts(typed: str, _today: date) -> Answer:
    """People, one a line: name, role, phone; the last two may be left out."""
    people = []
    for number, line in enumerate(typed.splitlines(), 1):
        if not line.strip():
            continue
        name, role, phone = (part.strip() for part in [*line.split(",", 2), "", ""][:3])
        try:
            people.append(Contact(name=name, role=role, phone=phone))
        except ValidationError:
            return Answer((), fault=f"line {number}: begin with a name of at most 200 characters, then role, phone")
    return Answer(tuple(people))


def show_words(value: object) -> str:
    """Text as it is; nothing for None."""
    return "" if value is None else str(value)


def show_day(value: object) -> str:
    """A day as year-month-day."""
    return value.isoformat() if isinstance(value, date) else ""


def show_money(value: object) -> str:
    """An amount with its currency."""
    return str(value) if isinstance(value, Money) else ""


def show_contacts(value: object) -> str:
    """People, one a line."""
    people = value if isinstance(value, tuple) else ()
    rows = ([one.name, one.role, one.phone] for one in people if isinstance(one, Contact))
    return "\n".join(", ".join(row).rstrip(", ") for row in rows)
