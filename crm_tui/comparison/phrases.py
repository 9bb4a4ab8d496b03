"""Phrases written for people, made into patterns: words, gaps, choices and the two sides of a contract.

"(late|delayed) payment ... <figure>" is a phrase; how one is written stands above the table of clause types.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

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

_FEW, _LINE = 36, 110
"""So many signs stand in the place of ".." and "..." at the most."""
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
_NAMED: dict[str, tuple[str, ...]] = {
    "<customer>": (CUSTOMER + "+(?:'s?)?",),
    "<provider>": (PROVIDER + "+(?:'s?)?",),
    "<party>": (
        f"{CUSTOMER}+",
        f"{PROVIDER}+",
        "(?:either|neither|each|both|no|other) (?:party|parties|side)",
        "(?:the )?parties",
    ),
    "<money>": (_MONEY,),
    "<percent>": (_PERCENT,),
    "<figure>": (_MONEY, _PERCENT),
    "<time>": (_TIME,),
    "<quoted>": (r"[\"“”'][^\"“”]{1,60}[\"“”']",),
    "<number>": (_NUMBER,),
    "<must>": (
        "(?:must|shall|will)",
        "(?:has|have|is|are|needs?|agrees?|undertakes?) to",
        "(?:is|are) (?:required|obliged|bound|asked|expected) to",
    ),
    "<may>": (
        "(?:may|can|could|reserves?)",
        r"(?:(?:shall|will) be|is|are) (?:entitled|free|at liberty|authori[sz]ed|permitted) to",
        "(?:shall |will )?(?:has|have|keeps?|retains?|reserves?) the (?:sole |absolute )?right (?:to|of)",
    ),
    "<word>": ("[a-z]{2,}",),
}
"""What stands for each of these: one after the other is tried."""
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
_PLAIN_BEGINNING = expression(r"(?:(?P<word>[\w<>*-]+)|\((?P<ways>[^()^$]+)\)\*?)(?= |$)")
_PIECE = expression(r"\(|\)[*?]?|\||\.\.\.|\.\.|<[a-z]+>|\$$|[^\s()|]+?(?=\$$|[\s()|]|$)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or its beginning."""

    text: str
    """Letter by letter."""

    ending: re.Pattern[str]
    """What may follow it."""


@dataclass(frozen=True, slots=True)
class Named:
    """A side or a figure."""

    ways: tuple[re.Pattern[str], ...]
    """How it may be written."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several."""

    ways: tuple[tuple["Step", ...], ...]
    """Each as a phrase of its own."""


@dataclass(frozen=True, slots=True)
class Step:
    """A part of a phrase with what stands before it."""

    what: Word | Named | Choice | None
    """The part; None is the end of the text."""

    gap: int | None
    """So many signs may stand before it; with 0 it is a blank and small words, with None nothing."""

    begins: tuple[str, ...]
    """One of these it begins with, letter by letter; none where that is not known."""

    optional: bool = False
    """Whether it may be left out."""

    longer: bool = False
    """Whether its last word may go on."""


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

    steps: tuple[Step, ...]
    """Its parts, one after the other."""

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

    what: Word | Named | Choice | None
    keys: tuple[str, ...] = ()
    gap: int = 0
    optional: bool = False
    literals: tuple[str, ...] = ()


def beginnings(phrase: str) -> Iterable[str]:
    """How the first word of a phrase may begin; most phrases tell it without being read to their end."""
    plain = _PLAIN_BEGINNING.match(phrase)
    if plain is None:
        return compiled(phrase).keys
    ways = (plain["ways"] or plain["word"]).lower().split("|")
    return {key for way in ways for key in _item(way.partition(" ")[0]).keys}


@cache
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
    return Pattern(phrase, frozenset(keys), needs, literals, _steps(items), phrase.startswith("^"))


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
    sure = [max((one.literals for one in way if not one.optional), key=_shortest, default=()) for way in ways]
    literals = tuple(literal for one in sure for literal in one) if all(sure) else ()
    steps = tuple(_steps(way, starred=end == ")*") for way in ways)
    return _Item(Choice(steps), keys, optional=end == ")?", literals=literals), at


def _shortest(literals: tuple[str, ...]) -> int:
    """How long the shortest is: a long word tells more of whether a text has a phrase than a short one."""
    return min(map(len, literals), default=0)


@cache
def _item(piece: str) -> _Item:
    if piece in ("..", "..."):
        return _Item(None, gap=_FEW if piece == ".." else _LINE)
    if piece.startswith("<"):
        if piece not in _NAMED:
            raise PhraseError(f"nothing is called {piece}")
        return _Item(Named(tuple(map(expression, _NAMED[piece]))), _KEYS.get(piece, _COUNTED))
    if _SIDES.fullmatch(piece.removesuffix("*")):
        # in the text the name of a side is a row of signs
        length = len(piece.removesuffix("*"))
        return _Item(Named((expression(f"[{CUSTOMER}{PROVIDER}]{{{length},{length + 1}}}"),)), (CUSTOMER, PROVIDER))
    if piece == "$":
        return _Item(None)
    if piece.endswith("*"):
        stem = piece[:-1]
        return _Item(Word(stem, _GOES_ON), (key_of(stem),), literals=(stem,))
    ending = _PLURAL if len(piece) > 2 and piece[-1].isalpha() else _WHOLE
    return _Item(Word(piece, ending), (key_of(piece),), literals=(piece,))


_WHOLE, _PLURAL, _GOES_ON = expression(r"(?!\w)"), expression(r"(?:e?s)?\b(?:'s?\b)?"), expression(r"\w{0,14}(?:'s\b)?")
"""The end of a short word, of a longer one with a plural or a possessive, and of the beginning of a word."""
MORE_LETTERS = expression(r"\w{0,14}")


def _steps(items: list[_Item], *, starred: bool = False) -> tuple[Step, ...]:
    steps: list[Step] = []
    gap: int | None = None
    for item in items:
        if item.gap:
            gap = item.gap
            continue
        steps.append(Step(item.what, gap, _begins(item.what), item.optional))
        gap = None if item.optional and gap is None else 0
    if starred:
        last = steps.pop()
        if isinstance(last.what, Word) and last.what.ending is not _GOES_ON:
            steps.append(Step(Word(last.what.text, MORE_LETTERS), last.gap, last.begins))
        else:
            steps.append(Step(last.what, last.gap, last.begins, longer=True))
    return tuple(steps)


def _begins(what: Word | Named | Choice | None) -> tuple[str, ...]:
    if isinstance(what, Word):
        return (what.text,)
    if not isinstance(what, Choice):
        return ()
    ways = [() if way[0].optional else way[0].begins for way in what.ways]
    return tuple(one for way in ways for one in way) if all(ways) else ()
