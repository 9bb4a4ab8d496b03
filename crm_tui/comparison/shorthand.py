"""How desks shorten words, spellings that mean the same, and the yes and no of other languages."""

NONE = (
    r"hakuna|hatutozi|bila|bina|nhi|naahi|mafi(?:sh|eesh)?|kein(?:e[nrs]?)?|ohne|sans|aucune?s?|pas de|geen|"
    r"zonder|tiada|tanpa|tidak|walang|senza|nessuna?|nenhuma?|ning[uú]n|nulle?"
)
"""Words that deny, in other languages than English, as a pattern."""
FREE = (
    r"bure|muft|maaf|maafi|kostenlos|kostenfrei|gratuite?s?|gratuit[oa]s?|gratis|offerte?s?|percuma|libre|bilkul free|"
    r"ne charge pas"
)
"""Words that give for nothing."""
INCLUDED = (
    r"inkl(?:usive)?|enthalten|inklusief|inbegrepen|inclus(?:e|es)?|compris(?:e|es)?|inclu[ií]d[oa]s?|termasuk|kasama|"
    r"imejumuishwa|pamoja|shaamil|shamil|samet|saath me"
)
"""Words that say that something is part of the price."""
GIVEN = (
    r"mil(?:ega|egi|enge|ta|ti|te)|mil (?:jayega|jayegi|jayenge|sakta|sakti)|de(?:ga|gi|nge)|ho (?:jayega|jayegi|sakta|"
    r"sakti)|hog[ai]|honge|rahega|rahegi|chalega|chalegi|sak(?:ta|ti|te) (?:hai|hain|ho)|karenge|karega|utapata|"
    r"unapata|atapata|unaweza|anaweza|tunatoa|tutalipa|boleh|dapat|makukuha|pwede"
)
"""Words by which something is given or allowed."""
CHARGED = (
    r"lag(?:ega|egi|enge|ta|ti|te)|kat(?:ega|egi|enge)|bharna|bharne|bharega|padega|padegi|lenge|dena|atalipa|utalipa"
)
"""Words by which something is charged."""

SHORT = {
    "1st": "first", "2nd": "second", "3rd": "third", "frst": "first",
    "chrg": "charge", "chg": "charge", "chrge": "charge", "chgs": "charge", "chrgs": "charge",
    "installment": "instalment", "pmt": "payment", "pymt": "payment", "paymnt": "payment", "prem": "premium",
    "ded": "deductible", "exp": "expense", "mthly": "monthly", "intrest": "interest", "int": "interest",
    "accidnt": "accident", "pers": "personal", "chq": "cheque", "check": "cheque", "del": "delivery",
    "acc": "accidental", "bal": "balance", "min": "minimum", "max": "maximum", "ins": "insurance",
    "insur": "insurance", "addl": "additional", "agmt": "agreement", "amt": "amount", "mnth": "month",
    "reqd": "required", "incl": "included", "xs": "excess", "pen": "penalty", "prepay": "prepayment",
    "prepaid": "prepayment", "preclosure": "foreclosure", "proc": "processing", "docs": "document", "doc": "document",
    "maint": "maintenance", "dep": "deposit", "sec": "security", "wk": "week", "yr": "year", "renl": "renewal",
    "licence": "license", "forex": "fx", "svc": "service", "mgmt": "management", "warr": "warranty",
    "settlment": "settlement", "settl": "settlement", "disc": "discount", "cov": "cover", "coverage": "cover",
    "hosp": "hospital", "chk": "check-up", "bike": "cycle", "unocc": "unoccupied", "coll": "collision", "wont": "not",
    "hr": "hour", "mth": "month", "mo": "month", "mahina": "month", "mahine": "month", "saal": "year", "wkly": "weekly",
    "yrly": "yearly", "qtr": "quarter", "unltd": "unlimited", "acct": "account",
    "zins": "interest", "zinsen": "interest", "bunga": "interest", "karz": "loan", "karza": "loan", "darlehen": "loan",
    "lening": "loan", "adhabu": "penalty", "jurmana": "penalty", "denda": "penalty", "multa": "penalty",
    "beema": "bima", "bheema": "bima", "vima": "bima", "seguro": "insurance", "versicherung": "insurance",
    "garant": "guarantor", "kiste": "kist", "kistein": "kist", "cicilan": "instalment", "ansuran": "instalment",
    "cuotas": "instalment", "fianza": "deposit", "loyer": "rent", "miete": "rent", "kiraaya": "kiraya",
    "alquiler": "rent", "kodi": "rent", "mshahara": "salary", "tankhwah": "salary", "gehalt": "salary",
    "likizo": "leave", "urlaub": "leave", "amana": "deposit", "gebühr": "fee", "gebuehr": "fee", "frais": "fee",
    "malipo": "payment", "awadhi": "tenure", "kündigungsfrist": "notice", "préavis": "notice",
    "disb": "disbursal", "disbursement": "disbursal", "disbursed": "disbursal", "appt": "appointment",
}  # fmt: skip
"""A short or foreign spelling to the word as the vocabulary has it; both sides are read through it."""
