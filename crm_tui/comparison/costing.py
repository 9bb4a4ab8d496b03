"""What a term that nobody spoke of costs, as far as the paper alone can tell."""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from crm_tui.comparison.adverse import Adverse
from crm_tui.comparison.arithmetic import only_value
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.quantities import Quantity, quantities
from crm_tui.comparison.vocabulary import Kind, kinds
from crm_tui.domain.review import Impact

_CENT = Decimal("0.01")
_MOST = Decimal(10) ** 15
"""A figure beyond this is a slip of the pen or of the reading."""
_IF = re.compile(
    r"\b(?:if|when|where|late|delay\w*|overdue|unpaid|default|penal\w*|bounce\w*|return\w*|dishonou?r\w*|duplicate|"
    r"lost|damaged|replacement|request|each|every|per|prepay\w*|pre-?clos\w*|foreclos\w*|clos\w+|terminat\w*|"
    r"cancel\w*|early|swap|change|additional|extra|beyond|excess|exceed\w*|reconnection|shift\w*|up to|repossess\w*|"
    r"no more than|unless|missing|unreturned)\b",
    re.IGNORECASE,
)
_OF_WHOLE = re.compile(
    r"\s?\(?(?:of|on) (?:the )?(?:total |sanctioned )?(?:loan|limit|finance|principal|sanction\w*|facility)", re.I
)
_TIMES = {"month": Decimal(1), "year": Decimal(12), "quarter": Decimal(3)}
_TERMS = ("loan.tenure", "lease.term", "telecom.term", "b2b.term", "service.term")


def cost(one: Adverse, kind: Kind | None, clauses: Sequence[Clause]) -> Impact | None:
    """The money in a stretch of the paper: what is certain over the term, or what falls due each time.

    None where it names no amount, or where a share has no known whole.
    """
    if one.type.money == "none" and (kind is None or kind.money == "none"):
        return None
    text = " ".join(passage.text for passage in one.passages)
    figure = next((found for found in quantities(text) if _counts(found)), None)
    if figure is None:
        return None
    amount, currency = _amount(figure, text, clauses)
    if not currency or not 0 < amount < _MOST:
        return None
    if (kind is not None and kind.money == "contingent") or one.type.strong or _IF.search(_without(figure, text)):
        return _made(amount, currency, "each time it applies", "contingent")
    if figure.per in _TIMES:
        return _over_the_term(amount, currency, figure.per, clauses)
    return _made(amount, currency, "once", "certain")


def _counts(figure: Quantity) -> bool:
    return figure.low > 0 and ((figure.dimension == "money" and len(figure.unit) == 3) or figure.unit == "%")


def _without(figure: Quantity, text: str) -> str:
    """The text without its figure, whose "a month" or "per year" is no condition."""
    return text[: figure.start] + text[figure.end + 12 :]


def _amount(figure: Quantity, text: str, clauses: Sequence[Clause]) -> tuple[Decimal, str]:
    if figure.unit != "%":
        return figure.low, figure.unit
    if figure.per or not _OF_WHOLE.match(text[figure.end :]):
        return Decimal(0), ""
    whole = next((only_value(clauses, term) for term in ("loan.amount",) if term in kinds()), None)
    if whole is None or whole.low is None or len(whole.unit) != 3:
        return Decimal(0), ""
    return whole.low * figure.low / 100, whole.unit


def _over_the_term(amount: Decimal, currency: str, per: str, clauses: Sequence[Clause]) -> Impact:
    for term in _TERMS:
        length = only_value(clauses, term) if term in kinds() else None
        if length is not None and length.low is not None and length.unit in ("month", "year"):
            months = length.low * _TIMES[length.unit]
            return _made(amount * months / _TIMES[per], currency, f"over {months.normalize():f} months", "certain")
    return _made(amount, currency, f"a {per}", "certain")


def _made(amount: Decimal, currency: str, basis: str, kind: str) -> Impact:
    return Impact(amount=amount.quantize(_CENT, ROUND_HALF_UP), currency=currency, basis=basis, kind=kind)
