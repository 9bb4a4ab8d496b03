"""Of several figures for one kind of term, those that the promise itself picks: by its period, its party, its unit.

"99 for the first year" is about the first step of a schedule, "we put in 8 %" about what the other side pays, "380 per
lift" about the price of one. Where the promise picks nothing all of them stay.
"""

import re
from collections.abc import Callable, Sequence

from crm_tui.comparison.expressions import expression
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.passage import Step
from crm_tui.comparison.quantities import Quantity, quantities
from crm_tui.comparison.steps import periods_in
from crm_tui.comparison.tiers import is_a_sum, only_in_the_part
from crm_tui.comparison.units import IN_MONTHS
from crm_tui.comparison.words import content, stems

_GIVER = expression(
    r"\b(?:we|us|our|ours|company(?:['’]s)?|employer(?:['’]s)?|landlord(?:['’]s)?|lessor|bank|lender|supplier|seller|"
    r"provider|licensor|contractor|insurer|vendor|franchisor)\b",
    re.IGNORECASE,
)
_TAKER = expression(
    r"\b(?:you|your|yours|she|he|her|him|his|employees?(?:['’]s?)?|executive|tenants?(?:['’]s?)?|lessee|borrowers?|"
    r"customers?(?:['’]s?)?|buyer|purchaser|clients?(?:['’]s?)?|licensee|insured|member|subscriber|franchisee)\b",
    re.IGNORECASE,
)
_PART = expression(r"[;,|:]|\b(?:and|while|whereas|but)\b", re.IGNORECASE)
_REACH = 120


def picked(promise: str, clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses that the promise is about, as far as its own words tell; all of them where they tell nothing."""
    chosen = list(clauses)
    for chooser in (_by_period, _by_party, _by_unit):
        if len(chosen) < 2:
            break
        fits = chooser(promise, chosen)
        if fits is not None:
            chosen = [one for one in chosen if fits(one)] or chosen
    return chosen


def summed(promise: str, clauses: Sequence[Clause]) -> list[Clause]:
    """The sums alone, where the promise calls them by their name and names none of the parts that they add up."""
    fits = _by_sum(promise, clauses)
    return [one for one in clauses if fits is None or fits(one)]


Fits = Callable[[Clause], bool]


def _by_period(promise: str, clauses: Sequence[Clause]) -> Fits | None:
    """The steps of a schedule that the period of the promise reaches."""
    said = next(iter(periods_in(promise)), None)
    if said is None or not any(one.passage.steps for one in clauses):
        return None
    first, last = _months(said.first, said.last, said.unit)

    def fits(clause: Clause) -> bool:
        step = _step_of(clause)
        if step is None:
            return not clause.passage.steps
        begins, ends = _months(step.first, step.last, step.unit)
        return (ends is None or first <= ends) and (begins <= first or (last is not None and begins <= last))

    return fits


def is_of_another_step(promise: str, clause: Clause, figure: Quantity) -> bool:
    """Whether a figure is the value of another step than the one that the promise names by its period."""
    own = _step_of(clause)
    if own is None or next(periods_in(promise), None) is None:
        return False
    others = [step for step in clause.passage.steps if step is not own]
    return any(one.low == figure.low for step in others for one in quantities(step.text))


def months_of_its_step(clause: Clause) -> int | None:
    """For how many months from the start the step of a schedule holds that a clause is; None for no end or no step."""
    step = _step_of(clause)
    return None if step is None else _months(step.first, step.last, step.unit)[1]


def _months(first: int, last: int | None, unit: str) -> tuple[int, int | None]:
    factor = int(IN_MONTHS.get(unit, 3 if unit == "quarter" else 1))
    return (first - 1) * factor + 1, None if last is None else last * factor


def _step_of(clause: Clause) -> Step | None:
    """The step of its schedule that the figure of a clause is the value of."""
    used = clause.statement.figure
    for step in clause.passage.steps:
        if step.line not in clause.passage.lines:
            continue
        if used is None or any(one.low == used.low for one in quantities(step.text)):
            return step
    return None


def _by_party(promise: str, clauses: Sequence[Clause]) -> Fits | None:
    """What the party pays or is owed that the promise speaks of."""
    giver, taker = _GIVER.search(promise), _TAKER.search(promise)
    if giver is None and taker is None:
        return None
    # "we give you three months": who is named first owes it
    first = taker is None or (giver is not None and giver.start() < taker.start())
    said = frozenset({"giver" if first else "taker"})
    if not any(party_of(one) in said for one in clauses):
        return None
    return lambda clause: party_of(clause) in said or not party_of(clause)


def party_of(clause: Clause) -> str:
    """``giver`` or ``taker`` by the last party named in front of a figure, in its own part of the sentence."""
    used = clause.statement.figure
    if used is None:
        return ""
    ahead = clause.passage.text[max(0, used.start - _REACH) : used.start]
    parts = [part for part in _PART.split(ahead) if part and _sides(part)]
    sides = _sides(parts[-1]) if parts else frozenset()
    return next(iter(sides)) if len(sides) == 1 else ""


def _sides(text: str) -> frozenset[str]:
    named = {"giver"} if _GIVER.search(text) else set()
    return frozenset(named | ({"taker"} if _TAKER.search(text) else set()))


def _by_unit(promise: str, clauses: Sequence[Clause]) -> Fits | None:
    """The price of one of what the promise counts, beside the price of several in the same row."""
    counted = unit_said(promise)
    rows = {id(one.passage) for one in clauses if counted & unit_of(one)}
    if not rows:
        return None
    return lambda clause: id(clause.passage) not in rows or bool(counted & unit_of(clause))


def unit_of(clause: Clause) -> frozenset[str]:
    """The words of what the price of a clause is the price of one of."""
    used = clause.statement.figure
    return frozenset() if used is None else is_for_one_of(clause.passage.text, used)


def is_for_one_of(text: str, figure: Quantity) -> frozenset[str]:
    """The words of what a figure is the price of one of: the ``lift`` of "380 per lift per month"."""
    return unit_said(f"{text[figure.start : figure.end + _BEHIND]} per {figure.each}")


def unit_said(text: str) -> frozenset[str]:
    """The words of what a price in a text is the price of one of."""
    named = [word for match in _PER.finditer(text) for word in stems(match[1])]
    return frozenset(named) - _TIMES


_PER = expression(r"(?:/|\bper\b|\ban?\b|\beach\b)\s?((?:(?:rentable|square|sq\.?) )*\w{2,14})", re.IGNORECASE)
_TIMES = stems("annum year month week day hour quarter night")
_BEHIND = 24


def _row_name(clause: Clause) -> str:
    """The name of a row without that of its column: "Total" of "Total (Monthly)"."""
    return clause.passage.text[: clause.passage.label].split("(", 1)[0]


def _by_sum(promise: str, clauses: Sequence[Clause]) -> Fits | None:
    """The sum, where the promise names none of the parts that it adds up."""
    named = set(content(promise))
    sums = [
        one for one in clauses if is_a_sum(one.passage) and named & set(content(_row_name(one))) and not one.loosely
    ]
    parts = [one for one in clauses if not is_a_sum(one.passage)]
    if not sums or not parts or any(not one.passage.label for one in parts):
        return None
    said = {one.low for one in quantities(promise)}
    if any(one.claim.low in said for one in parts):
        # the very figure of a part may be what was meant
        return None
    if any(only_in_the_part(promise, part.passage, sums[0].passage) for part in parts):
        return None
    return lambda clause: is_a_sum(clause.passage)
