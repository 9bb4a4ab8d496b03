"""The words around a figure: scales, currencies, units and periods, as data and as bounded patterns of folded text."""

import re
from collections.abc import Iterable
from decimal import Decimal

from crm_tui.comparison.expressions import expression

IN_MONTHS = {"month": Decimal(1), "year": Decimal(12)}
"""How many months a unit of time has, for those that have a whole number of them."""

SCALES = {
    "k": 1000, "thousand": 1000, "thousands": 1000, "tsd": 1000, "hazar": 1000, "hazaar": 1000, "hundred": 100,
    "l": 100_000, "lakh": 100_000, "lakhs": 100_000, "lac": 100_000, "lacs": 100_000, "lk": 100_000, "lpa": 100_000,
    "lakhpa": 100_000, "cr": 10_000_000, "crs": 10_000_000, "crore": 10_000_000, "crores": 10_000_000,
    "mn": 1_000_000, "mio": 1_000_000, "mln": 1_000_000, "mil": 1_000_000, "million": 1_000_000,
    "millions": 1_000_000, "bn": 1_000_000_000, "bln": 1_000_000_000, "mrd": 1_000_000_000, "billion": 1_000_000_000,
    "billions": 1_000_000_000, "trillion": 1_000_000_000_000,
}  # fmt: skip
_BESIDE_MONEY = {"m": 1_000_000, "mm": 1_000_000, "b": 1_000_000_000, "t": 1000}
"""Scales that mean months, millimetres or bytes unless a currency stands before the figure."""

_NAMES = {
    "INR": "rs rs. re re. inr ₹ rupees rupee rup indian-rupees indian-rupee",
    "USD": "us$ usd u.s.$ us-dollars us-dollar u.s.-dollars american-dollars united-states-dollars",
    "$": "$ dollars dollar bucks",
    "CAD": "c$ ca$ cdn$ cad canadian-dollars canadian-dollar",
    "SGD": "s$ sg$ sgd singapore-dollars singapore-dollar",
    "AUD": "a$ au$ aud australian-dollars australian-dollar",
    "NZD": "nz$ nzd new-zealand-dollars",
    "HKD": "hk$ hkd hong-kong-dollars",
    "TWD": "nt$ twd",
    "MXN": "mx$ mxn",
    "BRL": "r$ brl reais real",
    "GBP": "£ gbp stg pounds pound pounds-sterling sterling quid",
    "EUR": "€ eur euro euros",
    "CHF": "chf sfr fr. swiss-francs swiss-franc francs",
    "AED": "aed dh dhs dh. dhs. dirham dirhams uae-dirhams uae-dirham emirati-dirhams",
    "SAR": "sar sr saudi-riyals saudi-riyal",
    "QAR": "qar qr qatari-riyals",
    "OMR": "omr omani-rials",
    "KWD": "kwd kuwaiti-dinars",
    "BHD": "bhd bahraini-dinars",
    "KES": "kes ksh kshs ksh. kshs. kenya-shillings kenyan-shillings",
    "UGX": "ugx ushs ugandan-shillings",
    "TZS": "tzs tsh tanzanian-shillings",
    "ZAR": "zar rand rands south-african-rand",
    "NGN": "ngn ₦ naira",
    "GHS": "ghs gh₵ gh¢ ₵ cedi cedis",
    "EGP": "egp egyptian-pounds",
    "MAD": "mad moroccan-dirhams",
    "LKR": "lkr slrs sri-lankan-rupees",
    "NPR": "npr nrs nepalese-rupees",
    "PKR": "pkr pakistani-rupees",
    "BDT": "bdt tk taka ৳",
    "MVR": "mvr rufiyaa",
    "JPY": "jpy ¥ yen 円",
    "CNY": "cny rmb yuan",
    "KRW": "krw ₩",
    "THB": "thb ฿ baht",
    "MYR": "myr rm ringgit",
    "IDR": "idr rp rupiah",
    "PHP": "php ₱ pesos peso",
    "VND": "vnd ₫ dong",
    "SEK": "sek kr kronor",
    "DKK": "dkk kroner",
    "NOK": "nok",
    "ISK": "isk",
    "PLN": "pln zł zloty zlotys złotych",
    "CZK": "czk kč",
    "HUF": "huf forint",
    "RON": "ron lei",
    "TRY": "try ₺ lira",
    "ILS": "ils ₪ nis shekels",
    "RUB": "rub ₽ roubles rubles",
    "UAH": "uah ₴",
}
CURRENCIES = {word.replace("-", " "): code for code, words in _NAMES.items() for word in words.split()}
"""Every sign, code and word of a currency, folded."""
DOLLARS = frozenset({"$", "USD", "CAD", "SGD", "AUD", "NZD", "HKD"})
"""What a bare dollar sign may mean."""
DOTTED = frozenset({"EUR", "BRL", "DKK", "IDR", "VND", "TRY", "ISK"})
"""Currencies whose amounts are grouped by dots."""
_ONLY_BEHIND = frozenset({"real", "dong", "quid", "bucks", "lei", "mad", "try", "sr", "rub", "ron"})
"""Words that are other words too unless they stand behind the figure (or, as codes, in capitals before it)."""
_CENTS = ("cents", "cent", "paise", "paisa", "pence", "fils", "¢")


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_SIGNS = frozenset("$€£¥₹₦₵฿₱₫₩₪₺₽₴৳円")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzłč.¢") | _SIGNS
_BETWEEN = " .:\n("
_CODES = frozenset({"mad", "try", "sr", "rub", "ron"})
_BEHIND = expression(
    r"\s?(?:/-\s?|/=\s?)?([$€£¥₹₦₵฿₱₫₩₪₺₽₴৳円]|[a-z.łčé]{1,12}\$?)(?:(?= ([a-z]{4,9})(?: ([a-z]{4,9}))?\b))?(?! ?\d)"
)
_FRENCH_BEHIND = expression(r"\s?/[-=]")
_CENTS_BEHIND = expression(
    rf"\s?({_any(_CENTS)})(?![a-z])|c(?=[ /](?:per|a|each|/)|/)|p(?=[ /](?:per|a |each|an? |/)|/| per)"
)


