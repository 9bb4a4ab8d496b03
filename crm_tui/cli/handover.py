"""``crm-tui handover``: a customer, a deal, or a whole book, goes from one officer to another."""

import argparse

from crm_tui.bootstrap import open_desk
from crm_tui.cli.terminal import complain, say
from crm_tui.domain.errors import DeskError
from crm_tui.domain.handover import Handover, HandoverState
from crm_tui.interchange import handover as report
from crm_tui.paths import store_path
from crm_tui.services import handover, handover_pack, handovers
from crm_tui.services.customers import find_customer
from crm_tui.services.deals import find_deal
from crm_tui.services.desk import Desk
from crm_tui.services.outcomes import Outcome


def propose(arguments: argparse.Namespace) -> int:
    """Propose a handover, and print what the receiver has already."""
    from crm_tui.services.receivers import of, receivers

    with open_desk(store_path(arguments.store), existing=True) as desk:
        before = of(receivers(desk.store, desk.today()), handover.receiving(desk, arguments.to))
        if arguments.book is not None:
            done = handover.propose_book(desk, arguments.book, arguments.to, arguments.why)
        elif arguments.deal is not None:
            done = handover.propose_deal(desk, find_deal(desk.store, arguments.deal).id, arguments.to, arguments.why)
        else:
            customers = [find_customer(desk.store, one).id for one in arguments.customer]
            done = handover.propose(desk, customers, arguments.to, arguments.why)
        if before is not None:
            say(f"has already, {before.words}")
        return _tell(desk, done)


def loads(arguments: argparse.Namespace) -> int:
    """Print what each officer has, those with the least first."""
    from crm_tui.services.receivers import receivers

    with open_desk(store_path(arguments.store), existing=True) as desk:
        found = receivers(desk.store, desk.today())
        say(report.loads_as_json(found) if arguments.format == "json" else report.loads_as_text(found))
    return 0


def listed(arguments: argparse.Namespace) -> int:
    """Print the handovers that wait, for anybody or for who is logged in; 1 if one waits for them."""
    with open_desk(store_path(arguments.store), existing=True) as desk:
        mine = handovers.for_me(desk)
        found = mine if arguments.mine else desk.store.find(Handover)
        if not arguments.all:
            found = [one for one in found if one.waits or handovers.is_current(desk.store, one)]
        say(report.as_json(found, desk.store) if arguments.format == "json" else report.as_text(found, desk.store))
        return int(bool(mine))


def show(arguments: argparse.Namespace) -> int:
    """Print the pack of a handover, or of all that were proposed with it."""
    from crm_tui.cli.prints import check_output, put_out
    from crm_tui.services.printout import PrintFormat

    form = None if arguments.format == "json" else PrintFormat(arguments.format)
    if form is None and arguments.output is not None:
        raise DeskError("--output goes with text, markdown, html or pdf")
    if form is not None:
        check_output(form, arguments.output)
    with open_desk(store_path(arguments.store), existing=True) as desk:
        one = handovers.get(desk.store, arguments.number)
        packs = [
            handover_pack.of(desk, each.id)
            for each in (handovers.of_book(desk.store, one) if arguments.book else [one])
        ]
        if form is None:
            say(report.pack_as_json(packs))
        else:
            to_mark = arguments.output is None and form is PrintFormat.TEXT
            put_out(desk, handover_pack.printed(packs, to_mark=to_mark), form, arguments.output, force=arguments.force)
    return 0


def read(arguments: argparse.Namespace) -> int:
    """Mark one promise as read; 1 while others are still to be read."""
    with open_desk(store_path(arguments.store), existing=True) as desk:
        one = handover.mark_read(desk, arguments.number, arguments.promise, arguments.seen)
        missing = handovers.unread(desk.store, one)
        left = f"{len(missing)} still to be read" if missing else "all open promises are read"
        say(f"handover {one.id}: promise #{arguments.promise} is marked as read; {left}")
        return int(bool(missing))


def accept(arguments: argparse.Namespace) -> int:
    """Take over; 1 if promises are not read yet, or a part of a book is left."""
    with open_desk(store_path(arguments.store), existing=True) as desk:
        try:
            return _tell(desk, handover.accept(desk, _chosen(desk, arguments.numbers, arguments.book)))
        except handover.Unread as unread:
            complain(str(unread))
            return 1


def send_back(arguments: argparse.Namespace) -> int:
    """Return, with the reason."""
    with open_desk(store_path(arguments.store), existing=True) as desk:
        return _tell(desk, handover.send_back(desk, _chosen(desk, arguments.numbers, arguments.book), arguments.why))


def take_back(arguments: argparse.Namespace) -> int:
    """Take back what one has proposed."""
    with open_desk(store_path(arguments.store), existing=True) as desk:
        return _tell(desk, handover.take_back(desk, _chosen(desk, arguments.numbers, arguments.book)))


def _chosen(desk: Desk, numbers: list[int], book: bool) -> list[Handover]:
    """The handovers of these numbers; with ``book`` also what waits of those that were proposed together with them."""
    found = [handovers.get(desk.store, number) for number in numbers]
    if book:
        together = [each for one in found for each in handovers.of_book(desk.store, one)]
        found += [one for one in together if one.state is HandoverState.PROPOSED]
    return list({one.id: one for one in found}.values())


def _tell(desk: Desk, done: Outcome) -> int:
    say(report.told(done, desk.store))
    return int(bool(done.left))
