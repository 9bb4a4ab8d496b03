"""What restricts a thing that is given: how often, on which days, where, a part only, at a price, for one use.

Also what lets its giver take it back, and a time that binds and may be made longer.
Each restriction is a rule of the contract's settled readings, looked for as the caveats of a figure are.
"""

import re

from crm_tui.comparison import shorthand, verdicts
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.kept import Caveat, Kept, words_from
from crm_tui.comparison.polarity import PROVIDERS
from crm_tui.comparison.words import content
from crm_tui.domain.claim import Form

_MAY_TAKE = expression(
    rf"\b{PROVIDERS}\s(?:may|can|shall be entitled to|is entitled to|reserves the right to|has the right to)\s"
    r"(?:\w+\s){0,6}?(?:replace|substitute|change|withdraw|terminate|suspend|vary|modify|relocate|reassign|cease|refuse|"
    r"cancel|discontinue|remove|transfer|assign|sell|subcontract)\b",
    re.IGNORECASE,
)
_NEVER = expression(
    r"\b(?:nobody|no one|noone|never|always|won['’]?t|not|no|nahi|stays?|same|only|guaranteed|koi)\b", re.IGNORECASE
)
_WITHOUT_LIMIT = expression(
    r"\b(?:unlimited|any (?:number|no)\b|as (?:many|often|much) as|however (?:many|often)|whenever|every ?time|always|"
    r"any ?time|no limit|without limit|jitn[aie]|kitn[aie] bhi)",
    re.IGNORECASE,
)
SO_MANY = expression(
    r"\b(?:(?:one|two|three|four|five|six|\d{1,2})\)? (?:\w+ ){0,3}?(?:(?:a|per|in each|in every|in any|each|every|"
    r"in a) (?:\w+ )?(?:year|month|week|quarter|day|visit)|times?)|"
    r"up to (?:one|two|three|four|five|six|ten|\d{1,3})|once|twice|thrice)\b",
    re.IGNORECASE,
)
_SOME_DAYS = expression(
    r"\b(?:one|two|three|four|[1-4])(?: \([1-4]\))? days? (?:a|per|each|every|in each|in a|of the) week\b",
    re.IGNORECASE,
)
_DAYS = expression(r"\bdays?\b", re.IGNORECASE)
_ONLY = expression(r"\bonly\b(?!\s?/-)", re.IGNORECASE)
_IN_WORDS = expression(
    r"\b(?:rupees|dollars|euros?|pounds|dirhams|hundred|thousand|lakhs?|crores?|million|months?|days?|years?|"
    r"\w+ty|\w+teen|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d|/-)\s?(?:/-\s?)?only\b",
    re.IGNORECASE,
)
_EVERY = expression(
    r"\b(?:all|any|every|everything|anything|anywhere|everywhere|whichever|sab|kahin bhi|koi bhi|kahit saan|lahat)\b",
    re.IGNORECASE,
)
_SOME_DO_NOT = expression(
    r"\b(?:(?:do|does|will|shall) not (?:earn|qualify|count|attract)|no [\w ]{1,30}(?:is|are|will be|shall be) "
    r"(?:earned|awarded|given|paid)|(?:is|are) not (?:eligible|counted)|ineligible)\b",
    re.IGNORECASE,
)
_CHOSEN = expression(
    r"\b(?:network|listed|selected|participating|empanell?ed|approved|partner|designated|preferred)\b", re.IGNORECASE
)
_ON_SITE = expression(r"\b(?:on-?\s?site|at (?:your |the )?(?:site|premises|home|door))\b", re.IGNORECASE)
_ELSEWHERE = expression(
    r"\b(?:carry-?\s?in|parts only|return[ -]to[ -]base|depot|bring[ -]in|at (?:our|the) (?:service )?cent(?:re|er))\b",
    re.IGNORECASE,
)
_BEHIND = expression(r"\b(?:after|once|baad|following)\b", re.IGNORECASE)
_WAIT = expression(r"\bwaiting period\b|\bafter (?:a |the )?(?:wait|\d+ (?:months?|days?|years?))\b", re.IGNORECASE)
_LENT = expression(
    r"\bon loan\b|\b(?:must|shall|to) be returned\b|\bor (?:you )?pay\b|\breturn(?:ed)? (?:within|on|at)\b",
    re.IGNORECASE,
)
_LEAST_GUARANTEED = expression(
    r"\b(?:minimum guaranteed|guaranteed minimum|at worst|normally available)\b", re.IGNORECASE
)
_EXTRA_WITHIN = expression(r"\b(?:inclusive of|including)\s[^.;]{0,40}(?:additional|extra)\b", re.IGNORECASE)


