"""Drafts in files of one user, which nobody else can read: one file a session, held by it while it runs."""

import fcntl
import hashlib
import os
import stat
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import orjson

from crm_tui.services.drafts import Draft

_PRIVATE = stat.S_IRUSR | stat.S_IWUSR


class DraftFiles:
    """The drafts of one user at one store.

    A file is locked by the session that it belongs to; one that nobody holds was left by a session that ended.
    """

    def __init__(self, folder: Callable[[], Path], store: Path) -> None:
        """``folder`` is the user's own, looked up when it is needed; ``store`` tells which desk they are of."""
        self._find_folder, self._store = folder, store
        self._name = f"{os.getpid()}-{os.urandom(4).hex()}.json"
        self._held: int | None = None

    @property
    def _folder(self) -> Path:
        return self._find_folder()

    @property
    def _desk(self) -> str:
        return hashlib.sha256(os.fsencode(self._store.absolute())).hexdigest()[:16]

    @property
    def _path(self) -> Path:
        return self._folder / f"{self._desk}-{self._name}"

    def left(self) -> Sequence[Draft]:
        """Take over what ended sessions left for this desk; a session that goes on keeps its own."""
        found: list[Draft] = []
        dead: list[tuple[int, Path]] = []
        try:
            for path in sorted(self._folder.glob(f"{self._desk}-*.json")):
                held = _hold(path)
                if held is None:
                    continue
                dead.append((held, path))
                # what is no draft of ours is cleared away
                with suppress(OSError, ValueError, TypeError, KeyError):
                    found += [Draft(**one) for one in orjson.loads(path.read_bytes())]
            if found:
                self.keep(found)
            for _, path in dead:
                path.unlink(missing_ok=True)
        finally:
            for held, _ in dead:
                os.close(held)
        return found

    def keep(self, drafts: Sequence[Draft]) -> None:
        """Let exactly these lie there for this session; raises OSError."""
        if not drafts:
            self._path.unlink(missing_ok=True)
            self._let_go()
            return
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        new = self._path.with_suffix(".new")
        held = os.open(new, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, _PRIVATE)
        try:
            # held before it has its name, so that nobody takes it for one that was left
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.write(held, orjson.dumps([asdict(one) for one in drafts]))
            os.fdatasync(held)
            new.replace(self._path)
        except OSError:
            os.close(held)
            raise
        self._let_go()
        self._held = held

    def _let_go(self) -> None:
        if self._held is not None:
            os.close(self._held)
            self._held = None


def _hold(path: Path) -> int | None:
    """Its descriptor, once no session has it; None while one has, or another took it first."""
    try:
        held = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(held).st_nlink:
            return held
    except OSError:
        pass
    os.close(held)
    return None
