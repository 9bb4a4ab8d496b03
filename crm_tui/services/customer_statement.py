"""The customer statement of a deal: what we promised, where it stands in the paper, what differs, what we did about it.

It goes to the customer. It is made in two steps: the statement is a value whose fields have room for nothing that stays
in the house, and only that value is printed.
"""

from dataclasses import replace

from crm_tui.domain.compared import Compared
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.sign_off import Review
from crm_tui.services import deal_findings, records, reviews
from crm_tui.services.customer_told import CustomerStatement, Duty, Place, Told
from crm_tui.services.customer_words import AS_SAID, spoken, statement
from crm_tui.services.desk import Desk
from crm_tui.services.desk_clock import at_desk
from crm_tui.services.ground_rules import in_force
from crm_tui.services.kept_facts import compared, promised_since, signed
from crm_tui.services.money_effect import effects
from crm_tui.services.other_names import OtherNames
from crm_tui.services.plain_days import in_words
from crm_tui.services.printout import Block, Heading, Paragraph, Printout, Rows, Signatures, Table

_NOT_KEPT = "What stood then was not kept: this is how it stands today."


def of(desk: Desk, deal_id: int, review_id: int | None = None) -> Printout:
    """The statement of a deal beside its paper.

    Of a deal that is signed it tells what was signed, and apart from it what was promised since; of the review of this
    number what was compared then; else what stands today.

    Raises:
        NotFound: no such deal or review, or its paper is gone.
        Unreadable: its paper has to be read, and can't be any more.
        DeskError: it has no paper yet.
    """
    return printed(told_of(desk, deal_id, review_id))


def told_of(desk: Desk, deal_id: int, review_id: int | None = None) -> CustomerStatement:
    """What may be told of a deal.

    Raises:
        NotFound, Unreadable, DeskError: as for printing it.
    """
    deal = records.get(desk, Deal, deal_id)
    customer = records.get(desk, Customer, deal.customer_id)
    others = OtherNames.at(desk, customer)
    review = _review(desk, deal, review_id)
    then = (signed(review) or review.facts) if review is not None else None
    kept = then.compared if then is not None else None
    if review is not None and then is not None and kept is not None:
        told = statement(deal, customer, kept, then.effect, others, desk.today())
        return replace(told, as_of=_as_of(desk, review), since=_since(desk, deal, review, kept, others))
    file = deal_findings.of(desk, deal_id)
    told = statement(deal, customer, compared(desk, file), effects(file.comparison), others, desk.today())
    return replace(told, as_of=_NOT_KEPT) if review is not None else told


def _review(desk: Desk, deal: Deal, review_id: int | None) -> Review | None:
    """The review whose day the statement tells of; None where it tells of today."""
    if review_id is not None:
        return reviews.numbered(desk, deal.id, review_id)
    newest = reviews.current(desk, deal.id)
    return newest if newest is not None and newest.signings and not deal.is_open else None


def _as_of(desk: Desk, review: Review) -> str:
    done, at = ("what was signed", review.signings[-1].at) if review.signings else ("how it stood", review.steps[-1].at)
    return f"This is {done} on {in_words(at_desk(at, in_force(desk.store)).date())}."


def _since(desk: Desk, deal: Deal, review: Review, then: Compared, others: OtherNames) -> tuple[Duty, ...]:
    if deal.is_open or not review.signings:
        return ()
    promised = promised_since(desk, deal.id, then)
    return tuple(
        Duty(spoken(one.words, one.claim.said if one.claim else "", others), f"said on {in_words(one.made_on)}")
        for one in promised
    )


def printed(told: CustomerStatement) -> Printout:
    """The statement, meant for one page."""
    rows = [
        ("For", told.customer),
        ("About", told.about),
        ("Paper", told.paper),
        ("Day", in_words(told.on)),
    ]
    blocks: list[Block] = [Rows(tuple(rows))]
    if told.as_of:
        blocks.append(Paragraph(told.as_of))
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
    if told.since:
        blocks.append(Heading("What we promised since the signature"))
        blocks.append(Rows(tuple((one.promised, one.stands) for one in told.since)))
    blocks.append(Signatures(("For the desk", "Received by")))
    return Printout("What we promised, and what the paper says", tuple(blocks), one_page=True)


def _row(one: Told) -> tuple[str, str, str, str]:
    differs = " ".join(filter(None, (one.differs, one.costs)))
    return one.promised, _places(one.places) or "Nowhere.", differs or AS_SAID, one.did


def _places(places: tuple[Place, ...]) -> str:
    return " ".join(_place(one) for one in places)


def _place(one: Place) -> str:
    lines = f"line {one.line}" if one.line == one.last else f"lines {one.line} to {one.last}"
    return f"Page {one.page}, {lines}" + (f": “{one.words}”" if one.words else ".")
