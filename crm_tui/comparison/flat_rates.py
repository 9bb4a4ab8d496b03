"""A flat rate beside one on the reducing balance: compared through the instalments that they lead to."""

import re
from dataclasses import replace

from crm_tui.comparison import wording
from crm_tui.comparison.arithmetic import CENT, flat_instalment, instalment, reducing_of, rounded
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.figures import Figures
from crm_tui.comparison.paper import Clause
from crm_tui.domain.claim import Claim, Form

FLAT, REDUCING = "flat", "reducing"
METHODS = frozenset({FLAT, REDUCING})
"""The category of a rate that was said, once its method and that of the paper were reckoned with."""

FLAT_WORD = expression(r"\bflat\b(?! (?:no|number|c-|[a-z]?-?\d))", re.IGNORECASE)
REDUCING_WORD = expression(r"\b(?:reducing|diminishing|declining)\b", re.IGNORECASE)


def through_instalments(promise: str, claim: Claim, clause: Clause, figures: Figures) -> tuple[Claim, Clause]:
    """Both rates on the reducing balance, where one is flat, the other is not, and the time of the loan is known.

    A flat rate's equal is the rate at which the same instalments repay the loan (internal rate of return), to the
    hundredth. Its ``said`` then tells the conversion.
    """
    months = figures.months("loan.tenure")
    if clause.kind.id != "loan.rate" or months is None or not (_is_rate(claim) and _is_rate(clause.claim)):
        return claim, clause
    said = method_named(promise) or next((one.category for one in figures.said if one.term == "loan.rate_method"), "")
    paper = _printed(clause, figures)
    if {said, paper} != METHODS:
        return claim, clause
    if said == FLAT:
        return _converted(claim, months).model_copy(update={"category": FLAT}), clause
    statement = replace(clause.statement, claim=_converted(clause.claim, months))
    return claim.model_copy(update={"category": REDUCING}), replace(clause, statement=statement)


def _is_rate(claim: Claim) -> bool:
    figure = claim.form is Form.VALUE and claim.low is not None and claim.high is None
    return figure and claim.unit == "%" and claim.per in ("", "year", "month")


def _printed(clause: Clause, figures: Figures) -> str:
    """As the paper names it beside the figure or as its method; else as its own instalment shows."""
    named = method_named(clause.passage.text) or figures.category("loan.rate_method")
    return named if named in METHODS else _by_instalment(clause.claim, figures)


def method_named(text: str) -> str:
    """The method that a text names; empty where it names none or both."""
    flat, reducing = FLAT_WORD.search(text), REDUCING_WORD.search(text)
    return "" if bool(flat) == bool(reducing) else FLAT if flat else REDUCING


def _by_instalment(claim: Claim, figures: Figures) -> str:
    amount, each, months = figures.claim("loan.amount"), figures.claim("loan.emi"), figures.months("loan.tenure")
    if amount is None or each is None or amount.low is None or each.low is None or months is None or claim.low is None:
        return ""
    try:
        rate = claim.low * (12 if claim.per == "month" else 1)
        if abs(instalment(amount.low, rate, months) - each.low) <= 1:
            return REDUCING
        return FLAT if abs(flat_instalment(amount.low, rate, months) - each.low) <= 1 else ""
    except ValueError:
        return ""


def _converted(claim: Claim, months: int) -> Claim:
    if claim.low is None or not 0 <= claim.low <= 100:
        return claim
    yearly = claim.low * (12 if claim.per == "month" else 1)
    equal = rounded(reducing_of(yearly, months))
    words = (
        f"{wording.value(claim.low, '%', claim.per or 'year')} flat, over {months} months "
        f"{wording.value(equal, '%', 'year')} on the reducing balance"
    )
    return claim.model_copy(update={"low": equal, "per": "year", "said": words, "spread": max(claim.spread, CENT)})
