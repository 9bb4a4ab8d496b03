"""Words of a clause that keep it from clearing a promise: it is undone, only aimed at, for others, or not the whole.

The table is read only where the paper would otherwise keep the promise, and where the promise did not say the same.
A row that is wrong costs a glance; a row that is missing costs the customer.
"""

import re
from dataclasses import dataclass

from crm_tui.comparison import verdicts
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.kept import Caveat, Kept
from crm_tui.comparison.quantities import quantities
from crm_tui.comparison.verdicts import Ruling
from crm_tui.comparison.words import stems
from crm_tui.domain.claim import Form

_VALUES = frozenset({Form.VALUE, Form.DEADLINE})
_GIFTS = frozenset({Form.INCLUDED, Form.EXCLUDED})
_ANY = _VALUES | _GIFTS | {Form.NIL, Form.CATEGORY}


@dataclass(frozen=True, slots=True)
class Reservation:
    """A row of the table."""

    rule: str
    """Its name, as findings show it."""

    words: re.Pattern[str]
    """What a clause says."""

    ruling: Ruling
    """What follows from it."""

    forms: frozenset[Form] = _ANY
    """The promises that it may keep from being cleared."""

    direction: str = ""
    """Only for kinds where less, or more, is better; empty for both."""

    dimensions: frozenset[str] = frozenset()
    """Only for these dimensions; empty for all."""

    def look(self, kept: Kept) -> Caveat | None:
        """What the clause says of it, where the promise does not say the same."""
        if kept.claim.form not in self.forms or (self.direction and self.direction != kept.kind.direction):
            return None
        if self.dimensions and kept.kind.dimension not in self.dimensions:
            return None
        if self.rule == _OTHER_UNIT and _of_the_same(kept):
            return None
        text = kept.text
        match = self.words.search(text)
        if match is None or self.words.search(kept.promise):
            return None
        return Caveat(self.ruling, " ".join(text[match.start() : match.start() + 70].split()).rstrip(".;,"))


_OTHER_UNIT = "another unit of count"


def _of_the_same(kept: Kept) -> bool:
    """Whether both prices are for one of the same: "1,650 per sft" and "Rs 1,650 per sq. ft."."""
    used = kept.clause.statement.figure
    if used is None or not used.each:
        return False
    return any(one.each and _alike(one.each, used.each) for one in quantities(kept.promise))


def _alike(one: str, other: str) -> bool:
    feet = {"sft", "sqft", "sf", "sq", "square", "foot", "ft", "psf"}
    words, others = stems(one), stems(other)
    return bool(words & others) or bool(words & feet and others & feet)


def _of(words: str) -> re.Pattern[str]:
    return expression(words, re.IGNORECASE)


