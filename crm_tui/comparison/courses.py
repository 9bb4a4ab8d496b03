"""What is paid again and again, as it was said and by the paper: prices with their steps, rises and free months."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from crm_tui.comparison import paths, wording
from crm_tui.comparison.amounts import MOST, is_price
from crm_tui.comparison.courses_of_loans import course_of_loan
from crm_tui.comparison.courses_read import Read, contested_by_kept, is_step
from crm_tui.comparison.differences import CERTAIN, costs
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.figures import TERMS
from crm_tui.comparison.kinds import Kind, kinds
from crm_tui.comparison.layout import Passage
from crm_tui.comparison.paths import MONTHS, Path
from crm_tui.comparison.steps import Period, steps_said
from crm_tui.comparison.units import IN_MONTHS
from crm_tui.domain.claim import Bound, Claim, Form
from crm_tui.domain.money_effect import Course
from crm_tui.domain.review import Amounts, Finding, Verdict

AT_LAST = frozenset({"telecom.later_price", "service.renewal_price", "insurance.renewal_premium"})
"""Prices that begin only when the term is over, or when another ends."""
_LATER = {"telecom.monthly_fee": ("telecom.intro_price", "telecom.intro_period", "telecom.later_price")}
"""By price: the one that is paid before it, for how long, and what the paper calls it then."""
_RISES = {
    "lease.rent": "lease.escalation",
    "telecom.monthly_fee": "telecom.price_rise",
    "b2b.recurring_fee": "b2b.price_increase",
}
_THE_PRICE = frozenset(
    {
        "service.monthly_fee",
        "service.annual_fee",
        "service.price",
        "telecom.monthly_fee",
        "b2b.recurring_fee",
        "b2b.price",
        "insurance.premium",
        "lease.rent",
        "general.price",
    }
)
"""What is paid for the whole: two of these, told for two times, may be one money."""
_FREE = {"lease.rent": "lease.rent_free", "service.monthly_fee": "service.free_months"}
_YEARLY = expression(r"\b(?:every|each|per|a) (?:year|annum)\b|\bannual|\byearly|\bp\.?a\b|\banniversary\b", re.I)
_NOT_YEARLY = expression(
    r"\b(?:every|each|after) (?:two|three|four|five|\d)|\b(?:january|april|july|october|september|march)\b", re.I
)
_Value = Callable[[str], Claim | None]


def courses(read: Read) -> tuple[Course, ...]:
    """Where said and written differ in what is paid over time; the same money once, whatever it was called."""
    found: list[Course] = []
    if (loan := course_of_loan(read)) is not None:
        found.append(loan)
    taken = {place for one in found for place in one.findings}
    contested = contested_by_kept(read.findings)
    for place, one in enumerate(read.findings):
        if place in taken or place in contested or (made := _possible(place, one, read)) is None:
            continue
        same = next((at for at, other in enumerate(found) if _is_same_money(made, other, read)), None)
        if same is None:
            found.append(made)
        else:
            places = tuple(dict.fromkeys((*found[same].findings, *made.findings)))
            found[same] = found[same].model_copy(update={"findings": places})
        taken.update(made.findings)
    return tuple(found)


def with_impacts(findings: Sequence[Finding], over_time: Sequence[Course]) -> tuple[Finding, ...]:
    """The findings; what changes over time costs what its course comes to, not the difference of two first figures."""
    made = list(findings)
    for course in over_time:
        place = next((one for one in course.findings if made[one].verdict in _AGAINST), None)
        if place is None or len(course.said) == len(course.paper) == 1:
            continue
        impact = costs(course.loss, course.currency, course.basis, CERTAIN) if course.loss > 0 else None
        made[place] = made[place].model_copy(update={"impact": impact})
    return tuple(made)


_AGAINST = (Verdict.WORSE, Verdict.CONTRADICTED)


def _is_same_money(one: Course, other: Course, read: Read) -> bool:
    """Whether two courses are one payment told twice, or for two times: 100 a month and 1,200 a year."""
    terms = {read.findings[course.findings[0]].claim.term for course in (one, other)}
    if one.currency != other.currency or one.whole != other.whole or not (len(terms) == 1 or terms <= _THE_PRICE):
        return False
    both = ((one.said_total, other.said_total), (one.paper_total, other.paper_total))
    return all(abs(here - there) <= max(here, there) / 100 for here, there in both)


def _possible(place: int, found: Finding, read: Read) -> Course | None:
    """The course of a finding; None where its figures are those of no price."""
    try:
        made = _course(place, found, read)
    except ArithmeticError:
        return None
    return made if made is None or max(made.said_total, made.paper_total) < MOST else None


def _course(place: int, found: Finding, read: Read) -> Course | None:
    kind, both = kinds().get(found.claim.term or ""), found.amounts
    if kind is None or both is None or both.said is None or both.paper is None or both.per not in MONTHS:
        return None
    if not is_price(kind) or kind.money == "contingent" or kind.id in AT_LAST or both.bound in _NO_AMOUNT:
        return None
    months = read.figures.months(TERMS.get(kind.area, "")) or read.figures.months(TERMS.get(read.area, ""))
    periods = paths.payments_in(months, "month", both.per) if months else None
    if months and not periods:
        return None
    paper = _paper(found, kind, both, periods, read)
    if paper is None:
        return None
    said = _said(found, kind, both, paper.path[-1].last, read)
    if said is None or said.path == paper.path:
        return None
    if found.verdict is Verdict.MATCHES and len(said.path) == len(paper.path) == 1:
        # what differs is the rounding of speech
        return None
    places = (place, *(one for name in (*paper.kinds, *said.kinds) for one in read.of(name)))
    unsaid = [
        at
        for at, one in enumerate(read.surprises)
        if one.term in paper.kinds or is_step(one, paper.passages, paper.path)
    ]
    return Course(
        label=found.label,
        currency=both.currency,
        every=both.per,
        said=said.path,
        paper=paper.path,
        whole=periods is not None,
        basis=_basis(paper.path, said.path, both.currency, both.per, whole=periods is not None),
        findings=tuple(dict.fromkeys(places)),
        surprises=tuple(unsaid),
    )


_NO_AMOUNT = frozenset({Bound.AT_MOST, Bound.STARTING, Bound.AT_LEAST, Bound.RANGE})
"""What binds so may never be paid in full, or may become more."""


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a course."""

    path: Path
    """What is paid."""

    kinds: tuple[str, ...] = ()
    """The other kinds of terms that it holds."""

    passages: tuple[Passage, ...] = ()
    """The passages whose schedule it is."""


