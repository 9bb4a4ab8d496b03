"""Record that a customer came by another one."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import ClassVar

from crm_tui.domain.customer import Customer
from crm_tui.domain.text import visible
from crm_tui.services import records, referrals
from crm_tui.services.desk import Desk
from crm_tui.services.referrals import Referred
from crm_tui.tui.forms.answers import Answer
from crm_tui.tui.forms.fields import Field, Shape
from crm_tui.tui.forms.form import Save
from crm_tui.tui.forms.names import NameEntry
from crm_tui.tui.forms.parties import PartyForm
from crm_tui.tui.forms.picker import RecordEntry
from crm_tui.tui.forms.row import FieldRow, entry_for

_CAME = Field("customer_id", "Who came", Shape.RECORD, hint="type a name; a new one is added", required=True)
_PHONE = Field("phone", "Phone", hint="of somebody new")
_OWNER = Field("owner", "Owner", Shape.STAFF, hint="of somebody new; you, if nobody is named")
_SENDER = Field("referrer_id", "Sent by", Shape.RECORD, hint="the customer who sent them", required=True)
_ON = Field("on", "Day", Shape.PAST_DAY, required=True)
_WORDS = Field("words", "Said of it", Shape.TEXT, hint="what was said of it, if anything")


class ReferralForm(PartyForm[Referred]):
    """Who came and who sent them. Whoever is new gets an owner and a first contact in the same step."""

    ROW_OF: ClassVar[Mapping[str, str]] = {"name": "customer_id"}

    def __init__(self, desk: Desk, sender_id: int | None = None) -> None:
        """``sender_id`` is who sent them, where that is known."""
        super().__init__(desk, "New referral")
        self._sender_id = sender_id

    def rows(self) -> Iterable[FieldRow]:
        """Who came, what is to be known of somebody new, by whom, and when."""
        yield FieldRow(_CAME, RecordEntry(noun="customer", hint=_CAME.hint, offers_new=True))
        yield FieldRow(_PHONE, entry_for(_PHONE, ""))
        yield FieldRow(_OWNER, NameEntry(self.desk, "", hint=_OWNER.hint))
        yield FieldRow(_SENDER, RecordEntry(self._sender_id, noun="customer", hint=_SENDER.hint))
        yield FieldRow(_ON, entry_for(_ON, self.desk.today()))
        yield FieldRow(_WORDS, entry_for(_WORDS, ""))

    def offer_parties(self) -> None:
        """Both are picked among the customers; who came may be new."""
        super().offer_parties()
        self._picker("customer_id").offer(self.parties.everybody(), offers_new=True)
        self._picker("referrer_id").offer(self.parties.everybody())

    def faults(self, answers: Mapping[str, Answer]) -> dict[str, str]:
        """What only somebody new is asked is not dropped in silence."""
        if self._picker("customer_id").picked.id is None:
            return super().faults(answers)
        told = "they are known: this stands on their own page, leave it empty"
        return {name: told for name in ("phone", "owner") if str(answers[name].value or "").strip()}

    def prepare(self, answers: dict[str, Answer]) -> Save[Referred]:
        """Save it."""
        picked = self._picker("customer_id").picked
        return partial(
            self._save,
            picked.id,
            picked.new,
            {name: str(answers[name].value or "") for name in ("phone", "owner", "words")},
            answers,
        )

    def saved_line(self, result: Referred) -> str:
        """Who owes the first contact, and by when."""
        contact = result.first_contact
        told = f": {contact.owner} owes the first contact by {contact.due}" if contact else ""
        return visible(f"Referral saved{told}")

    def _save(self, known: int | None, name: str, typed: dict[str, str], answers: dict[str, Answer]) -> Referred:
        if known is not None:
            who = records.get(self.desk, Customer, known)
        else:
            who = referrals.newcomer(self.desk, name, typed["owner"], typed["phone"])
        sender, on = answers["referrer_id"].value, answers["on"].value
        return referrals.refer(self.desk, who, sender, on=on, words=typed["words"])  # type: ignore[arg-type]  # these fields read a number and a day
