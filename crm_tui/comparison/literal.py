"""Promises about a kind of term that the vocabulary does not know: their words are looked for in the paper.

Words may find a passage, they may never clear a promise: the best that comes out is doubt.
"""

import re
from collections import Counter
from collections.abc import Sequence

from crm_tui.comparison import polarity, verdicts
from crm_tui.comparison.layout import Passage
from crm_tui.comparison.quantities import quantities
from crm_tui.comparison.verdicts import Ruling
from crm_tui.comparison.vocabulary import stem, tokens
from crm_tui.domain.review import Reason, Verdict

_FILLER = frozenset(
    stem(word)
    for word in re.findall(
        r"\w+",
        "a about abt after again all also always an and any are as at aur back be been before bata beech bhi both "
        "but by can "
        "come comes covered cover diya do does done each ever every extra fine first for free from full get gets "
        "given gives "
        "go good got guaranteed hai have he her him his hoga how i if in included include inside into is it its "
        "jayega ka ke "
        "keep keeps ki kiya ko koi kuch la lagega last like made make may me mein mil milega more most much must my "
        "nahi need "
        "needed next nil no none not nothing now of off ok on once one only or other our out over pa par part pays "
        "pay per "
        "plus rs said same se shall she should so some step take taken than that the their them then there they "
        "this three "
        "time to told too two under up upto us very waived was we well were what when will with within without "
        "works yes you "
        "your year month day week hour annual yearly monthly day cost charge fee price customer told end start new "
        "allowed where provided subject while unless upon",
    )
)
_REFUSED = re.compile(
    r"\b(?:not (?:covered|included|opted|allowed|available|payable|refundable|permitted|given|selected|provided)|"
    r"excluded|"
    r"exclusions?|non.refundable|no longer|shall not|will not|cannot|declined|charged separately)\b",
    re.IGNORECASE,
)
_WANTED = re.compile(
    r"\b(?:free|included?|incl|covered|cover|ok|allowed|yes|fine|in|nil|waived|no|without)\b", re.IGNORECASE
)
_NIL_SAID = re.compile(r"\b(?:free|nil|no|waived|without|muft|nothing)\b", re.IGNORECASE)


def content(text: str) -> tuple[str, ...]:
    """The words of a promise that name a thing, as stems."""
    return tuple(
        dict.fromkeys(
            word for word, _, _ in tokens(text) if word not in _FILLER and not word[0].isdigit() and len(word) > 1
        )
    )


def look_up(text: str, passages: Sequence[Passage]) -> tuple[Ruling, Passage | None]:
    """What can be said of a promise by its words alone: missing, refused, or not known."""
    unknown = Ruling(Verdict.UNCLEAR, Reason.UNKNOWN_TERM)
    wanted = content(text)
    if not wanted:
        return Ruling(Verdict.UNCLEAR, Reason.VAGUE), None
    counts: Counter[str] = Counter()
    words_of = []
    for passage in passages:
        words = {word for word, _, _ in tokens(passage.text)}
        words_of.append(words)
        counts.update(word for word in wanted if word in words)
    if not counts:
        return Ruling(Verdict.MISSING, Reason.SILENT if _NIL_SAID.search(text) else None), None
    best, best_weight = None, 0.0
    for passage, words in zip(passages, words_of, strict=True):
        weight = sum(1 / counts[word] for word in wanted if word in words)
        weight += sum(0.75 for word in wanted if word in words)
        if weight > best_weight:
            best, best_weight = passage, weight
    if best is None:
        return unknown, None
    covered = sum(1 for word in wanted if word in {word for word, _, _ in tokens(best.text)}) / len(wanted)
    if covered < 0.5:
        return unknown, None
    if covered >= 0.6 and _WANTED.search(text) and _REFUSED.search(best.text):
        return verdicts.CONTRADICTED, best
    prices = [one for one in quantities(best.text) if one.dimension == "money" and one.low > 0]
    if covered >= 0.75 and _NIL_SAID.search(text) and prices and not polarity.sense(best.text, ()).nil:
        return verdicts.CONTRADICTED, best
    return unknown, best
