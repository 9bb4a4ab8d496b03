"""A branch at which eight people do what comes to their minds; what may never be is looked for after each step.

What may never be is told from the records and from what the machine itself saw happen, not by asking the program.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from crm_tui.domain.commitment import Commitment, CommitmentKind, Status
from crm_tui.domain.deal import Stage
from crm_tui.domain.document import Document
from crm_tui.domain.errors import DeskError
from crm_tui.domain.incident import Incident
from crm_tui.domain.interaction import Channel, Interaction
from crm_tui.domain.money import Money
from crm_tui.domain.resolution import AcceptedIn, Answer, Resolution
from crm_tui.domain.rules import Rule, RuleSeverity
from crm_tui.domain.severity import Severity
from crm_tui.domain.sign_off import Review, ReviewState
from crm_tui.domain.staff import Member, Role
from crm_tui.domain.waiver import Waiver
from crm_tui.services import (
    acts,
    deal_findings,
    decisions,
    ground_rules,
    records,
    sign_off,
    signature,
    staff,
    undo,
    waivers,
)
from crm_tui.services.decisions import Details
from crm_tui.services.desk import Desk
from tests.services.review_desk import DEARER, FAIR, NOTE, STAFF, Branch
from tests.store.memory import MemoryStore

PENAL = "Penal charges                 2 % p.a. on the overdue amount\n"
SIGNED = {Stage.SIGNED, Stage.LIVE}

who = st.sampled_from([one.login for one in STAFF])
called = st.sampled_from([one.login for one in STAFF] + ["Vikram Joshi", "meera nair", "SUNIL", "Old Manager"])
which = st.integers(0, 5)


def settled(desk: Desk, one: Commitment, status: Status) -> None:
    if status is Status.KEPT:
        acts.keep(desk, [one], desk.today())
    elif status is Status.WITHDRAWN:
        acts.withdraw(desk, [one], Channel.CALL, desk.today())
    else:
        acts.reopen(desk, [one])


class SignOffMachine(RuleBasedStateMachine):
    """One deal, everybody, in any order."""

    reached: ClassVar[Counter[str]] = Counter()
    """What happened, over all runs: a machine in which nothing is ever signed would prove nothing."""

    @initialize(dearer=st.booleans())
    def open(self, dearer: bool) -> None:
        self.branch = Branch(MemoryStore())
        if dearer:
            self.branch.attach("asha", DEARER + PENAL)
        self.stage = self.branch.deal.stage
        self.signs = False
        self.owners = Counter([self.branch.deal.owner])
        self.submitters: set[str] = set()
        self.seen: list[str] = ["0" * 64]
        self.judged_by = ground_rules.in_force(self.store)

    # the daily work

    @rule(by=who, note=st.sampled_from([NOTE, "no processing fee", "interest rate 8 %"]))
    def say(self, by: str, note: str) -> None:
        self.trying(lambda: self.branch.say(by, note))

    @rule(by=who, text=st.sampled_from([FAIR, DEARER, FAIR + PENAL, FAIR + "Processing fee    1 % of the loan\n"]))
    def attach(self, by: str, text: str) -> None:
        self.trying(lambda: self.branch.attach(by, text))

    @rule(
        by=who,
        at=which,
        changed=st.sampled_from(
            [
                {"words": "interest rate 8.75 %"},
                {"owner": "vikram"},
                {"owner": "Meera Nair"},
                {"deal_id": None},
                {"kind": CommitmentKind.TASK},
                {"confirmed_on": None},
            ]
        ),
    )
    def change_promise(self, by: str, at: int, changed: dict[str, object]) -> None:
        if found := self.store.find(Commitment):
            before = found[at % len(found)]
            after = Commitment.model_validate(dict(before) | changed)
            self.trying(lambda: records.change(self.desk(by), before, after))

    @rule(by=who, at=which, status=st.sampled_from([Status.WITHDRAWN, Status.OPEN, Status.KEPT]))
    def settle(self, by: str, at: int, status: Status) -> None:
        if found := self.store.find(Commitment):
            self.trying(lambda: settled(self.desk(by), found[at % len(found)], status))

    @rule(by=who, stage=st.sampled_from(list(Stage)))
    def move(self, by: str, stage: Stage) -> None:
        self.trying(lambda: self.branch.edit(by, stage=stage))

    @rule(by=who, to=called)
    def hand_over(self, by: str, to: str) -> None:
        before = self.branch.deal.owner
        self.trying(lambda: self.branch.edit(by, owner=to))
        if self.branch.deal.owner != before:
            self.owners[self.branch.deal.owner] += 1

    @rule(by=who, days=st.sampled_from([0, 4, 7]), asked=st.booleans())
    def plan(self, by: str, days: int, asked: bool) -> None:
        day = self.branch.day + timedelta(days=days)
        self.trying(lambda: self.branch.edit(by, signing_on=day, what_matters="Diwali" if asked else ""))

    @rule(days=st.sampled_from([1, 1, 3, 7]))
    def wait(self, days: int) -> None:
        self.branch.wait(days)

    @rule(by=who)
    def take_back(self, by: str) -> None:
        before = self.branch.deal.owner
        self.trying(lambda: undo.take_back(self.desk(by)))
        if self.branch.deal.owner != before:
            self.owners[before] -= 1

    @rule(by=who)
    def complain(self, by: str) -> None:
        made = Incident(customer_id=self.branch.deal.customer_id, on=self.branch.day, what="she waited", owner="asha")
        self.trying(lambda: records.add(self.desk(by), made))

    @rule(by=who)
    def put_right(self, by: str) -> None:
        for one in self.store.find(Incident)[:1]:
            after = one.model_copy(update={"closed_on": self.branch.day})
            self.trying(lambda one=one, after=after: records.change(self.desk(by), one, after))

    # rules and staff

    @rule(
        by=who,
        days=st.sampled_from([0, 3]),
        severity=st.sampled_from([Severity.BLOCK, Severity.WARN]),
        of=st.sampled_from([Rule.DIFFERENCE, Rule.OPEN_INCIDENT, Rule.NOT_CONFIRMED]),
    )
    def change_rules(self, by: str, days: int, severity: Severity, of: Rule) -> None:
        before = ground_rules.in_force(self.store)
        changed = {"minimum_days": days, "severities": (RuleSeverity(rule=of, severity=severity),)}
        self.trying(lambda: ground_rules.save(self.desk(by), before, before.model_copy(update=changed), "for now"))

    @rule(by=who, at=which, role=st.sampled_from([(Role.DESK_OFFICER,), (Role.CHECKER,), (Role.BRANCH_MANAGER,)]))
    def change_role(self, by: str, at: int, role: tuple[Role, ...]) -> None:
        before = self.store.find(Member)[1 + at % 3]
        after = Member.model_validate(dict(before) | {"roles": role, "trainee": False, "supervisor": ""})
        self.trying(lambda: staff.save_member(self.desk(by), before, after))

    # what is decided about findings

    @rule(by=who, at=which, answer=st.sampled_from(list(Answer)), full=st.booleans())
    def resolve(self, by: str, at: int, answer: Answer, full: bool) -> None:
        file = self.file(by)
        if file is None or file.comparison is None or not file.promises:
            return
        place = at % len(file.promises)
        rupees = Money(amount=Decimal(900), currency="INR")
        details = Details(AcceptedIn.EMAIL, "", Channel.CALL, self.branch.day, rupees) if full else None
        found, promise = file.comparison.findings[place], file.promises[place]
        self.trying(lambda: decisions.resolve_promise(self.desk(by), found, promise, file.document, answer, details))

    @rule(by=who)
    def acknowledge(self, by: str) -> None:
        file = self.file(by)
        if file is not None and file.comparison is not None and file.comparison.surprises:
            found = file.comparison.surprises[0]
            self.trying(lambda: decisions.acknowledge(self.desk(by), found, file.document))

    @rule(by=who, at=which)
    def take_decision_back(self, by: str, at: int) -> None:
        if found := self.store.find(Resolution):
            self.trying(lambda: decisions.take_back(self.desk(by), found[at % len(found)]))

    @rule(by=who, at=which, granted=st.booleans())
    def decide_exception(self, by: str, at: int, granted: bool) -> None:
        decide = decisions.grant_exception if granted else decisions.refuse_exception
        if found := self.store.find(Resolution):
            self.trying(lambda: decide(self.desk(by), found[at % len(found)]))

    @rule(by=who, at=which, days=st.sampled_from([0, 2, 9]))
    def ask_waiver(self, by: str, at: int, days: int) -> None:
        file = self.file(by)
        if file is not None and file.findings:
            key = file.findings[at % len(file.findings)].key
            until = self.branch.day + timedelta(days=days)
            self.trying(lambda: waivers.ask(self.desk(by), self.branch.deal_id, key, "she insists", until))

    @rule(by=who, at=which, decide=st.sampled_from([waivers.grant, waivers.grant, waivers.refuse, waivers.take_back]))
    def decide_waiver(self, by: str, at: int, decide: Callable[[Desk, Waiver], Waiver]) -> None:
        if found := self.store.find(Waiver):
            self.trying(lambda: decide(self.desk(by), found[at % len(found)]))

    # the review

    @rule(by=who)
    def look(self, by: str) -> None:
        if (file := self.file(by)) is not None:
            self.seen.append(file.fingerprint)

    @rule(by=who)
    def submit(self, by: str) -> None:
        if self.trying(lambda: sign_off.submit(self.desk(by), self.branch.deal_id)):
            self.submitters.add(by)
            assert self.branch.deal.what_matters or self.branch.deal.not_asked

    @precondition(lambda self: self.store.find(Review))
    @rule(
        by=who,
        state=st.sampled_from([*[ReviewState.APPROVED] * 4, ReviewState.RETURNED, ReviewState.REJECTED]),
        looks=st.sampled_from([True, True, False]),
    )
    def decide(self, by: str, state: ReviewState, looks: bool) -> None:
        review, desk = self.store.find(Review)[-1], self.desk(by)
        if looks:
            self.look(by)
        before = self.file("asha")
        steps = {
            ReviewState.APPROVED: lambda: sign_off.approve(desk, review, self.seen[-1], "fine"),
            ReviewState.RETURNED: lambda: sign_off.send_back(desk, review, "look again"),
            ReviewState.REJECTED: lambda: sign_off.reject(desk, review, "no"),
        }
        if self.trying(steps[state]):
            self.reached[state] += 1
            assert by not in self.makers(), f"{by} had a hand in the deal, and decided about it"
            [member] = self.store.find(Member, login=by)
            assert {Role.CHECKER, Role.BRANCH_MANAGER} & set(member.roles)
            assert review.state is ReviewState.SUBMITTED
            if state is ReviewState.APPROVED:
                assert before is not None
                assert not before.blocking, "approved although something blocks"
                assert before.fingerprint == self.seen[-1], "approved although it was not seen so"
                self.judged_by = ground_rules.in_force(self.store)

    @rule(by=who)
    def recall(self, by: str) -> None:
        if found := self.store.find(Review):
            self.trying(lambda: sign_off.recall(self.desk(by), found[-1]))

    @rule(by=who)
    def sign(self, by: str) -> None:
        before, makers = self.file("asha", signing=True), self.makers()
        self.signs = self.trying(lambda: signature.sign(self.desk(by), self.branch.deal_id))
        if self.signs:
            self.reached["signed"] += 1
            review = self.store.find(Review)[-1]
            assert before is not None
            assert not before.blocking, "signed although something blocks"
            approved = deal_findings.under(self.desk("asha"), before, self.judged_by)
            assert not approved.blocking, "signed although something blocks under the rules of the approval"
            signing = review.signings[-1]
            in_force = ground_rules.in_force(self.store).version
            assert (signing.rules_version, signing.approved_under) == (in_force, self.judged_by.version)
            assert signing.facts is not None
            assert signing.facts.compared is not None
            assert signing.facts.compared.numbers >= {one.id for one in before.promises}
            assert review.state is ReviewState.APPROVED
            assert review.checker
            assert review.checker not in makers, f"{review.checker} stands on both sides"
            assert review.facts is not None
            assert review.facts.fingerprint == before.fingerprint, "signed although it was approved otherwise"

    @rule(
        maker=st.sampled_from(["asha", "asha", "ravi", "tara", "sunil"]),
        checker=st.sampled_from(["vikram", "meera", "sunil", "vikram", "asha"]),
        signer=st.sampled_from(["asha", "vikram", "ravi"]),
        days=st.sampled_from([7, 7, 4, 0]),
        mends=st.booleans(),
        looks=st.sampled_from([True, True, False]),
    )
    def carry(self, maker: str, checker: str, signer: str, days: int, mends: bool, looks: bool) -> None:
        """The whole way, without a rest; what blocks may be mended first."""
        self.bring_to_the_checker(maker, checker, days, mends, looks)
        self.wait(days)
        self.sign(signer)

    def bring_to_the_checker(self, maker: str, checker: str, days: int, mends: bool, looks: bool) -> None:
        self.move(maker, Stage.REVIEW)
        if mends:
            self.hand_over(maker, "asha")
            for at in range(len(self.store.find(Commitment))):
                self.resolve(maker, at, Answer.ACCEPTED, True)
            self.acknowledge("meera")
        self.plan(maker, days, True)
        self.submit(maker)
        if self.store.find(Review):
            self.decide(checker, ReviewState.APPROVED, looks)

    @rule(
        checker=st.sampled_from(["vikram", "sunil"]),
        minimum=st.sampled_from([0, 3]),
        severity=st.sampled_from([Severity.BLOCK, Severity.WARN]),
        days=st.sampled_from([0, 7]),
    )
    def change_the_rules_after_the_approval(self, checker: str, minimum: int, severity: Severity, days: int) -> None:
        if self.store.find(Review):
            self.recall(self.store.find(Review)[-1].maker)
        self.attach("asha", FAIR)
        self.bring_to_the_checker("asha", checker, 7, True, True)
        self.change_rules("meera", minimum, severity, Rule.OPEN_INCIDENT)
        self.wait(days)
        self.sign("asha")

    @rule(
        checker=st.sampled_from(["vikram", "meera"]),
        to=st.sampled_from(["vikram", "Meera Nair", "ravi"]),
        text=st.sampled_from(["", FAIR + PENAL]),
    )
    def change_the_deal_after_the_approval(self, checker: str, to: str, text: str) -> None:
        if self.store.find(Review):
            self.recall(self.store.find(Review)[-1].maker)
        self.attach("asha", FAIR)
        self.bring_to_the_checker("asha", checker, 7, True, True)
        self.hand_over("asha", to)
        if text:
            self.attach("asha", text)
            self.acknowledge("meera")
        self.wait(7)
        self.sign("asha")

    @rule(checker=st.sampled_from(["vikram", "meera", "sunil"]), days=st.sampled_from([7, 4]))
    def carry_as_it_should_be(self, checker: str, days: int) -> None:
        """The same by people who mean well, on a paper that says what was said."""
        if self.store.find(Review):
            self.recall(self.store.find(Review)[-1].maker)
        self.attach("asha", FAIR)
        self.carry("asha", checker, "asha", days, True, True)

    @invariant()
    def is_signed_on_its_review_alone(self) -> None:
        stage = self.branch.deal.stage
        assert stage not in SIGNED or self.stage in SIGNED or self.signs, "it came to be signed without a signature"
        self.stage, self.signs = stage, False

    @invariant()
    def nobody_decides_for_themselves(self) -> None:
        for one in self.store.find(Waiver):
            assert not one.granted or one.decided_by != one.asked_by
        for made in self.store.find(Resolution):
            assert not made.granted_by or made.granted_by != made.by

    # what the machine knows by itself

    @property
    def store(self) -> MemoryStore:
        return self.branch.store

    def desk(self, login: str) -> Desk:
        return self.branch.desk(login)

    def trying(self, act: Callable[[], object]) -> bool:
        """Whether it was done; a refusal is an answer, anything else a fault."""
        with suppress(DeskError):
            act()
            return True
        return False

    def file(self, login: str, *, signing: bool = False) -> deal_findings.DealFile | None:
        with suppress(DeskError):
            return deal_findings.of(self.desk(login), self.branch.deal_id, signing=signing)
        return None

    def makers(self) -> set[str]:
        """The logins of all who had a hand in the deal."""
        deal_id = self.branch.deal_id
        written = {owner for owner, count in self.owners.items() if count > 0} | self.submitters
        written |= {one.by for one in self.store.find(Interaction, deal_id=deal_id)}
        written |= {
            one.owner for one in self.store.find(Commitment, deal_id=deal_id) if one.kind is CommitmentKind.PROMISE
        }
        written |= {one.attached_by for one in self.store.find(Document, deal_id=deal_id)[-1:]}
        logins = {"vikram joshi": "vikram", "meera nair": "meera"}
        found = {logins.get(one.casefold(), one.casefold()) for one in written}
        supervised = {one.login: one.supervisor for one in self.store.find(Member) if one.trainee}
        return found | {supervised[one] for one in found if one in supervised}
