"""A fragment of a note in, what it says out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from crm_tui.comparison import promising
from crm_tui.comparison.anchors import THINGS, anchored, borders
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.notes import Fragment, Role
from crm_tui.comparison.statements import Statement, statements
from crm_tui.comparison.unnamed import unnamed
from crm_tui.comparison.vocabulary import mentions
from crm_tui.comparison.wording import NOTHING_COMPARABLE
from crm_tui.comparison.words import tokens
from crm_tui.domain.claim import Claim, Form
from crm_tui.domain.commitment import Certainty


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing that a fragment says."""

    start: int
    """Where its words begin in the note."""

    end: int
    """Where they end."""

    claim: Claim
    """What they were understood to say."""

    label: str
    """The term in plain words; empty where none was recognised."""

    certainty: Certainty
    """How firmly it was said."""


class Ear:
    """Hears the fragments of one note, and keeps what was spoken of last."""

    def __init__(self, areas: Sequence[str], area: str, today: date) -> None:
        self._areas = areas
        self._area = area
        self._today = today
        self._last = ""
        self._before = ""

    def hear(self, fragment: Fragment) -> list[Saying]:
        """What a fragment says, whether or not it stands."""
        fragment = self._in_full(fragment)
        fragment = replace(fragment, text=_OUT.sub(" not", fragment.text))
        named = mentions(fragment.text, self._areas, typed=True)
        scoped = _SCOPED.match(fragment.text) is not None
        subject = self._last if scoped or (not named and (fragment.leans or fragment.corrects)) else ""
        if named and not (scoped and subject):
            self._last = named[0].alias
        elif fragment.role is Role.SAID and not subject:
            self._last = ""
        if fragment.role in (Role.ASKED, Role.IGNORED, Role.RETRACTS):
            return []
        made = self._about(subject, fragment.text) if subject else ()
        made = made or statements(fragment.text, self._areas, self._today, loose=True)
        if any(one.start < fragment.head < one.end for one in made):
            # a name in what is only added took its figure out of what it is added to
            made = statements(fragment.text[: fragment.head], self._areas, self._today, loose=True)
        spoken = [*made, *_apart(fragment.text, made, unnamed(fragment.text, made, self._area, self._today))]
        spoken = [one for one in spoken if one.figure is not None or not _is_inside_a_figure(one, spoken)]
        spoken.sort(key=lambda one: one.start)
        spoken = anchored(fragment.text, spoken, self._area)
        spoken = _without_scopes(fragment.text, _of_head(fragment.text, spoken, fragment.head))
        if fragment.first and not promising.counts(fragment.text):
            # the first line often only says what the note is about
            spoken = [one for one in spoken if one.figure is not None or _says(fragment.text, one)]
        if spoken:
            return _with_bare_figure(fragment, spoken, [_saying(fragment, *one) for one in _spans(fragment, spoken)])
        if promising.vague(fragment.text) and not fragment.first:
            return [_saying(fragment, Claim(said=NOTHING_COMPARABLE), "", 0, len(fragment.text))]
        if promising.promises(fragment.text, named=bool(named), heading=fragment.first):
            return [_saying(fragment, Claim(said=fragment.text[:80]), "", 0, len(fragment.text))]
        return []

    def _in_full(self, fragment: Fragment) -> Fragment:
        """A fragment; where it only puts a figure right, with the words that the figure belongs to."""
        before, self._before = self._before, fragment.text
        if not fragment.slip or not _ONLY_FIGURE.fullmatch(fragment.text):
            return fragment
        again = _A_FIGURE.sub(lambda _: fragment.text, before, count=1)
        return replace(fragment, text=again, head=0, whole=True) if again != before else fragment

    def _about(self, subject: str, text: str) -> tuple[Statement, ...]:
        """What a text says whose subject stands elsewhere: "corrected today to 7.15"."""
        shift = len(subject) + 1
        found = statements(f"{subject} {text}", self._areas, self._today, loose=True)
        own = [one for one in found if one.start >= shift and one.kind.dimension != "provision"]
        return tuple(
            replace(
                one,
                start=max(0, one.start - shift),
                end=max(1, one.end - shift),
                figure=replace(one.figure, start=one.figure.start - shift, end=one.figure.end - shift)
                if one.figure
                else None,
            )
            for one in own or found
            if one.figure is None or one.figure.start >= shift
        )


def _saying(fragment: Fragment, claim: Claim, label: str, left: int, right: int) -> Saying:
    start, end = fragment.start + left, fragment.start + right
    if fragment.whole:
        start, end = fragment.start, fragment.end
    return Saying(start, end, claim, label, promising.certainty(fragment.text))


_BARE_FIGURE = expression(
    r"\W{0,3}(\d[\d,.]{0,14}(?<![,.]))\s{1,2}(?=(?:fixed|locked|frozen|held|guaranteed) "
    r"(?:for|till|until|through\w*|\d{1,3}\s?(?:y|m)))",
    re.IGNORECASE,
)


def _with_bare_figure(fragment: Fragment, spoken: Sequence[Statement], said: list[Saying]) -> list[Saying]:
    """What was said, with the figure that is "fixed for 3 years" by itself where no term was found for it."""
    bare = _BARE_FIGURE.match(fragment.text)
    if bare is None or fragment.whole or said[0].start > fragment.start + bare.start(1):
        return said
    if any(one.figure is not None and one.figure.start < bare.end(1) for one in spoken):
        return said
    alone = _saying(fragment, Claim(said=bare[1]), "", *bare.span(1))
    return [alone, replace(said[0], start=fragment.start + bare.end()), *said[1:]]


