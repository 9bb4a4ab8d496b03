"""Yes and no around a term: nil, included, excluded, open, unlimited; and the conditions that come with it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from crm_tui.comparison import shorthand
from crm_tui.comparison.expressions import expression

_NIL = expression(
    rf"\b(?:{shorthand.NONE}|{shorthand.FREE}|"
    rf"{shorthand.GIFT}|nil|zero|free|waived?|waiver|waive|exempt(?:ed)?|complimentary|gratis|"
    rf"foc|without|none|nothing|nobody|"
    r"not (?:be )?(?:charged?|levied|payable|collected|required|reqd|needed|necessary|compulsory|mandatory|applicable|"
    r"deducted|recovered)|"
    r"won['’]?t|(?:does|do|will|shall) not (?:apply|require|need|charge|levy|\s{4})|"
    r"no (?:additional |extra |further )?(?:charges?|cost|fees?|penalty)|no|nahi|nahin|kuch nahi|maaf|muft|"
    r"(?:bank|we|lender|company|landlord|dealer|seller|provider)(?: will| shall)? (?:pays?|bears?|absorbs?|eats?|"
    r"covers?|reimburses?)|paid by (?:the )?(?:bank|lender|us|company|landlord|seller)|on us|on the house|"
    r"(?<!one.)(?<!once.)off(?![ -](?:road|peak|site|grid|season|line|net))|"
    r"cost nothing|costs nothing|not reqd?)\b|\bn/?a\b|0(?<![\w.]0)(?:\.0+)?(?![\w.,]*\d)",
)
_COSTLESS = expression(
    r"\b(?:(?:no|without) (?:any )?(?:additional |extra |further )?(?:charge|cost|fee)s?\b|free\b(?! of rent)|"
    rf"no (?:additional|extra|further) \w+\b|(?:{shorthand.FREE}|{shorthand.GIFT})\b)",
)
_THEIRS = (
    r"(?:customer|client|tenant|lessee|resident|subscriber|member|buyer|licensee|employee|purchaser|borrower|"
    r"executive|physician|hirer|mortgagor|occupier|consultant|franchisee|distributor|reseller|subcontractor)"
)
_AT_COST = expression(
    r"\bat (?:(?:your|his|her|their|its|(?:the )?(?:customer|client|tenant|lessee|resident|subscriber|member|buyer|"
    r"licensee|employee|insured|purchaser|guest|user)['’]s)(?: own| sole){0,2}|(?:an )?(?:extra|additional|separate)) "
    r"(?:cost|expense|charge)s?\b|"
    r"\b(?:charged|billed|priced|chargeable|invoiced|payable) (?:separately|extra|additionally|"
    r"at (?:cost|the|our|its|\w{3,14}['’]s (?:then |current |standard |usual ){0,3}(?:rates?|charges|fees)|"
    r"(?:rs|inr|usd|eur|gbp|aed|aud|sgd|cad|php|kes|zar|ksh|r|p|n)?\.? ?[$€£₹₱₦]?\d))|"
    r"\b(?:for|at) (?:an? )?(?:additional|extra|separate|further) (?:fee|charge|cost)s?\b|"
    r"\b(?:customer|client|tenant|lessee|resident|subscriber|member|buyer|licensee|employee|executive|physician|hirer|"
    r"franchisee|distributor|reseller|subcontractor)"
    r"(?: shall| will| must)? (?:pays?|bears?|reimburses?)\b|"
    rf"\b(?:{_THEIRS} (?:shall|will|must|to) be|{_THEIRS} is|you (?:are|will be|must be|shall be)) "
    r"(?:solely |wholly |fully )?(?:responsible|liable) for (?:paying|meeting|(?:the |all |any )?(?:costs?|payment|"
    r"expenses?|premiums?|fees?|charges?)\b)|"
    rf"\b(?:for|to|on) (?:the )?(?:account of (?:the )?{_THEIRS}\b|{_THEIRS}['’]s? (?:own )?account)|"
    rf"\b(?:borne|payable|paid for|met) by (?:the )?{_THEIRS}\b|"
    rf"\b(?:responsibility|expense|cost) of (?:the )?{_THEIRS}\b|\b{_THEIRS}['’]s? (?:sole )?responsibility\b",
)
"""Who has to pay for the thing is the customer."""
_ITS_OWN = expression(r"at (?:its|their|his|her)\b")
_CUSTOMERS = (
    "customer", "client", "tenant", "lessee", "resident", "subscriber", "member", "buyer", "licensee", "employee",
    "insured", "purchaser", "guest", "user", "borrower", "policyholder", "you", "franchisee", "distributor",
)  # fmt: skip
PROVIDERS = (
    r"(?:bank|lender|insurer|company|we|landlord|lessor|licensor|supplier|provider|contractor|seller|operator|vendor|"
    r"consultant|employer|owner|club|management|hotel|dealer|builder|franchisor|society|host|agency|firm)"
)
"""A pattern of those who give what is promised."""
_PARTY = expression(rf"\b({'|'.join(_CUSTOMERS)}|{PROVIDERS})\b")
_INCLUDED = expression(
    rf"(?<!not )\b(?:{shorthand.INCLUDED}|included|incl|inclusive|"
    r"(?:in|inside|within|part of) the (?:rent|price|fee|package))\b"
    r"(?! in (?:the |your )?(?:loan|financed|amount|apr|total|cost|emi|instalment|premium))",
)
_NOT = expression(
    rf"\b(?:{shorthand.NONE}|not?|never|neither|nor|cannot|can't|won't|wont|doesn't|does not|don't|isn't|without|"
    r"nothing|nobody|excluded|"
    r"excludes|excluding|except|nil|none|nahi|nahin|unavailable|not opted|declined|optional|waived|free of|bina|"
    r"no longer|ineligible|prohibited|refused|forfeited|non(?=[ -]?(?:\w{3,16}[ai]ble|covered|included)\b)|"
    r"(?<![%\d] )(?<!one.)(?<!once.)off(?![ -](?:the|our|your|list|price|road|peak|site|grid|season|line|net)\b)|"
    r"up to (?:you|him|her|them|the (?:customer|client|tenant|borrower)))\b|\bn/?a\b|\[ \]",
)
_DOUBLE = expression(
    r"\bor not\b|\bna(?:hi|hin)? (?:\w+ )?toh?\b|"
    r"\b(?:not|never|n['’]t) (?:be )?(?:excluded|unreasonably|charged extra|only|less|more|prejudiced?|"
    r"affect(?:ed)?|impair(?:ed)?|invalidated?|expires?|lapse[sd]?|lost|forfeit(?:ed)?|(?:to )?exceed(?:s|ing)?)\b|"
    r"\b(?:except|save|unless|other than) (?:as|where|when)? ?(?:otherwise|expressly|specifically)\b[^.;]{0,40}|"
    r"\b(?:except|save) as (?:provided|stated|set out|specified|permitted|required)\b|"
    r"\bno\.? (?=\d)|\bany no\b\.?|\bnos?\. ?of\b|(?<=\S) unless\b[^.;]*",
)
_IN_DOUBLE = ("no", "never", "n't", "n’t", "except", "save", "unless", "other than")
"""Without one of these there is no such thing, and to look for the words is far quicker."""
_LEADING = expression(
    r"^\W{0,3}(?:if|where|when|unless|should|in the event|provided|subject to|so long as)\b.{4,300}?,\s"
    r"(?=(?:[\w'’]{1,20} ){1,4}?"
    r"(?:shall|will|must|may|can|cannot|is|are|has|have|pays?|repays?)\b)",
)
"""When a sentence holds, before what it says: the "without good reason" of it denies nothing of the rest."""
_YES = expression(
    rf"\b(?:{shorthand.INCLUDED}|{shorthand.GIVEN}|included?|includes|incl|inclusive|covered|covers|allowed|permitted|"
    rf"available|yes|ok|okay|in the price|"
    r"part of|built in|provided|given|opted|selected|granted|accepted|may|can|milega|mil jayega|hai|entitled|standard|"
    r"guaranteed|automatic(?:ally)?|shall|will|must|is|are)\b|\[x\]",
)
_OPEN = expression(
    r"\b(?:as (?:applicable|may be|per|stated|mentioned|notified|decided|advised|specified|in the|set out|shown in)\b|"
    r"at (?:actuals?|the prevailing|prevailing)\b|(?:tbd|tba|to be (?:advised|decided|agreed|notified))\b|"
    r"(?:prevailing|in force)\b|"
    r"(?:determin|notif|publish|prescrib|decid|charg|advis|revis|specif|stipulat|announc|declar|levi|appl|fix|set|"
    r"quot|impos)\w{0,6}(?: [\w,]{1,16}){0,5} from time to time\b|"
    r"refer(?: to)?\b|see (?:the )?(?:schedule|website|annex|price)|schedule of (?:charges|fees|service))|"
    r"^\W*from time to time\b",
)
_REFERENCE = expression(
    r"\b(?:as per|see|refer(?: to)?|in|per|set out in|as stated in|as shown in|under) (?:the )?"
    r"(annex(?:ure)?|schedule|appendix|exhibit|clause|section|part|addendum|attachment) ([a-z0-9.]{1,6})\b",
)
UNLIMITED = expression(
    r"\b(?:unlimited|un-?ltd|unli|uncapped|unmetered|unthrottled|unrestricted|no\s{1,40}(?:\w{1,20}\s{1,40}){0,2}(?:limits?|caps?|ceiling|sub-?limits?)|"
    r"(?:without|w/o) (?:any )?(?:limit|cap)|"
    r"any (?:number|no\.?|amount)\b(?: of)?|as (?:many|often|much) as|however (?:many|often)|"
    r"any time|anytime|whenever|no (?:maximum|upper limit))\b",
    re.IGNORECASE,
)
"""Words that say that there is no limit."""
_CONDITION = expression(
    r"\b(?:if|provided(?: that)?(?! (?:herein|hereunder|hereinafter|hereinbelow|in|by|under|above|below)\b)|"
    r"subject to|only (?:if|where|when|after|for)|"
    r"unless(?! (?:sooner|earlier|previously|otherwise)\b)|while|as long as|so long as|"
    r"on condition|(?:on|with) (?:an? )?(?:minimum |total |monthly |direct )?(?:purchases?|spends?|spending|deposits?|"
    r"balances?|turnover) (?:of|above|over)|open to|conditional|"
    r"depends? on|at the (?:sole )?(?:discretion|option)|discretion|on request|"
    r"upon request|on (?:written )?application|subject always|in case|waived (?:on|when|if|in|for|with)|else|"
    r"otherwise(?! (?:applicable|payable|due|in effect|provided|required|agreed|stated))|"
    r"on approval|after approval|with (?:the )?(?:prior )?(?:written )?(?:consent|approval)|when|where(?!,? [\"“'‘])|"
    r"(?<!not )requires?|for (?:\w+ ){0,2}?(?:customers|members|employees|subscribers|clients|tenants|residents|"
    r"those|persons) who|"
    r"in network|except|recovered|reduced by|proportion|on completion|satisfactory|"
    r"agar|(?:dene|karne|hone|lene|bharne|rakhne) (?:par|pe)|(?:diya|kiya|hua|liya|ho) to|kung|ikiwa|"
    r"estimated|typical(?:ly)?|may be (?:changed|revised|withdrawn|varied|higher|lower|more|less)|"
    r"may (?:vary|differ)|(?:on|with) approved credit|"
    r"(?:may|can) be (?:arranged|added|bought|purchased|taken out))\b",
)
_TAX_ON_TOP = expression(
    r"(?:\+|plus|excl(?:ud(?:ing|es?)|usive of|\.)?|exclusive of|and applicable|before|extra|with|net of|"
    r"n(?:o|')t incl(?:ude|uding|usive of)|other than)[\s:]{0,2}(?:applicable "
    r"|the |of )?(?:gst|vat|tax(?:es)?|hst|pst|service tax|sales tax)\b|\b(?:gst|vat|tax(?:es)?|hst|pst)"
    r":?(?: (?:@ ?|at )?\(?\d{1,2}(?:\.\d+)?\s?%\)?)?(?: is| are| as applicable| shall be| will be| to be| charged)* "
    r"(?:extra|additional|on top|added|over and above|applicable|applies|payable)",
)
_TAX_INCLUDED = expression(
    r"\b(?:incl?(?:ud(?:ing|es?)|usive|usive of|\.)?(?: of)?|including|with) (?:all |\d{1,2}% )?(?:gst|vat|"
    r"tax(?:es)?)\b|"
    r"\ball[ -]?in(?:cl(?:uding|"
    r"usive|uded)?)?\b|\b(?:gst|vat|tax(?:es)?) (?:incl(?:uded|usive)?|nil)\b|\bno (?:gst|vat|tax)\b",
)


@dataclass(frozen=True, slots=True)
class Sense:
    """What the words around a term say besides figures."""

    nil: bool
    """It is not charged, or not there."""

    negated: bool
    """Something besides a price is denied, excluded or not allowed."""

    affirmed: bool
    """Something is included or allowed."""

    open: bool
    """The figure is left open: "as applicable"."""

    reference: str
    """A part of the paper that is pointed to, such as ``annexure c``."""

    unlimited: bool
    """Without limit."""

    included: bool = False
    """It is part of another price."""

    costless: bool = False
    """It is given without a price of its own."""

    at_cost: bool = False
    """The customer pays for it on top."""

    @property
    def speaks(self) -> bool:
        """Whether anything was said at all."""
        return self.nil or self.negated or self.affirmed or self.open or self.unlimited or bool(self.reference)


def sense(text: str, spans: Iterable[tuple[int, int]]) -> Sense:
    """What a stretch of text says of a term whose names stand at ``spans`` (they are not read)."""
    return _sense(blanked(text, spans))


@lru_cache(maxsize=16384)
def _sense(bare: str) -> Sense:
    bare = _small(bare)
    plain = _LEADING.sub(lambda match: " " * len(match[0]), bare)
    if any(word in plain for word in _IN_DOUBLE):
        plain = _DOUBLE.sub(lambda match: " " * len(match[0]), plain)
    unlimited = bool(UNLIMITED.search(bare))
    without_limits = UNLIMITED.sub(" ", plain) if unlimited else plain
    reference = _REFERENCE.search(bare)
    costless = bool(_COSTLESS.search(bare))
    denied = bool(_NOT.search(_COSTLESS.sub(" ", without_limits) if costless or unlimited else without_limits))
    return Sense(
        nil=bool(_NIL.search(without_limits)),
        negated=denied,
        affirmed=bool(_YES.search(bare)),
        open=bool(_OPEN.search(bare)),
        reference=f"{reference[1]} {reference[2]}" if reference else "",
        unlimited=unlimited,
        included=bool(_INCLUDED.search(bare)),
        costless=costless,
        at_cost=any(not _by_the_provider(bare, match) for match in islice(_AT_COST.finditer(bare), 4)),
    )


@lru_cache(maxsize=16384)
def end_of_lead(text: str) -> int:
    """Where the words end that say only when a sentence holds: "If you resign without good reason, "; 0 for none."""
    match = _LEADING.match(_small(text))
    return match.end() if match else 0


def _by_the_provider(text: str, match: re.Match[str]) -> bool:
    """Whether "at its own cost" is said of the one who gives the thing: "the Company insures them at its own cost"."""
    if not _ITS_OWN.match(match[0]):
        return False
    parties = _PARTY.findall(text[: match.start()])
    return bool(parties) and parties[-1] not in _CUSTOMERS


def _small(text: str) -> str:
    """The text in small letters, each in its place: a pattern that has to look at both takes far longer."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)
    return small


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with some stretches replaced by as many blanks, so that places stay."""
    for start, end in spans:
        text = text[:start] + " " * (min(end, len(text)) - start) + text[max(start, end) :]
    return text


@lru_cache(maxsize=16384)
def is_charged(text: str) -> bool:
    """Whether a text says that the customer has to pay for the thing."""
    return _AT_COST.search(_small(text)) is not None


def conditions(text: str) -> tuple[str, ...]:
    """The conditions in a text, each from its first word on for a few words."""
    found = []
    last = -1
    for match in _CONDITION.finditer(_small(text)):
        if match.start() < last:
            continue
        last = min(len(text), match.start() + 70)
        found.append(" ".join(text[match.start() : last].split()))
        if len(found) == 6:
            break
    return tuple(found)


@lru_cache(maxsize=16384)
def tax(text: str) -> str:
    """``included``, ``on top`` or empty."""
    small = _small(text)
    if _TAX_INCLUDED.search(small):
        return "included"
    return "on top" if _TAX_ON_TOP.search(small) else ""
