"""Where an utterance of a note is cut: into pieces that say one thing each."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from crm_tui.comparison import chatter, shorthand
from crm_tui.comparison.expressions import expression

_HARD = expression(
    r"(?P<hard>[;\n•|]|[.!?]{1,8}(?=[\s\"')\]]|$)|\s(?:->|→)\s|(?<=[\s,])\(?[1-9a-h]\)\s)|"
    r"(?P<comma>(?<!\d),|,(?!\d))|(?P<dash>\s[-–—]\s|(?<=\w):\s)|(?P<equals>\s=\s)|"
    r"(?P<turn>\s(?:but|so|lekin|magar|since|(?<!just )(?<!only )because|however|whereas|kyunki|bcoz|coz)\s)|"
    r"(?P<joint>\s(?:and|n|aur|na|und|et|plus|with|also|as well as|par|&|over|"
    r"\+(?! (?:gst|vat|tax|applicable|hst|igst|sales|spread)))\s|\s(?=same\s)|(?<=\bonly)\s(?=no\s))",
    re.IGNORECASE,
)
_TITLES = expression(r"\b(?:no|rs|mr|mrs|ms|dr|st|approx|abt|e\.?g|i\.?e|vs|ca|art|sec|nr)$", re.IGNORECASE)
_SHORTENED = expression(
    r"\b(?:p\.?a|p\.?m|max|min|co|ltd|pvt|inc|acc|ins|del|prem|est|yr|mo|wk|sq|ft|eff|a\.?m|w\.?e\.?f|hrs|mth|resp|"
    r"gen|dept|ref|ext|ch|incl|excl|p\.?o|a\.?k\.?a|yrs|wks|mths|chg|amt|int|addl)$",
    re.IGNORECASE,
)
_STAMP = (
    r"(?:\[[^\]\n]{3,24}\]|(?:[01]?\d|2[0-3]):[0-5]\d(?:\s?(?:am|pm|hrs|h))?(?![\d%])|\d{1,2}(?:\.\d\d)?\s?(?:am|pm)\b|"
    r"(?!24/7)\d{1,2}[/-](?:0?[1-9]|1[0-2])(?:[/-]\d{2,4}|\.)?(?![\d%/.]|\s?(?:%|k\b|l\b|lakh|lac|cr\b|mbps|gb|yr|year|"
    r"month|day))|\d{1,2}\.\d{1,2}\.(?:\d{2,4})?(?!\d)|"
    r"\d{1,2}(?:st|nd|rd|th)?[ -](?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|"
    r"dec)[a-z]{0,6}(?:[ ,-]{1,2}\d{2,4})?\b|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6} \d{1,2}(?:st|nd|rd|th)?\b(?![.,]?\d|\s?(?:%|"
    r"days?|months?|yrs?|years?|k\b|gb|mbps))|"
    r"(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?\b|today\b|yesterday\b)"
)
_LEAD = expression(
    rf"\s*(?:[-*•>→✓✔]+\s+|\(?\d{{1,2}}[.)]\s+|\([a-z]\)\s+|\[[ x]?\]\s+|{_STAMP}(?:[\s,.:|–-]{{1,3}}|$)|"
    r"(?:dear|hi|hello|hey|hiya) [^,.\d\n]{1,30},\s*|(?:p\.?\s?s\b\.?|nb|note|fyi|imp|update|edit|correction|"
    r"corrected)\s?:\s*|"
    r"(?:(?:also|so|and|ok|then|finally|lastly|additionally|further|furthermore|as (?:discussed|agreed|promised|"
    r"requested)"
    r"|to (?:confirm|summari[sz]e|recap)|in addition|please note(?: that)?|just to confirm|firstly|"
    r"secondly)[\s,:]{1,2}))",
    re.IGNORECASE,
)
_SAYS = expression(
    rf"\d|\b(?:{shorthand.NONE}|{shorthand.FREE}|"
    rf"{shorthand.GIFT}|{shorthand.INCLUDED}|free|nil|no|not|waived?|included?|incl|covered|"
    rf"allowed|guaranteed|refund(?:able|ed)?|unlimited|fixed|"
    r"zero|without|nahi|lagega|milega|welcome|never|half|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"fifteen|eighteen|twenty|thirty|forty|fifty|sixty|ninety|hundred|double|twice|on us)\b",
    re.IGNORECASE,
)
_UNIT_WORDS = frozenset(
    re.findall(
        r"[\w.-]+",
        "year years yr yrs month months mth mths day days week weeks wk wks hour hours hrs lakh lakhs lac lacs crore "
        "cr "
        "thousand hundred million percent emi half rupees rs gst vat tax pm pa p.a p.m mbps gb am",
    )
)
_GOES_ON = expression(
    r"\s*(?:i\.?e\b|yaani\b|matlab\b|namely\b|that is\b|(?:which|that|it|this|and|to) (?:will|would|shall|is|can|be)\b|"
    r"(?:will|would|shall|to|can) be (?:\w+ )?(?:adjusted|refunded|returned|credited|reimbursed|waived|paid|given|"
    r"set off|"
    r"deducted|billed|charged|collected|added|reviewed|reset)\b|(?:fully |100% )?(?:adjusted|adjustable|refund(?:able|"
    r"ed)|"
    r"returned|returnable|non-?refundable|reimbursed)\b|wapas\b|vapas\b|(?:then|thereafter|after that|uske baad|"
    r"baad me)\b(?!.{0,40}\d)|"
    r"if\b|provided\b|subject to\b|unless\b|as long as\b|so long as\b|on condition\b|agar\b|(?:only )?(?:if|once|"
    r"when) )",
    re.IGNORECASE,
)
"""How a clause begins that goes on about what was said before it."""

_ADDS = expression(
    r"\s*(?:(?:at )?no (?:(?:extra|additional|further) \w+|(?:hidden |other )?(?:cost|charges?|fees?|questions|strings|"
    r"conditions?|penalty|penalties|limit|caps?|catch|exceptions?|"
    r"subscription|tension|jhanjhat|paperwork|tricks?|surprises?|drama|hassles?|wahala|ifs(?: or buts)?|separate \w+|"
    r"worries|bother))(?: (?:asked|attached|at all|whatsoever|ever))?\s*$|"
    r"any ?time\b|any \w+\.?(?: of \w+)?\s*$|whenever\b|for life\b|lifetime\s*$|all[ -]in(?:cl(?:usive|uded)?)?\b|"
    r"(?:we['’]ll|let['’]?s|will) see\b|dekh(?:te|enge)\b|insha?\s?a?llah\b|hopefully\s*$|if possible\b|no promises\b|"
    r"already\b|half (?:when|now|at|on|after|in|before)\b|(?:no|koi) (?:xtra|extra)(?: nahi)?\s*$|"
    r"both\s*$|(?:plus |\+ ?)?(?:gst|vat|tax(?:es)?)(?: (?:extra|incl(?:uded)?|nil|included too|ke saath|saath))?\s*$|"
    r"(?:ex(?:cl?)?|incl|excluding|including|plus)\b(?: of)? ?(?:gst|vat|tax)|incl(?:uding|\.)? [a-z]|up ?to\b|max\b|"
    r"per (?:month|year|annum|qtr|quarter)\s*$|for (?:the )?(?:first |full |whole |all |entire )?(?:\d{1,3}|term|year|"
    r"month)|"
    r"pre-?approved\b|waived (?:if|when|where|once|on)\b|"
    r"fixed (?:for|till|throughout|through) (?:the )?(?:full|whole|entire|all|end|life|tenure|tenor|term|maturity|"
    r"loan)\b|"
    r"(?:monthly|yearly|quarterly|annually|daily|fixed|free|extra|flat|guaranteed|always|forever|automatic(?:ally)?|"
    r"firm)"
    r"\s*$|(?:at )?our (?:cost|expense|side|treat)\b|on us\s*$|else\b|otherwise\b|not to exceed\b|normally\b|usually\b|"
    r"whichever\b|(?:not|never) (?:an?|one|even an?|a single) \w+(?: (?:more|above|over|"
    r"extra|upar)(?: that)?)?\s*$|"
    r"ek (?:bhi )?(?:rupa?[iy]y?a|paisa) (?:\w+ )?nahi\s*$|"
    r"(?:\w+ )?\W{0,2}\d[\d.,]{0,9}k? of (?:that|them|these|those|which)\b|"
    r"(?:one|two|three|four|five|six|half|all|most|both) of (?:that|them|these|those|it|which)\b|"
    r"\W{0,2}\d[\d.,]{0,9}\s?(?:%|k|lakh|lac)?\s(?:max|maximum|tops|tak|at most|cap|ceiling)\s*$|"
    r"(?:and )?nothing (?:else|more|extra)(?: to pay)?\s*$|"
    r"mool\b|till\b|until\b|within\b|in writing\b|from (?:day|month|year|yr)\b|(?:no|not?) (?:more|less|later|extra)\b|"
    r"(?:you|he|she|they) can (?:quit|leave|cancel|stop|exit)\b|period\s*$)",
    re.IGNORECASE,
)
"""What is added to a statement behind a comma, and is none itself unless it names a term."""

_CONDITION_FIRST = expression(
    r"\s*(?:if|provided|once|when(?:ever)?|as long as|in case|agar|jab|unless|should (?:he|she|they|you))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch between two cuts."""

    start: int
    """Where it begins in the utterance."""

    end: int
    """Where it ends."""

    cut: str
    """The kind of cut before it."""

    mark: str
    """What stands behind it."""

    head: int = 0
    """How far the first of the pieces joined in it reaches; 0 if it is one."""


