"""Promises that a thing is there, or is not, beside what a clause says of it: included, excluded, priced, granted."""

import re
from datetime import date

from crm_tui.comparison import polarity, verdicts
from crm_tui.comparison.clearing import is_limited, is_short_lived
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.leaving import costs_to_leave
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.quantities import quantities
from crm_tui.comparison.verdicts import Ruling
from crm_tui.comparison.vocabulary import Kind
from crm_tui.domain.claim import Claim, Form

_NOT_ASKED = expression(
    r"\b(?:not|n['’]t) (?:be )?(?:required|needed|necessary|mandatory|asked for|compulsory)\b|\bno need\b|"
    r"\bneedn['’]t\b|\bdon['’]t (?:need|have to|want|ask)\b",
    re.IGNORECASE,
)
"""What makes a thing a burden that is spared, whatever its kind is to others: "bank guarantee not required"."""
_STRONG_YES = expression(
    r"\b(?:included?|includes|inclusive|covered|covers|allowed|permitted|available|provided|opted|selected|granted|"
    r"accepted|freely|exempt|"
    r"may|entitled|yes|guaranteed|free|no (?:extra )?(?:charge|cost)|can|at any time|unlimited)\b|\[x\]",
    re.IGNORECASE,
)
_GRANTS = expression(
    rf"\b{polarity.PROVIDERS}\s(?:(?:shall|will|must|agrees to|undertakes to)\s)?(?:also\s|itself\s)?"
    r"(?:provides?|suppl(?:y|ies)|keeps?|maintains?|furnish(?:es)?|gives?|pays?|pay for|pays for|bears?|arranges?|"
    r"replaces?|repairs?|delivers?|performs?|carries|carry|reimburses?|installs?|trains?)\b|"
    rf"\b{polarity.PROVIDERS}\s(?:shall|will|agrees)\snot\b|"
    rf"\b(?:borne|paid|met|provided|supplied|arranged|reimbursed|replaced|repaired)\sby\s(?:the\s)?{polarity.PROVIDERS}\b",
    re.IGNORECASE,
)
_LISTED = expression(
    r"\b(?:included|inclusions?|includes|inclusive|what (?:is|you get|we (?:do|provide|cover))|benefits|"
    r"services provided|amenities|facilities|(?:the|your) (?:\w+ ){1,3}covers)\b",
    re.IGNORECASE,
)
_NOT_LISTED = expression(r"\b(?:not|exclu\w+|optional|extra|charges?|fees?)\b", re.IGNORECASE)
_PRICE_WORDS = expression(r"\b(?:charges?|fees?|additional premium|extra premium|plus (?:gst|vat))\b", re.IGNORECASE)


def present(promise: str, claim: Claim, kind: Kind, clause: Clause, today: date) -> Ruling:
    """The verdict on a promise that something is there or is not there, without a figure of its own."""
    paper = clause.claim
    gone = paper.form in (Form.NIL, Form.EXCLUDED)
    if claim.form is Form.EXCLUDED:
        if gone:
            return verdicts.MATCHES
        if kind.direction == "high" and costs_to_leave(promise, kind, clause):
            return verdicts.CONTRADICTED
        # somebody who promises an absence rarely means a benefit: "early repayment free of charge" is about its price
        if kind.direction == "high" and not _NOT_ASKED.search(promise):
            return verdicts.DOUBT
        return verdicts.CONTRADICTED
    if kind.dimension != "provision" and kind.direction == "high":
        if gone:
            return verdicts.CONTRADICTED
        if kind.dimension == "money" and paper.form is Form.VALUE:
            # a sum said without how much is given up to the sum on paper
            return verdicts.CONDITIONAL
        priced = any(one.dimension == "money" and one.low > 0 for one in quantities(clause.passage.text))
        kept = paper.form in (Form.INCLUDED, Form.VALUE) and not priced
        return verdicts.MATCHES if kept else verdicts.DOUBT
    if kind.dimension != "provision":
        if paper.form is Form.NIL:
            return verdicts.MATCHES
        return verdicts.CONTRADICTED if paper.form is Form.VALUE else verdicts.DOUBT
    if gone:
        return verdicts.BETTER if kind.direction == "low" else verdicts.CONTRADICTED
    if kind.direction == "high" and _is_priced(clause):
        return verdicts.CONTRADICTED
    given = kind.direction == "high" and (_is_granted(clause) or _costs_nothing(clause))
    if given or _STRONG_YES.search(clause.passage.text):
        return verdicts.MATCHES
    if kind.direction == "high" and paper.form is Form.INCLUDED and is_limited(promise, clause, today):
        return verdicts.WORSE if is_short_lived(promise, clause, today) else verdicts.CONDITIONAL
    return verdicts.DOUBT


def _is_granted(clause: Clause) -> bool:
    """Whether the provider binds itself to the thing, or a list of what is included has a row of it."""
    passage = clause.passage
    if _GRANTS.search(passage.text):
        return True
    listed = _LISTED.search(passage.heading)
    listed_so = listed and not _NOT_LISTED.search(passage.heading.replace(listed[0], ""))
    return bool(listed_so) and clause.statement.start < max(passage.label, 1)


def _costs_nothing(clause: Clause) -> bool:
    """Whether the only price that stands beside the thing is none: "Router: £0.00"."""
    prices = [one for one in quantities(clause.passage.text) if one.dimension == "money"]
    return bool(prices) and all(one.low == 0 and not one.high for one in prices)


def _is_priced(clause: Clause) -> bool:
    """Whether a row gives the thing a price of its own: "Static IP: Rs 200 a month"."""
    text = clause.passage.text
    if not clause.passage.label or clause.statement.start >= clause.passage.label:
        return False
    prices = [one for one in quantities(text) if one.dimension == "money" and one.low > 0]
    return any(one.per in ("month", "year") for one in prices) or bool(prices and _PRICE_WORDS.search(text))
