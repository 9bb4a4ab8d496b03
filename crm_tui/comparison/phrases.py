"""Phrases written for people, made into patterns: words, gaps, choices and the two sides of a contract.

"(late|delayed) payment ... <figure>" is a phrase; how one is written stands above the table of clause types.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from crm_tui.comparison.expressions import expression

CUSTOMER, PROVIDER = "\u01c1", "\u01c3"
"""Letters of no paper, that stand for the names of the two sides, letter for letter."""

CUSTOMER_NAMES = (
    "you|your|yours|yourself|customers?|borrowers?|co-borrowers?|applicants?|licensees?|tenants?|residents?|lessees?|"
    "renters?|occupants?|subscribers?|members?|depositors?|policy ?holders?|insured persons?|the insured|proposers?|"
    "employees?|executive|candidates?|associate|appointee|hirers?|clients?|buyers?|purchasers?|pledgers?|pledgors?|"
    "obligors?|mortgagors?|account ?holders?|card ?holders?|users?|consumers?|end users?|allottees?|"
    "investors?|franchisees?|distributor|resellers?|travellers?|"
    "policyowners?|assured|life assured|hosts?|students?|patients?|passengers?|charterers?|shippers?|"
    "debtors?|grantors?|the firm|homeowners?|participants?"
)
PROVIDER_NAMES = (
    "we|us|our|ours|ourselves|bank|lenders?|company|companies|landlords?|licensors?|owners?|lessors?|insurers?|"
    "providers?|service providers?|suppliers?|vendors?|sellers?|employer|society|studio|club|agency|creditors?|"
    "financiers?|credit union|carrier|operators?|institution|contractors?|consultants?|"
    "licenser|issuer|platform|"
    "underwriters?|assurer|caterer|school|college|builder|developer|promoter|franchisor|mortgagees?|secured party"
)
"""The names of the two sides in any paper."""
_SIDES = expression(f"{CUSTOMER_NAMES}|{PROVIDER_NAMES}")

_SMALL = (
    r"(?:(?:the|an?|any|all|such|its|their|his|her|this|that|these|those|said|each|every|of|[\u01c1\u01c3]+(?:['’]s?)?)"
    r"[\s,]{1,3}){0,3}"
)
_APART = r"[\s,:;\"'“”‘’()|/.–—-]{1,5}" + _SMALL
_FEW = r".{0,36}?\b"
_LINE = r".{0,110}?\b"
_AMOUNT = r"\d[\d,. ]{0,16}"
_MONEY = (
    r"(?:(?:rs\.?|inr|usd|eur|gbp|aed|sgd|cad|aud|chf|zar|ksh|kes|ngn|php|myr|rm|nzd|hkd|jpy|sar|qar|sek|nok|dkk|pln|r|n|"
    r"[a-z]{0,2}[$£€₹¥₦₱])\s?"
    + _AMOUNT
    + r"|"
    + _AMOUNT
    + r"\s?(?:/-|€|£|\$|rupees|dollars|euros?|pounds|pence|cents|eur|usd|aed|inr|chf|p\b|lakh|crore)|"
    + r"\d[\d,]{0,12}\.\d\d\b)"
)
_PERCENT = (
    r"(?:"
    + _AMOUNT
    + r"\s?(?:%|per ?cent|percent|bps|basis points|percentage points|points)|(?:one|two|three|five|ten) per ?cent)"
)
_NUMBER = (
    r"(?:\d[\d,.]{0,8}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|eighteen|twenty|"
    r"thirty|forty-?five|forty|sixty|ninety)\b(?:\s?\(\w{1,12}\))?"
)
_TIME = (
    _NUMBER
    + r"[\s-]{0,2}(?:(?:working|business|calendar|banking|full|clear)\s)?"
    + r"(?:day|month|year|week|hour|minute|fortnight)s?\b"
)
_NAMED = {
    "<customer>": CUSTOMER + "+(?:['’]s?)?",
    "<provider>": PROVIDER + "+(?:['’]s?)?",
    "<party>": f"(?:{CUSTOMER}+|{PROVIDER}+|"
    "(?:either|neither|each|both|no|other) (?:party|parties|side)|(?:the )?parties)",
    "<money>": _MONEY,
    "<percent>": _PERCENT,
    "<figure>": f"(?:{_MONEY}|{_PERCENT})",
    "<time>": _TIME,
    "<quoted>": r"[\"“”'][^\"“”]{1,60}[\"“”']",
    "<number>": _NUMBER,
    "<must>": r"(?:must|shall|will|(?:has|have|is|are|needs?|agrees?|undertakes?|"
    r"(?:is|are) (?:required|obliged|bound|asked|expected)) to)",
    "<may>": r"(?:may|can|could|reserves?|"
    r"(?:(?:shall|will) be|is|are) (?:entitled|free|at liberty|authori[sz]ed|permitted) to|"
    r"(?:shall |will )?(?:has|have|keeps?|retains?|reserves?) the (?:sole |absolute )?right (?:to|of))",
    "<word>": r"[a-z]{2,}",
}
_CURRENCIES = (
    "rs inr usd eur gbp aed sgd cad aud chf zar ksh kes ngn php myr rm nzd hkd jpy sar qar sek nok dkk pln r n"
)
_PRICED = ("#", *_CURRENCIES.split())
_KEYS = {
    "<customer>": (CUSTOMER,),
    "<provider>": (PROVIDER,),
    "<party>": (CUSTOMER, PROVIDER, "eit", "nei", "eac", "bot", "no", "oth", "par", "the"),
    "<money>": _PRICED,
    "<percent>": ("#", "one", "two", "thr", "fiv", "ten"),
    "<quoted>": ('"',),
    "<must>": ("mus", "sha", "wil", "has", "hav", "is", "are", "nee", "agr", "und"),
    "<may>": ("may", "can", "cou", "res", "sha", "wil", "is", "are", "has", "hav", "kee", "ret"),
    "<word>": (),
    "<figure>": (*_PRICED, "one", "two", "thr", "fiv", "ten"),
}
_COUNTED = (
    "#",
    "one",
    "two",
    "thr",
    "fou",
    "fiv",
    "six",
    "sev",
    "eig",
    "nin",
    "ten",
    "ele",
    "twe",
    "fif",
    "thi",
    "for",
)
_PIECE = expression(r"\(|\)[*?]?|\||\.\.\.|\.\.|<[a-z]+>|\$$|[^\s()|]+?(?=\$$|[\s()|]|$)")


Mark = TypeVar("Mark")
"""What a caller ties to a phrase."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A phrase that can be looked for."""

    phrase: str
    """As it was written."""

    keys: frozenset[str]
    """How the first word may begin: up to three letters, ``#`` for a figure."""

    needs: tuple[frozenset[str], ...]
    """Of each of these sets, a text with the phrase holds a word that begins so."""

    literals: tuple[tuple[str, ...], ...]
    """Of each of these, a text with the phrase holds one, letter by letter."""

    words: str
    """A regular expression of what fits it, from the first word on."""

    first: bool
    """Whether it has to stand at the beginning of the text."""


