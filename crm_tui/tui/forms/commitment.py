"""Add or change a commitment."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from crm_tui.domain.commitment import Certainty, Commitment, CommitmentKind, Delivery
from crm_tui.domain.errors import DeskError
from crm_tui.domain.money import Money
from crm_tui.domain.record import Record
from crm_tui.domain.repeats import Repeats
from crm_tui.services import records
from crm_tui.services.concessions import Budget
from crm_tui.services.desk import Desk
from crm_tui.tui import keymap
from crm_tui.tui.forms.answers import (
    Answer,
    read_count,
    read_repeats,
    read_time,
    show_repeats,
    show_time,
    show_words,
)
from crm_tui.tui.forms.fields import Field, Shape
from crm_tui.tui.forms.form import Save
from crm_tui.tui.forms.heard import Heard
from crm_tui.tui.forms.picker import Candidate, RecordEntry
from crm_tui.tui.forms.record import RecordForm
from crm_tui.tui.forms.row import FieldRow
from crm_tui.tui.forms.spending import SpendingForm

_DELIVERY = ("address", "window")
_NEW_DATE = keymap.shown(keymap.NEW_DATE)


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
        Field("at", "Time", hint="if one was given: 16:00, 4pm", own=(read_time, show_time)),
        Field("every", "Repeats", hint="every week, each 3 months until 2027-12-31", own=(read_repeats, show_repeats)),
        Field("after_id", "Waits for", Shape.RECORD, hint="an open commitment, by part of its words"),
        Field("after_words", "Waits until", hint="or in words: the flat is registered"),
        Field("days_after", "Days after", hint="working days after it is kept", own=(read_count, show_words)),
        Field("address", "Deliver to", hint="where it is brought, if it is"),
        Field("window", "Between", hint="the hours of the delivery: 10 to 12"),
        Field("owner", "Owner", Shape.STAFF, hint="who owes it, or follows it up"),
        Field("made_on", "Said on", Shape.PAST_DAY, required=True),
        Field("confirmed_on", "Read back on", Shape.PAST_DAY, hint="when they heard it again and said yes"),
        Field("cost", "Cost to us", Shape.MONEY, hint="if something is given away: 10,000"),
        Field("remark", "Remark", Shape.TEXT, hint="what else to know"),
    )

    class Owed(Message):
        """The store told what else is owed."""

        def __init__(self, candidates: Sequence[Candidate]) -> None:
            super().__init__()
            self.candidates = candidates
            """What can be waited for."""

    def __init__(
        self, desk: Desk, record: Commitment | None, customer_id: int | None = None, deal_id: int | None = None
    ) -> None:
        defaults = {"customer_id": customer_id, "deal_id": deal_id, "owner": desk.officer, "made_on": desk.today()}
        super().__init__(desk, record, defaults)
        self.besides = record.id if record else 0

    def rows(self) -> Iterable[Widget]:
        """The questions, and below the words how a promise is understood; what is waited for is a commitment too."""
        for row in super().rows():
            yield row
            if isinstance(row, FieldRow) and isinstance(row.entry, RecordEntry) and row.field.name == "after_id":
                row.entry.noun = "commitment"
            if isinstance(row, FieldRow) and row.field.name == "words":
                yield Heard(self.desk)

    def on_mount(self) -> None:
        """Say how a date that stands is changed."""
        if self.record is not None and self.record.due is not None:
            first = self.record.first_due
            was = f", first {first}" if first != self.record.due else ""
            self.row("due").show_told(
                Content(f"{self.record.due} stands{was}: {_NEW_DATE} on the list agrees a new date")
            )

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
            heard.catch_up()
            return None
        if len(heard.promises) > 1 and self._is_changed(str(answers["words"].value), answers["kind"].value):
            count = len(heard.promises)
            self.show_faults({"words": f"{count} promises in one: keep one here and capture the others"})
            return None
        return super().prepare(answers)

    def stored(self, record: Commitment, name: str) -> object:
        """What a field holds; the delivery's are its own."""
        if name in _DELIVERY:
            return getattr(record.delivery, name) if record.delivery else ""
        return super().stored(record, name)

    def completed(self, given: dict[str, Any]) -> dict[str, Any]:
        """What comes back begins on its due date; a promise says what was understood."""
        before = self.record
        where = {name: str(given.pop(name)).strip() for name in _DELIVERY}
        known = before.delivery if before else None
        # what is too long is told by its field, and never kept
        brought, _ = records.build(Delivery, dict(known or Delivery()) | where)
        given["delivery"] = brought if any(where.values()) else None
        often = given["every"]
        if isinstance(often, Repeats) and before is not None and often.fits(before.every):
            given["every"] = before.every
        elif isinstance(often, Repeats) and given["due"] is not None:
            given["every"] = often.starting(given["due"])
        if self._speaks_anew(str(given["words"]), given["kind"]):
            promises = self.query_one(Heard).promises
            given["claim"] = promises[0].claim if promises else None
        return given

    def faults(self, answers: Mapping[str, Answer]) -> dict[str, str]:
        """What can't be saved so: another date, what comes back without a first one, days after nothing or besides."""
        due, often = answers["due"].value, answers["every"].value
        stands = self.record.due if self.record else None
        if stands is not None and due != stands:
            return {"due": f"it is due on {stands}: leave the form and press {_NEW_DATE} to agree a new date"}
        if isinstance(often, Repeats):
            if due is None:
                return {"due": "what comes back needs its first due date: give it here"}
            anew = self.record is None or not often.fits(self.record.every)
            if anew and often.until is not None and isinstance(due, date) and often.until < due:
                return {"every": f"it would end before it is due on {due}: give a later day"}
        if answers["days_after"].value is not None and answers["after_id"].value is None:
            return {"days_after": "days after what? Name what it waits for"}
        if answers["days_after"].value is not None and due is not None and stands is None:
            return {"days_after": "it is due on a day, or so many days after something: leave one of the two empty"}
        if answers["at"].value is not None and due is None:
            return {"due": "a time of day needs its day: give it here, or take the time away"}
        _, too_long = records.build(Delivery, {name: str(answers[name].value) for name in _DELIVERY})
        return too_long or super().faults(answers)

    def offer_deals(self) -> None:
        """The chosen customer's open commitments may be waited for too."""
        super().offer_deals()
        chosen = self._picker("customer_id").picked
        if not chosen.loose:
            self.run_worker(partial(self._look_up, chosen.id), thread=True, exclusive=True, group="waits")

    @on(Owed)
    def _offer_owed(self, event: Owed) -> None:
        self._picker("after_id").offer(event.candidates)

    def _look_up(self, customer_id: int | None) -> None:
        worker = get_current_worker()
        try:
            found = self.desk.store.find(Commitment, customer_id=customer_id) if customer_id else []
        except DeskError:  # the form says itself that the store can't be read
            return
        known = self.record.after_id if self.record else None
        mine = self.record.id if self.record else 0
        open_ones = [one for one in found if one.id != mine and (one.is_open or one.id == known)]
        candidates = [
            Candidate(one.id, " ".join(one.words.split()), f"#{one.id}" + (f" due {one.due}" if one.due else ""))
            for one in open_ones
        ]
        if not worker.is_cancelled:
            self.post_message(self.Owed(candidates))

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
