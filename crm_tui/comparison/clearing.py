"""The clearing rule: what must hold before a promise may be called kept by the paper.

Each check looks for a reason to doubt; none can clear. A false alarm costs a glance, a false "matches" the customer.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from crm_tui.comparison import verdicts, wording
from crm_tui.comparison.conversion import DAYS
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.kept import Caveat, Kept
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.polarity import blanked
from crm_tui.comparison.quantities import Quantity, quantities
from crm_tui.comparison.segments import is_of_another, spoken_segments
from crm_tui.comparison.telling_apart import is_for_one_of, is_of_another_step, unit_said
from crm_tui.comparison.verdicts import Ruling
from crm_tui.comparison.vocabulary import Kind, mentions
from crm_tui.comparison.words import content, stems, tokens
from crm_tui.domain.claim import Bound, Claim, Form
from crm_tui.domain.review import Verdict

_FREE = expression(
    r"\b(?:free|no (?:extra |additional )?(?:fee|charge|cost)s?|complimentary|without (?:charge|cost)|nil)\b", re.I
)
_ZERO = expression(r"(?<![\d.,])0(?:\.0+)?(?![\d.,]*\d)")
_EACH = expression(r"\b(?:each|per (?:person|member|parent|head|life)|apiece|individually)\b", re.IGNORECASE)
_SHARED = expression(r"\b(?:floater|together|combined|shared|aggregate|jointly|in all|in total)\b", re.IGNORECASE)
_REFUSED = expression(
    r"\b(?:not(?! (?:be )?(?:later|more|less|fewer|exceed\w{0,4})\b)|never|no(?! ?\.| (?:later|more|less)\b)|cannot|"
    r"excluded|non.refundable)\b",
    re.IGNORECASE,
)
_HOLDS_FOR = expression(
    r"\b(?:for|(?:in|during|within) the (?:first|initial))(?: a| the)?(?: first| initial)?(?: period of)?\s$",
    re.IGNORECASE,
)
_FIRST_ONLY = expression(
    r"\b(?:for|during|in) (?:the )?(?:first|initial) (?:\w+ )?(?:year|month|quarter|week)s?(?: only)?"
    r"(?=\W{0,3}$|[,;)])",
    re.IGNORECASE,
)
_FIRST_SAID = expression(r"\b(?:first|1st|initial|intro\w*|then|after|pehle|pehla|for (?:a|one|\d+))\b", re.IGNORECASE)
_IN_BRACKETS = expression(r"\([^()]{0,80}\)")
_AS_SOON_AS = expression(r"once\b(?!(?: (?:a|per|each|every|in))? ?(?:\w+ )?(?:year|month|week|day|quarter))", re.I)
_EVERY = expression(r"\b(?:every|each|per)\s$", re.IGNORECASE)
_SAYS_NOTHING = stems("use usage using thing stuff part everyone anyone")
_MEASURED = frozenset({"money", "rate", "duration", "date", "speed", "data", "ratio", "number"})
_STRANGE = 4


def sure_doubt(kept: Kept) -> Caveat | None:
    """A doubt that names what is short: it goes before a condition of the paper."""
    ruling = _doubt(kept)
    return None if ruling is None or ruling.verdict is Verdict.UNCLEAR else Caveat(ruling)


def doubt(kept: Kept) -> Caveat | None:
    """Any other reason to doubt."""
    ruling = _doubt(kept)
    return None if ruling is None else Caveat(ruling)


def rivals(kept: Kept) -> Caveat | None:
    """Another figure of the same sort that stands unresolved in the clause."""
    spoken = spoken_segments(kept.promise)
    for one in kept.clause.statement.rivals:
        if _is_for_other_units(kept, one) or is_of_another_step(kept.promise, kept.clause, one):
            continue
        if not is_of_another(spoken, kept.clause.passage.text, one):
            return Caveat(verdicts.SEVERAL)
    return None


def _is_for_other_units(kept: Kept, rival: Quantity) -> bool:
    """Whether the figure used is the price of one of what was said, and its rival is not: "11.40 a foot"."""
    used, text = kept.clause.statement.figure, kept.clause.passage.text
    counted = unit_said(kept.promise)
    if used is None or not counted:
        return False
    return bool(counted & is_for_one_of(text, used)) and not counted & is_for_one_of(text, rival)


def figure_of_another(kept: Kept) -> Caveat | None:
    """A figure that holds for others than those spoken of, or whose digits may be read in two ways."""
    used = kept.clause.statement.figure
    if used is None:
        return None
    spoken = spoken_segments(kept.promise)
    if used.ambiguous or is_of_another(spoken, kept.clause.passage.text, used):
        return Caveat(verdicts.DOUBT)
    return None


def spread_only(kept: Kept) -> Caveat | None:
    """A rate that is only the spread over a benchmark."""
    used = kept.clause.statement.figure
    if used is None or not used.over or kept.kind.dimension != "rate":
        return None
    return None if any(one.over for one in quantities(kept.promise)) else Caveat(verdicts.OTHER_UNIT)


def _doubt(kept: Kept) -> Ruling | None:
    """A ruling that stands in the way of a clear one, or None where nothing does."""
    promise, claim, kind, clause, today = kept.promise, kept.claim, kept.kind, kept.clause, kept.today
    text = clause.passage.text
    around = f"{clause.passage.heading} {text} {clause.passage.beside} {clause.passage.further}"
    if _EACH.search(promise) and _SHARED.search(text) and not _EACH.search(text):
        return verdicts.WORSE
    said = [
        one
        for one in quantities(promise, today)
        if not _AS_SOON_AS.match(promise, one.start)
        # "paid every two weeks" is a word for how often
        and not (claim.form is Form.CATEGORY and _EVERY.search(promise[: one.start]))
    ]
    paper = quantities(around, today, american=clause.passage.american)
    if any(_unanswered(one, claim, paper) and not kept.elsewhere(one) for one in said):
        return verdicts.SEVERAL if kind.dimension != "provision" else verdicts.DOUBT
    purpose = _NOTICE_OF.search(promise)
    if purpose and not set(content(purpose[1])) & {word for word, _, _ in tokens(around)}:
        # a notice of one thing is no notice of another
        return verdicts.DOUBT
    if claim.form is Form.VALUE and kind.dimension == "charge" and not _names_its_price(promise, said):
        return verdicts.DOUBT
    strange = _strange(promise, kind, around)
    told = _IN_BRACKETS.sub(" ", text) if claim.form is Form.VALUE else text
    if strange and claim.form is not Form.NIL and _REFUSED.search(told):
        return verdicts.DOUBT
    if kind.dimension == "provision" and claim.form is Form.INCLUDED:
        return _provision(promise, clause, strange, today)
    if claim.form is Form.NIL and kind.dimension == "provision" and len(strange) > 1:
        return verdicts.DOUBT
    return None


_NOTICE_OF = expression(
    r"\bnotice (?:before|of|for|prior to|ahead of) (?:any |an? |the |each )?(\w.{2,40})", re.IGNORECASE
)
_ONLY_A_PRICE = stems("fee fees charge charges cost costs extra flat only plus")


def _names_its_price(promise: str, said: Sequence[Quantity]) -> bool:
    """Whether a promise of a price names what it is the price of: "1% fee" alone does not."""
    bare = blanked(promise, [(one.start, one.end) for one in said])
    words = content(bare)
    return not words or any(word not in _ONLY_A_PRICE for word in words)


def is_limited(promise: str, clause: Clause, today: date) -> bool:
    """Whether the paper sets a limit in figures that the promise did not name."""
    said = quantities(promise, today)
    return any(all(one.low != other.low for other in said) for one in _limits(clause, today))


def only_for_a_time(kept: Kept) -> Caveat | None:
    """A benefit said without an end that the paper gives for a time: "free for five years, thereafter at our rate"."""
    if kept.claim.form is not Form.INCLUDED or kept.kind.dimension != "provision" or kept.kind.direction != "high":
        return None
    words = _lasting(kept.promise, kept.clause.passage.text, kept.today)
    return Caveat(verdicts.WORSE, words) if words else None


def is_short_lived(promise: str, clause: Clause, today: date) -> bool:
    """Whether the paper gives for a time what was said without one."""
    return bool(_lasting(promise, clause.passage.text, today))


def _lasting(promise: str, text: str, today: date) -> str:
    if any(one.dimension == "duration" for one in quantities(promise, today)):
        return ""
    for one in quantities(text, today):
        if one.dimension == "duration" and one.unit in ("month", "year") and _HOLDS_FOR.search(text[: one.start]):
            return " ".join(text[max(0, one.start - 14) : one.end].split())
    first = _FIRST_ONLY.search(text)
    return first[0] if first and not _FIRST_SAID.search(promise) else ""


def _limits(clause: Clause, today: date) -> list[Quantity]:
    return [
        one
        for one in quantities(f"{clause.passage.text} {clause.passage.beside}", today, american=clause.passage.american)
        if one.dimension in _MEASURED and (one.low or one.day) and not _counts_the_thing(clause, one)
    ]


def _counts_the_thing(clause: Clause, figure: Quantity) -> bool:
    """Whether a number only says how many of the thing are given: "two parking spaces" where parking was said."""
    if figure.dimension != "number" or figure.bound is Bound.AT_MOST or not clause.statement.alias:
        return False
    between = clause.passage.text[figure.end : figure.end + 24].lower().lstrip(" )")
    return between.startswith(clause.statement.alias.lower())


def _provision(promise: str, clause: Clause, strange: list[str], today: date) -> Ruling | None:
    text = clause.passage.text
    if _FREE.search(promise):
        if any(one.dimension == "money" and one.low > 0 for one in _limits(clause, today)):
            return verdicts.CONTRADICTED
        if not _FREE.search(text) and not _ZERO.search(text) and not re.search(r"\bincluded\b", text, re.IGNORECASE):
            return verdicts.DOUBT
    if is_limited(promise, clause, today):
        return verdicts.CONDITIONAL
    if strange:
        return verdicts.DOUBT
    words = set(content(promise)) | {word for word, _, _ in tokens(clause.statement.alias)}
    told = _of_its_own(text, clause) if not _EXCEPT.search(text) else text
    if len([word for word in content(told) if word not in words]) > _STRANGE:
        return verdicts.DOUBT
    return None


def _of_its_own(text: str, clause: Clause) -> str:
    """The items of a list that the name of the term stands in: "covers labor, permits and fees" says so of each."""
    start, end = clause.statement.start, clause.statement.end
    left, right = text.rfind(",", 0, start) + 1, text.find(",", end)
    if text.count(",") < _A_LIST:
        return text
    return text[left : right if right >= 0 else len(text)]


_A_LIST = 2
_EXCEPT = expression(r"\b(?:except(?! as)|excluding|other than|save|unless|only|but not|not)\b", re.IGNORECASE)


def _unanswered(figure: Quantity, claim: Claim, paper: tuple[Quantity, ...]) -> bool:
    """Whether a figure of the promise is neither the one that was compared nor anywhere in the passage."""
    if figure.dimension not in _MEASURED or (figure.dimension == "number" and figure.low == claim.low):
        return False
    if figure.day is not None:
        return figure.day != claim.day and all(figure.day != one.day for one in paper)
    if figure.low in (claim.low, claim.high):
        return False
    if figure.unit != claim.unit and claim.said.startswith(f"{wording.number(figure.low)} "):
        # a share that was compared as an amount, a flat rate by its instalments, months of rent as money
        return False
    ends = [replace(one, low=one.high) for one in paper if one.high is not None]
    return not any(same(figure, one) for one in (*paper, *ends))


def same(one: Quantity, other: Quantity) -> bool:
    """Whether two figures say the same amount of the same thing: six months are not six years, and not 6 %."""
    if "number" in (one.dimension, other.dimension):
        # a bare number may be anything
        return one.low == other.low
    if one.dimension != other.dimension:
        return False
    if one.unit in DAYS and other.unit in DAYS:
        days, others = one.low * DAYS[one.unit], other.low * DAYS[other.unit]
        # 30 days are a month, 365 a year
        return abs(days - others) * 50 <= max(abs(days), abs(others))
    return one.low == other.low


def _strange(promise: str, kind: Kind, around: str) -> list[str]:
    """Words of the promise that neither the names of the kind nor the passage explain."""
    known = {word for alias in kind.aliases for word, _, _ in tokens(alias)}
    known |= {word for phrases in kind.categories.values() for phrase in phrases for word, _, _ in tokens(phrase)}
    for mention in mentions(promise, (kind.area,), typed=True):
        known |= {word for word, _, _ in tokens(promise[mention.start : mention.end])}
    known |= {word for word, _, _ in tokens(kind.label)} | {word for word, _, _ in tokens(around)}
    return [word for word in content(promise) if word not in known | _SAYS_NOTHING]
