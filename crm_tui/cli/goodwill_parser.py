"""The arguments of the commands about referrals, opinions, deals won and lost, and what is given."""

import argparse

from crm_tui.cli.command import Commands, add_format, new_command


def add_refer(commands: Commands) -> None:
    """``crm-tui refer``."""
    command = new_command(
        commands,
        "refer",
        _refer,
        "record that a customer came by another one; their owner owes the first contact on the next working day "
        "(exit 0: saved, 2: nothing saved)",
        'crm-tui refer "Kavita Joshi" --new --by "Meera Iyer" --owner asha --phone "98200 11223"\n'
        "  crm-tui refer 12 --by 4",
    )
    command.add_argument("name", metavar="NAME", help="who came: a name, part of it, or a number")
    command.add_argument("--by", metavar="CUSTOMER", required=True, help="who sent them: the same")
    command.add_argument("--new", action="store_true", help="begin with a customer who is not known yet")
    command.add_argument("--owner", metavar="LOGIN", help="with --new: who answers for them; you, if nobody is named")
    command.add_argument("--phone", metavar="NUMBER", help="with --new: as it is dialled")
    command.add_argument("--on", metavar="DAY", help="the day; today if none is given")
    command.add_argument("--words", metavar="TEXT", help="what was said of it")


def add_referrals(commands: Commands) -> None:
    """``crm-tui referrals``."""
    command = new_command(
        commands,
        "referrals",
        _referrals,
        "draw who came by whom as trees, with depth and what was won, each currency by itself "
        "(exit 0: printed, 2: a problem)",
        'crm-tui referrals\n  crm-tui referrals "Meera Iyer" --format json',
    )
    command.add_argument("customer", metavar="CUSTOMER", nargs="?", help="only the whole chain that they belong to")
    add_format(command, "text", "json")


# as the records name them, which are not loaded for help
_PRODUCTS = ("loan", "deposit", "insurance", "telecom", "service", "lease", "b2b", "employment", "other")
_SOURCES = ("customer", "competitor's customer", "anonymous")


def add_feedback(commands: Commands) -> None:
    """``crm-tui feedback``."""
    command = new_command(
        commands,
        "feedback",
        _feedback,
        "what people think of us and of competitors, each average with its count and every opinion behind it; or "
        "record an opinion (exit 0: printed or saved, 2: a problem)",
        "crm-tui feedback --about us --product loan\n"
        '  crm-tui feedback --record "slow at the counter" --customer "Meera Iyer" --rating 2\n'
        '  crm-tui feedback --record "their app is better" --from anonymous --about "North Bank" --rating 4',
    )
    command.add_argument("--about", metavar="NAME", help="us, or a competitor by name")
    command.add_argument("--product", choices=_PRODUCTS, help="the kind of business")
    command.add_argument("--customer", metavar="NAME", help="who said it: a name, part of it, or a number")
    command.add_argument("--since", metavar="DAY", help="only what was said from this day on")
    command.add_argument("--record", metavar="WORDS", help="record what somebody said; empty for a rating alone")
    command.add_argument("--rating", metavar="1-5", type=int, choices=range(1, 6), help="with --record: 5 is the best")
    command.add_argument("--from", dest="source", choices=_SOURCES, help="with --record: who said it; else a customer")
    command.add_argument("--on", metavar="DAY", help="with --record: the day; today if none is given")
    add_format(command, "text", "json")


def add_gifts(commands: Commands) -> None:
    """``crm-tui gifts``."""
    command = new_command(
        commands,
        "gifts",
        _gifts,
        "what is given to customers and where each gift stands; record one, approve or refuse it, or say that they "
        "took it (exit 0: printed or saved, 2: a problem)",
        'crm-tui gifts meera --record "sweets" --value 400 --for Diwali\n'
        "  crm-tui gifts --mine\n  crm-tui gifts --approve 3\n  crm-tui gifts --accepted 3",
    )
    command.add_argument("customer", metavar="CUSTOMER", nargs="?", help="only theirs; with --record: to whom")
    command.add_argument("--mine", action="store_true", help="only those that wait for you to approve")
    what = command.add_mutually_exclusive_group()
    what.add_argument("--record", metavar="WHAT", help="record a gift to CUSTOMER; takes --value, --deal, --for, --on")
    what.add_argument("--approve", metavar="NUMBER", type=int, help="let a gift be given; never one's own")
    what.add_argument("--refuse", metavar="NUMBER", type=int, help="do not approve it; takes --why")
    what.add_argument("--accepted", metavar="NUMBER", type=int, help="the customer took it; takes --on")
    what.add_argument("--declined", metavar="NUMBER", type=int, help="the customer did not; takes --on")
    command.add_argument("--value", metavar="AMOUNT", help="what it is worth: 400, or '15 USD'")
    command.add_argument("--deal", metavar="D", help="a title or #number, if it is given beside one")
    command.add_argument("--for", dest="occasion", metavar="OCCASION", help="a birthday, a festival")
    command.add_argument("--on", metavar="DAY", help="the day; today if none is given")
    command.add_argument("--why", metavar="TEXT", help="why it is not approved")
    add_format(command, "text", "json")


def add_won_lost(commands: Commands) -> None:
    """``crm-tui won-lost``."""
    command = new_command(
        commands,
        "won-lost",
        _won_lost,
        "what was won and lost, why and against whom, new customers and existing ones apart (exit 0: printed, "
        "2: a problem)",
        "crm-tui won-lost --since 2026-04-01 --deals",
    )
    command.add_argument("--since", metavar="DAY", help="only what was decided from this day on")
    command.add_argument("--deals", action="store_true", help="with every deal behind each number")
    add_format(command, "text", "json")


def _feedback(arguments: argparse.Namespace) -> int:
    from crm_tui.cli import feedback

    return feedback.run(arguments)


def _won_lost(arguments: argparse.Namespace) -> int:
    from crm_tui.cli import feedback

    return feedback.won_lost(arguments)


def _refer(arguments: argparse.Namespace) -> int:
    from crm_tui.cli import referrals

    return referrals.refer(arguments)


def _referrals(arguments: argparse.Namespace) -> int:
    from crm_tui.cli import referrals

    return referrals.show(arguments)


def _gifts(arguments: argparse.Namespace) -> int:
    from crm_tui.cli import gifts

    return gifts.run(arguments)
