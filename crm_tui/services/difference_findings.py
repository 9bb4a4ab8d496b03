"""What the comparison found, both ways: promises that the paper does not keep, and terms that nobody spoke of."""

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

from crm_tui.comparison.explaining import decided_by
from crm_tui.domain.commitment import Commitment
from crm_tui.domain.deal_finding import DealFinding, Opens, Source
from crm_tui.domain.resolution import Answer
from crm_tui.domain.review import CLEARED, Finding, Surprise
from crm_tui.domain.rules import GroundRules, Rule
from crm_tui.domain.severity import Severity
from crm_tui.services.deal_facts import DealFacts
from crm_tui.services.passing import with_decisions
from crm_tui.services.settled import Settled, about_promise, about_surprise
from crm_tui.services.tolerance_findings import ByTolerance

GRAVEST_FIRST = (Severity.BLOCK, Severity.WARN, Severity.NOTE)
"""The severities in the order in which they want attention."""


def severity(found: Severity, rule: Rule, rules: GroundRules) -> Severity:
    """What something that has a severity of its own asks for at this desk.

    It is what was ``found``, and never more than the rules say of such a thing: a desk that sets surprises to ``warn``
    is stopped by none, and one that sets them to ``block`` is stopped by those that the comparison calls grave, no
    others.
    """
    return max(found, rules.severity_of(rule), key=GRAVEST_FIRST.index)


def differences(facts: DealFacts) -> Iterator[DealFinding]:
    """One for each promise that the paper does not keep in full, in the order of the promises."""
    review = facts.review
    if review.comparison is None:
        return
    tolerance = ByTolerance.judged(facts.rules, review.comparison)
    for place, (found, promise) in enumerate(zip(review.comparison.findings, review.promises, strict=True)):
        # "about 40" may be met by 41, and still be above what has no tolerance
        if found.verdict not in CLEARED or tolerance.is_short(place):
            made = tolerance.difference(_difference(found, promise, facts.rules), place)
            yield with_decisions(made, review.settled_finding(place), facts.waivers, facts.today)


def surprises(facts: DealFacts) -> Iterator[DealFinding]:
    """One for each costly or binding term of the paper that nobody spoke of, the most costly first."""
    review = facts.review
    if review.comparison is None:
        return
    tolerance = ByTolerance.judged(facts.rules, review.comparison)
    found = review.comparison.surprises
    of_one_term = Counter(map(about_surprise, found))
    for place, one in enumerate(found):
        key = about_surprise(one)
        if of_one_term[key] > 1:
            key = f"{key[:180]} {sha256(one.explanation.encode()).hexdigest()[:8]}"
        made = tolerance.surprise(_surprise(one, key, facts.rules), place)
        settled, standard = review.settled_surprise(place), review.standard(place)
        yield with_decisions(made, settled, facts.waivers, facts.today, standard)


def withdrawn(facts: DealFacts) -> Iterator[DealFinding]:
    """One for each promise about a term that was withdrawn: it passes once it is recorded that the customer was told.

    That holds on every later paper too: what was told stays told.
    """
    for promise in facts.withdrawn:
        key = about_promise(promise)
        told = [one for one in facts.resolutions if one.about == key and one.answer is Answer.WITHDRAW]
        claim = promise.claim
        made = DealFinding(
            key=key,
            source=Source.COMPARISON,
            rule=Rule.DIFFERENCE,
            severity=facts.rules.severity_of(Rule.DIFFERENCE),
            label="Promise withdrawn",
            sentence="This was promised and then withdrawn; the customer has to know of it before they sign.",
            said=claim.said if claim else promise.words,
            facts=(f"said: {promise.words}", f"promised on {promise.made_on} by {promise.owner}"),
            opens=Opens(table=Commitment.table, id=promise.id),
        )
        yield with_decisions(made, Settled(told[-1]) if told else None, facts.waivers, facts.today)


def _difference(found: Finding, promise: Commitment, rules: GroundRules) -> DealFinding:
    return DealFinding(
        key=about_promise(promise),
        source=Source.COMPARISON,
        rule=Rule.DIFFERENCE,
        severity=severity(found.severity, Rule.DIFFERENCE, rules),
        label=found.label,
        sentence=found.explanation,
        said=found.text,
        paper=found.paper or "",
        verdict=found.verdict.words,
        evidence=found.evidence,
        facts=(f"decided by: {decided_by(found.rule)}",) if found.rule else (),
        impact=found.impact,
        opens=Opens(table=Commitment.table, id=promise.id),
    )


def _surprise(found: Surprise, key: str, rules: GroundRules) -> DealFinding:
    return DealFinding(
        key=key,
        source=Source.COMPARISON,
        rule=Rule.SURPRISE,
        severity=severity(found.severity, Rule.SURPRISE, rules),
        label=found.label,
        sentence=found.explanation,
        evidence=found.evidence,
        facts=(f"decided by: {decided_by(found.rule)}",),
        impact=found.impact,
    )
