"""The one gate to another due date: whatever saves a commitment, a date that stands changes only by an agreement."""

from crm_tui.domain.commitment import Commitment, CommitmentKind, NewDate
from crm_tui.domain.errors import DeskError
from crm_tui.services.ports import Records


class OnlyByAgreement(DeskError):
    """A due date was to be changed in some other way than by agreeing a new one."""


def check(records: Records, one: Commitment, login: str) -> None:
    """Refuse a change before it is made; a first date is given plainly.

    Raises:
        OnlyByAgreement: the date that stands, or what was agreed before, would not be kept.
    """
    was = records.get(Commitment, one.id) if one.id else None
    if was is None:
        return
    _check_one_way(was, one)
    before, agreed = one.dates[: len(was.dates)], one.dates[len(was.dates) :]
    if before != was.dates:
        raise OnlyByAgreement("the dates that were agreed before stay as they are: agree a new one instead")
    if one.due == was.due:
        if agreed:
            raise OnlyByAgreement("nothing was agreed where the due date stays: give another date")
        return
    if was.due is None or _follows_no_more(records, was, one):
        if agreed:
            raise OnlyByAgreement("a first date is given plainly: nothing was agreed before it")
        return
    if one.due is None or len(agreed) != 1 or not _is_agreement(agreed[0], was, one, login):
        raise OnlyByAgreement(
            f"this is due on {was.due}: a date that stands changes only by agreeing a new one, with how, when and why"
        )


def _check_one_way(was: Commitment, one: Commitment) -> None:
    """Refuse what would make a date that stands one that can go by itself, or one that asks nobody."""
    waits = (one.after_id, one.days_after) if one.days_after is not None else None
    if was.due is not None and waits not in (None, (was.after_id, was.days_after)):
        raise OnlyByAgreement(f"this is due on {was.due}: agree a new date, so many days after something else or not")
    stands = was.due is not None or was.dates
    if stands and was.kind is not one.kind and CommitmentKind.TASK in (was.kind, one.kind):
        raise OnlyByAgreement(
            f"a {was.kind} with a due date does not become a {one.kind}: withdraw it, and add it anew as what it is"
        )


def lacks(one: Commitment, how: object, why: str) -> str:
    """What a new date of a commitment lacks, in a line; empty where it lacks nothing."""
    if one.kind is CommitmentKind.TASK:
        return "" if why.strip() else "our own task needs a reason for another date: say why"
    return "" if how is not None else "say how the new date was agreed with the customer"


def _is_agreement(agreed: NewDate, was: Commitment, one: Commitment, login: str) -> bool:
    return (agreed.was, agreed.due, agreed.by) == (was.due, one.due, login) and lacks(was, agreed.how, agreed.why) == ""


def _follows_no_more(records: Records, was: Commitment, one: Commitment) -> bool:
    """Whether a date that came by itself goes, as what came first is owed again."""
    if one.due is not None or was.dates or was.days_after is None or was.after_id is None:
        return False
    first = records.get(Commitment, was.after_id)
    return first is not None and first.is_open