def _paper(found: Finding, kind: Kind, both: Amounts, periods: int | None, read: Read) -> _Side | None:
    if both.paper is None:
        return None
    if (scheduled := _scheduled(read.passages_of(found), both, periods)) is not None:
        return scheduled
    lasts = _time_of_intro(kind, read)
    # where nobody knows for how long the usual price is paid, a year of it is shown
    shown = periods or (int(lasts.low) * int(IN_MONTHS.get(lasts.unit, 0)) + 12 if lasts and lasts.low else 0)
    first = _introduced(kind, both.paper, both.per, shown, read.written, lasts)
    if periods is None:
        return first
    side = _Side(paths.level(both.paper, periods)) if first is None else first
    side = _risen(side, kind, both.per, read.written(_RISES.get(kind.id, "")), read)
    return _freed(side, kind, both.per, read.written(_FREE.get(kind.id, "")))


def _said(found: Finding, kind: Kind, both: Amounts, periods: int, read: Read) -> _Side | None:
    if both.said is None:
        return None
    sentence = read.sentence(found)
    values = paths.values_of(steps_said(sentence))
    if values and any(value == both.said for _, value, _ in values):
        path = paths.stepped([(period, value) for period, value, _ in values], both.per, periods)
        return None if path is None else _Side(paths.merged(path))
    if _ends_before(sentence, found, periods * MONTHS[both.per]):
        return None
    lasts = read.said(_LATER[kind.id][1]) if kind.id in _LATER else None
    first = _introduced(kind, both.said, both.per, periods, read.said, lasts)
    side = _Side(paths.level(both.said, periods)) if first is None else first
    rise = read.said(_RISES.get(kind.id, ""))
    if rise is not None and rise.unit == "%" and rise.low is not None and rise.per in ("", "year"):
        side = _Side(paths.merged(paths.rising(side.path, rise.low, both.per)), (*side.kinds, _RISES[kind.id]))
    return _freed(side, kind, both.per, read.said(_FREE.get(kind.id, "")))


def _ends_before(sentence: str, found: Finding, months: int) -> bool:
    """Whether a price was said for a shorter time, so that nobody knows what was said of the rest."""
    match = _FOR_SO_LONG.search(sentence)
    if match is None or match.start() > len(found.text) + _NEAR:
        return False
    return int(match["many"]) * (12 if match["unit"].lower().startswith("y") else 1) < months


