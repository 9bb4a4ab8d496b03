"""Who works at the desk: who is admin first, who is who, and changes of the staff list."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal, Tenure
from crm_tui.domain.document import Document
from crm_tui.domain.errors import DeskError, NotFound
from crm_tui.domain.handover import Handover, HandoverState
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.record import Record
from crm_tui.domain.resolution import Resolution
from crm_tui.domain.sign_off import Review
from crm_tui.domain.staff import MAY_CHANGE_STAFF, Member, Role
from crm_tui.domain.text import quoted
from crm_tui.domain.waiver import Waiver
from crm_tui.services import owned, records
from crm_tui.services.desk import Desk
from crm_tui.services.permissions import by_login, has_admin, is_same, member, require_role, roles_at
from crm_tui.services.ports import Records

__all__ = [
    "BadLogin",
    "StillAsked",
    "StillOwns",
    "appoint_first_admin",
    "by_login",
    "check_login",
    "is_same",
    "is_unclaimed",
    "listed",
    "member",
    "require",
    "roles_of",
    "save_member",
]

WITHOUT_AN_ADMIN = (
    "until somebody is admin, no review can be submitted or signed off, nothing can be waived, "
    "and neither the staff nor the ground rules can be changed"
)
"""What can't be done at a store that nobody has claimed."""

_NAMED = 5


class BadLogin(DeskError):
    """What was given as a login is none."""

    field = "login"


class StillOwns(DeskError):
    """Somebody was to leave who answers for something."""

    field = "left_on"

    def __init__(self, login: str, what: owned.Owned) -> None:
        super().__init__(
            f"{login} still has {what.words}: hand the book over first "
            f"(crm-tui handover propose --book {login} --to LOGIN --why REASON)"
        )
        self.login = login
        """Who."""
        self.what = what
        """What is with them."""


class StillAsked(DeskError):
    """Somebody was to leave for whose answer handovers wait."""

    field = "left_on"

    def __init__(self, login: str, waiting: Sequence[Handover]) -> None:
        numbers = " ".join(str(one.id) for one in waiting[:_NAMED])
        what, them = ("1 handover waits", "it") if len(waiting) == 1 else (f"{len(waiting)} handovers wait", "them")
        super().__init__(
            f"{what} for {login}'s answer: take {them} back first (crm-tui handover take-back {numbers}), "
            f"or {login} accepts or returns {them}"
        )


def is_unclaimed(desk: Desk) -> bool:
    """Whether nobody is admin of the store yet, or nobody who could name another one can log in."""
    return not has_admin(desk.store) or _is_locked(desk, desk.store)


def roles_of(desk: Desk) -> frozenset[Role]:
    """What the one who sits here may do; a plain desk officer where they are not on the staff list."""
    return roles_at(desk.store, desk.officer, desk.today())


def require(desk: Desk, roles: Collection[Role], doing: str) -> None:
    """Refuse what takes one of these roles; ``doing`` begins the line: "approving a review".

    Raises:
        Unclaimed: the store has no admin.
        NotAllowed: who sits here has none of them; the line says who has.
    """
    require_role(desk.store, desk.officer, desk.today(), roles, doing)


def listed(store: Records, today: date) -> list[Member]:
    """The staff list: who is here by name, then who has left."""
    return sorted(store.find(Member), key=lambda one: (not one.is_here(today), (one.name or one.login).casefold()))


def appoint_first_admin(desk: Desk, login: str, name: str = "") -> Member:
    """Name the first admin of a store that has none, or none who can log in.

    Raises:
        DeskError: somebody is admin already, or the login is not one.
    """
    login = login.strip()
    check_login(desk, login)
    if not _can_log_in(desk, login):
        raise BadLogin(f"nobody logs in to this machine as {login}: type the login, not the name")
    with records.in_plain_words(), desk.acting("first admin named", claiming=True) as now:
        if has_admin(now) and not _is_locked(desk, now):
            admins = [one.name or one.login for one in now.find(Member) if Role.ADMIN in one.roles]
            raise DeskError(f"{', '.join(admins)} is admin already: nothing was changed")
        today = desk.today()
        known = by_login(now, login)
        if known is None:
            return now.add(Member(login=login, name=name.strip(), roles=(Role.ADMIN,), since=today))
        roles = tuple(role for role in Role if role in {*known.roles, Role.ADMIN} - {Role.AUDITOR})
        changed = {"roles": roles, "trainee": False, "supervisor": "", "left_on": None, "name": name or known.name}
        after = _known_as_before(now, known, Member.model_validate(known.model_dump() | changed))
        now.put(after)
        return after


def check_login(desk: Desk, login: str) -> None:
    """Refuse what can't be a login.

    Raises:
        BadLogin: there is a blank in it.
    """
    # a session whose number has no name is called "user 1000"
    if login != desk.officer and any(letter.isspace() for letter in login):
        raise BadLogin(
            f"{quoted(login)} is no login, as there is a blank in it: type the login here, the name under Name"
        )


