"""One commit as one line of the log, chained to the line before by its hash.

    {"seq":7,"at":"2026-11-21T22:17:40Z","by":"ann","why":"…","ops":[["deals",3,{…}],["terms",9,null]],
     "prev":"<hash of 6>","hash":"<SHA-256 of every byte before ,"hash">"}

The hash covers bytes, so it needs no canonical form of JSON. It proves the line whole by itself, and through ``prev``
the history before it unedited.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from crm_tui.store.encoding import decode as decode_json
from crm_tui.store.encoding import encode as encode_json

GENESIS = "0" * 64
"""The hash that stands before the first commit."""

_OF_ONE_FLIP = 4
"""So many bytes that stand in no line a single changed bit can make: those of one letter in UTF-8."""

_MARK = b',"hash":"'
_END = b'"}\n'
_SEAL = len(_MARK) + len(GENESIS) + len(_END)
LINK = len(GENESIS) + len(_END)
"""So many bytes at the end of a line tell it from every other."""


class Op(NamedTuple):
    """What a commit did to one document."""

    table: str
    """Its table."""

    id: int
    """Its number in the table."""

    raw: bytes | None
    """The document as JSON from now on; None if it was removed."""


@dataclass(frozen=True, slots=True)
class Commit:
    """One line of the log."""

    seq: int
    """Its number, from 1 without gaps."""

    at: str
    """When, in UTC, as the clock of its host told; nothing relies on it."""

    by: str
    """Who: the login of the session."""

    why: str
    """What for; may be empty."""

    ops: Sequence[tuple[str, int, dict[str, Any] | None]]
    """Table, id and the document from now on; None where it was removed."""

    prev: str
    """The hash of the commit before."""

    hash: str
    """Its own hash: 64 hexadecimal digits."""

    more: Mapping[str, Any] = field(default_factory=dict)
    """``fold``: the checkpoint that was written; ``took``: the foreign file that was taken in; ``ids``: last ids."""


def link(head: str) -> bytes:
    """How the line ends whose hash is ``head``."""
    return head.encode() + _END


def encode(
    seq: int, prev: str, *, at: str, by: str, why: str, ops: Sequence[Op], more: Mapping[str, Any] | None = None
) -> bytes:
    """The line of a commit.

    Raises:
        ValueError, TypeError: something in it is no JSON.
    """
    about = {"seq": seq, "at": at, "by": by} | ({"why": why} if why else {}) | dict(more or {})
    # the documents are JSON already: parsing them to write them again would cost most of a commit
    done = b",".join(b"[%s,%d,%s]" % (encode_json(one.table), one.id, one.raw or b"null") for one in ops)
    body = b'%s,"ops":[%s],"prev":"%s"' % (encode_json(about)[:-1], done, prev.encode())
    return body + _MARK + link(hashlib.sha256(body).hexdigest())


def head_of(line: bytes) -> str:
    """The hash at the end of a line; of one that is not whole, whatever stands there."""
    return line[-LINK : -len(_END)].decode(errors="replace")


def is_whole(line: bytes) -> bool:
    """Whether a line fits its hash."""
    body, seal = line[:-_SEAL], line[-_SEAL:]
    return seal.startswith(_MARK) and seal[len(_MARK) :] == link(hashlib.sha256(body).hexdigest())


def decode(line: bytes) -> Commit | None:
    """The commit in a line, or None when the line is not whole."""
    if not is_whole(line):
        return None
    try:
        told = decode_json(line)
        return Commit(
            told.pop("seq"),
            told.pop("at"),
            told.pop("by"),
            told.pop("why", ""),
            told.pop("ops"),
            told.pop("prev"),
            told.pop("hash"),
            told,
        )
    except (ValueError, KeyError, AttributeError):
        return None


def follows(log: bytes, begin: int, end: int, head: str) -> bool:
    """Whether there is a whole line from ``begin`` to ``end`` that follows the one whose hash is ``head``.

    What else it says is not looked at. The line is not copied: it may be as large as the store.
    """
    body = memoryview(log)[begin : max(begin, end - _SEAL)]
    seal = b'"prev":"%s"%s%s' % (head.encode(), _MARK, link(hashlib.sha256(body).hexdigest()))
    return log.endswith(seal, begin, end)


def is_torn(rest: bytes) -> bool:
    """Whether a power cut or a kill may have left these bytes behind the last whole line; else somebody's save is lost.

    What a writer did not finish lacks its end. After a power cut it may have its end, as a disk writes sectors in any
    order, but then whole sectors of it (512 bytes or more) are missing: they are zeros, or what the disk held before,
    which is no text of one line. A line that has its end and is text throughout was saved, and has changed since.

    So two things are judged wrongly. A saved last line in which a space has become zero, or several bits have changed,
    is taken for torn: the next writer puts it aside, and ``verify`` names it. A torn one whose missing sectors hold the
    text of some deleted file, which only file systems that keep no order show, is taken for damage.
    """
    *finished, _ = rest.split(b"\n")
    if any(decode(line + b"\n") for line in finished):
        return False
    if not finished:
        # it may be the line end itself of which a bit has changed
        return not rest or (rest[-1] ^ b"\n"[0]).bit_count() != 1 or decode(rest[:-1] + b"\n") is None
    if b"\0" in rest:
        return True
    text = rest.decode(errors="surrogateescape")
    return sum((one < " " and one != "\n") or "\udc80" <= one <= "\udcff" for one in text) > _OF_ONE_FLIP
