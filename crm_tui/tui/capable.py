"""What a terminal can do, told from its name and the locale alone: nothing is asked of it, and no Textual is needed."""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Colours(IntEnum):
    """How many colours may be painted."""

    NONE = 0
    SIXTEEN = 16
    MANY = 256
    TRUE = 2**24


class Letters(StrEnum):
    """Which characters are shown; the value is the character set that holds them."""

    ASCII = "ascii"
    CONSOLE = "cp437"
    ALL = "utf-8"


@dataclass(frozen=True, slots=True)
class Capable:
    """What one terminal can do."""

    screens: bool = True
    """Whether the cursor can be moved about; where not, only lines can be written."""

    colours: Colours = Colours.TRUE
    """How many of them; none as well where somebody wants none."""

    letters: Letters = Letters.ALL
    """What it shows; the rest is written in other signs."""

    answers: bool = False
    """Whether it is known to take newer questions and keyboard modes without writing them on the screen."""

    mouse: bool = True
    """Whether it can tell of the mouse."""


EVERYTHING = Capable()
"""What is taken for granted where nothing is known, as in a test."""

_LINES_ONLY = frozenset({"", "dumb", "unknown", "network", "dialup", "printer"})
_COLOURLESS = frozenset({"vt100", "vt102", "vt125", "vt220", "vt320", "vt420", "vt510", "wy50", "hurd"})
_WITHOUT_MOUSE = frozenset({"linux", "ansi", "cons25", "pcansi", "bterm", "fbterm"})
_COLOURED = frozenset(
    {"xterm", "screen", "tmux", "putty", "rxvt", "konsole", "gnome", "vte", "mlterm", "st", "stterm", "cygwin"}
    | {"mintty", "ms", "nsterm", "eterm", "iterm", "iterm2", "teraterm", "linux", "ansi", "cons25", "pcansi"}
    | {"bterm", "fbterm"}
)
_NEW = frozenset({"kitty", "foot", "alacritty", "wezterm", "ghostty", "contour", "rio"})
_NEW_PROGRAMS = frozenset({"wezterm", "ghostty", "iterm.app", "kitty", "rio", "contour"})
_ASCII = "".join(map(chr, range(128)))
_NO_COLOURS_BY_NAME = re.compile(r"-(?:m|mono|nc|nocolor)\b")
_BETWEEN = frozenset({"screen", "tmux"})


def terminal(environment: Mapping[str, str], encoding: str) -> Capable:
    """What can be done on the terminal that these variables tell of, written to in this encoding.

    Over SSH little more than ``TERM`` arrives, so its name decides: the part before the first ``-`` is the family, and
    ``xterm-kitty`` is a kitty. A name that nobody knows gets screens without colours, mouse or questions.
    """
    name = environment.get("TERM", "").strip().lower()
    first, _, rest = name.partition("-")
    family = rest.partition("-")[0] if first == "xterm" and rest.partition("-")[0] in _NEW else first.partition(".")[0]
    known = family in _COLOURED or family in _NEW
    return Capable(
        screens=family not in _LINES_ONLY,
        colours=_colours(environment, name, family),
        letters=_letters(environment, encoding, family),
        answers=family in _NEW
        or (known and family not in _BETWEEN and environment.get("TERM_PROGRAM", "").lower() in _NEW_PROGRAMS),
        mouse=known and family not in _WITHOUT_MOUSE,
    )


def _colours(environment: Mapping[str, str], name: str, family: str) -> Colours:
    wanted = environment.get("COLORTERM", "").strip().lower()
    if (
        environment.get("NO_COLOR")
        or family in _LINES_ONLY
        or family in _COLOURLESS
        or _NO_COLOURS_BY_NAME.search(name)
    ):
        return Colours.NONE
    if wanted in ("truecolor", "24bit") or name.endswith("-direct") or family in _NEW:
        return Colours.TRUE
    if name.endswith(("-256color", "-256")):
        return Colours.MANY
    return Colours.SIXTEEN if wanted or family in _COLOURED or name.endswith("color") else Colours.NONE


def _letters(environment: Mapping[str, str], encoding: str, family: str) -> Letters:
    if not _is_utf8(encoding) or not _locale_is_utf8(environment):
        return Letters.ASCII
    # its font has 256 or 512 signs: those of the first PCs, and hardly one of the marks of the screens
    return Letters.CONSOLE if family in ("linux", "cons25", "bterm") else Letters.ALL


def typed_in(environment: Mapping[str, str]) -> str:
    """The character set of what is typed, as Python calls it: the locale's, or UTF-8 where that tells of none.

    Control sequences are ASCII, so a set that does not hold it is none in which somebody types.
    """
    try:
        name = codecs.lookup(_charset(environment)).name
        holds_ascii = _ASCII.encode().decode(name) == _ASCII
    except (LookupError, UnicodeError):
        return "utf-8"
    return name if holds_ascii else "utf-8"


def _charset(environment: Mapping[str, str]) -> str:
    """What the locale names as its character set, by the variables in their order; it need not be one.

    Where the locale is C, or not installed here, Python itself sets ``LC_CTYPE`` to ``C.UTF-8`` before anybody can
    look. That says nothing of the terminal, so that value counts for nothing.
    """
    named = [environment.get(variable, "") for variable in ("LC_ALL", "LC_CTYPE", "LANG")]
    if named[1] == "C.UTF-8":
        named[1] = ""
    decides = next(filter(None, named), "C")
    return decides.rpartition(".")[2].partition("@")[0]


def _locale_is_utf8(environment: Mapping[str, str]) -> bool:
    return _is_utf8(_charset(environment))


def _is_utf8(charset: str) -> bool:
    return charset.lower().replace("-", "").replace("_", "") == "utf8"
