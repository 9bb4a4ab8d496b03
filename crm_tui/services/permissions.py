"""Who may do what: by their roles on the staff list."""

from collections.abc import Collection
from datetime import date

from crm_tui.domain.errors import NotAllowed, Unclaimed
from crm_tui.domain.record import Record
from crm_tui.domain.staff import Member, Role
from crm_tui.services.ports import Records

NOBODY_IS_ADMIN = "nobody is admin of this store yet: name one first"
"""What to say of a store without an admin."""


def by_login(records: Records, login: str) -> Member | None:
    """The member of staff who works under this login."""
    return next((one for one in records.find(Member) if one.login == login), None)


def member(records: Records, words: str) -> Member | None:
    """The member of staff who is meant by a login or a name, as it stands as an owner somewhere; a login goes first."""
    called = [one for one in records.find(Member) if one.is_called(words)]
    wanted = words.strip().casefold()
    return next((one for one in called if one.login.casefold() == wanted), called[0] if called else None)


def is_same(records: Records, one: str, other: str) -> bool:
    """Whether two names or logins, as they stand as owners, mean the same person."""
    found = member(records, one)
    return found.is_called(other) if found else one.casefold().split() == other.casefold().split()


def has_admin(records: Records) -> bool:
    """Whether somebody is admin, and stays."""
    return any(is_admin(one) for one in records.find(Member))


def roles_at(records: Records, login: str, today: date) -> frozenset[Role]:
    """What somebody may do on a day. Who is not on the staff list, or has left, is a plain desk officer."""
    found = by_login(records, login)
    if found is None or not found.is_here(today):
        return frozenset({Role.DESK_OFFICER})
    return frozenset(found.roles)


def require_role(records: Records, login: str, today: date, roles: Collection[Role], doing: str) -> None:
    """Refuse what takes one of these roles; ``doing`` is what was wanted: "changing the ground rules".

    Raises:
        Unclaimed: the store has no admin.
        NotAllowed: the one who asks has none of the roles; the line says who has.
    """
    if not has_admin(records):
        raise Unclaimed(NOBODY_IS_ADMIN)
    if roles_at(records, login, today).isdisjoint(roles):
        whose = [one.name or one.login for one in records.find(Member) if one.has(roles) and one.is_here(today)]
        ask = f": ask {', '.join(whose[:3])}" if whose else ": nobody here is one, an admin can name somebody"
        raise NotAllowed(f"{doing} takes {in_words(roles)}{ask}")


def in_words(roles: Collection[Role]) -> str:
    """Roles of which any will do: "a checker or branch manager"."""
    names = [str(role) for role in Role if role in roles]
    return f"a{'n' * names[0].startswith(('a', 'o'))} {' or '.join(names)}" if names else "nobody at all"


def why_nothing_is_saved(records: Records, login: str, today: date) -> str:
    """Why somebody may save nothing at all, in one line; empty where they may."""
    found = by_login(records, login)
    if found is None:
        return ""
    if not found.is_here(today):
        return f"you left this desk on {found.left_on}: a branch manager or admin can take you back on the staff list"
    if Role.AUDITOR in found.roles:
        return "an auditor only reads: nothing can be saved"
    return ""


def check_start(records: Records, login: str, today: date) -> None:
    """Refuse those who may save nothing.

    Raises:
        NotAllowed: they may not; the line says why.
    """
    if why := why_nothing_is_saved(records, login, today):
        raise NotAllowed(why)


def is_admin(record: Record) -> bool:
    """Whether a record says that somebody is admin, and stays."""
    return isinstance(record, Member) and Role.ADMIN in record.roles and record.left_on is None
