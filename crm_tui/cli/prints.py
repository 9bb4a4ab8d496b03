"""``crm-tui review --print``: the review sheet and the customer statement."""

import argparse
import sys

from crm_tui.bootstrap import open_desk
from crm_tui.cli.terminal import say
from crm_tui.domain.errors import DeskError
from crm_tui.domain.text import visible
from crm_tui.paths import store_path, typed_path
from crm_tui.services.desk import Desk
from crm_tui.services.printout import PrintFormat, Printout


def run(arguments: argparse.Namespace) -> int:
    """Print to a file or to standard output; 0 when it is printed, whatever was found."""
    from crm_tui.cli.packs import tell_left_out
    from crm_tui.services.deals import find_deal
    from crm_tui.services.desk_packs import own_packs

    form = PrintFormat(arguments.format)
    check_output(form, arguments.output)
    with open_desk(store_path(arguments.store), existing=True) as desk:
        tell_left_out(own_packs(desk))
        made = _made(desk, find_deal(desk.store, arguments.deal).id, arguments)
        put_out(desk, made, form, arguments.output, force=arguments.force)
    return 0


def check_output(form: PrintFormat, output: str | None) -> None:
    """Refuse to write a PDF where somebody would see its bytes.

    Raises:
        DeskError: with what to type instead.
    """
    if output is None and form is PrintFormat.PDF and sys.stdout.isatty():
        raise DeskError("a PDF is no text for a terminal: name a file with --output, or choose --format text")


def put_out(desk: Desk, made: Printout, form: PrintFormat, output: str | None, *, force: bool) -> None:
    """Write a print to standard output, or to a file whose path is printed."""
    if output is None:
        _to_standard_output(made, form)
    elif desk.write_print is not None:
        say(visible(str(desk.write_print(made, form, typed_path(output), force))))


def check(arguments: argparse.Namespace) -> None:
    """Refuse what does not go together.

    Raises:
        DeskError: with what to type instead.
    """
    if arguments.printed is None:
        for given, option in (
            (arguments.output, "--output"),
            (arguments.force, "--force"),
            (arguments.number, "--review"),
        ):
            if given:
                raise DeskError(f"{option} goes with --print sheet or --print statement")
        if arguments.format in ("html", "pdf"):
            raise DeskError(f"--format {arguments.format} goes with --print sheet or --print statement")
    elif arguments.format == "json":
        raise DeskError("a print is text, markdown, html or pdf; without --print, --format json has everything found")
    elif arguments.force and arguments.output is None:
        raise DeskError("--force goes with --output")


def _made(desk: Desk, deal_id: int, arguments: argparse.Namespace) -> Printout:
    from crm_tui.services import customer_statement, review_sheet

    if arguments.printed == "statement":
        return customer_statement.of(desk, deal_id, arguments.number)
    return review_sheet.of(desk, deal_id, arguments.number)


def _to_standard_output(made: Printout, form: PrintFormat) -> None:
    from crm_tui.interchange.prints.files import rendered

    content = rendered(made, form)
    if form is PrintFormat.PDF:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
    else:
        say(content.decode())
