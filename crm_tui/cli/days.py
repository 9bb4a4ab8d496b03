"""Days as they are typed on the command line."""

import argparse
from datetime import date


def iso_day(text: str) -> date:
    """A day in one way only, for what is repeated by programs."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day: type it as 2026-11-25") from None


def day(text: str) -> date:
    """A day as a desk types it; one without a year is the next such day."""
    return _parsed(text)


def day_of_this_year(text: str) -> date:
    """The same, but one without a year is this year's."""
    return _parsed(text, this_year=True)


def past_day(text: str) -> date:
    """The same for what has happened: the last such day."""
    return _parsed(text, past=True)


def of_this_year(text: str, today: date) -> date:
    """A day that was typed and looked at before, reckoned from the day that it is at the desk."""
    from crm_tui.domain.calendar import parse_day

    return parse_day(text, today, this_year=True)


def typed_of_this_year(text: str) -> str:
    """What was typed, if it is a day: which one, ``of_this_year`` says once the desk's day is known."""
    day_of_this_year(text)
    return text


def _parsed(text: str, *, this_year: bool = False, past: bool = False) -> date:
    from crm_tui.bootstrap import today
    from crm_tui.domain.calendar import parse_day

    try:
        return parse_day(text, today(), this_year=this_year, past=past)
    except ValueError as fault:
        raise argparse.ArgumentTypeError(str(fault)) from None
