"""The one gate to another due date: whatever saves a commitment, a date that stands changes only by an agreement."""

from crm_tui.domain.commitment import Commitment, CommitmentKind, NewDate
from crm_tui.domain.errors import DeskError
from crm_tui.services.ports import Records


class OnlyByAgreement(DeskError):
    """A due date was to be changed in some other way than by agreeing a new one."""

    field = "due"


def check(records: Records, one: Commitment, login: str) -> None:
    """Refuse a change before it is made; a first date is given plainly.

    Raises:
        OnlyByAgreement: the date that stands, or what was agreed before, would not be kept.
    """
    was = records.get(Commitment, one.id) if one.id else None
    if was is not None:
        _check_one_way(was, one)
    _check_not_both(was, one)
    if was is None:
        return
    before, agreed = one.dates[: len(was.dates)], one.dates[len(was.dates) :]
    if before != was.dates:
        raise OnlyByAgreement("the dates that were agreed before stay as they are: agree a new one instead")
    if one.due == was.due:
        if agreed:
            raise OnlyByAgreement("nothing was agreed where the due date stays: give another date")
        return
    if not (was.is_open or one.is_open):
        raise OnlyByAgreement(f"this was {was.status} on {was.settled_on}: open it again before you give it a date")
    if was.due is None or _by_itself(was, one):
        if agreed:
            raise OnlyByAgreement("a first date is given plainly: nothing was agreed before it")
        return
    if one.due is None or len(agreed) != 1 or not _is_agreement(agreed[0], was, one, login):
        raise OnlyByAgreement(
            f"this is due on {was.due}: a date that stands changes only by agreeing a new one, with how, when and why"
        )


def _check_not_both(was: Commitment | None, one: Commitment) -> None:
    """Refuse a date of its own for what is due so many days after something else, so that it is plain which counts."""
    if one.due is None or one.days_after is None or one.counted_from is not None:
        return
    if was is None or (was.due, was.after_id, was.days_after) != (one.due, one.after_id, one.days_after):
        raise OnlyByAgreement(f"give a date, or so many days after #{one.after_id}, not both")


def _check_one_way(was: Commitment, one: Commitment) -> None:
    """Refuse what would make a date that stands one that can go by itself, or one that asks nobody."""
    waits = (one.after_id, one.days_after) if one.days_after is not None else None
    if was.due is not None and waits not in (None, (was.after_id, was.days_after)):
        told = f"this is due on {was.due}: agree a new date, so many days after something else or not"
        raise OnlyByAgreement(told, field="days_after")
    stands = was.due is not None or was.dates
    if stands and was.kind is not one.kind and CommitmentKind.TASK in (was.kind, one.kind):
        raise OnlyByAgreement(
            f"a {was.kind} with a due date does not become a {one.kind}: withdraw it, and add it anew as what it is",
            field="kind",
        )


def lacks(one: Commitment, how: object, why: str) -> str:
    """What a new date of a commitment lacks, in a line; empty where it lacks nothing."""
    if one.kind is CommitmentKind.TASK:
        return "" if why.strip() else "our own task needs a reason for another date: say why"
    return "" if how is not None else "say how the new date was agreed with the customer"


def _is_agreement(agreed: NewDate, was: Commitment, one: Commitment, login: str) -> bool:
    same = (agreed.was, agreed.was_at, agreed.due, agreed.by) == (was.due, was.at, one.due, login)
    return same and lacks(was, agreed.how, agreed.why) == ""


def _by_itself(was: Commitment, one: Commitment) -> bool:
    """Whether a date that was counted from something else goes, or is counted anew, as that is owed or kept again."""
    return was.counted_from not in (None, one.counted_from) and (one.due is None or one.counted_from is not None)
