"""What the clock on the desk's wall shows: in the time zone of the ground rules, else in that of the machine."""

from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crm_tui.domain.rules import GroundRules
    from crm_tui.domain.sign_off import Review


def zone(rules: "GroundRules") -> tzinfo | None:
    """Where the desk's day ends; None for where this machine's does, also if it does not know the zone of the rules."""
    return zone_called(rules.time_zone)


def zone_called(name: str) -> tzinfo | None:
    """The time zone of this name; None for none, and for one that this machine does not know."""
    if not name:
        return None
    # a desk that names no zone loads none
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return None


def at_desk(moment: datetime, rules: "GroundRules") -> datetime:
    """A moment that was kept in whatever zone, as the desk's clock showed it; its date is the desk's day."""
    return moment.astimezone(zone(rules))


def in_desk_time(review: "Review", rules: "GroundRules") -> "Review":
    """A review to be shown: the time of each step and signing as the desk's clock showed it."""
    steps = tuple(one.model_copy(update={"at": at_desk(one.at, rules)}) for one in review.steps)
    signings = tuple(one.model_copy(update={"at": at_desk(one.at, rules)}) for one in review.signings)
    return review.model_copy(update={"steps": steps, "signings": signings})
