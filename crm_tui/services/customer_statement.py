"""The customer statement of a deal: what we promised, where it stands in the paper, what differs, what we did about it.

It goes to the customer. It is made in two steps: the statement is a value whose fields have room for nothing that stays
in the house, and only that value is printed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from crm_tui.comparison.differences import CONTINGENT
from crm_tui.comparison.effect import HELD
from crm_tui.domain.commitment import Commitment, Status
from crm_tui.domain.document import DocumentType
from crm_tui.domain.errors import DeskError
from crm_tui.domain.money import Money
from crm_tui.domain.money_effect import MoneyEffect
from crm_tui.domain.resolution import Answer, Resolution
from crm_tui.domain.review import CLEARED, Evidence, Finding, Impact, Reason, Surprise, Verdict
from crm_tui.services import deal_findings
from crm_tui.services.deal_findings import DealFile
from crm_tui.services.decisions import Settled, about_promise
from crm_tui.services.desk import Desk
from crm_tui.services.money_effect import effects, summary
from crm_tui.services.other_names import OtherNames
from crm_tui.services.passing import missing
from crm_tui.services.printout import Block, Heading, Paragraph, Printout, Rows, Signatures, Table
from crm_tui.services.review import beside_paper

_OPEN = "Nothing is agreed with you about this yet."
_STANDARD = "It is the same in every paper of this kind."
_AS_SAID = "Nothing: it is as we said."
_NOT_TOLD = "The paper says it in other words than we did: please ask us."


@dataclass(frozen=True, slots=True)
class Place:
    """Where the paper says something."""

    page: int
    """From 1."""

    line: int
    """The first one, from 1 on that page."""

    last: int
    """The last one, on the same page."""

    words: str
    """The paper's own; empty where they can't be shown."""


@dataclass(frozen=True, slots=True)
class Told:
    """One promise, as the customer is told of it."""

    promised: str
    """What we said."""

    places: tuple[Place, ...]
    """Where the paper speaks of it; none where it does not."""

    differs: str
    """What differs; empty where nothing does."""

    costs: str
    """What that costs the customer; empty where it costs nothing or nobody can tell."""

    did: str
    """What we did about it."""


@dataclass(frozen=True, slots=True)
class Unspoken:
    """A term of the paper that we did not speak of."""

    label: str
    """The term in plain words."""

    places: tuple[Place, ...]
    """Where it stands."""

    costs: str
    """What it costs the customer; empty where nobody can tell."""

    did: str
    """What we did about it."""


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that we said we would do, of which the paper has nothing to say."""

    promised: str
    """What we said."""

    stands: str
    """Until when, or that it is done."""


@dataclass(frozen=True, slots=True)
class CustomerStatement:
    """All that may be told. It has no place for severities, opinions, remarks, staff, incidents or rules."""

    customer: str
    """To whom."""

    about: str
    """The deal, by its title."""

    paper: str
    """The paper: its kind, its version, its day."""

    on: date
    """The day of the statement."""

    promises: tuple[Told, ...]
    """In the order in which they were said; those that were taken back last."""

    unspoken: tuple[Unspoken, ...]
    """What else the paper asks for."""

    duties: tuple[Duty, ...]
    """What else we promised."""

    costs: str
    """What all of it costs the customer beyond what was said; empty where nothing is known to."""


def of(desk: Desk, deal_id: int) -> Printout:
    """The statement of a deal beside its paper, as it is today.

    Raises:
        NotFound: no such deal, or its paper is gone.
        Unreadable: its paper can't be read any more.
        DeskError: it has no paper yet.
    """
    file = deal_findings.of(desk, deal_id)
    gone = beside_paper(desk, file.review, file.facts.withdrawn)
    return printed(statement(file, OtherNames.at(desk, file.customer), desk.today(), gone))