def currency_ahead(folded: str, original: str, start: int) -> tuple[str, int] | None:
    """The currency that stands right before a figure, with its place: "Rs. 500", "R 1 200", "US$300"."""
    stop = start
    while stop > 0 and start - stop < 4 and folded[stop - 1] in _BETWEEN:
        stop -= 1
    begin = stop
    while begin > 0 and stop - begin < 12 and folded[begin - 1] in _LETTERS:
        begin -= 1
    word = folded[begin:stop]
    if f"{word}." in CURRENCIES and folded.startswith(".", stop):
        return CURRENCIES[f"{word}."], begin
    if not word or (begin and folded[begin - 1].isdigit() and word[-1] not in _SIGNS):
        return None
    if word not in CURRENCIES and word[-1] in _SIGNS:
        # "fee$500": the sign alone
        begin, word = stop - 1, word[-1]
    elif "." in word and word not in CURRENCIES:
        begin, word = stop - len(word.rpartition(".")[2]), word.rpartition(".")[2]
    if word == "r":
        # the rand has a capital: "for 500" and "r 500" are no money
        return ("ZAR", begin) if original[begin] == "R" and "." not in folded[stop:start] else None
    if word == "n":
        # the naira is a capital right at an amount of thousands: "N95" is a mask, "N150m" and "N50,000" are money
        return ("NGN", begin) if original[begin] == "N" and _NAIRA.match(folded, stop) else None
    if word in _ONLY_BEHIND:
        return (CURRENCIES[word], begin) if word in _CODES and original[begin:stop].isupper() else None
    if word not in CURRENCIES:
        return None
    if word in ("$", "dollars") and (named := _NAMED_DOLLAR.search(folded, max(0, begin - 20), begin)):
        return CURRENCIES[f"{named[1]} dollars"], named.start()
    if word in ("rupees", "dirhams", "dollars", "shillings", "francs", "rand"):
        adjective = folded[max(0, begin - 16) : begin].rstrip().rpartition(" ")[2]
        if f"{adjective} {word}" in CURRENCIES:
            return CURRENCIES[f"{adjective} {word}"], folded.rindex(adjective, 0, begin)
    return CURRENCIES[word], begin


_NAIRA = expression(r"=?\d{1,3}(?:(?:,\d{3}){1,5}(?!\d)|(?:\.\d{1,3})? ?(?:k|m|mn|b|bn|million|billion)\b)")
_NAMED_DOLLAR = expression(r"\b(us|canadian|australian|singapore)(?: dollars)? ?\(? ?$")


