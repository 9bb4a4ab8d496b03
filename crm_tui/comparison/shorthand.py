"""How desks shorten words, and spellings that mean the same."""

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
    "disb": "disbursal", "disbursement": "disbursal", "disbursed": "disbursal", "appt": "appointment",
}  # fmt: skip
"""A short or foreign spelling to the word as the vocabulary has it; both sides are read through it."""
