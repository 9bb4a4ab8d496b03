"""Add or change a commitment."""

from collections.abc import Iterable
from typing import Any, ClassVar

from textual.widget import Widget

from crm_tui.domain.commitment import UNSETTLED, Certainty, Commitment, CommitmentKind, Status
from crm_tui.domain.money import Money
from crm_tui.domain.record import Record
from crm_tui.services.concessions import Budget
from crm_tui.services.desk import Desk
from crm_tui.tui.forms.answers import Answer
from crm_tui.tui.forms.fields import Field, Shape
from crm_tui.tui.forms.form import Save
from crm_tui.tui.forms.heard import Heard
from crm_tui.tui.forms.record import RecordForm
from crm_tui.tui.forms.row import FieldRow
from crm_tui.tui.forms.spending import SpendingForm


class CommitmentForm(RecordForm[Commitment], SpendingForm[Commitment]):
    """Something owed. A promise whose words are changed is understood anew, and shows how."""

    KIND: ClassVar[type[Record]] = Commitment
    TELLS_BELOW: ClassVar[str] = "cost"
    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("customer_id", "Customer", Shape.RECORD, hint="type part of a name", required=True),
        Field("deal_id", "Deal", Shape.RECORD, hint="if it belongs to one"),
        Field("kind", "Kind", Shape.CHOICE, choices=CommitmentKind),
        Field("words", "Words", Shape.TEXT, hint="as they were said"),
        Field("certainty", "Certainty", Shape.CHOICE, choices=Certainty),
        Field("due", "Due", Shape.DAY, hint="fri, 25 nov, +3"),
        Field("owner", "Owner", Shape.STAFF, hint="who owes it, or follows it up"),
        Field("made_on", "Said on", Shape.PAST_DAY, required=True),
        Field("confirmed_on", "Read back on", Shape.PAST_DAY, hint="the day the customer heard it again and said yes"),
        Field("cost", "Cost to us", Shape.MONEY, hint="where something is given away: 10,000 or 200 USD"),
        Field("status", "Status", Shape.CHOICE, choices=Status),
        Field("settled_on", "Settled on", Shape.PAST_DAY, hint="today, if it is settled"),
        Field("remark", "Remark", Shape.TEXT, hint="how it was settled, or what else to know"),
    )

    def __init__(
        self, desk: Desk, record: Commitment | None, customer_id: int | None = None, deal_id: int | None = None
    ) -> None:
        defaults = {"customer_id": customer_id, "deal_id": deal_id, "owner": desk.officer, "made_on": desk.today()}
        super().__init__(desk, record, defaults)
        self.besides = record.id if record else 0

    def panels(self) -> Iterable[Widget]:
        """The promise as it is understood."""
        yield Heard(self.desk)

    def offer_parties(self) -> None:
        """A promise that says nothing of a term yet is listened to at once."""
        super().offer_parties()
        self._listen()
        self.query_one(Heard).listen_now()

    def noticed(self, row: FieldRow) -> None:
        """Listen to a promise's words while they are changed."""
        super().noticed(row)
        if row.field.name in ("words", "kind", "deal_id", "customer_id"):
            self._listen()

    def prepare(self, answers: dict[str, Answer]) -> Save[Commitment] | None:
        """Save what is shown: one record holds one promise."""
        heard = self.query_one(Heard)
        if not heard.is_fresh:
            heard.listen_now()
            self.show_problem("the words are still being read: look at what was understood, then save again")
            return None
        if len(heard.promises) > 1 and self._is_changed(str(answers["words"].value), answers["kind"].value):
            count = len(heard.promises)
            self.show_faults({"words": f"{count} promises in one: keep one here and capture the others"})
            return None
        return super().prepare(answers)

    def completed(self, given: dict[str, Any]) -> dict[str, Any]:
        """What was settled has a day; what is open has none; a promise says what was understood."""
        settled = given["status"] not in UNSETTLED
        given = given | {"settled_on": (given["settled_on"] or self.desk.today()) if settled else None}
        if self._speaks_anew(str(given["words"]), given["kind"]):
            promises = self.query_one(Heard).promises
            given["claim"] = promises[0].claim if promises else None
        return given

    def cost(self) -> Money | None:
        """What it costs the firm, as it is typed."""
        cost = self.row("cost").answer(self.desk.today()).value
        return cost if isinstance(cost, Money) else None

    def tells(self, one: Budget) -> bool:
        """Only a promise gives something away."""
        return self.row("kind").content == CommitmentKind.PROMISE and super().tells(one)

    def _listen(self) -> None:
        words = self.row("words").entry.typed  # type: ignore[union-attr]  # this row holds text, not a picker
        kind = self.row("kind").content
        deal = self.parties.deal(self.row("deal_id").answer(self.desk.today()).value)  # type: ignore[arg-type]
        anew = kind == CommitmentKind.PROMISE and self._speaks_anew(words, kind)
        self.query_one(Heard).listen(words if anew else "", deal.area if deal else None)

    def _speaks_anew(self, words: str, kind: object) -> bool:
        before = self.record
        return self._is_changed(words, kind) or (
            before is not None and (before.claim is None or before.claim.term is None)
        )

    def _is_changed(self, words: str, kind: object) -> bool:
        before = self.record
        return before is None or before.words.strip() != words.strip() or before.kind != kind
