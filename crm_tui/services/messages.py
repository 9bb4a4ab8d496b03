"""Messages that are filled in for one customer: greetings and announcements."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from crm_tui.domain.customer import Customer
from crm_tui.domain.settings import Settings
from crm_tui.services.people import People

_BLANK = re.compile(r"\{([^{}\s]{1,40})\}")


@dataclass(frozen=True, slots=True)
class Message:
    """One message, ready to be sent."""

    template: str
    """The name of the template."""

    words: str
    """Filled in."""


def known(settings: Settings, people: People, customer: Customer) -> dict[str, str]:
    """What is known of a customer for any message; what nobody knows is empty."""
    owner = people.member(customer.owner)
    called = owner.name if owner is not None and owner.name else customer.owner
    return {"name": customer.name, "owner": called, "firm": settings.firm, "occasion": "", "years": ""}


def lacks(words: str, values: Mapping[str, str]) -> str:
    """What a message asks for that nobody knows, in words: "{years}"; empty where all is known."""
    asked = dict.fromkeys(_BLANK.findall(words))
    return ", ".join(f"{{{one}}}" for one in asked if not values.get(one))


def filled(words: str, values: Mapping[str, str]) -> str:
    """A message with what is known in the place of each name in braces; what is not known stays as it stands."""
    return _BLANK.sub(lambda found: values.get(found[1]) or found[0], words)
