"""Whether the deal is hurried: time to read the paper, stages skipped or sat in, promises not read back."""

from collections.abc import Iterable, Iterator

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.deal import Deal, Stage
from crm_tui.domain.deal_finding import DealFinding, Opens, Source
from crm_tui.domain.document import Document
from crm_tui.domain.rules import Rule
from crm_tui.services import work_calendar
from crm_tui.services.deal_facts import DealFacts

_TOLD = 10


def minimum_days(facts: DealFacts) -> Iterator[DealFinding]:
    """That the customer has too few working days between the final paper and the signature.

    The day on the paper, else the day on which it was attached, is not counted; the day of the signature is.
    """
    document = facts.review.document
    if document is None:
        return
    rules, signed_on = facts.rules, facts.signed_on
    begun = document.issued_on or document.attached_on
    days = work_calendar.of(rules).working_days(begun, signed_on)
    if days >= rules.minimum_days:
        return
    was = "is" if facts.deal.is_open else "was"
    bears = f"is of {document.issued_on}" if document.issued_on else "bears no day"
    yield DealFinding(
        # to let one paper be signed in a hurry lets no later one
        key=f"minimum days, version {document.version}",
        source=Source.HURRY,
        rule=Rule.MINIMUM_DAYS,
        severity=rules.severity_of(Rule.MINIMUM_DAYS),
        label=f"{_days(rules.minimum_days)} to read",
        sentence=(
            f"The {facts.words.one} has {_days(days)} between the final paper and the signature; "
            f"{rules.minimum_days} {was} the least."
        ),
        facts=(
            f"the paper {bears}, attached on {document.attached_on}",
            f"the signature {was} on {signed_on}",
        ),
        opens=Opens(table=Document.table, id=document.id),
    )


def stages_skipped(facts: DealFacts) -> Iterator[DealFinding]:
    """That the deal left out stages: those before the furthest it came to, or all of them if it is signed now.

    The enquiry is what a deal begins with. What a deal passed before its stages were kept is not known, and nothing
    is said of it.
    """
    deal, order = facts.deal, facts.rules.stage_order
    reached = [one for one in deal.stages if one.stage in order]
    if not deal.stages or not reached:
        return
    places = [order.index(one.stage) for one in reached]
    first = 0 if deal.stages[0].on <= deal.opened else places[0]
    is_signed = facts.signing or deal.stage in (Stage.SIGNED, Stage.LIVE)
    furthest = len(order) if is_signed else max(places)
    passed = {one.stage for one in reached} | {Stage.ENQUIRY}
    skipped = [stage for stage in order[first:furthest] if stage not in passed]
    if skipped:
        yield DealFinding(
            key="stage skipped",
            source=Source.HURRY,
            rule=Rule.STAGE_SKIPPED,
            severity=facts.rules.severity_of(Rule.STAGE_SKIPPED),
            label="Stages skipped",
            sentence=f"The deal never came to {_listed(map(facts.words.stage, skipped))}.",
            facts=tuple(
                f"{facts.words.stage(one.stage)}: {one.on}{f' ({one.by})' if one.by else ''}" for one in reached
            ),
            opens=Opens(table=Deal.table, id=deal.id),
        )


def days_in_stage(facts: DealFacts) -> Iterator[DealFinding]:
    """That the deal has been in its stage for longer than the rules give."""
    deal, rules = facts.deal, facts.rules
    limit = rules.limit_of(deal.stage)
    days = work_calendar.of(rules).working_days(deal.stage_since, facts.today)
    called = facts.words.stage(deal.stage)
    if limit is not None and days > limit:
        yield DealFinding(
            key=f"days in stage {deal.stage}",
            source=Source.HURRY,
            rule=Rule.DAYS_IN_STAGE,
            severity=rules.severity_of(Rule.DAYS_IN_STAGE),
            label=f"{_days(days)} in {called}",
            sentence=f"The deal is in {called} for {_days(days)}, since {deal.stage_since}; {limit} is the most.",
            opens=Opens(table=Deal.table, id=deal.id),
        )


def not_confirmed(facts: DealFacts) -> Iterator[DealFinding]:
    """That promises which still stand were not read back to the customer."""
    owed = [one for one in facts.promised if one.is_open]
    open_ones = [one for one in owed if one.confirmed_on is None]
    if not open_ones:
        return
    told = [f"{one.words} (#{one.id}, {one.made_on})" for one in open_ones[:_TOLD]]
    if len(open_ones) > _TOLD:
        told.append(f"and {len(open_ones) - _TOLD} more")
    yield DealFinding(
        key="not confirmed",
        source=Source.HURRY,
        rule=Rule.NOT_CONFIRMED,
        severity=facts.rules.severity_of(Rule.NOT_CONFIRMED),
        label="Promises not read back",
        sentence=(
            f"{len(open_ones)} of {len(owed)} {'promise' if len(owed) == 1 else 'promises'} "
            f"{'was' if len(open_ones) == 1 else 'were'} not read back to the {facts.words.one}."
        ),
        facts=tuple(told),
        opens=Opens(table=Commitment.table, id=open_ones[0].id),
    )


def _days(count: int) -> str:
    return f"{count} working {'day' if count == 1 else 'days'}"


def _listed(stages: Iterable[str]) -> str:
    *first, last = stages
    return f"{', '.join(first)} or {last}" if first else last
