"""What one figure is: the value that others compare."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from crm_tui.domain.claim import Bound


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure with all that belongs to it."""

    dimension: str
    """rate, money, duration, date, monthday, speed, data, ratio, measure, or number (a count or nothing but digits)."""

    low: Decimal
    """The value, or the lower end of a range."""

    start: int
    """Where the figure begins in the text."""

    end: int
    """Where it and its unit end."""

    high: Decimal | None = None
    """The upper end of a range."""

    bound: Bound = Bound.EXACTLY
    """How it binds."""

    unit: str = ""
    """``%``, a currency code (``$`` when it may be any dollar), a unit of time, ``mbps``, ``gb``, ``:``, ``sqft``."""

    per: str = ""
    """year, half-year, quarter, month, fortnight, week, day, hour, each, or empty."""

    day: date | None = None
    """For a date."""

    spread: Decimal = Decimal(0)
    """What rounding may hide: a hundredth of a figure said in k, lakh or million."""

    scale: Decimal = Decimal(1)
    """What lakh, k and the like multiplied the digits by."""

    of_tax: bool = False
    """Whether it is the rate of a tax: the 18 % of "plus GST 18 %"."""

    letter: str = ""
    """A unit of one letter, ``24m``: months or millions, as the term asks."""

    indian: bool = False
    """Whether it was said in lakh or crore or grouped as 42,00,000."""

    each: str = ""
    """For each of what: the ``user`` of "45 per user per month"."""

    noun: str = ""
    """What a count counts, as written: the ``withdrawals`` of "5 free withdrawals"."""

    tax: str = ""
    """``included`` or ``on top`` where the words right beside it say so."""

    method: str = ""
    """Of a rate: ``flat``, ``reducing``, ``simple``, ``compound``, or empty."""

    over: str = ""
    """Of a rate: the benchmark that it is added to, ``repo rate``; taken off, it is negative."""

    event: str = ""
    """Of a time: the event that it counts from, the ``discharge`` of "15 days of discharge"."""

    ahead: bool = False
    """Whether it is counted back from the event: "30 days before renewal"."""

    whichever: str = ""
    """``higher``, ``lower``, ``earlier``, ``later``…: it and its neighbour stand for each other."""

    way: str = ""
    """Of a speed: ``down``, ``up``, ``both``, or empty."""

    ambiguous: bool = False
    """Whether its digits may be read otherwise: 02/01/2027, $1.250, 1,40,00."""

    echo: Decimal | None = None
    """The value of its words where they differ from its digits: a fault of the paper."""
