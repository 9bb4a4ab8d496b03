"""What somebody did at a desk in this session, kept so that the last of it can be taken back."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import RLock
from typing import TypeVar

from crm_tui.domain.record import Record
from crm_tui.services.ports import Store, Transaction

R = TypeVar("R", bound=Record)

_MOST = 50
"""So many actions are kept; what a session holds must not grow with its length."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one record."""

    before: Record | None
    """As it was; None if it was added."""

    after: Record
    """As it was left."""


@dataclass(frozen=True, slots=True)
class Action:
    """What one transaction did, whatever the tables."""

    why: str
    """What for, in a few words, as the store's history has it."""

    changes: tuple[Change, ...]
    """Each record once, in the order in which they were touched."""

    @property
    def told(self) -> str:
        """One line that says what was done to what."""
        return f"{self.why}: {subject(self.changes[0].after)}"


class Done:
    """The actions of a session, the newest last."""

    def __init__(self) -> None:
        self._actions: deque[Action] = deque(maxlen=_MOST)
        self.turn = RLock()
        """Held while an action is taken back: a key may be pressed twice."""

    @property
    def last(self) -> Action | None:
        """The newest action that was not taken back."""
        return self._actions[-1] if self._actions else None

    def add(self, action: Action) -> None:
        """Remember an action that is saved."""
        self._actions.append(action)

    def drop(self, action: Action) -> None:
        """Forget an action that was taken back."""
        # by identity: the same change may have been made twice
        kept = [one for one in self._actions if one is not action]
        self._actions = deque(kept, maxlen=_MOST)

    def forget(self) -> None:
        """Offer nothing that came before: something was done that can't be taken back."""
        self._actions.clear()


@contextmanager
def acting(store: Store, done: Done, why: str) -> Iterator[Transaction]:
    """A transaction that is remembered as an action once it is saved."""
    with store.transaction(why) as now:
        seen = _Seen(now)
        yield seen
    if seen.removed:
        done.forget()
    elif changes := seen.changes:
        done.add(Action(why, changes))


def subject(record: Record) -> str:
    """A record in its own words, in one line: a name, a title, what was said."""
    found = next((getattr(record, name) for name in _NAMED if getattr(record, name, "")), "")
    line = " ".join(str(found).split()) or f"{type(record).__name__.lower()} {record.id}"
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


_NAMED = ("title", "words", "name", "said", "label", "answer")
_LONGEST = 60


class _Seen:
    """A transaction that remembers what each record was before."""

    def __init__(self, now: Transaction) -> None:
        self._now = now
        self._changes: dict[tuple[str, int], Change] = {}
        self.removed = False

    @property
    def changes(self) -> tuple[Change, ...]:
        """What differs."""
        return tuple(one for one in self._changes.values() if one.before != one.after)

    def get(self, kind: type[R], record_id: int) -> R | None:
        return self._now.get(kind, record_id)

    def find(self, kind: type[R], **equal: object) -> list[R]:
        return self._now.find(kind, **equal)

    def add(self, record: R) -> R:
        new = self._now.add(record)
        self._changes[new.table, new.id] = Change(None, new)
        return new

    def put(self, record: Record) -> None:
        known = self._changes.get((record.table, record.id))
        before = known.before if known else self._now.get(type(record), record.id)
        self._now.put(record)
        self._changes[record.table, record.id] = Change(before, record)

    def remove(self, record: Record) -> None:
        # a number is never given twice, so that what was removed would come back as another record
        self._now.remove(record)
        self.removed = True
