"""Who the desk deals with."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field, StringConstraints

from crm_tui.domain.deal import Tenure
from crm_tui.domain.interaction import Channel
from crm_tui.domain.membership import Membership
from crm_tui.domain.occasion import Occasion
from crm_tui.domain.record import Line, Model, Record, Words


class CustomerKind(StrEnum):
    """A person, or an organisation that people speak for."""

    INDIVIDUAL = "individual"
    INSTITUTION = "institution"


class Contact(Model):
    """Somebody who speaks for an institution, or for an individual."""

    name: Line
    """As it is written."""

    role: str = ""
    """What they do there: proprietor, accountant, son."""

    phone: str = ""
    """As it is dialled."""


def _one_at(email: str) -> str:
    before, _, behind = email.partition("@")
    if email and (not before or not behind or "@" in behind or any(mark.isspace() for mark in email)):
        raise ValueError("an e-mail address looks like name@place.example; leave it empty if there is none")
    return email


class Customer(Record):
    """An individual or an institution that deals with this desk."""

    table: ClassVar[str] = "customers"

    name: Line
    """As the customer writes it, in any script."""

    kind: CustomerKind = CustomerKind.INDIVIDUAL
    """A person or an organisation."""

    phone: str = ""
    """As it is dialled."""

    email: Annotated[str, StringConstraints(strip_whitespace=True, max_length=320), AfterValidator(_one_at)] = ""
    """Checked only for having one ``@`` between two parts: the desk may know better than a rule."""

    place: str = ""
    """Town or area, in a word or two."""

    owner: Line
    """The officer who answers for this customer."""

    since: date
    """The first contact."""

    household: str = Field(default="", max_length=200)
    """Those who belong together carry the same words: "Kulkarni, Wakad"; empty for nobody else."""

    language: str = Field(default="", max_length=200)
    """In which they like to be spoken to."""

    channel: Channel | None = None
    """How they like to be reached; None where any will do."""

    times: str = Field(default="", max_length=200)
    """When they like to be reached: "after 6 pm, not on Thursdays"."""

    owners: tuple[Tenure, ...] = Field(default=(), max_length=200)
    """Everybody who answered for them, the present owner last; empty while they never changed hands."""

    contacts: tuple[Contact, ...] = ()
    """People beside the customer."""

    care: Words = ""
    """What a colleague should know before they speak: language, times, what matters."""

    contact_days: Annotated[int, Field(ge=0, le=3_660)] | None = None
    """We are in touch at least every so many days; None where the ground rules say how often, 0 where nobody asks."""

    occasions: Annotated[tuple[Occasion, ...], Field(max_length=100)] = ()
    """Days of the year on which we think of them."""

    memberships: Annotated[tuple[Membership, ...], Field(max_length=100)] = ()
    """Programmes that they belong to."""
