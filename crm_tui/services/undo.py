"""Taking back what one did last: a new commit that puts every record it touched back as it was."""

from collections.abc import Container, Iterable, Iterator

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.consent import Consent
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.document import Document
from crm_tui.domain.errors import Conflict, DeskError
from crm_tui.domain.feedback import Feedback
from crm_tui.domain.gift import Gift
from crm_tui.domain.handover import Handover
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.record import Record
from crm_tui.domain.referral import Referral
from crm_tui.domain.resolution import Resolution
from crm_tui.domain.rules import GroundRules
from crm_tui.domain.sign_off import Review
from crm_tui.domain.waiver import Waiver
from crm_tui.services import ground_rules, waiting
from crm_tui.services.acting import STAY
from crm_tui.services.actions import Action, Change, subject
from crm_tui.services.desk import Desk
from crm_tui.services.ports import Records, Saved, Transaction
from crm_tui.services.records import last_hand
from crm_tui.services.recurring import Bonds
from crm_tui.services.settled import about_promise

_POINTS_AT: dict[str, type[Record]] = {
    "customer_id": Customer,
    "referrer_id": Customer,
    "deal_id": Deal,
    "interaction_id": Interaction,
    "document_id": Document,
    "after_id": Commitment,
    "series": Commitment,
}
"""The fields by which one record belongs to another."""

_OWNERS_FIRST = (Customer, Deal, Interaction, Document, Commitment)
"""Kinds in an order in which none belongs to a later one."""

_TAKEN_BACK = "taken back: "

_BELONGING: tuple[type[Record], ...] = (
    *(Deal, Interaction, Commitment, Document, Resolution, Incident, Waiver, Review),
    *(Consent, Feedback, Gift, Handover, Referral),
)


def take_back(desk: Desk) -> Action:
    """Reverse the last action of this session, over all tables that it touched, and return it.

    Raises:
        Conflict: somebody changed a record of it since, or added something that belongs to one; nothing was changed.
        DeskError: there is nothing to take back.
    """
    with desk.done.turn:
        action = desk.done.last
        if action is None:
            raise DeskError("nothing that you did in this session is left to take back: open it and change it there")
        with desk.taking_back(_TAKEN_BACK + action.why) as now:
            _put_back(desk, now, action)
        desk.done.drop(action)
    return action


def earlier(desk: Desk) -> Saved | None:
    """What the one who sits here did last in another session, if it can be taken back; None if not.

    What was taken back already, and what stays once it is done, is not offered, nor is what came before it.
    """
    saved = desk.store.last_saved(desk.officer)
    if saved is None or saved.why.startswith(_TAKEN_BACK) or any(one.table in STAY for one in saved.left):
        return None
    return saved


def told(saved: Saved) -> str:
    """One line that says what was done to what."""
    more = len(saved.left) - 1
    others = f" and {more} more record{'s' * (more > 1)}" if more else ""
    return f"{saved.why or 'saved'}: {subject(saved.left[0])}{others}"


def take_back_earlier(desk: Desk, saved: Saved) -> Action:
    """Reverse what ``earlier`` has offered, and return it.

    Raises:
        Conflict: as for ``take_back``; or one's last action is another one by now.
        StoreProblem: the store's history no longer says what was there before.
    """
    pairs = zip(desk.store.before(saved), saved.left, strict=True)
    action = Action(saved.why, tuple(sorted((Change(was, left) for was, left in pairs), key=_place)))
    with desk.taking_back(_TAKEN_BACK + saved.why) as now:
        if earlier(desk) != saved:
            raise Conflict("this is no longer what you did last: look again before you take something back")
        _put_back(desk, now, action)
    return action


def _place(change: Change) -> int:
    kind = type(change.after)
    return _OWNERS_FIRST.index(kind) if kind in _OWNERS_FIRST else len(_OWNERS_FIRST)