def currency_behind(folded: str, end: int) -> tuple[str, int] | None:
    """The currency that stands behind a figure, with its end: "500 rupees", "345,90 €", "1,250/-"."""
    if match := _BEHIND.match(folded, end):
        words = [word for word in match.groups() if word]
        for length in range(len(words), 0, -1):
            name = " ".join(words[:length])
            if name not in CURRENCIES and length == 1:
                name = name.rstrip(".")
            if name in CURRENCIES:
                return CURRENCIES[name], match.start(length) + len(words[length - 1].rstrip("."))
    if match := _FRENCH_BEHIND.match(folded, end):
        return ("KES" if match[0].endswith("=") else "INR"), match.end()
    return None


def cents_behind(folded: str, end: int) -> tuple[str, int] | None:
    """The hundredth part of a currency behind a figure: "50 paise", "25 cents", "20p a minute"."""
    match = _CENTS_BEHIND.match(folded, end)
    if match is None:
        return None
    word = match[0].strip()
    unit = {"paise": "INR", "paisa": "INR", "pence": "GBP", "p": "GBP", "fils": "AED"}.get(word, "$")
    return unit, match.end()


_SCALE = expression(r"[\s-]?([a-z]{1,9})(?![\w:])")
_SCALE_BESIDE_MONEY = expression(rf" ?({_any(_BESIDE_MONEY)})(?![\w'/])")


def scale_behind(folded: str, end: int, *, money: bool) -> tuple[str, Decimal, int] | None:
    """The scale behind a figure with its name and end: lakh, k, crore; beside a currency also a bare m and b."""
    if (match := _SCALE.match(folded, end)) and match[1] in SCALES:
        return match[1], Decimal(SCALES[match[1]]), match.end(1)
    if money and (match := _SCALE_BESIDE_MONEY.match(folded, end)):
        return match[1], Decimal(_BESIDE_MONEY[match[1]]), match.end()
    return None


PERCENT = expression(
    r"\s?(?:%|‰|per ?cents?\b|percents?\b|pct\.?(?: pts?| points?)?\b|pc\b|percentage points?\b|%-?(?:age)? ?points?\b|"
    r"pp\b|ppt\b|pro ?cent\b|per (?:mille|mil)\b|in a hundred\b|pratishat\b|fee ?sad[ai]\b)"
    r"(?:\s?(?:of|von) (?:1|one) ?(?:%|per ?cent))?(?: points?\b)?"
)
PART_OF_PERCENT = expression(r"\s?of\s(?:1|one|a)\s?(?:%|per ?cent\b|percentage point\b)(?:\s?\([\d./]{1,8}\s?%\))?")
BASIS_POINTS = expression(r"\s?(?:bps|bp|basis points?|basis pts)\b")
PER_THOUSAND = expression(r"\s?(?:‰|per (?:mille|mil)\b)")
SPEED = expression(
    r"\s?([tgmk])(?:bps|bit/s|bits/s|b/s|bits? per second|bits?\b|ig(?:abit)?s? per second|eg(?:abit)?s? per second)"
    r"(?![a-z])|\s?(megs?|mbs)\b(?! of data)|\s?(gig)\b(?! (?:of )?data| cap| limit| allowance| free|"
    r" a month| per month|s)"
)
SPEED_WAY = expression(r"[ (]{0,2}(?:of )?(?:(down)(?:load|stream|link)?|(up)(?:load|stream|link)?)\b(?! ?to\b)")
BOTH_WAYS = expression(r"[ (,]{0,2}(?:symmetric(?:al)?|both ways|up and down|up ?/ ?down)\b")
BARE_SPEED_WAY = expression(r" (?:(down)|(up))\b(?! ?(?:to|payment|front|for|from|by|and)\b)")
DATA = expression(r"\s?(?:([ptgmk])i?b\b(?!/s|ps)|(gig)s?\b)(?:ytes)?|\s?(tera|giga|mega)bytes?\b")
DATA_FACTORS = {
    "p": Decimal(1_000_000),
    "t": Decimal(1000),
    "g": Decimal(1),
    "m": Decimal("0.001"),
    "k": Decimal("0.000001"),
}

