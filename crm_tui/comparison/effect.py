"""The money effect of a comparison: what is certain, what is contingent and what has no price, each by itself.

The same money is counted once, whatever it was called: a rate and the instalment that follows from it, a sum and what
it is the sum of. What the paper gives beyond what was said is told apart and never taken off what it asks for.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from crm_tui.comparison import wording
from crm_tui.comparison.amounts import MOST
from crm_tui.comparison.arithmetic import rounded
from crm_tui.comparison.courses import AT_LAST
from crm_tui.comparison.courses_of_loans import OF_INSTALMENTS
from crm_tui.comparison.courses_read import contested_by_kept
from crm_tui.comparison.differences import CERTAIN, CONTINGENT
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.kinds import kinds
from crm_tui.domain.money_effect import MoneyEffect, Part, Sum, Unpriced
from crm_tui.domain.review import CLEARED, WORST_FIRST, Comparison, Finding, Impact, Reason, Surprise, Verdict

_OF_LOANS_COSTS = frozenset({"loan.closing_costs", "loan.cash_to_close", "loan.net_disbursed"})
_SAME_MONEY = (
    OF_INSTALMENTS,
    _OF_LOANS_COSTS,
    frozenset(
        {"deposit.rate", "deposit.apy", "deposit.senior_extra", "deposit.maturity_value", "deposit.payout_amount"}
    ),
    frozenset({"lease.deposit", "lease.deposit_months"}),
    frozenset({"lease.brokerage", "lease.brokerage_months"}),
)
"""Kinds of terms that tell one money in several ways; the greatest of them is counted."""


@dataclass(frozen=True, slots=True)
class _Priced:
    """One amount before it is summed."""

    key: tuple[str, str, bool, str]
    """Kind, currency, whether it saves, and for which time."""

    part: Part
    """The amount."""

    term: str
    """The kind of term; empty where none is known."""

    place: object
    """What tells it from another money of the same term: the lines that it rests on."""


def effect(comparison: Comparison) -> MoneyEffect:
    """What the customer pays more, or less, if the paper is signed as it stands."""
    unpriced: list[tuple[int, Unpriced]] = []
    priced = [*_of_courses(comparison, unpriced), *_of_findings(comparison, unpriced)]
    once = [*_without_sums(_counted_once(priced)), *_of_surprises(comparison, unpriced)]
    sums: dict[tuple[tuple[str, str, bool, str], object], list[Part]] = defaultdict(list)
    for one in once:
        # a price for each hinge and one for each channel are not to be added
        sums[one.key, one.place if one.key[3] == "each" else None].append(one.part)
    made = [
        Sum(
            kind=kind,
            currency=currency,
            saves=saves,
            every=every,
            parts=tuple(sorted(parts, key=lambda part: -part.amount)),
        )
        for ((kind, currency, saves, every), _), parts in sums.items()
    ]
    return MoneyEffect(
        sums=tuple(sorted(made, key=_order)),
        unpriced=tuple(one for _, one in sorted(unpriced, key=lambda found: found[0])),
        courses=comparison.courses,
    )


def _order(one: Sum) -> tuple[int, bool, str, str]:
    return _IN_ORDER.index(one.kind), one.saves, one.currency, one.every


def _of_courses(comparison: Comparison, unpriced: list[tuple[int, Unpriced]]) -> Iterator[_Priced]:
    for course in comparison.courses:
        found = [comparison.findings[place] for place in course.findings]
        if course.loss <= 0 and (not course.is_never_more or any(one.verdict in _AGAINST for one in found)):
            less = "as much" if course.loss == 0 else "less"
            unpriced.append(
                (
                    _rank(found[0]),
                    Unpriced(
                        label=course.label,
                        term=found[0].claim.term,
                        why=f"{course.basis}: {less} in all, but not as it was said",
                        finding=course.findings[0],
                    ),
                )
            )
        elif course.loss:
            part = Part(
                label=course.label,
                amount=rounded(abs(course.loss)),
                basis=course.basis,
                findings=course.findings,
                surprises=course.surprises,
            )
            # of what has no end only the first time is known
            yield _Priced((CERTAIN, course.currency, course.loss < 0, ""), part, found[0].claim.term or "", course)


_AGAINST = frozenset({Verdict.WORSE, Verdict.CONTRADICTED})


def _of_findings(comparison: Comparison, unpriced: list[tuple[int, Unpriced]]) -> Iterator[_Priced]:
    reckoned = {place for course in comparison.courses for place in course.findings}
    contested = contested_by_kept(comparison.findings)
    alike = Counter(found.label for found in comparison.findings if found.impact is not None)
    for place, found in enumerate(comparison.findings):
        if place in reckoned:
            continue
        impact = _possible(found.impact) if place not in contested else None
        if impact is not None and (impact.amount > 0 or found.verdict is Verdict.BETTER):
            if impact.amount:
                label = found.label if alike[found.label] == 1 else f"{found.label} {_quoted(found)}"
                part = _part(label, impact).model_copy(update={"findings": (place,)})
                yield _Priced(_key(impact, found.claim.term), part, found.claim.term or "", found.evidence)
        elif (why := _CONTESTED if place in contested else _why(found)) is not None:
            one = Unpriced(label=_called(found, place in contested), term=found.claim.term, why=why, finding=place)
            unpriced.append((_rank(found), one))


_CONTESTED = "the same line of the paper keeps another promise"


def _called(found: Finding, contested: bool) -> str:
    """The term, or the words said where they name none, or where another promise has the same."""
    return found.label if found.claim.term is not None and not contested else _quoted(found)


def _quoted(found: Finding) -> str:
    words = " ".join(found.text.split())
    return f"“{words if len(words) <= _LONGEST else words[: _LONGEST - 1] + '…'}”"


_LONGEST = 60


def _rank(found: Finding) -> int:
    return WORST_FIRST.index(found.verdict)


def _of_surprises(comparison: Comparison, unpriced: list[tuple[int, Unpriced]]) -> Iterator[_Priced]:
    reckoned = {place for course in comparison.courses for place in course.surprises}
    for place, found in enumerate(comparison.surprises):
        if place in reckoned:
            continue
        impact = _possible(found.impact)
        if impact is not None and impact.amount > 0 and _is_charge(found):
            part = _part(found.label, impact).model_copy(update={"surprises": (place,)})
            yield _Priced(_key(impact, found.term), part, found.term or "", found.evidence)
        else:
            why = "nobody spoke of it, and the paper gives no figure to reckon with"
            if impact is not None:
                why = f"nobody spoke of it; the paper has {_money(impact)}"
            unpriced.append((len(WORST_FIRST), Unpriced(label=found.label, term=found.term, why=why, surprise=place)))


def _money(impact: Impact) -> str:
    return wording.value(abs(impact.amount), impact.currency)


def _is_charge(found: Surprise) -> bool:
    """Whether a surprise is surely paid on top of what was said: a limit, a benefit, a sum of others or a later price
    is not."""
    return found.amounts is not None and found.term not in AT_LAST and not _is_sum(found)


def _is_sum(found: Surprise) -> bool:
    """Whether a surprise is the sum of a table, which holds what is counted already and what is no surprise at all."""
    text = f"{found.label} {found.evidence[0].text if found.evidence else ''}"
    return found.impact is not None and found.impact.kind == CERTAIN and bool(_TOTAL.search(text))


_TOTAL = expression(
    r"\btotal\b(?! (?:loss|cost of ownership))|\b(?:amount|sum) payable\b|\bin all\b|\baltogether\b", re.IGNORECASE
)


def _possible(impact: Impact | None) -> Impact | None:
    """What it costs, unless that is more than anybody pays: a slip of the pen or of the reading."""
    return impact if impact is not None and abs(impact.amount) < MOST else None


def _part(label: str, impact: Impact) -> Part:
    return Part(label=label, amount=rounded(abs(impact.amount)), basis=impact.basis)


def _key(impact: Impact, term: str | None) -> tuple[str, str, bool, str]:
    kind = HELD if term in _HELD and impact.kind == CERTAIN else impact.kind
    return kind, impact.currency, impact.amount < 0, impact.every


HELD = "held"
"""What is paid up front, and returned or set off later: it is no cost."""
_IN_ORDER = (CERTAIN, HELD, CONTINGENT)
_HELD = frozenset(
    {
        "lease.deposit",
        "lease.deposit_months",
        "lease.first_rent",
        "service.deposit",
        "service.damage_deposit",
        "service.caution_deposit",
        "telecom.equipment_deposit",
        "deposit.locker_deposit",
        "general.security_deposit",
        "general.advance",
        "loan.down_payment",
        "loan.advance_emi",
    }
)


def _why(found: Finding) -> str | None:
    """Why a finding has no price; None where nothing is owed."""
    match found.verdict, found.reason:
        case verdict, _ if verdict in CLEARED:
            return None
        case _, Reason.VAGUE | Reason.SILENT:
            return None
        case Verdict.MISSING, _:
            return "the paper has nothing about it"
        case Verdict.UNCLEAR, _:
            return "it is not plain what the paper says of it"
        case Verdict.CONDITIONAL, _:
            return "it depends on a condition that was not said"
        case _:
            return (
                "the paper is worse, and gives no figure to reckon with"
                if found.impact is None
                else ("less in all, but not as it was said")
            )


def _counted_once(priced: Sequence[_Priced]) -> Iterator[_Priced]:
    """The greatest of what is one money, with the findings of all that tell it."""
    groups: dict[object, list[_Priced]] = defaultdict(list)
    for one in priced:
        family = next((names for names in _SAME_MONEY if one.term in names), None)
        groups[(one.key[0], one.key[1], one.key[3], family) if family else (one.term, one.place)].append(one)
    for group in groups.values():
        worst = min(group, key=lambda one: (one.key[2], -one.part.amount if not one.key[2] else one.part.amount))
        yield _with(worst, group)


def _with(one: _Priced, others: Sequence[_Priced]) -> _Priced:
    findings = dict.fromkeys((*one.part.findings, *(place for other in others for place in other.part.findings)))
    return _Priced(one.key, one.part.model_copy(update={"findings": tuple(findings)}), one.term, one.place)


def _without_sums(priced: Iterator[_Priced]) -> Iterator[_Priced]:
    """A sum or what it holds: whichever is more."""
    left = list(priced)
    for one in [one for one in left if one.term in _SUMS]:
        held = [other for other in left if other.key == one.key and _holds(one.term, other.term)]
        if not held:
            continue
        if sum((other.part.amount for other in held), Decimal(0)) < one.part.amount:
            left = [_with(one, held) if other is one else other for other in left if other not in held]
        else:
            most = max(held, key=lambda other: other.part.amount)
            left = [_with(most, [one]) if other is most else other for other in left if other is not one]
    yield from left


_SUMS = _OF_LOANS_COSTS | {"loan.total_payment", "loan.total_payable", "b2b.total"}


def _holds(whole: str, part: str) -> bool:
    """Whether a sum, such as what is payable in all, holds another term."""
    kind = kinds().get(part)
    if kind is None or part == whole or kind.area != whole.partition(".")[0]:
        return False
    if whole in _OF_LOANS_COSTS:
        return kind.money == "once" and kind.dimension == "charge" and part not in OF_INSTALMENTS
    if whole == "loan.total_payment":
        return part in OF_INSTALMENTS or kind.money == "per_month"
    return part not in _OF_LOANS_COSTS or kind.area != "loan"
