"""Every form there is, as somebody would open it, with what its fields refuse."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from crm_tui.domain.commitment import Commitment, Delivery
from crm_tui.domain.consent import Consent, Purpose, Use
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.deal_finding import DealFinding, Source
from crm_tui.domain.gift import Gift, GiftAnswer
from crm_tui.domain.handover import Handover
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.money import Money
from crm_tui.domain.occasion import Occasion, OccasionKind
from crm_tui.domain.record import Record
from crm_tui.domain.resolution import Answer as Resolved
from crm_tui.domain.rules import Rule
from crm_tui.domain.saved_view import SavedView
from crm_tui.domain.settings import Template
from crm_tui.domain.severity import Severity
from crm_tui.domain.staff import Member, Role
from crm_tui.services import decisions, greetings, ground_rules, settings, sign_off, starter_sets
from crm_tui.services.desk import Desk
from crm_tui.services.rule_words import RULES
from crm_tui.tui.forms import acts, consent, gift, handover
from crm_tui.tui.forms import settings as settings_forms
from crm_tui.tui.forms.announcement import AnnounceForm
from crm_tui.tui.forms.attach import AttachForm
from crm_tui.tui.forms.capture import CaptureForm
from crm_tui.tui.forms.commitment import CommitmentForm
from crm_tui.tui.forms.customer import CustomerForm
from crm_tui.tui.forms.deal import DealForm
from crm_tui.tui.forms.feedback import FeedbackForm
from crm_tui.tui.forms.first_admin import FirstAdminForm
from crm_tui.tui.forms.form import Form
from crm_tui.tui.forms.greeting import GreetForm
from crm_tui.tui.forms.incident import IncidentForm
from crm_tui.tui.forms.interaction import InteractionForm
from crm_tui.tui.forms.member import MemberForm
from crm_tui.tui.forms.owner import OwnerForm
from crm_tui.tui.forms.print import PrintForm
from crm_tui.tui.forms.print_pack import PrintPackForm
from crm_tui.tui.forms.referral import ReferralForm
from crm_tui.tui.forms.resolution import ResolutionForm
from crm_tui.tui.forms.rules import RulesForm
from crm_tui.tui.forms.starter import StarterForm
from crm_tui.tui.forms.step import StepForm
from crm_tui.tui.forms.view import ViewForm
from crm_tui.tui.forms.waiver import WaiverForm

LONG, ENDLESS = "x" * 300, "x " * 10_001
"""More than a line holds, and more than a text does."""

NEVER = None
"""Whatever stands there is taken."""


@dataclass(frozen=True)
class Case:
    """One form."""

    open: Callable[[Desk], Form]
    """Opens it."""

    fill: Mapping[str, str] = field(default_factory=dict)
    """What is typed before it could be saved."""

    wrong: Mapping[str, str | None] = field(default_factory=dict)
    """What a field refuses, where that does not follow from its shape; an empty text is nothing at all."""


def _add(desk: Desk, record: Record):
    with desk.store.transaction() as now:
        return now.add(record)


def _owed(desk: Desk, number: int = 3) -> Commitment:
    return desk.store.get(Commitment, number)


def _consent(desk: Desk) -> Consent:
    uses = (Use(where="leaflet", on=desk.today()),)
    made = {"customer_id": 1, "given_on": desk.today(), "how": "form 12", "by": "asha", "uses": uses}
    return _add(desk, Consent(purpose=Purpose.PUBLISH_NAME, **made))


def _gift(desk: Desk) -> Gift:
    worth = Money(amount="400", currency="INR")
    return _add(desk, Gift(customer_id=1, what="sweets", value=worth, on=desk.today(), by="vikram"))


def _handover(desk: Desk) -> Handover:
    made = {"owner": "vikram", "to": "asha", "reason": "moves", "by": "vikram", "on": desk.today()}
    return _add(desk, Handover(customer_id=3, **made))


def _greet(desk: Desk) -> GreetForm:
    today = desk.today()
    born = Occasion(kind=OccasionKind.BIRTHDAY, name="Meera", day=today.day, month=today.month)
    with desk.store.transaction() as now:
        now.put(now.get(Customer, 1).model_copy(update={"occasions": (born,)}))
    _add(desk, Consent(customer_id=1, purpose=Purpose.GREETINGS, given_on=today, how="said so", by="asha"))
    return GreetForm(desk, greetings.offer(desk, 1))


def _unclaimed(desk: Desk) -> FirstAdminForm:
    with desk.store.transaction() as now:
        for one in now.find(Member):
            now.put(one.model_copy(update={"roles": (Role.DESK_OFFICER,)}))
    return FirstAdminForm(desk)


def _orphan(desk: Desk) -> OwnerForm:
    with desk.store.transaction() as now:
        now.put(now.get(Customer, 4).model_copy(update={"owner": "nobody"}))
    return OwnerForm(desk, desk.store.get(Customer, 4))


def _resolved(answer: Resolved) -> Callable[[Desk], Form]:
    def opened(desk: Desk) -> Form:
        def keep(given: decisions.Details) -> Record:
            decisions.check_details(answer, given, desk.today())
            raise AssertionError

        return ResolutionForm(desk, "Rate of interest", answer, keep)

    return opened


def _rejected(desk: Desk) -> StepForm:
    with desk.store.transaction() as now:
        now.put(now.get(Deal, 2).model_copy(update={"not_asked": True}))
    review = sign_off.submit(desk, 2)
    checker = Desk(desk.store, desk.read_paper, desk.today, "vikram")
    return StepForm(desk, "Reject", "Why", "", lambda why: sign_off.reject(checker, review, why))


def _starting(desk: Desk) -> StarterForm:
    return StarterForm(desk, {one.name: starter_sets.planned(desk.store, one.name) for one in starter_sets.sets()})


def _found(rule: Rule) -> DealFinding:
    return DealFinding(
        key=str(rule), source=Source.RULES, rule=rule, severity=Severity.BLOCK, label="too soon", sentence="too soon"
    )


def _announce(desk: Desk) -> AnnounceForm:
    kept = settings.of(desk.store).model_copy(update={"templates": (Template(name="news", words="Dear {name}"),)})
    return AnnounceForm(desk, kept)


def _role(role: Role) -> str:
    return f"role-{role.name}"


_WORDS = {"words": ENDLESS}
_DAY_OF_ACT = {"on": "22 nov 2026"}

EVERY: dict[str, Case] = {
    "customer": Case(
        lambda desk: CustomerForm(desk, desk.store.get(Customer, 1)),
        wrong=dict.fromkeys(("phone", "place"), NEVER)
        | {
            "email": "no address",
            "channel": "pigeon",
            "contact_days": "often",
            "occasions": "birthday 31 feb: Asha",
            "memberships": ", gold",
        },
    ),
    "new deal": Case(
        lambda desk: DealForm(desk, None, 1),
        {"title": "Gold loan"},
        {"next_step": ENDLESS, "outcome": "price", "outcome_words": NEVER},
    ),
    "commitment": Case(
        lambda desk: CommitmentForm(desk, _owed(desk, 12)),
        wrong={"at": "noonish", "every": "sometimes", "days_after": "soon", "address": ENDLESS},
    ),
    "interaction": Case(
        lambda desk: InteractionForm(desk, desk.store.get(Interaction, 2)),
        wrong={"felt": "9", "felt_words": ENDLESS, "needs": LONG},
    ),
    "incident": Case(
        lambda desk: IncidentForm(desk, None, 1),
        {"what": "waited an hour"},
        {"owner": "nobody", "what": ENDLESS, "closed_on": "31/02/2027"},
    ),
    "feedback": Case(
        lambda desk: FeedbackForm(desk, None, 1),
        {"rating": "4"},
        {"source": NEVER, "competitor": NEVER, "rating": "6"},
    ),
    "gift": Case(
        lambda desk: gift.GiftForm(desk, 1), {"what": "sweets", "value": "400"}, {"value": "0", "occasion": NEVER}
    ),
    "gift answered": Case(
        lambda desk: gift.AnsweredForm(desk, _gift(desk), GiftAnswer.DECLINED), wrong={"on": "20 nov 2026"}
    ),
    "gift refused": Case(lambda desk: gift.RefusalForm(desk, _gift(desk), "sweets"), {"why": "too much"}, {"why": ""}),
    "referral": Case(
        lambda desk: ReferralForm(desk, 1),
        {"customer_id": "Zara Khan"},
        {"customer_id": LONG, "phone": NEVER, "owner": "nobody"},
    ),
    "capture": Case(
        lambda desk: CaptureForm(desk, 1),
        {"note": "he will think about it"},
        {"customer_id": LONG, "deal_id": "zzz", "note": ""},
    ),
    "member": Case(
        lambda desk: MemberForm(desk, None),
        {"login": "kavita", "name": "Kavita Rao"},
        {
            "login": "no login",
            "supervisor": "nobody",
            "left_on": "1 nov 2026",
            _role(Role.AUDITOR): NEVER,
        },
    ),
    "owner": Case(_orphan, {"owner": "vikram"}, {"owner": "nobody"}),
    "attach": Case(
        lambda desk: AttachForm(desk, desk.store.get(Deal, 1)), {"path": "/nowhere.txt"}, {"path": "/nowhere.pdf"}
    ),
    "announcement": Case(
        _announce,
        {"words": "We open on Saturdays"},
        dict.fromkeys(("place", "owner", "programme"), NEVER) | {"words": "Dear {nobody}"},
    ),
    "greeting": Case(_greet, {"words": "All the best"}, {"words": ""}),
    "kept": Case(
        lambda desk: acts.KeepForm(desk, [_delivered(desk)]),
        {"received_by": "her father"},
        _DAY_OF_ACT | {"received_by": "", "proof": ENDLESS},
    ),
    "partly kept": Case(
        lambda desk: acts.KeepPartlyForm(desk, [_owed(desk)]), {"what": "half"}, _DAY_OF_ACT | {"what": ""}
    ),
    "broken": Case(lambda desk: acts.BreakForm(desk, [_owed(desk)]), {"why": "forgot"}, _DAY_OF_ACT | {"why": ""}),
    "withdrawn": Case(lambda desk: acts.WithdrawForm(desk, [_owed(desk)]), wrong=_DAY_OF_ACT | {"why": NEVER}),
    "new date for a customer": Case(
        lambda desk: acts.NewDateForm(desk, [_owed(desk)]), {"due": "1 dec"}, {"at": "noonish", "why": NEVER}
    ),
    "disputed": Case(lambda desk: acts.DisputeForm(desk, [_owed(desk)]), {"why": "he says so"}, {"why": ""}),
    "new date": Case(
        lambda desk: acts.NewDateForm(desk, [_owed(desk, 7)]),
        {"due": "1 dec", "why": "she is away"},
        {"due": "18 nov 2026", "at": "noonish", "why": "", "agreed_on": "1 nov 2026"},
    ),
    "reassigned": Case(
        lambda desk: acts.ReassignForm(desk, [_owed(desk)]), {"owner": "vikram"}, {"owner": "", "why": NEVER}
    ),
    "opened again": Case(lambda desk: acts.ReopenForm(desk, [_owed(desk, 13)])),
    "put off": Case(
        lambda desk: acts.SnoozeForm(desk, ["commitment 3"], "a letter", desk.today()), {}, {"until": "today"}
    ),
    "contact": Case(lambda desk: acts.ContactForm(desk, [1], "Meera Iyer"), {}, {"said": ENDLESS, "on": "tomorrow"}),
    "allowed": Case(
        lambda desk: consent.GiveForm(desk, 1, "Meera Iyer", Purpose.GREETINGS), {"how": "form 12"}, {"how": ""}
    ),
    "taken back": Case(
        lambda desk: consent.TakeBackForm(desk, _consent(desk), "Meera Iyer"),
        {"how": "rang"},
        {"how": "", "on": "20 nov 2026"},
    ),
    "used": Case(
        lambda desk: consent.UseForm(desk, _consent(desk), "Meera Iyer"),
        {"where": "leaflet"},
        {"where": "", "on": "+1"},
    ),
    "taken down": Case(lambda desk: consent.TakenDownForm(desk, _consent(desk), 0), {}, {"on": "20 nov 2026"}),
    "hand over": Case(
        lambda desk: handover.HandoverForm.of_customer(desk, desk.store.get(Customer, 1)),
        {"to": "vikram", "why": "I am away"},
        {"to": "nobody", "why": ""},
    ),
    "return": Case(
        lambda desk: handover.ReturnForm(desk, [_handover(desk)], "Ramesh"), {"why": "too many"}, {"why": ""}
    ),
    "print": Case(lambda desk: PrintForm(desk, 1, "Home loan"), {}, {"path": ""}),
    "print pack": Case(lambda desk: PrintPackForm(desk, [1], "Ramesh"), {}, {"path": ""}),
    "told withdrawn": Case(
        _resolved(Resolved.WITHDRAW),
        {"told_by": "call", "customer_on": "today"},
        {"told_by": "choose", "customer_on": "", "how": NEVER},
    ),
    "exception": Case(_resolved(Resolved.EXCEPTION), {"cost": "100"}, {"cost": "0"}),
    "accepted": Case(
        _resolved(Resolved.ACCEPTED),
        {"accepted_in": "letter", "customer_on": "today"},
        {"accepted_in": "choose", "accepted_words": NEVER, "customer_on": "+3", "how": NEVER},
    ),
    "rules": Case(
        lambda desk: RulesForm(desk, ground_rules.in_force(desk.store), ground_rules.in_force(desk.store)),
        {"why": "as agreed"},
        dict.fromkeys(RULES, "x: y") | {"why": LONG * 100},
    ),
    "words": Case(
        lambda desk: settings_forms.WordsForm(desk, settings.of(desk.store)), {"firm": "Bank"}, {"labels": LONG}
    ),
    "festival": Case(
        lambda desk: settings_forms.FestivalForm(desk, settings.of(desk.store)),
        {"name": "Diwali", "day": "8 nov"},
        {"day": "31/02/2027", "name": "", "region": NEVER},
    ),
    "message": Case(
        lambda desk: settings_forms.MessageForm(desk, settings.of(desk.store)),
        {"name": "news", "words": "Dear {name}"},
        {"words": "Dear {nobody}"},
    ),
    "starter": Case(_starting, {"firm": "Corner Shop"}, {"firm": LONG}),
    "step": Case(_rejected, {"why": "too dear"}, {"why": ""}),
    "view": Case(lambda desk: ViewForm(desk, "owner:me"), {"name": "mine"}),
    "renamed view": Case(
        lambda desk: ViewForm(desk, "owner:me", _add(desk, SavedView(by="asha", name="mine", asked="owner:me"))),
        wrong={"name": ""},
    ),
    "waiver": Case(
        lambda desk: WaiverForm(desk, 4, _found(Rule.NO_PAPER)),
        {"reason": "he asked", "until": "1 dec"},
        {"reason": "", "until": "1 nov 2026"},
    ),
    # the last: it leaves the desk without an admin
    "first admin": Case(_unclaimed, wrong={"login": "", "name": LONG}),
}
"""By what they are for."""


def _delivered(desk: Desk) -> Commitment:
    with desk.store.transaction() as now:
        one = now.get(Commitment, 3).model_copy(update={"delivery": Delivery(address="12 Main Road")})
        now.put(one)
    return one


def leaver(desk: Desk) -> Member:
    """Somebody who still owns something."""
    return next(one for one in desk.store.find(Member) if one.login == "vikram")
