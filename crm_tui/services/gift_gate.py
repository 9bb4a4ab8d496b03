"""The gate for gifts: whatever saves one, it is approved by another with the role for it, and stays as approved."""

from datetime import date

from crm_tui.domain.errors import DeskError, NotAllowed
from crm_tui.domain.gift import Gift, GiftAnswer
from crm_tui.domain.staff import Role
from crm_tui.services.ports import Records

MAY_APPROVE = frozenset({Role.SUPERVISOR, Role.CHECKER, Role.BRANCH_MANAGER})
"""Who may approve a gift; never the one who gives it."""

_SEEN = ("customer_id", "deal_id", "what", "value", "by")


def check(records: Records, gift: Gift, login: str, today: date) -> None:
    """Refuse an approval by anybody else than who sits here, and a change of what was approved.

    Raises:
        NotAllowed: they may not approve it, or in another one's name.
        DeskError: it was approved as it was.
    """
    from crm_tui.services.permissions import is_same, require_role

    was = records.get(Gift, gift.id) if gift.id else None
    decided = was is not None and (bool(was.approved_by or was.refused_why) or was.answer is not GiftAnswer.OFFERED)
    if was is not None and decided and any(getattr(was, name) != getattr(gift, name) for name in _SEEN):
        raise DeskError("somebody decided about this gift as it is: undo that, or record another one")
    if was is not None and (was.approved_by, was.refused_why) == (gift.approved_by, gift.refused_why):
        return
    if not (gift.approved_by or gift.refused_why):
        return
    if gift.approved_by and gift.approved_by != login:
        raise NotAllowed("nobody approves in another one's name")
    if is_same(records, login, gift.by):
        raise NotAllowed("you give this gift yourself: somebody else approves it")
    require_role(records, login, today, MAY_APPROVE, "approving a gift")
