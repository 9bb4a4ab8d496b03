"""Customers: find one by what the desk calls them."""

import unicodedata

from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import DeskError, NotFound
from crm_tui.services.ports import Records


def folded(text: str) -> str:
    """Text as it is searched: without case or accents, in one spacing."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(mark for mark in plain if not unicodedata.combining(mark)).split())


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
            raise NotFound(f"there is no customer {wanted}")
        return found
    everybody = records.find(Customer)
    key = folded(wanted)
    same = [one for one in everybody if folded(one.name) == key]
    near = same or [one for one in everybody if key and key in folded(one.name)]
    if not near:
        raise NotFound(f"no customer is called {wanted!r}: add them first, or check the spelling")
    if len(near) > 1:
        names = ", ".join(f"{one.name} (#{one.id})" for one in near[:5])
        more = f" and {len(near) - 5} more" if len(near) > 5 else ""
        raise DeskError(f"{wanted!r} fits several customers: {names}{more}; use the whole name or #id")
    return near[0]
