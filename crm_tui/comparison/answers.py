"""Questions and wishes that the desk answers: what a "yes" or a "no" promises."""

import re

from crm_tui.comparison.expressions import expression

_YES = (
    r"yes|yeah|yep|yup|ya|sure|ok(?:ay)?|done|agreed|confirmed|correct|right|haan?(?: ji)?|ha ji|ji(?: haan?)?|bilkul|"
    r"of course|"
    r"absolutely|definitely|certainly|no problem|no issues?|can do|will do|approved|accepted|granted|ho jayega|"
    r"kar denge|"
    r"mil jayega|said (?:yes|ok)|(?:told|confirmed)(?: (?:him|her|them))? (?:yes|ok)|told ok|possible|fine"
)
_NO = (
    r"no|nope|none|nil|nahi|nahin|never|zero|nothing|not at all|bilkul nahi|said no|"
    r"(?:told|confirmed)(?: (?:him|her|them))? (?:no|nil|none)"
)
_ANSWER = expression(
    rf"\s*(?:(?P<yes>{_YES})\b(?![-/])|(?P<no>{_NO})\b(?=\s{{0,3}}(?:[,.!:;–-]|$|(?:it|its|it's|sir|ma'?am|madam|ji|"
    rf"you|we|"
    r"that|there|this|worries)\b)))[\s,.!:;–-]{0,8}",
    re.IGNORECASE,
)
_ASKS = expression(
    r"\s*(?:(?:and|so|but|ok|also|then|hi|hello|sir|madam|please|pls)[\s,]{1,2})*"
    r"(?:(?:he|she|they|cust(?:omer)?|client) )?(?:(?:also )?(?:asked|asks|asking|wants?|wanted|would like|wished)"
    r"(?: (?:me|us|to know|to|for|if|whether|about|abt|that)){0,3}\s)?"
    r"(?:what about |how about |kya |(?:is|are|do|does|did|will|would|can|could|should|have|has|am)\b"
    r"(?:n['’]t)? ?(?:(?:there(?: be)?|it|you|we|i|they|he|she|my|your|that|this)\b ?)*(?:also |still |get |to )*"
    r"(?:have to |need to )?)?",
    re.IGNORECASE,
)
_ENDS = expression(
    r"(?<![\s,])[\s,]{0,9}(?:right|na|correct|kya|hai kya|hoga kya|lagega kya|ya nahi|or not|or no|please|pls|then|"
    r"too|yes|ok)?"
    r"[\s?!.,]{0,9}$",
    re.IGNORECASE,
)
_BURDEN = expression(
    r"\b(?:any|koi|extra|hidden|charges?|chgs?|fees?|penalt(?:y|ies)|fine|lock[ -]?in|cost|deposit|commission|"
    r"brokerage|gst|tax|interest|guarantor|collateral|security|insurance|compulsory|mandatory|required|reqd|needed|"
    r"necessary|pay|foreclosure|prepayment|min(?:imum)?|limit|cap|waiting|copay|co-pay|deductible|excess|contract|"
    r"auto[ -]?renew(?:al|s)?|increase|go up|rise|hike|change|expire|obligation|commitment)\b",
    re.IGNORECASE,
)
_ANY = expression(r"\b(?:any|koi|a|an|pay)\b\s?", re.IGNORECASE)


def answered(words: str) -> bool:
    """Whether words begin with a yes or a no."""
    return bool(_ANSWER.match(words))


def parted(words: str) -> tuple[bool, str]:
    """Whether an answer agrees, and what follows its yes or no."""
    found = _ANSWER.match(words)
    if found is None:
        return False, words
    return found["yes"] is not None, words[found.end() :]


def promised(question: str, *, agreed: bool) -> str:
    """What an answered question promises, in words; empty where the answer refuses or only informs."""
    asked = _ASKS.match(question)
    bare = question[asked.end() if asked else 0 :]
    bare = _ENDS.sub("", bare.rstrip(), count=1)
    if agreed:
        return bare
    return f"no {_ANY.sub('', bare)}" if _BURDEN.search(bare) else ""
