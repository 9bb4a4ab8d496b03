"""What was typed into a field, read as a value. Pure: no widget, no clock."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time

from pydantic import ValidationError

from crm_tui.domain import repeats
from crm_tui.domain.calendar import parse_day
from crm_tui.domain.customer import Contact
from crm_tui.domain.money import Money
from crm_tui.domain.recurrence import Recurrence
from crm_tui.domain.repeats import Repeats
from crm_tui.domain.text import quoted
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


def read_time(typed: str, _today: date) -> Answer:
    """A time of day, or none: 16:00, 9.30, 4pm, 4.30 pm."""
    words = typed.strip().lower()
    if not words:
        return Answer(None)
    match = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?\s?([ap])?m?", words)
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (24, 0)
    if match and match[3]:
        hour = hour % 12 + 12 * (match[3] == "p") if 1 <= hour <= 12 else 24
    if hour > 23 or minute > 59 or (match and match[2] is None and match[3] is None):
        return Answer(None, fault=f"{quoted(typed.strip())} is no time of day: type 16:00 or 4pm")
    at = time(hour, minute)
    return Answer(at, understood=f"{at:%H:%M}")


def read_repeats(typed: str, today: date) -> Answer:
    """How often something comes back, or nothing where it comes once."""
    try:
        found = repeats.parse(typed, today)
    except ValueError as error:
        return Answer(None, fault=str(error))
    return Answer(found, understood=repeats.words(found))


def read_count(typed: str, _today: date) -> Answer:
    """A number of days, or none."""
    words = typed.strip()
    if words and not (words.isascii() and words.isdecimal() and len(words) <= 4):
        return Answer(None, fault=f"{quoted(words)} is no number of days: type 2 or 10, or leave it empty")
    return Answer(int(words) if words else None)


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


def show_time(value: object) -> str:
    """A time of day as hours and minutes."""
    return f"{value:%H:%M}" if isinstance(value, time) else ""


def show_repeats(value: object) -> str:
    """How often, in words."""
    return repeats.words(value) if isinstance(value, Recurrence | Repeats) else ""


def show_money(value: object) -> str:
    """An amount with its currency."""
    return str(value) if isinstance(value, Money) else ""


def show_contacts(value: object) -> str:
    """People, one a line."""
    people = value if isinstance(value, tuple) else ()
    rows = ([one.name, one.role, one.phone] for one in people if isinstance(one, Contact))
    return "\n".join(", ".join(row).rstrip(", ") for row in rows)
