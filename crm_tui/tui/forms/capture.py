"""Capture what was said, and see each promise in it while it is typed."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget

from crm_tui.comparison.naming import choices
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Area
from crm_tui.domain.interaction import Channel, Direction
from crm_tui.domain.text import visible
from crm_tui.services import capture, consents, records, vocabulary
from crm_tui.services.capture import Captured
from crm_tui.services.concessions import Budget
from crm_tui.services.deal_areas import area_by_title
from crm_tui.services.desk import Desk
from crm_tui.services.vocabulary import Unknown
from crm_tui.tui import keymap
from crm_tui.tui.faults import unsaved
from crm_tui.tui.forms.answers import Answer
from crm_tui.tui.forms.entries import TextEntry
from crm_tui.tui.forms.fields import Field, Shape
from crm_tui.tui.forms.form import Save
from crm_tui.tui.forms.heard import Heard, told
from crm_tui.tui.forms.picker import RecordEntry
from crm_tui.tui.forms.row import FieldRow, entry_for
from crm_tui.tui.forms.spending import SpendingForm
from crm_tui.tui.forms.which_term import Meaning, WhichTerm
from crm_tui.tui.forms.who_else import WhoElse

_CUSTOMER = Field("customer_id", "Customer", Shape.RECORD, hint="type a name; a new one is added", required=True)
_DEAL = Field("deal_id", "Deal", Shape.RECORD, hint="if it is about one")
_CHANNEL = Field("channel", "Channel", Shape.CHOICE, choices=Channel)
_DIRECTION = Field("direction", "Who sought", Shape.CHOICE, choices=Direction)
_DUE = Field("due", "Due", Shape.DAY, hint="fri, 25 nov, +3; may stay empty")
_NOTE = Field("note", "Said", Shape.TEXT, hint="what was said, as you would tell a colleague")


class CaptureForm(SpendingForm[Captured]):
    """A note about a customer; what is shown below it as understood is what is saved, and nothing else."""

    BINDINGS: ClassVar[list[BindingType]] = [keymap.OPEN_OTHER]
    TELLS_BELOW: ClassVar[str] = "deal_id"
    ROW_OF: ClassVar[Mapping[str, str]] = {"said": "note", "words": "note", "title": "deal_id", "name": "customer_id"}
    _warning = ""

    class Learnt(Message):
        """Names were learnt."""

        def __init__(self, line: str) -> None:
            super().__init__()
            self.line = line
            """Which, and what could not be; empty where the words are understood as before."""

    def __init__(self, desk: Desk, customer_id: int | None = None, deal_id: int | None = None) -> None:
        super().__init__(desk, "Capture what was said")
        self._asked: set[str] = set()
        self._customer_id = customer_id
        self._deal_id = deal_id

    def rows(self) -> Iterable[Widget]:
        """Who, about what, how, by when, and the words."""
        yield FieldRow(_CUSTOMER, RecordEntry(self._customer_id, noun="customer", hint=_CUSTOMER.hint, offers_new=True))
        yield WhoElse(self.desk)
        yield FieldRow(_DEAL, RecordEntry(self._deal_id, noun="deal", hint=_DEAL.hint))
        yield FieldRow(_CHANNEL, entry_for(_CHANNEL, Channel.BRANCH))
        yield FieldRow(_DIRECTION, entry_for(_DIRECTION, Direction.OUT))
        yield FieldRow(_DUE, entry_for(_DUE, None))
        yield FieldRow(_NOTE, TextEntry(hint=_NOTE.hint))

    def panels(self) -> Iterable[Widget]:
        """What was understood."""
        yield VerticalScroll(Heard(self.desk, listens_for_deeds=True), id="understood")

    def first(self) -> FieldRow:
        """Straight to the words where the customer is known."""
        return self.row("note" if self._customer_id else "customer_id")

    def tells(self, one: Budget) -> bool:
        """What was given away so far; where nothing was, there is nothing to hold back for."""
        return bool(one.spent.amount)

    def offer_parties(self) -> None:
        """Let a customer be picked or named."""
        super().offer_parties()
        self._picker("customer_id").offer(self.parties.everybody(), offers_new=True)
        self.offer_deals()

    def offer_deals(self) -> None:
        """Let a deal of theirs be picked, or the first one named."""
        customer = self._picker("customer_id").picked
        if not customer.loose:
            deals = self.parties.deals_of(customer.id)
            first = bool(customer.new) or (customer.id is not None and not deals)
            self._picker("deal_id").offer(deals, offers_new=first)

    def noticed(self, row: FieldRow) -> None:
        """Listen while the words are typed."""
        super().noticed(row)
        if row.field.name == "customer_id":
            self.query_one(WhoElse).ask(self._new_customer())
        if row.field.name in ("note", "deal_id", "customer_id"):
            self.query_one(Heard).listen(self._words(), self._area())

    def faults(self, answers: Mapping[str, Answer]) -> dict[str, str]:
        """Something was said, and a new customer's name is one."""
        if not self._words().strip():
            return {"note": "type what was said before you save it"}
        picked = self._picker("customer_id").picked
        wrong = self._added(picked.new)[1] if picked.new else {}
        return {"customer_id": next(iter(wrong.values()))} if wrong else super().faults(answers)

    def prepare(self, answers: dict[str, Answer]) -> Save[Captured] | None:
        """Save the note with the promises that are shown."""
        heard = self.query_one(Heard)
        note = self._words()
        if not heard.is_fresh:
            heard.catch_up()
            return None
        customer = self._customer()
        if customer is None:
            return None
        if unknown := [one for one in heard.unknown if one.name not in self._asked]:
            self._ask_about(unknown)
            return None
        save = partial(
            capture.capture,
            self.desk,
            customer,
            note,
            deal_id=self._picker("deal_id").picked.id,
            new_deal=self._picker("deal_id").picked.new,
            channel=Channel(str(answers["channel"].value)),
            direction=Direction(str(answers["direction"].value)),
            due=answers["due"].value,  # type: ignore[arg-type]  # this field reads days
            promises=heard.promises,
            to_do=heard.to_do,
        )

        def saved() -> Captured:
            kept = save()
            self._warning = consents.warning_of(self.desk.store, kept.interaction)
            return kept

        return saved

    def saved_line(self, result: Captured) -> str:
        """How many promises and things to do were kept, and for whom; and that they want no contact this way."""
        to_do = sum(one.claim is None for one in result.promises)
        kept = f"Saved for {result.customer.name}: {told(len(result.promises) - to_do, to_do)}"
        return visible("; ".join(filter(None, (kept, self._warning))))

    def _ask_about(self, unknown: Sequence[Unknown], meanings: tuple[Meaning, ...] = ()) -> None:
        """Ask which terms these are, one after the other; what is learnt is shown before anything is saved."""
        if unknown:
            one, rest = unknown[0], unknown[1:]
            self._asked.add(one.name)
            offered = choices(one.name, str(self._trade()), self._words())
            self.app.push_screen(
                WhichTerm(one.promise.text, one.name, offered),
                lambda meaning: self._ask_about(rest, (*meanings, meaning) if meaning else meanings),
            )
        elif meanings:
            self.run_worker(partial(self._learn, meanings), thread=True, group="learn")
        else:
            self.action_save()

    def _learn(self, meanings: Sequence[Meaning]) -> None:
        told: list[str] = []
        for one in meanings:
            try:
                vocabulary.learn(self.desk, one.name, one.term)
            except Exception as problem:  # the words can still be kept as words
                told.append(unsaved(problem))
            else:
                if one.term is not None:
                    told.append(f"“{one.name}” is learnt as {one.label}")
        self.post_message(self.Learnt("; ".join(told)))

    @on(Learnt)
    def _listen_again(self, event: Learnt) -> None:
        if event.line:
            self.query_one(Heard).listen_again()
            self.show_problem(f"{event.line}: look at what is understood now, then save again")
        else:
            self.action_save()

    def _customer(self) -> Customer | None:
        picked = self._picker("customer_id").picked
        known = next((one for one in self.parties.customers if one.id == picked.id), None)
        if known is not None:
            return known
        return self._new_customer()

    def _new_customer(self) -> Customer | None:
        """Who would be added; None for one who is known, and for a name that is none."""
        name = self._picker("customer_id").picked.new
        return self._added(name)[0] if name else None

    def _added(self, name: str) -> tuple[Customer | None, dict[str, str]]:
        values = {"name": name, "owner": self.desk.officer, "since": self.desk.today()}
        return records.build(Customer, values)

    def action_open_other(self) -> None:
        """Show whom the new customer may be."""
        self.query_one(WhoElse).open()

    def _words(self) -> str:
        return self.query_one("#field-note", TextEntry).typed

    def _trade(self) -> Area:
        """The deal's area; where it says nothing, what its title names, else what the words name."""
        picked = self._picker("deal_id").picked
        deal = self.parties.deal(picked.id)
        if deal is not None and deal.area is not Area.OTHER:
            return deal.area
        by_title = area_by_title(deal.title if deal else picked.new)
        return area_by_title(self._words()) if by_title is Area.OTHER else by_title

    def _area(self) -> Area | None:
        picked = self._picker("deal_id").picked
        deal = self.parties.deal(picked.id)
        return deal.area if deal else area_by_title(picked.new)
