"""Customers: find one by what the desk calls them."""

import re
import unicodedata

from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import DeskError, NotFound
from crm_tui.domain.text import quoted
from crm_tui.services.ports import Records, Store

_DIGITS = 18
"""More digits than the number of any record has."""


class _Bases(dict[int, int | None]):
    """What becomes of a letter's code: nothing of one that is only set above or below another; each is asked once."""

    def __missing__(self, code: int) -> int | None:
        found = self[code] = None if unicodedata.combining(chr(code)) else code
        return found


_BASES = _Bases()


def folded(text: str) -> str:
    """Text as it is searched: without case or accents, in one spacing."""
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(unicodedata.normalize("NFKD", text.casefold()).translate(_BASES).split())


MOST = 500
"""So many records are held by a list; of more only those that are looked at."""

_PHRASE = re.compile(r'"([^"]*)"|([^\s"]+)')


def phrases(text: str) -> list[str]:
    """What is looked for, word by word; what stands in quotes is one."""
    found = (" ".join((phrase or word).split()) for phrase, word in _PHRASE.findall(folded(text)))
    return [one for one in found if one]


class Names:
    """What customers are called, each looked up when it is first asked for."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._known: dict[int, str | None] = {}

    def of(self, customer_id: int) -> str:
        """The name of a customer; their number if they are no longer there."""
        if customer_id not in self._known:
            found = self._records.get(Customer, customer_id)
            self._known[customer_id] = found.name if found else None
        return self._known[customer_id] or f"customer {customer_id}"


def find_customer(store: Store, wanted: str) -> Customer:
    """The customer with this name, part of a name, or number, as ``23`` or ``#23``.

    Raises:
        NotFound: nobody has that name or number; of one who was merged the line names who stayed.
        DeskError: several have; the line names them with their ids.
    """
    wanted = wanted.strip()
    number = wanted.removeprefix("#")
    if number.isascii() and number.isdigit():
        if len(number) > _DIGITS:
            raise NotFound(f"there is no customer {quoted(number)}: check the number")
        # merging reads customers by way of this module
        from crm_tui.services.merging_customers import numbered

        return numbered(store, int(number))
    key = folded(wanted)
    near = [one for one in store.search(Customer, wanted) if key in folded(one.name)] if key else []
    near = [one for one in near if folded(one.name) == key] or near
    if not near:
        raise NotFound(f"no customer is called {quoted(wanted)}: add them first, or check the spelling")
    if len(near) > 1:
        names = ", ".join(f"{one.name} (#{one.id})" for one in near[:5])
        more = f" and {len(near) - 5} more" if len(near) > 5 else ""
        use = "#id" if len({folded(one.name) for one in near}) == 1 else "the whole name or #id"
        raise DeskError(f"{quoted(wanted)} fits several customers: {names}{more}; use {use}")
    return near[0]
