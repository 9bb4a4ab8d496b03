"""What a term that nobody spoke of costs, as far as the paper alone can tell."""

import re
from decimal import Decimal

from crm_tui.comparison.adverse import Adverse
from crm_tui.comparison.differences import CERTAIN, CONTINGENT, costs
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.figures import TERMS, Figures
from crm_tui.comparison.kinds import kinds
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.quantities import Quantity, quantities
from crm_tui.domain.review import Impact

_MOST = Decimal(10) ** 15
"""A figure beyond this is a slip of the pen or of the reading."""
_IF = expression(
    r"\b(?:if|when|where|late|delay\w*|overdue|unpaid|default|penal\w*|bounce\w*|return\w*|dishonou?r\w*|duplicate|"
    r"lost|damaged|replacement|request|each|every|per|prepay\w*|pre-?clos\w*|foreclos\w*|clos\w+|terminat\w*|"
    r"cancel\w*|early|swap|change|additional|extra|beyond|excess|exceed\w*|reconnection|shift\w*|up to|repossess\w*|"
    r"no more than|unless|missing|unreturned)\b",
    re.IGNORECASE,
)
_OF_WHOLE = expression(
    r"\s?\(?(?:of|on) (?:the )?(?:total |sanctioned )?(?:loan|limit|finance|principal|sanction\w*|facility)", re.I
)
_YEARLY = {"month": Decimal(12), "quarter": Decimal(4), "year": Decimal(1)}


def cost(one: Adverse, clause: Clause | None, figures: Figures) -> Impact | None:
    """The money in a stretch of the paper: what is certain over the term, or what falls due each time.

    None where it names no amount, or where a share has no known whole.
    """
    if one.type.money == "none" or (clause is not None and clause.kind.money == "none"):
        return None
    text = " ".join(passage.text for passage in one.passages)
    figure = next((found for found in quantities(text) if _counts(found)), None)
    if figure is None:
        return None
    amount, currency = _amount(figure, text, figures)
    if not currency or not 0 < amount < _MOST:
        return None
    # the "a month" of a price is no condition
    if one.type.strong or _IF.search(f"{text[: figure.start]} {text[figure.end + 12 :]}"):
        return _made(amount, currency, "each time it applies", CONTINGENT)
    if figure.per in _YEARLY:
        return _over_the_term(amount, currency, figure.per, figures)
    return _made(amount, currency, "once", CERTAIN)


def _counts(figure: Quantity) -> bool:
    return figure.low > 0 and ((figure.dimension == "money" and bool(figure.unit)) or figure.unit == "%")


def _amount(figure: Quantity, text: str, figures: Figures) -> tuple[Decimal, str]:
    if figure.unit == "%":
        whole = figures.claim("loan.amount")
        if figure.per or whole is None or whole.low is None or not _OF_WHOLE.match(text[figure.end :]):
            return Decimal(0), ""
        return whole.low * figure.low / 100, figures.dollar if whole.unit == "$" else whole.unit
    return figure.low, figures.dollar if figure.unit == "$" else figure.unit


def _over_the_term(amount: Decimal, currency: str, per: str, figures: Figures) -> Impact | None:
    terms = (figures.months(term) for term in TERMS.values() if term in kinds())
    months = next((one for one in terms if one), None)
    if months is None:
        return _made(amount, currency, f"a {per}", CERTAIN, per)
    return _made(amount * _YEARLY[per] * months / 12, currency, f"over {months} months", CERTAIN)


def _made(amount: Decimal, currency: str, basis: str, kind: str, every: str = "") -> Impact | None:
    return costs(amount, currency, basis, kind, every) if len(currency) == 3 and currency.isupper() else None
