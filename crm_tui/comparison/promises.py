"""A note in, promises out."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from crm_tui.comparison.hearing import Ear, Saying
from crm_tui.comparison.notes import Fragment, Role, fragments
from crm_tui.comparison.words import stems, tokens
from crm_tui.domain.claim import Claim, Form
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


@dataclass(frozen=True, slots=True)
class Heard:
    """All that a note says."""

    promises: tuple[Promise, ...]
    """What stands, in the note's order."""

    superseded: tuple[Promise, ...]
    """What the note said and took back or put right later, in its order."""


_LONGEST = 20_000
"""As long as a note in the store may be."""


def promises_in(note: str, areas: Sequence[str], area: str, today: date) -> tuple[Promise, ...]:
    """The promises of a note that stand, in its order, in the packs named by ``areas``."""
    return heard_in(note, areas, area, today).promises


def heard_in(note: str, areas: Sequence[str], area: str, today: date) -> Heard:
    """The promises of a note, and what it took back, in the packs named by ``areas``."""
    read = _read(note)
    ear = Ear(areas, area, today)
    told = _Told()
    for fragment in fragments(note[:read]):
        told.hear(fragment, [_promise(note, one) for one in ear.hear(fragment)])
    return Heard(_in_order([*told.stands.values(), *_unread(note, read)]), _in_order(told.past))


def _promise(note: str, saying: Saying) -> Promise:
    return Promise(
        text=note[saying.start : saying.end],
        start=saying.start,
        end=saying.end,
        claim=saying.claim,
        label=saying.label or "not understood",
        certainty=saying.certainty,
    )


def _in_order(promises: Sequence[Promise]) -> tuple[Promise, ...]:
    return tuple(sorted(promises, key=lambda one: (one.start, one.end)))


class _Told:
    """What a note has told so far: what stands, and what it took back."""

    def __init__(self) -> None:
        self.stands: dict[int, Promise] = {}
        self.past: list[Promise] = []
        self._by_term: defaultdict[str | None, list[int]] = defaultdict(list)
        self._quoted: set[int] = set()
        self._latest: list[int] = []
        self._count = 0

    def hear(self, fragment: Fragment, heard: Sequence[Promise]) -> None:
        """Take in what a fragment says."""
        match fragment.role:
            case Role.PAST:
                self.past.extend(heard)
            case Role.RETRACTS:
                self._take_back(self._latest)
            case Role.REFUSES:
                for term in {one.claim.term for one in heard} - {None}:
                    self._take_back(self._by_term[term])
            case Role.SAID:
                self._said(fragment, heard)
            case _:
                return

    def _said(self, fragment: Fragment, heard: Sequence[Promise]) -> None:
        keys = []
        for one in heard:
            earlier = self._replaced(fragment, one)
            if earlier is not None and fragment.quoted and earlier not in self._quoted:
                # an earlier message is quoted below the one that puts it right
                self.past.append(one)
                continue
            if earlier is not None:
                self._take_back([earlier])
            keys.append(self._count)
            self._count += 1
            self.stands[keys[-1]] = one
        for key in keys:
            self._by_term[self.stands[key].claim.term].append(key)
        if fragment.quoted:
            self._quoted.update(keys)
        self._latest = keys

    def _take_back(self, keys: Sequence[int]) -> None:
        self.past.extend(self.stands.pop(key) for key in list(keys) if key in self.stands)

    def _replaced(self, fragment: Fragment, new: Promise) -> int | None:
        """What a statement puts right: the last one of its term that says something else of the same thing."""
        for key in reversed(self._by_term[new.claim.term][-_FAR_BACK:]):
            old = self.stands.get(key)
            if old is None or not _differs(old, new):
                continue
            corrected = old.start < fragment.corrects or (fragment.slip and key in self._latest)
            if corrected or fragment.quoted is not (key in self._quoted):
                return key
        return None


_FAR_BACK = 20
"""A correction puts right one of so many last statements of its term."""

_APART = stems(
    "tl cc od bt hl pl lap cl gl topup top-up fd rd car home gold first second third senior junior adult child "
    "year yr "
    "floater women basic premium standard plan option line sim flat unit phase tranche part owner spouse one two "
    "rate spread penal late salaried after before then monthly annual"
)
"""Words that tell two statements of one kind apart: the rate of the term loan, the rate of the cash credit."""


def _differs(old: Promise, new: Promise) -> bool:
    """Whether a later statement of a term says something else about the same thing."""
    return (
        old.claim.said != new.claim.said
        and (new.claim.term is not None or _without_figures(old.claim.said) == _without_figures(new.claim.said))
        and (new.claim.form is not Form.CATEGORY or old.claim.form is Form.CATEGORY)
        and not _told_apart(new.text, old.text)
    )


def _without_figures(text: str) -> list[str]:
    return [word for word, _, _ in tokens(text) if not word[0].isdigit()]


def _told_apart(one: str, other: str) -> bool:
    here = {word for word, _, _ in tokens(one)} & _APART
    there = {word for word, _, _ in tokens(other)} & _APART
    return bool(here and there) and not here & there


def _unread(note: str, read: int) -> Iterator[Promise]:
    """What stands for the rest of a note that is too long to be read."""
    if not (rest := note[read:].strip()):
        return
    start = note.index(rest[:1], read)
    end = start + len(rest.partition("\n")[0][:200].rstrip())
    yield Promise(
        text=note[start:end], start=start, end=end, claim=Claim(said="not read"), label="not read", unread=True
    )


def _read(note: str) -> int:
    """Up to where a note is read: all of it, or whole lines."""
    if len(note) <= _LONGEST:
        return len(note)
    return note.rfind("\n", 0, _LONGEST) + 1 or note.rfind(" ", 0, _LONGEST) + 1 or _LONGEST
