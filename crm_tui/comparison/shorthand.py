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
_PURSES = r"(?:us|me|our (?:dime|nickel|tab|account|bill|side|end|payroll|shout)|the house)"
_PARTIES = r"(?:bank|company|co|lender|landlord|ll|lessor|owner|seller|dealer|builder|employer|firm|insurer|supplier)"
_COINS = (
    r"(?:rupee|paisa|paise|penny|p|pence|quid|pound|cent|dime|nickel|buck|dollar|fils?|dirham|bob|shilling|cedi|naira|"
    r"kobo|rand|peso|piso|sentimo|sen|ringgit|euro|kwacha|pula|taka)"
)
GIFT = (
    rf"on {_PURSES}(?! for)|on the {_PARTIES}(?!['’\-])|our (?:treat|shout)|"
    rf"at our (?:own |sole )?(?:cost|expense|charge)|"
    rf"(?:thrown|chucked|bunged|tossed|baked|built|bundled) in(?:to)?|(?:throw|throwing|chuck|bung) in|bundled|"
    rf"comes? (?:with it|free|along|as standard)|(?:in|part of|inside) the (?:price|package|rent|fee|deal|bundle|rate|"
    rf"cost)(?! of)|"
    rf"for (?:nothing|free|nix|nowt|zilch)|costs? (?:you |u |him |her |them |the client )?(?:nothing|zero|nowt|nil)|"
    rf"(?:wo?n['’]?t|will not|doesn['’]?t|does not|no go) (?:be )?cost(?:ing)?(?: (?:you|u|him|her|them))?"
    rf"(?: (?:a (?:thing|{_COINS})|any ?thing|extra))?|"
    rf"(?:do n[o']t|don['’]?t|do not|never|not|wo?n['’]?t|doesn['’]?t) charg(?:e|es|ing)(?: (?:you|u|him|her|them))?|"
    rf"(?:wo?n['’]?t|will not|never|don['’]?t) (?:see|pay|get|have) (?:an? |any |for )|"
    rf"(?:not|never) (?:one |a |a single )(?:red )?{_COINS}(?! (?:more|less|above|over))|"
    rf"ek (?:bhi )?(?:rupa?[iy]y?a|paisa) (?:bhi )?nahi|"
    rf"(?:koi |ka |ke )?(?:pais[ae]|charge|kharcha) nahi(?: (?:lag\w{{2,4}}|dena|lenge|liya))?|kuch nahi lag\w{{2,4}}|"
    rf"we(?:['’]ll| will| shall| can| go)? (?:\w+ )?(?:eat|swallow|absorb|bear|foot|stand|carry|pick up|take care of|"
    rf"pay for|cover the cost)(?! (?:if|when))|"
    rf"(?:borne|paid|covered|absorbed|met|settled|footed) by (?:us|the {_PARTIES})|"
    rf"ours to (?:pay|fix|sort)|(?:sorted|handled|settled) (?:on|by|at) (?:our (?:side|end)|us)|taken care of|"
    rf"(?:gets?|got|was|been) waived|knocked off|written off|scrapped|zilch|nada|nix|nowt|nought|f\.?o\.?c|"
    rf"hum(?:log)? (?:hi )?(?:de ?|bhar ?|kara |kar )?(?:denge|bharenge|karenge|karayenge|uthayenge)|"
    rf"{_PARTIES} (?:hi )?(?:deg[ai]|bhareg[ai]|uthayeg[ai])|"
    rf"(?:hum|ham|apn)(?:ar|)[aei] ?(?:hi )?(?:tara?f se|side se|kharch[ae]?)|"
    rf"(?:{_PARTIES}|hum) k[ei] (?:tara?f|side) se|"
    rf"kharcha (?:humara|hamara|{_PARTIES} ka)|(?:maaf|waive|chho?d) kar (?:diya|denge)|chho?d (?:diya|denge)|"
    rf"sagot (?:na )?(?:namin|ng \w+)|walang (?:dagdag na )?bayad|mahala|verniet|no need (?:to )?pay|free one|"
    rf"juu yetu|tutalipia|tutagharamia|geht auf uns|übernehmen wir|auf unsere kosten|à notre charge|offerts?|"
    rf"por nuestra cuenta|invita la casa|por la casa"
)
"""How desks say that the customer pays nothing for it: "on us", "we eat it", "not a rupee", as a pattern."""
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
    "dmg": "damage",
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