def statement(file: DealFile, others: OtherNames, today: date, gone: Sequence[Finding] = ()) -> CustomerStatement:
    """What may be told of a deal. Where words name another customer, less is told.

    ``gone`` is what the paper says of the promises that were withdrawn, one for each.

    Raises:
        DeskError: the deal has no paper yet.
    """
    review, document, found = file.review, file.document, file.comparison
    if document is None or found is None:
        raise DeskError(f"deal #{file.deal.id} has no paper yet: attach one before you print a statement")
    money = effects(found)
    same = _same_money(money, found.findings)
    told = [
        _told(
            one, promise, review.settled_finding(place), others, file.promises[same[place]] if place in same else None
        )
        for place, (one, promise) in enumerate(zip(found.findings, file.promises, strict=True))
    ]
    told += [
        _withdrawn(one, file.facts.resolutions, others, gone[place].evidence if gone else ())
        for place, one in enumerate(file.facts.withdrawn)
    ]
    duties = [one for one in file.facts.promised if one.claim is None]
    kind = "paper" if document.type is DocumentType.OTHER else document.type.value
    issued = f" of {document.issued_on}" if document.issued_on else ""
    return CustomerStatement(
        customer=file.customer.name,
        about=others.without(file.deal.title, file.deal.area.value),
        paper=f"{kind}{issued}, version {document.version}",
        on=today,
        promises=tuple(told),
        unspoken=tuple(
            _unspoken(one, review.settled_surprise(place), others, standard=review.standard(place) is not None)
            for place, one in enumerate(found.surprises)
        ),
        duties=tuple(_duty(one, others) for one in duties),
        costs=summary(money) if money.sums else "",
    )


def printed(told: CustomerStatement) -> Printout:
    """The statement, meant for one page."""
    rows = [
        ("For", told.customer),
        ("About", told.about),
        ("Paper", told.paper),
        ("Day", str(told.on)),
    ]
    blocks: list[Block] = [Rows(tuple(rows))]
    if told.promises:
        head = ("We promised", "The paper says", "The difference", "What we did")
        blocks.append(
            Table(head, tuple(map(_row, told.promises)), (25, 33, 29, 23), ("promise", "promises")),
        )
    else:
        blocks.append(Paragraph("We promised nothing about the terms of this paper."))
    if told.costs:
        blocks.append(Paragraph(f"Signed as it stands, the paper leaves you: {told.costs}."))
    if told.unspoken:
        head = ("Not spoken of", "The paper says", "What it costs", "What we did")
        rows_of_terms = tuple(
            (one.label, _places(one.places), one.costs or "Not told in money.", one.did) for one in told.unspoken
        )
        blocks.append(Table(head, rows_of_terms, (25, 33, 29, 23), ("term", "terms")))
    if told.duties:
        blocks.append(Heading("What we also promised to do"))
        blocks.append(Rows(tuple((one.promised, one.stands) for one in told.duties)))
    blocks.append(Signatures(("For the desk", "Received by")))
    return Printout("What we promised, and what the paper says", tuple(blocks), one_page=True)


def _row(one: Told) -> tuple[str, str, str, str]:
    differs = " ".join(filter(None, (one.differs, one.costs)))
    return one.promised, _places(one.places) or "Nowhere.", differs or _AS_SAID, one.did


def _places(places: tuple[Place, ...]) -> str:
    return " ".join(_place(one) for one in places)


def _place(one: Place) -> str:
    lines = f"line {one.line}" if one.line == one.last else f"lines {one.line} to {one.last}"
    return f"Page {one.page}, {lines}" + (f": “{one.words}”" if one.words else ".")


def _same_money(money: MoneyEffect, findings: Sequence[Finding]) -> dict[int, int]:
    """The promises whose cost is that of an earlier one, as an instalment's is its rate's: it is told once."""
    costly = {place for place, one in enumerate(findings) if one.impact is not None and one.verdict not in CLEARED}
    shared = [sorted(costly.intersection(part.findings)) for one in money.sums for part in one.parts]
    return {place: one[0] for one in shared for place in one[1:]}


