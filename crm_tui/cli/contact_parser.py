"""The arguments of the commands that have to do with staying in touch: what customers allow, and announcements."""

import argparse

from crm_tui.cli.command import Commands, add_format, new_command

# as the records name them, which are not loaded for help
_PURPOSES = ("contact", "greetings", "announcements", "publish-name", "publish-photograph")
_AREAS = ("loan", "deposit", "insurance", "telecom", "service", "lease", "b2b", "employment", "other")
_CHANNELS = ("call", "visit", "branch", "e-mail", "message", "letter")


def add_consent(commands: Commands) -> None:
    """``crm-tui consent``."""
    command = new_command(
        commands,
        "consent",
        _run_consent,
        "what a customer allows: list it, record it, take it back, say where a name or photograph is used "
        "(exit 0: done, or nothing is to be taken down; 1: something is; 2: a problem)",
        'crm-tui consent meera --give greetings --how "signed form 12"\n'
        '  crm-tui consent meera --take-back contact --channel call --how "she rang"\n'
        '  crm-tui consent meera --used publish-name "spring leaflet, page 3"\n'
        "  crm-tui consent meera --taken-down leaflet",
    )
    command.add_argument("customer", metavar="CUSTOMER", help="a number, a name or part of a name")
    what = command.add_mutually_exclusive_group()
    purposes = f"what for: {', '.join(_PURPOSES)}"
    what.add_argument("--give", metavar="PURPOSE", choices=_PURPOSES, help=f"they allow it; {purposes}")
    what.add_argument("--take-back", metavar="PURPOSE", choices=_PURPOSES, help="they allow it no more, or never did")
    what.add_argument("--used", metavar=("PURPOSE", "PLACE"), nargs=2, help="where the name or photograph is used")
    what.add_argument("--taken-down", metavar="PLACE", help="a place that shows it no more, by part of its name")
    command.add_argument("--channel", choices=_CHANNELS, help="with contact: by this channel; by any, if none is given")
    command.add_argument("--how", metavar="TEXT", help="with --give and --take-back: how they said it")
    command.add_argument("--on", metavar="DATE", help="the day of it; today, if none is given")
    add_format(command, "text", "json")


def add_announce(commands: Commands) -> None:
    """``crm-tui announce``."""
    command = new_command(
        commands,
        "announce",
        _run_announce,
        "tell news to customers who allow announcements: says how many it goes to, and with --send logs one contact "
        "with each (exit 0: counted or logged, 1: it goes to nobody, 2: a problem)",
        'crm-tui announce --words "Dear {name}, we open on Sundays. {firm}" --place Wakad\n'
        "  crm-tui announce --template diwali --business loan --send",
    )
    words = command.add_mutually_exclusive_group()
    words.add_argument(
        "--words", metavar="TEXT", help="what is said; {name}, {owner} and {firm} are filled in for each"
    )
    words.add_argument("--template", metavar="NAME", help="the words of one of the settings' messages")
    command.add_argument("--place", metavar="PART", help="only those of a town or area, by part of its name")
    command.add_argument("--kind", choices=("individual", "institution"), help="only persons, or only organisations")
    command.add_argument("--business", choices=_AREAS, help="only those with such business under way or live")
    command.add_argument("--owner", metavar="NAME", help="only those for whom this officer answers")
    command.add_argument("--member", metavar="PART", help="only those of a programme, by part of its name")
    command.add_argument("--channel", choices=_CHANNELS, default="message", help="how they are told; message, if none")
    command.add_argument("--send", action="store_true", help="log it; without it nothing is saved")
    add_format(command, "text", "json")


def _run_announce(arguments: argparse.Namespace) -> int:
    from crm_tui.cli import announce

    return announce.run(arguments)


def _run_consent(arguments: argparse.Namespace) -> int:
    from crm_tui.cli import consent

    return consent.run(arguments)
