"""What an approval is bound to: it is stale after each change of it, and after no other."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest

from crm_tui.domain.commitment import Commitment, CommitmentKind
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal, Stage
from crm_tui.domain.document import DocumentType
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Channel
from crm_tui.domain.money import Money
from crm_tui.domain.resolution import AcceptedIn, Answer, Resolution
from crm_tui.domain.sign_off import Review
from crm_tui.domain.waiver import Waiver
from crm_tui.services import (
    acts,
    approvals,
    deal_findings,
    decisions,
    desk_packs,
    ground_rules,
    records,
    reviews,
    sign_off,
    signature,
    undo,
    vocabulary,
)
from crm_tui.services import waivers as waiving
from crm_tui.services.decisions import Details
from tests.services.review_desk import DEARER, FAIR, Branch
from tests.store.memory import MemoryStore

PAPER = DEARER + "Penal charges                 2 % p.a. on the overdue amount\n"


@pytest.fixture
def branch() -> Branch:
    """A deal whose differences are settled in every way, and that was approved so."""
    branch = Branch(MemoryStore())
    branch.attach("asha", PAPER)
    accept(branch, "ravi")
    waive(branch, "not confirmed")
    acknowledge(branch)
    review = sign_off.submit(branch.desk("asha"), branch.deal_id)
    seen = deal_findings.of(branch.desk("vikram"), branch.deal_id).fingerprint
    sign_off.approve(branch.desk("vikram"), review, seen)
    return branch


def approval(branch: Branch) -> Review:
    return branch.store.find(Review)[0]


def is_stale(branch: Branch, by: str = "vikram") -> bool:
    return approvals.is_stale(branch.desk(by), approval(branch))


def accept(branch: Branch, login: str) -> None:
    file = deal_findings.of(branch.desk(login), branch.deal_id)
    details = Details(accepted_in=AcceptedIn.LETTER, told_by=Channel.LETTER, customer_on=branch.day)
    found = file.comparison.findings[0]
    decisions.resolve_promise(branch.desk(login), found, file.promises[0], file.document, Answer.ACCEPTED, details)


def waive(branch: Branch, key: str) -> None:
    asked = waiving.ask(branch.desk("ravi"), branch.deal_id, key, "she knows", branch.day + timedelta(days=40))
    waiving.grant(branch.desk("meera"), asked)


def acknowledge(branch: Branch) -> None:
    file = deal_findings.of(branch.desk("meera"), branch.deal_id)
    decisions.acknowledge(branch.desk("meera"), file.comparison.surprises[0], file.document)


def promise(branch: Branch, **changed: object) -> None:
    first = branch.store.find(Commitment, deal_id=branch.deal_id)[0]
    records.change(branch.desk("asha"), first, Commitment.model_validate(dict(first) | changed))


def learn(branch: Branch) -> None:
    vocabulary.learn(branch.desk("ravi"), "mahavir charge", "loan.processing_fee")


def forget(branch: Branch) -> None:
    learn(branch)
    vocabulary.drop(branch.desk("ravi"), 1)


def own_pack(branch: Branch) -> None:
    desk_packs.install(branch.desk("meera"), {"firm.toml": '[aliases]\n"loan.processing_fee" = ["jholi charge"]\n'})


def resolve_again(branch: Branch) -> None:
    file = deal_findings.of(branch.desk("ravi"), branch.deal_id)
    cost = Details(cost=Money(amount=Decimal(500), currency="INR"))
    found = file.comparison.findings[0]
    decisions.resolve_promise(branch.desk("ravi"), found, file.promises[0], file.document, Answer.EXCEPTION, cost)


def take_back(branch: Branch, kind: type) -> None:
    decisions.take_back(branch.desk("ravi"), branch.store.find(kind)[0])


def second_surprise(branch: Branch) -> None:
    file = deal_findings.of(branch.desk("ravi"), branch.deal_id)
    decisions.resolve_surprise(
        branch.desk("ravi"),
        file.comparison.surprises[0],
        file.document,
        Answer.ACCEPTED,
        Details(accepted_in=AcceptedIn.LETTER, told_by=Channel.LETTER, customer_on=branch.day),
    )


COUNTS: dict[str, Callable[[Branch], object]] = {
    "a promise is worded otherwise": lambda branch: promise(branch, words="interest rate 8.4 % for ever"),
    "a claim is understood otherwise": lambda branch: promise(
        branch, claim=branch.store.get(Commitment, 1).claim.model_copy(update={"low": Decimal("8.3")})
    ),
    "a claim is taken away": lambda branch: promise(branch, claim=None),
    "a promise is withdrawn": lambda branch: acts.withdraw(
        branch.desk("asha"), [branch.store.get(Commitment, 1)], Channel.CALL, branch.day
    ),
    "a promise goes to another deal": lambda branch: promise(branch, deal_id=None),
    "a promise turns out to be a task": lambda branch: promise(branch, kind=CommitmentKind.TASK),
    "a new promise": lambda branch: branch.say("ravi", "no processing fee"),
    "a note without a promise": lambda branch: branch.say("ravi", "she knows of the penal charges"),
    "a new paper": lambda branch: branch.attach("ravi", FAIR),
    "the paper is of another type": lambda branch: records.change(
        branch.desk("asha"),
        file_of(branch).document,
        file_of(branch).document.model_copy(update={"type": DocumentType.AGREEMENT}),
    ),
    "a name is learnt": learn,
    "a pack of the firm": own_pack,
    "the deal goes to another customer": lambda branch: branch.edit(
        "asha", customer_id=records.add(branch.desk("asha"), Customer(name="Iqbal", owner="asha", since=branch.day)).id
    ),
    "another kind of business": lambda branch: branch.edit("asha", area="lease"),
    "a resolution is made": resolve_again,
    "a resolution is taken back": lambda branch: take_back(branch, Resolution),
    "a surprise is resolved": second_surprise,
    "an acknowledgement is taken back": lambda branch: take_back(branch, decisions.Acknowledgement),
    "a waiver is granted": lambda branch: waive(branch, "stage skipped"),
    "a waiver is taken back": lambda branch: waiving.take_back(branch.desk("meera"), branch.store.find(Waiver)[0]),
}


def file_of(branch: Branch) -> deal_findings.DealFile:
    return deal_findings.of(branch.desk("asha"), branch.deal_id)


def other_deal(branch: Branch) -> None:
    asha = branch.desk("asha")
    fields = {"id": 0, "title": "Car loan", "stage": Stage.ENQUIRY, "stages": ()}
    other = records.add(asha, branch.deal.model_copy(update=fields))
    records.add(
        asha,
        branch.store.get(Commitment, 1).model_copy(update={"id": 0, "deal_id": other.id, "words": "7 % for ever"}),
    )


def new_rules(branch: Branch) -> None:
    before = ground_rules.in_force(branch.store)
    after = before.model_copy(update={"silent_owner_days": 5})
    ground_rules.save(branch.desk("root"), before, after, "closer to the customer")


DOES_NOT_COUNT: dict[str, Callable[[Branch], object]] = {
    "a day passes": lambda branch: branch.wait(),
    "a year passes": lambda branch: branch.wait(365),
    "an unrelated deal": other_deal,
    "a task": lambda branch: records.add(
        branch.desk("asha"),
        branch.store.get(Commitment, 1).model_copy(
            update={"id": 0, "kind": CommitmentKind.TASK, "claim": None, "words": "ring her"}
        ),
    ),
    "a plain promise": lambda branch: records.add(
        branch.desk("asha"),
        branch.store.get(Commitment, 1).model_copy(update={"id": 0, "claim": None, "words": "ring her on Friday"}),
    ),
    "the deal's next step": lambda branch: branch.edit("asha", next_step="ring her"),
    "the deal's stage": lambda branch: branch.edit("asha", stage=Stage.ON_HOLD),
    "the ground rules": new_rules,
    "an incident": lambda branch: records.add(
        branch.desk("asha"),
        Incident(customer_id=branch.deal.customer_id, on=branch.day, what="she waited an hour", owner="asha"),
    ),
    "a name that is learnt and forgotten": forget,
    "a pack of the firm that is installed and removed": lambda branch: (
        own_pack(branch),
        desk_packs.remove(branch.desk("root"), "firm.toml"),
    ),
    "a waiver that nobody has granted": lambda branch: waiving.ask(
        branch.desk("ravi"), branch.deal_id, "stage skipped", "she is known here", branch.day
    ),
    "the customer's telephone": lambda branch: records.change(
        branch.desk("asha"),
        branch.store.get(Customer, branch.deal.customer_id),
        branch.store.get(Customer, branch.deal.customer_id).model_copy(update={"phone": "+91 98200 11223"}),
    ),
    "what is undone": lambda branch: (branch.say("ravi", "no processing fee"), undo.take_back(branch.desk("ravi"))),
}


@pytest.mark.parametrize("change", COUNTS)
def test_an_approval_is_stale_after(branch: Branch, change: str) -> None:
    assert not is_stale(branch)
    branch.wait()
    COUNTS[change](branch)
    assert is_stale(branch)
    assert approval(branch).state == "approved", "that it is stale is never stored"
    branch.wait(6)
    with pytest.raises(reviews.Changed, match="what was approved has changed since"):
        signature.sign(branch.desk("asha"), branch.deal_id)


@pytest.mark.parametrize("change", DOES_NOT_COUNT)
def test_an_approval_is_not_stale_after(branch: Branch, change: str) -> None:
    DOES_NOT_COUNT[change](branch)
    assert not is_stale(branch)


def test_what_is_put_back_as_it_was_is_what_was_approved(branch: Branch) -> None:
    promise(branch, words="interest rate 8.4 % for ever")
    promise(branch, words="interest rate 8.4 %")
    assert not is_stale(branch)


def test_only_an_approval_can_be_stale(branch: Branch) -> None:
    branch.say("ravi", "no processing fee")
    review = sign_off.submit(branch.desk("asha"), branch.deal_id)
    branch.say("ravi", "no locker rent")
    assert not approvals.is_stale(branch.desk("asha"), review)


def test_the_deal_is_shown_as_signed_after_a_change_that_does_not_count(branch: Branch) -> None:
    new_rules(branch)
    branch.wait(7)
    assert signature.sign(branch.desk("asha"), branch.deal_id).stage is Stage.SIGNED
    assert branch.store.get(Deal, branch.deal_id).stage is Stage.SIGNED
    assert approval(branch).facts.rules_version == 0
    assert approval(branch).signings[0].rules_version == 1
