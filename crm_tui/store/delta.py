"""What the log has changed since the checkpoint."""

import bisect
from collections.abc import Mapping
from typing import Any

from crm_tui.store.keys import Index, document_key, tie_of

Indexes = Mapping[str, Mapping[str, Index]]
"""The indexed fields, by the name of the index, by table."""

Entry = tuple[int, str, int]
"""A key, what decides between those under one, and an id."""


class TableDelta:
    """Changes to one table: documents as bytes, and the keys under which they now stand."""

    def __init__(self, indexes: Mapping[str, Index]) -> None:
        self._indexes = indexes
        self._keys: dict[str, dict[int, tuple[int, str]]] = {name: {} for name in indexes}
        self._sorted: dict[str, list[Entry]] = {}
        self.rows: dict[int, tuple[int, bytes | None]] = {}
        """The commit that last wrote it and the document, None if it was removed, by id."""
        self.last_id = 0
        """The highest id that was ever written here."""

    def put(self, record_id: int, seq: int, raw: bytes | None, document: dict[str, Any] | None) -> None:
        """Note what commit ``seq`` made of a document."""
        self.rows[record_id] = seq, raw
        self.last_id = max(self.last_id, record_id)
        self._sorted.clear()
        for name, index in self._indexes.items():
            key = None if document is None else document_key(index, document)
            if document is None or key is None:
                self._keys[name].pop(record_id, None)
            else:
                self._keys[name][record_id] = key, tie_of(index, document)

    def entries(self, index: str, low: int, high: int) -> list[Entry]:
        """What stands under keys from ``low`` to ``high``, in order."""
        found = self._sorted.get(index)
        if found is None:
            # once before it is asked, not at each of many changes
            found = self._sorted[index] = sorted((key, tie, one) for one, (key, tie) in self._keys[index].items())
        return found[bisect.bisect_left(found, (low, "", -1)) : bisect.bisect_left(found, (high + 1, "", -1))]
