"""A promise or a task, noted in one line as it was said."""

from dataclasses import replace

from crm_tui.cli.plain.drafting import Drafts
from crm_tui.cli.plain.talk import Talk
from crm_tui.domain.text import quoted
from crm_tui.services import house_words
from crm_tui.services.desk import Desk
from crm_tui.services.quick_capture import heard, save, understand
from crm_tui.services.quick_line import Chosen
from crm_tui.services.quick_told import several, told, unknown_number

FORM = "crm_tui.tui.forms.quick:QuickScreen"
"""What the screens go on with."""


def note(talk: Talk, desk: Desk, drafts: Drafts, begun: str = "") -> None:
    """Ask for the line, for what is not plain in it, and whether it is meant; then save it.

    ``begun`` is a line that was said in a session before.
    """
    line = begun or talk.ask("Say for whom, a colon, and what is owed, such as ravi: call back friday 4 pm")
    if not line:
        return
    with drafts.keeping("One line", FORM, desk) as kept:
        kept.note({"line": line}, {"Line": line})
        _save(talk, desk, line)


def _save(talk: Talk, desk: Desk, line: str) -> None:
    chosen = Chosen()
    understood = understand(desk, line, chosen)
    while (unclear := several(understood)) is not None:
        what, why, choices = unclear
        talk.say(f"{why}.")
        value = choices[talk.choose(f"Which {what}", [words for _, words in choices])][0]
        if what == "customer":
            chosen = replace(chosen, customer_id=int(value))
        elif what == "deal":
            chosen = replace(chosen, deal_id=int(value))
        else:
            chosen = replace(chosen, owner=str(value))
        understood = understand(desk, line, chosen)
    if not (understood.customer or understood.new_customer):
        talk.say(f"{unknown_number(understood) or 'It does not say for whom: begin with a name and a colon'}.")
        return
    if understood.new_customer:
        words = house_words.of(desk.store)
        nobody = words.say(f"No customer is called {quoted(understood.new_customer)}.")
        if not talk.agrees(f"{nobody} Begin with them?", usual=False):
            return
    understood = heard(desk, understood)
    for one in told(understood, desk.today()):
        talk.say(f"{one.label}: {one.text}.")
    if talk.agrees("Save it?", usual=True):
        kept = save(desk, understood)
        numbers = ", ".join(str(one.id) for one in kept.commitments)
        talk.say(f"Saved for {kept.customer.name}, number {numbers}.")
    else:
        talk.say("Nothing was saved.")
