"""Claims and values in plain words, for people."""

from decimal import Decimal

from crm_tui.comparison.fee_multiples import UNIT
from crm_tui.comparison.vocabulary import kinds
from crm_tui.domain.claim import Bound, Claim, Form
from crm_tui.domain.money import grouped, signed

_PER = {"year": " a year", "month": " a month", "quarter": " a quarter", "week": " a week", "day": " a day"}
_PREFIX = {
    Bound.ABOUT: "about ",
    Bound.AT_MOST: "at most ",
    Bound.AT_LEAST: "at least ",
    Bound.STARTING: "from ",
}

NOTHING_COMPARABLE = "nothing that can be compared"
"""Said of praise and of promises without a value."""


def number(value: Decimal) -> str:
    """Digits without needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def value(amount: Decimal, unit: str, per: str = "", *, indian: bool = False) -> str:
    """A value with its unit: "8.4 % p.a.", "Rs 41,352", "3 years"; ``indian`` groups bare digits as 42,00,000."""
    if unit == "%":
        return f"{number(amount)} %" + {"year": " p.a.", "month": " a month"}.get(per, "")
    if unit.isupper() or unit == "$":
        return f"{signed(amount.normalize() if amount == amount.to_integral() else amount, unit)}{_per(per)}"
    if unit == "mbps":
        return f"{number(amount)} Mbps"
    if unit == "gb":
        return f"{grouped(amount, '')} GB{_per(per)}"
    if unit == ":":
        return f"{number(amount)}:1" if amount >= 1 or not amount else f"1 for {number(round(1 / amount, 2))}"
    if unit == UNIT:
        return f"{number(amount)} month{'' if amount == 1 else 's'} of fees"
    if unit in ("", "count"):
        return f"{grouped(amount, 'INR' if indian else '')}{_per(per)}"
    name = {"workday": "working day"}.get(unit, unit)
    return f"{number(amount)} {name}{'' if amount == 1 else 's'}{_per(per)}"


def _per(per: str) -> str:
    return _PER.get(per, f" an {per}" if per == "hour" else f" {per}" if per else "")


def said(claim: Claim, *, indian: bool = False) -> str:
    """A claim in plain words."""
    match claim.form:
        case Form.NIL:
            return "no charge" if _is_charge(claim) else "none"
        case Form.INCLUDED if claim.category == "unlimited":
            return "unlimited"
        case Form.INCLUDED:
            return "applies" if _binds(claim) else "included"
        case Form.EXCLUDED:
            return "not included"
        case Form.OPEN:
            return "left open"
        case Form.CATEGORY:
            return claim.category.replace("_", " ")
        case Form.VAGUE:
            return NOTHING_COMPARABLE
        case _:
            return _figure(claim, indian)


def _is_charge(claim: Claim) -> bool:
    kind = kinds().get(claim.term or "")
    if kind is None:
        return claim.unit != "provision"
    return kind.dimension == "charge" or (kind.dimension == "money" and kind.money != "none")


def _binds(claim: Claim) -> bool:
    kind = kinds().get(claim.term or "")
    return kind is not None and kind.dimension == "provision" and kind.direction == "low"


def lowered(label: str) -> str:
    """A label inside a sentence: "Rate of interest" loses its capital, "EMI" keeps its own."""
    return label[:1].lower() + label[1:] if label[1:2].islower() or label[1:2] == " " else label


def full_stop(words: str) -> str:
    """Words as a sentence, with one full stop even behind "p.a."."""
    return words.rstrip(" .;,") + "." if words.endswith((".", " ", ";", ",")) else words + "."


def _figure(claim: Claim, indian: bool) -> str:
    if claim.day is not None:
        day = f"{claim.day.day} {claim.day:%B %Y}"
        return f"by {day}" if claim.bound is Bound.AT_MOST or claim.form is Form.DEADLINE else day
    if claim.low is None:
        return NOTHING_COMPARABLE
    if claim.high is not None:
        low = value(claim.low, claim.unit, "", indian=indian)
        return f"{low} to {value(claim.high, claim.unit, claim.per, indian=indian)}"
    return _PREFIX.get(claim.bound, "") + value(claim.low, claim.unit, claim.per, indian=indian)
