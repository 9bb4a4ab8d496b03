"""``crm-tui done``: what was owed is kept, partly kept or broken, by its numbers."""

import argparse
from datetime import date

from crm_tui.bootstrap import open_desk
from crm_tui.cli.terminal import PROBLEM, complain, say
from crm_tui.domain.commitment import Commitment
from crm_tui.domain.errors import DeskError
from crm_tui.paths import store_path
from crm_tui.services import acts
from crm_tui.services.customers import Names
from crm_tui.services.desk import Desk
from crm_tui.services.outcomes import Outcome

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
            one = desk.store.get(Commitment, number)
            if one is None:
                refused.append((number, "there is none of this number"))
            elif not one.is_open:
                refused.append((number, f"it is {one.status} already, since {one.settled_on}"))
            else:
                ones.append(one)
        found = _record(desk, ones, on, arguments, refused) if ones else Outcome("")
        done = [one for one in found.changed if isinstance(one, Commitment)]
        _tell(desk, done, found.told, refused, as_json=arguments.format == "json")
        return PROBLEM if not done else SOME if refused else 0


def _record(
    desk: Desk, ones: list[Commitment], on: date, arguments: argparse.Namespace, refused: list[tuple[int, str]]
) -> Outcome:
    try:
        if arguments.partly is not None:
            found = acts.keep_partly(desk, ones, on, arguments.partly)
        elif arguments.broken is not None:
            found = acts.break_(desk, ones, arguments.broken, on)
        else:
            found = acts.keep(desk, ones, on, arguments.received_by or "")
    except DeskError as problem:
        if len(ones) > 1:
            raise
        refused.append((ones[0].id, str(problem)))
        return Outcome("")
    refused += [(int(one.key.split()[-1]), one.why) for one in found.left]
    return found


def _tell(
    desk: Desk, done: list[Commitment], told: tuple[str, ...], refused: list[tuple[int, str]], *, as_json: bool
) -> None:
    if as_json:
        from crm_tui.interchange.json_text import dumped

        rows = [
            {"id": one.id, "status": str(one.status), "on": str(one.settled_on), "words": one.words} for one in done
        ]
        say(
            dumped(
                {
                    "done": rows,
                    "followed": list(told),
                    "refused": [{"id": number, "why": why} for number, why in refused],
                }
            )
        )
    elif done:
        from crm_tui.interchange.layout import hanging

        names = Names(desk.store)
        lines = [hanging(f"#{one.id} {one.status}: ", f"{names.of(one.customer_id)}: {one.words}") for one in done]
        say("\n".join([*lines, *(hanging("  ", line) for line in told)]))
    for number, why in refused:
        complain(f"#{number} was left as it is: {why}")


def _number(typed: str) -> int:
    number = typed.removeprefix("#")
    if not (number.isascii() and number.isdecimal() and len(number) < 16):
        raise DeskError(f"{typed!r} is no number of a commitment: crm-tui check prints them as #12")
    return int(number)
