"""Days that are named and are none: 30 February, 31 April."""

import calendar
import re

_MONTHS = {name.lower(): month for month, name in enumerate(calendar.month_abbr) if name}
_NAMES = "|".join(_MONTHS)
_DAY = r"(?P<day{0}>\d{{1,2}})(?:st|nd|rd|th)?"
_MONTH = r"(?P<month{0}>" + _NAMES + r")[a-z]{{0,6}}"
_NAMED = re.compile(
    rf"\b(?:{_DAY.format(1)} (?:of )?{_MONTH.format(1)}|{_MONTH.format(2)} {_DAY.format(2)})\b(?! ?(?:lakh|%|pm|am))",
    re.IGNORECASE,
)
_QUOTED = re.compile(r'"[^"]*"|“[^”]*”')
_LEAP = 2000


def no_day_in(words: str) -> str:
    """The first day of a month in these words that no year has, as it was typed; what stands in quotes is no day."""
    for one in _NAMED.finditer(_QUOTED.sub(" ", " ".join(words.split()))):
        day = int(one["day1"] or one["day2"])
        month = _MONTHS[(one["month1"] or one["month2"]).lower()]
        # "jan 45" may be anything: a model, a house
        if calendar.monthrange(_LEAP, month)[1] < day <= 31:
            return one[0]
    return ""
