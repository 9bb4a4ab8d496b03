"""A promise in the terms of its paper: a share as an amount, months of rent as money, one for so many as a share."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from crm_tui.comparison.expressions import expression
from crm_tui.comparison.figures import Figures
from crm_tui.comparison.kinds import kinds
from crm_tui.comparison.likeness import kin_of
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.vocabulary import Kind
from crm_tui.comparison.wording import value
from crm_tui.domain.claim import Bound, Claim, Form

_IN_MONTHS, _IN_MONEY = "lease.deposit_months", "lease.deposit"
_A_YEAR = Decimal(12)


def in_money(claim: Claim, kind: Kind, clause: Clause, figures: Figures) -> Claim:
    """A share of the loan as an amount, where the paper prints the amount: "PF 1 %" beside Rs 10,000."""
    said_as_share = claim.unit == "%" and claim.low is not None and claim.high is None
    if not said_as_share or kind.money != "once" or kind.dimension != "charge" or len(clause.claim.unit) != 3:
        return claim
    whole = figures.written(f"{kind.area}.amount")
    if whole is None or whole.low is None or whole.unit not in ("", clause.claim.unit) or claim.low is None:
        return claim
    return claim.model_copy(update={"low": claim.low * whole.low / 100, "unit": clause.claim.unit})


def in_rents(claim: Claim, kind: Kind, clauses: Sequence[Clause]) -> tuple[Claim, Kind]:
    """A deposit of so many months as money, or the other way round, as the paper gives it, by the paper's own rent."""
    if kind.id not in (_IN_MONTHS, _IN_MONEY) or claim.form is not Form.VALUE or claim.low is None or claim.high:
        return claim, kind
    other = _IN_MONEY if kind.id == _IN_MONTHS else _IN_MONTHS
    if _figures(clauses, kind.id) or not (there := _figures(clauses, other)):
        return claim, kind
    rent = _monthly_rent(clauses)
    if rent is None or rent.low is None:
        return claim, kind
    if other == _IN_MONEY and claim.unit == "month" and there[0].unit in ("", rent.unit):
        low, unit = claim.low * rent.low, rent.unit
    elif other == _IN_MONTHS and claim.unit in ("", rent.unit) and rent.low:
        low, unit = claim.low / rent.low, "month"
    else:
        return claim, kind
    shown = value(low.quantize(Decimal("0.01")).normalize(), unit)
    update = {"low": low, "unit": unit, "term": other, "said": f"{claim.said}, that is {shown}"}
    return claim.model_copy(update=update), kinds()[other]


def _figures(clauses: Sequence[Clause], kind: str) -> list[Claim]:
    dimension = kinds()[kind].dimension
    return [
        one.claim
        for one in clauses
        if one.kind.id in kin_of(kinds()[kind])
        and one.claim.form is Form.VALUE
        and one.claim.day is None
        and (not one.inherited or one.passage.first)
        and (dimension != "duration" or one.claim.unit in ("month", "year"))
    ]


def _monthly_rent(clauses: Sequence[Clause]) -> Claim | None:
    """The one rent of the paper for a month."""
    kin = kin_of(kinds()["lease.rent"])
    rents = [
        one.claim
        for one in clauses
        if one.claim.form is Form.VALUE
        and (one.kind.id in kin or "rent" in one.statement.alias.split())
        and one.claim.unit != "%"
    ]
    monthly = {(one.low, one.unit): one for one in rents if one.per == "month"}
    if not monthly:
        monthly = {(one.low, one.unit): one for one in rents if one.per in ("", "year")}
    if len(monthly) != 1:
        return None
    rent = next(iter(monthly.values()))
    if rent.low is None or rent.high is not None:
        return None
    return rent.model_copy(update={"low": rent.low / _A_YEAR}) if rent.per == "year" else rent


_ONE = r"(?:one|1|a|an)\)?"
_FOR_SO_MANY = expression(
    rf"\b{_ONE} (?:\w+ ){{0,3}}?(?:for|per|to|in|against)(?: every| each)? (?:\w+ )?\(?(?P<of>\d{{1,5}})\b",
    re.IGNORECASE,
)


def for_so_many(promise: str, claim: Claim, kind: Kind, clause: Clause) -> tuple[Claim, Clause]:
    """Both as a share, where both say one for so many: the fewer share one waiter, the better."""
    said, paper = _FOR_SO_MANY.search(promise), _FOR_SO_MANY.search(clause.passage.text)
    if kind.direction != "high" or not said or not paper or claim.form is not Form.VALUE:
        return claim, clause
    if claim.low != Decimal(said["of"]) or clause.claim.low != Decimal(paper["of"]):
        return claim, clause
    statement = replace(clause.statement, claim=_as_share(clause.claim))
    return _as_share(claim), replace(clause, statement=statement)


def _as_share(claim: Claim) -> Claim:
    low = 1 / claim.low if claim.low else claim.low
    return claim.model_copy(update={"low": low, "bound": Bound.EXACTLY})
