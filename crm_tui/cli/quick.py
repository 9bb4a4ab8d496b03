"""``crm-tui promise``: one line in the words of the desk, understood and saved."""

import argparse
from dataclasses import replace

from crm_tui.bootstrap import open_desk
from crm_tui.cli.days import typed_day
from crm_tui.cli.terminal import PROBLEM, complain, say
from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import DeskError
from crm_tui.domain.text import quoted
from crm_tui.interchange import quick_capture as report
from crm_tui.paths import store_path
from crm_tui.services.customers import find_customer
from crm_tui.services.deals import find_deal
from crm_tui.services.desk import Desk
from crm_tui.services.quick_capture import heard, save, understand
from crm_tui.services.quick_line import Chosen, Understood
from crm_tui.services.quick_told import several, unknown_number


def promise(arguments: argparse.Namespace) -> int:
    """Save a line, and print the number of each commitment in it, one a line; 2 with the choices where there are any.

    Only what is plain is saved: a name that is nearly right, or new, is told and not taken.
    """
    text: str = arguments.text
    if any("\ud800" <= mark <= "\udfff" for mark in text):
        raise DeskError("the text is not UTF-8: type it again in a UTF-8 terminal")
    as_json = arguments.format == "json"
    with open_desk(store_path(arguments.store), existing=True) as desk:
        understood = _understood(desk, arguments)
        asked = several(understood)
        if asked is not None:
            option, line, choices = asked
            return _ask(as_json, option, line, choices)
        if not (understood.customer or understood.new_customer):
            raise DeskError(
                unknown_number(understood)
                or "say for whom: a name and a colon (“ravi: call back fri”), or --customer NAME"
            )
        if understood.new_customer and not arguments.new:
            name = quoted(understood.new_customer)
            raise DeskError(f"no customer is called {name}: check the spelling, or add --new to begin with them")
        if understood.unmet:
            raise DeskError(
                f"{understood.unmet[0].partition(':')[0]}: nothing was saved; put it right, or type it in quotes"
            )
        understood = heard(desk, understood)
        if arguments.dry_run:
            if not understood.words:
                raise DeskError("type what is owed behind the name: ravi: call back fri 4pm")
            say(
                (report.as_json(understood, desk.today(), None))
                if as_json
                else report.as_text(understood, desk.today())
            )
            for line in _alike(desk, understood):
                complain(line)
            return 0
        alike = _alike(desk, understood)
        kept = save(desk, understood)
        if as_json:
            say(report.as_json(understood, desk.today(), kept))
        else:
            say("\n".join(str(one.id) for one in kept.commitments))
        _tell(desk, understood, alike)
        return 0


def _understood(desk: Desk, arguments: argparse.Namespace) -> Understood:
    due = typed_day("--due", arguments.due, desk.today()) if arguments.due is not None else None
    chosen = Chosen(due=due, owner=arguments.owner or "", new_customer=arguments.new)
    if arguments.customer is not None:
        chosen = replace(chosen, customer_id=find_customer(desk.store, arguments.customer).id)
    if arguments.deal is None:
        return understand(desk, arguments.text, chosen)
    if arguments.customer is None:
        found = understand(desk, arguments.text, chosen)
        if found.customer is None:
            return found
        chosen = replace(chosen, customer_id=found.customer.id)
    deal = find_deal(desk.store, arguments.deal, chosen.customer_id)
    return understand(desk, arguments.text, replace(chosen, deal_id=deal.id))


def _alike(desk: Desk, understood: Understood) -> tuple[str, ...]:
    """Whom a customer who is new may be, a line each."""
    if understood.customer is not None or not understood.new_customer:
        return ()
    from crm_tui.services.lookalikes import may_be

    new = Customer(name=understood.new_customer, owner=understood.owner, since=desk.today())
    return tuple(f"{new.name} {one.told}; crm-tui duplicates merges two who are one" for one in may_be(desk.store, new))


def _ask(as_json: bool, option: str, line: str, choices: tuple[tuple[int | str, str], ...]) -> int:
    if as_json:
        say(report.choices_as_json(line, f"--{option}", choices))
    complain(f"{line}: nothing was saved; say which one with")
    for value, told in choices:
        complain(f"  --{option} {value}  {told}")
    return PROBLEM


def _tell(desk: Desk, understood: Understood, alike: tuple[str, ...]) -> None:
    """Say on standard error what is kept only as words, and whom somebody new may be."""
    for note in understood.notes:
        complain(note)
    for line in alike:
        complain(line)
    if understood.terms:
        from crm_tui.cli.packs import tell_left_out
        from crm_tui.services import vocabulary
        from crm_tui.services.desk_packs import own_packs

        tell_left_out(own_packs(desk))
        if unknown := vocabulary.unknown(desk, understood.terms):
            names = ", ".join(quoted(one.name) for one in unknown)
            complain(f"not understood, kept as words: {names}; crm-tui packs --learn NAME --term ID teaches a name")
