"""What a statement says about a term, as it was understood and confirmed."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from crm_tui.domain.record import Model


class Form(StrEnum):
    """The shape of a statement about a term."""

    VALUE = "value"
    NIL = "nil"
    INCLUDED = "included"
    EXCLUDED = "excluded"
    CATEGORY = "category"
    DEADLINE = "deadline"
    OPEN = "open"
    VAGUE = "vague"


class Bound(StrEnum):
    """How a value binds."""

    EXACTLY = "exactly"
    ABOUT = "about"
    AT_MOST = "at most"
    AT_LEAST = "at least"
    STARTING = "starting at"
    RANGE = "range"


class Claim(Model):
    """One statement about one term, in values that can be compared.

    The comparison fills it and reads it; everybody else shows ``said``.
    """

    term: str | None = None
    """The term kind, such as ``loan.rate``; None when no kind was recognised."""

    said: str
    """The statement in plain words, such as "8.4 % p.a."."""

    form: Form = Form.VAGUE
    """Its shape."""

    bound: Bound = Bound.EXACTLY
    """How the value binds."""

    low: Decimal | None = None
    """The value, or the lower end of a range."""

    high: Decimal | None = None
    """The upper end of a range, else None."""

    unit: str = ""
    """``%``, a currency code, ``month``, ``day``, ``mbps``, ``gb``, ``count``…"""

    spread: Decimal = Decimal(0)
    """What the rounding of a figure said in k, lakh or million may hide, in its unit."""

    per: str = ""
    """``year``, ``month``, ``once``… ; empty where it was not said."""

    day: date | None = None
    """For a date or a deadline."""

    category: str = ""
    """For a category: ``fixed``, ``floating``, ``quarterly``…"""

    tax: str = ""
    """``included``, ``on top``, or empty where it was not said."""

    conditions: tuple[str, ...] = ()
    """Conditions said with it, in the words used."""
