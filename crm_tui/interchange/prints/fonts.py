"""Fonts of this machine that have the letters of a print.

A PDF shows the letters of western Europe without any; for all others a font is looked for where systems keep them.
"""

import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from crm_tui.domain.errors import DeskError

_SUFFIXES = (".ttf", ".otf", ".ttc")
_LIKED = ("dejavusans", "notosans", "liberationsans", "freesans", "arial", "helvetica")
"""Plain fonts with many letters, the first is taken first."""
_OTHER_CUTS = ("bold", "italic", "oblique", "light", "thin", "black", "condensed", "medium", "mono", "serif", "emoji")
_CJK = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "KANGXI"})
_HINTS = {"CJK": ("cjk", "wqy", "han", "uming", "ukai", "fallback"), "DEVANAGARI": ("deva",), "BENGALI": ("beng",)}
_NAMED = 8


@dataclass(frozen=True, slots=True)
class Face:
    """A font, with a bold one beside it."""

    path: Path
    """Its file; of a collection the first font is meant."""

    bold: Path
    """The bold one with the same letters; the same file where there is none."""


class NoFont(DeskError):
    """Letters that no font on this machine has."""


def faces(text: str, folders: Sequence[Path] | None = None) -> tuple[Face, ...]:
    """Fonts that have every letter of a text between them, the main one first; none where no font is needed.

    Raises:
        NoFont: one line that names the letters and what to install.
    """
    wanted = {letter for letter in text if _is_drawn(letter)}
    beyond = {letter for letter in wanted if not _is_western(letter)}
    if not beyond:
        return ()
    plain, left = wanted - beyond, beyond
    main: tuple[Path, frozenset[str]] | None = None
    found: list[tuple[Path, frozenset[str]]] = []
    for path in _by_promise(_files(standard_folders() if folders is None else folders), beyond):
        has = _letters(path) & wanted
        if main is None and plain <= has:
            main = (path, has)
        elif left & has:
            found.append((path, has))
        left = left - has
        if not left and main is not None:
            break
    if left or main is None:
        raise NoFont(_what_to_install(left or beyond))
    found.insert(0, main)
    if any(unicodedata.category(letter) == "Cf" for letter in text):
        # a joiner has to stand in the font of the letters that it joins
        found.sort(key=lambda one: (not plain <= one[1], -len(one[1])))
    return tuple(Face(path, _bold_of(path, has)) for path, has in found)


def standard_folders() -> list[Path]:
    """Where fonts are kept: the user's own, then those of the system."""
    home = Path(os.environ.get("XDG_DATA_HOME") or Path("~/.local/share").expanduser())
    system = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    data = [home, *(Path(one) for one in system.split(":") if one)]
    own = Path("~/.fonts").expanduser()
    return [*(one / "fonts" for one in data), own, Path("/Library/Fonts"), Path("/System/Library/Fonts")]


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for place, _, names in os.walk(folder):
            yield from (Path(place) / name for name in sorted(names) if name.lower().endswith(_SUFFIXES))


def _by_promise(files: Iterable[Path], letters: Iterable[str]) -> list[Path]:
    """The files that may well have the letters first: what a font is called saves opening a thousand of them."""
    scripts = {_script(letter) for letter in letters}
    hints = {hint for one in scripts for hint in _HINTS.get(one, (one.lower(),))}

    def rank(path: Path) -> tuple[int, int, str]:
        name = path.stem.lower().replace("-regular", "").replace("-", "").replace("_", "")
        liked = _LIKED.index(name) if name in _LIKED else len(_LIKED)
        hinted = any(hint in name for hint in hints)
        return 0 if liked < len(_LIKED) else 1 if hinted else 2, liked, str(path)

    return sorted((one for one in files if not any(cut in one.stem.lower() for cut in _OTHER_CUTS)), key=rank)


def _letters(path: Path) -> frozenset[str]:
    from fontTools.ttLib import TTFont

    # a damaged font is as good as none
    with suppress(Exception), TTFont(path, lazy=True, fontNumber=0) as font:
        return frozenset(map(chr, font.getBestCmap() or ()))
    return frozenset()


def _bold_of(path: Path, has: frozenset[str]) -> Path:
    plain = path.stem.removesuffix("-Regular")
    bold = path.with_name(f"{plain}-Bold{path.suffix}")
    return bold if bold.is_file() and has <= _letters(bold) else path


def _is_drawn(letter: str) -> bool:
    return unicodedata.category(letter) not in {"Cf", "Cc", "Zs"} and not "\ufe00" <= letter <= "\ufe0f"


def _is_western(letter: str) -> bool:
    try:
        letter.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _script(letter: str) -> str:
    first = unicodedata.name(letter, "UNKNOWN").split()[0].split("-")[0]
    return "CJK" if first in _CJK else first


def _what_to_install(letters: set[str]) -> str:
    shown = sorted(letters)
    named = " ".join(f"\u25cc{one}" if unicodedata.category(one)[0] == "M" else one for one in shown[:_NAMED])
    more = f" and {len(shown) - _NAMED} more" if len(shown) > _NAMED else ""
    scripts = {_script(one) for one in letters}
    packages = ["fonts-noto-cjk"] if "CJK" in scripts else []
    if any(ord(one) >= 0x1F000 for one in letters if _script(one) != "CJK"):
        packages.append("fonts-symbola")
    if any(ord(one) < 0x1F000 for one in letters if _script(one) != "CJK"):
        packages.append("fonts-noto-core")
    return f"no font on this machine has {named}{more}: install one (Debian: {' '.join(packages)}), or print as html"
