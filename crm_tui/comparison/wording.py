"""Claims and values in plain words, for people."""

from decimal import Decimal

from crm_tui.domain.claim import Bound, Claim, Form
from crm_tui.domain.money import grouped

_SIGNS = {"INR": "Rs ", "$": "$", "USD": "$", "GBP": "£", "EUR": "€", "CAD": "C$", "SGD": "S$", "AUD": "A$"}
_PER = {"year": " a year", "month": " a month", "quarter": " a quarter", "week": " a week", "day": " a day"}
_PREFIX = {
    Bound.ABOUT: "about ",
    Bound.AT_MOST: "at most ",
    Bound.AT_LEAST: "at least ",
    Bound.STARTING: "from ",
}


def number(value: Decimal) -> str:
    """Digits without needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def value(amount: Decimal, unit: str, per: str = "") -> str:
    """A value with its unit: "8.4 % p.a.", "Rs 41,352", "3 years"."""
    if unit == "%":
        return f"{number(amount)} %" + {"year": " p.a.", "month": " a month"}.get(per, "")
    if unit.isupper() or unit == "$":
        sign = _SIGNS.get(unit, f"{unit} ")
        return f"{sign}{grouped(amount.normalize() if amount == amount.to_integral() else amount, unit)}{_per(per)}"
    if unit == "mbps":
        return f"{number(amount)} Mbps"
    if unit == "gb":
        return f"{number(amount)} GB{_per(per)}"
    if unit == ":":
        return f"{number(amount)}:1"
    if unit in ("", "count"):
        return f"{grouped(amount, '')}{_per(per)}"
    name = {"workday": "working day"}.get(unit, unit)
    return f"{number(amount)} {name}{'' if amount == 1 else 's'}{_per(per)}"


def _per(per: str) -> str:
    return _PER.get(per, f" an {per}" if per == "hour" else f" {per}" if per else "")


def said(claim: Claim) -> str:
    """A claim in plain words."""
    match claim.form:
        case Form.NIL:
            return "no charge" if claim.unit != "provision" else "none"
        case Form.INCLUDED:
            return "unlimited" if claim.category == "unlimited" else "included"
        case Form.EXCLUDED:
            return "not included"
        case Form.OPEN:
            return "left open"
        case Form.CATEGORY:
            return claim.category.replace("_", " ")
        case Form.VAGUE:
            return "nothing that can be compared"
        case _:
            return _figure(claim)


def _figure(claim: Claim) -> str:
    if claim.day is not None:
        day = f"{claim.day.day} {claim.day:%B %Y}"
        return f"by {day}" if claim.bound is Bound.AT_MOST or claim.form is Form.DEADLINE else day
    if claim.low is None:
        return "nothing that can be compared"
    if claim.high is not None:
        return f"{value(claim.low, claim.unit, '')} to {value(claim.high, claim.unit, claim.per)}"
    return _PREFIX.get(claim.bound, "") + value(claim.low, claim.unit, claim.per)
