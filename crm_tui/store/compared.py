"""Long comparisons kept beside the store, so that a deal with hundreds of promises opens at once in every session.

They are derived: the folder ``<store>.compared`` may be deleted at any time, and nothing is lost but the time to
compare again. What is kept here is shown; whatever is approved or signed is compared anew.
"""

import contextlib
import os
import re
import threading
from pathlib import Path

from crm_tui.store.sharing import PRIVATE, modes

_KEY = re.compile(r"[0-9a-f]{64}")
_MOST = 40
"""So many are kept; the oldest make room."""
_LARGEST = 32_000_000


class ComparedFolder:
    """The folder with one file for each comparison, under the digest of what was compared."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self.path = store.with_name(f"{store.name}.compared")

    def get(self, key: str) -> bytes | None:
        """What is kept under a key; None where nothing is, or it can't be read."""
        with contextlib.suppress(OSError):
            place = self._place(key)
            if place.stat().st_size <= _LARGEST:
                return place.read_bytes()
        return None

    def keep(self, key: str, content: bytes) -> None:
        """Keep something, whole or not at all. Where that is not possible it is not kept, and nobody is told."""
        with contextlib.suppress(OSError):
            wanted = modes(self._store)
            if not self.path.is_dir():
                self.path.mkdir(PRIVATE.folder)
                self.path.chmod(wanted.folder)
            draft = self.path / f".draft-{os.getpid()}-{threading.get_ident()}"
            try:
                draft.touch(PRIVATE.file)
                draft.write_bytes(content)
                draft.chmod(wanted.file)
                draft.replace(self._place(key))
            finally:
                draft.unlink(missing_ok=True)
            self._make_room()

    def _place(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError("a key is a SHA-256 in hexadecimal")
        return self.path / f"{key}.json"

    def _make_room(self) -> None:
        kept = sorted(self.path.glob("*.json"), key=lambda one: one.stat().st_mtime, reverse=True)
        for one in kept[_MOST:]:
            one.unlink(missing_ok=True)
