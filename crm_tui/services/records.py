"""Adding and changing records, whatever their kind."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from pydantic import ValidationError

from crm_tui.domain.errors import DeskError, NotFound, WrongAt
from crm_tui.domain.record import Model, Record
from crm_tui.services.desk import Desk
from crm_tui.services.ports import Transaction

R = TypeVar("R", bound=Record)
M = TypeVar("M", bound=Model)

_PLAIN = {
    "missing": "please fill this in",
    "string_too_short": "please fill this in",
    "string_too_long": "at most {max_length} characters: say it in fewer",
    "date_from_datetime_parsing": "not a day: type 2026-11-25, 25 nov or +3",
    "decimal_parsing": "not a number: type 1200 or 8.5",
    "enum": "choose one of {expected}",
}

_CALLED = {"said": "what was said", "words": "the words", "title": "the deal's title", "name": "the name"}


def build(kind: type[M], values: Mapping[str, Any]) -> tuple[M | None, dict[str, str]]:
    """The record that these values make, or what is wrong with them, in plain words by field.

    An error that belongs to no single field stands under ``""``.
    """
    try:
        return kind.model_validate(dict(values)), {}
    except ValidationError as error:
        return None, _faults(error)


@contextmanager
def in_plain_words() -> Iterator[None]:
    """Say in one line what a record refused.

    Raises:
        DeskError: a value that somebody typed does not fit into its record.
    """
    try:
        yield
    except ValidationError as error:
        faults = _faults(error)
        # what does not fit together says itself what is meant
        alone = {str(one["loc"][0]) for one in error.errors() if one["loc"]}
        told = "; ".join(
            f"{_CALLED.get(name, name.replace('_', ' '))}: {text}" if name in alone else text
            for name, text in faults.items()
        )
        raise DeskError(f"{told}: nothing was saved", field=next(iter(faults), "")) from None


def add(desk: Desk, record: R) -> R:
    """Store a new record and return it with its id."""
    with desk.acting(f"{_name(record)} added") as now:
        return now.add(record)


def change(desk: Desk, before: R, after: R, *, why: str = "") -> R:
    """Replace ``before`` by ``after`` and return what is stored now; ``why`` is what for, in a few words.

    Raises:
        ChangedMeanwhile: somebody else changed the record since ``before`` was read; it holds both.
        NotFound: the record is gone.
    """
    with desk.acting(why or f"{_name(before)} changed") as now:
        return replace(desk, now, before, after)


def replace(desk: Desk, now: Transaction, before: R, after: R) -> R:
    """The same as part of a transaction.

    Raises:
        ChangedMeanwhile, NotFound: as for ``change``.
    """
    current = now.get(type(before), before.id)
    if current is None:
        raise NotFound(f"this {_name(before)} is no longer in the store: copy what you typed into a new one")
    if current != before:
        from crm_tui.services.merging import ChangedMeanwhile

        raise ChangedMeanwhile(before, after, current, last_hand(desk, before))
    now.put(after)
    # a deal's history goes on as it is saved
    return now.get(type(after), after.id) or after


def last_hand(desk: Desk, record: Record) -> str:
    """Who saved the record of this kind and id last, as the beginning of a sentence."""
    who = desk.store.saved_by(record)
    if who != desk.officer:
        return who or "somebody else"
    stands = desk.store.get(type(record), record.id)
    return "you" if stands is not None and desk.done.has_left(stands) else "you in another session"


def get(desk: Desk, kind: type[R], record_id: int) -> R:
    """The record with this id.

    Raises:
        NotFound: there is none.
    """
    found = desk.store.get(kind, record_id)
    if found is None:
        raise NotFound(f"there is no {kind.__name__.lower()} {record_id}: it may have been removed")
    return found


def _faults(error: ValidationError) -> dict[str, str]:
    faults: dict[str, str] = {}
    for fault in error.errors():
        raised = fault.get("ctx", {}).get("error")
        where = str(fault["loc"][0]) if fault["loc"] else raised.field if isinstance(raised, WrongAt) else ""
        text = fault["msg"].removeprefix("Value error, ")
        plain = _PLAIN.get(fault["type"])
        faults.setdefault(where, plain.format(**fault.get("ctx", {})) if plain else text)
    return faults


def _name(record: Record) -> str:
    return type(record).__name__.lower()
