"""What the log has changed since the checkpoint."""

import bisect
from collections.abc import Mapping, Sequence
from typing import Any

from crm_tui.store.keys import Index, document_key

Indexes = Mapping[str, Mapping[str, Index]]
"""The indexed fields, by the name of the index, by table."""


class TableDelta:
    """Changes to one table: documents as bytes, and the keys under which they now stand.

    Keys of earlier versions stay in: each candidate is checked by the query anyway.
    """

    def __init__(self, indexes: Mapping[str, Index]) -> None:
        self._indexes = indexes
        self._keys: dict[str, list[tuple[int, int]]] = {name: [] for name in indexes}
        self._sorted = True
        self.rows: dict[int, tuple[int, bytes | None]] = {}
        """The commit that last wrote it and the document, None if it was removed, by id."""
        self.last_id = 0
        """The highest id that was ever written here."""

    def put(self, record_id: int, seq: int, raw: bytes | None, document: dict[str, Any] | None) -> None:
        """Note what commit ``seq`` made of a document."""
        self.rows[record_id] = seq, raw
        self.last_id = max(self.last_id, record_id)
        if document is None:
            return
        for name, index in self._indexes.items():
            key = document_key(index, document)
            if key is not None:
                self._keys[name].append((key, record_id))
                self._sorted = False

    def ids(self, index: str, low: int, high: int) -> Sequence[int]:
        """The ids noted under keys from ``low`` to ``high``; one may come twice."""
        pairs = self._in_order(index)
        begin, end = bisect.bisect_left(pairs, (low, -1)), bisect.bisect_left(pairs, (high + 1, -1))
        return [record_id for _, record_id in pairs[begin:end]]

    def pairs(self, index: str) -> list[tuple[int, int]]:
        """The keys noted, in order, each with its id; one may come twice."""
        return list(self._in_order(index))

    def _in_order(self, index: str) -> list[tuple[int, int]]:
        if not self._sorted:
            # once before it is asked, not at each of many changes
            for pairs in self._keys.values():
                pairs.sort()
            self._sorted = True
        return self._keys[index]