def _put_back(desk: Desk, now: Transaction, action: Action) -> None:
    # all is read before anything is changed: that is quicker
    own = {(one.after.table, one.after.id) for one in action.changes}
    for change in reversed(action.changes):
        _check_unchanged(desk, now, change)
        if change.before is None:
            _check_bare(now, change.after, own)
    _check_alone(now, action, own)
    owed = [one.before for one in action.changes if isinstance(one.before, Commitment)]
    bonds = Bonds(now, owed)
    for change in reversed(action.changes):
        _reverse(desk, now, change)
    for one in owed:
        _date_anew(now, (one, *bonds.waiting_for(now, one)))


def _check_unchanged(desk: Desk, now: Transaction, change: Change) -> None:
    current: Record | None = now.get(type(change.after), change.after.id)
    if isinstance(change.after, GroundRules) and not ground_rules.counts(now, change.after):
        newest = ground_rules.in_force(now)
        raise Conflict(
            f"{newest.changed_by} put version {newest.version} of the ground rules in force since: change them there"
        )
    if current == (None if change.removed else change.after):
        return
    what = f"this {_kind(change.after)}"
    named, lost = f"({subject(change.after)})", "what you did can't be taken back any more"
    if current is None:
        raise Conflict(f"{what} is no longer in the store {named}: {lost}; add it anew if it still counts")
    raise Conflict(f"{last_hand(desk, change.after)} changed {what} since {named}: {lost}; open it and change it there")


def _check_bare(now: Records, added: Record, own: Container[tuple[str, int]]) -> None:
    """Refuse to take away what something belongs to by now; what the action itself did goes with it."""
    belongs = next((one for one in _belonging_to(now, added) if (one.table, one.id) not in own), None)
    if belongs is not None:
        raise Conflict(
            f"this {_kind(added)} can't be taken back any more ({subject(added)}): "
            f"what belongs to it was added since: {_kind(belongs)} ({subject(belongs)}); "
            "open it and change it there"
        )


def _check_alone(now: Transaction, action: Action, own: Container[tuple[str, int]]) -> None:
    """Refuse to open a time of what comes back beside another one that would be owed twice then."""
    settled = [
        one.after
        for one in action.changes
        if isinstance(one.before, Commitment) and isinstance(one.after, Commitment)
        if one.before.is_open and not one.after.is_open
    ]
    bonds = Bonds(now, settled)
    for one in settled:
        for other in bonds.in_the_way(now, one):
            if (other.table, other.id) not in own:
                raise Conflict(
                    f"this commitment can't be put back as it was ({subject(one)}): "
                    f"it came back as #{other.id} since; withdraw that first"
                )


def _reverse(desk: Desk, now: Transaction, change: Change) -> None:
    if isinstance(change.after, GroundRules):
        ground_rules.put_back(desk, now, change.after)
        return
    if change.before is None:
        now.remove(change.after)
        return
    if change.removed:
        now.bring_back(change.before)
        return
    for field, kind in _POINTS_AT.items():
        pointed = getattr(change.before, field, None)
        if pointed is not None and now.get(kind, pointed) is None:
            raise Conflict(
                f"this {_kind(change.after)} can't be put back as it was ({subject(change.after)}): "
                f"the {kind.__name__.lower()} it belonged to was taken back since; add both anew"
            )
    now.put(change.before)


def _date_anew(now: Transaction, ones: Iterable[Commitment]) -> None:
    """What somebody did since with what one waits for, or made to wait for the other, counts."""
    for one in ones:
        dated = waiting.dated(now, one, one)
        if dated != one:
            now.put(dated)


def _belonging_to(now: Records, record: Record) -> Iterator[Record]:
    for field, kind in _POINTS_AT.items():
        if isinstance(record, kind):
            for one in _BELONGING:
                if field in one.model_fields:
                    yield from now.find(one, **{field: record.id})
    if isinstance(record, Commitment):
        yield from now.find(Resolution, about=about_promise(record))


def _kind(record: Record) -> str:
    return type(record).__name__.lower()
