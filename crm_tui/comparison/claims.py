"""The claim that a figure and the words around a term make."""

import re

from crm_tui.comparison import polarity, wording
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.fitting import is_tax
from crm_tui.comparison.quantities import Quantity
from crm_tui.comparison.vocabulary import Kind
from crm_tui.comparison.words import tokens
from crm_tui.domain.claim import Bound, Claim, Form


def claim_of(kind: Kind, figure: Quantity | None, words: str, text: str) -> Claim | None:
    """The claim that a figure and the words around a term make; None where nothing is said of it."""
    sense = polarity.sense(words, ())
    base = Claim(
        term=kind.id,
        said="",
        tax=polarity.tax(text),
        conditions=polarity.conditions(text if kind.dimension in ("category", "provision") else words),
        form=Form.VAGUE,
    )  # fmt: skip
    made: Claim | None
    if kind.dimension == "category":
        made = _category(base, kind, text, sense)
    elif kind.dimension == "provision":
        made = _provision(base, kind, polarity.sense(_WAIVED.sub(" ", words), ()) if _is_waiver(kind) else sense)
    elif figure is not None:
        made = _valued(base, kind, figure, text)
    else:
        made = _unvalued(base, kind, sense)
        if kind.dimension in _GIVEN and kind.direction == "high":
            made = _given(base, kind, words, text) or made
    if made is None:
        return None
    said = wording.said(made, indian=figure is not None and figure.indian)
    if kind.id == "loan.fixed_period" and figure:
        said = f"fixed until {said.removeprefix('by ')}" if made.day else f"fixed for {said}"
    return made.model_copy(update={"said": said})


def _given(base: Claim, kind: Kind, words: str, text: str) -> Claim | None:
    """What words without a figure of the kind say of an allowance or a sum that is given."""
    if _LEFT_OUT.search(words):
        return base.model_copy(update={"form": Form.EXCLUDED})
    if kind.dimension == "count" and _ZERO_PRICE.search(text):
        return base.model_copy(update={"form": Form.INCLUDED})
    if kind.dimension == "money" and _YES.search(words):
        return base.model_copy(update={"form": Form.INCLUDED})
    return None


_LEFT_OUT = expression(
    r"\bnot (?:covered|included|selected|taken|opted|available|insured|chosen|provided|required by you)\b|"
    r"\b(?:excluded|not opted|declined)\b",
    re.IGNORECASE,
)
_ZERO_PRICE = expression(
    r"(?:(?:rs|inr|usd|eur|gbp|aed|aud|sgd|cad|php|kes|zar)\.? ?|[$€£₹₱₦] ?)0(?:[.,]00?)?(?![\d.,]*\d)", re.IGNORECASE
)
_YES = expression(r"\b(?:yes|haan|opo|ndiyo|ja|covered|cover hai|ok)\b|[✓✔]", re.IGNORECASE)
"""That a sum is given, without how much: "passport loss yes"."""
_WAIVED = expression(r"\bwaive[dr]?s?\b", re.IGNORECASE)


def _is_waiver(kind: Kind) -> bool:
    """Whether the benefit is that something is waived: the word then grants it."""
    return kind.direction == "high" and "waive" in kind.label.lower()


def categories_in(kind: Kind, text: str) -> tuple[str, ...]:
    """The categories of a kind that a text names, by the longest name and then by place."""
    words = [word for word, _, _ in tokens(text)]
    found: list[tuple[int, int, str]] = []
    for name, phrases in kind.categories.items():
        for phrase in phrases:
            wanted = [word for word, _, _ in tokens(phrase)]
            found.extend(
                (-len(wanted), place, name)
                for place in range(len(words) - len(wanted) + 1)
                if words[place : place + len(wanted)] == wanted
            )
    return tuple(dict.fromkeys(name for _, _, name in sorted(found)))


def _category(base: Claim, kind: Kind, text: str, sense: polarity.Sense) -> Claim | None:
    named = categories_in(kind, text)
    if named:
        return base.model_copy(update={"form": Form.CATEGORY, "category": named[0]})
    return base.model_copy(update={"form": Form.OPEN}) if sense.open or sense.reference else None