def _told(
    found: Finding, promise: Commitment, settled: Settled | None, others: OtherNames, same_as: Commitment | None
) -> Told:
    kept = found.verdict in CLEARED
    costs = _costs(found.impact) if same_as is None else f"It is the cost of “{_promised(same_as, others)}”."
    return Told(
        promised=_promised(promise, others, found.label),
        places=_found_at(found.evidence, others),
        differs=_difference(found, others),
        costs="" if kept else costs,
        did=_did(settled) or ("" if kept else _OPEN),
    )


def _promised(promise: Commitment, others: OtherNames, label: str = "") -> str:
    """The words used or, where they name somebody else, what they were understood to say."""
    said = promise.claim.said if promise.claim else ""
    plain = others.without(": ".join(filter(None, (label, said))), "")
    return others.without(promise.words, plain or label or "Something that we said")


def _difference(found: Finding, others: OtherNames) -> str:
    if found.verdict is Verdict.MATCHES:
        return ""
    if found.reason is Reason.UNKNOWN_TERM:
        return "We could not tell whether the paper says the same: please read this part with us."
    told = others.without(found.explanation, _NOT_TOLD)
    return f"Better for you: {told}" if found.verdict is Verdict.BETTER else told


def _withdrawn(
    promise: Commitment, made: tuple[Resolution, ...], others: OtherNames, evidence: tuple[Evidence, ...]
) -> Told:
    about = about_promise(promise)
    told = [one for one in made if one.about == about and one.answer is Answer.WITHDRAW and not missing(one)]
    return Told(
        promised=_promised(promise, others),
        places=_found_at(evidence, others),
        differs="We took this promise back.",
        costs="",
        did=f"We told you on {told[-1].customer_on}." if told else _OPEN,
    )


def _unspoken(found: Surprise, settled: Settled | None, others: OtherNames, *, standard: bool) -> Unspoken:
    return Unspoken(
        label=others.without(found.label, "A term of the paper"),
        places=_found_at(found.evidence, others),
        costs=_costs(found.impact),
        did=_did(settled) or (_STANDARD if standard else _OPEN),
    )


def _duty(promise: Commitment, others: OtherNames) -> Duty:
    if promise.status is Status.KEPT:
        stands = f"done on {promise.settled_on}"
    else:
        stands = f"by {promise.due}" if promise.due else "no day was named"
    return Duty(others.without(promise.words, "something to do for you"), stands)


def _found_at(evidence: tuple[Evidence, ...], others: OtherNames) -> tuple[Place, ...]:
    """Where it stands; lines that follow each other are one place."""
    places: list[Place] = []
    for one in evidence:
        words = " ".join(one.text.split())
        before = places[-1] if places else None
        if before is not None and (before.page, before.last + 1) == (one.page, one.line):
            places[-1] = Place(one.page, before.line, one.line, f"{before.words} {words}")
        else:
            places.append(Place(one.page, one.line, one.line, words))
    return tuple(replace(one, words=others.without(one.words, "")) for one in places)


def _costs(impact: Impact | None) -> str:
    if impact is None:
        return ""
    money = Money(amount=abs(impact.amount), currency=impact.currency)
    each = " for each one" if impact.every == "each" else f" a {impact.every}" if impact.every else ""
    if impact.amount < 0:
        return f"It saves you {money}{each}."
    if impact.kind == HELD:
        return f"You pay {money}{each} up front, which is returned or set off later."
    if impact.kind == CONTINGENT:
        return f"If it comes to that, it costs you {money}{each}."
    return f"It costs you {money}{each}."


def _did(settled: Settled | None) -> str:
    """What was agreed, where it was agreed in full; how it came about stays in the house."""
    if settled is None or settled.stale:
        return ""
    made = settled.resolution
    if made.answer is Answer.AMEND:
        return "We are having the paper corrected: sign only the corrected one."
    if missing(made):
        return ""
    if made.answer is Answer.EXCEPTION:
        return "We keep our promise, although the paper says otherwise."
    if made.answer is Answer.ACCEPTED:
        return f"You accepted this in writing on {made.customer_on}."
    return f"We took this promise back, and told you on {made.customer_on}."
