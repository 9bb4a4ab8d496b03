"""The review of a deal: each change of state, and each refusal."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from crm_tui.domain.commitment import Commitment, CommitmentKind
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Stage
from crm_tui.domain.errors import Conflict, DeskError, NotAllowed
from crm_tui.domain.interaction import Channel, Interaction
from crm_tui.domain.money import Money
from crm_tui.domain.resolution import AcceptedIn, Answer, Resolution
from crm_tui.domain.rules import Rule, RuleSeverity
from crm_tui.domain.severity import Severity
from crm_tui.domain.sign_off import Review, ReviewState
from crm_tui.domain.staff import Member, Role
from crm_tui.services import (
    acts,
    approvals,
    deal_findings,
    decisions,
    ground_rules,
    records,
    review_queue,
    reviews,
    sign_off,
    signature,
    staff,
    undo,
    waivers,
)
from crm_tui.services.capture import capture
from crm_tui.services.decisions import Details
from crm_tui.services.desk import Desk
from crm_tui.services.review_queue import Waits
from tests.services.review_desk import DEARER, FAIR, MONDAY, Branch
from tests.store.memory import MemoryStore


@pytest.fixture
def branch() -> Branch:
    return Branch(MemoryStore())


def submitted(branch: Branch, by: str = "asha") -> Review:
    return sign_off.submit(branch.desk(by), branch.deal_id, "the customer is keen")


def fingerprint(branch: Branch, by: str = "vikram") -> str:
    return deal_findings.of(branch.desk(by), branch.deal_id).fingerprint


def approved(branch: Branch, by: str = "vikram") -> Review:
    return sign_off.approve(branch.desk(by), submitted(branch), fingerprint(branch), "as it was said")


def now(branch: Branch) -> Review:
    review = reviews.current(branch.desk("asha"), branch.deal_id)
    assert review is not None
    return review


REACHED: dict[str, Callable[[Branch], Review]] = {
    "draft": lambda branch: sign_off.draft(branch.desk("asha"), branch.deal_id, "so far so good"),
    "submitted": submitted,
    "approved": approved,
    "stale": lambda branch: (approved(branch), branch.say("asha", "no processing fee"))[0],
    "returned": lambda branch: sign_off.send_back(branch.desk("vikram"), submitted(branch), "ask about the fee"),
    "rejected": lambda branch: sign_off.reject(branch.desk("vikram"), submitted(branch), "not our business"),
    "recalled": lambda branch: sign_off.recall(branch.desk("asha"), submitted(branch)),
}

STEPS: dict[str, Callable[[Branch], object]] = {
    "draft": lambda branch: sign_off.draft(branch.desk("asha"), branch.deal_id, "I think"),
    "submit": lambda branch: sign_off.submit(branch.desk("asha"), branch.deal_id),
    "recall": lambda branch: sign_off.recall(branch.desk("asha"), now(branch)),
    "approve": lambda branch: sign_off.approve(branch.desk("vikram"), now(branch), fingerprint(branch)),
    "return": lambda branch: sign_off.send_back(branch.desk("vikram"), now(branch), "not yet"),
    "reject": lambda branch: sign_off.reject(branch.desk("vikram"), now(branch), "no"),
    "sign": lambda branch: signature.sign(branch.desk("asha"), branch.deal_id),
}

OUTCOMES = {
    "draft": {
        "draft": "draft",
        "submit": "submitted",
        "recall": "you drafted this review already",
        "approve": "asha drafted this review already",
        "return": "asha drafted this review already",
        "reject": "asha drafted this review already",
        "sign": "its review is draft: somebody who had no hand in the deal must approve it",
    },
    "submitted": {
        "draft": "you submitted this deal already: its review waits for a checker",
        "submit": "you submitted this deal already: its review waits for a checker",
        "recall": "recalled",
        "approve": "approved",
        "return": "returned",
        "reject": "rejected",
        "sign": "its review is submitted: somebody who had no hand in the deal must approve it",
    },
    "approved": {
        "draft": "vikram approved this deal, and nothing has changed since: sign it",
        "submit": "vikram approved this deal, and nothing has changed since: sign it",
        "recall": "vikram approved this review already",
        "approve": "you approved this review already",
        "return": "you approved this review already",
        "reject": "you approved this review already",
        "sign": "approved",
    },
    "stale": {
        "draft": "draft",
        "submit": "submitted",
        "recall": "vikram approved this review already",
        "approve": "you approved this review already",
        "return": "you approved this review already",
        "reject": "you approved this review already",
        "sign": "what was approved has changed since: submit the deal for review again",
    },
    "returned": {
        "draft": "draft",
        "submit": "submitted",
        "recall": "vikram returned this review already",
        "approve": "you returned this review already",
        "return": "you returned this review already",
        "reject": "you returned this review already",
        "sign": "its review is returned: somebody who had no hand",
    },
    "rejected": {
        "draft": "draft",
        "submit": "submitted",
        "recall": "vikram rejected this review already",
        "approve": "you rejected this review already",
        "return": "you rejected this review already",
        "reject": "you rejected this review already",
        "sign": "its review is rejected: somebody who had no hand",
    },
    "recalled": {
        "draft": "draft",
        "submit": "submitted",
        "recall": "you recalled this review already",
        "approve": "asha recalled this review already",
        "return": "asha recalled this review already",
        "reject": "asha recalled this review already",
        "sign": "its review is recalled: somebody who had no hand",
    },
}


@pytest.mark.parametrize(
    ("state", "step", "outcome"),
    [
        pytest.param(state, step, outcome, id=f"{step} what is {state}")
        for state, outcomes in OUTCOMES.items()
        for step, outcome in outcomes.items()
    ],
)
def test_each_step_from_each_state(branch: Branch, state: str, step: str, outcome: str) -> None:
    REACHED[state](branch)
    branch.wait(7)
    before = branch.store.find(Review), branch.deal
    if outcome in set(ReviewState):
        STEPS[step](branch)
        assert now(branch).state == outcome
        assert (branch.deal.stage is Stage.SIGNED) is (step == "sign")
    else:
        with pytest.raises(DeskError) as refused:
            STEPS[step](branch)
        assert str(refused.value).startswith(outcome)
        assert "\n" not in str(refused.value)
        assert (branch.store.find(Review), branch.deal) == before


def test_a_deal_without_a_review_is_not_signed(branch: Branch) -> None:
    with pytest.raises(DeskError, match="it has no review: somebody who had no hand in the deal must approve it"):
        STEPS["sign"](branch)


def test_every_step_is_kept_with_who_when_and_why(branch: Branch) -> None:
    sign_off.send_back(branch.desk("vikram"), submitted(branch), "ask about the fee")
    branch.wait()
    sign_off.submit(branch.desk("asha"), branch.deal_id, "asked: there is none")
    branch.wait()
    sign_off.approve(branch.desk("meera"), now(branch), fingerprint(branch), "as it was said")
    review = now(branch)
    assert [(step.state.value, step.by, step.why) for step in review.steps] == [
        ("submitted", "asha", "the customer is keen"),
        ("returned", "vikram", "ask about the fee"),
        ("submitted", "asha", "asked: there is none"),
        ("approved", "meera", "as it was said"),
    ]
    assert [step.at.day for step in review.steps] == [23, 23, 24, 25]
    assert (review.maker, review.checker) == ("asha", "meera")
    assert review.facts is not None
    assert review.facts.what_matters == "the flat must be hers by Diwali"


def test_after_a_stale_approval_or_a_rejection_a_new_review_begins(branch: Branch) -> None:
    REACHED["rejected"](branch)
    REACHED["stale"](branch)
    submitted(branch)
    states = [one.state.value for one in reviews.history(branch.desk("asha"), branch.deal_id)]
    assert states == ["submitted", "approved", "rejected"]


def test_submitting_brings_the_deal_to_the_stage_review(branch: Branch) -> None:
    submitted(branch)
    assert branch.deal.stage is Stage.REVIEW
    assert [one.stage for one in branch.deal.stages] == [Stage.PAPER_ISSUED, Stage.REVIEW]


def test_signing_keeps_who_and_under_which_rules(branch: Branch) -> None:
    approved(branch)
    branch.wait(7)
    signed = signature.sign(branch.desk("asha"), branch.deal_id)
    assert (signed.stage, signed.stage_since) == (Stage.SIGNED, branch.day)
    [signing] = now(branch).signings
    assert (signing.by, signing.at.date(), signing.rules_version) == ("asha", branch.day, 0)


# who may do what


@pytest.mark.parametrize(
    ("who", "told"),
    [
        pytest.param("vikram", "", id="a checker"),
        pytest.param("meera", "", id="the branch manager"),
        pytest.param("sunil", "", id="a supervisor who is a checker too"),
        pytest.param("ravi", "takes a checker or branch manager: ask sunil, Vikram Joshi, Meera Nair", id="an officer"),
        pytest.param("root", "takes a checker or branch manager", id="the admin"),
        pytest.param("tara", "takes a checker or branch manager", id="a trainee"),
        pytest.param("stranger", "takes a checker or branch manager", id="somebody who is not on the staff list"),
        pytest.param("audit", "an auditor only reads", id="an auditor"),
        pytest.param("asha", "takes a checker or branch manager", id="the maker"),
    ],
)
@pytest.mark.parametrize("decide", ["approve", "return", "reject"])
def test_who_may_decide(branch: Branch, who: str, told: str, decide: str) -> None:
    review, desk = submitted(branch), branch.desk(who)
    steps: dict[str, Callable[[], Review]] = {
        "approve": lambda: sign_off.approve(desk, review, fingerprint(branch)),
        "return": lambda: sign_off.send_back(desk, review, "look again"),
        "reject": lambda: sign_off.reject(desk, review, "no"),
    }
    if not told:
        assert steps[decide]().checker == who
        return
    with pytest.raises(NotAllowed, match=told):
        steps[decide]()
    assert now(branch).checker == ""


def promise_of(branch: Branch, owner: str) -> None:
    first = branch.store.find(Commitment, deal_id=branch.deal_id)[0]
    records.change(branch.desk("asha"), first, first.model_copy(update={"owner": owner}))


def called_for(branch: Branch, login: str) -> None:
    deal = branch.deal
    made = Interaction(customer_id=deal.customer_id, deal_id=deal.id, on=branch.day, by="asha", said="it is settled")
    records.add(branch.desk(login), made)


def once_promise_of(branch: Branch, owner: str) -> None:
    promise_of(branch, owner)
    promise_of(branch, "asha")


def said_by(branch: Branch, login: str) -> None:
    """A promise that was made in a contact on no deal, and that somebody else put down on this one."""
    made = Interaction(customer_id=branch.deal.customer_id, on=branch.day, by=login, said="a locker for free")
    contact = records.add(branch.desk(login), made)
    promise = Commitment(
        customer_id=branch.deal.customer_id,
        deal_id=branch.deal_id,
        interaction_id=contact.id,
        words="a locker for free",
        owner="asha",
        made_on=branch.day,
    )
    records.add(branch.desk("asha"), promise)


def reword(branch: Branch, login: str, words: str = "", **changed: object) -> None:
    first = branch.store.find(Commitment, deal_id=branch.deal_id)[0]
    after = first.model_copy(update={"words": words or first.words, **changed})
    records.change(branch.desk(login), first, after)


def passes_by_word_of(branch: Branch, login: str) -> None:
    branch.attach("asha", DEARER)
    told = Details(accepted_in=AcceptedIn.EMAIL, customer_on=branch.day)
    resolve(branch, login, Answer.ACCEPTED, told)


def resolve(branch: Branch, login: str, answer: Answer, details: Details) -> None:
    file = deal_findings.of(branch.desk(login), branch.deal_id)
    assert file.comparison is not None
    assert file.document is not None
    found = file.comparison.findings[0]
    decisions.resolve_promise(branch.desk(login), found, file.promises[0], file.document, answer, details)


def trainee_of(branch: Branch, login: str) -> None:
    [tara] = branch.store.find(Member, login="tara")
    records.change(branch.desk("root"), tara, tara.model_copy(update={"supervisor": login}))
    promise_of(branch, "tara")


PARTS: dict[str, tuple[Callable[[Branch, str], object], str]] = {
    "submits it": (lambda branch, who: sign_off.recall(branch.desk(who), submitted(branch, who)), "submitted the deal"),
    "owns it": (lambda branch, who: branch.edit("asha", owner=who), "owns the deal"),
    "owned it": (
        lambda branch, who: (branch.edit("asha", owner=who), branch.edit("asha", owner="asha")),
        "owned the deal",
    ),
    "owns a promise": (promise_of, "owns a promise of the deal"),
    "noted a call": (lambda branch, who: branch.say(who, "she called about the garage"), "noted a contact"),
    "noted a call in another's name": (called_for, "noted a contact"),
    "worded a promise otherwise": (
        lambda branch, who: reword(branch, who, "interest rate 8.4 % p.a."),
        "noted or changed",
    ),
    "owned a promise": (once_promise_of, "owned a promise of the deal"),
    "promised something": (said_by, "promised something on the deal"),
    "took a promise off the deal": (lambda branch, who: reword(branch, who, deal_id=None), "noted or changed"),
    "made a promise a task of ours": (
        lambda branch, who: reword(branch, who, kind=CommitmentKind.TASK),
        "noted or changed",
    ),
    "read a promise back": (lambda branch, who: reword(branch, who, confirmed_on=branch.day), "noted or changed"),
    "attached the paper": (lambda branch, who: branch.attach(who, FAIR), "attached the paper"),
    "supervises the trainee": (trainee_of, "supervises tara"),
    "said that the customer accepted": (passes_by_word_of, "settled a finding of the deal"),
}


@pytest.mark.parametrize(
    ("take_part", "change"),
    [
        pytest.param(PARTS["owned it"][0], {"name": "Vikram Joshi-Rao"}, id="a name by which they owned the deal"),
        pytest.param(PARTS["noted a call"][0], {"login": "vjoshi"}, id="a login under which they noted a call"),
        pytest.param(trainee_of, {"login": "vjoshi"}, id="a login under which they supervise a trainee"),
    ],
)
def test_another_name_makes_nobody_another_person(
    branch: Branch, take_part: Callable[[Branch, str], object], change: dict[str, object]
) -> None:
    take_part(branch, "Vikram Joshi" if "name" in change else "vikram")
    [before] = branch.store.find(Member, login="vikram")
    after = staff.save_member(branch.desk("root"), before, before.model_copy(update=change))
    with pytest.raises(NotAllowed, match="can't check it"):
        sign_off.approve(branch.desk(after.login), submitted(branch), fingerprint(branch, after.login))


@pytest.mark.parametrize(
    ("part", "when"),
    [
        (part, when)
        for part in PARTS
        for when in ("before it is submitted", "after")
        if (part, when) != ("submits it", "after")
    ],
)
@pytest.mark.parametrize("who", ["vikram", "meera"])
def test_nobody_who_had_a_hand_in_the_deal_decides_about_it(branch: Branch, part: str, who: str, when: str) -> None:
    take_part, told = PARTS[part]
    if when == "after":
        submitted(branch)
    take_part(branch, who)
    review = now(branch) if when == "after" else submitted(branch)
    seen = fingerprint(branch)
    for decide in (
        lambda: sign_off.approve(branch.desk(who), review, seen),
        lambda: sign_off.send_back(branch.desk(who), review, "look again"),
        lambda: sign_off.reject(branch.desk(who), review, "no"),
    ):
        with pytest.raises(NotAllowed, match=f"who {told}.* can't check it: somebody who had no hand in the deal must"):
            decide()
    assert now(branch).state is ReviewState.SUBMITTED


def test_the_owner_is_known_by_name_and_by_login(branch: Branch) -> None:
    branch.edit("asha", owner="  vikram JOSHI ")
    with pytest.raises(NotAllowed, match="who owns the deal"):
        sign_off.approve(branch.desk("vikram"), submitted(branch), fingerprint(branch))


def test_another_name_on_the_staff_list_makes_nobody_another_person(branch: Branch) -> None:
    branch.edit("asha", owner="Vikram Joshi")
    review = submitted(branch)
    [vikram] = branch.store.find(Member, login="vikram")
    records.change(branch.desk("root"), vikram, vikram.model_copy(update={"name": "V. Joshi"}))
    with pytest.raises(NotAllowed, match="had a hand in the deal when it was submitted"):
        sign_off.approve(branch.desk("vikram"), review, fingerprint(branch))


def test_who_only_says_that_a_promise_was_kept_has_no_hand_in_it(branch: Branch) -> None:
    acts.keep(branch.desk("vikram"), branch.store.find(Commitment)[1:2], branch.desk("vikram").today())
    promise_of(branch, "asha")
    assert approved(branch).checker == "vikram"


def test_what_was_taken_back_is_no_hand(branch: Branch) -> None:
    reword(branch, "vikram", "interest rate 8.4 % p.a.")
    undo.take_back(branch.desk("vikram"))
    assert approved(branch).checker == "vikram"


def test_nobody_writes_down_whose_hands_were_in_it(branch: Branch) -> None:
    reword(branch, "vikram", "interest rate 8.4 % p.a.", hands=("meera",))
    assert branch.store.find(Commitment)[0].hands == ("asha", "vikram")


def test_a_hand_that_was_there_when_it_was_submitted_stays_one(branch: Branch) -> None:
    branch.attach("vikram", FAIR)
    review = submitted(branch)
    branch.attach("asha", FAIR)
    with pytest.raises(NotAllowed, match="had a hand in the deal when it was submitted"):
        sign_off.approve(branch.desk("vikram"), review, fingerprint(branch))


def test_a_checker_who_takes_a_hand_in_it_later_has_approved_nothing(branch: Branch) -> None:
    approved(branch)
    branch.edit("asha", owner="vikram")
    branch.wait(7)
    with pytest.raises(NotAllowed, match="vikram approved this deal and owns the deal now: somebody else must"):
        signature.sign(branch.desk("asha"), branch.deal_id)
    assert submitted(branch).state is ReviewState.SUBMITTED


def test_only_the_maker_recalls(branch: Branch) -> None:
    review = submitted(branch)
    with pytest.raises(NotAllowed, match="asha submitted this review, and only they can recall it: ask them"):
        sign_off.recall(branch.desk("meera"), review)


@pytest.mark.parametrize("decide", [sign_off.send_back, sign_off.reject])
def test_a_review_is_not_returned_or_rejected_without_a_reason(
    branch: Branch, decide: Callable[[Desk, Review, str], Review]
) -> None:
    with pytest.raises(reviews.Refused, match="its maker has to know what to do") as refused:
        decide(branch.desk("vikram"), submitted(branch), "  ")
    assert refused.value.field == "why"


# what stops it


def test_what_matters_to_the_customer_is_asked_or_said_not_to_be(branch: Branch) -> None:
    branch.edit("asha", what_matters="")
    with pytest.raises(reviews.Refused, match="say what matters to this customer, or mark that it was not asked") as no:
        submitted(branch)
    assert (no.value.opens.table, no.value.opens.id, no.value.field) == ("deals", branch.deal_id, "what_matters")
    branch.edit("asha", not_asked=True)
    assert submitted(branch).facts.what_matters == "not asked"


def test_a_deal_that_is_not_under_way_is_not_reviewed(branch: Branch) -> None:
    branch.edit("asha", stage=Stage.LOST)
    with pytest.raises(reviews.Refused, match="this deal is lost: only one that is under way is reviewed"):
        submitted(branch)


def test_a_deal_that_is_signed_is_not_reviewed_again(branch: Branch) -> None:
    approved(branch)
    branch.wait(7)
    signature.sign(branch.desk("asha"), branch.deal_id)
    for step in ("submit", "sign"):
        with pytest.raises(reviews.Refused, match="this deal is signed: only one that is under way is reviewed"):
            STEPS[step](branch)


def test_what_blocks_is_told_when_it_is_submitted_and_stops_the_approval_at_the_first(branch: Branch) -> None:
    branch.attach("asha", DEARER)
    review = submitted(branch)
    assert [one.key for one in review.facts.blocking] == ["promise 1"]
    with pytest.raises(reviews.Blocked, match="“Rate of interest” stops it: resolve it first") as refused:
        sign_off.approve(branch.desk("vikram"), review, fingerprint(branch))
    assert refused.value.key == "promise 1"
    assert (refused.value.opens.table, refused.value.opens.id) == ("commitments", 1)


@pytest.mark.parametrize(
    ("answer", "details", "passes"),
    [
        pytest.param(Answer.ACCEPTED, Details(accepted_in=AcceptedIn.EMAIL), True, id="accepted in writing"),
        pytest.param(Answer.WITHDRAW, Details(told_by=Channel.CALL), True, id="withdrawn, and the customer told"),
        pytest.param(
            Answer.EXCEPTION, Details(cost=Money(amount=Decimal(4_500), currency="INR")), False, id="an exception asked"
        ),
        pytest.param(Answer.AMEND, Details(), False, id="the paper is to be amended"),
    ],
)
def test_a_resolution_in_full_lets_it_pass(branch: Branch, answer: Answer, details: Details, passes: bool) -> None:
    branch.attach("asha", DEARER)
    on = None if answer in (Answer.EXCEPTION, Answer.AMEND) else branch.day
    resolve(branch, "asha", answer, replace(details, customer_on=on))
    review, seen = submitted(branch), fingerprint(branch)
    if passes:
        assert sign_off.approve(branch.desk("vikram"), review, seen).state is ReviewState.APPROVED
    else:
        with pytest.raises(reviews.Blocked):
            sign_off.approve(branch.desk("vikram"), review, seen)


@pytest.mark.parametrize("severity", list(Severity))
def test_a_paper_that_is_to_be_amended_is_neither_approved_nor_signed(branch: Branch, severity: Severity) -> None:
    branch.attach("asha", DEARER)
    lighter = tuple(RuleSeverity(rule=one, severity=severity) for one in (Rule.DIFFERENCE, Rule.SURPRISE))
    rules = ground_rules.in_force(branch.store)
    ground_rules.save(branch.desk("meera"), rules, rules.model_copy(update={"severities": lighter}), "a lighter desk")
    resolve(branch, "asha", Answer.AMEND, Details())
    review, seen = submitted(branch), fingerprint(branch)
    with pytest.raises(reviews.Blocked, match="attach its new version, or take that decision back"):
        sign_off.approve(branch.desk("vikram"), review, seen)
    branch.attach("asha", FAIR)
    branch.wait(7)
    sign_off.approve(branch.desk("vikram"), now(branch), fingerprint(branch))
    assert signature.sign(branch.desk("asha"), branch.deal_id).stage is Stage.SIGNED


def test_what_changed_since_it_was_looked_at_is_not_approved(branch: Branch) -> None:
    review, seen = submitted(branch), fingerprint(branch)
    branch.say("asha", "no processing fee")
    with pytest.raises(reviews.Changed, match="has changed since you looked at it: look at it again"):
        sign_off.approve(branch.desk("vikram"), review, seen)


def test_an_ended_waiver_blocks_the_signature_again(branch: Branch) -> None:
    branch.attach("asha", DEARER)
    until = branch.day.replace(day=branch.day.day + 5)
    asked = waivers.ask(branch.desk("asha"), branch.deal_id, "promise 1", "the branch pays the rest", until)
    waivers.grant(branch.desk("meera"), asked)
    approved(branch)
    branch.wait(6)
    with pytest.raises(reviews.Blocked) as refused:
        signature.sign(branch.desk("asha"), branch.deal_id)
    assert refused.value.key == "promise 1"
    branch.wait(-1)
    assert signature.sign(branch.desk("asha"), branch.deal_id).stage is Stage.SIGNED


# two at once


def test_the_second_of_two_checkers_is_told_who_was_first(branch: Branch) -> None:
    review, seen = submitted(branch), fingerprint(branch)
    sign_off.approve(branch.desk("vikram"), review, seen)
    with pytest.raises(Conflict, match="vikram approved this review meanwhile: nothing was saved"):
        sign_off.approve(branch.desk("meera"), review, seen)


def test_who_looked_at_a_review_that_was_submitted_anew_looks_again(branch: Branch) -> None:
    review, seen = submitted(branch), fingerprint(branch)
    sign_off.recall(branch.desk("asha"), review)
    submitted(branch)
    with pytest.raises(Conflict, match="asha submitted this deal anew meanwhile: look at it again"):
        sign_off.approve(branch.desk("vikram"), review, seen)


# what stays


def test_a_step_of_a_review_is_not_taken_back(branch: Branch) -> None:
    submitted(branch)
    with pytest.raises(DeskError, match="nothing that you did in this session is left to take back"):
        undo.take_back(branch.desk("asha"))
    assert now(branch).state is ReviewState.SUBMITTED


def test_an_old_review_shows_the_facts_of_its_day(branch: Branch) -> None:
    old = approved(branch)
    branch.attach("asha", DEARER)
    branch.edit("asha", what_matters="the lowest instalment", title="Home loan, top-up")
    branch.say("asha", "no processing fee, free insurance")
    submitted(branch)
    [new, kept] = reviews.history(branch.desk("asha"), branch.deal_id)
    assert kept == old
    assert kept.facts.what_matters == "the flat must be hers by Diwali"
    assert kept.facts.paper == "letter-1.txt (version 1, sanction letter)"
    assert kept.facts.promises == 2
    assert not kept.facts.blocking
    assert "promise 1" in {one.key for one in new.facts.blocking}
    assert new.facts.paper == "letter-2.txt (version 2, sanction letter)"


def test_a_deal_opened_again_by_mistake_is_signed_again_on_the_same_approval(branch: Branch) -> None:
    approved(branch)
    branch.wait(7)
    signature.sign(branch.desk("asha"), branch.deal_id)
    branch.edit("asha", stage=Stage.REVIEW)
    assert signature.sign(branch.desk("asha"), branch.deal_id).stage is Stage.SIGNED
    assert len(now(branch).signings) == 2


def test_a_note_without_a_deal_is_no_hand_in_it(branch: Branch) -> None:
    vikram = branch.desk("vikram")
    customer = records.get(vikram, Customer, branch.deal.customer_id)
    capture(vikram, customer, "she asked about a locker", promises=())
    assert approved(branch).checker == "vikram"


def test_a_store_without_an_admin_has_no_reviews() -> None:
    branch = Branch(MemoryStore())
    with branch.store.transaction() as store:
        for one in store.find(Member):
            if Role.ADMIN in one.roles:
                store.remove(one)
    with pytest.raises(NotAllowed, match="nobody is admin of this store yet: name one first"):
        submitted(branch)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"roles": (Role.DESK_OFFICER,), "trainee": True}, id="became a trainee"),
        pytest.param({"roles": (Role.SUPERVISOR,)}, id="lost the role"),
        pytest.param({"left_on": MONDAY}, id="left"),
    ],
)
def test_an_approval_falls_where_its_checker_may_not_sign_off(branch: Branch, change: dict[str, object]) -> None:
    approved(branch)
    before = next(one for one in branch.store.find(Member) if one.login == "vikram")
    staff.save_member(branch.desk("root"), before, before.model_copy(update=change))
    branch.wait(4)
    review = reviews.current(branch.desk("asha"), branch.deal_id)
    assert approvals.is_stale(branch.desk("asha"), review)
    told = "approved by vikram, who may not sign off any more: somebody else must approve it"
    with pytest.raises(NotAllowed, match=told):
        signature.sign(branch.desk("asha"), branch.deal_id)
    assert [one.told for one in review_queue.queue(branch.desk("asha")).of(Waits.STALE)] == [told]
    sign_off.approve(branch.desk("meera"), submitted(branch), fingerprint(branch, "meera"), "as it was said")
    assert signature.sign(branch.desk("asha"), branch.deal_id).stage is Stage.SIGNED


def test_what_is_signed_stays_so_though_its_checker_leaves(branch: Branch) -> None:
    approved(branch)
    branch.wait(4)
    signature.sign(branch.desk("asha"), branch.deal_id)
    before = next(one for one in branch.store.find(Member) if one.login == "vikram")
    staff.save_member(branch.desk("root"), before, before.model_copy(update={"left_on": MONDAY}))
    assert not approvals.is_stale(branch.desk("asha"), reviews.current(branch.desk("asha"), branch.deal_id))


def test_who_calls_standard_what_stops_the_deal_can_not_approve_it(branch: Branch) -> None:
    branch.attach("asha", FAIR + "Penal charges                 2 % p.a. on the overdue amount\n")
    usual = ground_rules.in_force(branch.store)
    strict = usual.model_copy(update={"severities": (RuleSeverity(rule=Rule.SURPRISE, severity=Severity.BLOCK),)})
    ground_rules.save(branch.desk("root"), usual, strict, "as agreed")
    review = submitted(branch)
    file = deal_findings.of(branch.desk("meera"), branch.deal_id)
    assert file.blocking
    for one in file.comparison.surprises:
        decisions.acknowledge(branch.desk("meera"), one, file.document)
    branch.wait()
    for opened in (MONDAY, branch.day):
        branch.edit("asha", opened=opened)
        with pytest.raises(NotAllowed, match="who called standard what would stop the deal can't check it"):
            sign_off.approve(branch.desk("meera"), review, fingerprint(branch, "meera"))
    assert sign_off.approve(branch.desk("vikram"), review, fingerprint(branch)).checker == "vikram"


# rules that changed after the approval


def new_rules(branch: Branch, **changed: object) -> int:
    before = ground_rules.in_force(branch.store)
    return ground_rules.save(branch.desk("meera"), before, before.model_copy(update=changed), "for now").version


def test_what_only_newer_rules_let_pass_is_checked_under_them_first(branch: Branch) -> None:
    new_rules(branch, minimum_days=2)
    approved(branch)
    new_rules(branch, minimum_days=0)
    with pytest.raises(reviews.Refused) as refused:
        signature.sign(branch.desk("asha"), branch.deal_id)
    assert "the rules have changed since the approval (version 1 to 2)" in str(refused.value)
    assert str(refused.value).endswith("submit it again, so that the checker judges by them")
    assert "\n" not in str(refused.value)
    assert branch.deal.stage is Stage.REVIEW
    sign_off.approve(branch.desk("vikram"), submitted(branch), fingerprint(branch))
    signature.sign(branch.desk("asha"), branch.deal_id)
    [signing] = now(branch).signings
    assert (signing.rules_version, signing.approved_under) == (2, 2)


@pytest.mark.parametrize(
    ("changed", "days"),
    [
        pytest.param({"minimum_days": 0}, 7, id="looser, and the older ones are kept too"),
        pytest.param({"minimum_days": 4}, 7, id="stricter, and kept"),
        pytest.param({"recent_incident_days": 10}, 7, id="about something else"),
    ],
)
def test_under_other_rules_it_is_signed_where_nothing_stops_it_under_either(
    branch: Branch, changed: dict[str, object], days: int
) -> None:
    approved(branch)
    new_rules(branch, **changed)
    branch.wait(days)
    signature.sign(branch.desk("asha"), branch.deal_id)
    [signing] = now(branch).signings
    assert (signing.rules_version, signing.approved_under) == (1, 0)


def test_what_a_customer_may_be_given_is_judged_by_the_older_rules_too(branch: Branch) -> None:
    asha, deal = branch.desk("asha"), branch.deal
    limit, little, much = (Money(amount=Decimal(amount), currency="INR") for amount in (1_000, 500, 5_000))
    given = Commitment(
        customer_id=deal.customer_id, words="a locker for free", owner="asha", made_on=MONDAY, cost=little
    )
    records.add(asha, given.model_copy(update={"deal_id": deal.id}))
    new_rules(branch, concessions_per_customer=(limit,))
    approved(branch)
    records.add(asha, given.model_copy(update={"cost": much}))
    new_rules(branch, concessions_per_customer=())
    branch.wait(7)
    with pytest.raises(reviews.Refused, match=r"the rules have changed since the approval \(version 1 to 2\)"):
        signature.sign(branch.desk("asha"), branch.deal_id)


# an opinion that is kept until it is submitted


def test_what_was_returned_goes_on_as_a_draft_and_still_waits_for_its_maker(branch: Branch) -> None:
    REACHED["returned"](branch)
    sign_off.draft(branch.desk("asha"), branch.deal_id, "I asked")
    sign_off.draft(branch.desk("asha"), branch.deal_id, "I asked: there is none")
    review = now(branch)
    assert [(one.state.value, one.why) for one in review.steps[1:]] == [
        ("returned", "ask about the fee"),
        ("draft", "I asked: there is none"),
    ]
    assert sign_off.drafted(branch.desk("asha"), branch.deal_id) == "I asked: there is none"
    [waiting] = review_queue.queue(branch.desk("asha")).of(Waits.RETURNED)
    assert (waiting.by, waiting.told) == ("vikram", "ask about the fee")
    submitted(branch)
    assert not review_queue.queue(branch.desk("asha")).of(Waits.RETURNED)
    assert len(branch.store.find(Review)) == 1


def test_the_draft_of_one_is_not_lost_to_that_of_another(branch: Branch) -> None:
    sign_off.draft(branch.desk("asha"), branch.deal_id, "she is keen")
    sign_off.draft(branch.desk("ravi"), branch.deal_id, "she is not")
    assert sign_off.drafted(branch.desk("asha"), branch.deal_id) == "she is keen"
    assert sign_off.drafted(branch.desk("ravi"), branch.deal_id) == "she is not"
    submitted(branch)
    assert sign_off.drafted(branch.desk("asha"), branch.deal_id) == ""


def test_the_checker_who_returned_it_may_draft_and_checks_it_no_more(branch: Branch) -> None:
    REACHED["returned"](branch)
    sign_off.draft(branch.desk("vikram"), branch.deal_id, "I would take it")
    with pytest.raises(NotAllowed, match="can't check it"):
        sign_off.approve(branch.desk("vikram"), submitted(branch), fingerprint(branch))


# the paper that was to be amended


@pytest.mark.parametrize("severity", list(Severity))
def test_a_new_version_that_was_to_put_it_right_and_has_not_blocks_again(branch: Branch, severity: Severity) -> None:
    branch.attach("asha", DEARER)
    new_rules(branch, severities=(RuleSeverity(rule=Rule.DIFFERENCE, severity=severity),))
    resolve(branch, "asha", Answer.AMEND, Details())
    branch.attach("asha", DEARER + "Tenure                        240 months\n")
    [found] = [one for one in deal_findings.of(branch.desk("asha"), branch.deal_id).blocking if one.key == "promise 1"]
    assert "version 3 still has it" in found.settled
    review, seen = submitted(branch), fingerprint(branch)
    with pytest.raises(reviews.Blocked, match="“Rate of interest” stops it: resolve it first"):
        sign_off.approve(branch.desk("vikram"), review, seen)
    resolve(branch, "asha", Answer.ACCEPTED, Details(accepted_in=AcceptedIn.LETTER, customer_on=branch.day))
    assert sign_off.approve(branch.desk("vikram"), review, fingerprint(branch)).checker == "vikram"


def test_an_amendment_that_is_given_up_is_taken_back_on_the_new_version(branch: Branch) -> None:
    branch.attach("asha", DEARER)
    new_rules(branch, severities=(RuleSeverity(rule=Rule.DIFFERENCE, severity=Severity.WARN),))
    resolve(branch, "asha", Answer.AMEND, Details())
    branch.attach("asha", DEARER + "Tenure                        240 months\n")
    [made] = branch.store.find(Resolution)
    decisions.take_back(branch.desk("asha"), made)
    assert "promise 1" not in {one.key for one in deal_findings.of(branch.desk("asha"), branch.deal_id).blocking}