class PhraseError(ValueError):
    """A phrase that is not written as phrases are."""


def key_of(word: str) -> str:
    """How a word is filed."""
    if word[0] in (CUSTOMER, PROVIDER):
        return word[0]
    if word[0] in '"“':
        return '"'
    return word.partition("-")[0][:3] if word[0].isalpha() else "#"


@dataclass(frozen=True, slots=True)
class _Item:
    """A word, a gap or a choice."""

    pattern: str
    keys: tuple[str, ...]
    gap: str = ""
    optional: bool = False
    end: bool = False
    literals: tuple[str, ...] = ()


def compiled(phrase: str) -> Pattern:
    """A phrase as a pattern.

    Raises:
        PhraseError: it has a bracket too many, a gap at its beginning or a sign that is not known.
    """
    pieces = _PIECE.findall(phrase.lower().removeprefix("^"))
    items, rest = _sequence(pieces, 0)
    if rest != len(pieces) or not items or items[0].gap:
        raise PhraseError(f"not a phrase: {phrase!r}")
    keys: list[str] = []
    for item in items:
        keys.extend(item.keys)
        if not item.optional:
            break
    needs = tuple(frozenset(item.keys) for item in items[1:] if item.keys and not item.optional)
    literals = tuple(item.literals for item in items if item.literals and not item.optional)
    return Pattern(phrase, frozenset(keys), needs, literals, _joined(items), phrase.startswith("^"))


def _sequence(pieces: list[str], at: int) -> tuple[list[_Item], int]:
    items: list[_Item] = []
    while at < len(pieces) and pieces[at] != "|" and not pieces[at].startswith(")"):
        piece = pieces[at]
        at += 1
        if piece == "(":
            item, at = _choice(pieces, at)
            items.append(item)
        else:
            items.append(_item(piece))
    return items, at


def _choice(pieces: list[str], at: int) -> tuple[_Item, int]:
    ways: list[list[_Item]] = []
    while True:
        way, at = _sequence(pieces, at)
        if not way or at >= len(pieces):
            raise PhraseError("a bracket is not closed, or a choice is empty")
        ways.append(way)
        at += 1
        if pieces[at - 1] != "|":
            break
    end = pieces[at - 1]
    keys = tuple(key for way in ways for key in way[0].keys)
    pattern = "(?:" + "|".join(_joined(way, starred=end == ")*") for way in ways) + ")"
    sure = [next((one.literals for one in way if one.literals and not one.optional), ()) for way in ways]
    literals = tuple(literal for one in sure for literal in one) if all(sure) else ()
    return _Item(pattern, keys, optional=end == ")?", literals=literals), at


