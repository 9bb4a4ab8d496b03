"""Where phrases stand in a text: many are looked for at once, and each is followed word by word.

To make a regular expression of each phrase would take far longer than to look for all of them in a paper.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from crm_tui.comparison.expressions import expression
from crm_tui.comparison.phrases import (
    CUSTOMER,
    MORE_LETTERS,
    PROVIDER,
    Named,
    Pattern,
    Step,
    Word,
    beginnings,
    compiled,
    key_of,
)

Mark = TypeVar("Mark")
"""What a caller ties to a phrase."""


class Finder(Generic[Mark]):
    """Looks for many phrases at once: each word of a text is asked only for the phrases that begin with it."""

    def __init__(self, phrases: Iterable[tuple[Mark, str]]) -> None:
        self._phrases = tuple(phrases)
        self._filed: dict[str, list[int]] = {}
        for number, (_, phrase) in enumerate(self._phrases):
            for key in beginnings(phrase):
                self._filed.setdefault(key, []).append(number)
        self._read: dict[str, Mapping[str, list[int]]] = {}

    def _begun(self, key: str) -> Mapping[str, list[int]]:
        """The phrases that begin so, by another word that they need; read when a text first has such a word."""
        if key not in self._read:
            needing: dict[str, list[int]] = {}
            for number in self._filed.get(key, ()):
                needed = min(compiled(self._phrases[number][1]).needs, key=len, default=())
                for other in needed or (key,):
                    needing.setdefault(other, []).append(number)
            self._read[key] = needing
        return self._read[key]

    def found(self, text: str) -> Iterator[tuple[Mark, int, int]]:
        """Each phrase that stands in a text, with its first place; ``text`` in small letters.

        The time is linear in the text: only so many beginnings of a phrase are looked at.
        """
        places = [(key_of(match[0]), match.start()) for match in _WORD.finditer(text[:_LONGEST_TEXT])]
        begun = {key for key, _ in places}
        waiting: dict[str, list[tuple[Mark, Pattern]]] = {}
        tried: Counter[str] = Counter()
        follower = _Follower(text)
        for key, start in places:
            if key not in waiting:
                needing = self._begun(key)
                near = sorted({number for other in begun.intersection(needing) for number in needing[other]})
                waiting[key] = [
                    (mark, pattern)
                    for mark, pattern in ((self._phrases[one][0], compiled(self._phrases[one][1])) for one in near)
                    if not any(map(begun.isdisjoint, pattern.needs)) and _holds(text, pattern.literals)
                ]
            if not waiting[key] or tried[key] == _MOST_TRIES:
                continue
            tried[key] += 1
            left = []
            for mark, pattern in waiting[key]:
                if pattern.first and start > _BEGINNING:
                    continue
                if not _follow(text, start, pattern.literals):
                    left.append((mark, pattern))
                    continue
                end = next(follower.ends(pattern.steps, start), None)
                if end is None:
                    left.append((mark, pattern))
                else:
                    yield mark, start, end
            waiting[key] = left


def _holds(text: str, literals: Iterable[tuple[str, ...]]) -> bool:
    """Whether a text holds one of each: quicker than to follow a phrase that is not there."""
    return all(any(one in text for one in some) for some in literals)


def _follow(text: str, start: int, literals: Iterable[tuple[str, ...]]) -> bool:
    """Whether one of each stands behind the one before, from a place on: what a phrase has in its order."""
    at = start
    for some in literals:
        places = [place for one in some if (place := text.find(one, at)) >= 0]
        if not places:
            return False
        at = min(places) + 1
    return True


_LONGEST_TEXT = 3000
_MOST_TRIES = 6
_WORD = expression(rf"[a-z]+|[{CUSTOMER}{PROVIDER}]+|[$£€₹¥]?\d[\d,.]*|(?<![a-z0-9])[\"“]")
_BEGINNING = 4
"""So far from the first letter ("the ") a phrase still begins the text."""


class _Follower:
    """Follows phrases through one text. What may end in several places tells the longest first."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._bounds: list[int] = []
        self._apart: dict[int, tuple[int, ...]] = {}

    def ends(self, steps: tuple[Step, ...], at: int) -> Iterator[int]:
        """The places up to which some steps fit the text from a place on, each place once."""
        been: set[tuple[int, int]] = set()

        def after(count: int, at: int) -> Iterator[int]:
            if (count, at) in been:
                return
            been.add((count, at))
            if count == len(steps):
                yield at
                return
            step = steps[count]
            leads = step.optional and step.gap is None
            for start in self._starts(step, at):
                if step.begins and not self._text.startswith(step.begins, start):
                    continue
                for end in self._ends_of(step, start):
                    for behind in self._after_gap(end) if leads else (end,):
                        yield from after(count + 1, behind)
            if step.optional:
                yield from after(count + 1, at)

        return after(0, at)

    def _starts(self, step: Step, at: int) -> Iterable[int]:
        if step.gap is None or step.what is None:
            return (at,)
        return self._after_gap(at) if step.gap == 0 else self._within(at, step.gap)

    def _ends_of(self, step: Step, at: int) -> Iterator[int]:
        what, text = step.what, self._text
        if what is None:
            if match := _END.match(text, at):
                yield match.end()
        elif isinstance(what, Word):
            if text.startswith(what.text, at) and _is_bound(text, at):
                match = what.ending.match(text, at + len(what.text))
                if match is not None:
                    yield match.end()
                    quote = text.find("'", match.start(), match.end())
                    if quote >= 0:
                        yield quote
        else:
            ends = self._ends_of_named(what, at) if isinstance(what, Named) else self._ends_of_ways(what.ways, at)
            for end in ends:
                longer = MORE_LETTERS.match(text, end) if step.longer else None
                yield longer.end() if longer else end

    def _ends_of_ways(self, ways: tuple[tuple[Step, ...], ...], at: int) -> Iterator[int]:
        for way in ways:
            first = way[0]
            if first.begins and not first.optional and not self._text.startswith(first.begins, at):
                continue
            yield from self._ends_of(first, at) if len(way) == 1 and not first.optional else self.ends(way, at)

    def _ends_of_named(self, what: Named, at: int) -> Iterator[int]:
        for way in what.ways:
            match = way.match(self._text, at)
            if match is None:
                continue
            yield match.end()
            for end in range(match.end() - 1, at, -1):
                if not _is_inside(self._text, end) and way.fullmatch(self._text, at, end):
                    yield end

    def _after_gap(self, at: int) -> tuple[int, ...]:
        """Behind a blank or another sign that parts words, and up to three small words."""
        if at not in self._apart:
            ends: list[int] = []
            parted = _PARTS.match(self._text, at)
            if parted is not None:
                ends = [*range(at + 1, parted.end() + 1)]
                for _ in range(3):
                    small = _SMALL.match(self._text, ends[-1])
                    if small is None:
                        break
                    ends.append(small.end())
            self._apart[at] = tuple(reversed(ends))
        return self._apart[at]

    def _within(self, at: int, most: int) -> Iterable[int]:
        """The beginnings and ends of words from a place on, up to so many signs further on the same line."""
        if not self._bounds:
            self._bounds = [match.start() for match in _BOUND.finditer(self._text)]
        line_end = self._text.find("\n", at, at + most)
        last = at + most if line_end < 0 else line_end
        for place in range(bisect_left(self._bounds, at), len(self._bounds)):
            if self._bounds[place] > last:
                break
            yield self._bounds[place]


def _is_inside(text: str, at: int) -> bool:
    """Whether a place parts a word in two."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _is_bound(text: str, at: int) -> bool:
    """Whether a word begins or ends here."""
    return (at > 0 and _is_letter(text[at - 1])) is not (at < len(text) and _is_letter(text[at]))


def _is_letter(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


_END = expression(r"\W{0,3}$")
_BOUND = expression(r"\b")
_PARTS = expression(r"[\s,:;\"'“”‘’()|/.–—-]{1,5}")
_SMALL = expression(
    r"(?:the|an?|any|all|such|its|their|his|her|this|that|these|those|said|each|every|of|"
    rf"[{CUSTOMER}{PROVIDER}]+(?:'s?)?)[\s,]{{1,3}}"
)
