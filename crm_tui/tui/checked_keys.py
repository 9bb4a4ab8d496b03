"""What was found out about somebody's file of keys, kept for the next start.

To check it every screen has to be loaded, which takes longer than all else at the start. What was found holds for as
long as neither the file nor the program changes.
"""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import crm_tui.tui


class CheckedKeys:
    """Beside the file of keys. Where it is missing, damaged or of something else, the file is checked again."""

    def __init__(self, file: Path) -> None:
        """``file`` is the file of keys."""
        self._kept = file.with_name(f"{file.name}.checked")

    def of(self, text: str) -> tuple[Mapping[str, str], tuple[str, ...]] | None:
        """The keys that this text gives, and a line for each bad one of its lines; None where that is not known."""
        with suppress(OSError, ValueError, TypeError, KeyError):
            found = json.loads(self._kept.read_text(encoding="utf-8"))
            keys, faults = found["keys"], found["faults"]
            whole = isinstance(keys, dict) and isinstance(faults, list)
            if whole and found["of"] == _mark(text) and _are_texts([*keys.values(), *faults]):
                return keys, tuple(faults)
        return None

    def keep(self, text: str, keys: Mapping[str, str], faults: tuple[str, ...]) -> None:
        """Keep what was found; where nothing can be written it is found again."""
        new = self._kept.with_name(f"{self._kept.name}.{os.getpid()}")
        with suppress(OSError, ValueError):
            try:
                new.write_text(json.dumps({"of": _mark(text), "keys": dict(keys), "faults": faults}), encoding="utf-8")
                new.replace(self._kept)
            finally:
                new.unlink(missing_ok=True)


def _are_texts(values: list[object]) -> bool:
    return all(isinstance(one, str) for one in values)


def _mark(text: str) -> str:
    """Another one for each text, and for each version of the screens."""
    found = sha256(text.encode(errors="surrogatepass"))
    for folder in crm_tui.tui.__path__:
        for name, size, changed in sorted(_modules(folder)):
            found.update(f"\n{name} {size} {changed}".encode(errors="surrogatepass"))
    return found.hexdigest()


def _modules(folder: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for one in entries:
            if one.is_dir():
                yield from _modules(one.path)
            elif one.name.endswith(".py"):
                known = one.stat()
                yield one.path, known.st_size, known.st_mtime_ns
