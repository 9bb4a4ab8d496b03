"""``crm-tui consent``: what a customer allows, by their name."""

import argparse
from datetime import date

from crm_tui.bootstrap import open_desk
from crm_tui.cli.days import typed_day
from crm_tui.cli.terminal import say
from crm_tui.domain.consent import PUBLISHED, Consent, Purpose
from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import DeskError, NotFound
from crm_tui.domain.interaction import Channel
from crm_tui.domain.text import quoted, visible
from crm_tui.paths import store_path
from crm_tui.services import consents
from crm_tui.services.customers import find_customer
from crm_tui.services.desk import Desk

TO_TAKE_DOWN = 1
"""The code to exit with while a place shows what is allowed no more."""


def run(arguments: argparse.Namespace) -> int:
    """Record what was asked for, and list all that the customer allows."""
    saving = bool(arguments.give or arguments.take_back)
    if arguments.how is not None and not saving:
        raise DeskError("--how goes with --give and --take-back")
    if arguments.channel is not None and not saving:
        raise DeskError("--channel goes with --give and --take-back")
    if saving and arguments.how is None:
        raise DeskError("say how they said it: add --how TEXT")
    with open_desk(store_path(arguments.store), existing=True) as desk:
        customer = find_customer(desk.store, arguments.customer)
        on = None if arguments.on is None else typed_day("--on", arguments.on, desk.today(), past=True)
        _record(desk, customer, arguments, on)
        found = consents.of_customer(desk.store, customer.id)
        if arguments.format == "json":
            from crm_tui.interchange.json_text import dumped

            told = [one.model_dump(mode="json", exclude={"customer_id"}) for one in found]
            say(dumped({"customer": {"id": customer.id, "name": customer.name}, "consents": told}))
        else:
            say(visible("\n".join(_lines(customer, found)), newlines=True))
        return TO_TAKE_DOWN if consents.to_take_down(desk.store, customer.id) else 0


def _record(desk: Desk, customer: Customer, arguments: argparse.Namespace, on: date | None) -> None:
    channel = Channel(arguments.channel) if arguments.channel else None
    if arguments.give:
        consents.give(desk, customer.id, _purpose(arguments.give), arguments.how, on, channel)
    elif arguments.take_back:
        consents.refuse(desk, customer.id, _purpose(arguments.take_back), arguments.how, on, channel)
    elif arguments.used:
        purpose = _purpose(arguments.used[0])
        standing = [one for one in consents.of_customer(desk.store, customer.id) if one.stands]
        found = next((one for one in standing if one.purpose is purpose), None)
        if found is None:
            raise NotFound(f"{customer.name} does not allow to {purpose}: record that first with --give")
        consents.note_use(desk, found, arguments.used[1], on)
    elif arguments.taken_down is not None:
        used = [one for one in consents.of_customer(desk.store, customer.id) if one.purpose in PUBLISHED and one.uses]
        # what is allowed no more goes first
        one = _holding(sorted(used, key=lambda one: one.stands), arguments.taken_down)
        consents.taken_down(desk, one, consents.found_place(one, arguments.taken_down), on)


def _holding(used: list[Consent], words: str) -> Consent:
    problem: DeskError = NotFound("no name or photograph of theirs is used anywhere")
    for one in used:
        try:
            consents.found_place(one, words)
        except NotFound as missing:
            problem = missing
        else:
            return one
    raise problem


def _purpose(typed: str) -> Purpose:
    try:
        return Purpose(typed.replace("-", " "))
    except ValueError:
        known = ", ".join(one.replace(" ", "-") for one in Purpose)
        raise DeskError(f"{quoted(typed)} is nothing that is allowed: name one of {known}") from None


def _lines(customer: Customer, found: list[Consent]) -> list[str]:
    if not found:
        return [f"{customer.name}: nothing is known of what they allow"]
    told = [f"{customer.name} (#{customer.id})"]
    for one in found:
        what = consents.called(one.purpose, one.channel)
        if one.how == consents.NEVER_GIVEN:
            told.append(f"  no {what}: said so on {one.withdrawn_on} ({one.withdrawn_how})")
        elif one.stands:
            told.append(f"  {what}: given on {one.given_on} ({one.how})")
        else:
            told.append(f"  {what}: taken back on {one.withdrawn_on} ({one.withdrawn_how}), given on {one.given_on}")
        for use in one.uses:
            if use.taken_down_on is not None:
                state = f"taken down on {use.taken_down_on}"
            else:
                state = "there" if one.stands else "to take down"
            told.append(f"    {use.where}, since {use.on}: {state}")
    return told
