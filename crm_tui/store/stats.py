"""How large a store is, and how far its parts have come."""

import os
from pathlib import Path
from typing import Any

from crm_tui.store.cursor import segment_path, segments
from crm_tui.store.delta import Indexes
from crm_tui.store.papers import PaperFolder
from crm_tui.store.problems import reading
from crm_tui.store.storage import JournalStorage


def stats(path: Path, indexes: Indexes) -> dict[str, Any]:
    """Figures by name: numbers, texts, and for ``records`` a count by table. Sizes are bytes. Nothing is written.

    Raises:
        StoreProblem: the store can't be read.
    """
    storage = JournalStorage(path, indexes=indexes, access_mode="r")
    files = storage.files
    with reading(path):
        log = [Path(segment_path(files.journal, first)) for first in segments(files.journal)]
        last = next(storage.since(storage.seq - 1), None) if storage.seq else None
        papers = PaperFolder(path).kept()
        torn = sorted(files.journal.glob("torn-*")) if log else []
        disk = os.statvfs(path.parent)
        return {
            "store": str(path),
            "records_version": storage.schema,
            "records": {name: storage.count(name) for name in sorted(storage.names())},
            "commits": storage.seq,
            "last_commit_at": last.at if last else "",
            "last_commit_by": last.by if last else "",
            "folded_up_to": storage.seq - storage.tail[0],
            "changed_since": storage.changes,
            "checkpoint_bytes": _size(files.checkpoint),
            "index_bytes": _size(files.keys),
            "log_bytes": sum(map(_size, log)),
            "log_files": len(log),
            "unfinished_pieces": len(torn),
            "papers": len(papers),
            "paper_bytes": sum(map(_size, papers)),
            "free_bytes": disk.f_bavail * disk.f_frsize,
        }


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
