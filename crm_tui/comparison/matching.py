"""Which statements of the paper answer a promise."""

import re
from collections.abc import Sequence

from crm_tui.comparison.likeness import kin_of
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.vocabulary import Kind, tokens
from crm_tui.domain.claim import Claim, Form

_PLAIN = frozenset(
    re.findall(
        r"\w+",
        "a an the of for on in to at by is are be will shall and or no not nil free with from per as it this that we "
        "you he she they his her their our your rs inr pa year month day gst plus",
    )
)
_ASIDE = re.compile(r"\b(?:means|for example|e\.g\.|illustration|illustrative|example|representative)\b", re.IGNORECASE)
_CLOSE = 1.0
_MOST = 24


def candidates(promise: str, claim: Claim, kind: Kind, clauses: Sequence[Clause]) -> list[tuple[float, Clause]]:
    """The statements of that kind, the likeliest first, each with its weight."""
    wanted = _words(promise) - {word for alias in kind.aliases for word, _, _ in tokens(alias)}
    spoken = {word for word, _, _ in tokens(promise)}
    same = kin_of(kind)
    weighed = []
    for place, clause in enumerate(clauses):
        if clause.kind.id not in same:
            continue
        weighed.append((_weight(wanted, spoken, claim, clause), -place, clause))
    weighed.sort(key=lambda one: (-one[0], -one[1]))
    return [(weight, clause) for weight, _, clause in weighed]


def closest(weighed: Sequence[tuple[float, Clause]]) -> list[Clause]:
    """The best candidate and those that are as likely."""
    likely = [clause for weight, clause in weighed if weight > weighed[0][0] - _CLOSE]
    # more of them than this say the same again, or differ so much that nothing is cleared
    different = {clause.claim.model_copy(update={"conditions": ()}): clause for clause in reversed(likely[_MOST:])}
    return [*likely[:_MOST], *reversed(different.values())]


def _words(text: str) -> set[str]:
    return {word for word, _, _ in tokens(text) if word not in _PLAIN and not word.isdigit()}


def _weight(wanted: set[str], spoken: set[str], claim: Claim, clause: Clause) -> float:
    paper = clause.claim
    weight = 0.0
    if paper.form is not Form.OPEN:
        weight += 2.0
    if clause.passage.label and clause.statement.start < clause.passage.label:
        named = len(tokens(clause.statement.alias))
        weight += 1.5 + 2.5 * min(1.0, named / max(1, len(tokens(clause.passage.text[: clause.passage.label]))))
    if claim.form is paper.form:
        weight += 1.0
    if claim.unit and claim.unit == paper.unit:
        weight += 1.0
    weight += 1.5 * min(2, len(wanted & _words(clause.passage.text))) + 0.8 * min(
        2, len(wanted & _words(clause.passage.heading))
    )
    weight += 0.3 * clause.statement.alias.count(" ")
    alias = {word for word, _, _ in tokens(clause.statement.alias)}
    if len(alias) > 1 and alias <= spoken:
        weight += 1.0
    if clause.kind.id != claim.term:
        weight -= 0.5
    if clause.inherited:
        weight -= 2.0
    if is_aside(clause):
        weight -= 2.0
    return weight


def is_aside(clause: Clause) -> bool:
    """Whether the clause only defines or illustrates."""
    return bool(_ASIDE.search(clause.passage.text))
