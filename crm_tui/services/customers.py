"""Customers: find one by what the desk calls them."""

import unicodedata

from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import DeskError, NotFound
from crm_tui.services.ports import Records

_QUOTED = 60


def folded(text: str) -> str:
    """Text as it is searched: without case or accents, in one spacing."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(mark for mark in plain if not unicodedata.combining(mark)).split())


def quoted(typed: str) -> str:
    """What somebody typed, in the room that a message has for it."""
    return repr(typed if len(typed) <= _QUOTED else typed[: _QUOTED - 1] + "…")


def find_customer(records: Records, wanted: str) -> Customer:
    """The customer with this name, part of a name, or ``#id``.

    Raises:
        NotFound: nobody has that name.
        DeskError: several have; the line names them with their ids.
    """
    wanted = wanted.strip()
    if wanted.startswith("#") and wanted[1:].isdigit():
        found = records.get(Customer, int(wanted[1:]))
        if found is None:
            raise NotFound(f"there is no customer {quoted(wanted)}")
        return found
    everybody = records.find(Customer)
    key = folded(wanted)
    same = [one for one in everybody if folded(one.name) == key]
    near = same or [one for one in everybody if key and key in folded(one.name)]
    if not near:
        raise NotFound(f"no customer is called {quoted(wanted)}: add them first, or check the spelling")
    if len(near) > 1:
        names = ", ".join(f"{one.name} (#{one.id})" for one in near[:5])
        more = f" and {len(near) - 5} more" if len(near) > 5 else ""
        use = "#id" if len({folded(one.name) for one in near}) == 1 else "the whole name or #id"
        raise DeskError(f"{quoted(wanted)} fits several customers: {names}{more}; use {use}")
    return near[0]
