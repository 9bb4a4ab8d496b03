"""What every save has to satisfy, whoever asks for it and on whichever screen: who may save, and what nobody may do."""

from collections.abc import Collection
from datetime import date

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.deal import Deal
from crm_tui.domain.errors import DeskError, NotAllowed, Unclaimed
from crm_tui.domain.gift import Gift
from crm_tui.domain.pack_file import PackFile
from crm_tui.domain.record import Record
from crm_tui.domain.referral import Referral
from crm_tui.domain.rules import GroundRules
from crm_tui.domain.settings import Settings
from crm_tui.domain.sign_off import Review
from crm_tui.domain.staff import MAY_CHANGE_STAFF, Member, Role
from crm_tui.domain.waiver import Waiver
from crm_tui.services import came_by, gift_gate, only_by_agreement, only_by_handover, only_by_review, waiting, why_lost
from crm_tui.services.ports import Records

NEED_AN_ADMIN: tuple[type[Record], ...] = (Member, GroundRules, Review, Waiver, PackFile, Settings)
"""What nobody may save while the store has no admin."""

CHANGING_PACKS = "the desk's packs of terms"
"""What only few may change, as it is told."""

_CHANGED_BY_FEW: dict[type[Record], str] = {
    Member: "the staff",
    GroundRules: "the ground rules",
    PackFile: CHANGING_PACKS,
    Settings: "the settings",
}

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
    return any(_is_admin(one) for one in records.find(Member))


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


class Watched:
    """What one transaction does to those records that not everybody may change."""

    def __init__(
        self,
        records: Records,
        login: str,
        today: date,
        review_of: int | None = None,
        *,
        claiming: bool = False,
        taking_back: bool = False,
        handing_over: bool = False,
    ) -> None:
        """``records`` as the transaction sees them; ``review_of`` is the deal whose review takes a step in it.

        In one that is ``claiming`` the store, anybody may name an admin; one that is ``taking_back`` puts records back
        as they were; in one that is ``handing_over`` a customer gets another owner.
        """
        self._handing_over = handing_over
        self._taking_back = taking_back
        self._claiming = claiming
        self._records = records
        self._login = login
        self._today = today
        self._review_of = review_of
        self._staff_changed = False

    def check(self, record: Record, *, new: bool = False, removed: bool = False) -> None:
        """Refuse a change before it is made.

        Raises:
            NotAllowed: it is not theirs to make.
            DeskError: nobody may make it.
        """
        if isinstance(record, NEED_AN_ADMIN):
            self._check_few(record, new=new, removed=removed)
        only_by_review.check(self._records, record, self._review_of, removed=removed)
        if not (removed or self._handing_over or self._taking_back):
            only_by_handover.check(self._records, record, is_same)
        if isinstance(record, Deal) and not (removed or self._taking_back):
            why_lost.check(self._records, record)
        if isinstance(record, Gift) and not (removed or self._taking_back):
            gift_gate.check(self._records, record, self._login, self._today)
        if isinstance(record, Referral) and not removed:
            came_by.check(self._records, record)
        if isinstance(record, Commitment) and not removed:
            waiting.check(self._records, record)
            if not self._taking_back:
                only_by_agreement.check(self._records, record, self._login)

    def check_end(self) -> None:
        """Refuse to leave the store without an admin.

        Raises:
            DeskError: the last one would be gone.
        """
        if self._staff_changed and not has_admin(self._records):
            raise DeskError("somebody must stay admin: name another one first")

    def _check_few(self, record: Record, *, new: bool, removed: bool) -> None:
        what = _CHANGED_BY_FEW.get(type(record), "")
        # to take back the first settings is to go by the usual ones again
        if what and removed and not isinstance(record, PackFile | Settings):
            raise DeskError(f"nobody takes {what} away: change it instead, so that it is kept")
        if isinstance(record, GroundRules) and not new:
            raise DeskError("a version of the ground rules stays as it is: each change makes a new one")
        if not (_is_admin(record) or has_admin(self._records)):
            raise Unclaimed(NOBODY_IS_ADMIN)
        if what and has_admin(self._records) and not (self._claiming and _is_admin(record)):
            require_role(self._records, self._login, self._today, MAY_CHANGE_STAFF, f"changing {what}")
        self._staff_changed = self._staff_changed or isinstance(record, Member)


def _is_admin(record: Record) -> bool:
    return isinstance(record, Member) and Role.ADMIN in record.roles and record.left_on is None
