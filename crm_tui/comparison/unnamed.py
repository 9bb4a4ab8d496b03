"""Figures of a note that no name explains, read as what the area usually means by them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from crm_tui.comparison.claims import claim_of
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.fitting import fit
from crm_tui.comparison.quantities import Quantity, quantities
from crm_tui.comparison.statements import Statement
from crm_tui.comparison.vocabulary import DEFAULTS, kinds
from crm_tui.comparison.words import stems, tokens

_PRICED_BY_TIME = frozenset({"telecom", "lease", "service", "b2b"})
_OF_LARGE_SUMS = frozenset({"loan", "deposit", "insurance"})
_LARGE = 10_000
_PRODUCTS = stems(
    "hl pl lap tl cc od fd rd cd gl isa loan car home gold bt scheme wali wala total plan term tenure sirf only "
    "for of at he she they gets get got "
    "the a is on over and with we can do i him her them told offered flat fixed floating rate deposit loans "
    "mortgage yr year "
    "month day week lakh rs gst ka ki ke ko per personal business policy refi fixed topup topped offer give "
    "mahine din saal "
    "best final last also same bhi too just total now "
    "full entire whole throughout till maturity tenure hai milega rahega "
    "gross net basic pkg package ctc salary that all in "
    "no nil zero without waived free "
    "equal monthly emi lease contract agreement membership eur usd gbp aed inr"
)


def _bare_enough(bare: str, area: str, dimension: str) -> bool:
    """Whether nothing else in the fragment says what a figure is about; names and figures are blank in it."""
    products = _PRODUCTS if area == "deposit" else _PRODUCTS - {"deposit"}
    unknown = [word for word, _, _ in tokens(bare) if word not in products and not word[0].isdigit()]
    # a policy has a dozen sums, a loan or a deposit one
    most = {"insurance": 1, "employment": 0}.get(area, 2)
    return len(unknown) <= (most if dimension in ("money", "speed", "data") else 0)


def _without(text: str, known: Iterable[tuple[int, int]]) -> str:
    signs = list(text)
    for left, right in known:
        signs[left:right] = " " * (min(right, len(signs)) - left)
    return "".join(signs)


_TAXED = expression(r"\s?(?:\+|plus|incl\w{0,6}|excl\w{0,6}) ?(?:of )?(?:gst|vat|tax|hst)\b", re.IGNORECASE)
"""A bare number with a tax on top or inside is a price."""
_CAPS = expression(
    r"[\s,(]{1,3}(?:and |or |but )?(?:max|min|maximum|minimum|upto|up to|capped at|cap(?: of)?|"
    r"subject to(?: max| min)?|not more than|at most|at least|floor)\W{0,3}(?:rs\.? ?|inr ?)?",
    re.IGNORECASE,
)
_GIVEN = expression(
    r"\b(?:free|complimentary|gratis|muft|gratuit)\b(?:[^.;,]{0,40}\bfor)?(?: the)?(?: first)?\s$", re.IGNORECASE
)
_PARTS = expression(r"\s(?:and|aur|plus|with|incl|na|@)\s|\s(?=@\d)", re.IGNORECASE)


def _own_part(text: str, figure: Quantity, cuts: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The part of a fragment that a figure stands in: what follows "and" says nothing of it."""
    left = max((end for _, end in cuts if end <= figure.start), default=0)
    return left, min((start for start, _ in cuts if start >= figure.end), default=len(text))


def unnamed(text: str, made: Sequence[Statement], area: str, today: date) -> Iterator[Statement]:
    """Figures that no name explains, read as what the area usually means by them."""
    defaults = DEFAULTS.get(area, {})
    figures = quantities(text, today)
    known = [*((one.start, one.end) for one in made), *((one.start, one.end) for one in figures)]
    bare = _without(text, known)
    cuts = [(cut.start(), cut.end()) for cut in _PARTS.finditer(text)]
    told: dict[tuple[int, int, str], bool] = {}
    used = [(one.figure.start, one.figure.end) for one in made if one.figure is not None]
    told_to = [one.end for one in made if one.figure is not None]
    terms = {one.kind.id for one in made}
    for figure in figures:
        if any(figure.start < right and left < figure.end for left, right in used):
            continue
        if any(_CAPS.fullmatch(text[right : figure.start]) for right in told_to if right <= figure.start):
            # the most or least of what stands right before it: "PF 1 %, max 10k"
            continue
        dimension = figure.dimension
        if dimension == "number" and 0 < figure.low < 30 and ("." in text[figure.start : figure.end]):
            dimension = "rate"
        if dimension == "number" and (figure.indian or figure.low >= _LARGE) and area in _OF_LARGE_SUMS:
            dimension = "money"
        if dimension == "number" and figure.per in ("month", "year") and area in _PRICED_BY_TIME:
            dimension = "money"
        if dimension == "number" and _TAXED.match(text, figure.end):
            dimension = "money"
        if figure.way == "up" and (upload := kinds().get("telecom.upload")) and upload.id not in terms:
            claim = claim_of(upload, figure, "", text)
            if claim is not None:
                terms.add(upload.id)
                yield Statement(upload, claim, figure.start, figure.end, figure, (), "")
            continue
        if figure.over and area in ("loan", "") and (margin := kinds().get("loan.spread")):
            claim = claim_of(margin, figure, "", text)
            known_by_name = any(one.figure is not None and one.figure.start < figure.end <= one.end for one in made)
            if claim is not None and not known_by_name and margin.id not in terms:
                terms.add(margin.id)
                yield Statement(margin, claim, figure.start, figure.end, figure, (), "")
            continue
        kind = kinds().get(defaults.get(f"{dimension} a {figure.per}") or defaults.get(dimension, ""))
        if kind is None or kind.id in terms:
            continue
        left, right = _own_part(text, figure, cuts)
        if dimension == "duration" and _GIVEN.search(text[left : figure.start]):
            # how long something is given free is not how long the deal runs
            continue
        part = left, right, dimension
        if part not in told:
            told[part] = _bare_enough(bare[left:right], area, dimension)
        if not told[part]:
            continue
        if dimension == "money" and area in _OF_LARGE_SUMS and figure.low < _LARGE:
            continue
        if dimension == "duration" and figure.unit not in ("year", "month", "day"):
            continue
        fitted = fit(figure, kind, True)
        claim = claim_of(kind, fitted, "", text) if fitted else None
        if claim is not None:
            terms.add(kind.id)
            yield Statement(kind, claim, figure.start, figure.end, fitted, (), "")
