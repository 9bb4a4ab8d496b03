"""The words around a figure: scales, currencies, units, periods and bounds, as bounded patterns."""

import re

from crm_tui.domain.claim import Bound

NUMBER_WORDS = {
    "half": "0.5", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14",
    "fifteen": "15", "sixteen": "16", "eighteen": "18", "twenty": "20", "twenty-four": "24", "twenty four": "24",
    "thirty": "30", "thirty-six": "36", "thirty six": "36", "forty": "40", "forty-five": "45", "forty-eight": "48",
    "fifty": "50", "sixty": "60", "seventy-two": "72", "ninety": "90", "hundred": "100", "once": "1", "twice": "2",
    "ek": "1", "do": "2", "teen": "3", "char": "4", "chaar": "4", "paanch": "5", "panch": "5", "chhe": "6",
    "saat": "7", "das": "10", "bees": "20",
}  # fmt: skip

SCALES = {
    "k": 1000, "thousand": 1000, "hundred": 100, "l": 100_000, "lakh": 100_000, "lakhs": 100_000, "lac": 100_000,
    "lacs": 100_000, "lpa": 100_000, "cr": 10_000_000, "crore": 10_000_000, "crores": 10_000_000, "mn": 1_000_000,
    "mio": 1_000_000, "million": 1_000_000, "bn": 1_000_000_000, "billion": 1_000_000_000,
}  # fmt: skip

CURRENCIES = {
    "rs": "INR", "rs.": "INR", "inr": "INR", "₹": "INR", "rupees": "INR", "rupee": "INR", "us$": "USD", "usd": "USD",
    "$": "$", "c$": "CAD", "ca$": "CAD", "cad": "CAD", "s$": "SGD", "sgd": "SGD", "a$": "AUD", "aud": "AUD",
    "nz$": "NZD", "hk$": "HKD", "£": "GBP", "gbp": "GBP", "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR",
    "aed": "AED", "chf": "CHF", "dirhams": "AED", "pounds": "GBP", "dollars": "$", "sar": "SAR", "qar": "QAR",
    "jpy": "JPY", "¥": "JPY", "zar": "ZAR", "kes": "KES", "lkr": "LKR", "npr": "NPR", "bdt": "BDT", "pkr": "PKR",
    "sek": "SEK", "dkk": "DKK", "nok": "NOK", "pln": "PLN", "myr": "MYR", "php": "PHP",
}  # fmt: skip
DOLLARS = frozenset({"$", "USD", "CAD", "SGD", "AUD", "NZD", "HKD"})
"""What a bare dollar sign may mean."""


