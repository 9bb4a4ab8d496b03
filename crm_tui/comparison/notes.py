"""How a desk's note is cut: lines into fragments, without chatter, other people's offers and withdrawn words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_META = re.compile(r"\s*(?:from|to|cc|subject|date|sent|re)\s*:", re.IGNORECASE)
_LEAD = re.compile(
    r"\s*(?:[-*•>→]+\s+|\d{1,2}[.)]\s+|\[[ x]?\]\s+|\d{1,2}/\d{1,2}\s+|"
    r"(?:told|said|promised|confirmed|"
    r"agreed)(?: all| him| her| them)?:\s+)?",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"[;\n]|\s=\s|(?<!\d),|,(?!\d)|(?<!\bno)(?<!\brs)(?<!\bapprox)(?<!\babt)(?<!\bincl)[.!?]+(?=\s|$)|\s[-–|→]\s|"
    r"\s->\s|"
    r"\s(?:but|also|par|lekin|since|because|so)\s|\s\+\s(?!(?:gst|vat|tax|applicable|hst))|"
    r"\s&\s(?=\d{0,3}\s?[a-z]{4,})",
    re.IGNORECASE,
)
_PAREN = re.compile(r"\(([^()]{3,200})\)")
_WITHDRAWN = re.compile(
    r"^\s*(?:not|was|were|earlier|previously|before|no longer|instead of|formerly|pehle|first (?:i )?said|i said|"
    r"had said)\b"
    r"|\b(?:told last w(?:ee)?k|said earlier|earlier told|as i said|withdrawn|scratch that|no longer (?:on offer|"
    r"valid)|"
    r"pehle bola)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:(?:an)?other (?:bank|lender|insurer|dealer|co(?:mpany)?|vendor|offer|provider)|(?:an)?other bank's|"
    r"competitors?|"
    r"rival|elsewhere|old (?:bank|lender|insurer|plan|vendor|provider|loan|ricon)|prior isp|their (?:old|current|"
    r"present)|"
    r"neighbou?r|market rate is|(?:he|she|they) (?:has|have|had) (?:an?other|an existing|a current)|"
    r"currently (?:pays|has)|existing (?:loan|lender) (?:is|at)|quoted by|(?:hdfc|icici|sbi|axis|kotak|chase|"
    r"barclays|hsbc|"
    r"airtel|jio|vodafone) (?:gives?|offers?|is giving|quoted|at))\b",
    re.IGNORECASE,
)
_NOT_PROMISED = re.compile(
    r"\b(?:(?:he|she|they) (?:is|are) (?:putting|paying|bringing|coming|selling|moving)|asked (?:if|whether|about|"
    r"abt|for|to)|wants?|prefers?|hopes? to|likes?|lol|haha|hates?|worried|joked|"
    r"complain(?:s|ed)|told no|declined|she will|he will (?:not )?(?:send|bring|come|serve)|will call|call back|"
    r"kal milenge|"
    r"cust(?:omer)? (?:happy|said|wants)|remind me|to bring|sent form|vendor code)\b",
    re.IGNORECASE,
)
CORRECTED = re.compile(
    r"\b(?:corrected|correction|revised|revise|changed to|updated|now|actually|sorry|final(?:ly|ised)?|instead|"
    r"make it|rather|"
    r"upgraded|raised it)\b",
    re.IGNORECASE,
)
"""Words that say that an earlier statement no longer stands."""

HOPED = re.compile(
    r"\b(?:will try|try to|shall try|hope(?:fully)?|might|maybe|perhaps|possibly|probably|likely|koshish|dekhenge|"
    r"let me see|"
    r"best effort)\b",
    re.IGNORECASE,
)
"""Words that promise nothing firm."""

IF_SAID = re.compile(r"\b(?:if|provided|subject to|once|agar|in case|as long as|on condition)\b", re.IGNORECASE)
"""Words that make a promise conditional."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of a note that says one thing."""

    start: int
    """Where it begins in the note."""

    end: int
    """Where it ends."""

    text: str
    """Its words; what belongs to another fragment is blank, so that places stay."""

    withdrawn: bool
    """Whether it says what no longer holds."""

    ignored: bool
    """Whether it is chatter or another's offer."""


def fragments(note: str) -> Iterator[Fragment]:
    """The fragments of a note in its order."""
    position = 0
    for line in note.splitlines(keepends=True):
        start, position = position, position + len(line)
        bare = line.rstrip("\r\n")
        if not bare.strip() or _META.match(bare):
            continue
        yield from _of_line(bare, start)


def _of_line(line: str, offset: int) -> Iterator[Fragment]:
    asides = [match for match in _PAREN.finditer(line) if len(match[1].split()) >= 3]
    masked = line
    for match in asides:
        masked = masked[: match.start()] + " " * len(match[0]) + masked[match.end() :]
    lead = _LEAD.match(masked)
    cuts = [lead.end() if lead else 0]
    ends = []
    for match in _CUT.finditer(masked, cuts[0]):
        ends.append(match.start())
        cuts.append(match.end())
    ends.append(len(masked))
    pieces = [(start, end, masked) for start, end in zip(cuts, ends, strict=True)]
    pieces += [(match.start(1), match.end(1), line) for match in asides]
    for start, end, source in sorted(pieces):
        text = source[start:end]
        if not text.strip():
            continue
        left = start + len(text) - len(text.lstrip())
        right = start + len(text.rstrip())
        words = source[left:right]
        yield Fragment(
            offset + left,
            offset + right,
            words,
            bool(_WITHDRAWN.search(words)),
            bool(_OTHERS.search(words)) or bool(_NOT_PROMISED.search(words)),
        )