def _is_inside_a_figure(named: Statement, spoken: Sequence[Statement]) -> bool:
    """Whether a name is only part of the words of a figure: the "SOFR" of "SOFR+185"."""
    return any(
        one.figure is not None and one.figure.over and one.start <= named.start and named.end <= one.end
        for one in spoken
    )


def _says(text: str, statement: Statement) -> bool:
    """Whether more is said of a term without a figure than its name."""
    rest = text[: statement.start] + text[statement.end :]
    return statement.claim.form is not Form.INCLUDED or bool(statement.claim.category) or promising.gives(rest)


_OUT = expression(
    r"(?<=[a-z]{3})(?<!opt)(?<!buy)(?<!get)(?<!cash)(?<!move)(?<!moving)(?<!roll)(?<!set)(?<!pay)(?<!time)(?<!back) "
    r"out(?=\s*$)",
    re.IGNORECASE,
)
"""What is left out: "quake out"."""
_EDGES = " \t\r\n,.;:-–+&/"
_A_FIGURE = expression(r"(?:[₹$€£]|rs\.?)?\s?\d[\d,.]{0,14}(?<![,.])\s?(?:%|k\b|lakh\b|lac\b)?", re.IGNORECASE)
_ONLY_FIGURE = expression(r"\W{0,3}[₹$€£]?\s?\d[\d,.]{0,14}\s?(?:%|k|lakh|lac)?\W{0,3}", re.IGNORECASE)
_SHORT_PERIOD = expression(r"\b[a-z]\.[a-z]$", re.IGNORECASE)
_SCOPED = expression(
    r"(?:and )?(?:on|for|in case of)\s(?!(?:top of|us\b|request|the house|call|time|demand))", re.IGNORECASE
)
_OF_IT = expression(r"\b(?:on|for|of|under|in|with) (?:the |a |an |your |his |her |their )?$", re.IGNORECASE)


def _without_scopes(text: str, spoken: list[Statement]) -> list[Statement]:
    """The statements without names that only tell which thing another one is about: "PF on balance transfer nil"."""
    if len(spoken) < 2:
        return spoken
    ends = [one.start for one in spoken[1:]] + [len(text)]
    kept = [
        one
        for one, end in zip(spoken, ends, strict=True)
        if one.figure is not None
        or one.kind.dimension != "provision"
        or not THINGS.issuperset(word for word, _, _ in tokens(one.alias))
        or (
            one.claim.form in (Form.INCLUDED, Form.VAGUE, Form.OPEN)
            and promising.gives(text[one.end : end])
            and not _OF_IT.search(text[: one.start])
        )
        or (one.claim.form in (Form.NIL, Form.EXCLUDED) and not _OF_IT.search(text[: one.start]))
    ]
    return kept or spoken


def _apart(text: str, made: Sequence[Statement], others: Iterable[Statement]) -> Iterator[Statement]:
    """Figures that no name explains, without those right behind a benefit: the amount of "public liability 5m"."""
    for one in others:
        if one.figure is not None and _is_a_part(text, one.figure.start, made):
            continue
        names = [
            other
            for other in made
            if other.figure is None
            and other.end <= one.start
            and other.kind.dimension == "provision"
            and not THINGS.issuperset(word for word, _, _ in tokens(other.alias))
        ]
        by_time = one.figure is not None and one.figure.per
        if by_time or not any(not text[other.end : one.start].strip(" :=@-") for other in names):
            yield one


def _is_a_part(text: str, figure: int, made: Sequence[Statement]) -> bool:
    """Whether a figure stands within what another one tells, or is its threshold: "2% rebate on buys over $1M"."""
    behind = [one for one in made if one.figure is not None and one.figure.start < figure]
    within = any(one.start <= figure < one.end for one in made if one.figure is not None)
    return within or (bool(behind) and _BEYOND.search(text[:figure]) is not None)


_BEYOND = expression(r"\b(?:over|above|exceeding|beyond|past|in excess of|more than)\s$", re.IGNORECASE)


def _of_head(text: str, spoken: list[Statement], head: int) -> list[Statement]:
    """The statements without those of a clause that only goes on about what stands before it, or of a condition."""
    own = [one for one in spoken if not head or one.start < head] or spoken
    if (condition := promising.CONDITION.search(text)) is None:
        return own
    if text[: condition.start()].strip():
        return [one for one in own if one.start < condition.start()] or own
    behind = text.find(",")
    return [one for one in own if one.start > behind] or own


def _spans(fragment: Fragment, spoken: Sequence[Statement]) -> Iterator[tuple[Claim, str, int, int]]:
    """Each statement with the words that belong to it: up to where the next one begins."""
    starts = borders(fragment.text, spoken)
    for statement in spoken:
        begin, end = starts[statement.start]
        end = max(end, statement.end)
        if statement.end > fragment.since > begin:
            # what was put right in the same breath is no part of what stands
            begin = fragment.since
        words = fragment.text[begin:end]
        left = begin + len(words) - len(words.lstrip(_EDGES))
        right = begin + len(words.rstrip(_EDGES))
        if _SHORT_PERIOD.search(words.rstrip(_EDGES)) and words[right - begin : right - begin + 1] == ".":
            right += 1
        yield statement.claim, statement.kind.label, left, right
