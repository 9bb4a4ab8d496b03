"""``crm-tui feedback`` and ``crm-tui won-lost``: what people think, and what was won and lost."""

import argparse

from crm_tui.bootstrap import open_desk
from crm_tui.cli.days import typed_day
from crm_tui.cli.terminal import say
from crm_tui.domain.deal import Area
from crm_tui.domain.errors import DeskError
from crm_tui.domain.feedback import Feedback, From
from crm_tui.interchange import feedback as report
from crm_tui.interchange import win_loss as outcome
from crm_tui.paths import store_path
from crm_tui.services import feedback
from crm_tui.services.customers import find_customer
from crm_tui.services.desk import Desk
from crm_tui.services.records import in_plain_words
from crm_tui.services.win_loss import win_loss


def run(arguments: argparse.Namespace) -> int:
    """Print the opinions that fit with their averages, or record one."""
    with open_desk(store_path(arguments.store), existing=True) as desk:
        if arguments.record is not None:
            say(f"{_record(desk, arguments).id}\n")
            return 0
        for option, given in (("--rating", arguments.rating), ("--from", arguments.source), ("--on", arguments.on)):
            if given is not None:
                raise DeskError(f"{option} goes with --record WORDS")
        since = typed_day("--since", arguments.since, desk.today(), past=True) if arguments.since else None
        customer = find_customer(desk.store, arguments.customer).id if arguments.customer is not None else None
        product = Area(arguments.product) if arguments.product else None
        about = arguments.about or ""
        found = feedback.summary(
            feedback.opinions(desk.store, customer_id=customer, about=about, product=product, since=since)
        )
        say(report.as_json(found) if arguments.format == "json" else report.as_text(found))
    return 0


def won_lost(arguments: argparse.Namespace) -> int:
    """Print what was won and lost, why and against whom."""
    with open_desk(store_path(arguments.store), existing=True) as desk:
        since = typed_day("--since", arguments.since, desk.today(), past=True) if arguments.since else None
        found = win_loss(desk.store, since)
        as_json = arguments.format == "json"
        say(outcome.as_json(found) if as_json else outcome.as_text(found, with_deals=arguments.deals))
    return 0


def _record(desk: Desk, arguments: argparse.Namespace) -> Feedback:
    if arguments.since is not None:
        raise DeskError("--since is for printing: leave it out with --record, or give --on")
    source = From(arguments.source) if arguments.source else From.CUSTOMER
    on = typed_day("--on", arguments.on, desk.today(), past=True) if arguments.on is not None else desk.today()
    about = (arguments.about or "").strip()
    customer = find_customer(desk.store, arguments.customer).id if arguments.customer is not None else None
    with in_plain_words():
        return feedback.record(
            desk,
            Feedback(
                customer_id=customer,
                source=source,
                competitor="" if about.casefold() == feedback.US else about,
                product=Area(arguments.product) if arguments.product else Area.OTHER,
                rating=arguments.rating,
                words=arguments.record,
                on=on,
                by=desk.officer,
            ),
        )
