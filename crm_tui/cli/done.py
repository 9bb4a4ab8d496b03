"""``crm-tui done``: what was owed is kept, partly kept or broken, by its numbers."""

import argparse
from datetime import date

from crm_tui.bootstrap import open_desk
from crm_tui.cli.terminal import PROBLEM, complain, say
from crm_tui.domain.commitment import Commitment, Status
from crm_tui.domain.errors import DeskError
from crm_tui.paths import store_path
from crm_tui.services.commitments import settle
from crm_tui.services.customers import Names
from crm_tui.services.desk import Desk

SOME = 1
"""The code to exit with when only a part could be recorded."""


def run(arguments: argparse.Namespace) -> int:
    """Record it and say what was done; what can't be is one line on standard error each."""
    numbers = list(dict.fromkeys(map(_number, arguments.ids)))
    if arguments.received_by is not None and (arguments.partly is not None or arguments.broken is not None):
        raise DeskError("--received-by goes with what is kept: leave it out with --partly and --broken")
    for option, given in (("--received-by", arguments.received_by), ("--partly", arguments.partly)):
        if given is not None and not given.strip():
            raise DeskError(f"{option} is empty: type what it is to say")
    if arguments.broken is not None and not arguments.broken.strip():
        raise DeskError("--broken is empty: say why it was not kept")
    with open_desk(store_path(arguments.store), existing=True) as desk:
        on = arguments.on or desk.today()
        if on > desk.today():
            raise DeskError(f"{on} is still to come: --on takes a day up to today")
        refused: list[tuple[int, str]] = []
        ones: list[Commitment] = []
        for number in numbers:
            found = desk.store.get(Commitment, number)
            if found is None:
                refused.append((number, "there is none of this number"))
            elif not found.is_open:
                refused.append((number, f"it is {found.status} already, since {found.settled_on}"))
            elif on < found.made_on:
                refused.append((number, f"it was made on {found.made_on}, later than {on}"))
            else:
                ones.append(found)
        done = _record(desk, ones, on, arguments, refused) if ones else []
        _tell(desk, done, refused, as_json=arguments.format == "json")
        return PROBLEM if not done else SOME if refused else 0


def _record(
    desk: Desk, ones: list[Commitment], on: date, arguments: argparse.Namespace, refused: list[tuple[int, str]]
) -> list[Commitment]:
    status, remark = Status.KEPT, ""
    if arguments.partly is not None:
        status, remark = Status.PARTLY_KEPT, arguments.partly
    elif arguments.broken is not None:
        status, remark = Status.BROKEN, arguments.broken
    elif arguments.received_by is not None:
        remark = f"received by {arguments.received_by.strip()}"
    done: list[Commitment] = []
    for one in ones:
        try:
            done.append(settle(desk, one, status, on=on, remark=remark))
        except DeskError as problem:
            refused.append((one.id, str(problem)))
    return done


def _tell(desk: Desk, done: list[Commitment], refused: list[tuple[int, str]], *, as_json: bool) -> None:
    if as_json:
        from crm_tui.interchange.json_text import dumped

        told = [
            {"id": one.id, "status": str(one.status), "on": str(one.settled_on), "words": one.words} for one in done
        ]
        say(dumped({"done": told, "refused": [{"id": number, "why": why} for number, why in refused]}))
    elif done:
        from crm_tui.interchange.layout import hanging

        names = Names(desk.store)
        say(
            "\n".join(hanging(f"#{one.id} {one.status}: ", f"{names.of(one.customer_id)}: {one.words}") for one in done)
        )
    for number, why in refused:
        complain(f"#{number} was left as it is: {why}")


def _number(typed: str) -> int:
    number = typed.removeprefix("#")
    if not (number.isascii() and number.isdecimal() and len(number) < 16):
        raise DeskError(f"{typed!r} is no number of a commitment: crm-tui check prints them as #12")
    return int(number)
