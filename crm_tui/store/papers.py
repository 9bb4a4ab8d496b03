"""Papers kept beside the store, each under the digest of its bytes."""

import hashlib
import re
from pathlib import Path

from crm_tui.domain.errors import NotFound
from crm_tui.store import durable
from crm_tui.store.storage import unsaved


class PaperFolder:
    """The folder ``<store>.papers`` with one file for each paper."""

    def __init__(self, store: Path) -> None:
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
                durable.make_folder(self.path)
                durable.replace(place, content)
        except OSError as error:
            raise unsaved(place, error) from None
        return sha256

    def find(self, sha256: str) -> Path:
        """Where the paper stands.

        Raises:
            NotFound: it is not here.
        """
        found = sorted(self.path.glob(f"{sha256}*")) if re.fullmatch(r"[0-9a-f]{64}", sha256) else []
        if not found:
            raise NotFound(f"the paper {sha256[:12]} is no longer in {self.path}: attach it again")
        return found[0]
