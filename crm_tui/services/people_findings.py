"""What speaks against a deal on the side of the people: beginners, poor experiences, and who answers for it."""

from collections.abc import Iterator
from datetime import timedelta

from crm_tui.domain.deal import Deal
from crm_tui.domain.deal_finding import DealFinding, Opens, Source
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.rules import Rule
from crm_tui.domain.severity import Severity
from crm_tui.domain.staff import Member
from crm_tui.services import owner_rules
from crm_tui.services.deal_facts import DealFacts
from crm_tui.services.difference_findings import severity
from crm_tui.services.people import People


def trainees(facts: DealFacts) -> Iterator[DealFinding]:
    """One for each trainee who works on the deal and whom nobody supervises.

    They work on it who own it, own a promise of it, or noted a contact on it.
    """
    names = [facts.deal.owner, *(one.owner for one in facts.promised), *(one.by for one in facts.review.notes)]
    found = {who.id: who for name in dict.fromkeys(names) if (who := facts.member(name)) is not None and who.trainee}
    for who in found.values():
        lacks = _lacks_supervisor(who, facts)
        if lacks:
            yield DealFinding(
                key=f"trainee {who.login}"[:200],
                source=Source.PEOPLE,
                rule=Rule.TRAINEE,
                severity=facts.rules.severity_of(Rule.TRAINEE),
                label="Trainee without a supervisor",
                sentence=f"{_called(who)} still learns the work, {lacks}.",
                opens=Opens(table=Member.table, id=who.id),
            )


def _lacks_supervisor(who: Member, facts: DealFacts) -> str:
    if not who.supervisor:
        return "and nobody is named as their supervisor"
    supervisor = facts.member(who.supervisor)
    if supervisor is None:
        return f"and {who.supervisor}, who should supervise them, is not on the list of the staff"
    if not supervisor.is_here(facts.today):
        return f"and {_called(supervisor)}, who should supervise them, left on {supervisor.left_on}"
    return f"and {_called(supervisor)}, who should supervise them, is a trainee too" if supervisor.trainee else ""


def incidents(facts: DealFacts) -> Iterator[DealFinding]:
    """One for each incident of the customer that is open, then one for each that was put right not long ago."""
    since = facts.today - timedelta(days=facts.rules.recent_incident_days)
    for one in facts.incidents:
        if one.is_open:
            yield _incident(one, Rule.OPEN_INCIDENT, "is not put right yet", facts)
    for one in facts.incidents:
        if one.closed_on is not None and one.closed_on >= since:
            yield _incident(one, Rule.RECENT_INCIDENT, f"was put right on {one.closed_on}", facts)


def _incident(one: Incident, rule: Rule, stands: str, facts: DealFacts) -> DealFinding:
    known = {"cause": one.cause, "done about it": one.remedy, "seen to by": one.owner}
    return DealFinding(
        key=f"incident {one.id}",
        source=Source.PEOPLE,
        rule=rule,
        severity=facts.rules.severity_of(rule),
        label="Open incident" if one.is_open else "Recent incident",
        sentence=f"Something went wrong for this {facts.words.one} on {one.on} and {stands}: {one.what}",
        facts=tuple(f"{name}: {words}" for name, words in known.items() if words),
        opens=Opens(table=Incident.table, id=one.id),
    )


def owner(facts: DealFacts) -> Iterator[DealFinding]:
    """That the owner is gone, else that they are silent; and that a former owner is the one in touch."""
    deal = facts.deal
    if not deal.is_open:
        return
    people = facts.people
    left = owner_rules.left_on(people, deal.owner, facts.today)
    if left is not None:
        told = f"{deal.owner} answers for this deal and left on {left}."
        yield _of_owner(facts, Rule.OWNER_GONE, "Owner gone", told)
    else:
        if owner_rules.is_unlisted(people, deal.owner):
            yield _unlisted(facts)
        yield from _silent(facts, people)
    yield from _former(facts, people)


def _unlisted(facts: DealFacts) -> DealFinding:
    """An owner who is not on the list of the staff: a warning at most, as the list may not be filled in yet."""
    told = f"{facts.deal.owner} answers for this deal and is not on the list of the staff."
    found = _of_owner(facts, Rule.OWNER_GONE, "Owner not on the staff list", told)
    return found.model_copy(update={"severity": severity(Severity.WARN, Rule.OWNER_GONE, facts.rules)})


def _silent(facts: DealFacts, people: People) -> Iterator[DealFinding]:
    deal, since = facts.deal, facts.deal.in_charge_since
    own = owner_rules.last_of(people.same, deal.owner, facts.contacts)
    last = own.on if own is not None else None
    days = owner_rules.silent_days(last, since, facts.today)
    if days > facts.rules.silent_owner_days:
        when = f"since {last}" if last is not None and last >= since else f"since taking over on {since}"
        yield _of_owner(
            facts,
            Rule.OWNER_SILENT,
            "Owner silent",
            f"{deal.owner} was not in touch with the {facts.words.one} for {days} days, {when}.",
        )


def _former(facts: DealFacts, people: People) -> Iterator[DealFinding]:
    """A former owner was in touch after the handover, and the present owner was not since."""
    deal, since = facts.deal, facts.deal.in_charge_since
    before = [one.owner for one in deal.owners[:-1]]
    last = owner_rules.former_contact(people.same, deal.owner, before, since, facts.contacts)
    if last is not None:
        yield _of_owner(
            facts,
            Rule.FORMER_OWNER,
            "Former owner still in touch",
            f"{last.by}, who handed the deal over on {since}, was in touch with the {facts.words.one} on {last.on}; "
            f"{deal.owner} was not since.",
            opens=Opens(table=Interaction.table, id=last.id),
        )


def _of_owner(facts: DealFacts, rule: Rule, label: str, sentence: str, opens: Opens | None = None) -> DealFinding:
    return DealFinding(
        # who lets one owner pass says nothing of the next
        key=f"{rule}, {facts.deal.owner}"[:200],
        source=Source.PEOPLE,
        rule=rule,
        severity=facts.rules.severity_of(rule),
        label=label,
        sentence=sentence,
        facts=tuple(f"{one.owner} since {one.since}" for one in facts.deal.owners),
        opens=opens or Opens(table=Deal.table, id=facts.deal.id),
    )


def _called(who: Member) -> str:
    return who.name or who.login
