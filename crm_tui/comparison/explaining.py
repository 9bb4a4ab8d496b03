"""Findings in one plain sentence each."""

from decimal import Decimal

from crm_tui.comparison import wording
from crm_tui.comparison.conversion import Comparable
from crm_tui.comparison.judging import Judged
from crm_tui.comparison.promises import Promise
from crm_tui.comparison.vocabulary import Kind
from crm_tui.domain.claim import Claim, Form
from crm_tui.domain.review import Reason, Verdict

_WHY = {
    Reason.UNKNOWN_TERM: "The program does not know this kind of term; please look for it in the paper.",
    Reason.NO_FIGURE: "The paper gives no figure for it.",
    Reason.RANGE_STRADDLES: "The paper's range reaches from as good as was said to worse.",
    Reason.NO_CEILING: "The paper says only from where it begins, not how far it may go.",
    Reason.TEASER: "Only a starting figure was said, and the paper's is worse.",
    Reason.CURRENCY: "The two figures are in different currencies.",
    Reason.UNIT: "The two figures are in units that can't be compared.",
    Reason.SEVERAL_FIGURES: "The clause has several figures, and it is not plain which one applies.",
    Reason.PAPER_DISAGREES: "The paper gives more than one answer; not all of them are as good as what was said.",
    Reason.CROSS_REFERENCE: "The paper points to another part for it, and the figure does not stand there.",
    Reason.LOW_CONFIDENCE: "The paper speaks of it, but does not plainly say so.",
    Reason.VAGUE: "Nothing was said that can be compared.",
    Reason.SILENT: "The paper does not speak of it.",
}


def sentence(promise: Promise, kind: Kind | None, judged: Judged) -> str:
    """What a customer should know of one finding."""
    return wording.full_stop(_words(promise, kind, judged))


def _words(promise: Promise, kind: Kind | None, judged: Judged) -> str:
    if promise.unread:
        return "The note is longer than can be read; nothing from here on was compared"
    said = _said(promise, judged.both)
    paper = judged.clause.claim.said if judged.clause else ""
    match judged.ruling.verdict:
        case Verdict.UNCLEAR:
            return _WHY[judged.ruling.reason or Reason.LOW_CONFIDENCE]
        case Verdict.MISSING:
            name = wording.lowered(kind.label) if kind else "it"
            return f"{said} was said; the paper has nothing about {name}"
        case Verdict.CONDITIONAL:
            added = f": {judged.added}" if judged.added else ""
            return f"{said} was said; {_on_paper(paper, kind)}, with a condition that was not said{added}"
        case Verdict.MATCHES if judged.both is None or said.lower() == paper.lower():
            return f"{said} was said, and the paper says so"
        case _ if judged.added:
            return f"{said} was said; {_on_paper(paper, kind)}, and takes some of it back: “{judged.added}”"
        case _:
            return f"{said} was said; {_on_paper(paper, kind)}{_gap(judged.both)}{_tax(promise, judged)}"


_TABLE = "the decision table: "
_SIDES = {
    "exactly": "one figure",
    "about": "about a figure",
    "at most": "at most so much",
    "at least": "at least so much",
    "starting at": "from so much on",
    "range": "from so much to so much",
    "nil": "nothing to pay",
    "included": "yes",
    "excluded": "no",
    "category": "a word",
    "vague": "nothing exact",
    "left open": "no figure",
}


def decided_by(rule: str) -> str:
    """The name of a rule as a person reads it: "nothing to pay was said, one figure is on paper"."""
    if rule == "the clearing rule":
        return "it is not sure enough to be called kept"
    said, parted, paper = rule.removeprefix(_TABLE).removesuffix(" on paper").partition(" said, ")
    if not rule.startswith(_TABLE) or not parted:
        return rule
    return f"{_SIDES.get(said, said)} was said, {_SIDES.get(paper, paper)} is on paper"


_IN_WORDS = frozenset({Form.NIL, Form.INCLUDED, Form.EXCLUDED, Form.VAGUE, Form.OPEN})
_LONGEST = 80


def _on_paper(paper: str, kind: Kind | None) -> str:
    if paper == "applies" and kind is not None:
        return f"the paper speaks of {wording.lowered(kind.label)}"
    return {"none": "the paper has none", "left open": "the paper leaves it open"}.get(paper, f"the paper says {paper}")


def _said(promise: Promise, both: Comparable | None) -> str:
    """What was said: yes and no in the words of the note, an amount without a currency in that of the paper."""
    claim = promise.claim
    if claim.form in _IN_WORDS:
        words = " ".join(promise.text.split())
        return f"“{words if len(words) <= _LONGEST else words[:_LONGEST].rstrip() + '…'}”"
    return _capital(_value_said(claim, both))


def _value_said(claim: Claim, both: Comparable | None) -> str:
    if both is None or claim.unit or claim.low is None or not (len(both.unit) == 3 and both.unit.isupper()):
        return claim.said
    return wording.said(claim.model_copy(update={"unit": both.unit}))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _tax(promise: Promise, judged: Judged) -> str:
    paper = judged.clause.claim.tax if judged.clause else ""
    told = promise.claim.tax == "included" and paper == "on top"
    return "; tax was said to be in it, and comes on top of it" if told else ""


def _gap(both: Comparable | None) -> str:
    if both is None:
        return ""
    gap = both.paper.high - both.said.low
    note = f" ({both.note})" if both.note else ""
    if gap == 0:
        return note
    more = "more" if gap > 0 else "less"
    size = abs(gap)
    if both.unit == "%":
        return f"{note}, which is {wording.number(size.quantize(Decimal('0.0001')))} points {more}"
    if both.unit == "date":
        return f"{note}, which is {wording.value(size.quantize(Decimal(1)), 'day')} {'later' if gap > 0 else 'earlier'}"
    if both.unit in ("month", "day", "hour"):
        return f"{note}, which is {wording.value(size.quantize(Decimal(1)), both.unit)} {more}"
    return f"{note}, which is {wording.value(size.quantize(Decimal('0.01')), both.unit)} {more}"
