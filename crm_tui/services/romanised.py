"""Names of Indian scripts in Latin letters, and how any name sounds: enough to tell that two spellings may be one."""

import re
import unicodedata
from functools import lru_cache

_SCRIPTS = ("DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM")
_INDIC = range(0x0900, 0x0D80)
"""The code points of those scripts, one block after the other."""

_LETTERS = {
    "nna": "na",
    "tta": "ta",
    "ttha": "tha",
    "dda": "da",
    "ddha": "dha",
    "ssa": "sha",
    "lla": "la",
    "llla": "zha",
    "nnna": "na",
    "rra": "ra",
    "rrra": "ra",
    "nga": "nga",
    "nya": "nya",
    "ca": "cha",
    "cha": "chha",
    "dddha": "rha",
    "vocalic r": "ri",
    "vocalic l": "li",
    "candra e": "e",
    "candra o": "o",
    "short e": "e",
    "short o": "o",
}
"""What the names of letters in the Unicode standard say otherwise than names are spelled."""

_NASALS = ("ANUSVARA", "CANDRABINDU", "BINDI", "TIPPI", "ADDAK BINDI")
_NO_VOWEL = ("VIRAMA", "AL-LAKUNA")


def romanised(text: str) -> str:
    """The text with letters of Indian scripts spelled in Latin ones, by the letters' names; the rest stays."""
    if text.isascii() or not any(ord(mark) in _INDIC for mark in text):
        return text
    return "".join(map(_spelled, _syllables(unicodedata.normalize("NFC", text))))


def _syllables(text: str) -> list[list[str]]:
    """Marks, each letter together with the signs that belong to it."""
    found: list[list[str]] = []
    for mark in text:
        if found and ord(mark) in _INDIC and unicodedata.category(mark) in ("Mn", "Mc"):
            found[-1].append(mark)
        elif mark not in "\u200c\u200d":
            found.append([mark])
    return found


@lru_cache(maxsize=4096)
def _told(mark: str) -> tuple[str, str]:
    """The kind of an Indian letter, and its name without script and kind; ("", mark) for any other."""
    script, _, rest = unicodedata.name(mark, "").partition(" ")
    if script not in _SCRIPTS:
        return "", mark
    for kind in ("VOWEL SIGN ", "LETTER CHILLU ", "LETTER ", "SIGN ", "DIGIT "):
        if rest.startswith(kind):
            return kind.strip(), rest.removeprefix(kind)
    return "SIGN", rest


def _spelled(marks: list[str]) -> str:
    kind, name = _told(marks[0])
    if kind == "DIGIT":
        return str(unicodedata.digit(marks[0]))
    if kind == "LETTER CHILLU":
        return name.lower().strip("n") if name != "N" else "n"
    if kind != "LETTER":
        return marks[0] if not kind else ""
    said = _LETTERS.get(name.lower(), name.lower())
    tail = ""
    for sign in marks[1:]:
        sort, what = _told(sign)
        if sort == "VOWEL SIGN":
            said = said.removesuffix("a") + _LETTERS.get(what.lower(), what.lower().removesuffix(" length mark"))
        elif what in _NO_VOWEL:
            said = said.removesuffix("a")
        elif what in _NASALS:
            tail = "n"
    return said + tail


_SOUNDS = (
    *(
        ("jny", "gn"),
        ("jn", "gn"),
        ("ngh", "ng"),
        ("nh", "ng"),
        ("ksh", "x"),
        ("chh", "c"),
        ("ch", "c"),
        ("sh", "s"),
        ("th", "t"),
        ("dh", "d"),
    ),
    *(("kh", "k"), ("gh", "g"), ("jh", "j"), ("bh", "b"), ("ph", "f"), ("ck", "k"), ("w", "v"), ("z", "j"), ("q", "k")),
)
_ONE_BY_ONE = tuple((re.compile(re.escape(spelled)), sound) for spelled, sound in _SOUNDS)
_TAMIL = str.maketrans("bdgjfc", "ptkcps")
_FIRST = {"aa": "a", "ee": "i", "ii": "i", "oo": "u", "uu": "u", "ai": "e", "au": "o"}


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """How a word in small Latin letters sounds: its consonants, and the vowel that it begins with.

    What is written in many ways for one sound is written in one: "Laxmi" and "Lakshmi" are ``lksm``.
    """
    said = word
    for pattern, one in _ONE_BY_ONE:
        said = pattern.sub(one, said)
    said = said.replace("x", "ks").replace("mb", "nb").replace("mp", "np")
    head = said[:1]
    if head in "aeiou":
        head = _FIRST.get(said[:2], head)
    kept = [head]
    for mark in said[1:]:
        if mark not in "aeiouyh" and mark != kept[-1]:
            kept.append(mark)
    return "".join(kept)


def coarse(sounds: str) -> str:
    """The same for a script such as Tamil, which writes voiced and voiceless sounds with one letter."""
    folded = sounds.translate(_TAMIL)
    return "".join(mark for place, mark in enumerate(folded) if not place or mark != folded[place - 1])
