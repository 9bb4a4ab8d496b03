"""What somebody does at a desk: every save passes here, and is remembered as an action."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, TypeVar, cast

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.record import Record
from crm_tui.services import commitment_history, deal_history
from crm_tui.services.actions import Action, Change, Done
from crm_tui.services.permissions import check_start
from crm_tui.services.ports import Store, Transaction
from crm_tui.services.said_history import Said, with_hands
from crm_tui.services.watched import Watched

if TYPE_CHECKING:
    from crm_tui.domain.incident import Incident

R = TypeVar("R", bound=Record)

# kinds of records are told by their tables: who saves one loads no others

STAY = frozenset({"packs", "reviews", "staff"})
"""What is changed again, and never taken back, by its table: others have gone by it meanwhile."""


@contextmanager
def saving(
    store: Store,
    done: Done,
    login: str,
    today: date,
    why: str,
    review_of: int | None = None,
    *,
    claiming: bool = False,
    taking_back: bool = False,
    handing_over: bool = False,
) -> Iterator["Watching"]:
    """A transaction of somebody, who may make each change in it.

    ``review_of`` is the deal whose review takes a step in it: no other one brings a deal to Signed. In one that is
    ``claiming`` the store, anybody may name an admin; in one that is ``taking_back`` a due date that was agreed anew
    goes back to the one before; in one that is ``handing_over`` a customer or a deal gets
    another owner.

    Raises:
        NotAllowed: they may not; nothing is saved.
    """
    with store.transaction(why) as now:
        check_start(now, login, today)
        watching = Watching(
            now, login, today, review_of, claiming=claiming, taking_back=taking_back, handing_over=handing_over
        )
        yield watching
        watching.check_end()
    done.leave(watching.left)


@contextmanager
def acting(
    store: Store,
    done: Done,
    login: str,
    today: date,
    why: str,
    review_of: int | None = None,
    *,
    claiming: bool = False,
    handing_over: bool = False,
    as_given: bool = False,
) -> Iterator[Transaction]:
    """The same, remembered as an action once it is saved; a deal keeps its history in it.

    In one that takes records ``as_given`` nothing is added to them, and what it takes away can come back.
    """
    with saving(store, done, login, today, why, review_of, claiming=claiming, handing_over=handing_over) as now:
        seen = _Seen(now, login, today, as_given=as_given)
        yield seen
    if seen.stays:
        done.forget()
    elif changes := seen.changes:
        done.add(Action(why, changes))


class Watching:
    """A transaction in which each change is one that this person may make."""

    def __init__(
        self,
        now: Transaction,
        login: str,
        today: date,
        review_of: int | None,
        *,
        claiming: bool = False,
        taking_back: bool = False,
        handing_over: bool = False,
    ) -> None:
        self._now = now
        self._watched = Watched(
            *(now, login, today, review_of), claiming=claiming, taking_back=taking_back, handing_over=handing_over
        )
        self.left: list[Record] = []
        """The records as it leaves them, in the order in which they were saved."""

    def get(self, kind: type[R], record_id: int) -> R | None:
        """As the transaction beneath has it."""
        return self._now.get(kind, record_id)

    def find(self, kind: type[R], **equal: object) -> list[R]:
        """As the transaction beneath has them."""
        return self._now.find(kind, **equal)

    def add(self, record: R) -> R:
        """Store a new record, if this person may."""
        self._watched.check(record, new=True)
        new = self._now.add(record)
        self.left.append(new)
        return new

    def put(self, record: Record) -> None:
        """Replace a record, if this person may."""
        self._watched.check(record)
        self._now.put(record)
        self.left.append(record)

    def remove(self, record: Record) -> None:
        """Take a record away, if this person may."""
        self._watched.check(record, removed=True)
        self._now.remove(record)

    def bring_back(self, record: Record) -> None:
        """Store a record again that was taken away, if this person may."""
        self._watched.check(record, new=True)
        self._now.bring_back(record)
        self.left.append(record)

    def check_end(self) -> None:
        """Refuse what all changes together would leave behind."""
        self._watched.check_end()


class _Seen:
    """A transaction that remembers what each record was before."""

    def __init__(self, now: Transaction, login: str, today: date, *, as_given: bool = False) -> None:
        self._now = now
        self._as_given = as_given
        self._login = login
        self._today = today
        self._changes: dict[tuple[str, int], Change] = {}
        self.stays = False

    @property
    def changes(self) -> tuple[Change, ...]:
        """What differs."""
        return tuple(one for one in self._changes.values() if one.removed or one.before != one.after)

    def get(self, kind: type[R], record_id: int) -> R | None:
        return self._now.get(kind, record_id)

    def find(self, kind: type[R], **equal: object) -> list[R]:
        return self._now.find(kind, **equal)

    def add(self, record: R) -> R:
        new = self._now.add(self._kept_up(None, record))
        self._note(None, new)
        return new

    def put(self, record: Record) -> None:
        known = self._changes.get((record.table, record.id))
        stored = self._now.get(type(record), record.id)
        after = self._kept_up(stored, record)
        self._now.put(after)
        self._note(known.before if known else stored, after)

    def remove(self, record: Record) -> None:
        stored = self._now.get(type(record), record.id)
        self._now.remove(record)
        # nothing belongs to a view, so that it comes back as it was
        if stored is not None and (self._as_given or stored.table == "views"):
            self._changes[record.table, record.id] = Change(stored, stored, removed=True)
        else:
            self.stays = True

    def bring_back(self, record: Record) -> None:
        self._now.bring_back(record)
        self._note(None, record)

    def _note(self, before: Record | None, after: Record) -> None:
        self._changes[after.table, after.id] = Change(before, after)
        self.stays = self.stays or after.table in STAY

    def _kept_up(self, was: R | None, record: R) -> R:
        if self._as_given:
            return record
        if isinstance(record, Deal):
            stored = was if isinstance(was, Deal) else None
            return cast("R", deal_history.kept_up(self._now, stored, record, self._login, self._today))
        if isinstance(record, Customer):
            earlier = was if isinstance(was, Customer) else None
            return cast("R", deal_history.customer_kept_up(self._now, earlier, record, self._today))
        if record.table == "incidents":
            from crm_tui.services import incident_history

            kept_up = incident_history.kept_up(cast("Incident | None", was), cast("Incident", record), self._login)
            return cast("R", kept_up)
        if isinstance(record, Said):
            said = with_hands(was, record, self._login)
            if isinstance(said, Commitment):
                before = was if isinstance(was, Commitment) else None
                said = commitment_history.kept_up(self._now, before, said, self._login, self._today)
            return cast("R", said)
        return record
