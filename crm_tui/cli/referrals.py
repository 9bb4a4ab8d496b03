"""``crm-tui referrals`` and ``crm-tui refer``: who sent whom to us."""

import argparse

from crm_tui.bootstrap import open_desk
from crm_tui.cli.days import typed_day
from crm_tui.cli.terminal import say
from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import DeskError, NotFound
from crm_tui.domain.text import quoted
from crm_tui.interchange import referrals as report
from crm_tui.paths import store_path
from crm_tui.services import referrals
from crm_tui.services.customers import find_customer, folded
from crm_tui.services.desk import Desk


def show(arguments: argparse.Namespace) -> int:
    """Print all chains, or the one that a customer belongs to."""
    with open_desk(store_path(arguments.store), existing=True) as desk:
        about = find_customer(desk.store, arguments.customer).id if arguments.customer is not None else None
        found = referrals.chains(desk.store, about)
        say(report.as_json(found) if arguments.format == "json" else report.as_text(found, about))
    return 0


def refer(arguments: argparse.Namespace) -> int:
    """Record a referral, and print the customer's number and the first contact that is owed."""
    with open_desk(store_path(arguments.store), existing=True) as desk:
        on = typed_day("--on", arguments.on, desk.today(), past=True) if arguments.on is not None else None
        who = _who(desk, arguments)
        by = find_customer(desk.store, arguments.by).id
        saved = referrals.refer(desk, who, by, on=on, words=arguments.words or "")
        contact = saved.first_contact
        told = f"; first contact #{contact.id} by {contact.owner}, due {contact.due}" if contact else ""
        from crm_tui.interchange.layout import one_line

        say(f"#{saved.customer.id} {one_line(saved.customer.name)} came by #{saved.referral.referrer_id}{told}\n")
    return 0


def _who(desk: Desk, arguments: argparse.Namespace) -> Customer:
    if arguments.new:
        same = [
            one for one in desk.store.search(Customer, arguments.name) if folded(one.name) == folded(arguments.name)
        ]
        if same:
            raise DeskError(f"{same[0].name} is customer #{same[0].id} already: leave --new out and type #{same[0].id}")
        return referrals.newcomer(desk, arguments.name, arguments.owner or "", arguments.phone or "")
    for option, given in (("--owner", arguments.owner), ("--phone", arguments.phone)):
        if given is not None:
            raise DeskError(f"{option} goes with --new: whoever is known has theirs already")
    try:
        return find_customer(desk.store, arguments.name)
    except NotFound as problem:
        if arguments.name.strip().startswith("#") or arguments.name.strip().isdecimal():
            raise
        raise NotFound(f"no customer is called {quoted(arguments.name)}: add --new to begin with them") from problem
