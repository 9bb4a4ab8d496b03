"""The log read from its end: what somebody saved last, and what the records of a commit were before it.

So a session finds what it looks for without reading a log of years from its beginning.
"""

import os
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

from crm_tui.store.chain import Commit, decode, head_of
from crm_tui.store.cursor import segment_path, segments
from crm_tui.store.encoding import encode
from crm_tui.store.files import reading_fd
from crm_tui.store.history import redacted_of
from crm_tui.store.problems import damaged
from crm_tui.store.schema import ADOPTED, META

Key = tuple[str, int]
"""The table and number of a document."""

_CHUNK = 1 << 16
_FAR = 1 << 20
"""So many bytes back it is looked for what somebody did last: at a busy desk some thousand saves."""

_CHANGES = re.compile(rb'\["([^"\\]{1,80})",([0-9]{1,19}),')


def newest_of(folder: Path, by: str) -> Commit | None:
    """The last commit of somebody that changed documents, if nothing has turned the log since; folds are passed over.

    None too if it lies far back, and where a restore, an adoption, a redaction or a new version of the records lies
    between, or is that commit: from there on the log is not what somebody at a screen did.
    """
    for line in _backwards(folder, _FAR):
        commit = decode(line)
        if commit is None or commit.why == ADOPTED or commit.more.keys() - {"fold"}:
            return None
        if any(table == META for table, _, _ in commit.ops):
            return None
        if commit.by == by and commit.ops:
            return commit
    return None


def redacted(folder: Path, key: Key, after: int) -> Commit | None:
    """The last redaction that changed a document behind commit ``after``; None if none did."""
    begin = b'{"seq":%d,' % after
    for line in _backwards(folder):
        if line.startswith(begin):
            break
        if b'"redacted":' in line and (commit := decode(line)) and redacted_of(commit, *key):
            return commit
    return None


def restored_away(folder: Path, key: Key, is_seen: Callable[[dict[str, Any]], bool]) -> Commit | None:
    """The last restore, if the log holds no document with this key that is as it was seen; else None."""
    named = b"[%s,%d," % (encode(key[0]), key[1])
    mark: Commit | None = None
    for line in _backwards(folder):
        if not (named in line or (mark is None and b'"restored":' in line)):
            continue
        commit = decode(line)
        if commit is None:
            return None
        if mark is None and "restored" in commit.more:
            mark = commit
        if any((table, one) == key and document and is_seen(document) for table, one, document in commit.ops):
            return None
    return mark


def before(folder: Path, mark: str, keys: Collection[Key]) -> dict[Key, dict[str, Any] | None]:
    """What documents were before the commit whose hash is ``mark``; None for one that was not there.

    Raises:
        Damaged: the log does not hold the commit as it is, or not what came before.
    """
    rest = _backwards(folder)
    found_at = next((line for line in rest if head_of(line) == mark), None)
    if found_at is None:
        raise damaged(folder, "the log does not hold that commit any more")
    found: dict[Key, dict[str, Any] | None] = dict.fromkeys(keys)
    wanted = {(table.encode(), b"%d" % record_id): (table, record_id) for table, record_id in keys}
    line = found_at
    for line in rest:
        if not wanted:
            return found
        # a look at the bytes leaves most of the documents alone
        if wanted.keys().isdisjoint(_CHANGES.findall(line)):
            continue
        earlier = decode(line)
        if earlier is None:
            raise damaged(folder, "the log is not whole in the middle")
        for table, record_id, document in earlier.ops:
            if wanted.pop((table.encode(), b"%d" % record_id), None):
                found[table, record_id] = document
    if wanted and not line.startswith(b'{"seq":1,'):
        # what was there may be taken for new
        raise damaged(folder, "the log lacks its beginning")
    return found


def _backwards(folder: Path, most: int | None = None) -> Iterator[bytes]:
    """The finished lines of a log with their ends, the newest first; of its last ``most`` bytes, if that is given."""
    left = most
    for first in reversed(segments(folder)):
        with os.fdopen(reading_fd(Path(segment_path(folder, first))), "rb") as file:
            end = file.seek(0, os.SEEK_END)
            tail, chunk = b"", _CHUNK
            while end:
                if left is not None and left <= 0:
                    return
                begin = max(0, end - chunk)
                data = os.pread(file.fileno(), end - begin, begin) + tail
                left = None if left is None else left - (end - begin)
                end = begin
                # the first line may begin further ahead; what stands behind the last line end was never finished
                cut = data.find(b"\n") + 1 or len(data) if begin else 0
                tail, whole = data[:cut], data[cut:].split(b"\n")[:-1]
                chunk = chunk if whole else 2 * chunk
                for line in reversed(whole):
                    yield line + b"\n"
