"""What every save has to satisfy, whoever asks for it and on whichever screen: who may save, and what nobody may do."""

from datetime import date
from typing import TYPE_CHECKING, cast

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.deal import Deal
from crm_tui.domain.errors import DeskError, Unclaimed
from crm_tui.domain.record import Record
from crm_tui.domain.staff import MAY_CHANGE_STAFF, Member
from crm_tui.services import only_by_agreement, only_by_handover, waiting, why_lost
from crm_tui.services.permissions import NOBODY_IS_ADMIN, has_admin, is_admin, is_same, require_role
from crm_tui.services.ports import Records

if TYPE_CHECKING:
    from crm_tui.domain.gift import Gift
    from crm_tui.domain.referral import Referral

# kinds of records are told by their tables: who saves one loads no others

NEED_AN_ADMIN = frozenset({"packs", "reviews", "rules", "settings", "staff", "waivers"})
"""What nobody may save while the store has no admin, by its table."""

CHANGING_PACKS = "the desk's packs of terms"
"""What only few may change, as it is told."""

CHANGED_BY_FEW = {
    "staff": "the staff",
    "rules": "the ground rules",
    "packs": CHANGING_PACKS,
    "settings": "the settings",
}
"""How it is told, by its table."""


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
        if record.table in NEED_AN_ADMIN:
            self._check_few(record, new=new, removed=removed)
        if record.table in ("deals", "reviews"):
            from crm_tui.services import only_by_review

            only_by_review.check(self._records, record, self._review_of, removed=removed)
        if not (removed or self._handing_over or self._taking_back):
            only_by_handover.check(self._records, record, is_same)
        if isinstance(record, Deal) and not (removed or self._taking_back):
            why_lost.check(self._records, record)
        if record.table == "gifts" and not (removed or self._taking_back):
            from crm_tui.services import gift_gate

            gift_gate.check(self._records, cast("Gift", record), self._login, self._today)
        if record.table == "referrals" and not removed:
            from crm_tui.services import came_by

            came_by.check(self._records, cast("Referral", record))
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
            raise DeskError("somebody must stay admin: name another one first", field="roles")

    def _check_few(self, record: Record, *, new: bool, removed: bool) -> None:
        what = CHANGED_BY_FEW.get(record.table, "")
        # to take back the first settings is to go by the usual ones again
        if what and removed and record.table not in ("packs", "settings"):
            raise DeskError(f"nobody takes {what} away: change it instead, so that it is kept")
        if record.table == "rules" and not new:
            raise DeskError("a version of the ground rules stays as it is: each change makes a new one")
        if not (is_admin(record) or has_admin(self._records)):
            raise Unclaimed(NOBODY_IS_ADMIN)
        if what and has_admin(self._records) and not (self._claiming and is_admin(record)):
            require_role(self._records, self._login, self._today, MAY_CHANGE_STAFF, f"changing {what}")
        self._staff_changed = self._staff_changed or isinstance(record, Member)
