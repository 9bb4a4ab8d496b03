"""Conditions that the paper adds to what was said: in the clause itself, or in the sentence behind it."""

import re
from datetime import date

from crm_tui.comparison import verdicts
from crm_tui.comparison.clearing import same
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.kept import Caveat, Kept
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.quantities import quantities
from crm_tui.comparison.scopes import ORDINARY
from crm_tui.comparison.vocabulary import Kind, mentions
from crm_tui.comparison.words import content, words_of
from crm_tui.domain.claim import Bound, Claim, Form

_EVENT = expression(r"(?:if|when|where|in case|unless)\b", re.IGNORECASE)
_TAKES_BACK = expression(
    r"^(?:it|this|they|such|the (?:bonus|amount|offer|waiver|rate|discount|benefit|credit))\b.{0,80}"
    r"\b(?:recover|repaid|repay|paid back|taken back|forfeit|only if|provided|subject to|withdrawn|depends)",
    re.IGNORECASE,
)
_PROVISO = expression(
    r"(?:but |and )?(?:provided|subject to|unless|except|save (?:that|where)|only if|so long as|but only)\b",
    re.IGNORECASE,
)
_REPAID = expression(
    r"\b(?:repaid|repay(?:able)?|recover(?:ed|able)|paid back|taken back|claw(?:ed)?[ -]?back|forfeited)\b[^.]{0,30}"
    r"\b(?:if|when|where|unless|on)\b[^.]{0,40}",
    re.IGNORECASE,
)
_CARVED_OUT = expression(
    r"\b(?:not|excluded|excluding|except|extra|charged|limited to|capped at|at (?:\w+ ){0,2}cost|"
    r"separate(?:ly)?|additional)\b",
    re.IGNORECASE,
)
_IDLE = expression(
    r"(?:if|when|where|as)(?: and (?:if|when|where))? (?:any|less|more|applicable|due|required|necessary|needed|"
    r"possible|relevant|appropriate|so)\b",
    re.IGNORECASE,
)
_PLAINLY = expression(
    r"\b(?:subject to|provided that|provided (?:always|further)|only if|on (?:the )?condition|so long as|as long as|"
    r"conditional (?:on|upon)|contingent (?:on|upon)|at the (?:sole |absolute )?discretion|(?:on|"
    r"with) approved credit)\b",
    re.IGNORECASE,
)
_ORDINARY = expression(
    r"(?:subject (?:always )?to|provided|on|upon) (?:the )?(?:due )?(?:payment of|terms|(?:other )?provisions|"
    r"conditions of|clauses?|sections?|paragraphs?|articles?|applicable law)\b|"
    r"(?:except|save|unless)(?: as| where)? (?:otherwise|expressly|specifically|provided|stated|set out|permitted)\b",
    re.IGNORECASE,
)
_DENIED_CONDITION = expression(r"\b(?:not|no|never|without|n['’]t)\s(?:\w+\s)?$", re.IGNORECASE)


def added(kept: Kept) -> Caveat | None:
    """The first condition of the paper that was not said."""
    words = _added(kept.promise, kept.claim, kept.kind, kept.clause, kept.today)
    return Caveat(verdicts.CONDITIONAL, words) if words else None


def _added(promise: str, claim: Claim, kind: Kind, clause: Clause, today: date) -> str:
    said = quantities(promise, today)
    spoken = set(content(promise)) if claim.conditions else set()
    for condition in (*clause.claim.conditions, *_plain(clause)):
        if spoken and _spoken(spoken, condition, clause):
            continue
        if kind.money == "contingent" and kind.dimension == "charge" and _EVENT.match(condition):
            # a charge for an event names the event
            continue
        if _DENIED_CONDITION.search(clause.passage.text[: max(0, clause.passage.text.find(condition.split()[0]))]):
            # "does not require a contract" asks for nothing
            continue
        if _ORDINARY.match(condition) or _IDLE.match(condition):
            continue
        if kind.direction == "low" and claim.form is Form.VALUE and _CAPPED.match(condition):
            # a cap on a cost is no condition of it
            continue
        if claim.bound is Bound.AT_MOST and claim.form is Form.VALUE and _LIMITED_TO.search(condition):
            # the cap that was said
            continue
        if claim.form in _GIVEN_UP and _names_the_act(condition, promise, kind):
            continue
        figures = quantities(condition, today)
        if figures and all(any(same(figure, one) for one in said) for figure in figures):
            continue
        return condition
    if kind.direction == "high" and (back := _REPAID.search(clause.passage.text)):
        return back[0]
    return _further(clause)


_CAPPED = expression(
    r"subject (?:always )?to an? (?:overall |aggregate )?(?:ceiling|maximum|cap|upper limit)\b", re.IGNORECASE
)
_LIMITED_TO = expression(r"\b(?:limited|capped|restricted) to\b|\bnot exceed\b", re.IGNORECASE)
_GIVEN_UP = frozenset({Form.NIL, Form.EXCLUDED})


def _names_the_act(condition: str, promise: str, kind: Kind) -> bool:
    """Whether an "if" only names what nothing is charged for: "if you pay off your debt early, no penalty"."""
    if not _EVENT.match(condition):
        return False
    words = re.split(r",|;|\bthen\b", condition, maxsplit=1)[0]
    if quantities(words):
        return False
    known = {word for alias in kind.aliases for word in words_of(alias)} | set(content(promise)) | ORDINARY
    return all(word in known for word in content(words))


def _spoken(spoken: set[str], condition: str, clause: Clause) -> bool:
    """Whether the promise named the condition of the paper: two words of it, or half of them."""
    named = set(content(condition) or content(_from(condition, clause.passage.text)))
    shared = spoken & named
    return len(shared) > 1 or (bool(shared) and len(shared) * 2 >= len(named))


def _plain(clause: Clause) -> tuple[str, ...]:
    """The plain conditions of the sentence that the statement stands in, wherever they stand in it."""
    text, statement = clause.passage.text, clause.statement
    left = max(text.rfind(";", 0, statement.start), text.rfind(". ", 0, statement.start)) + 1
    cuts = [cut for cut in (text.find(";", statement.end), text.find(". ", statement.end)) if cut >= 0]
    sentence = text[left : min(cuts, default=len(text))]
    return tuple(
        " ".join(sentence[match.start() : match.start() + 70].split()) for match in _PLAINLY.finditer(sentence)
    )


def _from(condition: str, text: str) -> str:
    """The text from a condition on: the names of terms are blank in the condition itself."""
    place = text.find(condition.split()[0])
    return text[place : place + 80] if place >= 0 else ""


def _is_about(clause: Clause, following: str) -> bool:
    """Whether the next sentence goes on about the same thing, rather than about another one."""
    subject = content(following)[:3]
    if not subject or any(word in content(clause.passage.text) for word in subject):
        return True
    return any(one.kind is clause.kind for one in mentions(following, (clause.kind.area,)))


def _further(clause: Clause) -> str:
    """What the next sentence takes back: "It is recovered in full if you leave", "20 % elsewhere"."""
    following = re.split(r"(?<=[.;])\s", clause.passage.further, maxsplit=1)[0]
    if _PROVISO.match(following) and not _ORDINARY.match(following):
        return following.strip()[:70]
    if _TAKES_BACK.search(following):
        return following.strip()
    if clause.kind.dimension == "provision" and _CARVED_OUT.search(following) and _is_about(clause, following):
        return following.strip()
    if clause.claim.form is Form.NIL and any(
        one.low > 0 and one.dimension in ("rate", "money") for one in quantities(following)
    ):
        return following.strip()
    return ""
