"""``crm-tui gifts``: the register of gifts, a new one, and what became of one."""

import argparse

from crm_tui.bootstrap import open_desk
from crm_tui.cli.days import typed_day
from crm_tui.cli.terminal import say
from crm_tui.domain.errors import DeskError, NotFound
from crm_tui.domain.gift import Gift, GiftAnswer
from crm_tui.interchange import gifts as report
from crm_tui.paths import store_path
from crm_tui.services import gifts
from crm_tui.services.amounts import parse_money
from crm_tui.services.customers import find_customer
from crm_tui.services.deals import find_deal
from crm_tui.services.desk import Desk
from crm_tui.services.records import in_plain_words


def run(arguments: argparse.Namespace) -> int:
    """Print the gifts, or record what the arguments say of one, and print how it stands then."""
    with open_desk(store_path(arguments.store), existing=True) as desk:
        done = _done(desk, arguments)
        if done is not None:
            found = tuple(one for one in gifts.register(desk, done.customer_id) if one.gift.id == done.id)
        else:
            customer = find_customer(desk.store, arguments.customer).id if arguments.customer is not None else None
            found = gifts.register(desk, customer)
        if arguments.mine:
            found = tuple(one for one in found if one.mine)
        say(report.as_json(found) if arguments.format == "json" else report.as_text(found))
    return 0


def _done(desk: Desk, arguments: argparse.Namespace) -> Gift | None:
    """The gift that was recorded or decided about; None where nothing was asked but the list."""
    if arguments.record is None:
        for option, value in (("--value", arguments.value), ("--deal", arguments.deal), ("--for", arguments.occasion)):
            if value is not None:
                raise DeskError(f"{option} goes with --record WHAT")
    if arguments.why is not None and arguments.refuse is None:
        raise DeskError("--why goes with --refuse NUMBER")
    on = typed_day("--on", arguments.on, desk.today(), past=True) if arguments.on is not None else desk.today()
    if arguments.record is not None:
        return _recorded(desk, arguments)
    if arguments.approve is not None:
        return gifts.approve(desk, _gift(desk, arguments.approve))
    if arguments.refuse is not None:
        return gifts.refuse(desk, _gift(desk, arguments.refuse), arguments.why or "")
    if arguments.accepted is not None:
        return gifts.answered(desk, _gift(desk, arguments.accepted), GiftAnswer.ACCEPTED, on)
    if arguments.declined is not None:
        return gifts.answered(desk, _gift(desk, arguments.declined), GiftAnswer.DECLINED, on)
    if arguments.on is not None:
        raise DeskError("--on goes with --record, --accepted or --declined")
    return None


def _recorded(desk: Desk, arguments: argparse.Namespace) -> Gift:
    if arguments.customer is None:
        raise DeskError("say to whom it is given: crm-tui gifts CUSTOMER --record WHAT --value AMOUNT")
    if arguments.value is None:
        raise DeskError("say what it is worth: --value 400, or --value '15 USD'")
    try:
        value = parse_money(arguments.value)
    except ValueError as problem:
        raise DeskError(f"--value: {problem}") from problem
    customer = find_customer(desk.store, arguments.customer).id
    on = typed_day("--on", arguments.on, desk.today(), past=True) if arguments.on is not None else desk.today()
    deal = find_deal(desk.store, arguments.deal, customer).id if arguments.deal is not None else None
    about = {"customer_id": customer, "deal_id": deal, "what": arguments.record, "value": value, "on": on}
    with in_plain_words():
        one = Gift.model_validate(about | {"occasion": arguments.occasion or "", "by": desk.officer})
    return gifts.give(desk, one)


def _gift(desk: Desk, number: int) -> Gift:
    found = desk.store.get(Gift, number)
    if found is None:
        raise NotFound(f"there is no gift {number}: crm-tui gifts lists all")
    return found
