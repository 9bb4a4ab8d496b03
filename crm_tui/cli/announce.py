"""``crm-tui announce``: news to customers who allow announcements."""

import argparse

from crm_tui.bootstrap import open_desk
from crm_tui.cli.terminal import say
from crm_tui.domain.customer import Customer, CustomerKind
from crm_tui.domain.deal import Area
from crm_tui.domain.errors import DeskError
from crm_tui.domain.interaction import Channel
from crm_tui.domain.text import visible
from crm_tui.paths import store_path
from crm_tui.services import announcements, consents
from crm_tui.services.announcements import Chosen, Filter
from crm_tui.services.customers import Names
from crm_tui.services.desk import Desk
from crm_tui.services.outcomes import Outcome

NOBODY = 1
"""The code to exit with where nobody is found who allows it."""

_NAMED = 10


def run(arguments: argparse.Namespace) -> int:
    """Say whom it goes to, and log it where that was asked for."""
    if arguments.send and arguments.words is None and arguments.template is None:
        raise DeskError("say what is announced: --words TEXT, or --template NAME")
    wanted = Filter(
        place=arguments.place or "",
        kind=CustomerKind(arguments.kind) if arguments.kind else None,
        area=Area(arguments.business) if arguments.business else None,
        owner=arguments.owner or "",
        programme=arguments.member or "",
    )
    channel = Channel(arguments.channel)
    with open_desk(store_path(arguments.store), existing=True) as desk:
        words = arguments.words or ""
        if arguments.template is not None:
            words = announcements.words_of(desk, arguments.template)
        if words:
            announcements.check_words(desk, words)
        chosen = announcements.choose(desk, wanted)
        done = None
        if arguments.send and chosen.customer_ids:
            done = announcements.announce(desk, chosen.customer_ids, words, channel)
        warned = consents.contact_warning(desk.store, chosen.customer_ids, channel)
        _tell(desk, chosen, done, warned, as_json=arguments.format == "json")
        return 0 if chosen.customer_ids else NOBODY


def _tell(desk: Desk, chosen: Chosen, done: Outcome | None, warned: str, *, as_json: bool) -> None:
    names = Names(desk.store)
    if as_json:
        from crm_tui.interchange.json_text import dumped

        told = {
            "found": chosen.found,
            "customers": [{"id": one, "name": names.of(one)} for one in chosen.customer_ids],
            "logged": len(done.changed) if done else 0,
            "left": [{Customer.__name__.lower(): one.words, "why": one.why} for one in done.left] if done else [],
            "warning": warned,
        }
        say(dumped(told))
        return
    if done is not None:
        lines = [f"{done.words[:1].upper()}{done.words[1:]}"]
    else:
        lines = [f"It goes to {chosen.words}"]
        lines += [f"  {names.of(one)}" for one in chosen.customer_ids[:_NAMED]]
        if len(chosen.customer_ids) > _NAMED:
            lines.append(f"  and {len(chosen.customer_ids) - _NAMED} more")
        lines += [warned] if warned else []
        lines += ["Nothing is saved: --send logs it"] if chosen.customer_ids else []
    say(visible("\n".join(lines), newlines=True))
