"""The figures of a note and its paper by their terms, for what can be reckoned from them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from crm_tui.comparison.arithmetic import MOST_MONTHS
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.layout import Passage
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.units import IN_MONTHS
from crm_tui.domain.claim import Bound, Claim, Form

_YEARS = {"day": Decimal(1) / 365, "week": Decimal(7) / 365, "month": Decimal(1) / 12, "year": Decimal(1)}
TERMS = {
    "loan": "loan.tenure",
    "deposit": "deposit.tenure",
    "insurance": "insurance.policy_term",
    "telecom": "telecom.term",
    "service": "service.term",
    "lease": "lease.term",
    "b2b": "b2b.term",
    "employment": "employment.term",
}
"""By area: the kind that says how long the whole thing runs."""
_OTHER_DOLLARS = (
    ("CAD", expression(r"\bcanad|\bontario\b|\bquebec\b|\balberta\b|\bmanitoba\b|\bHST\b|\bCAD\b|\bC\$", re.I)),
    ("AUD", expression(r"\baustralia|\bABN\b|\bAUD\b|\bA\$", re.I)),
    ("NZD", expression(r"\bnew zealand\b|\bNZD\b|\bNZ\$", re.I)),
    ("SGD", expression(r"\bsingapore\b|\bSGD\b|\bS\$", re.I)),
    ("HKD", expression(r"\bhong kong\b|\bHKD\b|\bHK\$", re.I)),
)


@dataclass(frozen=True)
class Figures:
    """What a paper, and beside it the note, give for each term."""

    clauses: Sequence[Clause]
    """The statements of the paper."""

    said: Sequence[Claim] = ()
    """What was said; it counts only where the paper is silent."""

    passages: Sequence[Passage] = ()
    """The words of the paper, for the country of a bare dollar sign."""

    def claim(self, term: str) -> Claim | None:
        """The one value of a term; None where there is none or several."""
        if term in self._claims:
            return self.written(term)
        return _only(claim for claim in self.said if claim.term == term)

    def written(self, term: str) -> Claim | None:
        """The one value that the paper gives for a term; None where it gives none or several."""
        return self._values.get(term)

    def amount(self, term: str, unit: str) -> Decimal | None:
        """A sum of money in a currency, paid once or owed as a whole."""
        claim = self.claim(term)
        return claim.low if claim is not None and claim.unit in ("", unit) and claim.per in ("", "once") else None

    def rate(self, term: str) -> Decimal | None:
        """A rate in per cent a year."""
        claim = self.claim(term)
        if claim is None or claim.low is None or claim.unit != "%" or claim.per not in ("", "year", "month"):
            return None
        return claim.low * 12 if claim.per == "month" else claim.low

    def months(self, term: str) -> int | None:
        """A whole number of months."""
        claim = self.claim(term)
        if claim is None or claim.low is None or claim.unit not in IN_MONTHS or claim.bound in _OPEN:
            return None
        months = claim.low * IN_MONTHS[claim.unit]
        return int(months) if months % 1 == 0 and 1 <= months <= MOST_MONTHS else None

    def years(self, term: str) -> Decimal | None:
        """A time in years; days are counted of 365."""
        claim = self.claim(term)
        if claim is None or claim.low is None or claim.unit not in _YEARS or claim.bound in _OPEN:
            return None
        return claim.low * _YEARS[claim.unit]

    def count(self, term: str) -> Decimal | None:
        """A number of things."""
        claim = self.claim(term)
        return claim.low if claim is not None and claim.unit in ("", "count") else None

    def count_beside(self, term: str, passage: Passage) -> Decimal | None:
        """A number of things that stands in the same row of a table; None where none or several stand there."""
        lines = set(passage.lines)
        row = [one.claim for one in self.clauses if one.kind.id == term and lines & set(one.passage.lines)]
        found = _only(row)
        return found.low if found is not None and found.unit in ("", "count") else None

    def category(self, term: str) -> str:
        """A category that all statements of the paper agree on; empty where there is none."""
        found = self._categories.get(term, frozenset())
        return next(iter(found)) if len(found) == 1 else ""

    def currency(self, unit: str) -> str:
        """The ISO 4217 code of a unit of money; empty for any other unit.

        An amount without one is of the only currency that the paper names.
        """
        if unit == "$":
            return self.dollar
        if not unit:
            return self._only_currency
        return unit if len(unit) == 3 and unit.isupper() else ""

    @cached_property
    def _only_currency(self) -> str:
        units = {clause.claim.unit for clause in self.clauses if clause.claim.unit}
        named = {self.currency(unit) for unit in units} - {""}
        return named.pop() if len(named) == 1 else ""

    @cached_property
    def _claims(self) -> Mapping[str, list[Claim]]:
        found: dict[str, list[Claim]] = {}
        for clause in self.clauses:
            found.setdefault(clause.kind.id, []).append(clause.claim)
        return found

    @cached_property
    def _values(self) -> Mapping[str, Claim | None]:
        return {term: _only(claims) for term, claims in self._claims.items()}

    @cached_property
    def _categories(self) -> Mapping[str, frozenset[str]]:
        return {term: frozenset(one.category for one in claims) for term, claims in self._claims.items()}

    @cached_property
    def dollar(self) -> str:
        """What a bare dollar sign stands for: the US dollar, unless the paper names another dollar or its country."""
        words = " ".join(passage.text for passage in self.passages)[:_ENOUGH]
        return next((code for code, pattern in _OTHER_DOLLARS if pattern.search(words)), "USD")


_OPEN = (Bound.AT_MOST, Bound.STARTING, Bound.RANGE)
_ENOUGH = 60_000


def _only(claims: Iterable[Claim]) -> Claim | None:
    found = [claim for claim in claims if claim.form is Form.VALUE and claim.high is None and claim.low is not None]
    return found[0] if found and len({(one.low, one.unit) for one in found}) == 1 else None
