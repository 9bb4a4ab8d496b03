"""Add or change a customer."""

from typing import ClassVar

from crm_tui.domain.customer import Customer, CustomerKind
from crm_tui.domain.record import Record
from crm_tui.services.desk import Desk
from crm_tui.tui.forms.fields import Field, Shape
from crm_tui.tui.forms.record import RecordForm


class CustomerForm(RecordForm[Customer]):
    """Everything that is known of a customer; a name is enough."""

    KIND: ClassVar[type[Record]] = Customer
    FIELDS: ClassVar[tuple[Field, ...]] = (
        Field("name", "Name", hint="as the customer writes it"),
        Field("kind", "Kind", Shape.CHOICE, choices=CustomerKind),
        Field("phone", "Phone"),
        Field("email", "E-mail"),
        Field("place", "Place", hint="town or area"),
        Field("owner", "Owner", Shape.STAFF, hint="who answers for this customer"),
        Field("since", "First contact", Shape.PAST_DAY, required=True),
        Field("contacts", "Contacts", Shape.PEOPLE, hint="one a line: name, role, phone"),
        Field("care", "To know", Shape.TEXT, hint="language, times, what matters to them"),
    )

    def __init__(self, desk: Desk, record: Customer | None) -> None:
        super().__init__(desk, record, {"owner": desk.officer, "since": desk.today()})
