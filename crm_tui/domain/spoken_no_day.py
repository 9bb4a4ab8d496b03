"""Days that are named and are none: 30 February, 31/04/2027."""

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
_FIGURES = re.compile(
    r"(?<![\w/.-])(?:(?P<day>\d{1,2})(?:(?P<sign>[/-])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4}|\d{2})"
    r"|\.(?P<month1>\d{1,2})\.(?P<year1>\d{4})|/(?P<month2>\d{2}))"
    r"|(?P<year3>\d{4})-(?P<month3>\d{2})-(?P<day3>\d{2}))(?![\w/-]|\.\d)"
)
_QUOTED = re.compile(r'"[^"]*"|“[^”]*”')
_LEAP = 2000


def no_day_in(words: str) -> str:
    """The first day of a month in these words that no year has, as it was typed; what stands in quotes is no day."""
    plain = _QUOTED.sub(" ", " ".join(words.split()))
    for one in _NAMED.finditer(plain):
        day = int(one["day1"] or one["day2"])
        month = _MONTHS[(one["month1"] or one["month2"]).lower()]
        # "jan 45" may be anything: a model, a house
        if calendar.monthrange(_LEAP, month)[1] < day <= 31:
            return one[0]
    return next((one[0] for one in _FIGURES.finditer(plain) if _is_no_day(one)), "")


def _is_no_day(figures: re.Match[str]) -> bool:
    day = int(figures["day"] or figures["day3"])
    month = int(figures["month"] or figures["month1"] or figures["month2"] or figures["month3"])
    year = int(figures["year"] or figures["year1"] or figures["year3"] or _LEAP)
    # 45/13/2026 may be anything: a file, an order
    return 1 <= month <= 12 and calendar.monthrange(max(year, 1), month)[1] < day <= 31
