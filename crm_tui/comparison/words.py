"""Words as the comparison sees them: endings that change nothing are gone, short and foreign spellings are in full."""

import re
from functools import lru_cache

from crm_tui.comparison.expressions import expression
from crm_tui.comparison.shorthand import SHORT

_TOKEN = expression(r"[^\W_]+(?:['’][a-z]{1,2}\b)?", re.IGNORECASE)
_WHOLE = frozenset(["rating", "limited", "during", "nothing", "something", "anything", "evening", "morning", "string"])
"""Words whose ending is part of them."""
_VOWELS = frozenset("aeiouy")
_TWICE = frozenset("bdgklmnprt")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without what changes nothing: ``charges``, ``charged``, ``chrg`` and ``charge`` are one."""
    bare = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    bare = SHORT.get(bare) or _single(bare)
    return _bare(SHORT.get(bare, bare))


def tokens(text: str) -> tuple[tuple[str, int, int], ...]:
    """The words of a text as stems, each with its place."""
    return _remembered(text) if len(text) <= _SHORT else _remembered_of_long(text)


def _cut(text: str) -> tuple[tuple[str, int, int], ...]:
    return tuple([(stem(match[0]), *match.span()) for match in _TOKEN.finditer(text)])


_SHORT = 2000
# a clause is cut into words by every rule that looks at it, a name whenever the vocabulary is laid out anew
_remembered = lru_cache(maxsize=32768)(_cut)
_remembered_of_long = lru_cache(maxsize=16)(_cut)


@lru_cache(maxsize=1 << 16)
def words_of(phrase: str) -> tuple[str, ...]:
    """The stems of a phrase that is asked for again and again, such as the name of a kind."""
    # the names of thousands of kinds are cut at the start, and most of them are nothing but words and blanks
    plain = phrase.replace(" ", "").isalnum()
    return tuple(map(stem, phrase.split() if plain else _TOKEN.findall(phrase)))


def _single(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _bare(word: str) -> str:
    if len(word) < 5 or word in _WHOLE or word[0].isdigit() or " " in word:
        return word.removesuffix("e") if len(word) == 4 and word[0] not in _VOWELS else word
    for ending in ("ing", "ed"):
        left = word.removesuffix(ending)
        if left != word and len(left) > 2 and not left.endswith("e") and _VOWELS & set(left):
            word = left[:-1] if left[-1] == left[-2] and left[-1] in _TWICE else left
            break
    return word.removesuffix("e")


def stems(words: str) -> frozenset[str]:
    """A list of words, parted by blanks, as stems."""
    return frozenset(word for word, _, _ in tokens(words))


_FILLER = stems(
    "a about abt after again all also always an and any are as at aur be been before bata beech bhi both but by can "
    "come comes covered cover diya do does done each ever every extra fine first for free from full get gets given "
    "gives go good got guaranteed hai have he her him his hoga how i if in included include inside into is it its "
    "jayega ka ke keep keeps ki kiya ko koi kuch la lagega last like made make may me mein mil milega more most much "
    "must my nahi need needed next nil no none not nothing now of off ok on once one only or other our out over pa "
    "par part pay per plus rs said same se shall she should so some step take taken than that the their them then "
    "there they this three time to told too two under up upto us very waived was we well were what when will with "
    "within without works yes you your customer allowed where provided subject while unless upon inr usd eur gbp sir "
    "madam pls please confirmed agreed promised just only hi ok okay sure which who told bola wala wali hi cust he's "
    "it's that's we'll i'll don't doesn't won't can't isn't there's you'll you're they're also incl apply applicable"
)
"""Words that name no thing."""


def content(text: str) -> tuple[str, ...]:
    """The words of a promise that name a thing, as stems."""
    return tuple(
        dict.fromkeys(
            word for word, _, _ in tokens(text) if word not in _FILLER and not word[0].isdigit() and len(word) > 1
        )
    )
