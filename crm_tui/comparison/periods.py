"""For which time and for each of what a figure is: "a month", "p.a.", "per user per month". All read folded text."""

from crm_tui.comparison.expressions import expression

_PERIODS = {
    "half-year": (
        r"half[- ]?yearly\b",
        r"semi-?annual(?:ly)?\b",
        r"bi-?annual(?:ly)?\b",
        r"(?:per|every|each|a) (?:half[- ]?year|six months|6 months)\b",
    ),
    "quarter": (
        r"(?:per|a|each|every) (?:calendar )?(?:quarter|qtr)\b",
        r"quarterly\b",
        r"/\s?(?:quarter|qtr)\b",
        r"(?:every|per) (?:three|3) months\b",
        r"har teen mahine\b",
        r"p\.\s?q\.",
    ),
    "fortnight": (
        r"(?:per|a|each|every) fortnight\b",
        r"fortnightly\b",
        r"bi-?weekly\b",
        r"(?:every|per) (?:two|2) weeks\b",
    ),
    "year": (
        r"p\.?\s?a\b\.?(?!\w)",
        r"p/a\b",
        r"per ann?um\b",
        r"per (?:policy |calendar |contract |membership |financial |insured )?(?:year|yr)\b",
        r"(?:in )?(?:an?|any|each|every|har|one) (?:policy |calendar |financial )?(?:year|yr|saal)\b(?!'| \d)",
        r"yearly\b",
        r"annual(?:ly|i[sz]ed)?\b",
        r"/\s?(?:year|yr|y|annum|pa)\b",
        r"(?:har )?saal ka\b",
        r"(?:kwa|kila|pro|im|par|al|kada|per|setiap) (?:mwaka|jahr|an|año|anno|tahun|taon|jaar)\b",
        r"(?:setahun|jährlich)\b",
        r"for one year\b(?! only)",
    ),
    "month": (
        r"p\.?\s?m\b\.?(?!\w)",
        r"p/m\b",
        r"p\.?\s?c\.?\s?m\b\.?",
        r"per (?:calendar |statement )?(?:month|mth|mo|mnth)\b",
        r"(?:in )?(?:an?|any|each|every|one) (?:calendar |statement |billing )?(?:month|mo)\b(?!'| \d)",
        r"monthly\b",
        r"/\s?(?:month|mo|mth|mnth|m)\b",
        r"(?:har )?mahin[ea](?: ka)?\b",
        r"(?:kwa|kila|pro|im|par|al|kada|per|setiap) (?:mwezi|monat|mois|mes|mese|bulan|buwan|maand)\b",
        r"(?:sebulan|monatlich|mensuel(?:le)?s?)\b",
    ),
    "week": (
        r"per (?:calendar |working )?(?:week|wk)\b",
        r"(?:in )?(?:a|any|each|every) (?:week|wk)\b(?!')",
        r"weekly\b",
        r"/\s?(?:week|wk)\b",
        r"p\.?\s?w\b\.?",
    ),
    "day": (
        r"per (?:calendar |working )?(?:day|night)\b(?! of leave)",
        r"per diem\b",
        r"(?:in )?(?:a|any|each|every) (?:day|night)\b(?!')",
        r"daily\b",
        r"/\s?(?:day|night)\b",
        r"p\.\s?d\.",
        r"roz(?:ana)?\b",
    ),
    "hour": (
        r"per h(?:ou)?r\b",
        r"(?:an|each|every) hour\b(?!')",
        r"hourly\b",
        r"/\s?h(?:ou)?r\b",
        r"p\.?\s?h\b\.?",
    ),
}
_NAMES = tuple(_PERIODS)
_PERIOD = expression("|".join(f"(?P<p{place}>{'|'.join(words)})" for place, words in enumerate(_PERIODS.values())))
_AREA = r"sq\.? ?(?:ft|m|yd)|square (?:foot|feet|metre|meter)"
_OF_A_THING = (
    "user eye visit delivery leaf time unit person item page seat head trip share piece call minute mile kilo kg km "
    "session class copy transaction sms gb litre ticket room employee member plate licence license pop metre meter "
    "foot yard bag pair box set sheet roll ton tonne job load bottle cover guest glass dozen gallon coat window door "
    "pallet crate carton drum panel point lift device site vehicle tree wash"
)
_SLASHED = (
    "user seat unit page person head pax share piece pc kg km sqft sqm kwh gb min minute call visit txn transaction "
    "sft rft rmt cum cft bag box set pair roll sheet lb gal guest glass cover point job load pallet carton ft "
    "ton tonne litre ltr copy licence license device line employee each ea mile sms leaf"
)
_THING = expression(
    rf"[\s,(*]{{0,2}}(?:per (?!cent|mille?\b(?<!mile)|ann?um|rs\b|inr\b|usd\b|eur\b)(?P<per>(?:{_AREA}|[a-z]+"
    r"(?:[- ](?:of cover|call-?out|account|user|holder|leaf))?))\b"
    r"|(?P<each>each|apiece|ea)\b(?! (?:of|year|month|quarter))"
    rf"|an? (?P<one>{_OF_A_THING.replace(' ', '|')})\b|/\s?(?P<slash>sq ?ft|{_SLASHED.replace(' ', '|')})\b"
    r"|for each (?P<of>[a-z]+)\b)"
)
_LEAD = expression(r"[\s,(*-]{0,3}")


def per_behind(folded: str, position: int) -> tuple[str, str, int] | None:
    """For which time and for each of what a figure is, with the end: "per user per month" is month, user."""
    per, thing, end = "", "", position
    for _ in range(3):
        lead = _LEAD.match(folded, end)
        if not per and (match := _PERIOD.match(folded, lead.end() if lead else end)):
            per = _NAMES[int((match.lastgroup or "p0")[1:])]
        elif not thing and (match := _THING.match(folded, end)):
            thing = next((word for word in match.groups() if word), "")
        else:
            break
        end = match.end()
    if not per and not thing:
        return None
    return per or "each", "" if thing in ("each", "ea", "apiece") else thing, end
