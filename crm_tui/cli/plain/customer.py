"""What there is to know of one customer."""

from itertools import islice

from crm_tui.cli.plain.talk import MOST_CHOICES, Talk, number_in
from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import NotFound
from crm_tui.domain.text import quoted
from crm_tui.interchange import briefing as report
from crm_tui.services import house_words
from crm_tui.services.briefing import briefing
from crm_tui.services.desk import Desk
from crm_tui.services.quick_told import choice_of


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
        if (one := desk.store.get(Customer, number_in(typed.removeprefix("#")))) is not None:
            return [one]
        many = list(islice(desk.store.search(Customer, typed), MOST_CHOICES + 1)) if typed else []
        if not many:
            raise NotFound(words.refuse(f"no customer is found by {quoted(typed)}: type part of the name or phone"))
        return many

    many = talk.ask_until(words.say("Name, phone, place or number of the customer"), read)
    return talk.pick(many, choice_of, "name", all_of_them=False)