def pieces(text: str) -> Iterator[Piece]:
    """The pieces of an utterance; those that go on about the one before them are one with it."""
    yield from _joined(text, list(_pieces(text)))


def says(words: str) -> bool:
    """Whether words hold a figure, or give or refuse something."""
    return bool(_SAYS.search(words))


_BRACKETS = expression(r"\([^()\n]{1,60}\)")
"""What stands in brackets belongs to what stands before them, unless it says something of its own."""


def _pieces(text: str) -> Iterator[Piece]:
    start = 0
    while (lead := _LEAD.match(text, start)) and lead.end() > start:
        start = lead.end()
    cut = "hard"
    inside = [match.span() for match in _BRACKETS.finditer(text, start)]
    for match in _HARD.finditer(text, start):
        if match.start() < start or any(left < match.start() < right for left, right in inside):
            continue
        if match[0].startswith(".") and _shortened(text, start, match):
            continue
        yield Piece(start, match.start(), cut, match[0])
        start, cut = match.end(), match.lastgroup or "hard"
    yield Piece(start, len(text), cut, "")


def _shortened(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether a full stop only ends a shortened word."""
    left = max(start, stop.start() - 10)
    if _TITLES.search(text, left, stop.start()):
        return True
    following = text[stop.end() :].lstrip()[:1] if stop.end() - stop.start() == 1 else ""
    if following.islower() and chatter.an_order(text[stop.end() : stop.end() + _A_CLAUSE]):
        # "fixed 3 yrs. call back friday"
        return False
    return (following.islower() or following.isdigit() or _A_TAX.match(text, stop.end()) is not None) and bool(
        _SHORTENED.search(text, left, stop.start())
    )


_A_CLAUSE = 120
_A_TAX = expression(r"\s?(?:GST|VAT|HST|PST|TAX|IVA|TVA)\b")


def _joined(text: str, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, with those that belong to the one before them as one with it."""
    open_one: Piece | None = None
    for piece in pieces:
        if open_one is not None and _belongs(text, open_one, piece):
            goes_on = piece.cut in ("comma", "dash") or _GOES_ON.match(text, piece.start, piece.end)
            leading = bool(_CONDITION_FIRST.match(text, open_one.start, open_one.end)) or not _SAYS.search(
                text, open_one.start, open_one.end
            )
            head = open_one.head or (open_one.end - open_one.start if goes_on and not leading else 0)
            open_one = replace(open_one, end=piece.end, mark=piece.mark, head=head)
            continue
        if open_one is not None:
            yield open_one
        open_one = piece
    if open_one is not None:
        yield open_one


def _belongs(text: str, before: Piece, piece: Piece) -> bool:
    left, right = text[before.start : before.end], text[piece.start : piece.end]
    if not left.strip() or not right.strip() or piece.cut in ("hard", "turn"):
        return False
    if piece.cut == "dash" and chatter.wished(left):
        # "she asked how long - ten years": what follows is the answer
        return False
    if piece.cut == "equals" or (piece.cut == "joint" and text[: piece.start].rstrip().endswith("+")):
        return not (_DIGIT.search(left) and _DIGIT.search(right)) and not (_says_alone(left) and _says_alone(right))
    if piece.cut == "joint" and text[: piece.start].rstrip().lower().endswith(" over"):
        if _A_TIME.match(right) or _AN_AMOUNT.match(right):
            # "over 3 years"; "2% back on orders over $50k" is the threshold of what stands before it
            return True
        return not (_DIGIT.search(left) and _DIGIT.search(right))
    if piece.cut == "joint" and text[: piece.start].rstrip().lower().endswith(" with") and not _GIVES.match(right):
        return True
    if piece.cut == "joint":
        return not (_says_alone(left) and _says_alone(right))
    if _CONDITION_FIRST.match(left) and "," not in left:
        return True
    if piece.cut == "dash":
        return not _SAYS.search(left) or bool(_GOES_ON.match(right) or _ADDS.match(right))
    return bool(_GOES_ON.match(right) or _ADDS.match(right))


_A_TIME = expression(
    r"\s*(?:the )?(?:\d{1,3}|two|three|four|five|six)[\s-]?(?:y|m|years?|yrs?|months?|mths?|mos?|weeks?|"
    r"wks?|days?|hours?|hrs?|emis?|instal)",
    re.IGNORECASE,
)
_AN_AMOUNT = expression(r"\s*(?:rs\.?\s?|inr\s?|usd\s?|eur\s?|gbp\s?|aed\s?|[$£€₹]\s?)\d", re.IGNORECASE)
_GIVES = expression(r"\s*(?:an?|no|zero|nil|free|full|one|two|\W?\d)\b", re.IGNORECASE)
_DIGIT = expression(r"\d")
_WORD = expression(r"[^\W\d_]{2,}")


def _says_alone(words: str) -> bool:
    """Whether words on one side of an "and" say something by themselves."""
    return bool(_SAYS.search(words)) and any(
        word.lower() not in _UNIT_WORDS and not _SAYS.fullmatch(word) for word in _WORD.findall(words)
    )
