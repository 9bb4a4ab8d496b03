"""Numbers that are the name of something and no figure: clause 4.2, section 80C, a phone number, half past nine, 2027.

All patterns read folded text, at the digits or within a short reach of them.
"""

import re

from crm_tui.comparison.expressions import expression

_AT_DIGITS = expression(
    "|".join(
        (
            # years of a business or an insurance: 2026-27
            r"(?:19|20)\d\d ?[-/] ?(?:(?:19|20)\d\d|\d\d)(?![\d,./-]\d|\d| ?(?:%|days?\b|months?\b|lakh|rs\b))",
            # times of day
            (
                r"\d{1,2}(?:[:.][0-5]\d){0,2}(?: ?[ap]\.?m\b\.?)? ?(?:-|to|and|till"
                r"|until) ?\d{1,2}(?:[:.][0-5]\d)? ?[ap]\.?m\b"
            ),
            r"(?:0?\d|1[0-2])(?:[:.][0-5][05])? ?[ap]\.? ?m\b(?!\.? ?(?:of the|on the))",
            r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?! ?:|\d)(?: ?(?:hrs|hours|h|ist|gmt|est|cet|[ap]\.?m)\b\.?)?",
            r"(?:0\d|1\d|2[0-4])[0-5]0 ?(?:hrs|hours|h)\b(?! of)|\d{1,2} ?o'clock\b|\d{1,2} baje\b",
            # idioms
            r"24 ?[x*/] ?7(?: ?[x*/] ?365)?\b|24 (?:hours|hrs) (?:a|per) day\b|7 days (?:a|per) week\b",
            r"365 days (?:a|per|of the) year\b|9 to 5\b|50[/-]50\b|80/20\b|401 ?\(?k\)?",
            r"form 1099\b|1099(?=[- ]?(?:int|misc|nec|div|form|basis|contractor)\b)",
            r"[2-6]g\b(?! (?:of )?gold)|\d{1,2} (?:cfr|u\.?s\.?c\.?) (?:part )?\d{1,5}(?:\.\d{1,4})?",
            # the term of a benchmark: 3-month EURIBOR
            (
                r"\d{1,2}[ -]?(?:m|months?|y|yr|year)[ -](?=(?:euribor|libor|(?:term )?sofr|mclr|eibor|t-?bill|jibar"
                r"|sibor|treasury)\b)"
            ),
            # telephones and cards
            r"(?<=\+)\d{1,3}[ -]?\(?\d{1,5}\)?(?:[ -]?\d{2,5}){1,4}(?!\d)",
            r"1[89]\d0[ -]?\d{2,4}[ -]\d{2,4}(?:[ -]\d{2,4})?(?!\d)|0\d{2,4}[ -]\d{3,4}[ -]?\d{3,4}(?!\d)",
            r"(?<=\()\d{3}\) ?\d{3}-\d{4}|\d{3}-\d{3}-\d{4}(?!\d)|\d{3}-\d{2}-\d{4}(?!\d)",
            r"[6-9]\d{4} ?-?\d{5}(?![\d.,]\d|\d|/-)|\d{4}(?:[ -]\d{4}){2,3}(?![\d.,]\d|\d)",
            # forms of insurers: "CP 00 10", "HO 04 95 05 11"
            r"(?<=\b(?:cp|ho|cg|il|wc|bp|pp|dp|im|cm|cr|cu|lm|fp) )\d\d \d\d(?: \d\d \d\d)?(?!\d|[.,]\d| ?%)",
            # clause numbers
            r"\d{1,3}(?:\.\d{1,2}){2,4}(?![\d,]|\.\d)|(?<=\()\d{1,2}(?=\))|(?<=\[)\d{1,3}(?=\])",
        )
    )
)
_STREET = expression(
    r"\d{1,5}(?:[-/]\d{1,4})?,? (?:[a-z'.]{2,14},? ){1,3}(?:street|st|road|rd|avenue|ave|lane|drive|nagar|marg|colony|"
    r"blvd|boulevard|way|court|crescent|terrace|highway|hwy|close|stra(?:ss|ß)e|rue|via|square)\b(?! ?(?:ft|m\b))"
)
_CAPITAL_BEHIND = expression(r"\d{1,5}(?:[-/]\d{1,4})?,? [A-Z]")
_MARKER = expression(
    r"\d{1,2}[.)](?=[ \t])|\d{1,2}\)|\d{1,2}(?:\.\d{1,2}){2,4}\.?(?=[ \t])|[1-9]\d?(?:\.\d{1,2}){1,3}\.?(?=[ \t]+"
    r"(?:the|each|any|all|if|where|subject|in|no|upon|on|except|this|notwithstanding|either|such|for|an?)\b(?! \d))"
)
_LINE_START = expression(r"(?:^|\n)[ \t]{0,12}\(?$")
_DIGITS = expression(r"\d+")
_SIGNS_OF_MONEY = frozenset("$€£₹¥")
_MONEY = frozenset(("rs", "rs.", "inr", "usd", "eur", "gbp", "aed"))


