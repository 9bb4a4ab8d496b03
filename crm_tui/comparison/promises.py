"""A note in, promises out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Self

from crm_tui.comparison.claims import claim_of
from crm_tui.comparison.fitting import fit
from crm_tui.comparison.notes import CORRECTED, HOPED, IF_SAID, Fragment, fragments
from crm_tui.comparison.quantities import Quantity, quantities
from crm_tui.comparison.statements import Statement, statements
from crm_tui.comparison.vocabulary import DEFAULTS, kinds, mentions
from crm_tui.comparison.wording import NOTHING_COMPARABLE
from crm_tui.comparison.words import stems, tokens
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

    unread: bool = False
    """Whether it stands for the rest of a note that is too long to be read."""

    @classmethod
    def stored(cls, words: str, claim: Claim, certainty: Certainty = Certainty.FIRM) -> Self:
        """A promise out of the store, as it was understood and confirmed when it was saved."""
        return cls(text=words, start=0, end=len(words), claim=claim, label=claim.term or "", certainty=certainty)


_SAYS_SOMETHING = re.compile(
    r"\b(?:free|nil|no|not|waived?|included?|incl|covered|allowed|ok|guaranteed|refund(?:able|ed)?|will|yes|unlimited|"
    r"any ?time|fixed|lifetime|for life|milega|lagega|nahi|extra|discount|off|nothing|kuch|own|whenever|"
    r"automatic(?:ally)?|stays?|comes|keep|every|har|choose|paid|pays?|"
    r"without|extra|later|monthly|daily)\b|\d",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:best|great|excellent|very (?:fast|good|quick)|fast service|good service|top class|hassle.free)\b", re.I
)
_LONGEST = 20_000
"""As long as a note in the store may be."""
_PRICED_BY_TIME = frozenset({"telecom", "lease", "service", "b2b"})
_OF_LARGE_SUMS = frozenset({"loan", "deposit", "insurance"})
_LARGE = 10_000
_EDGES = " \t,.;:-–+&/"


def promises_in(note: str, areas: Sequence[str], area: str, today: date) -> tuple[Promise, ...]:
    """The promises of a note in its order, in the packs named by ``areas``."""
    found: list[Promise] = []
    last = ""
    read = _read(note)
    for fragment in fragments(note[:read]):
        named = mentions(fragment.text, areas, typed=True)
        if fragment.ignored or fragment.withdrawn:
            last = named[-1].alias if named else last
            continue
        subject = last if not named and CORRECTED.search(fragment.text) else ""
        last = named[-1].alias if named else ""
        heard = list(_of_fragment(note, fragment, areas, area, today, subject))
        if CORRECTED.search(fragment.text):
            terms = {promise.claim.term for promise in heard if promise.claim.term}
            found = [promise for promise in found if promise.claim.term not in terms]
        found.extend(heard)
    if rest := note[read:].strip():
        start = note.index(rest, read)
        end = start + len(rest.partition("\n")[0][:200].rstrip())
        found.append(
            Promise(
                text=note[start:end],
                start=start,
                end=end,
                claim=Claim(said="not read"),
                label="not read",
                unread=True,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _read(note: str) -> int:
    """Up to where a note is read: all of it, or whole lines."""
    if len(note) <= _LONGEST:
        return len(note)
    return note.rfind("\n", 0, _LONGEST) + 1 or note.rfind(" ", 0, _LONGEST) + 1 or _LONGEST


def _of_fragment(
    note: str, fragment: Fragment, areas: Sequence[str], area: str, today: date, subject: str
) -> Iterator[Promise]:
    certainty = Certainty.FIRM
    if HOPED.search(fragment.text):
        certainty = Certainty.HOPE
    elif IF_SAID.search(fragment.text):
        certainty = Certainty.CONDITIONAL
    made = statements(fragment.text, areas, today, loose=True)
    if subject:
        # "APR 7.1 told last week, corrected today to 7.15" names its subject only once
        made = _about(subject, fragment.text, areas, today)
    spoken = [*made, *_unnamed(fragment.text, made, area, today)]
    spoken.sort(key=lambda one: one.start)
    if not spoken:
        if _VAGUE.search(fragment.text):
            yield _promise(note, fragment.start, fragment.end, Claim(said=NOTHING_COMPARABLE), "", certainty)
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


_PRODUCTS = stems(
    "hl pl lap tl cc od fd rd cd gl isa loan car home gold bt scheme wali wala total plan term tenure sirf only "
    "for of at he she they gets get got "
    "the a is on over and with we can do i him her them told offered flat fixed floating rate deposit loans "
    "mortgage yr year "
    "month day week lakh rs gst ka ki ke ko per personal business policy refi fixed topup topped offer give "
    "mahine din saal "
    "equal monthly emi lease contract agreement membership eur usd gbp aed inr"
)


def _bare_enough(text: str, area: str, dimension: str, known: Sequence[tuple[int, int]]) -> bool:
    """Whether nothing else in the fragment says what a figure is about."""
    bare = "".join(
        " " if any(left <= place < right for left, right in known) else sign for place, sign in enumerate(text)
    )
    products = _PRODUCTS if area == "deposit" else _PRODUCTS - {"deposit"}
    unknown = [word for word, _, _ in tokens(bare) if word not in products and not word[0].isdigit()]
    return len(unknown) <= (2 if dimension in ("money", "speed", "data") else 0)


_PARTS = re.compile(r"\s(?:and|aur|plus|with)\s", re.IGNORECASE)


def _own_part(text: str, figure: Quantity) -> tuple[int, int]:
    """The part of a fragment that a figure stands in: what follows "and" says nothing of it."""
    cuts = [(cut.start(), cut.end()) for cut in _PARTS.finditer(text)]
    left = max((end for _, end in cuts if end <= figure.start), default=0)
    return left, min((start for start, _ in cuts if start >= figure.end), default=len(text))


def _about(subject: str, text: str, areas: Sequence[str], today: date) -> tuple[Statement, ...]:
    shift = len(subject) + 1
    return tuple(
        replace(
            one,
            start=max(0, one.start - shift),
            end=max(1, one.end - shift),
            figure=replace(one.figure, start=one.figure.start - shift, end=one.figure.end - shift),
        )
        for one in statements(f"{subject} {text}", areas, today, loose=True)
        if one.figure is not None and one.figure.start >= shift
    )


def _promise(note: str, start: int, end: int, claim: Claim, label: str, certainty: Certainty) -> Promise:
    return Promise(
        text=note[start:end], start=start, end=end, claim=claim, label=label or "not understood", certainty=certainty
    )


def _unnamed(text: str, made: Sequence[Statement], area: str, today: date) -> Iterator[Statement]:
    """Figures that no name explains, read as what the area usually means by them."""
    defaults = DEFAULTS.get(area, {})
    figures = quantities(text, today)
    known = [*((one.start, one.end) for one in made), *((one.start, one.end) for one in figures)]
    used = [(one.figure.start, one.figure.end) for one in made if one.figure is not None]
    terms = {one.kind.id for one in made}
    for figure in figures:
        if any(figure.start < right and left < figure.end for left, right in used):
            continue
        dimension = figure.dimension
        if dimension == "number" and 0 < figure.low < 30 and ("." in text[figure.start : figure.end]):
            dimension = "rate"
        if dimension == "number" and (figure.indian or figure.low >= _LARGE) and area in _OF_LARGE_SUMS:
            dimension = "money"
        if dimension == "number" and figure.per in ("month", "year") and area in _PRICED_BY_TIME:
            dimension = "money"
        kind = kinds().get(defaults.get(f"{dimension} a {figure.per}") or defaults.get(dimension, ""))
        if kind is None or kind.id in terms:
            continue
        left, right = _own_part(text, figure)
        if not _bare_enough(text[left:right], area, dimension, [(start - left, end - left) for start, end in known]):
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
