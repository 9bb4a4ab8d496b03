"""What stands beside a figure and belongs to it: tax, the method of a rate, a benchmark, the event of a time.

All patterns read folded text within a short reach of the figure.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from crm_tui.comparison.expressions import expression

_TAX = (
    r"(?:gst|vat|tax(?:es)?|hst|pst|qst|igst|cgst|sgst|sales tax|service tax|applicable tax(?:es)?"
    r"|govt\.? tax(?:es)?|s\.?t\.?|iva|tva|mwst|duties)"
)
_RATE_OF_TAX_BEFORE = expression(
    r"\b(?:gst|vat|hst|pst|qst|igst|cgst|sgst|utgst|tax|iva|tva|mwst)\s?(?:rate)?\)?\s?(?:@|at(?: the rate of"
    r"| a rate of)?|of|:|is|=|\()?\s?$"
)
_RATE_OF_TAX_BEHIND = expression(
    r"\)?\s?(?:of )?(?:gst|vat|hst|pst|qst|igst|cgst|sgst|iva|tva|mwst|sales tax|service tax|tax)\b(?!-? ?(?:free"
    r"|deduct|benefit|year|exempt|return|saving))"
)
_ON_TOP_BEHIND = expression(
    rf"[\s,(*]{{0,3}}(?:only )?(?:per (?!annum)[a-z]{{2,12}} )?(?:(?:\+|plus|&|and)\s?(?:applicable |the "
    rf"|prevailing |any |local )?(?:\d{{1,2}}(?:\.\d{{1,2}})?\s?% )?{_TAX}\b"
    rf"|(?:excl(?:uding|usive of|\.|uded)?|ex|exc\.?|before|net of|without)[ .-]{{1,2}}(?:of )?(?:applicable |the "
    rf"|all |any )?{_TAX}\b"
    rf"|{_TAX}(?: as applicable| @ ?\d{{1,2}}(?:\.\d)? ?%)?(?: is| are| will be)? (?:extra|additional|on top"
    rf"|not included|excluded)|h\.?t\b|\(ht\))"
)
_INCLUDED_BEHIND = expression(
    rf"[\s,(*]{{0,3}}(?:only )?(?:(?:incl(?:uding|usive of|usive|\.|udes|uded)?|inc\.?"
    rf"|with)[ .]{{1,2}}(?:of )?(?:applicable |the |all |any |\d{{1,2}} ?% )?{_TAX}\b"
    rf"|{_TAX} (?:incl(?:uded|usive|\.)?|paid)|all[- ]in(?:clusive|cl\.?)?\b|ttc\b)"
)
_ON_TOP_AHEAD = expression(
    rf"\b(?:excl(?:uding|usive of|\.)?|ex|before|without|net of)[ .-]{{1,2}}{_TAX}\)?[ :]{{1,2}}(?:is |of )?$"
)
_INCLUDED_AHEAD = expression(rf"\b(?:incl(?:uding|usive of|\.)?)[ .]{{1,2}}{_TAX}\)?[ :]{{1,2}}(?:is |of )?$")

_METHOD = (
    r"(?P<flat>flat)|(?P<reducing>(?:monthly |daily |annual )?(?:reducing|diminishing|declining|rb\b))"
    r"|(?P<simple>simple)|(?P<compound>compound(?:ed)?)"
)
_METHOD_BEHIND = expression(
    rf"[\s,(-]{{0,3}}(?:p\.?\s?a\b\.?|per annum|p\.?\s?m\b\.?|per month|interest|rate|fixed|floating|on a|on"
    rf"|roi)?[\s,(-]{{0,3}}(?:{_METHOD})\b"
)
_METHOD_AHEAD = expression(
    rf"\b(?:{_METHOD})(?:[ -]balance)?(?: rate| interest| method| basis| roi){{0,3}}(?: of| at| @|:| is)?\s?$"
)

_BENCHMARK = (
    r"(?:(?:rbi|policy|term|daily|ecb|fed|1y|6m|3m|1m|[136]|12|one|three|six|months?|[136]-?month|1-?year"
    r"|one-?year|adjusted|compounded|applicable|prevailing|bank'?s|its|our|current)[ -]){0,3}"
    r"(?:repo(?:[ -]linked)?(?: lending)?(?: rate)?|rllr|eblr|ebr|mclr|b?plr|libor|sofr|euribor|sonia|bbsw"
    r"|(?:u\.?s\.? )?prime(?: lending)?(?: rate)?|base(?: lending)? rate"
    r"|bank rate|t-?bills?(?: rate)?|treasury(?: rate| bill rate)?|eibor|sibor|sora|estr|€str|fed funds rate"
    r"|jibar|klibor|hibor|tibor|saibor|wibor"
    r"|stibor|nibor|reference rate|benchmark(?: rate)?|index(?: rate)?|cpi|inflation|deposit rate|fd rate"
    r"|card rate|main refinancing rate|lending rate|cbr|central bank rate)"
)
_OVER_BEHIND = expression(
    rf"\s?(?:p\.?\s?a\b\.?|per annum|\)|per year)?\s?(?:\(?(?:spread|margin|mark-?up)\)? )?(?:over(?: and above)?"
    rf"|above|below|plus|added to|in excess of|\+) (?:the )?(?P<over>{_BENCHMARK})\b"
)
_OVER_AHEAD = expression(
    rf"\b(?P<over>{_BENCHMARK})(?:\s?\([^()]{{0,30}}\)|\s?[@:]? ?\d{{1,2}}(?:\.\d{{1,2}})? ?%)?\s?(?:\+|plus|-"
    rf"|minus|less|and)\s?(?:an? )?(?:applicable )?(?:spread|margin|mark-?up|premium)?(?: of| \()?\s?$"
)
_SPREAD_AHEAD = expression(
    r"\b(?:spread|mark-?up over benchmark|credit risk premium|applicable margin|margin over [a-z]+)(?: of| is| at"
    r"|:)?\s?$"
)
_MINUS = expression(r"(?:\bminus|\bless|(?<![\d\s])\s?-)\s?(?:an? )?(?:spread|margin|discount)?(?: of)?\s?$")

_EVENT = expression(
    r"(?:'s?|s')?\s(?:(?:prior |written |notice |advance |clear ){1,2})?(?P<link>of|from|after|before|prior to"
    r"|following|post|since|preceding|upon|counted from|calculated from|ahead of|in advance of|subsequent to)\s"
    r"(?:(?:the|its|his|her|their|your|such|any|a|an|our) )?(?:(?:actual |respective )?(?:date|time|day"
    r"|end) of (?:the |such |such an? |an? |its |his |her |their |your |our )?)?"
    r"(?P<event>[a-z][a-z'-]{2,}(?: [a-z][a-z'/-]{1,}){0,4})"
)
_EVENT_ENDS = expression(
    r" (?:and|or|if|unless|by|at|for|with|in|on|to|else|but|when|where|which|that|whichever|shall|will|is|are|may"
    r"|must|as|from|the lender|after|before|within|then|plus|only|free|no|without|charge|failing|subject|provided"
    r"|during|per)\b"
)
_NO_EVENT = frozenset(
    re.findall(
        r"\S+",
        "leave rent salary pay free service data use work work week month year notice interest the stay cover "
        "wages experience support basic gross ctc training each which that every emi emis age loan outstanding "
        "principal purchase holiday annual paid sick casual maternity paternity it this these those premium "
        "premiums fees charges fixed continuous consecutive",
    )
)

_WHICHEVER = expression(
    r"\bwhichever (?:is|be|occurs|comes|happens|of (?:these|them|the two) is)?\s?(?:the )?(?P<behind>higher|lower"
    r"|greater|lesser|less|more|earlier|later|first|last|longer|shorter|sooner|smaller|larger|highest|lowest"
    r"|earliest|latest)\b"
    r"|\b(?:the )?(?P<ahead>higher|lower|greater|lesser|earlier|later|longer|shorter|sooner|smaller|larger"
    r"|highest|lowest|maximum|minimum|higher one|lower one) of\b(?=[ :(a]{1,4}(?:\(?a\)?|\(?i\)?|rs|inr|[\d$€£₹]"
    r"|[a-z]{1,8} (?:and|or) ))"
)
_HOW = {
    "higher": "higher",
    "greater": "higher",
    "more": "higher",
    "larger": "higher",
    "highest": "higher",
    "maximum": "higher",
    "lower": "lower",
    "lesser": "lower",
    "less": "lower",
    "smaller": "lower",
    "lowest": "lower",
    "minimum": "lower",
    "earlier": "earlier",
    "first": "earlier",
    "sooner": "earlier",
    "earliest": "earlier",
    "shorter": "shorter",
    "later": "later",
    "last": "later",
    "latest": "later",
    "longer": "longer",
}
_ARM = 140
"""So far from its figures the words "whichever is higher" may stand."""


_TAXES = ("gst", "vat", "tax", "hst", "pst", "qst", "iva", "tva", "mwst")
_ADDED = ("+", "-", "plus", "minus", "less", "spread", "margin", "mark", "premium")


def is_rate_of_tax(text: str, start: int, end: int) -> bool:
    """Whether a rate is that of a tax: the 18 % of "plus GST @ 18 %"."""
    left = text[max(0, start - 28) : start]
    named = any(word in left for word in _TAXES)
    return bool((named and _RATE_OF_TAX_BEFORE.search(left)) or _RATE_OF_TAX_BEHIND.match(text, end))


def tax_of(text: str, start: int, end: int) -> str:
    """``on top``, ``included`` or empty: what is said of tax right beside a figure."""
    if _ON_TOP_BEHIND.match(text, end):
        return "on top"
    if _INCLUDED_BEHIND.match(text, end):
        return "included"
    left = text[max(0, start - 32) : start]
    if not any(word in left for word in _TAXES):
        return ""
    if _ON_TOP_AHEAD.search(left):
        return "on top"
    return "included" if _INCLUDED_AHEAD.search(left) else ""


def method_of(text: str, start: int, end: int) -> str:
    """``flat``, ``reducing``, ``simple``, ``compound`` or empty: how a rate is charged."""
    match = _METHOD_BEHIND.match(text, end) or _METHOD_AHEAD.search(text[max(0, start - 40) : start])
    return match.lastgroup or "" if match else ""


def benchmark_of(text: str, start: int, end: int) -> tuple[str, bool]:
    """The benchmark that a rate is added to, and whether it is taken off instead: "repo rate + 2.25 %"."""
    left = text[max(0, start - 72) : start]
    added = any(word in left[-36:] for word in _ADDED)
    if added and (match := _OVER_AHEAD.search(left)):
        return match["over"], bool(_MINUS.search(left))
    if match := _OVER_BEHIND.match(text, end):
        return match["over"], " below " in match[0]
    return ("benchmark", False) if added and _SPREAD_AHEAD.search(left) else ("", False)


def event_of(text: str, end: int, *, within: bool) -> tuple[str, bool]:
    """The event that a time counts from, and whether it is counted back: "15 days of discharge".

    Only a limit (``within``) has an "of" that names an event: "15 days of leave" has none.
    """
    match = _EVENT.match(text, end)
    if match is None or (match["link"] == "of" and not within):
        return "", False
    words = _EVENT_ENDS.split(match["event"], maxsplit=1)[0].strip()
    if words.split()[0] in _NO_EVENT:
        return "", False
    return words, match["link"] in ("before", "prior to", "preceding", "ahead of", "in advance of")


def whichever(text: str, spans: Sequence[tuple[int, int]]) -> dict[int, str]:
    """For figures that stand for each other, by their place: "2 % or Rs 500, whichever is higher"."""
    found: dict[int, str] = {}
    if "whichever" not in text and not any(f"{word} of" in text for word in _HOW):
        return found
    starts = [start for start, _ in spans]
    for match in _WHICHEVER.finditer(text):
        if word := match["behind"]:
            last = bisect_left(starts, match.start())
            near = [place for place in range(max(0, last - 2), last) if match.start() - spans[place][1] <= _ARM]
        else:
            word = match["ahead"].split()[0]
            first = bisect_left(starts, match.end())
            near = [place for place in range(first, min(first + 2, len(spans))) if starts[place] - match.end() <= _ARM]
        if len(near) == 2 and not _parted(text, [spans[place] for place in near]):
            found.update(dict.fromkeys(near, _HOW[word]))
        elif near and match["behind"]:
            found[near[-1]] = _HOW[word]
    return found


def _parted(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    return any(". " in text[one[1] : other[0]] or ";" in text[one[1] : other[0]] for one, other in pairwise(spans))
