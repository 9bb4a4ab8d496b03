"""Who is who in a paper: the customer's and the other side's names are replaced by one sign each, letter for letter."""

import re
from collections.abc import Iterable

from crm_tui.comparison.clause_types import Sign
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.phrases import CUSTOMER, CUSTOMER_NAMES, PROVIDER, PROVIDER_NAMES
from crm_tui.domain.document import PaperLine

_FIRST_PERSON = expression(
    r"\bi/we\b|\bi / we\b|\bi (?:agree|undertake|authorise|authorize|understand|accept|confirm)\b"
)
_WE = expression(r"\b(?:i/we|i|we|us|our|my/our|me/us|my|me)\b")
_FIRM = expression(
    r"\b(?:L(?:td|TD|imited|IMITED)|LLC|I(?:nc|NC)|P(?:lc|LC)|plc|G(?:mbH|MBH)|C(?:orp|ORP|orporation|ORPORATION)|Bank|BANK|"
    r"I(?:nsurance|NSURANCE)|Pvt|PVT|C(?:o|O|ompany|OMPANY)|LLP|AG|S\.?A|B\.?V|N\.?V|F(?:inance|INANCE)|C(?:redit|REDIT)|"
    r"N(?:etworks?|ETWORKS?)|T(?:elecom|ELECOM)|M(?:utual|UTUAL)|P(?:roperties|ROPERTIES)|H(?:oldings|OLDINGS)|G(?:roup|ROUP)|"
    r"S(?:ervices|ERVICES|oftware|OFTWARE|tudio|TUDIO))\b"
)
_CUSTOMER_LINE = expression(
    r"\b(?:customer|borrower|tenant|resident|lessee|client|buyer|purchaser|licensee|insured|member|subscriber|bill to|"
    r"employee|applicant|prepared for|to)\b\s{0,3}[:)\"”]|^\s*(?:customer|borrower|tenant|resident|lessee|client|buyer|"
    r"purchaser|licensees?|insured|member|subscriber|name|to)\s{2,}|^\s*(?:m/s|to,)",
    re.IGNORECASE,
)
_PROPER = expression(r"\b[A-Z][A-Za-z&]{2,20}\b")
_ACTS = expression(
    r"\b([A-Z][A-Za-z&]{2,20})(?:['’]s\b|"
    r" (?:may|shall|will|can|must|is|has|does|keeps|reserves|defends|gives|pays|and the)\b)"
)
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "account agreement and auto bank broadband capital card charges company conditions contract corp corporation "
        "credit customer date deed equipment estate facts fees finance fitness floor for form from general gmbh group "
        "health holdings home house housing inc india information insurance interest international internet key lease "
        "leasing letter life limited line llc loan ltd master mobile motor mutual national network networks offer "
        "office one order part payment personal plan plc policy private properties property pvt quotation rent road "
        "savings schedule service services society software solutions statement street studio summary systems "
        "technologies terms the this trust two united vehicle with ",
    )
)
_MOST_LINES = 60


class Roles:
    """The names that the two sides have in one paper."""

    def __init__(self, lines: Iterable[PaperLine]) -> None:
        opening = [line.text for _, line in zip(range(400), lines, strict=False)]
        text = "\n".join(opening).lower()
        # in a form that the customer signs, "I/We" is the customer
        self._first_person = len(_FIRST_PERSON.findall(text)) > 2
        names = sorted(_own_names(opening[:_MOST_LINES], "\n".join(opening)))
        own = "|".join(re.escape(name) for name in names)
        ours = PROVIDER_NAMES.removeprefix("we|us|our|ours|ourselves|") if self._first_person else PROVIDER_NAMES
        self._sides = expression(
            rf"\b(?:(?P<customer>{CUSTOMER_NAMES})|(?P<provider>{ours}{'|' if own else ''}{own}))\b"
        )

    def told(self, text: str) -> str:
        """A text in small letters with a sign for each letter of a name; every letter keeps its place."""
        small = text.lower()
        if len(small) != len(text):
            small = "".join(letter if len(letter.lower()) != 1 else letter.lower() for letter in text)
        small = small.replace("’", "'")
        if self._first_person:
            small = _WE.sub(lambda match: CUSTOMER * len(match[0]), small)
        return self._sides.sub(_sign, small)


_OWES = expression(
    rf"([{CUSTOMER}{PROVIDER}])\1*(?:'s?)?,? (?:(?:also|at its own cost|promptly|further|in turn) )?"
    r"(?:shall|must|will|(?:has|have|is|are|agrees?|undertakes?|needs?) to|pays?|bears?|provides?|keeps?|maintains?|"
    r"supplies|arranges|carries|insures|indemnifies|reimburses|repairs|returns|refunds|removes|holds|gives|covers)"
    r"\b(?! not)"
)
_AT_COST = expression(
    rf"\b(?:at|by|from|against|(?:charged|billed|recharged|passed on|debited) to|(?:account|cost) of) {CUSTOMER}"
)


def owed_by_the_other_side(told: str, sign: Sign) -> bool:
    """Whether the last who owes something, up to the words of a sign, is the other side and not the customer."""
    owing = None
    for match in _OWES.finditer(told[: sign.end]):
        if owing is None or match.start() <= sign.start:
            owing = match
    if owing is None or owing[1] != PROVIDER or owing.start() < sign.start - _FAR:
        return False
    return not _AT_COST.search(told[owing.end() :])


_FAR = 160


def _sign(match: re.Match[str]) -> str:
    return (CUSTOMER if match["customer"] else PROVIDER) * len(match[0])


def _own_names(lines: list[str], text: str) -> set[str]:
    """The words of a firm's name by which a paper calls the other side: "Torana may revise"."""
    firms = [
        line for line in lines if len(line.split()) < 12 and _FIRM.search(line) and not _CUSTOMER_LINE.search(line)
    ]
    theirs = {word.lower() for line in lines if _CUSTOMER_LINE.search(line) for word in _PROPER.findall(line)}
    names = {word.lower() for line in firms for word in _PROPER.findall(line)} - theirs - _COMMON
    acting = {match[1].lower() for match in _ACTS.finditer(text)}
    return names & acting
