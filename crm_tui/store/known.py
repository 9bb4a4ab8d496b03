"""Which saves a session knows to be on the disk, so that none of them vanishes from the log without a word."""

from collections.abc import Sequence
from pathlib import Path

from crm_tui.store.chain import GENESIS, Commit
from crm_tui.store.opening import since
from crm_tui.store.problems import Damaged, lost
from crm_tui.store.schema import ADOPTED

_START = 0, GENESIS


class Known:
    """The last commit that can't have been taken back, by number and hash.

    A line that was read may be one of which the sync fails, and then its writer takes it back. It is known to be saved
    when this session itself saved it, or when another one follows it: whoever adds a line syncs those before it first.
    """

    def __init__(self) -> None:
        self._saved = _START
        self._last = _START
        self._began = _START
        self._turns: set[str] = set()

    def begin(self, base: tuple[int, str], commits: Sequence[Commit]) -> None:
        """A log was read that holds what is known, or says why not: from the checkpoint ``base`` on."""
        self._began = self._last = base
        for commit in commits:
            self.take(commit)

    def take(self, commit: Commit) -> None:
        """The next commit was read."""
        self._saved = max(self._saved, self._last)
        if _tells(commit):
            self._last = commit.seq, commit.hash
        if _turns(commit):
            self._turns.add(commit.hash)

    def save(self, seq: int, head: str) -> None:
        """A commit was saved by this session."""
        self._saved = seq, head

    def check(self, folder: Path, store: Path, ends: int) -> None:
        """Hold the log as it is now, which ends at commit ``ends``, against what is known.

        Raises:
            Damaged: what was saved is gone, and nothing in the log says why.
        """
        if _holds(folder, self._saved):
            return
        seq = self._saved[0]
        began = self._began[0] if _holds(folder, self._began) else 0
        for commit in since(folder, 0):
            is_new = commit.seq > began and commit.hash not in self._turns
            # a redaction keeps the numbers, so that it stands behind all that was there
            if (is_new and _turns(commit)) or (commit.seq > seq and "redacted" in commit.more):
                self._saved = _START
                return
        raise lost(store, seq, ends)


def _tells(commit: Commit) -> bool:
    """Whether something is lost with a commit; that a checkpoint was written is told by that one."""
    return bool(commit.ops or commit.more.keys() - {"fold"})


def _turns(commit: Commit) -> bool:
    """Whether the log goes on otherwise from here than it did: after a restore, or as a new one."""
    return "restored" in commit.more or (commit.seq == 1 and commit.why == ADOPTED)


def _holds(folder: Path, known: tuple[int, str]) -> bool:
    seq, head = known
    if not seq:
        return True
    try:
        return next(since(folder, seq - 1)).hash == head
    except (Damaged, StopIteration):
        return False