def seldom(kept: Kept) -> Caveat | None:
    """A way of working or of paying that holds on some days only: "remote, two days a week"."""
    if kept.claim.form is not Form.CATEGORY or _DAYS.search(kept.promise):
        return None
    match = _SOME_DAYS.search(kept.text)
    return Caveat(verdicts.WORSE, words_from(kept.text, match)) if match else None


def taken_away(kept: Kept) -> Caveat | None:
    """A right of the provider to put an end to what was promised: "Consultant may replace any of its personnel"."""
    if kept.claim.form not in (Form.INCLUDED, Form.NIL) or kept.kind.dimension != "provision":
        return None
    match = _MAY_TAKE.search(kept.text)
    if match is None or _MAY_TAKE.search(kept.promise):
        return None
    return Caveat(
        verdicts.CONTRADICTED if _NEVER.search(kept.promise) else verdicts.DOUBT, words_from(kept.text, match)
    )


def counted(kept: Kept) -> Caveat | None:
    """A number of times or of things, where there was to be no limit: "two courses in each year"."""
    if kept.claim.form not in (Form.NIL, Form.INCLUDED) or not _WITHOUT_LIMIT.search(kept.promise):
        return None
    match = SO_MANY.search(kept.text)
    return Caveat(verdicts.CONDITIONAL, words_from(kept.text, match)) if match else None


def one_only(kept: Kept) -> Caveat | None:
    """One of the things that were promised in the plural: "one small dog or cat" where pets were allowed."""
    if kept.claim.form is not Form.INCLUDED or kept.kind.dimension != "provision" or _A_NUMBER.search(kept.promise):
        return None
    named = [word for word in re.findall(r"[a-z]{3,20}s\b", kept.promise.lower()) if word in _plurals(kept)]
    match = _ONE_OF_IT.search(kept.text) if named else None
    return Caveat(verdicts.CONDITIONAL, words_from(kept.text, match)) if match else None


def _plurals(kept: Kept) -> frozenset[str]:
    """The words of the names of the kind, in the plural."""
    words = {word for alias in kept.kind.aliases for word in alias.lower().split()}
    return frozenset(word if word.endswith("s") else f"{word}s" for word in words)


_A_NUMBER = expression(r"\d|\b(?:one|two|three|a|an|single)\b", re.IGNORECASE)
_ONE_OF_IT = expression(
    r"\b(?:keep|have|use|bring|occupy|for|to|is|of|entitled to|include[sd]?|provides?) (?:only )?(?:one|a single|1)"
    r"(?: \(1\))?(?! or more| of|-| (?:time|month|year|week|day|hour))\b",
    re.IGNORECASE,
)


def guaranteed(kept: Kept) -> Caveat | None:
    """A lower figure is the one that is guaranteed, or the figure already holds what was said to come on top."""
    if kept.claim.form is not Form.VALUE or kept.claim.low is None:
        return None
    for pattern in (_LEAST_GUARANTEED, _EXTRA_WITHIN):
        match = pattern.search(kept.text)
        if match and kept.kind.direction == "high":
            return Caveat(verdicts.SEVERAL, words_from(kept.text, match))
    return None


def place(kept: Kept) -> Caveat | None:
    """Somewhere else, or not everywhere."""
    match = _ELSEWHERE.search(kept.text)
    if match and _ON_SITE.search(kept.promise):
        return Caveat(verdicts.WORSE, words_from(kept.text, match))
    match = _CHOSEN.search(kept.text)
    if match and _EVERY.search(kept.promise) and not _CHOSEN.search(kept.promise):
        return Caveat(verdicts.WORSE, words_from(kept.text, match))
    match = _SOME_DO_NOT.search(kept.onward)
    if match and _EVERY.search(kept.promise):
        return Caveat(verdicts.WORSE, words_from(kept.onward, match))
    return None


def only(kept: Kept) -> Caveat | None:
    """A part of what was said."""
    match = _ONLY.search(_IN_WORDS.sub(lambda found: " " * len(found[0]), kept.text))
    if match is None or _ONLY.search(kept.promise) or kept.claim.form is Form.EXCLUDED:
        return None
    told = content(kept.text[max(0, match.start() - 24) : match.start()])[-1:]
    if told and told[0] in content(kept.promise):
        # the very part that was said
        return None
    # what it is limited to stands before the word or behind it
    return Caveat(verdicts.CONDITIONAL, " ".join(kept.text[max(0, match.start() - 40) : match.end() + 40].split()))


def carved_out(kept: Kept) -> Caveat | None:
    """The very thing that was promised, taken out of what is given: "all fees other than permits"."""
    if kept.claim.form is not Form.INCLUDED:
        return None
    match = _CARVED_OUT.search(kept.text)
    if match is None or _CARVED_OUT.search(kept.promise):
        return None
    named = set(content(kept.promise)) & set(content(match[1]))
    told = set(content(kept.text[: match.start()]))
    return Caveat(verdicts.CONTRADICTED, words_from(kept.text, match)) if named - told else None