_KIND_OF_TIME = (
    "calendar|full|consecutive|successive|continuous|complete|completed|clear|further|more|additional|policy|contract|"
    "financial|clock|tax|academic|lease"
)
_DURATIONS = {
    "workday": r"(?:clear |full )?(?:working|business|bus|biz|banking|bank|office|trading|court|wkg|work)[ -]?days?'?",
    "day": r"days?'?(?! (?:guests?|delegates?|scholars?|pupils?|boarders?|patients?)\b)|dys?|din|tage?n?|"
    r"jours?|siku(?! \d)",
    "week": r"weeks?'?|wks?|hafte|hafta|wochen?|semaines?|wiki(?! \d)",
    "fortnight": r"fortnights?'?",
    "month": r"(?:billing|statement) (?:cycles?|periods?)|months?'?|mahine(?! ka)|mahina|mths?|mnths?|mos?\b|"
    r"monat(?:en?)?|mois|(?:miezi|mwezi)(?! \d)|bulan|buwan|maand(?:en)?|meses|mesi",
    "quarter": r"quarters?|qtrs?",
    "year": r"years?'?|yrs?'?|saal|sal|jahre?n?|années?|ans|tahun|taon|jaar|años?|anni|(?:miaka|mwaka)(?! \d)",
    "decade": r"decades?",
    "hour": r"(?:working |business )?hours?'?|hrs?|ghante|ghanta",
    "minute": r"minutes?'?|mins?(?! \d| of| rs| \$| bal)",
    "second": r"seconds?|secs?",
}
DURATION = expression(
    rf"[\s-]{{0,3}}(?:(?P<half>and a half|and half) )?(?:(?:{_KIND_OF_TIME}) )?(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _DURATIONS.items())
    + r")(?![\w/])\.?(?=\W|$)(?P<after> and (?:a )?half\b)?"
)
FACTORS = {
    "fortnight": ("week", Decimal(2)),
    "quarter": ("month", Decimal(3)),
    "decade": ("year", Decimal(10)),
}
"""Units of time that are counted in another."""
SHORT_DURATION = expression(r"(d|w|m|y|h)(?!\w)(?! ?/)")
SHORT_UNITS = {"d": "day", "w": "week", "m": "month", "y": "year", "h": "hour"}

_MEASURES = {
    "sqft": r"sq\.? ?-?f(?:ee|oo)?t\.?|sft|square (?:feet|foot)|s\.?f\.?t?\b|ft2|ft²",
    "sqm": r"sq\.? ?(?:m|mtrs?|meters?|metres?)\b|square (?:meters?|metres?)|m2\b|m²|sqm|smt",
    "sqyd": r"sq\.? ?(?:yds?|yards?)|square yards?|gaj",
    "acre": r"acres?|ac\b",
    "hectare": r"hectares?|ha\b",
    "km": r"kms?\b(?!/h)|kilomet(?:er|re)s?",
    "mile": r"miles?|mi\b",
    "m": r"met(?:er|re)s?|mtrs?",
    "ft": r"feet|foot|ft",
    "inch": r"inch(?:es)?|in\.(?= x)|\"",
    "cm": r"cms?|centimet(?:er|re)s?",
    "mm": r"mm|millimet(?:er|re)s?",
    "kg": r"kgs?|kilos?|kilograms?",
    "g": r"g|gms?|grams?|grammes?",
    "tonne": r"tonn?es?|tons?|mt",
    "lb": r"lbs?|pounds? of",
    "oz": r"oz|ounces?",
    "litre": r"lit(?:re|er)s?|ltrs?|ltr",
    "ml": r"ml|millilit(?:re|er)s?",
    "gallon": r"gallons?|gal",
    "kwh": r"kwh|kilowatt.hours?",
    "kw": r"kwp?|kilowatts?|kva",
    "mw": r"mw|megawatts?",
    "watt": r"watts?|w(?=[ ,.)]|$)",
    "volt": r"volts?|v(?=[ ,.)]|$)",
    "hp": r"hp|bhp",
    "cc": r"cc",
    "°c": r"°c|degrees?|° c|deg c",
    "db": r"db",
    "pixel": r"p(?= video)|px|pixels?|mp",
    "kmh": r"km/h|kmph|mph",
}
MEASURE = expression(
    "[\\s-]?(?:" + "|".join(f"(?P<u{n}>{words})" for n, words in enumerate(_MEASURES.values())) + r")(?![\w])"
)
MEASURE_UNITS = tuple(_MEASURES)
