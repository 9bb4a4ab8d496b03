"""Add or change a customer."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from crm_tui.domain.customer import Customer, CustomerKind
from crm_tui.domain.interaction import Channel
from crm_tui.domain.membership import Membership
from crm_tui.domain.occasion import Occasion
from crm_tui.domain.record import Record
from crm_tui.services import records, remembered
from crm_tui.services.desk import Desk
from crm_tui.services.duplicates import FIELDS
from crm_tui.tui import keymap
from crm_tui.tui.forms.answers import Answer, Read, show_words
from crm_tui.tui.forms.fields import Field, Shape
from crm_tui.tui.forms.record import RecordForm
from crm_tui.tui.forms.row import FieldRow
from crm_tui.tui.forms.who_else import WhoElse


def _reading(read: Callable[[str, date], object], say: Callable[[object], str] = lambda _: "") -> Read:
    def answered(typed: str, today: date) -> Answer:
        try:
            value = read(typed, today)
        except ValueError as fault:
            return Answer(None, fault=str(fault))
        return Answer(value, understood=say(value))

    return answered


def _told(value: object) -> str:
    return remembered.say_contact_days(value if isinstance(value, int) else None)


def _moved(value: object) -> str:
    days = value if isinstance(value, tuple) else ()
    return f"29 Feb: {remembered.MOVED}" if any((one.day, one.month) == (29, 2) for one in days) else ""


def _show_occasions(value: object) -> str:
    days = value if isinstance(value, tuple) else ()
    return remembered.say_occasions(one for one in days if isinstance(one, Occasion))


def _show_memberships(value: object) -> str:
    programmes = value if isinstance(value, tuple) else ()
    return remembered.say_memberships(one for one in programmes if isinstance(one, Membership))


def _read_channel(typed: str, _today: date) -> Answer:
    word = typed.strip().casefold()
    found = [one for one in Channel if word and one.value.startswith(word)]
    if word and len(found) != 1:
        return Answer(None, fault=f"choose one of {', '.join(Channel)}, or leave it empty")
    return Answer(found[0] if found else None, understood=found[0] if found and found[0] != word else "")


_CHANNEL = (_read_channel, show_words)
_OFTEN = (_reading(lambda typed, _: remembered.read_contact_days(typed), _told), show_words)
_OCCASIONS = (_reading(lambda typed, _: remembered.read_occasions(typed), _moved), _show_occasions)
_MEMBERSHIPS = (_reading(remembered.read_memberships), _show_memberships)


class CustomerForm(RecordForm[Customer]):
    """Everything that is known of a customer; a name is enough."""

    BINDINGS: ClassVar[list[BindingType]] = [keymap.OPEN_OTHER]
    KIND: ClassVar[type[Record]] = Customer
    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("name", "Name", hint="as the customer writes it"),
        Field("kind", "Kind", Shape.CHOICE, choices=CustomerKind),
        Field("phone", "Phone"),
        Field("email", "E-mail"),
        Field("place", "Place", hint="town or area"),
        Field("owner", "Owner", Shape.STAFF, hint="who answers for this customer"),
        Field("since", "First contact", Shape.PAST_DAY, required=True),
        Field("household", "Household", hint="the same words with each who belongs to it"),
        Field("language", "Language", hint="in which they like to be spoken to"),
        Field("channel", "Reached by", hint="e-mail, call, visit …; may stay empty", own=_CHANNEL),
        Field("times", "Reached when", hint="after 6 pm, not on Thursdays"),
        Field("contacts", "Contacts", Shape.PEOPLE, hint="one a line: name, role, phone"),
        Field("care", "To know", Shape.TEXT, hint="what a colleague should know before they speak"),
        Field("contact_days", "Days in touch", hint="30; 0: not asked", own=_OFTEN),
        Field("occasions", "Occasions", Shape.TEXT, hint="one a line: birthday 12 mar 1988: Asha", own=_OCCASIONS),
        Field(
            "memberships", "Memberships", Shape.TEXT, hint="one a line: Gold Club, gold, until 31 mar", own=_MEMBERSHIPS
        ),
    )

    def __init__(self, desk: Desk, record: Customer | None, *, begin_at: str = "") -> None:
        super().__init__(desk, record, {"owner": desk.officer, "since": desk.today()}, begin_at=begin_at)

    def rows(self) -> Iterable[Widget]:
        """The fields; below the name, who else it may be."""
        first, *rest = super().rows()
        yield first
        yield WhoElse(self.desk)
        yield from rest

    def noticed(self, row: FieldRow) -> None:
        """Look who it may be while what is compared is typed."""
        super().noticed(row)
        if row.field.name in FIELDS:
            self.query_one(WhoElse).ask(self._typed())

    def action_open_other(self) -> None:
        """Show whom it may be."""
        self.query_one(WhoElse).open()

    def _typed(self) -> Customer | None:
        answers = {name: self.row(name).answer(self.desk.today()) for name in FIELDS}
        values = {name: answer.value for name, answer in answers.items() if not answer.fault and answer.value}
        known = {"id": self.record.id if self.record else 0, "owner": self.desk.officer, "since": self.desk.today()}
        built, faults = records.build(Customer, values | known)
        if built is None and "name" not in faults:
            built, _ = records.build(Customer, {name: of for name, of in values.items() if name not in faults} | known)
        return built
