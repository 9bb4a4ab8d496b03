"""What one person chose for their own screens, kept in their own settings folder and nowhere in the desk's store."""

import json
import os
from contextlib import suppress
from pathlib import Path

_MOST = 20
"""So many commands are remembered."""


class Habits:
    """Read once, written whenever something changes. A file that is damaged or can't be written changes nothing."""

    def __init__(self, file: Path | None = None) -> None:
        """Without a file everything is forgotten at the end."""
        self._file = file
        self._kept: dict[str, object] = {}
        if file is not None:
            # anything may stand in it: what does not fit is left out, and the next change writes it anew
            with suppress(OSError, ValueError):
                found = json.loads(file.read_text(encoding="utf-8"))
                self._kept = found if isinstance(found, dict) else {}

    @property
    def theme(self) -> str:
        """The name of the colours that were chosen last, or nothing."""
        found = self._kept.get("theme")
        return found if isinstance(found, str) else ""

    @theme.setter
    def theme(self, name: str) -> None:
        if name != self.theme:
            self._keep("theme", name)

    @property
    def recent(self) -> tuple[str, ...]:
        """The commands that were chosen from the palette, the last one first."""
        found = self._kept.get("recent")
        return tuple(one for one in found if isinstance(one, str)) if isinstance(found, list) else ()

    def chose(self, command: str) -> None:
        """A command was chosen from the palette."""
        if (command, *self.recent[1:]) != self.recent:
            self._keep("recent", [command, *(one for one in self.recent if one != command)][:_MOST])

    @property
    def is_new(self) -> bool:
        """Whether nobody has said yet if they want to be shown round, as far as their own file tells."""
        return self._file is not None and self._kept.get("shown round") is not True and _may_be_written(self._file)

    def shown_round(self) -> None:
        """Whether the tour is wanted was answered, and is not asked again."""
        if self.is_new:
            self._keep("shown round", True)

    def _keep(self, name: str, value: object) -> None:
        self._kept[name] = value
        if self._file is None:
            return
        new = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        # a home that can't be written to is no reason to disturb anybody: it lasts until the end
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            try:
                new.write_text(json.dumps(self._kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
                new.replace(self._file)
            finally:
                new.unlink(missing_ok=True)


def _may_be_written(file: Path) -> bool:
    """Whether a file can be made or replaced in its folder, or the folder be made."""
    folder = next((one for one in file.parents if one.exists()), None)
    return folder is not None and os.access(folder, os.W_OK)