def _any(words: dict[str, object] | dict[str, str] | dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


NUMBER_WORD = re.compile(
    rf"\b({_any(NUMBER_WORDS)})\b(?=\s?\(\d|[\s-]{{1,3}}(?:and a half |(?:calendar|working|business|consecutive|full|"
    r"successive|equal|free) )?(?:days?|weeks?|months?|years?|hours?|minutes?|lakhs?|crores?|per ?cent|percent|mahine|"
    r"mahina|saal|din|ghante|times?|visits?|claims?|instal+ments?|emis?|thousand|hundred|million|parts)\b"
    r"|\s(?:in )?(?:a|an|each|every|per) (?:policy )?(?:year|month|day|quarter|week)\b)",
    re.IGNORECASE,
)
HINDI_NUMBERS = frozenset({"ek", "do", "teen", "char", "chaar", "paanch", "panch", "chhe", "saat", "das", "bees"})
HINDI_UNIT = re.compile(r"[\s-]{1,3}(?:mahine|mahina|saal|sal|din|ghante|lakh|hazar|baar|months?|years?|yrs?|days?)\b")
SCALE_AFTER = re.compile(rf"[\s-]?({_any(SCALES)})(?![\w:])\.?", re.IGNORECASE)
CURRENCY_BEFORE = re.compile(rf"(?<![A-Za-z])({_any(CURRENCIES)})[\s.]{{0,3}}[-+]?\s?$", re.IGNORECASE)
CURRENCY_AFTER = re.compile(rf"\s?(?:/-\s?)?({_any(CURRENCIES)})(?![A-Za-z])", re.IGNORECASE)
RUPEE_DASH = re.compile(r"\s?/-")
PERCENT = re.compile(
    r"\s?(?:%|per ?cents?\b|percents?\b|pct\b|pc\b(?!\w)|percentage points?\b)|\s?\([a-z -]{3,40}\)\s?(?:%|"
    r"per ?cent\b)",
    re.IGNORECASE,
)
BASIS_POINTS = re.compile(r"\s?(?:bps|bp|basis points?)\b", re.IGNORECASE)
SPEED = re.compile(r"\s?(gbps|gbit/s|gb/s|mbps|mbit/s|mb/s|kbps)\b|\s(?:down|up)\b", re.IGNORECASE)
DATA = re.compile(r"\s?(tb|gb|mb)\b(?!/s)", re.IGNORECASE)

_DURATIONS = (
    ("workday", r"(?:working|business|banking|bank|office)[ -]days?"),
    ("day", r"(?:calendar |consecutive |full |clear |successive )?days?['’]?|din"),
    ("week", r"(?:calendar |full )?weeks?['’]?|wks?|hafte|hafta"),
    ("month", r"(?:calendar |full |consecutive |successive )?months?['’]?|mahine(?! ka)|mahina|mths?|mos?\b"),
    ("year", r"(?:policy |full |consecutive |successive )?years?['’]?|yrs?|saal"),
    ("hour", r"(?:full )?hours?['’]?|hrs?|ghante|ghanta"),
    ("minute", r"minutes?|mins?"),
)
DURATION = re.compile(
    r"[\s-]{0,3}(?:\([a-z0-9 -]{1,24}\)\s?)?(?:and a half )?(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _DURATIONS)
    + r")(?![\w/])",
    re.IGNORECASE,
)
SHORT_DURATION = re.compile(r"(d|w|m|y|h|M|Y)(?!\w)")
SHORT_UNITS = {"d": "day", "w": "week", "m": "month", "y": "year", "h": "hour"}

_PERIODS = {
    "year": r"p\.?\s?a\b\.?|per annum|per (?:policy )?year|an? (?:policy )?year|each year|every year|yearly|annually"
    r"|in an? (?:policy )?year|/\s?y(?:ea)?r\b|pa\b|saal ka|annual\b|for one year\b(?! only)",
    "month": r"p\.?\s?m\b\.?|per (?:calendar )?month|a month|in a month|each month|every month|monthly|/\s?mo(?:nth)?\b"
    r"|mahine ka|har mahine|per mth|pcm\b|a mo\b|/\s?m\b",
    "quarter": r"per quarter|a quarter|each quarter|every quarter|quarterly|per qtr|/\s?qtr|a qtr|har teen mahine",
    "week": r"per week|a week|each week|every week|weekly|/\s?w(?:ee)?k\b|pw\b",
    "day": r"per day|a day|each day|daily|/\s?day|per diem",
    "hour": r"per hour|an hour|each hour|hourly|/\s?h(?:ou)?r\b",
    "each": r"each\b|per (?!cent)[a-z]{2,}|an? (?:user|eye|visit|delivery|leaf|time|unit|person|item|page)\b"
    r"|/\s?(?:user|seat|unit|page)|for each\b",
}
PERIODS = tuple((name, re.compile(rf"[\s,(*/-]{{0,3}}(?:{words})", re.IGNORECASE)) for name, words in _PERIODS.items())

_BEFORE = {
    Bound.AT_LEAST: r"at ?least|minimum(?: of)?|min\.?|not less than|no less than|never less than|never below"
    r"|not below|kam se kam|guaranteed",
    Bound.AT_MOST: r"up ?to|at most|maximum(?: of)?|max\.?|not more than|no more than|not exceeding|not to exceed"
    r"|never above|never more than|under|below|within|less than|not above|capped at|cap of|limited to|as high as"
    r"|go above|exceed|no higher than|not later than|no later than|ceiling of|only after more than",
    Bound.STARTING: r"starting(?: at| from)?|starts?(?: at| from)?|from|beginning at",
    Bound.ABOUT: r"about|around|approx(?:imately)?\.?|abt\.?|roughly|circa|ca\.?|nearly|close to|~|estimated(?: at)?"
    r"|takreeban|almost",
}
BOUND_BEFORE = tuple(
    (bound, re.compile(rf"(?<![\w-])(?:{words})\s{{0,3}}(?:an? |the |only |its |in |another )?$", re.IGNORECASE))
    for bound, words in _BEFORE.items()
)
BOUND_AFTER = (
    (
        Bound.AT_LEAST,
        re.compile(r"\s?(?:\+(?!\s?\w)|or more\b|or above\b|and above\b|minimum\b|min\b|at least\b)", re.I),
    ),
    (
        Bound.AT_MOST,
        re.compile(r"\s?(?:or less\b|or below\b|max\b|maximum\b|at most\b|tak\b|ke andar\b|mein\b|me\b|cap\b)", re.I),
    ),
    (Bound.STARTING, re.compile(r"\s?(?:se shuru\b|onwards\b)", re.IGNORECASE)),
)
BETWEEN = re.compile(r"\s{0,2}(?:-|–|to|and)\s{0,2}(?:(?:rs\.?|inr|usd|eur|aed|gbp)\s?|[$£€₹]\s?)?", re.IGNORECASE)
