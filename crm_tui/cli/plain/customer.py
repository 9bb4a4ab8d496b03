"""What there is to know of one customer."""

from itertools import islice

from crm_tui.cli.plain.talk import Talk
from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import NotFound
from crm_tui.interchange import briefing as report
from crm_tui.services import house_words
from crm_tui.services.briefing import briefing
from crm_tui.services.customers import quoted
from crm_tui.services.desk import Desk
from crm_tui.services.quick_told import choice_of

_CHOICES = 9


def look_up(talk: Talk, desk: Desk) -> None:
    """Ask for whom, and say all that stands on their sheet, a statement a line."""
    found = asked(talk, desk)
    for line in report.as_text(briefing(desk, found)).splitlines():
        if line.strip():
            talk.say(line if line.rstrip().endswith((":", ".", "?", "!")) else f"{line.rstrip()}.")


def asked(talk: Talk, desk: Desk) -> Customer:
    """The customer whom somebody names.

    Raises:
        Back, Ended: nobody was named.
    """
    words = house_words.of(desk.store)

    def read(typed: str) -> list[Customer]:
        number = typed.removeprefix("#")
        if number.isascii() and number.isdecimal() and len(number) < 9:
            one = desk.store.get(Customer, int(number))
            if one is not None:
                return [one]
        many = list(islice(desk.store.search(Customer, typed), _CHOICES + 1)) if typed else []
        if not many:
            raise NotFound(words.refuse(f"no customer is found by {quoted(typed)}: type part of the name or phone"))
        return many

    many = talk.ask_until(words.say("Name, phone, place or number of the customer"), read)
    if len(many) == 1:
        return many[0]
    if len(many) > _CHOICES:
        talk.say(f"There are more than {_CHOICES}: these are the first. Type more of the name to find another.")
        many = many[:_CHOICES]
    return many[talk.choose("Which one", [choice_of(one) for one in many])]