def save_member(desk: Desk, before: Member | None, after: Member) -> Member:
    """Take somebody on the staff list (``before`` is None), or change how they stand there.

    Raises:
        NotAllowed: who sits here may not change the staff.
        ChangedMeanwhile: somebody else changed this member since ``before`` was read.
        BadLogin: there is a blank in the login, or it is another one for somebody whom reviews know by the old one.
        StillOwns: they would leave while customers, or open deals, commitments or incidents are with them.
        StillAsked: they would leave while handovers wait for their answer.
        DeskError: two people would be called the same, the supervisor is not one who can be, they would leave before
            they came, or no admin would be left.
    """
    require(desk, MAY_CHANGE_STAFF, "changing the staff")
    if after.left_on is not None and after.left_on < after.since:
        told = f"{after.login} came on {after.since}: give that day or a later one, or leave it empty"
        raise DeskError(told, field="left_on")
    if before is None or before.login != after.login:
        check_login(desk, after.login)
    why = f"{after.login} taken on the staff list" if before is None else _what_changed(before, after)
    with desk.acting(why) as now:
        if before is not None and before.login != after.login:
            _check_unknown_to_reviews(now, before.login)
        after = _checked(now, before, after)
        if before is not None and before.left_on is None and after.left_on is not None:
            _check_owns_nothing(desk, before)
            _check_answered_all(now, before)
        if before is not None:
            after = _known_as_before(now, before, after)
        return now.add(after) if before is None else records.replace(desk, now, before, after)


def _check_owns_nothing(desk: Desk, who: Member) -> None:
    # nobody else saves while the transaction runs, and it has changed no owner
    what = owned.of(desk.store, who.login)
    if what.book:
        raise StillOwns(who.login, what)


def _check_answered_all(now: Records, who: Member) -> None:
    waiting = [one for one in now.find(Handover, state=HandoverState.PROPOSED) if who.is_called(one.to)]
    if waiting:
        raise StillAsked(who.login, waiting)


def _is_locked(desk: Desk, among: Records) -> bool:
    """Whether the staff can't be changed any more, as nobody who may do so can log in."""
    may = [one for one in among.find(Member) if one.has(MAY_CHANGE_STAFF) and one.is_here(desk.today())]
    return not any(_can_log_in(desk, one.login) for one in may)


def _can_log_in(desk: Desk, login: str) -> bool:
    return login == desk.officer or desk.knows_login(login)


def _check_unknown_to_reviews(now: Records, login: str) -> None:
    """Reviews, and what was decided in them, name people by their login: under another one nobody would know them."""
    for review in now.find(Review):
        steps = (*(one.by for one in review.steps), *(one.by for one in review.signings))
        if login in (review.maker, review.checker, *review.hands, *steps):
            raise BadLogin(
                f"reviews know {login} by this login: fill in its last day here, and add a new one under another name"
            )


_NAMES: dict[type[Record], tuple[str, ...]] = {
    Customer: ("owner", "owners"),
    Deal: ("owner", "owners"),
    Commitment: ("owner", "owners", "promised_by", "hands"),
    Interaction: ("by", "hands"),
    Document: ("attached_by",),
    Resolution: ("by",),
    Waiver: ("asked_by",),
    Handover: ("owner", "to", "by"),
    Incident: ("owner", "closed_by"),
    Member: ("supervisor",),
}
"""Where a hand in a deal is kept under a login or name."""


def _known_as_before(now: Records, before: Member, after: Member) -> Member:
    """``after``, known too by the login and name of ``before`` where records name them so: they are the same person.

    What nothing names, such as a slip of the pen, is free for somebody else.
    """
    if after.is_called(before.login) and (not before.name or after.is_called(before.name)):
        return after
    written = dict.fromkeys(name for kind in _NAMES for record in now.find(kind) for name in _names_in(record))
    lost = tuple(name for name in written if before.is_called(name) and not after.is_called(name))
    return after.model_copy(update={"earlier": (*after.earlier, *lost)})


def _names_in(record: Record) -> Iterator[str]:
    for field in _NAMES[type(record)]:
        value = getattr(record, field)
        if isinstance(value, str):
            yield value
        else:
            yield from (one.owner if isinstance(one, Tenure) else one for one in value)


def _what_changed(before: Member, after: Member) -> str:
    if after.left_on and not before.left_on:
        return f"{after.login} leaves"
    return f"{after.login}: {'roles' if before.roles != after.roles else 'staff list'} changed"


def _checked(now: Records, before: Member | None, after: Member) -> Member:
    others = [one for one in now.find(Member) if before is None or one.id != before.id]
    for field, called in (("login", after.login), ("name", after.name)):
        if not called:
            continue
        twin = next((one for one in others if one.is_called(called)), None)
        if twin is not None:
            who = f"{twin.login} ({twin.name})" if twin.name else twin.login
            told = f"{called} is also what {who} is called, or was: give another {field} to tell them apart"
            raise DeskError(told, field=field)
    if after.supervisor:
        found = member(now, after.supervisor)
        if found is None:
            told = f"{after.supervisor} is not on the staff list: give the supervisor's login"
            raise NotFound(told, field="supervisor")
        if found.trainee or found.has({Role.AUDITOR}) or found.left_on is not None:
            told = f"{after.supervisor} can't be a supervisor, as a trainee, an auditor or a leaver: name another one"
            raise DeskError(told, field="supervisor")
        after = after.model_copy(update={"supervisor": found.login})
    return after
