"""What every save has to satisfy, whoever asks for it and on whichever screen: who may save, and what nobody may do."""

from datetime import date

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.deal import Deal
from crm_tui.domain.errors import DeskError, Unclaimed
from crm_tui.domain.gift import Gift
from crm_tui.domain.pack_file import PackFile
from crm_tui.domain.record import Record
from crm_tui.domain.referral import Referral
from crm_tui.domain.rules import GroundRules
from crm_tui.domain.settings import Settings
from crm_tui.domain.sign_off import Review
from crm_tui.domain.staff import MAY_CHANGE_STAFF, Member
from crm_tui.domain.waiver import Waiver
from crm_tui.services import came_by, gift_gate, only_by_agreement, only_by_handover, only_by_review, waiting, why_lost
from crm_tui.services.permissions import NOBODY_IS_ADMIN, has_admin, is_admin, is_same, require_role
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
            raise DeskError("somebody must stay admin: name another one first", field="roles")

    def _check_few(self, record: Record, *, new: bool, removed: bool) -> None:
        what = _CHANGED_BY_FEW.get(type(record), "")
        # to take back the first settings is to go by the usual ones again
        if what and removed and not isinstance(record, PackFile | Settings):
            raise DeskError(f"nobody takes {what} away: change it instead, so that it is kept")
        if isinstance(record, GroundRules) and not new:
            raise DeskError("a version of the ground rules stays as it is: each change makes a new one")
        if not (is_admin(record) or has_admin(self._records)):
            raise Unclaimed(NOBODY_IS_ADMIN)
        if what and has_admin(self._records) and not (self._claiming and is_admin(record)):
            require_role(self._records, self._login, self._today, MAY_CHANGE_STAFF, f"changing {what}")
        self._staff_changed = self._staff_changed or isinstance(record, Member)