_MONEY = frozenset({"money", "charge"})
RESERVATIONS = (
    Reservation(
        "the waiver is undone",
        _of(
            r"\bnot (?:be )?(?:waived|exempt\w*|free|nil)\b|\bwaiver\b[^.;]{0,40}\b(?:declined|refused|requested|not|"
            r"withdrawn)\b|\b(?:no|not) less than\b|\bnot the case\b|\bnothing in\b|\bwithdrawn\b|"
            r"\bborne by (?:the )?(?:customer|borrower|client|you|tenant|insured|buyer)\b|\bbecomes? payable\b"
        ),
        verdicts.DOUBT,
        frozenset({Form.NIL}),
    ),
    Reservation(
        "only an effort",
        _of(
            r"\b(?:reasonable|best|diligent|good faith)\s(?:\w+\s)?(?:efforts?|endeavou?rs?)\b|"
            r"\bendeavou?rs? to\b|\befforts? to\b"
        ),
        verdicts.CONDITIONAL,
    ),
    Reservation(
        "less a charge",
        _of(
            r"\b(?:less|net of|minus|after deduct(?:ing|ion of)) (?:an?|any|the|all|its|our)\s(?:\w+\s){0,3}?"
            r"(?:charges?|fees?|costs?|expenses?|deductions?)\b"
        ),
        verdicts.CONDITIONAL,
    ),
    Reservation(
        "asked for, aimed at or out of date",
        _of(
            r"\b(?:requested|unable to|declined|not (?:been )?(?:approved|agreed|accepted)|old rate|"
            r"earlier rate|previously|previous (?:rate|price|premium|offer|fee|charge|rent|amount)|"
            r"indicative|provisional|proposed|targets?|targeted|shall not be a breach|"
            r"final (?:rate|amount|price|premium)|prorated|pro rata|on the original principal)\b"
        ),
        verdicts.DOUBT,
        _VALUES | {Form.NIL, Form.CATEGORY},
    ),
    Reservation(
        "a part is added to it",
        _of(
            r"\d[\d,.]*\s?(?:%|/-)?(?:\s?p\.?a\b\.?)?[^.;\d]{0,24}?(?:\bplus\b|\+|\band a further\b|"
            r"\band an additional\b)\s?(?!\s?(?:applicable\s)?"
            r"(?:gst|vat|tax|taxes|hst|service tax|cess)\b)[^.;]{0,60}?\d"
        ),
        verdicts.SEVERAL,
        frozenset({Form.VALUE}),
        "low",
    ),
    Reservation(
        "over a benchmark",
        _of(
            r"\b(?:repo|mclr|eblr|rllr|sofr|euribor|sonia|prime|base|"
            r"benchmark)\b[^.;]{0,20}\d[\d.]*\s?%?\s?(?:\+|plus)"
        ),
        verdicts.SEVERAL,
        frozenset({Form.VALUE}),
    ),
    Reservation(
        "it holds other things too",
        _of(
            r"\b(?:including|inclusive of|incl\.?|includes|before deductions)\b(?![^.;]{0,16}\b(?:gst|vat|tax|"
            r"taxes|hst|cess)\b)"
            r"[^.;]{0,60}\b(?:pf|provident|gratuity|variable|bonus|holidays?|allowances?|deductions|"
            r"contribution|pay)\b|"
            r"\bbefore deductions\b"
        ),
        verdicts.DOUBT,
        frozenset({Form.VALUE}),
        "high",
    ),
    Reservation(
        _OTHER_UNIT,
        _of(
            r"\b(?:per|each|every|a)\s(?:lakh|thousand|hundred|100|1,?000|co-?applicants?|members?|persons?|"
            r"head|child|adult|"
            r"week|day|night|hour|visit|item|unit|kg|100 ?g|sq\.? ?ft|square foot|card|line)\b"
        ),
        verdicts.OTHER_UNIT,
        frozenset({Form.VALUE}),
        "low",
        _MONEY,
    ),
    Reservation(
        "working hours only",
        _of(r"\b(?:business|working) hours?\b"),
        verdicts.OTHER_UNIT,
        _VALUES,
        "low",
        frozenset({"duration"}),
    ),
    Reservation(
        "the earlier of two",
        _of(
            r"\bwhichever (?:is|occurs|comes) (?:the )?(?:earlier|earliest|first|lower|less|sooner)\b|"
            r"\bthe (?:earlier|lower|lesser) of\b"
        ),
        verdicts.CONDITIONAL,
        _VALUES,
        "high",
    ),
    Reservation(
        "the later of two",
        _of(r"\b(?:the )?later of\b|\bwhichever (?:is|occurs) (?:the )?later\b"),
        verdicts.CONDITIONAL,
        _VALUES,
        "low",
        frozenset({"duration", "date"}),
    ),
    Reservation(
        "only later on",
        _of(
            r"\b(?:after completion of|(?:only )?after (?:the )?(?:month|year|expiry of)|"
            r"after (?:the )?(?:first )?\d{1,3} (?:emis?|"
            r"instal?lments?|months?|years?)|once \d{1,3})\b"
        ),
        verdicts.CONDITIONAL,
        frozenset({Form.NIL, *_GIFTS}),
    ),
    Reservation(
        "for some only",
        _of(
            r"\b(?:up ?to (?:the )?age|aged? (?:up to|below|under)|for (?:prepaid|postpaid|gold|silver|platinum|"
            r"women|senior|salaried|"
            r"existing|new|accidents?)\b|same[- ]network|on-?net|own network|other networks|"
            r"select(?:ed)? (?:merchants|partners|"
            r"outlets)|(?:partner|participating) (?:merchants|outlets)|night hours|add-?on|"
            r"excluding (?:scheduled|planned))\b"
        ),
        verdicts.CONDITIONAL,
        _ANY,
    ),
    Reservation(
        "only that it may be",
        _of(
            r"\b(?:may|can|could|might) (?:also )?be (?:arranged|added|requested|considered|granted|offered|"
            r"made available|provided|extended|obtained|purchased)\b|"
            r"\b(?:endeavou?rs?|seeks?|intends?|aims?) to\b"
        ),
        verdicts.DOUBT,
        frozenset({Form.INCLUDED}),
        "high",
    ),
    Reservation(
        "only at a price",
        _of(
            r"\b(?:optional (?:extra|add-?on|cover|benefit)|as an option|at an? (?:extra|additional|separate) "
            r"(?:cost|charge|premium|fee|price)|"
            r"on payment of|(?:can|may) be (?:added|bought|purchased|had) (?:at|for|on))\b"
        ),
        verdicts.CONTRADICTED,
        frozenset({Form.INCLUDED}),
        "high",
    ),
    Reservation(
        "a part of it",
        _of(
            r"\bpart(?:ly|ially)?[- ](?:furnished|fitted|equipped|covered|included|refund\w+|waived|paid)\b|"
            r"\bsemi-?furnished\b|\bself only\b|\b(?:employee|member|individual) only\b"
        ),
        verdicts.WORSE,
    ),
    Reservation(
        "some are excepted",
        _of(
            r"\b(?:other than|except(?: for)?|save for|apart from|but not)\s"
            r"(?!as\b|where\b|when\b|otherwise|with\b|in\b|"
            r"if\b|to\b|that\b|for\b|by\b|upon\b|on\b|under\b|pursuant|(?:the )?(?:tax|gst|vat|applicable)|expressly|"
            r"provided|stated)\w"
        ),
        verdicts.CONDITIONAL,
        _GIFTS,
    ),
    Reservation(
        "only aimed at",
        _of(r"\b(?:aims?|seeks?|strives?|intends?|hopes?|expects?)\s(?:for|to|at)\b|\bas a (?:goal|target|guide)\b"),
        verdicts.CONDITIONAL,
    ),
    Reservation(
        "at the other side's choice",
        _of(
            r"\bat (?:the )?(?:bank|lender|insurer|company|landlord|lessor|licensor|supplier|provider|contractor|"
            r"seller|operator|vendor|employer|owner|franchisor)['’]s? (?:sole |absolute )?(?:option|election|choice)\b|"
            r"\bat (?:its|our) (?:sole |absolute )?(?:option|election|choice|discretion)\b"
        ),
        verdicts.CONDITIONAL,
    ),
    Reservation(
        "what comes with it is charged",
        _of(
            r"\b(?:freight|carriage|postage|shipping|transport|labou?r|delivery)\b[^.;,]{0,12}\b(?:payable|borne|paid|"
            r"charged|chargeable|extra)\b(?: by| to)? ?(?:the )?(?:customer|buyer|client|you|tenant|purchaser|hirer)?"
        ),
        verdicts.CONDITIONAL,
        _VALUES | _GIFTS,
    ),
    Reservation(
        "counted from a later event",
        _of(
            r"\b(?:of|from|after|following|upon|once) (?:the )?(?:\w+ ){0,2}?"
            r"(?:completion of (?:all |the )*(?:documents?|documentation|"
            r"formalities|paper)|submission of|receipt of (?:all|complete|cleared|full)|clearance of|"
            r"approval|verification|compliance|satisfaction of|paying|payment of (?:all|any))\b"
        ),
        verdicts.CONDITIONAL,
        _VALUES,
        "",
        frozenset({"duration"}),
    ),
    Reservation(
        "a box that is not ticked",
        _of(r"\u2610|\[ \]|\[\]"),
        verdicts.DOUBT,
        frozenset({Form.NIL, *_GIFTS}),
    ),
)
_ALL_IN = expression(r"\ball[- ]?in\b|\ball[- ]inclusive\b|\beverything included\b|\btotal\b", re.IGNORECASE)
_BARE_PRICE = expression(r"\bbase (?:rent|price|fee)\b|\bex-?works\b|\bexcl", re.IGNORECASE)


def bare_price(kept: Kept) -> Caveat | None:
    """A price without what comes on top of it, where all in was said."""
    if kept.claim.form is not Form.VALUE or not _ALL_IN.search(kept.promise):
        return None
    match = _BARE_PRICE.search(kept.text)
    return Caveat(verdicts.DOUBT, match[0]) if match else None
