"""Whether the clauses that may answer one promise agree: which are as likely, which speak of other things.

"The paper disagrees with itself" is said here and nowhere else.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from crm_tui.comparison import verdicts
from crm_tui.comparison.judging import Judged
from crm_tui.comparison.likeness import kin_of
from crm_tui.comparison.matching import Candidate, is_aside
from crm_tui.comparison.paper import Clause
from crm_tui.comparison.promises import Promise
from crm_tui.comparison.telling_apart import picked, summed
from crm_tui.comparison.tiers import are_named_apart, are_of_different_things, is_a_sum
from crm_tui.comparison.vocabulary import Kind
from crm_tui.comparison.words import content, words_of
from crm_tui.domain.claim import Form
from crm_tui.domain.review import CLEARED, WORST_FIRST, Reason, Verdict

Judge = Callable[[Clause], Judged]
"""The ruling on the promise out of one clause."""

_DISAGREES = "the paper gives more than one answer"
_CLOSE = 0.1
_MOST = 24
_AS_LIKELY, _LIKELY, _IN_SIGHT = 0.08, 0.2, 0.4
_UNLIKE = 5
_LONGEST_NAME = 60
_SHOWN = 3
"""So many clauses of a paper that disagrees with itself are shown."""


def closest(promise: Promise, found: Sequence[Candidate]) -> list[Clause]:
    """The best candidate and those that are as likely and about the same thing."""
    likely = [
        one.clause for one in found if one.weight > found[0].weight - _CLOSE or one.rank >= found[0].rank + _CLOSE / 2
    ]
    # more of them than this say the same again, or differ so much that nothing is cleared
    different = {_value_of(clause): clause for clause in reversed(likely[_MOST:])}
    close = [*likely[:_MOST], *reversed(different.values())]
    # the words in front of a clause only name the term; the clause itself says yes or no
    telling = [one for one in close if not _is_bare_name(one)] or close
    first = telling[0]
    about_it = [
        one
        for one in telling
        if is_a_sum(one.passage) or not are_of_different_things(promise.text, first.passage, one.passage)
    ]
    return summed(promise.text, about_it)


def _value_of(clause: Clause) -> tuple[object, ...]:
    """What a clause claims, its conditions left out."""
    return tuple(value for name, value in clause.claim if name != "conditions")


def among(clauses: Iterable[Clause]) -> Callable[[Clause], bool]:
    """Whether a clause is one of these, told without setting it beside each of them."""
    there: dict[tuple[object, ...], list[Clause]] = {}
    for one in clauses:
        there.setdefault(one.mark, []).append(one)
    return lambda clause: clause in there.get(clause.mark, ())


def sifted(promise: Promise, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates without likely ones that the promise's own words rule out: another period, party or part."""
    likely = [one for one in found[:_MOST] if one.rank >= found[0].rank - _IN_SIGHT]
    kept = picked(promise.text, [one.clause for one in likely])
    dropped = {id(one) for one in likely if one.clause not in kept}
    return [one for one in found if id(one) not in dropped]


def agreed(clauses: Sequence[Clause], judge: Judge) -> tuple[Judged, tuple[Clause, ...]]:
    """One ruling out of several equally likely readings, with its clauses: theirs if they agree, otherwise doubt."""
    judged = _alike(_judged(clauses, judge))
    known = [one for one in judged if one.ruling.verdict is not Verdict.UNCLEAR] or judged
    said = {one.ruling.verdict for one in known}
    first = known[0]
    own = tuple(one.clause for one in known if one.clause is not None)
    open_ones = [one for one in judged if one.ruling.reason in (Reason.NO_FIGURE, Reason.CROSS_REFERENCE)]
    if said <= CLEARED and open_ones:
        # one clause leaves open what another, as likely, gives
        return open_ones[0], own[:2]
    if len(said) == 1:
        return first, own[:1]
    if not said & CLEARED:
        worst = min(known, key=lambda one: WORST_FIRST.index(one.ruling.verdict))
        return worst, tuple(one for one in [worst.clause] if one is not None)
    if said <= CLEARED:
        chosen = next(one for one in known if one.ruling.verdict is Verdict.MATCHES)
        return chosen, tuple(one for one in [chosen.clause] if one is not None)
    return disagreed(first), own[:_SHOWN]


def _judged(clauses: Sequence[Clause], judge: Judge) -> list[Judged]:
    """The ruling on each clause, up to where it stands that they don't agree whatever the rest say.

    A list of prices may have thousands of clauses; two that contradict each other are mostly among the first.
    """
    found: list[Judged] = []
    named = 0
    near = far = cleared = refused = False
    for clause in clauses:
        judged = judge(clause)
        found.append(judged)
        if _far_off(judged):
            far = True
        else:
            near = near or judged.both is not None
            if judged.ruling.verdict is not Verdict.UNCLEAR:
                named += judged.clause is not None
                cleared = cleared or judged.ruling.verdict in CLEARED
                refused = refused or judged.ruling.verdict not in CLEARED
        # a figure far off counts only as long as none is near
        if named >= _SHOWN and cleared and refused and (near or not far):
            break
    return found


def disagreed(judged: Judged) -> Judged:
    """A ruling that the paper itself refutes."""
    return replace(judged, ruling=verdicts.DISAGREES, added="", rule=_DISAGREES)


def against(
    promise: Promise, kind: Kind, found: Sequence[Candidate], near: Sequence[Clause], judge: Judge
) -> Clause | None:
    """A less likely clause of the very same kind that refuses what the likeliest one gives."""
    likely = _AS_LIKELY if promise.claim.form in (Form.VALUE, Form.DEADLINE) else _LIKELY
    first = found[0].clause
    is_near = among(near)
    for one in found:
        clause = one.clause
        if one.rank < found[0].rank - likely:
            # another figure further on is rarely about the same thing
            continue
        if clause.kind.id not in kin_of(kind) or clause.inherited or clause.loosely or is_near(clause):
            continue
        if is_aside(clause) or (bool(near) and clause not in picked(promise.text, [near[0], clause])):
            continue
        if are_of_different_things(promise.text, first.passage, clause.passage):
            continue
        again = judge(clause)
        if again.ruling.verdict in (Verdict.CONTRADICTED, Verdict.WORSE) and not (
            _far_off(again) and are_named_apart(first.passage, clause.passage)
        ):
            return clause
    return None


def _alike(judged: list[Judged]) -> list[Judged]:
    """The rulings without those on figures far off, where another is near what was said."""
    near = any(one.both is not None and not _far_off(one) for one in judged)
    return [one for one in judged if not (near and _far_off(one))]


def _far_off(judged: Judged) -> bool:
    """Whether a figure is so unlike what was said that it is hardly meant for the same thing: 20 days, 24 months."""
    if judged.both is None:
        return False
    least, most = sorted((abs(judged.both.said.low), abs(judged.both.paper.low)))
    return bool(least) and most > _UNLIKE * least


def _is_bare_name(clause: Clause) -> bool:
    """Whether a passage only names the term, as the words in front of a clause do: "Premature closure."."""
    passage = clause.passage
    if passage.label or not passage.further or not clause.statement.alias or len(passage.text) > _LONGEST_NAME:
        return False
    named = {word for alias in clause.kind.aliases for word in words_of(alias)}
    return clause.statement.figure is None and all(word in named for word in content(passage.text))