def _provision(base: Claim, kind: Kind, sense: polarity.Sense) -> Claim:
    if sense.unlimited:
        return base.model_copy(update={"form": Form.INCLUDED, "category": "unlimited", "unit": "provision"})
    if kind.direction == "high" and sense.at_cost and not sense.costless:
        return base.model_copy(update={"form": Form.EXCLUDED, "unit": "provision"})
    if kind.direction == "high" and sense.costless and not sense.negated:
        return base.model_copy(update={"form": Form.INCLUDED, "unit": "provision"})
    if kind.direction == "low" and sense.included and not sense.negated:
        return base.model_copy(update={"form": Form.NIL, "unit": "provision"})
    if sense.negated:
        return base.model_copy(
            update={"form": Form.EXCLUDED if kind.direction == "high" else Form.NIL, "unit": "provision"}
        )
    if sense.reference or (sense.open and not sense.affirmed):
        return base.model_copy(update={"form": Form.OPEN, "category": sense.reference})
    return base.model_copy(update={"form": Form.INCLUDED, "unit": "provision"})


_WAIVED_BEHIND = expression(
    r"(?:\.00)?[\s,;:()–-]{1,4}(?:now |fully |100% |is |currently )?(?:waived(?: off)?|free|nil)(?=\W{0,3}$)",
    re.IGNORECASE,
)
"""A price that is printed and then not asked for: "Rs 2,000, waived"."""


_FREE_THINGS = expression(
    r"^\W{0,2}(?:[a-z]{3,14} ){1,3}(?:free|foc|complimentary)\b(?! (?:for|until|till))", re.IGNORECASE
)
"""So many of a thing for nothing: "2 season parking free" is no price of two."""
_THINGS = 20


def _valued(base: Claim, kind: Kind, figure: Quantity, text: str) -> Claim:
    if figure.day is not None:
        form = Form.DEADLINE if figure.bound is Bound.AT_MOST else Form.VALUE
        return base.model_copy(update={"form": form, "day": figure.day, "bound": figure.bound})
    bare = kind.dimension in ("money", "charge") and not figure.unit and figure.low < _THINGS
    if bare and kind.direction == "low" and _FREE_THINGS.search(text[figure.end :]):
        return base.model_copy(update={"form": Form.NIL})
    waived = kind.dimension in ("money", "charge") and _WAIVED_BEHIND.match(text, figure.end) is not None
    if (waived or figure.low == 0) and figure.high is None and kind.direction != "high":
        return base.model_copy(update={"form": Form.NIL})
    per = figure.per
    if figure.unit == "%" and not per and kind.dimension == "rate" and kind.money in ("instalment", "per_year"):
        per = "year"
    # "minimum term 24 months" is the term: to be bound for less is not on offer
    whole = kind.dimension == "duration" and kind.direction == "exact" and figure.bound is Bound.AT_LEAST
    update = {
        "form": Form.VALUE,
        "bound": Bound.EXACTLY if whole else figure.bound,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "per": per,
        "spread": figure.spread,
    }
    return base.model_copy(update=update)


_GIVEN = ("count", "ratio", "rate", "money")
"""What somebody else pays is no refusal: "pension on us"."""


def _unvalued(base: Claim, kind: Kind, sense: polarity.Sense) -> Claim | None:
    if sense.unlimited and not (sense.nil and kind.direction == "low"):
        return base.model_copy(update={"form": Form.INCLUDED, "category": "unlimited"})
    if (sense.included or sense.costless) and kind.dimension in _GIVEN and kind.direction == "high":
        return base.model_copy(update={"form": Form.INCLUDED})
    if sense.nil or (sense.included and kind.direction == "low" and kind.dimension == "charge" and not is_tax(kind)):
        # a charge that is included is not asked for on top
        return base.model_copy(update={"form": Form.NIL if kind.direction != "high" else Form.EXCLUDED})
    if sense.open or sense.reference:
        return base.model_copy(update={"form": Form.OPEN, "category": sense.reference})
    if sense.at_cost and kind.direction == "high" and kind.dimension in ("count", "data", "speed"):
        # an allowance that is charged for is none: "calls to landlines: charged at P7.50 per minute"
        return base.model_copy(update={"form": Form.EXCLUDED})
    if sense.at_cost and kind.direction == "low" and kind.dimension == "charge":
        # it is charged, at a price that does not stand here
        return base.model_copy(update={"form": Form.OPEN})
    return None
