"""Two claims about one term brought to one unit, so that their values can be compared."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from crm_tui.comparison import wording
from crm_tui.comparison.units import DOLLARS, IN_MONTHS
from crm_tui.comparison.verdicts import Interval
from crm_tui.domain.claim import Bound, Claim
from crm_tui.domain.review import Reason

_A_YEAR_HAS = {
    "year": Decimal(1),
    "half-year": Decimal(2),
    "quarter": Decimal(4),
    "month": Decimal(12),
    "fortnight": Decimal(26),
    "week": Decimal(52),
    "day": Decimal(365),
}
DAYS = {
    "second": Decimal(1) / 86400,
    "minute": Decimal(1) / 1440,
    "hour": Decimal(1) / 24,
    "day": Decimal(1),
    "workday": Decimal("1.4"),
    "week": Decimal(7),
    "month": Decimal("30.4375"),
    "year": Decimal("365.25"),
}
"""How many days a unit of time has, on average."""
_LEAVE = (".leave_days", ".sick_leave", ".casual_leave", ".annual_leave")
_OF_LEAVE = {"day": Decimal(1), "workday": Decimal(1), "week": Decimal(5)}
_ALIKE = ({"year", "month"}, {"week", "day"}, {"day", "hour", "minute"})
_ABOUT = Decimal("0.02")


@dataclass(frozen=True, slots=True)
class Comparable:
    """Two intervals in one unit."""

    said: Interval
    """What was said."""

    paper: Interval
    """What the paper says."""

    spread: Decimal
    """By how much they may differ because of rounding in speech."""

    unit: str
    """Of both."""

    per: str
    """Of both."""

    note: str = ""
    """The conversion, in words; empty where none was needed."""


def comparable(said: Claim, paper: Claim, today: date) -> Comparable | Reason:
    """Both in one unit, or the reason why they can't be."""
    if said.day is not None or paper.day is not None:
        return _days(said, paper, today)
    if said.low is None or paper.low is None:
        return Reason.NO_FIGURE
    if not said.unit and said.low < 1000 and paper.low > 100 * said.low and (not paper.unit or _is_money(paper.unit)):
        # "16 fixed" may be sixteen lakh; nobody said so
        return Reason.UNIT
    ends = _interval(said, Decimal(1))
    spread = said.spread + (abs(ends.low) * _ABOUT if said.bound is Bound.ABOUT else 0)
    if said.unit == paper.unit or _same_money(said.unit, paper.unit):
        period = _period(said, paper)
        if period is None:
            return Reason.UNIT
        factor, note = period
        note = said.said if said.category == "flat" else note
        unit = paper.unit if said.unit in ("", "$") else said.unit
        return Comparable(ends, _interval(paper, factor), spread, unit, said.per or paper.per, note)
    if said.unit in DAYS and paper.unit in DAYS:
        return _durations(said, paper, spread)
    if _is_money(said.unit) and _is_money(paper.unit):
        return Reason.CURRENCY
    return Reason.UNIT


def _interval(claim: Claim, factor: Decimal) -> Interval:
    low = (claim.low or Decimal(0)) * factor
    return Interval(claim.bound, low, low if claim.high is None else claim.high * factor)


def _is_money(unit: str) -> bool:
    return unit == "$" or (len(unit) == 3 and unit.isupper())


def _same_money(one: str, other: str) -> bool:
    if not one or not other:
        return (_is_money(one) or not one) and (_is_money(other) or not other)
    return "$" in (one, other) and one in DOLLARS and other in DOLLARS


_OFTEN = frozenset({"day", "hour", "week"})
_SEVERAL_A_YEAR = frozenset({"day", "week", "month", "quarter"})


def _more(one: Claim, other: Claim) -> bool:
    return one.low is not None and other.low is not None and one.low > other.low


def _period(said: Claim, paper: Claim) -> tuple[Decimal, str] | None:
    if "each" in (said.per, paper.per) and said.per and paper.per and said.per != paper.per:
        return None
    if not said.per and paper.per in _OFTEN and _is_money(paper.unit):
        # what is asked for every week or day is not what was said without a time
        return None
    if said.unit == paper.unit == "count" and said.per in _SEVERAL_A_YEAR and not paper.per and _more(paper, said):
        # "two visits a month" says nothing of a number that is not said to come again
        return None
    if said.per == paper.per or said.per not in _A_YEAR_HAS or paper.per not in _A_YEAR_HAS:
        return Decimal(1), ""
    factor = _A_YEAR_HAS[paper.per] / _A_YEAR_HAS[said.per]
    if paper.low is None:
        return factor, ""
    before = wording.value(paper.low, paper.unit, paper.per)
    after = wording.value((paper.low * factor).quantize(Decimal("0.01")), paper.unit, said.per)
    return factor, f"{before} is {after}"


def _durations(said: Claim, paper: Claim, spread: Decimal) -> Comparable:
    if said.unit in IN_MONTHS and paper.unit in IN_MONTHS:
        here, there = IN_MONTHS[said.unit], IN_MONTHS[paper.unit]
        return Comparable(_interval(said, here), _interval(paper, there), spread * here, "month", "")
    if (said.term or "").endswith(_LEAVE) and said.unit in _OF_LEAVE and paper.unit in _OF_LEAVE:
        # of leave each day taken counts, and a week has five of them: 21 days are more than 15 working days
        days = _interval(said, _OF_LEAVE[said.unit]), _interval(paper, _OF_LEAVE[paper.unit])
        return Comparable(*days, spread, "day", "")
    one, other = _interval(said, DAYS[said.unit]), _interval(paper, DAYS[paper.unit])
    mixed = (said.unit in IN_MONTHS) != (paper.unit in IN_MONTHS)
    if mixed:
        # a month has 28 to 31 days: 30 days are a month, 365 days a year
        spread += max(abs(one.low), abs(other.low)) / Decimal(20)
    return Comparable(one, other, spread, "day", "")


def _days(said: Claim, paper: Claim, today: date) -> Comparable | Reason:
    """Two days, in days from today. A period beside a day is not compared: nobody wrote down when it began."""
    if said.day is None or paper.day is None:
        return Reason.UNIT
    one, other = (Decimal((claim.day - today).days) for claim in (said, paper) if claim.day is not None)
    return Comparable(Interval(said.bound, one, one), Interval(paper.bound, other, other), Decimal(0), "date", "")
