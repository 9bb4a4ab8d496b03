"""Whether words promise anything, and how firmly, where no term need be understood in them."""

import re

from crm_tui.comparison import chatter, shorthand
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.growth import growth_in
from crm_tui.domain.commitment import Certainty

_HOPED = expression(
    r"\b(?:will try|(?:can|shall|try(?:ing)?|going) to (?:try|see)|try(?:ing)? (?:to|for|and|my|our)|shall try|"
    r"i['’]ll try|"
    r"hope(?:fully)?|hoping|might|maybe|perhaps|possibly|probably|likely|should be able|may be able|"
    r"see (?:if|what) (?:i|we)|let me (?:see|check|try)|"
    r"push for|aim(?:ing)? (?:to|for)|no guarantee|not promising|can(?:no|['’])t (?:promise|guarantee)|fingers crossed|"
    r"best efforts?|if (?:possible|we can|i can|at all)|(?:as far as|where(?:ver)?) possible|ideally|we['’]ll see|"
    r"let['’]?s see|insha?\s?a?llah|do (?:my|our) best|try (?:my|our) best|(?:ni|tu)tajaribu|susubukan|versuchen|"
    r"koshish|dekhenge|dekhte|dekhta|dekhti|shayad|ho sakta hai)\b",
    re.IGNORECASE,
)
CONDITION = expression(
    r"\b(?:if|provided(?! by)|subject to|once(?! (?:a|an|per|every|in)\b)|agar|in case|as long as|so long as|"
    r"on condition|"
    r"unless|only when|only after|conditional|depending on|"
    r"(?:diya|kiya|kiye|liya|khola|rakha|hua|\w{2,12}(?:enge|oge)) to)\b",
    re.IGNORECASE,
)
"""Words that make a promise conditional."""


def certainty(words: str) -> Certainty:
    """How firmly something was said."""
    if _HOPED.search(words):
        return Certainty.HOPE
    return Certainty.CONDITIONAL if CONDITION.search(words) else Certainty.FIRM


_SAYS_SOMETHING = expression(
    rf"\b(?:{shorthand.NONE}|{shorthand.FREE}|"
    rf"{shorthand.GIFT}|{shorthand.INCLUDED}|{shorthand.GIVEN}|{shorthand.CHARGED}|wapas|vapas|"
    rf"free|nil|no|not|waived?|included?|incl|covered|covers|allowed|ok(?:ay)?|fine|guaranteed|refund(?:able|ed)?|"
    r"will|wo?n['’]?t|shall|yes|unlimited|any ?time|fixed|lifetime|for life|milega|milegi|lagega|lagegi|nahi|extra|"
    r"may|free to|discount|off|nothing|kuch|own|whenever|automatic(?:ally)?|stays?|comes|keep|every|har|choose|"
    r"pa(?:id|ys?)|bears?|"
    r"without|later|monthly|daily|protected|accepted|available|possible|approved|welcome|gets?|can|never|half|"
    r"on top|above that|on us|our side|taraf se|dega|denge|hoga|in writing|locked|capped|only|alone|exclusive|theirs|"
    r"yours|priority|dedicated|"
    r"bonus|gift|cashback|reimburse[ds]?|provide[ds]?|deliver(?:ed|y)?|install(?:ed|ation)?|same day|"
    r"in (?:price|package|rent)|(?:in|out)(?=\s*$))\b|[%₹$€£]",
    re.IGNORECASE,
)
_BARE_WORDS = expression(r"[^\W\d_]{3,}")
_DATE = expression(
    r"\b\d{1,2}[/-]\d{1,2}(?:[./-]\d{2,4})?\b|\b\d{1,2}\.\d{1,2}\.(?:\d{2,4})?|\b\d{1,2}:\d\d\b|\b(?:19|20)\d\d\b|"
    r"\b\d{1,2}(?:st|nd|rd|th)?(?:\s?-\s?\d{1,2})?[ -](?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}|"
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6} \d{1,2}(?:st|nd|rd|th)?\b|\b\d{1,2}\s?[ap]m\b",
    re.I,
)
_VAGUE = expression(
    r"\b(?:best|great|excellent|very (?:fast|good|quick)|fast service|good service|top class|hassle.free|world class|"
    r"quick(?:est)?|fastest|cheapest|personal attention|smooth|priority service|no worries|peace of mind|trust me)\b",
    re.I,
)


def gives(words: str) -> bool:
    """Whether words say yes or no of something, or give it."""
    return bool(_SAYS_SOMETHING.search(words))


def vague(words: str) -> bool:
    """Whether words praise without saying anything that can be compared."""
    return bool(_VAGUE.search(words))


def counts(words: str) -> bool:
    """Whether words hold a figure that is no date."""
    return any(sign.isdigit() for sign in _DATE.sub("", words))


def promises(words: str, *, named: bool, heading: bool) -> bool:
    """Whether words in which no statement was found promise something all the same.

    ``named`` if they name a term; ``heading`` if they stand in a line that may only say whom the note is about.
    """
    if len(words.split()) < 2:
        return bool(_OVER_A_RATE.fullmatch(words))
    if chatter.priced(words) or growth_in(words) is not None:
        return True
    if not _BARE_WORDS.search(words):
        return False
    if gives(words):
        return True
    if heading:
        return (named and counts(words)) or bool(_THING_AND_PRICE.fullmatch(words))
    # "herbal only", "sinking fund by owner": desks promise in nouns; what people do and are called is no promise
    return named or counts(words) or (bool(_COMMON.search(words)) and not _OF_PEOPLE.search(words))


_THING_AND_PRICE = expression(
    r"\W{0,3}(?!(?:unit|flat|call|visit|suite|ref|room|plot|age|tel|ph|mob|shop|site|lot|desk|day|week|page|line|item)\b)"
    r"(?:[a-z]{3,16} ){1,3}(?:@ ?|at |for )?(?:\d{3,6}|\d{1,3},\d{3}|\d{1,4}\.\d{1,2})\W{0,2}"
)
"""A thing in small letters with its price: "gizmo fee 250"; who the note is about is written with a capital."""
_OVER_A_RATE = expression(r"[A-Za-z€]{1,8}\+\d[\d.]{0,5}%?")
"""A margin over a benchmark in one word: "S+225"."""
_COMMON = expression(r"(?<![\w.])(?-i:[a-z]{4,})", re.IGNORECASE)
_OF_PEOPLE = expression(
    r"^(?:he|she|they|his|her|hers|their|him|i|my|you|your|who|for|of|from|by|and|or|to|at|in|on|what|here|there|hi|"
    r"as)\b|"
    r"^(?:[A-Z][a-z]+ed|Ran|Met|Came|Went|Had|Saw|Spoke|Sat|Gave|Took)\b|\b(?:mr|mrs|ms|dr|ji|frau|herr|sir|madam)\b|"
    r"\b(?:is|was) (?:new|lovely|nice|ill|away|late|happy|friendly|busy|here)\b|\b(?:was|were|laga|lagi|thi|tha)\b"
)