def spans(text: str, original: str) -> list[tuple[int, int]]:
    """The stretches of a folded text whose digits name something, in their order."""
    found: list[tuple[int, int]] = []
    last = 0
    for digits in _DIGITS.finditer(text):
        start = digits.start()
        before = text[start - 1 : start]
        if start < last or before.isalnum() or before in _SIGNS_OF_MONEY:
            continue
        if before in (".", ",", ":") and text[start - 2 : start - 1].isdigit():
            continue
        end = _named_to(text, original, start)
        if end and text[max(0, start - 4) : start].strip() not in _MONEY:
            found.append((start, end))
            last = end
    return found


def _named_to(text: str, original: str, start: int) -> int:
    """Where the name ends that begins with the digits at ``start``; 0 where they name nothing."""
    left = text[max(0, start - 15) : start]
    if (start == len(left) or "\n" in left) and _LINE_START.search(left) and (match := _MARKER.match(text, start)):
        levels = match[0].strip(".)").count(".")
        if levels != 1 or original[match.end() :].lstrip()[:1].isupper():
            return match.end()
    if match := _AT_DIGITS.match(text, start):
        return match.end()
    if _CAPITAL_BEHIND.match(original, start) and (match := _STREET.match(text, start)):
        words = [word for word in original[start : match.end()].split() if word[0].isalpha()]
        if all(word[0].isupper() or len(word) < 3 for word in words):
            return match.end()
    return 0


