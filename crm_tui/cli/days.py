"""Days as they are typed on the command line."""

import argparse
import re
from datetime import date

from crm_tui.domain.calendar import parse_day
from crm_tui.domain.errors import DeskError
from crm_tui.domain.text import quoted


def iso_day(text: str) -> date:
    """A day with its year, as 2026-11-25 and in no other form: one that depends on no day of today."""
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"{quoted(text)} is not a day: type it as 2026-11-25")


def typed_day(option: str, text: str, today: date, *, past: bool = False, this_year: bool = False) -> date:
    """A day as a desk types it behind an option, reckoned from the day that it is at the desk.

    One without a year is the next such day; with ``past`` the last, with ``this_year`` this year's.

    Raises:
        DeskError: it is none; the line names the option and says what can be typed.
    """
    try:
        return parse_day(text, today, past=past, this_year=this_year)
    except ValueError as fault:
        raise DeskError(f"{option}: {fault}") from None