@cache
def _item(piece: str) -> _Item:
    if piece in ("..", "..."):
        return _Item("", (), gap=_FEW if piece == ".." else _LINE)
    if piece.startswith("<"):
        if piece not in _NAMED:
            raise PhraseError(f"nothing is called {piece}")
        return _Item(_NAMED[piece], _KEYS.get(piece, _COUNTED))
    if _SIDES.fullmatch(piece.removesuffix("*")):
        # in the text the name of a side is a row of signs
        length = len(piece.removesuffix("*"))
        return _Item(f"[{CUSTOMER}{PROVIDER}]{{{length},{length + 1}}}", (CUSTOMER, PROVIDER))
    if piece == "$":
        return _Item(r"\W{0,3}$", (), end=True)
    if piece.endswith("*"):
        stem = piece[:-1]
        return _Item(r"\b" + re.escape(stem) + r"\w{0,14}(?:['’]s\b)?", (key_of(stem),), literals=(stem,))
    ending = _PLURAL if len(piece) > 2 and piece[-1].isalpha() else _WHOLE
    return _Item(r"\b" + re.escape(piece) + ending, (key_of(piece),), literals=(piece,))


_WHOLE, _PLURAL = r"(?!\w)", r"(?:e?s)?\b(?:['’]s?\b)?"
"""The end of a short word, and of a longer one: with a plural or a possessive."""


def _joined(items: list[_Item], *, starred: bool = False) -> str:
    if starred and items and not items[-1].gap:
        last = items[-1]
        items = [
            *items[:-1],
            _Item(
                last.pattern.removesuffix(r"(?:e?s)?\b(?:['’]s?\b)?").removesuffix(r"(?!\w)") + r"\w{0,14}", last.keys
            ),
        ]
    text = ""
    apart = ""
    for item in items:
        if item.gap:
            apart = item.gap
            continue
        if item.end:
            return text + item.pattern
        text += f"(?:{apart}{item.pattern})?" if item.optional and apart else apart + item.pattern
        if item.optional and not apart:
            text = f"(?:{item.pattern}{_APART})?"
            continue
        apart = _APART
    return text


@cache
def _regex(words: str) -> re.Pattern[str]:
    """Made when a text first holds what a phrase needs: most phrases are in no one paper."""
    return re.compile(words)


class Finder(Generic[Mark]):
    """Looks for many phrases at once: each word of a text is asked only for the phrases that begin with it."""

    def __init__(self, phrases: Iterable[tuple[Mark, Pattern]]) -> None:
        self._filed: dict[str, list[tuple[Mark, Pattern]]] = {}
        for mark, pattern in phrases:
            for key in pattern.keys:
                self._filed.setdefault(key, []).append((mark, pattern))

    def found(self, text: str) -> Iterator[tuple[Mark, int, int]]:
        """Each phrase that stands in a text, with its first place; ``text`` in small letters.

        The time is linear in the text: only so many beginnings of a phrase are looked at.
        """
        places = [(key_of(match[0]), match.start()) for match in _WORD.finditer(text[:_LONGEST_TEXT])]
        begun = {key for key, _ in places}
        waiting: dict[str, list[tuple[Mark, Pattern]]] = {}
        tried: Counter[str] = Counter()
        for key, start in places:
            if key not in waiting:
                waiting[key] = [
                    one
                    for one in self._filed.get(key, ())
                    if not any(map(begun.isdisjoint, one[1].needs)) and _holds(text, one[1].literals)
                ]
            if not waiting[key] or tried[key] == _MOST_TRIES:
                continue
            tried[key] += 1
            left = []
            for mark, pattern in waiting[key]:
                if pattern.first and start > _BEGINNING:
                    continue
                if not _follow(text, start, pattern.literals):
                    left.append((mark, pattern))
                    continue
                match = _regex(pattern.words).match(text, start)
                if match is None:
                    left.append((mark, pattern))
                else:
                    yield mark, start, match.end()
            waiting[key] = left


def _holds(text: str, literals: Iterable[tuple[str, ...]]) -> bool:
    """Whether a text holds one of each: quicker than to make a regular expression that fits nothing."""
    return all(any(one in text for one in some) for some in literals)


def _follow(text: str, start: int, literals: Iterable[tuple[str, ...]]) -> bool:
    """Whether one of each stands behind the one before, from a place on: what a phrase has in its order."""
    at = start
    for some in literals:
        places = [place for one in some if (place := text.find(one, at)) >= 0]
        if not places:
            return False
        at = min(places) + 1
    return True


_LONGEST_TEXT = 3000
_MOST_TRIES = 6
_WORD = expression(rf"[a-z]+|[{CUSTOMER}{PROVIDER}]+|[$£€₹¥]?\d[\d,.]*|(?<![a-z0-9])[\"“]")
_BEGINNING = 4
"""So far from the first letter ("the ") a phrase still begins the text."""
