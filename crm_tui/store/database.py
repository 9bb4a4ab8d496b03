"""TinyDB on the store: ``db.table("deals").search(where("due") <= day)`` as ever, for many sessions."""

from contextlib import AbstractContextManager

from tinydb import TinyDB

from crm_tui.store import fold
from crm_tui.store.storage import JournalStorage
from crm_tui.store.table import StoreTable
from crm_tui.store.transaction import Transaction


class StoreDB(TinyDB):
    """A TinyDB whose storage is a log.

    with db.transaction("closed by phone"):
        deals.update({"stage": "signed"}, doc_ids=[3])
        terms.remove(where("deal_id") == 3)
    """

    table_class = StoreTable
    default_storage_class = JournalStorage  # type: ignore[assignment] # TinyDB names its own class as the type
    _storage: JournalStorage

    def transaction(self, why: str = "") -> AbstractContextManager[Transaction]:
        """Changes to several tables that become one commit when the block ends, or nothing if it raises."""
        return self._storage.transaction(why)

    def refresh(self) -> list[tuple[str, int]]:
        """Go on to what others have saved; the table and id of each change."""
        return self._storage.refresh()

    def fold(self) -> bool:
        """Bring the checkpoint up to date; False if there was no need."""
        return fold.fold(self._storage)

    def tables(self) -> set[str]:
        """The names of the tables that hold documents."""
        return set(self._storage.reader().names())

    def __repr__(self) -> str:
        counts = [f"{name}={self._storage.count(name)}" for name in self._storage.names()]
        return f"<{type(self).__name__} {self._storage.path} {' '.join(counts)}>"
