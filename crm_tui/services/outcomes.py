"""What became of an act on several records: what was done, what was not, and what followed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crm_tui.domain.record import Record

_TOLD = 3
"""So many lines of what followed are told in one; of more, how many."""


@dataclass(frozen=True, slots=True)
class Left:
    """Something that was chosen and stays as it is."""

    key: str
    """What, as a line of the daily check is called: ``commitment 12``."""

    words: str
    """What it says."""

    why: str
    """Why nothing was done, in a line that says what to do."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one act did."""

    did: str
    """What was done, as the end of a sentence: "kept", "put off until 2026-11-25"."""

    changed: tuple[Record, ...] = ()
    """What was chosen and is changed now."""

    left: tuple[Left, ...] = ()
    """What was chosen and is not."""

    followed: tuple[Record, ...] = ()
    """What was added or changed beside it: the next times, the dates of what waited."""

    told: tuple[str, ...] = ()
    """A line for each thing that followed."""

    @property
    def kept(self) -> tuple[Record, ...]:
        """All that is stored anew, what was chosen first."""
        return (*self.changed, *self.followed)

    @property
    def words(self) -> str:
        """All of it in one line."""
        done, chosen = len(self.changed), len(self.changed) + len(self.left)
        parts = [self.did if chosen == done == 1 else f"{done if done == chosen else f'{done} of {chosen}'} {self.did}"]
        if self.left:
            again = "" if self.changed else ": look at them again"
            parts.append(f"{len(self.left)} not: {reasons(self.left)}{again}")
        parts += self.told[:_TOLD]
        if len(self.told) > _TOLD:
            parts.append(f"and {len(self.told) - _TOLD} more that follow")
        return "; ".join(parts)


def reasons(left: Sequence[Left]) -> str:
    """Why some of what was chosen stays as it is: each reason once, with how many it holds for."""
    return ", ".join(counted(one.why for one in left))


def counted(whys: Iterable[str]) -> list[str]:
    """Reasons, the most frequent first, each with its number where there are several."""
    found = Counter(whys)
    return [f"{number} {why}" if len(found) > 1 or number > 1 else why for why, number in found.most_common()]
