"""A store with a past, and ways to tamper with it."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tinydb import where

from crm_tui.store.database import StoreDB
from crm_tui.store.disk import Disk
from crm_tui.store.papers import PaperFolder
from crm_tui.store.verify import Anchor, Verified, verify

LOG = "desk.json.journal/000000000001.jsonl"


def store_with_a_past(folder: Path) -> Path:
    """Ten deals of a commit each, a fold, then deal 3 renamed by commit 13 and deal 4 removed.

    The second commit is the first fold's, so deal 2 is of commit 3, and so on.
    """
    path = folder / "desk.json"
    with StoreDB(path, by="asha") as db:
        deals = db.table("deals")
        for number in range(1, 11):
            with db.transaction(f"deal {number} agreed"):
                deals.insert({"title": f"Loan {number}", "amount": number})
        db.fold()
        with db.transaction("renamed"):
            deals.update({"title": "Villa of Kelaskar"}, where("title") == "Loan 3")
        deals.remove(doc_ids=[4])
    return path


def paper_of_deal(path: Path, content: bytes) -> Path:
    """Keep a paper and have a document name it."""
    sha256 = PaperFolder(path).keep(content, ".txt")
    with StoreDB(path, by="asha") as db:
        db.table("documents").insert({"deal_id": 1, "sha256": sha256})
    return PaperFolder(path).find(sha256)


def checked(path: Path, *anchors: Anchor) -> Verified:
    return verify(path, anchors=anchors, indexes={})


def lines_of(path: Path) -> list[bytes]:
    return (path.parent / LOG).read_bytes().splitlines(keepends=True)


def rewrite(path: Path, change: Callable[[list[bytes]], list[bytes]]) -> None:
    log = path.parent / LOG
    log.write_bytes(b"".join(change(lines_of(path))))


def line_number(path: Path, text: bytes) -> int:
    """The first line of the log that holds the text, from 1."""
    return next(number for number, line in enumerate(lines_of(path), 1) if text in line)


def sealed(told: dict[str, Any]) -> bytes:
    """A line with a hash that fits what it says."""
    body = json.dumps({name: value for name, value in told.items() if name != "hash"}, separators=(",", ":"))
    cut = body[:-1].encode()
    return cut + b',"hash":"' + hashlib.sha256(cut).hexdigest().encode() + b'"}\n'


def chained_anew(lines: list[bytes]) -> list[bytes]:
    """The whole log with new hashes: what somebody does who may write all of it."""
    done, head = [], "0" * 64
    for line in lines:
        told = json.loads(line)
        told["prev"] = head
        done.append(sealed(told))
        head = json.loads(done[-1])["hash"]
    return done


class Breaks(Exception):
    """The power fails."""


class Failing(Disk):
    """A disk that is cut off before its ``at``-th change of names."""

    def __init__(self, at: int) -> None:
        self._left = at

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise Breaks

    def rename(self, old: Path, new: Path) -> None:
        self._count()
        super().rename(old, new)

    def exchange(self, one: Path, other: Path) -> None:
        self._count()
        super().exchange(one, other)

    def remove(self, path: Path) -> None:
        self._count()
        super().remove(path)
