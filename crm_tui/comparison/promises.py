"""A note in, promises out."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Self

from crm_tui.comparison.fitting import fit
from crm_tui.comparison.notes import CORRECTED, HOPED, IF_SAID, Fragment, fragments
from crm_tui.comparison.quantities import quantities
from crm_tui.comparison.statements import Statement, claim_of, statements
from crm_tui.comparison.vocabulary import kinds
from crm_tui.domain.claim import Claim
from crm_tui.domain.commitment import Certainty
from crm_tui.domain.record import Model


class Promise(Model):
    """One promise as it was heard in a note."""

    text: str
    """The words, verbatim from the note."""

    start: int
    """Where they begin in the note, in characters."""

    end: int
    """Where they end."""

    claim: Claim
    """What they were understood to say."""

    label: str
    """The term in plain words, or "not understood"."""

    certainty: Certainty = Certainty.FIRM
    """How firmly it was said."""

    @classmethod
    def stored(cls, words: str, claim: Claim, certainty: Certainty = Certainty.FIRM) -> Self:
        """A promise out of the store, as it was understood and confirmed when it was saved."""
        return cls(text=words, start=0, end=len(words), claim=claim, label=claim.term or "", certainty=certainty)


_DEFAULTS = {
    "loan": {"money": "loan.amount", "duration": "loan.tenure", "rate": "loan.rate"},
    "deposit": {"money": "deposit.deposit_amount", "duration": "deposit.tenure", "rate": "deposit.rate"},
    "insurance": {"money": "insurance.sum_insured"},
    "telecom": {
        "money": "telecom.monthly_fee",
        "duration": "telecom.term",
        "speed": "telecom.speed",
        "data": "telecom.data",
    },
    "lease": {"money": "lease.rent", "duration": "lease.term"},
    "b2b": {"money": "b2b.price", "duration": "b2b.term", "speed": "telecom.speed"},
}
"""What a figure means where nothing names it, by area and dimension."""

_SAYS_SOMETHING = re.compile(
    r"\b(?:free|nil|no|not|waived?|included?|incl|covered|allowed|ok|guaranteed|refund(?:able|ed)?|will|yes|unlimited|"
    r"any ?time|fixed|lifetime|for life|milega|lagega|nahi|extra|discount|off)\b|\d",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:best|great|excellent|very (?:fast|good|quick)|fast service|good service|top class|hassle.free)\b", re.I
)
_EDGES = " \t,.;:-–+&/"


def promises_in(note: str, areas: Sequence[str], area: str, today: date) -> tuple[Promise, ...]:
    """The promises of a note in its order, in the packs named by ``areas``."""
    found: list[Promise] = []
    for fragment in fragments(note):
        if fragment.ignored or fragment.withdrawn:
            continue
        heard = list(_of_fragment(note, fragment, areas, area, today))
        if CORRECTED.search(fragment.text):
            terms = {promise.claim.term for promise in heard if promise.claim.term}
            found = [promise for promise in found if promise.claim.term not in terms]
        found.extend(heard)
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _of_fragment(note: str, fragment: Fragment, areas: Sequence[str], area: str, today: date) -> Iterator[Promise]:
    certainty = Certainty.FIRM
    if HOPED.search(fragment.text):
        certainty = Certainty.HOPE
    elif IF_SAID.search(fragment.text):
        certainty = Certainty.CONDITIONAL
    made = statements(fragment.text, areas, today, loose=True)
    spoken = [*made, *_unnamed(fragment.text, made, area, today)]
    spoken.sort(key=lambda one: one.start)
    if not spoken:
        if _VAGUE.search(fragment.text):
            yield _promise(
                note, fragment.start, fragment.end, Claim(said="nothing that can be compared"), "", certainty
            )
        elif _SAYS_SOMETHING.search(fragment.text) and len(fragment.text.split()) > 1:
            yield _promise(note, fragment.start, fragment.end, Claim(said=fragment.text[:80]), "", certainty)
        return
    starts = sorted({one.start for one in spoken})
    for statement in spoken:
        place = starts.index(statement.start)
        begin = 0 if place == 0 else statement.start
        end = starts[place + 1] if place + 1 < len(starts) else len(fragment.text)
        end = max(end, statement.end)
        words = fragment.text[begin:end]
        left = begin + len(words) - len(words.lstrip(_EDGES))
        right = begin + len(words.rstrip(_EDGES))
        yield _promise(
            note, fragment.start + left, fragment.start + right, statement.claim, statement.kind.label, certainty
        )


def _promise(note: str, start: int, end: int, claim: Claim, label: str, certainty: Certainty) -> Promise:
    return Promise(
        text=note[start:end], start=start, end=end, claim=claim, label=label or "not understood", certainty=certainty
    )


def _unnamed(text: str, made: Sequence[Statement], area: str, today: date) -> Iterator[Statement]:
    """Figures that no name explains, read as what the area usually means by them."""
    defaults = _DEFAULTS.get(area, {})
    used = [(one.figure.start, one.figure.end) for one in made if one.figure is not None]
    terms = {one.kind.id for one in made}
    for figure in quantities(text, today):
        if any(figure.start < right and left < figure.end for left, right in used):
            continue
        dimension = figure.dimension
        if dimension == "number" and 0 < figure.low < 30 and ("." in text[figure.start : figure.end]):
            dimension = "rate"
        kind = kinds().get(defaults.get(dimension, ""))
        if kind is None or kind.id in terms:
            continue
        if dimension == "money" and area in ("loan", "deposit", "insurance") and figure.low < 10_000:
            continue
        if dimension == "duration" and figure.unit not in ("year", "month", "day"):
            continue
        fitted = fit(figure, kind, True)
        claim = claim_of(kind, fitted, "", text) if fitted else None
        if claim is not None:
            terms.add(kind.id)
            yield Statement(kind, claim, figure.start, figure.end, fitted, (), "")
