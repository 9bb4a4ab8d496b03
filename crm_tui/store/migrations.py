"""Bringing the records of an older store to the shape that the program knows."""

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from crm_tui.domain.errors import StoreProblem
from crm_tui.store.problems import ReadOnly
from crm_tui.store.schema import META, META_ID
from crm_tui.store.storage import JournalStorage
from crm_tui.store.transaction import Transaction

_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Migration:
    """One step from a version of the records to the next."""

    to: int
    """The version that it leads to, from the one before."""

    what: str
    """What it does, for the history of the store."""

    tables: tuple[str, ...]
    """The tables that it changes; none where it only adds some, and then the next save sets the version."""

    change: Callable[[str, dict[str, Any]], dict[str, Any] | None] | None = None
    """The table and a document in; the new document out, None to remove it. What it has changed it leaves as it is."""


MIGRATIONS: Sequence[Migration] = (
    Migration(3, "tables for staff, ground rules, incidents, waivers and reviews", ()),
    Migration(4, "what the daily check asks for: other due dates, what comes back, occasions, memberships", ()),
    Migration(5, "a table for the firm's own packs of terms", ()),
    Migration(6, "whether a due date was counted from the day on which something else was kept", ()),
    Migration(7, "tables for consents, gifts, feedback, referrals, handovers, merges, saved views and settings", ()),
)
"""All steps. Version 2 has the records of version 1, in a log."""


def migrate(storage: JournalStorage, migrations: Sequence[Migration] = MIGRATIONS) -> list[int]:
    """Bring a store to the last version that asks for a change of its documents; the versions that were reached.

    Each step is some commits, of which the last one sets the version: one that was interrupted is done again from its
    beginning, and the log keeps the records as they were.

    Raises:
        StoreProblem: this session may not write, or no step leads on.
    """
    reached: list[int] = []
    if not 0 < storage.schema < storage.knows or not _pending(storage, migrations):
        return reached
    try:
        with storage.alone():
            # another session may have done it while this one came
            while 0 < storage.schema < storage.knows and _pending(storage, migrations):
                step = next((one for one in migrations if one.to == storage.schema + 1), None)
                if step is None:
                    raise StoreProblem(f"{storage.path}: no way leads from version {storage.schema} to the next")
                _take(storage, step)
                reached.append(step.to)
    except ReadOnly as refused:
        raise StoreProblem(
            f"{storage.path} is of an earlier version: somebody who may change it must open it once ({refused})"
        ) from None
    return reached


def follow(storage: JournalStorage, now: Transaction) -> None:
    """Set the version with a change that is made anyway, where no step to it changes a document."""
    if 0 < storage.schema < storage.knows and now.ops(0):
        now.write(META, META_ID, (now.document(META, META_ID) or {}) | {"schema": storage.knows})


def brought_on(table: str, document: dict[str, Any], version: int, to: int) -> dict[str, Any] | None:
    """A document as the steps from one version to another make it; None if they remove it."""
    for step in MIGRATIONS:
        if version < step.to <= to and table in step.tables and step.change is not None:
            # a step may change what it is given
            changed = step.change(table, copy.deepcopy(document))
            if changed is None:
                return None
            document = changed
    return document


def _pending(storage: JournalStorage, migrations: Sequence[Migration]) -> bool:
    """Whether a step that the store has still to take changes documents, or is not known."""
    to_come = [one for one in migrations if one.to > storage.schema]
    known = [one.to for one in to_come] == list(range(storage.schema + 1, storage.knows + 1))
    return not known or any(one.tables for one in to_come)


def _take(storage: JournalStorage, step: Migration) -> None:
    why = f"version {step.to}: {step.what}"
    for table in step.tables:
        ids = list(storage.ids(table))
        for start in range(0, len(ids), _AT_ONCE):
            with storage.transaction(why) as now:
                for record_id in ids[start : start + _AT_ONCE]:
                    document = now.document(table, record_id)
                    if document is not None and step.change is not None:
                        now.write(table, record_id, step.change(table, document))
    with storage.transaction(why) as now:
        now.write(META, META_ID, (now.document(META, META_ID) or {}) | {"schema": step.to})
