"""``crm-tui done``: what was owed is kept, partly kept or broken, by its numbers."""

import argparse
from collections.abc import Sequence
from datetime import date

from crm_tui.bootstrap import open_desk
from crm_tui.cli.days import typed_day
from crm_tui.cli.terminal import PROBLEM, complain, say
from crm_tui.domain.commitment import Commitment
from crm_tui.domain.errors import DeskError
from crm_tui.domain.text import quoted
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
        on = desk.today()
        if arguments.on is not None:
            on = typed_day("--on", arguments.on, on, past=True)
        refused: list[tuple[int, str]] = []
        ones: list[Commitment] = []
        for number in numbers:
            found = desk.store.get(Commitment, number)
            if found is None:
                refused.append((number, "there is none of this number"))
            else:
                ones.append(found)
        outcome = _done(desk, ones, on, arguments, refused) if ones else None
        _tell(desk, outcome, refused, as_json=arguments.format == "json")
        return PROBLEM if outcome is None or not outcome.changed else SOME if refused else 0


def _done(
    desk: Desk, ones: Sequence[Commitment], on: date, arguments: argparse.Namespace, refused: list[tuple[int, str]]
) -> Outcome | None:
    """One act for all; what can't be done is added to ``refused``."""
    try:
        if arguments.partly is not None:
            outcome = acts.keep_partly(desk, ones, on, arguments.partly)
        elif arguments.broken is not None:
            outcome = acts.break_(desk, ones, arguments.broken, on)
        else:
            outcome = acts.keep(desk, ones, on, arguments.received_by or "")
    except DeskError as problem:
        if len(ones) > 1:
            raise
        refused.append((ones[0].id, str(problem).removeprefix("this commitment ")))
        return None
    refused += [(int(left.key.rpartition(" ")[2]), left.why) for left in outcome.left]
    return outcome


def _tell(desk: Desk, outcome: Outcome | None, refused: Sequence[tuple[int, str]], *, as_json: bool) -> None:
    done = [one for one in outcome.changed if isinstance(one, Commitment)] if outcome else []
    followed = outcome.told if outcome else ()
    if as_json:
        from crm_tui.interchange.json_text import dumped

        told = [
            {"id": one.id, "status": str(one.status), "on": str(one.settled_on), "words": one.words} for one in done
        ]
        left = [{"id": number, "why": why} for number, why in refused]
        say(dumped({"done": told, "followed": list(followed), "refused": left}))
    elif done:
        from crm_tui.interchange.layout import hanging

        names = Names(desk.store)
        lines = [hanging(f"#{one.id} {one.status}: ", f"{names.of(one.customer_id)}: {one.words}") for one in done]
        say("\n".join([*lines, *(hanging("  ", line) for line in followed)]))
    for number, why in refused:
        complain(f"#{number} was left as it is: {why}")


def _number(typed: str) -> int:
    number = typed.removeprefix("#")
    if not (number.isascii() and number.isdecimal() and len(number) < 16):
        raise DeskError(f"{quoted(typed)} is no number of a commitment: crm-tui check prints them as #12")
    return int(number)
