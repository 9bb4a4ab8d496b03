"""What was done at a desk in this session, so that the last of it can be taken back."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from threading import RLock

from crm_tui.domain.record import Record

_MOST = 50
"""So many actions are kept; what a session holds must not grow with its length."""

_MOST_LEFT = 500
"""So many records are known as this session left them."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one record."""

    before: Record | None
    """As it was; None if it was added."""

    after: Record
    """As it was left; as it was, where it was taken away."""

    removed: bool = False
    """Whether it was taken away, and can come back under its number."""


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
        first = self.changes[0]
        # what followed by itself, such as what comes next of what recurs, was not chosen
        more = sum(
            type(one.after) is type(first.after) and (one.before is None) is (first.before is None)
            for one in self.changes[1:]
        )
        return f"{self.why}: {subject(first.after)}{f' and {more} more' if more else ''}"


class Done:
    """The actions of a session, the newest last."""

    def __init__(self) -> None:
        self._actions: deque[Action] = deque(maxlen=_MOST)
        self._left: dict[tuple[str, int], Record] = {}
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

    def leave(self, records: Iterable[Record]) -> None:
        """Remember how this session left records, whatever it did with them."""
        for one in records:
            self._left.pop((one.table, one.id), None)
            self._left[one.table, one.id] = one
        for key in list(self._left)[:-_MOST_LEFT]:
            del self._left[key]

    def has_left(self, record: Record) -> bool:
        """Whether a record stands as this session left it."""
        return self._left.get((record.table, record.id)) == record


def subject(record: Record) -> str:
    """A record in its own words, in one line: a name, a title, what was said."""
    found = next((getattr(record, name) for name in _NAMED if getattr(record, name, "")), "")
    line = " ".join(str(found).split()) or f"{type(record).__name__.lower()} {record.id}"
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


_NAMED = ("title", "words", "name", "said", "label", "what", "login", "answer")
_LONGEST = 60
