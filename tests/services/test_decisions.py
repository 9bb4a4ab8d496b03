"""What is decided about findings, and what becomes of that when the paper changes."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from crm_tui.domain.commitment import Commitment, Status
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Area, Deal
from crm_tui.domain.document import DocumentType
from crm_tui.domain.errors import Conflict, DeskError, NotAllowed
from crm_tui.domain.interaction import Channel
from crm_tui.domain.money import Money
from crm_tui.domain.recurrence import Recurrence, Unit
from crm_tui.domain.resolution import AcceptedIn, Answer, Resolution
from crm_tui.domain.review import Surprise
from crm_tui.domain.rules import GroundRules, Tolerance, ToleranceClass
from crm_tui.domain.severity import Severity
from crm_tui.domain.staff import Member, Role
from crm_tui.services import acts, papers, records
from crm_tui.services.capture import capture, hear
from crm_tui.services.decisions import (
    Details,
    Incomplete,
    acknowledge,
    grant_exception,
    refuse_exception,
    resolve_promise,
    resolve_surprise,
    take_back,
)
from crm_tui.services.desk import Desk
from crm_tui.services.review import DealReview, review_deal

DAY = date(2026, 11, 21)
LETTER = """\
SANCTION LETTER
Rate of interest              8.75 % p.a., fixed for 3 years
Penal charges                 2 % p.a. on the overdue amount
Tenure                        240 months
"""


def opened(desk: Desk, title: str = "Home loan") -> Deal:
    customer = records.add(desk, Customer(name="Sunita Rao", owner="asha", since=DAY))
    deal = records.add(
        desk,
        Deal(customer_id=customer.id, title=title, area=Area.LOAN, opened=DAY, stage_since=DAY, owner="asha"),
    )
    note = "interest rate 8.4 %"
    capture(desk, customer, note, deal_id=deal.id, promises=hear(desk, note, Area.LOAN))
    return deal


@pytest.fixture
def deal(desk: Desk) -> Deal:
    return opened(desk)


def attached(
    desk: Desk, deal: Deal, folder: Path, text: str = LETTER, type: DocumentType = DocumentType.SANCTION_LETTER
) -> DealReview:
    path = folder / "letter.txt"
    path.write_text(text, encoding="utf-8")
    papers.attach(desk, deal, path, type=type)
    return review_deal(desk, deal.id)


def penal(review: DealReview) -> int:
    """The place of the surprise about the penal charge."""
    return next(place for place, one in enumerate(review.comparison.surprises) if "penal" in one.explanation.lower())


def resolved(
    desk: Desk, review: DealReview, answer: Answer = Answer.ACCEPTED, given: Details | None = None
) -> Resolution:
    found, promise = review.comparison.findings[0], review.promises[0]
    return resolve_promise(desk, found, promise, review.document, answer, given or details(answer))


def test_a_finding_is_resolved_with_who_and_when(desk: Desk, deal: Deal, tmp_path: Path) -> None:
    review = attached(desk, deal, tmp_path, LETTER.replace("Penal", "Other"))
    made = resolved(desk, review, Answer.EXCEPTION)
    again = review_deal(desk, deal.id)
    assert (made.by, made.on, made.version, made.found) == ("asha", DAY, 1, "worse")
    assert again.settled_finding(0).resolution == made
    assert again.settled_finding(0).counts


def test_a_promise_that_is_withdrawn_leaves_the_review(desk: Desk, deal: Deal, tmp_path: Path) -> None:
    review = attached(desk, deal, tmp_path)
    resolved(desk, review, Answer.WITHDRAW)
    stored = records.get(desk, Commitment, review.promises[0].id)
    assert (stored.status, stored.settled_on) == (Status.WITHDRAWN, DAY)
    assert review_deal(desk, deal.id).promises == ()


def test_what_was_resolved_on_an_older_paper_is_stale(desk: Desk, deal: Deal, tmp_path: Path) -> None:
    review = attached(desk, deal, tmp_path)
    resolved(desk, review)
    resolve_surprise(
        desk, review.comparison.surprises[penal(review)], review.document, Answer.ACCEPTED, details(Answer.ACCEPTED)
    )
    again = attached(desk, deal, tmp_path, LETTER.replace("8.75", "8.95").replace("2 %", "24 %"))
    stale = "resolved on version 1; the paper changed"
    assert again.settled_finding(0).stale == stale
    assert again.settled_surprise(penal(again)).stale == stale
    resolved(desk, again)
    assert review_deal(desk, deal.id).settled_finding(0).counts


def test_a_resolution_of_a_finding_that_turned_out_otherwise_is_stale(desk: Desk, deal: Deal, tmp_path: Path) -> None:
    review = attached(desk, deal, tmp_path)
    made = resolved(desk, review)
    with desk.store.transaction() as now:
        now.put(made.model_copy(update={"found": "conditional"}))
    assert review_deal(desk, deal.id).settled_finding(0).stale == "resolved when it was conditional; that changed"


def test_a_resolution_of_a_promise_that_says_something_else_by_now_is_stale(
    desk: Desk, deal: Deal, tmp_path: Path
) -> None:
    made = resolved(desk, attached(desk, deal, tmp_path))
    promise = review_deal(desk, deal.id).promises[0]
    cheaper = promise.claim.model_copy(update={"low": Decimal(7), "said": "7 %"})
    records.change(desk, promise, promise.model_copy(update={"claim": cheaper}))
    again = review_deal(desk, deal.id)
    assert again.settled_finding(0).stale == "resolved when something else was promised"
    assert (made.said, made.claim) == (promise.words, promise.claim)


def test_a_resolution_is_taken_back_once_and_its_record_stays(desk: Desk, deal: Deal, tmp_path: Path) -> None:
    made = resolved(desk, attached(desk, deal, tmp_path))
    take_back(replace(desk, officer="vikram"), made)
    assert review_deal(desk, deal.id).settled_finding(0) is None
    [stored] = desk.store.find(Resolution)
    assert (stored.by, stored.taken_back_by, stored.taken_back_on) == ("asha", "vikram", DAY)
    with pytest.raises(Conflict):
        take_back(desk, made)


def managed_by(desk: Desk, login: str) -> None:
    with desk.store.transaction() as now:
        now.add(Member(login=login, roles=(Role.ADMIN, Role.BRANCH_MANAGER), since=DAY))


def test_a_standard_disclosure_is_acknowledged_once_for_each_type_of_paper(
    desk: Desk, deal: Deal, tmp_path: Path
) -> None:
    managed_by(desk, "asha")
    review = attached(desk, deal, tmp_path)
    place = penal(review)
    made = acknowledge(desk, review.comparison.surprises[place], review.document)
    assert acknowledge(desk, review.comparison.surprises[place], review.document) == made
    assert (made.by, made.on, made.document_type) == ("asha", DAY, DocumentType.SANCTION_LETTER)
    again = review_deal(desk, deal.id)
    assert again.standard(place) == made
    assert again.open_surprises == review.open_surprises - 1
    other = attached(desk, opened(desk, "Another loan"), tmp_path)
    assert other.standard(penal(other)) == made, "every deal"
    agreement = attached(desk, deal, tmp_path, type=DocumentType.AGREEMENT)
    assert agreement.standard(penal(agreement)) is None, "no other type"
    take_back(desk, made)
    assert review_deal(desk, other.deal.id).standard(penal(other)) is None


def test_what_stops_a_signature_is_called_standard_by_who_may_sign_off_alone(
    desk: Desk, deal: Deal, tmp_path: Path
) -> None:
    managed_by(desk, "meera")
    review = attached(desk, deal, tmp_path)
    surprise = review.comparison.surprises[penal(review)]
    with pytest.raises(NotAllowed, match="takes a checker or branch manager: ask meera"):
        acknowledge(desk, surprise, review.document)


VALUED = LETTER + "Valuation fee                 INR 900\n"


def valuation(review: DealReview) -> Surprise:
    return next(one for one in review.comparison.surprises if "valuation" in one.explanation)


def test_what_only_warns_is_called_standard_by_anybody(desk: Desk, deal: Deal, tmp_path: Path) -> None:
    managed_by(desk, "meera")
    review = attached(desk, deal, tmp_path, VALUED)
    assert acknowledge(desk, valuation(review), review.document).by == "asha"


def test_what_has_no_tolerance_stops_a_signature_however_light_the_comparison_finds_it(
    desk: Desk, deal: Deal, tmp_path: Path
) -> None:
    managed_by(desk, "meera")
    fees = ToleranceClass(name="fees", tolerance=Tolerance.ZERO, terms=("loan.valuation_fee",))
    with desk.store.transaction() as now:
        now.add(GroundRules(changed_by="meera", changed_on=DAY, tolerance_classes=(fees,)))
    review = attached(desk, deal, tmp_path, VALUED)
    assert valuation(review).severity is Severity.WARN
    with pytest.raises(NotAllowed, match="takes a checker or branch manager: ask meera"):
        acknowledge(desk, valuation(review), review.document)


def test_another_figure_is_another_disclosure(desk: Desk, deal: Deal, tmp_path: Path) -> None:
    managed_by(desk, "asha")
    review = attached(desk, deal, tmp_path)
    acknowledge(desk, review.comparison.surprises[penal(review)], review.document)
    dearer = attached(desk, deal, tmp_path, LETTER.replace("2 %", "24 %"))
    assert dearer.standard(penal(dearer)) is None


def details(answer: Answer) -> Details:
    on = None if answer in (Answer.AMEND, Answer.EXCEPTION) else DAY
    cost = Money(amount=Decimal(4_500), currency="INR") if answer is Answer.EXCEPTION else None
    return Details(
        accepted_in=AcceptedIn.EMAIL if answer is Answer.ACCEPTED else None,
        accepted_words="the one of Friday" if answer is Answer.ACCEPTED else "",
        told_by=Channel.CALL if answer is Answer.WITHDRAW else None,
        customer_on=on,
        cost=cost,
        how="her brother called first",
    )


@pytest.mark.parametrize(
    ("answer", "given", "field", "told"),
    [
        pytest.param(
            Answer.WITHDRAW, {"told_by": None}, "told_by", "needs how the customer was told", id="withdrawn, not how"
        ),
        pytest.param(
            Answer.WITHDRAW, {"customer_on": None}, "customer_on", "the day on which", id="withdrawn, not when"
        ),
        pytest.param(
            Answer.WITHDRAW, {"customer_on": date(2026, 11, 22)}, "customer_on", "still to come", id="to be withdrawn"
        ),
        pytest.param(
            Answer.ACCEPTED,
            {"accepted_in": None},
            "accepted_in",
            "needs the document in which",
            id="accepted, not where",
        ),
        pytest.param(
            Answer.ACCEPTED,
            {"accepted_in": AcceptedIn.OTHER, "accepted_words": " "},
            "accepted_words",
            "say which document it is",
            id="accepted in another document, not which",
        ),
        pytest.param(
            Answer.ACCEPTED, {"customer_on": None}, "customer_on", "the day on which", id="accepted, not when"
        ),
        pytest.param(Answer.EXCEPTION, {"cost": None}, "cost", "needs what it costs", id="an exception without a cost"),
        pytest.param(
            Answer.EXCEPTION,
            {"cost": Money(amount=Decimal(0), currency="INR")},
            "cost",
            "needs what it costs",
            id="an exception that costs nothing",
        ),
    ],
)
def test_a_decision_that_lacks_something_is_refused_in_a_line_and_opens_the_field(
    desk: Desk, deal: Deal, tmp_path: Path, answer: Answer, given: dict[str, object], field: str, told: str
) -> None:
    review = attached(desk, deal, tmp_path)
    with pytest.raises(Incomplete, match=told) as refused:
        resolved(desk, review, answer, replace(details(answer), **given))
    assert refused.value.field == field
    assert "\n" not in str(refused.value)
    assert desk.store.find(Resolution) == []
    assert review_deal(desk, deal.id).promises == review.promises, "nor is it withdrawn"


@pytest.mark.parametrize("answer", list(Answer))
def test_a_decision_keeps_its_details(desk: Desk, deal: Deal, tmp_path: Path, answer: Answer) -> None:
    given = details(answer)
    made = resolved(desk, attached(desk, deal, tmp_path), answer, given)
    for name in ("accepted_in", "accepted_words", "told_by", "customer_on", "cost", "how"):
        assert getattr(made, name) == getattr(given, name)
    assert desk.store.find(Resolution) == [made]


def test_nobody_withdraws_what_nobody_promised(desk: Desk, deal: Deal, tmp_path: Path) -> None:
    review = attached(desk, deal, tmp_path)
    with pytest.raises(DeskError, match="nobody promised this, so that there is nothing to withdraw"):
        resolve_surprise(
            desk, review.comparison.surprises[0], review.document, Answer.WITHDRAW, details(Answer.WITHDRAW)
        )


def test_a_withdrawal_that_is_taken_back_is_owed_again(desk: Desk, deal: Deal, tmp_path: Path) -> None:
    review = attached(desk, deal, tmp_path)
    take_back(desk, resolved(desk, review, Answer.WITHDRAW))
    assert review_deal(desk, deal.id).promises == review.promises


def test_what_was_moved_is_owed_again_as_moved(desk: Desk, deal: Deal, tmp_path: Path) -> None:
    [promise] = attached(desk, deal, tmp_path).promises
    promise = records.change(desk, promise, promise.model_copy(update={"due": DAY}))
    acts.renegotiate(desk, [promise], DAY + timedelta(days=7), None, Channel.CALL)
    made = resolved(desk, review_deal(desk, deal.id), Answer.WITHDRAW)
    take_back(desk, made)
    assert desk.store.get(Commitment, promise.id).status is Status.RENEGOTIATED


def test_a_withdrawal_that_is_taken_back_opens_no_time_beside_another(desk: Desk, deal: Deal, tmp_path: Path) -> None:
    [promise] = attached(desk, deal, tmp_path).promises
    weekly = Recurrence(unit=Unit.WEEK, start=DAY)
    promise = records.change(desk, promise, promise.model_copy(update={"due": DAY, "every": weekly}))
    made = resolved(desk, review_deal(desk, deal.id), Answer.WITHDRAW)
    records.add(desk, promise.model_copy(update={"series": promise.id, "claim": None}))
    take_back(desk, made)
    assert [one.status for one in desk.store.find(Commitment)] == [Status.WITHDRAWN, Status.OPEN]


def test_an_exception_is_granted_by_another_who_may(desk: Desk, deal: Deal, tmp_path: Path) -> None:
    asked = resolved(desk, attached(desk, deal, tmp_path), Answer.EXCEPTION)
    staff(desk)
    for who, told in (
        ("asha", "you asked for this exception yourself: somebody else grants or refuses it"),
        ("vikram", "granting an exception takes a branch manager: ask Meera Nair"),
    ):
        with pytest.raises(NotAllowed, match=told):
            grant_exception(replace(desk, officer=who), asked)
    after = grant_exception(replace(desk, officer="meera"), asked)
    assert (after.by, after.granted_by, after.granted_on) == ("asha", "meera", DAY)
    with pytest.raises(DeskError, match="nobody waits for this exception"):
        grant_exception(replace(desk, officer="meera"), after)


def test_an_exception_that_is_refused_stands_no_more(desk: Desk, deal: Deal, tmp_path: Path) -> None:
    asked = resolved(desk, attached(desk, deal, tmp_path), Answer.EXCEPTION)
    staff(desk)
    after = refuse_exception(replace(desk, officer="meera"), asked)
    assert (after.stands, after.taken_back_by, after.granted_by) == (False, "meera", "")
    assert review_deal(desk, deal.id).settled_finding(0) is None


def test_an_exception_that_was_changed_meanwhile_is_not_granted(desk: Desk, deal: Deal, tmp_path: Path) -> None:
    asked = resolved(desk, attached(desk, deal, tmp_path), Answer.EXCEPTION)
    staff(desk)
    take_back(desk, asked)
    with pytest.raises(Conflict, match="changed this decision meanwhile: nothing was saved"):
        grant_exception(replace(desk, officer="meera"), asked)


def staff(desk: Desk) -> None:
    with desk.store.transaction() as now:
        now.add(Member(login="root", roles=(Role.ADMIN,), since=DAY))
        now.add(Member(login="vikram", roles=(Role.CHECKER,), since=DAY))
        now.add(Member(login="meera", name="Meera Nair", roles=(Role.BRANCH_MANAGER,), since=DAY))
