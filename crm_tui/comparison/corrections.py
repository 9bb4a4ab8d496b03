"""Statements that a note takes back: a figure put right in the same breath, and words that replace what was said."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crm_tui.comparison.expressions import expression

_UNIT = (
    r"(?:\s?(?:%|percent|pct|bps|k\b|l\b|lakhs?\b|lacs?\b|cr\b|crores?\b|m\b|mn\b|mbps\b|gbps\b|gb\b|days?\b|weeks?\b|"
    r"wks?\b|months?\b|mths?\b|mos?\b|mahine\b|yrs?\b|years?\b|saal\b|hrs?\b|hours?\b|/-|emis?\b|€|£|eur\b|usd\b|"
    r"aed\b))"
)
_FIGURE = rf"(?:(?:₹|\$|€|£|rs\.?|inr|usd|eur|gbp|aed)\s?)?\d[\d,.]{{0,14}}(?<![,.]){_UNIT}?"
_VALUE = rf"(?:{_FIGURE}|nil\b|free\b|waived\b|zero\b)"
_FILL = (
    r"(?:[\s,.;:()-]{1,3}(?:told|said|quoted|mentioned|given|offered|discussed|earlier|last|week|wk|month|yesterday|"
    r"yest|on|in|the|a|call|phone|mail|e-mail|email|our|my|first|by|mistake|then|but|which|is|was|has|been|had|it|and|"
    r"i|"
    r"we|he|before|bola|bataya|pehle|tha|thi|as|per|p\.?a|p\.?m|flat|fixed)\b){0,8}"
)
_PUT_RIGHT = (
    r"(?:sorry|oops|i mean|i meant|rather|actually|correction|corrected(?: today| now)?|corr|make (?:it|that)|"
    r"scratch that|strike that|no wait|wait no|no sorry|sorry no|no no|nahi nahi|nahi sorry|sorry nahi|my mistake|typo|"
    r"revised(?: today| now)?|changed(?: today| now)?|updated|amended|reduced|increased|raised|lowered|brought down|"
    r"upgraded|negotiated(?: down)?|bumped(?: up)?|now|ab|today)"
)
_LINK = r"(?:[\s,.;:()-]{0,3}(?:to|as|is|at|it is|its|it's|should be|means)\b)?[\s,.;:(-]{1,3}"
_CHANGED = (
    r"(?:changed|revised|reduced|increased|raised|upgraded|corrected|moved|brought down|lowered|cut|extended|shifted|"
    r"updated|amended|improved|negotiated|down|up|badla|badal)"
)
_LATER_STEP = r"(?!\s?(?:after|from|in (?:yr|year)|thereafter|later|by the end|baad))"

_LEADING = tuple(
    expression(words, re.IGNORECASE)
    for words in (
        (
            rf"\b(?:not|instead of|nahi) (?P<old>{_VALUE})[\s,]{{0,2}}(?:but|rather|it is|its|"
            rf"it's)?[\s,]{{1,2}}(?P<new>{_FIGURE})"
        ),
        rf"{_CHANGED}(?: \w+){{0,2}} from (?P<old>{_VALUE}) (?:down |up )?to (?P<new>{_VALUE})",
        (
            rf"\b(?:was|were|earlier|previously|pehle|originally|initially|formerly|before|old|first)(?: \w+)?:? "
            rf"(?P<old>{_VALUE})[\s,;]{{0,2}}(?:but |and |tha |thi |earlier )?(?:it is |is |its )?"
            rf"(?:now|ab|revised(?: to)?|final(?:ly)?|today|new|currently)(?: only| at| is| just)? (?P<new>{_VALUE})"
        ),
        (
            rf"(?P<old>{_VALUE}) (?:earlier|before|previously|pehle|originally)[\s,;]{{0,2}}(?:but |and )?"
            rf"(?:now|ab|today)(?: is| at)? (?P<new>{_VALUE})"
        ),
        rf"~~[^~\n]{{0,20}}?(?P<old>{_VALUE})[^~\n]{{0,20}}~~[\s,]{{0,3}}(?P<new>{_VALUE})",
        rf"(?P<old>{_VALUE})\s?(?:->|-->|=>|→|>>)\s?(?:now )?(?P<new>{_VALUE}){_LATER_STEP}",
        rf"(?P<old>{_VALUE}){_FILL}[\s,.;:(-]{{1,4}}{_PUT_RIGHT}(?:[\s,.;:(-]{{1,3}}{_PUT_RIGHT})?{_LINK}(?P<new>{_VALUE})",
        rf"{_CHANGED}(?: \w+)? to (?P<new>{_VALUE}) from (?P<old>{_VALUE})",
        rf"(?P<old>{_FIGURE}) (?:no|nahi) (?P<new>{_FIGURE})(?=\s*(?:[,.;)\n]|$))",
    )
)
_ENDS_IN_UNIT = expression(rf"(?<=\d){_UNIT}$", re.IGNORECASE)
_CUE = expression(
    r"\b(?:not|no|nahi|instead|rather|from|was|were|earlier|previously|pehle|original|initial|formerly|before|old|"
    r"first|"
    r"now|ab|today|sorry|oops|mean|actual|corr|make|scratch|strike|wait|mistake|typo|revis|chang|updat|amend|reduc|"
    r"increas|rais|lower|brought|upgrad|negotiat|bump)|->|=>|→|>>|~~",
    re.IGNORECASE,
)
_TRAILING = tuple(
    expression(words, re.IGNORECASE)
    for words in (
        (
            rf"(?P<new>{_VALUE})(?:\s[a-z]{{1,12}}){{0,2}}(?P<back>[\s,]{{0,2}}\(?)(?:not|instead of|rather than|"
            rf"nahi)\s(?:the )?"
            rf"(?P<old>{_VALUE})(?:[^()\d,;.]{{0,40}}\))?"
        ),
        (
            rf"(?P<new>{_VALUE})(?:\s[a-z]{{1,12}}){{0,2}}(?P<back>[\s,]{{0,2}}\(?)(?:was|were|earlier|previously|"
            rf"pehle|"
            rf"originally|(?:down|up|reduced|raised|increased|lowered|revised|changed) from)\s"
            rf"(?P<old>{_VALUE})(?:[^()\d;]{{0,60}}\)|\s(?:earlier|before|previously|last (?:week|month|time)))?"
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Correction:
    """A figure that was put right in the same breath."""

    start: int
    """Where the words of the correction begin."""

    end: int
    """Where they end."""

    stands: str
    """What stands in their place, as long as they are."""

    since: int
    """Where the words begin that hold, if the others stand before them; else 0."""

    old: tuple[int, int]
    """Where the figure stands that no longer holds."""

    before: str
    """What was said in their place before."""


def corrections(text: str) -> tuple[Correction, ...]:
    """The figures of an utterance that it puts right itself, in its order."""
    found: list[Correction] = []
    if not _CUE.search(text):
        return ()
    for pattern in (*_LEADING, *_TRAILING):
        for match in pattern.finditer(text):
            if len(found) == _MOST:
                break
            if not any(match.start() < one.end and one.start < match.end() for one in found):
                found.append(_put_right(text, match, trailing=pattern in _TRAILING))
    return tuple(sorted(found, key=lambda one: one.start))


_MOST = 50
"""More corrections in one utterance are rubbish."""


def _put_right(text: str, match: re.Match[str], *, trailing: bool) -> Correction:
    old, new = match.span("old"), match.span("new")
    before, after = match["old"], match["new"]
    if after[-1:].isdigit() and (unit := _ENDS_IN_UNIT.search(before)):
        after += unit[0]
    elif before[-1:].isdigit() and (unit := _ENDS_IN_UNIT.search(after)):
        before += unit[0]
    if trailing:
        said = text[new[1] : match.start("back")]
        return Correction(new[0], match.end(), (match["new"] + said).ljust(match.end() - new[0]), 0, old, before + said)
    return Correction(
        match.start(), match.end(), after.rjust(match.end() - match.start()), old[1] * (old < new), old, before
    )


def standing(text: str, made: Sequence[Correction]) -> str:
    """The text as it holds, with every word where it stood."""
    for one in made:
        text = text[: one.start] + one.stands + text[one.end :]
    return text


_REPLACES = expression(
    r"\s*(?:\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?\s+)?(?:edit(?:ed)?|correction|corrected|corr|update[d]?|revised|rev|"
    r"erratum|amend(?:ed|ment)|rectified|sudhar|final(?:ised)?|latest|now|new)\b\s?(?:\d|[:\-–,]|to\b|on\b|today\b)",
    re.IGNORECASE,
)
"""The beginning of an utterance that replaces what was said before."""

CORRECTED = expression(
    r"\b(?:corrected|correction|revised?|changed to|updated|now|actually|sorry|final(?:ly|ised)?|instead|make it|"
    r"make that|rather|upgraded|raised it|raised to|reduced to|brought (?:it )?down|negotiated|approved at|ab|badal|"
    r"managed|agreed to (?:raise|reduce)|increased to|lowered to|edit)\b",
    re.IGNORECASE,
)
"""Words that say that an earlier statement no longer stands."""

RETRACTED = expression(
    r"\s*(?:(?:no|sorry|oops|pls|please|wait)[\s,]{1,2})?(?:scratch|strike|ignore|forget|cancel|disregard|delete|drop|"
    r"hata)\s(?:that|this|it|above|the above|last|the last|previous|the previous|do)\b(?: one| line| point| entry)?",
    re.IGNORECASE,
)
"""Words that take back what was said just before."""

REFUSED = expression(
    r"\b(?:withdrawn|no longer (?:on offer|valid|offered|available|possible|there|applies)|taken back|off the table|"
    r"(?:we |i |bank |sorry |but )?(?:can ?not|can['’]?t|cant|could not|couldn['’]?t|won['’]?t be able to) "
    r"(?:do|give|offer|promise|waive|commit|confirm|match)|not approved|not possible|nahi ho payega|nahi ho paya|"
    r"ab nahi)\b",
    re.IGNORECASE,
)
"""Words that withdraw what they name."""

_PAST = expression(
    r"^\s*\(?(?:not(?= (?:rs\.? ?|inr ?|usd ?|the |as |what |\W{0,2}\d)|$)|"
    r"was|were|earlier|previously|before|no longer|instead of|formerly|pehle|first (?:i )?said|had said|"
    r"originally|initially)\b|\bwas (?:a mistake|an error|wrong|a typo)\b|"
    r"\b(?:told last w(?:ee)?k|said earlier|earlier (?:told|said|quoted)|pehle (?:bola|bataya|kaha))\b",
    re.IGNORECASE,
)


_SLIP = expression(
    r"[\s,.;:(-]{0,4}(?:(?:no|wait|actually|rather|so|it was a|that was a)[\s,.;:-]{1,4}){0,2}"
    r"(?:sorry|oops|typo|my mistake|my bad|i mean|i meant|correction|corr|galti se)"
    r"(?:[\s,.;:-]{1,4}(?:no|wait|typo|mistake|sorry|actually)){0,2}[\s,.;:)!-]{0,4}",
    re.IGNORECASE,
)


def is_slip(words: str) -> bool:
    """Whether words only say that what stands before them was a slip: "sorry, typo"."""
    return bool(_SLIP.fullmatch(words))


def replaces(words: str) -> bool:
    """Whether an utterance says at its beginning that it replaces an earlier one."""
    return bool(_REPLACES.match(words))


def of_the_past(words: str) -> bool:
    """Whether words only repeat what no longer holds: "not 8.2 as I said on the phone"."""
    return bool(_PAST.search(words))
