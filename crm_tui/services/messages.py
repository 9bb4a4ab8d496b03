"""Messages that are filled in for one customer: greetings and announcements."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crm_tui.domain.customer import Customer
from crm_tui.domain.settings import Settings
from crm_tui.services.people import People

_BLANK = re.compile(r"\{([^{}\s]{1,40})\}")
_NAMED = 4


FOR_ANYBODY = ("name", "owner", "firm")
"""The blanks that are filled in for anybody on any day."""

FOR_A_DAY = ("occasion", "years")
"""Those that are filled in only where an occasion is meant."""

FIRM_UNNAMED = "{firm} is asked for, and the firm has no name yet: crm-tui settings --set firm=NAME, or key ,"
"""Why a message can't go out at a desk that never said what the firm is called."""


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


def slip(words: str, blanks: Sequence[str] = (*FOR_ANYBODY, *FOR_A_DAY)) -> str:
    """What stands in braces and is no blank, in one line with those there are; empty where all can be filled in."""
    known_ones = (*FOR_ANYBODY, *FOR_A_DAY)
    wrong = [f"{{{one}}}" for one in dict.fromkeys(_BLANK.findall(words)) if one not in known_ones]
    rest = _BLANK.sub("", words)
    shown = wrong[:_NAMED] + (["others"] if len(wrong) > _NAMED else [])
    shown += ["a brace that stands alone"] if "{" in rest or "}" in rest else []
    if not shown:
        return ""
    named = " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
    return f"{named} can't be filled in: use {named_blanks(blanks)}"


def named_blanks(blanks: Sequence[str]) -> str:
    """Blanks as they are typed: "{name}, {firm}"."""
    return ", ".join(f"{{{one}}}" for one in blanks)


def lacks(words: str, values: Mapping[str, str]) -> str:
    """What a message asks for that nobody knows, in words: "{years}"; empty where all is known."""
    asked = dict.fromkeys(_BLANK.findall(words))
    return ", ".join(f"{{{one}}}" for one in asked if not values.get(one))


def filled(words: str, values: Mapping[str, str]) -> str:
    """A message with what is known in the place of each name in braces; what is not known stays as it stands."""
    return _BLANK.sub(lambda found: values.get(found[1]) or found[0], words)
