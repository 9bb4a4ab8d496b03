"""Days that many customers keep, in one region or everywhere, as the desk's settings have them."""

from collections.abc import Iterable, Iterator
from datetime import date

from crm_tui.domain.occasion import Occasion
from crm_tui.domain.settings import Settings
from crm_tui.services.customers import folded

Near = tuple[str, str, Occasion, date]
"""A festival that is near: what tells it apart, its region as it is compared, the day of the year, and the day."""


def near(settings: Settings, today: date, last: date) -> Iterator[Near]:
    """The festivals from one day to another, both included."""
    for one in settings.festivals:
        on = next_day(one.occasion, one.only_in, today)
        if on is not None and on <= last:
            occasion = one.occasion
            yield f"{occasion.month:>02}-{occasion.day:>02} {occasion.name}", folded(one.region), occasion, on


def next_day(one: Occasion, only_in: int | None, today: date) -> date | None:
    """The next day of a festival, today included; None where its only year is over, or has not begun to be counted."""
    try:
        on = one.in_year(only_in) if only_in is not None else one.next_from(today)
    except ValueError:
        # beyond the calendar's last year
        return None
    return on if on >= today and (one.year is None or on.year >= one.year) else None


def kept_in(found: Iterable[Near], place: str) -> list[tuple[str, Occasion, date]]:
    """Those of the festivals that are kept in a place: of its region, and everywhere; each once."""
    where = folded(place)
    kept = {same: (same, one, on) for same, region, one, on in found if not region or region == where}
    return list(kept.values())