_CARVED_OUT = expression(
    r"\b(?:other than|except(?:ing| for)?|excluding|exclusive of|but not|not including|save for|apart from)"
    r"\s([^.;]{3,80})",
    re.IGNORECASE,
)


def strings(kept: Kept) -> Caveat | None:
    """Something to wait for, or to give back."""
    if kept.claim.form not in (Form.INCLUDED, Form.NIL, Form.VALUE):
        return None
    match = _WAIT.search(kept.text)
    if (
        match
        and kept.claim.form is not Form.NIL
        and kept.claim.unit not in ("day", "month", "year")
        and not (_WAIT.search(kept.promise) or _BEHIND.search(kept.promise))
    ):
        return Caveat(verdicts.CONDITIONAL, words_from(kept.text, match))
    match = _LENT.search(kept.text)
    if match and kept.claim.form is not Form.VALUE and not _LENT.search(kept.promise):
        return Caveat(verdicts.CONDITIONAL, words_from(kept.text, match))
    return None


_REACH = 160
"""So much of what follows a passage is read with it."""
_PRICED = expression(
    r"\b(?:for|costs?|charged at|at an? (?:extra|additional) (?:cost|charge|fee) of|@) ?"
    r"(?:(?:rs|inr|usd|eur|gbp|aed|aud|sgd|cad|php|kes|ngn|zar|ksh|r|n)\.? ?|[$€£₹₱₦])\d[\d,.]* ?"
    r"(?:a|an|per|each|every|/) ?(?:day|month|week|year|trip|use|call|visit|request|transaction|24 hours)\b",
    re.IGNORECASE,
)
_GIVEN_FREE = expression(
    rf"\b(?:{shorthand.FREE}|{shorthand.GIFT}|{shorthand.INCLUDED}|free|incl|included|inclusive|"
    r"no (?:extra |additional )?(?:charge|cost|fee)s?|complimentary)\b",
    re.IGNORECASE,
)


def priced(kept: Kept) -> Caveat | None:
    """A thing that was said to be included, and that the paper gives for a price: "25 GB abroad for £2.47 a day"."""
    if (
        kept.kind.direction != "high"
        or kept.kind.dimension in ("money", "rate", "charge")
        or kept.kind.area == "insurance"
    ):
        return None
    match = _PRICED.search(kept.text) if _GIVEN_FREE.search(kept.promise) else None
    return Caveat(verdicts.CONTRADICTED, match[0]) if match else None


_LONGER = expression(
    r"\b(?:may|can|could|shall|to) be (?:further )?(?:extended|prolonged)|\bextend[ai]ble\b|\bsubject to extension\b",
    re.I,
)
_LONGER_SAID = expression(r"\bexten(?:d|sion)|\bprolong|\bor more\b|\bmay be longer\b", re.IGNORECASE)


def longer(kept: Kept) -> Caveat | None:
    """A time that binds the customer and may be made longer: "probation of three months, which may be extended"."""
    if kept.kind.dimension != "duration" or kept.kind.direction != "low" or kept.claim.form is not Form.VALUE:
        return None
    match = _LONGER.search(f"{kept.clause.passage.text} {kept.clause.passage.further[:_REACH]}")
    if match is None or _LONGER_SAID.search(kept.promise):
        return None
    return Caveat(verdicts.CONDITIONAL, match[0])


_USED = r"(?:drawn|used|applied|spent|claimed|redeemed|utili[sz]ed|taken)"
_TIED = expression(
    rf"\b(?:may|can|shall|must|will|to) (?:be {_USED} (?:only|solely|exclusively)|(?:only|solely) be {_USED})\b|"
    r"\b(?:unused|not used|not claimed|not drawn|unspent)\b[^.;]{0,60}\b(?:forfeit\w{0,4}|lapses?|expires?|lost)\b",
    re.IGNORECASE,
)
_TIED_SAID = expression(r"\b(?:only|solely|use it|lapses?|expires?|forfeit\w*|if)\b", re.IGNORECASE)


def tied(kept: Kept) -> Caveat | None:
    """What is given for one use only, or lost if unused: "the fund may be drawn only on an approved campaign"."""
    if kept.kind.direction != "high" or kept.claim.form not in (Form.VALUE, Form.INCLUDED):
        return None
    if kept.kind.dimension not in ("money", "charge", "provision", "rate", "ratio"):
        return None
    match = _TIED.search(f"{kept.clause.passage.text} {kept.clause.passage.further[:_REACH]}")
    if match is None or _TIED_SAID.search(kept.promise):
        return None
    return Caveat(verdicts.CONDITIONAL, match[0])
