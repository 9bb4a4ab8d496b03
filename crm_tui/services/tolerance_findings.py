"""Terms whose amounts are judged together by the desk's tolerance classes, or not judged at all."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from crm_tui.comparison.tolerances import Line, Tolerated, class_of, tolerances
from crm_tui.domain.deal_finding import DealFinding, Source
from crm_tui.domain.money import signed
from crm_tui.domain.review import Comparison, Evidence, Verdict
from crm_tui.domain.rules import GroundRules, Rule, Tolerance
from crm_tui.domain.severity import Severity
from crm_tui.services.deal_facts import DealFacts

_OF_AMOUNTS = frozenset({Verdict.WORSE, Verdict.CONTRADICTED})
"""What the sum of a group decides; a condition is judged by itself."""


@dataclass(frozen=True, slots=True)
class ByTolerance:
    """What the tolerance classes make of each finding and each surprise of a comparison."""

    rules: GroundRules
    """Whose classes."""

    comparison: Comparison
    """Of what."""

    of_finding: dict[int, Tolerated] = field(default_factory=dict)
    """What was judged with each finding, by its place."""

    of_surprise: dict[int, Tolerated] = field(default_factory=dict)
    """The same of surprises."""

    @classmethod
    def judged(cls, rules: GroundRules, comparison: Comparison) -> Self:
        """By the classes of these rules."""
        made = cls(rules, comparison)
        if not rules.tolerance_classes:
            return made
        # what was promised twice is judged once, and holds for both
        alike: dict[object, list[int]] = {}
        for place, found in enumerate(comparison.findings):
            alike.setdefault((found.claim.term, found.evidence, found.amounts), []).append(place)
        for one in tolerances(rules.tolerance_classes, comparison).judged:
            for line in one.lines:
                if line.surprise is not None:
                    made.of_surprise[line.surprise] = one
                elif line.finding is not None:
                    found = comparison.findings[line.finding]
                    for place in alike[found.claim.term, found.evidence, found.amounts]:
                        made.of_finding[place] = one
        return made

    def is_short(self, place: int) -> bool:
        """Whether a finding has no tolerance and the paper is above what was said, whatever its verdict."""
        one = self.of_finding.get(place)
        return one is not None and _is_short(one)

    def difference(self, made: DealFinding, place: int) -> DealFinding:
        """A difference as its class judges it.

        Zero: above what was said it breaks the rule of tolerance, by so much. Group: it is a note, and the sum decides.
        Open: it is a note.
        """
        found, one = self.comparison.findings[place], self.of_finding.get(place)
        if one is not None and _is_short(one):
            severity = self.rules.severity_of(Rule.TOLERANCE)
            return _with_fact(made, one.sentence, rule=Rule.TOLERANCE, severity=severity, shortfall=one.shortfall)
        if one is not None and one.of.tolerance is Tolerance.GROUP and found.verdict in _OF_AMOUNTS:
            return _with_fact(made, f"judged by its sum with others: {one.sentence}", severity=Severity.NOTE)
        kept = class_of(self.rules.tolerance_classes, found.claim.term)
        if kept is not None and kept.tolerance is Tolerance.OPEN:
            return _with_fact(made, f"left open by the ground rules: {kept.name}", severity=Severity.NOTE)
        return made

    def surprise(self, made: DealFinding, place: int) -> DealFinding:
        """A surprise as its class judges it: what has no tolerance and was never spoken of asks for no less."""
        one = self.of_surprise.get(place)
        if one is None:
            return made
        if not _is_short(one):
            return _with_fact(made, f"counted with others: {one.sentence}")
        severity = min(made.severity, self.rules.severity_of(Rule.TOLERANCE), key=tuple(Severity).index)
        return _with_fact(made, one.sentence, severity=severity, shortfall=one.shortfall)


def groups(facts: DealFacts) -> Iterator[DealFinding]:
    """One for each group of terms whose sum on paper is above what is allowed, with its shortfall."""
    comparison = facts.review.comparison
    if comparison is None:
        return
    for one in tolerances(facts.rules.tolerance_classes, comparison).shortfalls:
        if one.of.tolerance is Tolerance.GROUP:
            evidence = (line for each in one.lines for line in _found(each, comparison))
            yield DealFinding(
                key=f"tolerance {one.currency} {one.per} {one.of.name}"[:200],
                source=Source.COMPARISON,
                rule=Rule.TOLERANCE,
                severity=facts.rules.severity_of(Rule.TOLERANCE),
                label=one.of.name,
                sentence=one.sentence,
                said=str(one.said),
                paper=str(one.paper),
                evidence=tuple(dict.fromkeys(evidence)),
                facts=(
                    *(_told(each, one.currency) for each in one.lines),
                    *(f"in no sum: {each.label}, {each.why}" for each in one.left_out),
                ),
                shortfall=one.shortfall,
            )


def _is_short(one: Tolerated) -> bool:
    return one.of.tolerance is Tolerance.ZERO and one.shortfall.amount > 0


def _found(line: Line, comparison: Comparison) -> tuple[Evidence, ...]:
    if line.finding is not None:
        return comparison.findings[line.finding].evidence
    return comparison.surprises[line.surprise].evidence if line.surprise is not None else ()


def _told(line: Line, currency: str) -> str:
    said, paper = (signed(amount, currency) for amount in (line.said, line.paper))
    return f"{line.label}: {said} was said, {paper} is on paper"


def _with_fact(made: DealFinding, fact: str, **changed: object) -> DealFinding:
    return made.model_copy(update={"facts": (*made.facts, fact), **changed})
