"""The review sheet of a deal, for the file: what was found, what was decided, who checked it, and a place to sign."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.deal_finding import DealFinding
from crm_tui.domain.sign_off import Facts, Review, ReviewState, Signing, Step
from crm_tui.services import approvals, deal_findings, house_words, kept_facts, records, reviews
from crm_tui.services.desk import Desk
from crm_tui.services.house_words import USUAL, HouseWords, capital
from crm_tui.services.money_blocks import money_blocks
from crm_tui.services.numbered_before import moved_by
from crm_tui.services.permissions import by_login
from crm_tui.services.printout import Block, Heading, Paragraph, Printout, Rows, Signatures, Table, paragraphs
from crm_tui.services.promise_blocks import promise_blocks

_DECIDED = frozenset({ReviewState.APPROVED, ReviewState.RETURNED, ReviewState.REJECTED})
_OPINIONS = frozenset({ReviewState.DRAFT, ReviewState.SUBMITTED})


def of(desk: Desk, deal_id: int, review_id: int | None = None) -> Printout:
    """The sheet of a review of a deal.

    It is the review of this number or, without one, the newest. What somebody decided is printed with the facts of
    that day; what nobody decided yet, with the facts as they are now. A review asked for by its number never compares
    anew.

    Raises:
        NotFound: the deal has no such review, or its paper is gone.
        Unreadable: its paper has to be read, and can't be any more.
    """
    deal = records.get(desk, Deal, deal_id)
    customer = records.get(desk, Customer, deal.customer_id)
    review = _asked_for(desk, deal_id, review_id)
    facts = review.facts if review and (review_id is not None or review.state in _DECIDED) else None
    changed = False
    if facts is None:
        file = deal_findings.of(desk, deal_id)
        facts, when = kept_facts.whole_facts(desk, file), f"as it is now, on {desk.today()}"
    else:
        assert review is not None
        when = f"as it was when the review was {reviews.DID[review.state]}{_on(review.steps)}"
        newest = reviews.current(desk, deal_id)
        if newest is not None and newest.id == review.id and review.state is ReviewState.APPROVED:
            # that something changed is told beside the old facts, and changes none of them
            changed = approvals.is_stale(desk, review)
    then = (kept_facts.signed(review) if review else None) or facts
    since: tuple[Commitment, ...] = ()
    if then.compared is not None and review is not None and review.signings and not deal.is_open:
        since = kept_facts.promised_since(desk, deal_id, then.compared)
    promises = promise_blocks(then.compared, since, _called(desk))
    merged = moved_by(desk.store, deal)
    return sheet(
        deal,
        customer,
        facts,
        review,
        when,
        desk.today(),
        promises,
        changed=changed,
        called=_called(desk),
        words=house_words.of(desk.store),
        before=f"{merged.was.name} (#{merged.gone}) until {merged.on}" if merged and merged.was else "",
    )


def sheet(
    deal: Deal,
    customer: Customer,
    facts: Facts,
    review: Review | None,
    when: str,
    today: date,
    promises: Sequence[Block] = (),
    *,
    changed: bool = False,
    called: Callable[[str], str] = str,
    words: HouseWords = USUAL,
    before: str = "",
) -> Printout:
    """The sheet out of these facts: first what was found, then the maker's opinion, then the steps.

    ``when`` says of which moment the facts are; ``promises`` is what was promised; ``changed``, that an approval counts
    no more; ``called`` turns a login into what the desk calls somebody; ``before`` is how the customer was recorded
    until they were merged.
    """
    blocks: list[Block] = [_head(deal, customer, facts, review, when, today, called, words, before)]
    if changed:
        signed = review is not None and review.signings
        told = " the signature." if signed else ": this approval no longer counts."
        blocks.append(Paragraph(f"Something has changed since{told}"))
    blocks += [Heading(_how_many(facts)), *map(_finding, facts.findings)]
    if not facts.findings:
        blocks.append(Paragraph("Nothing was found that speaks against signing it."))
    blocks += promises
    if money := money_blocks(facts.effect):
        blocks += [Heading(words.say("What it costs the customer")), *money]
    if review is not None:
        blocks += _opinion(review, called)
        blocks += _steps(review, called)
    blocks += [Heading("Signatures"), Signatures(("Made by", "Checked by", "For the file"))]
    return Printout(f"Deal review #{review.id}" if review else "Deal review", tuple(blocks))


def _asked_for(desk: Desk, deal_id: int, review_id: int | None) -> Review | None:
    return reviews.current(desk, deal_id) if review_id is None else reviews.numbered(desk, deal_id, review_id)


def _called(desk: Desk) -> Callable[[str], str]:
    def called(login: str) -> str:
        found = by_login(desk.store, login)
        return f"{found.name} ({login})" if found and found.name and found.name != login else login

    return called


def _head(
    deal: Deal,
    customer: Customer,
    facts: Facts,
    review: Review | None,
    when: str,
    today: date,
    called: Callable[[str], str],
    words: HouseWords,
    before: str,
) -> Rows:
    rules = f"version {facts.rules_version}" if facts.rules_version else "the usual ones: this desk has set none"
    rows = [
        ("Deal", f"#{deal.id} {deal.title} ({words.stage(deal.stage)})"),
        (capital(words.one), f"{customer.name} (#{customer.id})"),
        ("Recorded as", before),
        ("Owner", called(deal.owner)),
        ("Worth", deal.value.words if deal.value else ""),
        ("Paper", facts.paper or "none"),
        ("Ground rules", rules),
        ("Facts", when),
        ("Fingerprint", facts.fingerprint),
        ("Review", _standing(review, called)),
        ("What matters", facts.what_matters or "nobody has said it"),
        ("Printed", str(today)),
    ]
    return Rows(tuple((name, text) for name, text in rows if text))


def _standing(review: Review | None, called: Callable[[str], str]) -> str:
    if review is None:
        return "none yet: nobody has submitted it"
    if not review.steps:
        return review.state.value
    last = review.steps[-1]
    return f"{review.state} by {called(last.by)}{_on(review.steps)}"


def _on(steps: tuple[Step, ...]) -> str:
    return f" on {_moment(steps[-1].at)}" if steps else ""


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M %z")


def _how_many(facts: Facts) -> str:
    found, blocking = len(facts.findings), len(facts.blocking)
    compared = f"{facts.promises} promise{'' if facts.promises == 1 else 's'} compared"
    stops = f"{blocking} of them stop{'s' if blocking == 1 else ''} the signature" if found else ""
    return ", ".join(filter(None, (f"What was found: {found or 'nothing'}", stops, compared)))


def _finding(one: DealFinding) -> Rows:
    asks = "settled" if one.passes else one.severity.asks
    was = f", was: {one.severity.asks}" if one.passes else ""
    title = " · ".join(filter(None, (f"{asks}{was}", one.verdict, one.label)))
    return Rows(tuple(_of_finding(one)), title)


def _of_finding(one: DealFinding) -> Iterator[tuple[str, str]]:
    yield "Found", one.sentence
    if one.said:
        yield "Said", f"“{one.said}”"
    if one.paper or one.verdict:
        yield "Written", one.paper or "nothing"
    for passage in one.evidence:
        yield "Where", f"page {passage.page}, line {passage.line}: “{passage.text.strip()}”"
    for place, fact in enumerate(one.facts):
        yield ("" if place else "Rests on"), fact
    if one.impact is not None:
        yield "Costs", one.impact.words
    if one.shortfall is not None:
        yield "Shortfall", f"{one.shortfall.words} above what the ground rules allow"
    yield "Decided", one.settled or "nothing yet"


def _versions(signing: Signing) -> str:
    judged = signing.approved_under
    other = "" if judged in (None, signing.rules_version) else f", nor under version {judged}, by which it was approved"
    return f"version {signing.rules_version}{other}"


def _opinion(review: Review, called: Callable[[str], str]) -> list[Block]:
    given = next((one for one in reversed(review.steps) if one.state in _OPINIONS and one.why), None)
    if given is None:
        return []
    return [Heading(f"The maker's opinion ({called(given.by)})"), *paragraphs(given.why)]


def _steps(review: Review, called: Callable[[str], str]) -> list[Block]:
    steps = [(_moment(one.at), called(one.by), reviews.DID[one.state], one.why) for one in review.steps]
    steps += [
        (
            _moment(one.at),
            called(one.by),
            "signed",
            f"nothing stopped it under the ground rules, {_versions(one)}",
        )
        for one in review.signings
    ]
    if not steps:
        return []
    return [Heading("Steps"), Table(("When", "Who", "What", "Why"), tuple(steps), (24, 26, 14, 46))]