_FOR_SO_LONG = expression(
    r"\b(?:for|first|initial)(?: the)?(?: first)? (?P<many>\d{1,3}) ?(?P<unit>months?|mths?|years?|yrs?)\b", re.I
)
_NEAR = 12


def _scheduled(own: Sequence[Passage], both: Amounts, periods: int | None) -> _Side | None:
    """The schedule that the passages of a finding belong to, if the paper's amount is one of its steps."""
    for passage in own:
        steps = [(Period(one.first, one.last, one.unit, 0, 0), one.text) for one in passage.steps]
        values = paths.values_of(steps or steps_said(passage.text))
        if not any(value == both.paper for _, value, _ in values):
            continue
        path = paths.stepped([(period, value) for period, value, _ in values], both.per, periods)
        if path is not None and len(path) > 1:
            rows = tuple(one for one in own if one.steps == passage.steps)
            return _Side(paths.merged(path), passages=(*rows, passage))
    return None


def _introduced(
    kind: Kind, amount: Decimal, per: str, periods: int, value: _Value, lasts: Claim | None
) -> _Side | None:
    """A price below the usual one for the first months."""
    names = _LATER.get(kind.id)
    if names is None or per != "month" or lasts is None or lasts.low is None:
        return None
    intro, later = value(names[0]), value(names[2])
    if intro is not None and later is not None and intro.low == later.low:
        # "the price after the introductory price" names both
        intro = None
    months = lasts.low * IN_MONTHS.get(lasts.unit, Decimal(0))
    # of two of the three the price itself is the third: what is paid at first, or what is paid then
    at_first = intro.low if intro is not None and intro.low is not None else amount
    usual = later.low if later is not None and later.low is not None else amount
    if months % 1 or not 1 <= months < periods:
        return None
    made = [(Period(1, int(months), "month", 0, 0), at_first), (Period(int(months) + 1, None, "month", 0, 0), usual)]
    path = paths.stepped(made, per, periods)
    return None if path is None or at_first == usual else _Side(path, names)


def _time_of_intro(kind: Kind, read: Read) -> Claim | None:
    """For how long the paper's introductory price lasts: a term of its own, or a time beside the price."""
    names = _LATER.get(kind.id)
    if names is None:
        return None
    if (stated := read.written(names[1])) is not None:
        return stated
    for clause in read.figures.clauses:
        if clause.kind.id == names[0]:
            times = [
                one for one in clause.passage.figures(None) if one.dimension == "duration" and one.unit in IN_MONTHS
            ]
            if len(times) == 1:
                return Claim(said="", form=Form.VALUE, low=times[0].low, unit=times[0].unit)
    return None


def _risen(side: _Side, kind: Kind, per: str, rise: Claim | None, read: Read) -> _Side:
    """With the paper's yearly rise, where it says that it comes every year and how much it is."""
    if rise is None or rise.low is None or rise.unit != "%" or rise.bound in _NO_AMOUNT:
        return side
    name = _RISES[kind.id]
    told = [one.passage.text for one in read.figures.clauses if one.kind.id == name]
    if rise.per not in ("", "year") or not all(_YEARLY.search(one) and not _NOT_YEARLY.search(one) for one in told):
        return side
    return _Side(paths.merged(paths.rising(side.path, rise.low, per)), (*side.kinds, name), side.passages)


def _freed(side: _Side, kind: Kind, per: str, free: Claim | None) -> _Side:
    """Without the payments of the free months, which are the first ones."""
    if free is None or free.low is None or per != "month":
        return side
    months = free.low * IN_MONTHS.get(free.unit, Decimal(0))
    if months % 1 or not 1 <= months < side.path[-1].last:
        return side
    return _Side(paths.free_at_first(side.path, int(months)), (*side.kinds, _FREE[kind.id]), side.passages)


def _basis(paper: Path, said: Path, currency: str, every: str, *, whole: bool) -> str:
    count = paper[-1].last
    time = wording.value(Decimal(count), every)
    if len(paper) == len(said) == 1:
        more = wording.value(abs(paper[0].amount - said[0].amount), currency, every)
        return f"over {time} ({more})"
    begin = f"over {time}" if whole else f"in the first {time}"
    return f"{begin}: {paths.in_words(paper, currency, every)}, not {paths.in_words(said, currency, every)}"
