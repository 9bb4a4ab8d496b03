"""Figures that are found by their form as a whole: days, ratios, pairs of speeds, T+2. All read folded text."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from crm_tui.comparison.bounds import bound_of, bound_of_day
from crm_tui.comparison.dates import dates_in, month_days_in
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.fee_multiples import fee_multiples
from crm_tui.comparison.measuring import speed_way
from crm_tui.comparison.numerals import Numeral
from crm_tui.comparison.quantity import Quantity
from crm_tui.domain.claim import Bound

_RATIO = expression(r"(\d(?<![\w.:/$€£₹,]\d)\d{0,3}(?:\.\d{1,3})?)\s?:\s?(\d{1,4}(?:\.\d{1,3})?)(?![\w:]|[.,]\d)")
_RATIO_TO_ONE = expression(
    r"(\d(?<![\w.:/$€£₹,]\d)\d{0,2}(?:\.\d{1,3})?) to (1(?:\.0{1,3})?)(?![\w:%]|[.,]\d| ?[a-z%]{2,8}s\b)"
)
_RATIO_NEAR = expression(r"ratio|match|split|bonus|leverage|coverage")
_SPEED_PAIR = expression(
    r"(?<![\w.,/])(\d{1,5}(?:\.\d)?) ?(?:[tgmk]bps ?)?/ ?(\d{1,5}(?:\.\d)?) ?(?:([tgmk])(?:bps|bit/s|b/s"
    r"|bits?)(?![a-z])|(megs?)\b)"
)
_SETTLED = expression(r"(?<![a-z])t ?\+ ?(\d{1,2})\b(?: ?(?:working |business |trading |calendar )?days?\b)?")
_TIME_AHEAD = {
    "siku": "day", "wiki": "week", "mwezi": "month", "miezi": "month", "mwaka": "year", "miaka": "year",
    "saa": "hour", "masaa": "hour",
}  # fmt: skip
_COUNTED_BEHIND = expression(rf"\b({'|'.join(_TIME_AHEAD)}) (\d{{1,3}})(?![\w/%]|[.,:]\d)")
_ARTICLE = expression(
    r"an? (?:full |calendar |further )?(?:day|week|fortnight|month|quarter|year|hour|decade)(?P<own>'s)?\b"
)
_BEFORE_AN_ARTICLE = frozenset(("within", "after", "for", "least", "than", "upto", "to", "under", "about", "before"))
_ONCE = expression(
    r"\b(?:(?P<two>twice)|(?P<three>thrice)|(?:only |just |do )?(?P<one>once)(?= (?:an?|per|every|each|in|only"
    r"|during) ))\b"
)


def whole_forms(plain: str, today: date | None, american: bool | None) -> list[Quantity]:
    """The days, ratios and speeds of a text and what else is found by its form as a whole."""
    found = [*_days(plain, today, american), *_ratios(plain), *_bare_times(plain), *_margins(plain)]
    found += [*_ups_and_downs(plain), *_so_many_for(plain), *fee_multiples(plain)]
    if "bps" in plain or "bit" in plain or "meg" in plain:
        found.extend(_speed_pairs(plain))
    if _COUNTED_BEHIND.search(plain):
        found.extend(_counted_behind(plain))
    if "t+" in plain or "t +" in plain:
        found.extend(_settled(plain))
    return found


_BARE_TIME = expression(
    r"(?:^|[,;:(=|-] ?|\b(?:on|with|just|only|give|gives|giving|needs?|is|of|by|got|to|plus|and|upon|against) )"
    r"(?P<time>(?P<unit>day|week|fortnight|month|quarter|year|hour)(?:'s|(?= (?:notice|rent)\b)))"
    r"(?= (?:written |clear |prior |free |full |paid )?(?:notice|rent|salary|pay|interest|deposit|premium|fees?|wages|"
    r"emi|stay|trial|leave|warning)\b)"
)
_HALVES = {"half": "0.5", "quarter": "0.25", "three quarters": "0.75"}
_MARGIN = expression(
    r"\b(?P<over>prime|base|bbr|repo|sofr|sonia|euribor|mclr|eblr|rllr|cbr|libor|jibar|bank rate|base rate|"
    r"prime rate|p|s|e|b)"
    r" ?(?P<sign>\+|plus|minus|less|over|-) ?(?:"
    r"(?:an? |one )?(?P<part>half|quarter|three quarters)|"
    r"(?P<whole>one|two|three|four|five|\d{1,2}) (?:and a (?P<more>half|quarter)|(?P<top>[13])/(?P<bottom>[24]))|"
    r"(?P<number>(?<!\d)(?:\d{1,3}(?:\.\d{1,3})?|\.\d{1,3})|one|two|three|four|five))"
    r"(?: ?(?P<unit>%|per ?cent|percent|points?|bps))?(?![\w.%/]|,\d| %)"
)
_IN_POINTS = 25
"""So much over a benchmark is said in hundredths: "S+225"."""
_WORDED = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}


_UP_DOWN = expression(
    r"(?<![\w.,/$€£₹])(?P<one>\d{1,5}) ?(?:mbps|megs?|mb|gig)? ?(?P<way>up|down)(?: ?(?:and|&|n|,|/) ?| )"
    r"(?P<other>\d{1,5}) ?(?:mbps|megs?|mb|gig)? ?(?P<back>up|down)\b"
)
_SO_MANY_FOR = expression(
    r"\b(?P<few>one|an?|\d|two|three) (?:[a-z]{3,14} (?:for|per|to)|for|per) (?:each |every )?(?P<many>\d{1,3}) "
    r"(?:guests?|pax|persons?|people|covers|students|children|kids|beds|heads|residents|patients|users)\b"
)


def _ups_and_downs(plain: str) -> Iterator[Quantity]:
    """ "200 up and 200 down": a speed each way."""
    for match in _UP_DOWN.finditer(plain) if "up" in plain and "down" in plain else ():
        if match["way"] == match["back"]:
            continue
        for value, way in (("one", "way"), ("other", "back")):
            yield Quantity(
                "speed", Decimal(match[value]), match.start(value), match.end(way), unit="mbps", way=match[way]
            )


def _so_many_for(plain: str) -> Iterator[Quantity]:
    """ "1 waiter for 15 guests": a share, and not fifteen waiters."""
    for match in _SO_MANY_FOR.finditer(plain):
        few = _small({"a": "one", "an": "one"}.get(match["few"], match["few"]))
        if few and int(match["many"]):
            share = (few / Decimal(match["many"])).quantize(Decimal("0.00000001"))
            yield Quantity("ratio", share, match.start(), match.end(), unit=":")


def _bare_times(plain: str) -> Iterator[Quantity]:
    """ "month's notice": one month, though nobody says one."""
    if "notice" not in plain and "'s " not in plain:
        return
    for match in _BARE_TIME.finditer(plain):
        unit, value = ("week", 2) if match["unit"] == "fortnight" else (match["unit"], 1)
        unit, value = ("month", 3) if unit == "quarter" else (unit, value)
        yield Quantity("duration", Decimal(value), match.start("time"), match.end("unit"), unit=unit)


def _margins(plain: str) -> Iterator[Quantity]:
    """ "prime plus a half", "P+1", "base plus 1 1/2": a margin over a benchmark, in per cent."""
    if "+" not in plain and not any(word in plain for word in (" plus ", " minus ", " less ", " over ")):
        return
    for match in _MARGIN.finditer(plain):
        if len(match["over"]) == 1 and (match["sign"] != "+" or match["part"]):
            continue
        if match["number"] and match["unit"]:
            # a rate with its sign is read with all that stands beside it
            continue
        if match["part"]:
            value = Decimal(_HALVES[match["part"]])
        elif match["whole"]:
            more = _HALVES[match["more"]] if match["more"] else Decimal(match["top"]) / Decimal(match["bottom"])
            value = _small(match["whole"]) + Decimal(more)
        else:
            value = _small(match["number"])
        value = value / 100 if match["unit"] == "bps" or value >= _IN_POINTS else value
        minus = match["sign"] in ("minus", "less", "-")
        yield Quantity("rate", -value if minus else value, match.start(), match.end(), unit="%", over=match["over"])


def _small(word: str) -> Decimal:
    return Decimal(_WORDED.get(word, word))


def _days(plain: str, today: date | None, american: bool | None) -> Iterator[Quantity]:
    for one in dates_in(plain, today, american=american):
        bound = bound_of_day(plain, one.start, one.end)
        if one.last_of and bound is Bound.EXACTLY:
            bound = Bound.AT_MOST
        yield Quantity("date", Decimal(0), one.start, one.end, day=one.day, bound=bound, ambiguous=one.ambiguous)
    for day in month_days_in(plain):
        yield Quantity("monthday", Decimal(day.number), day.start, day.end, per="month")


def _ratios(plain: str) -> Iterator[Quantity]:
    for match in _RATIO.finditer(plain):
        first, second = match[1], match[2]
        if not Decimal(second):
            continue
        near = plain[max(0, match.start() - 30) : match.end() + 12]
        if match[0][len(first) : len(first) + 2] == ": " and not _RATIO_NEAR.search(near):
            # "Priority 1: 2 hours" ends a label
            continue
        clock = len(second) == 2 and "." not in second and int(second) < 60
        if "." in first + second or second == "1" or _RATIO_NEAR.search(near) or (first == "1" and not clock):
            yield _ratio(plain, match, Decimal(first) / Decimal(second))
    for match in _RATIO_TO_ONE.finditer(plain) if " to 1" in plain else ():
        if "." in match[0] or _RATIO_NEAR.search(plain[max(0, match.start() - 30) : match.end() + 12]):
            yield _ratio(plain, match, Decimal(match[1]) / Decimal(match[2]))


def _ratio(plain: str, match: re.Match[str], value: Decimal) -> Quantity:
    bound = bound_of(plain, match.start(), match.end())
    return Quantity("ratio", value, match.start(), match.end(), unit=":", bound=bound)


def _speed_pairs(plain: str) -> Iterator[Quantity]:
    """ "500/50 Mbps": down and up."""
    for match in _SPEED_PAIR.finditer(plain):
        bound = bound_of(plain, match.start(), match.end())
        factor = {"t": Decimal(1_000_000), "g": Decimal(1000), "k": Decimal("0.001")}.get(match[3] or "m", Decimal(1))
        down, up = Decimal(match[1]) * factor, Decimal(match[2]) * factor
        _, end = speed_way(plain, match.end())
        yield Quantity("speed", down, match.start(), match.end(1), unit="mbps", bound=bound, way="down")
        yield Quantity("speed", up, match.start(2), end, unit="mbps", bound=bound, way="up")


def _counted_behind(plain: str) -> Iterator[Quantity]:
    """ "siku 3": in Swahili the number stands behind its unit of time."""
    for match in _COUNTED_BEHIND.finditer(plain):
        bound = bound_of(plain, match.start(), match.end())
        yield Quantity("duration", Decimal(match[2]), *match.span(), unit=_TIME_AHEAD[match[1]], bound=bound)


def _settled(plain: str) -> Iterator[Quantity]:
    """ "T+2": the second working day behind the trade."""
    for match in _SETTLED.finditer(plain):
        unit = "day" if "calendar" in match[0] else "workday"
        yield Quantity("duration", Decimal(match[1]), match.start(), match.end(), unit=unit, event="t")


def articles(plain: str) -> Iterator[Numeral]:
    """ "within a month", "a week's notice", and how often: once, twice."""
    for match in _ARTICLE.finditer(plain):
        start = match.start()
        ahead = plain[max(0, start - 12) : start]
        if (ahead and not ahead[-1].isspace()) or not (
            match["own"]
            or ahead.rpartition(" ")[0].rpartition(" ")[2] in _BEFORE_AN_ARTICLE
            or ahead.endswith("once in ")
        ):
            continue
        yield Numeral(Decimal(1), start, plain.index(" ", start), "words")
    for match in _ONCE.finditer(plain) if any(word in plain for word in ("once", "twice", "thrice")) else ():
        value = {"two": 2, "three": 3}.get(match.lastgroup or "", 1)
        yield Numeral(Decimal(value), match.start(match.lastgroup or 0), match.end(match.lastgroup or 0), "often")
