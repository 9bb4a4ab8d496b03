"""What changed from one version of a paper to the next."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache

from pydantic import TypeAdapter

from crm_tui.comparison.engine import read_versions
from crm_tui.comparison.kinds import Vocabulary, held
from crm_tui.comparison.layout import passages
from crm_tui.comparison.paper import DocumentedTerm
from crm_tui.comparison.passage import Passage
from crm_tui.domain.deal import Area
from crm_tui.domain.document import Document, PaperText
from crm_tui.domain.errors import DeskError
from crm_tui.domain.review import Evidence
from crm_tui.services import papers, vocabulary
from crm_tui.services.desk import Desk
from crm_tui.services.reckoned import reckoned


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that the newer paper says differently, says for the first time, or says no more."""

    label: str
    """The term in plain words; "Other words" for a passage of no known term."""

    before: str | None
    """What the older paper says; None where it is silent."""

    after: str | None
    """What the newer paper says; None where it is silent."""

    evidence: tuple[Evidence, ...]
    """Where it stands on the newer paper."""

    earlier: tuple[Evidence, ...]
    """Where it stood on the older one."""


@dataclass(frozen=True, slots=True)
class PaperChanges:
    """A paper beside the one before it."""

    earlier: Document
    """The one before."""

    changes: tuple[Change, ...] = ()
    """The terms first, then passages of no known term; each in the order of the papers."""

    problem: str = ""
    """Why the earlier paper can't be read any more; empty when it was."""


OTHER_WORDS = "Other words"
"""What a change of no known term is called."""

_MOST_COMPARED = 4_000_000
"""So many pairs of passages are compared exactly; beyond, passages that stand often are not looked for."""


def since_the_version_before(desk: Desk, document: Document, paper: PaperText, area: Area) -> PaperChanges | None:
    """What changed since the latest earlier paper of the same type, or of any type where there is none of the same.

    None for a first paper.
    """
    before = [one for one in desk.store.find(Document, deal_id=document.deal_id) if one.version < document.version]
    if not before:
        return None
    earlier = max(before, key=lambda one: (one.type == document.type, one.version))
    try:
        old = papers.text_of(desk, earlier)
    except DeskError as problem:
        return PaperChanges(earlier, problem=str(problem))
    return PaperChanges(earlier, _looked_up(desk, old, paper, desk.today(), area, vocabulary.digest(desk)))


def terms_changed(old: PaperText, new: PaperText, *, today: date, area: Area | None = None) -> tuple[Change, ...]:
    """The terms that two papers document differently, by their kinds; those that only one of them has stand last."""
    first, second = map(_by_kind, read_versions(old, new, today=today, area=area))
    changed: list[Change] = []
    one_sided: list[Change] = []
    for kind in dict.fromkeys((*second, *first)):
        was, now = _unlike(first.get(kind, []), second.get(kind, []))
        paired = min(len(was), len(now))
        changed += [_changed(one, other) for one, other in zip(was, now, strict=False)]
        one_sided += [_changed(None, one) for one in now[paired:]] + [_changed(one, None) for one in was[paired:]]
    return (*changed, *one_sided)


@lru_cache(maxsize=64)
def _looked_up(desk: Desk, old: PaperText, new: PaperText, today: date, area: Area, known: str) -> tuple[Change, ...]:
    def about() -> object:
        return ["changes", old.sha256, new.sha256, today.isoformat(), area, known]

    return reckoned(desk, about, _CHANGES, lambda: _changes(old, new, today, area, vocabulary.ready(desk)))


_CHANGES = TypeAdapter(tuple[Change, ...])


# two papers are compared as long as neither they nor the vocabulary change
@lru_cache(maxsize=64)
def _changes(old: PaperText, new: PaperText, today: date, area: Area, known: Vocabulary) -> tuple[Change, ...]:
    if old.sha256 == new.sha256:
        return ()
    with held(known):
        terms = terms_changed(old, new, today=today, area=area)
        return (*terms, *_other_words(old, new, terms))


def _by_kind(terms: Sequence[DocumentedTerm]) -> dict[str, list[DocumentedTerm]]:
    found: dict[str, list[DocumentedTerm]] = {}
    for term in terms:
        found.setdefault(term.claim.term or term.label, []).append(term)
    return found


def _unlike(
    was: Sequence[DocumentedTerm], now: Sequence[DocumentedTerm]
) -> tuple[list[DocumentedTerm], list[DocumentedTerm]]:
    """The terms of each side that the other one has not."""
    return _without(was, now), _without(now, was)


def _without(terms: Sequence[DocumentedTerm], others: Sequence[DocumentedTerm]) -> list[DocumentedTerm]:
    left = Counter(_said(one) for one in others)
    rest = []
    for term in terms:
        said = _said(term)
        if left[said]:
            left[said] -= 1
        else:
            rest.append(term)
    return rest


def _said(term: DocumentedTerm) -> tuple[str, str, tuple[str, ...]]:
    return term.claim.said, term.claim.tax, term.claim.conditions


def _changed(was: DocumentedTerm | None, now: DocumentedTerm | None) -> Change:
    one = now or was
    return Change(
        label=one.label if one else "",
        before=was.claim.said if was else None,
        after=now.claim.said if now else None,
        evidence=now.evidence if now else (),
        earlier=was.evidence if was else (),
    )


def _other_words(old: PaperText, new: PaperText, terms: Sequence[Change]) -> Iterator[Change]:
    """The passages that differ and hold none of the changed terms."""
    told_old = {(line.page, line.line) for change in terms for line in change.earlier}
    told_new = {(line.page, line.line) for change in terms for line in change.evidence}
    first, second = _unlike_parts(passages(old.lines), passages(new.lines))
    texts = [_plain(one) for one in first], [_plain(one) for one in second]
    exact = len(first) * len(second) <= _MOST_COMPARED
    for kind, left, left_end, right, right_end in SequenceMatcher(None, *texts, autojunk=not exact).get_opcodes():
        if kind == "equal":
            continue
        was = [one for one in first[left:left_end] if _tells(one, told_old)]
        now = [one for one in second[right:right_end] if _tells(one, told_new)]
        for place in range(max(len(was), len(now))):
            older = was[place] if place < len(was) else None
            newer = now[place] if place < len(now) else None
            yield Change(
                label=OTHER_WORDS,
                before=_plain(older) if older else None,
                after=_plain(newer) if newer else None,
                evidence=_lines(newer),
                earlier=_lines(older),
            )


def _unlike_parts(first: Sequence[Passage], second: Sequence[Passage]) -> tuple[Sequence[Passage], Sequence[Passage]]:
    """Both without what they begin and end with alike: passages that stand often would be mistaken for each other."""
    shorter = min(len(first), len(second))
    begin = 0
    while begin < shorter and _plain(first[begin]) == _plain(second[begin]):
        begin += 1
    end = 0
    while end < shorter - begin and _plain(first[-1 - end]) == _plain(second[-1 - end]):
        end += 1
    return first[begin : len(first) - end], second[begin : len(second) - end]


def _tells(passage: Passage, told: set[tuple[int, int]]) -> bool:
    return bool(_plain(passage)) and not any((line.page, line.number) in told for line in passage.lines)


def _plain(passage: Passage) -> str:
    return " ".join(passage.text.split())


def _lines(passage: Passage | None) -> tuple[Evidence, ...]:
    if passage is None:
        return ()
    told = [line for line in passage.lines if line.text.strip()]
    return tuple(Evidence(page=line.page, line=line.number, text=line.text.strip()) for line in told)
