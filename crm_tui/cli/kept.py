"""``crm-tui kept``: how much was kept on time."""

import argparse

from crm_tui.bootstrap import open_desk
from crm_tui.cli.days import typed_day
from crm_tui.cli.terminal import say
from crm_tui.domain.errors import DeskError, NotFound
from crm_tui.domain.staff import Member
from crm_tui.domain.text import quoted
from crm_tui.interchange import kept_record as report
from crm_tui.paths import store_path
from crm_tui.services.customers import folded
from crm_tui.services.desk import Desk
from crm_tui.services.kept_record import By, KeptRecord, LeftOut, Row, kept_record
from crm_tui.services.people import People

_FORMATS = {"text": report.as_text, "markdown": report.as_markdown, "json": report.as_json}


def run(arguments: argparse.Namespace) -> int:
    """Print the record, or the cases behind one of its numbers."""
    if arguments.cases is not None and arguments.format == "markdown":
        raise DeskError("--cases is printed as text or json: leave out --format markdown")
    with open_desk(store_path(arguments.store), existing=True) as desk:
        today = desk.today()
        as_of, since = (
            typed_day(option, typed, today, this_year=True) if typed is not None else None
            for option, typed in (("--as-of", arguments.as_of), ("--since", arguments.since))
        )
        record = kept_record(desk.store, as_of or today, By(arguments.by), since)
        if arguments.cases is None:
            say(_FORMATS[arguments.format](record))
        elif (why := _left_out(record, arguments.cases)) is not None:
            numbers = record.left_out[why]
            as_json = arguments.format == "json"
            say(report.left_out_as_json(why, numbers) if as_json else report.left_out_as_text(desk.store, why, numbers))
        else:
            row = _row(desk, record, arguments.cases)
            say((report.cases_as_json if arguments.format == "json" else report.cases_as_text)(desk.store, row))
    return 0


def _left_out(record: KeptRecord, wanted: str) -> LeftOut | None:
    """What is not counted, and why, if that is asked for and no row is called so."""
    if report.found(record.rows, wanted) is not None:
        return None
    return next((why for why in LeftOut if folded(wanted) == why), None)


def _row(desk: Desk, record: KeptRecord, wanted: str) -> Row:
    rows = (record.total, *record.rows)
    row = report.found(rows, wanted)
    if row is None and record.by in (By.OFFICER, By.TEAM):
        row = report.found(rows, People(desk.store.find(Member), record.as_of).called(wanted))
    if row is None:
        names = ", ".join(one.name for one in record.rows[:12])
        raise NotFound(f"no {record.by} called {quoted(wanted)} owed anything that was due: type all, {names}")
    return row
