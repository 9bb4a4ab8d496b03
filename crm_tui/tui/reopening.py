"""What a form was opened for, as plain values that a file can hold, and back."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from importlib import import_module
from typing import Any

from crm_tui.domain.errors import NotFound
from crm_tui.domain.record import Record
from crm_tui.services.desk import Desk
from crm_tui.services.drafts import Plain

_DOMAIN, _TUI = "crm_tui.domain.", "crm_tui.tui."


class Unkeepable(Exception):
    """A value that only the running session has."""


def plain(value: object) -> Plain:
    """A value as a file can hold it.

    Raises:
        Unkeepable: it can't.
    """
    if isinstance(value, StrEnum):
        return {"choice": [named(type(value)), value.value]}
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Desk):
        return {"desk": True}
    if isinstance(value, Record) and value.id:
        return {"record": [named(type(value)), value.id]}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, Mapping):
        return {"named": {str(name): plain(one) for name, one in value.items()}}
    if isinstance(value, Sequence):
        return {"several": [plain(one) for one in value]}
    raise Unkeepable


def meant(kept: Any, desk: Desk) -> Any:
    """The value again; a record as it stands now.

    Raises:
        NotFound: the record is gone.
        Unkeepable: it is none that this program wrote.
    """
    match kept:
        case {"desk": True}:
            return desk
        case {"record": [str(kind), int(number)]}:
            record = desk.store.get(known(kind, Record, _DOMAIN), number)
            if record is None:
                raise NotFound("what it was about is not there any more")
            return record
        case {"day": str(day)}:
            return date.fromisoformat(day)
        case {"choice": [str(kind), str(value)]}:
            return known(kind, StrEnum, _DOMAIN)(value)
        case {"named": dict(values)}:
            return {name: meant(one, desk) for name, one in values.items()}
        case {"several": list(values)}:
            return tuple(meant(one, desk) for one in values)
        case None | str() | int() | float():
            return kept
    raise Unkeepable


def named(kind: type) -> str:
    """The name by which a class is found again."""
    return f"{kind.__module__}:{kind.__qualname__}"


def known(name: str, like: type[Any], under: str = _TUI) -> Any:
    """A class by its name: one of this program's own, of a kind.

    Raises:
        Unkeepable: it is none.
    """
    module, _, called = name.partition(":")
    if not module.startswith(under):
        raise Unkeepable
    try:
        found = getattr(import_module(module), called)
    except (ImportError, AttributeError):
        raise Unkeepable from None
    if not (isinstance(found, type) and issubclass(found, like)):
        raise Unkeepable
    return found