_DIGITS_BEFORE = r"(?:\(?\d[\d.()a-z]{0,7}(?:, ?| and | & | to | or | ?- ?)){0,5}"
_OF_A_PAPER = re.findall(
    r"\S+",
    "clause clauses section sections sec secs sub-section sub-sections subsection sub-clause sub-clauses "
    "subclause u/s us/ article articles art schedule schedules annexure annexures annex appendix appendices "
    "para paras paragraph paragraphs exhibit exhibits chapter rule rules regulation regulations regn page "
    "pages pg pgs p pp row column sl sr serial version footnote box iso iso/iec pin pincode zip postcode tel "
    "telephone phone ph mob fax whatsapp dial helpline ext extn circular notification gstin cin ifsc iban hsn "
    "sac question windows office euro bs form forms route highway agenda toll-free",
)
_PLACE = expression(
    rf"\b(?:{'|'.join(_OF_A_PAPER)})(?: no\.?| nos\.?| number)?[.:]?[ \n]?{_DIGITS_BEFORE}\(?$"
    rf"|[#§¶№] ?{_DIGITS_BEFORE}$"
)
_NUMBERED = expression(
    r"\b(?:account|a/c|acct|acc|ref|reference|policy|loan|invoice|order|ticket|case|customer|receipt|cheque|check|"
    r"agreement|licen[cs]e|application|proposal|certificate|registration|regn?|code|serial|member(?:ship)?|card|"
    r"contract|file|flat|house|plot|door|room|shop|unit|survey|khasra|mobile|contact|helpline|s|sl|sr|"
    r"item|vehicle|engine|chassis|model|id|passport|employee|locker|quotation|quote|po|p\.o|so|lease|job|complaint)"
    r"(?:'s)? ?(?:nos?\.?(?=[ :.#-]|$)|number|num|#|id|code)\s?(?:is|:|\.|-)?\s{0,2}\(?$|(?<![a-z])nos?\. {0,2}$"
)
_MASKED = expression(r"[x*]{2,}[ -]?(?:[x*]{2,4}[ -]?){0,3}$")
_LAST_WORDS = frozenset(
    (*_OF_A_PAPER, "no", "nos", "number", "num", "id", "code", "is", "and", "or", "to", "&", "call", "act", "acts",
     "rules", "ordinance", "scheme", "bill", "guidelines", "directions", "direction", "standard", "convention", "of")
)  # fmt: skip
_WEAKLY_NAMED = expression(
    r"\b(?:part|item|step|phase|ver|v|note|option|tier|class|category|level|grade|type|zone|group|stage|table|fig|"
    r"figure|floor|room|flat|apartment|apt|suite|plot|house|door|block|building|bldg|tower|wing|sector|ward|gate|bay|"
    r"platform|seat|slot|lane|model|series|mark|mk|band|bucket|annuity option|addendum|amendment|lot|"
    r"milestone|issue|edition|track|pillar|line|q)(?: no\.?| number)?[.:]? ?\(?$"
)
_ACT = expression(
    r"\b(?:acts?|rules|regulations?|code|ordinance|scheme|bill|guidelines|directions?|standard|incoterms|convention),?"
    r"(?: of)? ?\(?$"
)
_YEAR = expression(r"(?:1[89]|20)\d\d")
_YEAR_AHEAD = expression(
    r"(?:\b(?:in|since|by|year|years|yr|fy|ay|cy|until|till|dated|during|through|before|after|end|early|mid|late|model|"
    r"summer|winter|spring|autumn|fall|fiscal|diwali|christmas|copyright|q[1-4]|h[12]|(?:jan|feb|mar|apr|may|june?|"
    r"july?|aug|sept?|oct|nov|dec)[a-z]{0,6})[ .,:'-]{1,2}(?:the year )?|©\s?|fy|ay)\(?$"
)
_WEAK_YEAR_AHEAD = expression(r"\b(?:to|from|of|and|or|for) \(?$")
_RANGE_OF_MONEY = expression(r"(?:[$€£₹¥]|\b(?:rs\.?|inr|usd|eur|gbp|aed)) ?[\d,.]{1,12} (?:to|and|or) $")
_CITY = expression(
    r"\b(?:mumbai|delhi|bengaluru|bangalore|chennai|kolkata|hyderabad|pune|ahmedabad|gurgaon|gurugram|noida|jaipur|"
    r"lucknow|kochi|indore|nagpur|surat|maharashtra|karnataka|gujarat|kerala|thane|coimbatore|nairobi|dubai)[ ,-]{1,4}$"
)
_STATE = expression(r"\b[A-Z]{2} $")


def is_name(text: str, start: int, end: int) -> bool:
    """Whether the words ahead make the number at ``start`` the name of something, whatever stands behind it."""
    left = text[max(0, start - 56) : start]
    if "#" in left[-3:] or left.rstrip()[-1:] in ("§", "¶", "№", "*"):
        return True
    last = left.rstrip(" .:(,)-0123456789\n").replace("\n", " ").rpartition(" ")[2].rpartition("(")[2]
    if last not in _LAST_WORDS and not last.startswith("xx"):
        return False
    if _PLACE.search(left) or _NUMBERED.search(left) or _MASKED.search(left):
        return True
    return bool(_YEAR.fullmatch(text, start, end) and _ACT.search(left))


def may_be_name(text: str, original: str, start: int, end: int) -> bool:
    """Whether a number without unit and currency is the name of something: "option 2", "in 2027", a postcode."""
    left = text[max(0, start - 24) : start]
    if _WEAKLY_NAMED.search(left) or (end - start == 6 and text[start:end].isdigit() and _CITY.search(left)):
        return True
    if end - start == 5 and text[start:end].isdigit() and _STATE.search(original[max(0, start - 4) : start]):
        return True
    if not _YEAR.fullmatch(text, start, end) or text[start:end] == "2000" or text.startswith("18", start):
        return False
    if text.startswith(")", end) and left.endswith("("):
        return True
    if _WEAK_YEAR_AHEAD.search(left):
        return not _RANGE_OF_MONEY.search(left) and int(text[start:end]) % 50 != 0
    return bool(_YEAR_AHEAD.search(left))
