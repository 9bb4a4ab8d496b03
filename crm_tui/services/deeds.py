"""What a note says is to be done, beside the terms that it promises: "call her back on friday".

A stretch of the note counts where somebody of the desk says that they will do something ("we'll courier the card"),
where it is an order with its day ("call back friday"), and where the customer is to bring or send something. What is
said without either ("we send statements") tells how things are, and is no deed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time

from crm_tui.comparison.notes import Fragment, Role, fragments
from crm_tui.comparison.promises import Promise
from crm_tui.domain.commitment import CommitmentKind
from crm_tui.domain.spoken_calendar import Reckoning
from crm_tui.domain.spoken_due import VERBS, due_in
from crm_tui.domain.spoken_tokens import Token, tokens, word_set
from crm_tui.services.desk import Desk
from crm_tui.services.quick_pieces import kind_of
from crm_tui.services.reckoning import reckoning

_DOING = VERBS - word_set("he she they we i i'll will to and f/u quote note pay")
"""What an order begins with; who is told to "pay" is mostly the customer, as a term."""

_LEADS = word_set("and also then but so please pls plz kindly i we")
_WILL = word_set("will shall must should would to promised agreed need needs have has going also definitely then")
_CONTRACTED = word_set("i'll we'll i’ll we’ll ill")
_TOLD = re.compile(r"\b(?:told|asked|advised|requested|reminded)\s+(?:\w+\s+){1,2}(?:to\s+)?$", re.IGNORECASE)
"""Behind these it is the customer who is to do it."""

_SPEAKER = re.compile(r"\s*[^\W\d][\w .]{0,29}:\s+")


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to be done."""

    text: str
    """The words, verbatim from the note."""

    start: int
    """Where they begin in the note, in characters."""

    kind: CommitmentKind
    """Whether the desk promised it, has to do it, or awaits it from the customer."""

    due: date | None
    """By when, where a day is said."""

    at: time | None
    """The time of that day, only where one is said."""

    @property
    def end(self) -> int:
        """Where the words end in the note."""
        return self.start + len(self.text)


def deeds(desk: Desk, note: str, promises: Iterable[Promise]) -> tuple[Deed, ...]:
    """What is to be done by a note, in its order, but for what was heard as a promise of a term."""
    heard = [(one.start, one.end) for one in promises]
    reckoned = reckoning(desk)
    return tuple(_deeds(note, heard, reckoned))


def due_of(desk: Desk, promise: Promise) -> tuple[date | None, time | None]:
    """By when a promise says that it is kept, and at which time; the days of a known term are a part of the term."""
    if promise.claim.term is not None:
        return None, None
    found = due_in(tokens(promise.text), reckoning(desk))
    return found.due, found.at


def _deeds(note: str, heard: Sequence[tuple[int, int]], reckoned: Reckoning) -> Iterator[Deed]:
    for fragment in fragments(note):
        if fragment.whole or fragment.quoted:
            continue
        speaker = _SPEAKER.match(fragment.text)
        begin = fragment.start + (speaker.end() if speaker else 0)
        words = tokens(note[begin : fragment.end])
        due = due_in(words, reckoned)
        kind, verb = _kind(fragment, words, note, has_day=due.due is not None)
        if kind is CommitmentKind.PROMISE and _TOLD.search(note[:begin]):
            kind = CommitmentKind.THEIRS
        if kind is None or any(start <= begin + words[verb].start < end for start, end in heard):
            continue
        text = note[begin : fragment.end]
        yield Deed(text.strip(), begin + len(text) - len(text.lstrip()), kind, due.due, due.at)


def _kind(fragment: Fragment, words: Sequence[Token], note: str, *, has_day: bool) -> tuple[CommitmentKind | None, int]:
    """What kind of deed it is, if it is one, and the place of its verb."""
    if not words or note[fragment.end : fragment.end + 2].lstrip().startswith("?"):
        return None, 0
    kind = kind_of(words)
    if kind is CommitmentKind.THEIRS:
        said = has_day or any(word.text in _WILL for word in words[1:2])
        return (kind, 0) if said and fragment.role is not Role.PAST else (None, 0)
    if fragment.role not in (Role.SAID, Role.IGNORED):
        return None, 0
    at, will = 0, False
    while at < len(words) - 1 and (text := words[at].text) in _LEADS | _WILL | _CONTRACTED:
        will = will or text in _WILL or text in _CONTRACTED
        at += 1
    is_order = words[at].text in _DOING and not words[at].quoted and (will or has_day)
    return (kind, at) if is_order else (None, 0)
