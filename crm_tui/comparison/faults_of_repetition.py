"""One term that a paper prints twice with different figures: 10 % in the schedule, 20 % in the information sheet."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import combinations

from crm_tui.comparison import wording
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.layout import Passage
from crm_tui.comparison.matching import is_aside
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.units import IN_MONTHS
from crm_tui.comparison.words import stems, tokens
from crm_tui.domain.claim import Bound, Form
from crm_tui.domain.review import PaperFault

_MOST_ROWS = 60
_WHERE = stems(
    "a an the of for on in to at by is are be and or no with from per as it this that we you your our any each "
    "every all rs inr usd eur gbp aed part schedule annex annexure appendix exhibit section article clause table "
    "form sheet key fact facts statement summary information particular detail description general term terms "
    "condition conditions commercial extract acceptance customer borrower insured member client tenant employee "
    "policy plan product feature offer letter sanction agreement contract order quotation quote document "
    "disclosure important glance highlight main service level sla value level measure item calendar month year "
    "annual yearly monthly current applicable rate rates interest fixed floating variable amount charge fee price "
    "cost total loan deposit account cover benefit payable p i ii iii iv v vi p.a. pa only my"
)
"""Words that say where a term stands or how it is counted, not what it is about."""
_QUALIFIED = expression(
    r"\b(?:if|when|whenever|where|unless|above|below|exceed\w*|over|under|beyond|up to|upto|first|second|third|next|"
    r"last|after|before|there ?after|until|till|during|further|additional\w*|extra|renew\w*|extend\w*|subsequent\w*|"
    r"minimum|maximum|min|max|at least|more than|less than|not exceeding|increas\w*|ris(?:e|es|ing)|default|"
    r"illustrat\w*|example|typical|average|estimated|otherwise|instead|early|late|delay\w*|prorat\w*|pro-rata|within|between|"
    r"concession\w*|discount\w*|subsid\w*|revised|existing|previous\w*|earlier|old|current(?!ly)|"
    r"proposed|senior|women)\b",
    re.IGNORECASE,
)
"""Words that tell one case from another, so that both figures may stand."""
_SKIPPED = frozenset({"general", "card"})
_INITIALS_SKIP = frozenset({"of", "and", "the", "for"})


@dataclass(frozen=True, slots=True)
class _Printed:
    """A figure that a paper prints for a term."""

    clause: Clause
    """Its statement."""

    name: frozenset[str]
    """What the term is called, without what every name may have."""

    subject: frozenset[str]
    """What else its place is about."""

    words: str
    """The words of its place."""

    section: int
    """Which part of the paper it stands in."""


def repetition_faults(clauses: Sequence[Clause], passages: Sequence[Passage]) -> Iterator[PaperFault]:
    """Terms that are printed with one figure in one part of the paper and with another in another part."""
    titles = _titles(passages)
    by_kind: dict[str, list[_Printed]] = {}
    for clause in clauses:
        if _plain(clause):
            section, title = titles.get(clause.passage.lines[0].page * 10**6 + clause.passage.lines[0].number, (0, ""))
            by_kind.setdefault(clause.kind.id, []).append(_printed(clause, section, title))
    for printed in by_kind.values():
        for one, other in combinations(printed[:_MOST_ROWS], 2):
            if _same_thing(one, other) and not _alike(one.clause, other.clause):
                yield _fault(one.clause, other.clause)


def _titles(passages: Sequence[Passage]) -> dict[int, tuple[int, str]]:
    """For each line: the number and the words of the titled part that it stands in."""
    found: dict[int, tuple[int, str]] = {}
    section, title = 0, ""
    for passage in passages:
        if passage.titled and not passage.label:
            section, title = section + 1, passage.text
        for line in passage.lines:
            found.setdefault(line.page * 10**6 + line.number, (section, title))
    return found


@lru_cache(maxsize=16384)
def _is_qualified(text: str) -> bool:
    return bool(_QUALIFIED.search(text))


def _plain(clause: Clause) -> bool:
    claim = clause.claim
    return (
        claim.form is Form.VALUE
        and claim.low is not None
        and claim.high is None
        and claim.bound in (Bound.EXACTLY, Bound.AT_MOST, Bound.AT_LEAST)
        and clause.kind.area not in _SKIPPED
        and not clause.loosely
        and not is_aside(clause)
        and bool(clause.passage.label or not clause.inherited)
        and not clause.passage.steps
        and not _is_qualified(f"{clause.passage.text} {clause.passage.heading}")
        and len(clause.statement.rivals) <= 1
    )


def _printed(clause: Clause, section: int, title: str) -> _Printed:
    passage = clause.passage
    label = passage.text[: passage.label]
    names = {word for word, _, _ in tokens(clause.statement.alias)}
    own = _bare(label) - names
    words = label if own else f"{title} {passage.heading} {label}"
    subject = own or _bare(words) - names
    name = _bare(clause.statement.alias)
    return _Printed(clause, name, frozenset(subject), words, section)


def _bare(text: str) -> frozenset[str]:
    return frozenset(
        word for word, _, _ in tokens(text) if word not in _WHERE and not (word.isdigit() and len(word) < 2)
    )


def _same_thing(one: _Printed, other: _Printed) -> bool:
    left, right = one.clause, other.clause
    if one.section == other.section or left.passage.heading == right.passage.heading:
        return False
    if not (left.passage.label or right.passage.label) or not _same_name(one, other):
        return False
    if left.claim.bound is not right.claim.bound or left.claim.tax != right.claim.tax:
        return False
    if left.claim.per != right.claim.per and "" not in (left.claim.per, right.claim.per):
        return False
    if one.subject == other.subject:
        return True
    return bool(one.subject and other.subject) and _shortened(one, other) == _shortened(other, one)


def _same_name(one: _Printed, other: _Printed) -> bool:
    left, right = (tokens(printed.clause.statement.alias) for printed in (one, other))
    return one.name == other.name or _initials(left) == right[0][0] or _initials(right) == left[0][0]


def _initials(words: Sequence[tuple[str, int, int]]) -> str:
    return "".join(word[0] for word, _, _ in words)


def _shortened(one: _Printed, other: _Printed) -> frozenset[str]:
    """The subject with words taken together that the other side writes by their initials: CD, FD, EMI."""
    subject = set(one.subject)
    content = [word for word, _, _ in tokens(one.words) if word not in _INITIALS_SKIP]
    for short in other.subject - one.subject:
        if not 2 <= len(short) <= 4 or not short.isalpha():
            continue
        for place in range(len(content) - len(short) + 1):
            run = content[place : place + len(short)]
            if "".join(word[0] for word in run) == short:
                subject = (subject - set(run)) | {short}
    return frozenset(subject)


def _alike(one: Clause, other: Clause) -> bool:
    """Whether two figures say the same, but for rounding; figures in different units can't be told apart."""
    left, right = one.claim, other.claim
    if left.low is None or right.low is None:
        return True
    low, high = left.low, right.low
    if left.unit in IN_MONTHS and right.unit in IN_MONTHS:
        low, high = low * IN_MONTHS[left.unit], high * IN_MONTHS[right.unit]
    elif left.unit != right.unit:
        return True
    if low == 0 or high == 0:
        return True
    spread = max(left.spread, right.spread, one.kind.tolerance)
    if abs(low - high) <= spread or (min(low, high) >= 100 and abs(low - high) <= 1):
        return True
    places = min(_places(low), _places(high))
    return round(low, places) == round(high, places) if places else False


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _fault(one: Clause, other: Clause) -> PaperFault:
    name = wording.lowered(one.kind.label)
    return PaperFault(
        explanation=f"{one.claim.said} is printed for {name} in one place, {other.claim.said} in another.",
        evidence=tuple(dict.fromkeys((*one.evidence, *other.evidence))),
    )
