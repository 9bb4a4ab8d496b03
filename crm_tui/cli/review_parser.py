"""The arguments of the commands that set papers beside what was said, and review deals."""

import argparse

from crm_tui.cli.command import Commands, add_format, new_command
from crm_tui.cli.days import iso_day


def add_attach(commands: Commands) -> None:
    """``attach``: a paper beside a deal."""
    command = new_command(
        commands,
        "attach",
        _run_attach,
        "attach a paper to a deal as its newest version, and print the document's number",
        'crm-tui attach sanction-letter.pdf --deal 12 --type "sanction letter"',
    )
    command.add_argument("file", metavar="FILE", help="a .txt, .md, .pdf or .docx file; a copy of it is kept")
    command.add_argument("--deal", metavar="D", required=True, help="a number, or part of a title")
    command.add_argument(
        "--type",
        metavar="T",
        help="such as sanction letter, agreement or quote; else as the version before or its title says",
    )


def add_review(commands: Commands) -> None:
    """``review``: all that speaks against signing a deal."""
    command = new_command(
        commands,
        "review",
        _run_review,
        "print everything that speaks against signing a deal: said and written, paper, ground rules, hurry, people "
        "(exit 0: nothing stops the signature, 1: something does, 2: a problem)",
        "crm-tui review 12 --format json\n"
        "  crm-tui review 12 --print sheet --format pdf --output review-12.pdf\n"
        "  crm-tui review 12 --print statement",
    )
    command.add_argument("deal", metavar="DEAL", help="a number, or part of a title")
    command.add_argument(
        "--print",
        dest="printed",
        choices=("sheet", "statement"),
        help="instead, the review sheet for the file, or the one-page statement for the customer (exit 0: printed)",
    )
    add_format(command, "text", "json", "markdown", "html", "pdf")
    command.add_argument("--output", metavar="FILE", help="write the print to this file, and print its path")
    command.add_argument("--force", action="store_true", help="let it take the place of a file that is there")
    command.add_argument(
        "--review",
        metavar="NUMBER",
        dest="number",
        type=int,
        help="print what stood when this review of the deal was decided; else the newest",
    )


def add_sign_off(commands: Commands) -> None:
    """``sign-off``: a step of a deal's review."""
    command = new_command(
        commands,
        "sign-off",
        _run_sign_off,
        "take a step of a deal's review, as the one who is logged in (exit 0: taken, 1: a finding stops it, "
        "2: it can't be taken, or a problem)",
        "crm-tui review 12\n  crm-tui sign-off 12 approve --seen 320022661d43 --why 'as it was said'",
    )
    command.add_argument("deal", metavar="DEAL", help="a number, or part of a title")
    command.add_argument(
        "step",
        metavar="STEP",
        choices=("draft", "submit", "recall", "approve", "return", "reject", "sign"),
        help="draft, submit, recall, approve, return, reject or sign",
    )
    command.add_argument("--why", metavar="TEXT", help="the checker's reason, or the maker's opinion")
    command.add_argument(
        "--opinion", metavar="TEXT", help="the maker's opinion: draft keeps it, submit gives it, or else the one kept"
    )
    command.add_argument(
        "--seen", metavar="LETTERS", help="with approve: what crm-tui review printed behind Seen, when you looked at it"
    )


def add_queue(commands: Commands) -> None:
    """``queue``: what waits for who is logged in."""
    command = new_command(
        commands,
        "queue",
        _run_queue,
        "list what waits for the one who is logged in: reviews to decide, returned ones, stale approvals, exceptions, "
        "waivers, gifts to approve and handovers to answer (exit 0: nothing waits, 1: something does, 2: a problem)",
        "crm-tui queue --format json",
    )
    add_format(command, "text", "json")


def add_compare(commands: Commands) -> None:
    """``compare``: a note beside a paper."""
    command = new_command(
        commands,
        "compare",
        _run_compare,
        "set a note beside a paper; nothing is stored, and only a store that is named lends its packs and the names "
        "learnt there (exit 0: nothing blocks, 1: something does, 2: a problem)",
        'echo "8.4 fixed, no PF" | crm-tui compare - sanction-letter.pdf --pack loan',
    )
    command.add_argument("note", metavar="NOTE", help="a text file with what was said, or - for standard input")
    command.add_argument("document", metavar="DOCUMENT", help="the paper: .txt, .md, .pdf or .docx")
    add_format(command, "text", "json")
    command.add_argument("--pack", metavar="NAME", help="the vocabulary to try first, such as loan or deposit")
    command.add_argument("--today", metavar="YYYY-MM-DD", type=iso_day, help="the day to reckon from")


# each command's module is loaded only when the command is run


def _run_attach(arguments: argparse.Namespace) -> int:
    from crm_tui.cli import attach

    return attach.run(arguments)


def _run_review(arguments: argparse.Namespace) -> int:
    from crm_tui.cli import prints, reports

    prints.check(arguments)
    return reports.review(arguments) if arguments.printed is None else prints.run(arguments)


def _run_sign_off(arguments: argparse.Namespace) -> int:
    from crm_tui.cli import sign_off

    return sign_off.run(arguments)


def _run_queue(arguments: argparse.Namespace) -> int:
    from crm_tui.cli import queue

    return queue.run(arguments)


def _run_compare(arguments: argparse.Namespace) -> int:
    from crm_tui.cli import compare

    return compare.run(arguments)
