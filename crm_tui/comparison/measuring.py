"""What a bare number measures: the unit behind it, and the dimension that the unit gives."""

from dataclasses import dataclass
from decimal import Decimal

from crm_tui.comparison import units
from crm_tui.comparison.counted import noun_behind
from crm_tui.comparison.expressions import expression


@dataclass(frozen=True, slots=True)
class Measured:
    """A value with its unit."""

    dimension: str
    """As of a quantity."""

    value: Decimal
    """In the unit."""

    unit: str
    """As of a quantity."""

    end: int
    """Where the unit ends in the text."""

    letter: str = ""
    """A unit of one letter."""

    noun: str = ""
    """What is counted."""

    way: str = ""
    """Of a speed."""

    before: int = 0
    """Where the number ends before its noun."""


_ORDINAL = expression(r" ?(?:st|nd|rd|th)\b")
_TIMES = expression(r"\s?(?:times|x)\b(?! ?\d)")
_OF_WHAT = expression(
    r" (?:the|of|his|her|their|your|its|annual(?:i[sz]ed)?|monthly|gross|net|ctc|salary|ebitda|income|premium"
    r"|earnings|basic|emi|rent|fixed|last|cover)\b"
)
_NO_FIGURE_BEHIND = expression(r"-?[a-z_]|-\d{0,3}[a-z]")
_WITH_PLUS = expression(r"\+(?=[\s-]?[a-z%])")


def measured(text: str, end: int, value: Decimal) -> Measured | None:
    """What the number that ends at ``end`` of a folded text measures; None where it is no figure: 80C, 15th."""
    if plus := _WITH_PLUS.match(text, end):
        inside = _unit(text, plus.end(), value)
        if inside is not None and (inside.noun or inside.dimension != "number"):
            return inside
    return _unit(text, end, value)


def _unit(text: str, end: int, value: Decimal) -> Measured | None:
    sign = text[end : end + 1]
    if not sign:
        return Measured("number", value, "", end)
    if found := _share(text, end, value):
        return found
    if sign in ".,;:)|?!" and not text.startswith((".", ","), end):
        return Measured("number", value, "", end)
    if found := _carried(text, end, value):
        return found
    if found := _time(text, end, value):
        return found
    if match := _TIMES.match(text, end):
        if match[0].strip() == "x" or _OF_WHAT.match(text, match.end()):
            return Measured("ratio", value, ":", match.end())
        return Measured("number", value, "", match.end(), noun="times", before=end)
    if counted := noun_behind(text, end):
        return Measured("number", value, "", counted[1], noun=counted[0], before=end)
    if match := units.MEASURE.match(text, end):
        unit = units.MEASURE_UNITS[int((match.lastgroup or "u0")[1:])]
        return Measured("measure", value, unit, match.end())
    if _ORDINAL.match(text, end) or _NO_FIGURE_BEHIND.match(text, end):
        return None
    return Measured("number", value, "", end)


def _share(text: str, end: int, value: Decimal) -> Measured | None:
    if part := units.PART_OF_PERCENT.match(text, end):
        return Measured("rate", value, "%", part.end())
    if thousand := units.PER_THOUSAND.match(text, end):
        return Measured("rate", value / 10, "%", thousand.end())
    if percent := units.PERCENT.match(text, end):
        return Measured("rate", value, "%", percent.end())
    if points := units.BASIS_POINTS.match(text, end):
        return Measured("rate", value / 100, "%", points.end())
    return None


_SPEED_FACTORS = {"t": Decimal(1_000_000), "g": Decimal(1000), "m": Decimal(1), "k": Decimal("0.001")}


def _carried(text: str, end: int, value: Decimal) -> Measured | None:
    if speed := units.SPEED.match(text, end):
        factor = _SPEED_FACTORS["g" if speed[3] else "m" if speed[2] else speed[1]]
        way, behind = speed_way(text, speed.end())
        return Measured("speed", value * factor, "mbps", behind, way=way)
    if bare := units.BARE_SPEED_WAY.match(text, end):
        return Measured("speed", value, "mbps", bare.end(), way="down" if bare[1] else "up")
    if data := units.DATA.match(text, end):
        name = data[1] or (data[2] or data[3])[0]
        return Measured("data", value * units.DATA_FACTORS[name], "gb", data.end())
    return None


_OF_MONTHS = expression(r"\s?mahin[ea](?= k[aei]\b)")
_MONTHS_OF_A_BILL = 60


def speed_way(text: str, end: int) -> tuple[str, int]:
    """``down``, ``up``, ``both`` or empty, and where that word ends."""
    if both := units.BOTH_WAYS.match(text, end):
        return "both", both.end()
    if way := units.SPEED_WAY.match(text, end):
        return "down" if way[1] else "up", way.end()
    return "", end


def _time(text: str, end: int, value: Decimal) -> Measured | None:
    if match := units.DURATION.match(text, end):
        name = match.lastgroup if match.lastgroup not in ("half", "after", None) else ""
        name = name or next(one for one, word in match.groupdict().items() if word and one not in ("half", "after"))
        if match["half"] or match["after"]:
            value += Decimal("0.5")
        unit, factor = units.FACTORS.get(name, (name, Decimal(1)))
        stop = match.end() - (match[0].endswith(".") and match.end() == len(text))
        return Measured("duration", value * factor, unit, stop)
    if value <= _MONTHS_OF_A_BILL and (match := _OF_MONTHS.match(text, end)):
        # "2 mahine ka advance" is two months of it, "500 mahine ka" is a price
        return Measured("duration", value, "month", match.end())
    if short := units.SHORT_DURATION.match(text, end):
        return Measured("duration", value, units.SHORT_UNITS[short[1]], short.end(), letter=short[1])
    return None
