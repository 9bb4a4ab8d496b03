"""Papers kept beside the store, each under the digest of its bytes."""

import errno
import hashlib
import os
import re
from pathlib import Path
from typing import Any

from crm_tui.domain.errors import NotFound
from crm_tui.store.disk import Disk
from crm_tui.store.problems import reading, unsaved
from crm_tui.store.sharing import modes

DOCUMENTS = "documents"
"""The table whose documents name papers."""

_KEPT = re.compile(r"[0-9a-f]{64}(\.[a-z0-9]{1,10})?")


def paper_of(table: str, document: dict[str, Any] | None) -> str:
    """The SHA-256 of the paper that a document names; empty if it names none."""
    sha256 = document.get("sha256") if document and table == DOCUMENTS else None
    return sha256 if isinstance(sha256, str) and _KEPT.fullmatch(sha256) else ""


class PaperFolder:
    """The folder ``<store>.papers`` with one file for each paper. One caller at a time may keep papers."""

    def __init__(self, store: Path, disk: Disk | None = None) -> None:
        self._store = store
        self._disk = disk or Disk()
        self.path = store.with_name(f"{store.stem}.papers")

    def keep(self, content: bytes, suffix: str) -> str:
        """Keep a paper's bytes and return their SHA-256; keeping them again changes nothing.

        Raises:
            StoreProblem: they could not be written.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        suffix = suffix if re.fullmatch(r"\.[a-z0-9]{1,10}", suffix) else ""
        place = self.path / f"{sha256}{suffix}"
        try:
            # a copy that something has overwritten is mended by keeping the paper again
            if not (place.is_file() and hashlib.sha256(place.read_bytes()).hexdigest() == sha256):
                self._write(place, content)
        except OSError as error:
            raise unsaved(place, error) from None
        return sha256

    def find(self, sha256: str) -> Path:
        """Where the paper stands.

        Raises:
            NotFound: it is not here.
            StoreProblem: it may be here, but may not be read.
        """
        with reading(self.path):
            found = [one for one in self.kept() if one.stem == sha256]
            if not found:
                raise NotFound(f"the paper {sha256[:12]} is no longer in {self.path}: attach it again")
            if not os.access(found[0], os.R_OK, effective_ids=True):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(found[0]))
        return found[0]

    def kept(self) -> list[Path]:
        """The papers that lie here, whole or not."""
        try:
            return sorted(one for one in self.path.iterdir() if _KEPT.fullmatch(one.name))
        except FileNotFoundError:
            return []

    def _write(self, place: Path, content: bytes) -> None:
        """Have the file there whole or not at all."""
        wanted = modes(self._store)
        self._disk.make_folder(self.path, wanted.folder)
        self._disk.sync_folder(self.path.parent)
        draft = self.path / ".draft"
        self._disk.remove(draft)
        try:
            fd = self._disk.create(draft, wanted.file)
            try:
                self._disk.append(fd, content)
                self._disk.sync(fd)
            finally:
                os.close(fd)
            self._disk.rename(draft, place)
            self._disk.sync_folder(self.path)
        finally:
            self._disk.remove(draft)
