"""What one customer allows, where it is used, and what has still to be taken down."""

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from crm_tui.domain.consent import Consent, Purpose, Use
from crm_tui.domain.customer import Customer
from crm_tui.domain.record import Record
from crm_tui.services import consents, records
from crm_tui.tui import keymap
from crm_tui.tui.present import Tone, counted, one_line, safe, spoken_day
from crm_tui.tui.screens.choice import ChoiceScreen
from crm_tui.tui.screens.page import Page
from crm_tui.tui.widgets.listing import Column
from crm_tui.tui.widgets.record_list import RecordList


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """Something that is allowed, or a place where it is used."""

    consent: Consent
    """What."""

    place: int | None = None
    """The position of the place among its uses; None for the consent itself."""

    @property
    def use(self) -> Use | None:
        """The place."""
        return None if self.place is None else self.consent.uses[self.place]

    @property
    def is_to_take_down(self) -> bool:
        """Whether it still is there, though it is allowed no more."""
        return self.use is not None and self.use in self.consent.to_take_down


@dataclass(frozen=True, slots=True)
class Allowed:
    """One reading."""

    customer: Customer
    """Whose."""

    lines: tuple[ConsentLine, ...]
    """By purpose, each with its places below it."""


class ConsentsPage(Page[Allowed]):
    """Consents with how and when they were given; below each the places where a name or photograph is used."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.named(keymap.NEW, "New", "Record what they allow, what they want not, or where it is used"),
        keymap.named(keymap.OPEN, "Open", "Record where the name or photograph under the cursor is used"),
        Binding(
            "w", "take_back", "Withdraw", id="consent.take-back", tooltip="They allow it no more: say how they said"
        ),
        Binding("d", "taken_down", "Taken down", id="consent.taken-down", tooltip="This place shows it no more"),
    ]
    is_of_one = True

    def __init__(self, customer_id: int, begin_at: int = 0) -> None:
        """``begin_at`` is the number of the consent with something to take down at which the cursor begins."""
        super().__init__()
        self.customer_id = customer_id
        self._called = ""
        self._begin_at = begin_at
        self.records: RecordList[ConsentLine] = RecordList(
            [
                Column("What", _what, share=3),
                Column("How it was said, or where it is", _how, share=4),
                Column("Since", self._since, width=11),
                Column("State", self._state, width=20),
            ],
            _key,
            empty=f"Nothing is known of what they allow: press {keymap.shown(keymap.NEW)} to record it",
            noun="consents and places",
            sortable=False,
        )

    def body(self) -> ComposeResult:
        """The list."""
        yield self.records

    def read(self) -> Allowed:
        """The customer's consents."""
        customer = records.get(self.desk, Customer, self.customer_id)
        lines = []
        for one in consents.of_customer(self.desk.store, customer.id):
            lines.append(ConsentLine(one))
            lines += [ConsentLine(one, at) for at in range(len(one.uses))]
        return Allowed(customer, tuple(lines))

    def show(self, found: Allowed) -> None:
        """Fill the list."""
        self._called = found.customer.name
        left = sum(line.is_to_take_down for line in found.lines)
        note = f"{counted(left, 'place')} to take down" if left else ""
        self.records.show(found.lines, f"what {found.customer.name} allows", note)
        if self._begin_at:
            self._point_at(self._begin_at)
            self._begin_at = 0

    def point_at(self, record: Record) -> bool:
        """Set the cursor on the first place of a consent that is to be taken down, else on the consent."""
        return isinstance(record, Consent) and self._point_at(record.id)

    def _point_at(self, consent_id: int) -> bool:
        own = [line for line in self.records.shown if line.consent.id == consent_id]
        found = next((line for line in own if line.is_to_take_down), own[0] if own else None)
        return found is not None and self.records.select(_key(found))

    def subject(self) -> tuple[int | None, int | None]:
        """This customer."""
        return self.customer_id, None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what fits the line."""
        line = self.records.current
        match action:
            case "take_back":
                return line is not None and line.consent.stands
            case "taken_down":
                return line is not None and line.use is not None and line.use.taken_down_on is None
        return super().check_action(action, parameters)

    def on_record_list_opened(self) -> None:
        """Name one more place."""
        from crm_tui.tui.forms.consent import UseForm, may_be_used

        line = self.records.current
        if line is not None and may_be_used(line.consent):
            self.desk_app.open_form(UseForm(self.desk, line.consent, self._called))

    def on_record_list_moved(self) -> None:
        """Other keys fit another line."""
        self.refresh_bindings()

    def action_new(self) -> None:
        """Ask what is to be recorded."""
        from crm_tui.tui.forms.consent import may_be_used

        answers = [("give", "They allow something"), ("refuse", "They want something not")]
        line = self.records.current
        if line is not None and may_be_used(line.consent):
            answers.append(("use", f"Where it is used: {line.consent.purpose}"))
        self.app.push_screen(ChoiceScreen("Record", answers), self._new)

    def _new(self, what: str | None) -> None:
        from crm_tui.tui.forms.consent import GiveForm

        if what == "use":
            self.on_record_list_opened()
        elif what is not None:
            # what is asked for most is what is not there yet
            known = {line.consent.purpose for line in self.records.shown if line.consent.stands}
            purpose = next((one for one in Purpose if one not in known), Purpose.CONTACT)
            form = GiveForm(self.desk, self.customer_id, self._called, purpose, refused=what == "refuse")
            self.desk_app.open_form(form)

    def action_take_back(self) -> None:
        """They allow it no more."""
        from crm_tui.tui.forms.consent import TakeBackForm

        if (line := self.records.current) is not None:
            self.desk_app.open_form(TakeBackForm(self.desk, line.consent, self._called))

    def action_taken_down(self) -> None:
        """This place shows it no more."""
        from crm_tui.tui.forms.consent import TakenDownForm

        line = self.records.current
        if line is not None and line.place is not None:
            self.desk_app.open_form(TakenDownForm(self.desk, line.consent, line.place))

    def _since(self, line: ConsentLine) -> Content:
        return Content(spoken_day(line.use.on if line.use else line.consent.given_on, self.today))

    def _state(self, line: ConsentLine) -> Content:
        today = self.today
        if line.use is not None:
            if line.use.taken_down_on is not None:
                return Content(f"down {spoken_day(line.use.taken_down_on, today)}")
            if line.is_to_take_down:
                return Content.styled("! to take down", f"bold {Tone.BAD.value}")
            return Content("there")
        if line.consent.withdrawn_on is not None:
            return Content.styled(f"✗ back {spoken_day(line.consent.withdrawn_on, today)}", Tone.QUIET.value)
        return Content("✓ stands")


def _key(line: ConsentLine) -> tuple[int, int]:
    return line.consent.id, -1 if line.place is None else line.place


def _what(line: ConsentLine) -> Content:
    if line.use is not None:
        return Content("  in")
    return Content(consents.called(line.consent.purpose, line.consent.channel))


def _how(line: ConsentLine) -> Content:
    if line.use is not None:
        return safe(line.use.where)
    told = line.consent.how if line.consent.stands else f"{line.consent.how}; back: {line.consent.withdrawn_how}"
    return one_line(told)
