"""What kind of paper a paper is, by what it calls itself."""

import re
from itertools import islice

from crm_tui.domain.document import DocumentType, PaperText

_MOST_LINES = 25
_MOST_WORDS = 12

# the more telling name first: a "key facts statement for your loan agreement" is no agreement
_NAMES = {
    DocumentType.KEY_FACTS: (
        "key facts?",
        "key information",
        "(?:standardi[sz]ed|customer) information sheet",
        "information summary",
        "broadband facts",
        "summary box",
        "most important terms",
        "fact sheet",
        "summary of benefits",
        "contract summary",
        "loan estimate",
        "closing disclosure",
        "product disclosure",
        "truth in lending",
        "(?:pre-?contract(?:ual)?|standard european) (?:consumer )?(?:credit )?information",
        "secci",
        "esis",
        "kfs",
        "mitc",
    ),
    DocumentType.SANCTION_LETTER: (
        "sanction(?:ed)?",
        "(?:loan|credit|mortgage) (?:approval|offer|commitment)",
        "(?:commitment|facility|approval) letter",
        "letter of (?:offer|approval|commitment)",
    ),
    DocumentType.QUOTE: (
        "quotations?",
        "quotes?",
        "quoted",
        "estimates?",
        "proposals?",
        "pro-?forma",
        "bid",
        "order form",
        "work order",
    ),
    DocumentType.PRICE_LIST: (
        "price ?lists?",
        "pricing",
        "tariffs?",
        "rate cards?",
        "price (?:guide|plan)",
        "(?:schedule|list|menu|table) of (?:charges|fees|rates|prices)",
        "(?:fee|charges|rate) schedule",
    ),
    DocumentType.POLICY: (
        "polic(?:y|ies)",
        "certificate of insurance",
        "insurance (?:certificate|schedule|binder)",
        "cover note",
        "open cover",
        "declarations",
    ),
    DocumentType.AGREEMENT: (
        "agreements?",
        "contracts?",
        "deed",
        "lease",
        "leave and licen[cs]e",
        "licen[cs]e (?:deed|terms)",
        "tenancy",
        "terms and conditions",
        "terms of (?:service|business|use)",
        "general conditions",
        "statement of work",
        "(?:pledge|engagement|appointment|employment) letter",
        "letter of (?:appointment|employment)",
        "offer of (?:employment|appointment)",
        "(?:job|employment) offer",
        "memorandum of understanding",
    ),
}
_CALLED = tuple((kind, re.compile(rf"\b(?:{'|'.join(names)})\b")) for kind, names in _NAMES.items())


def type_by_title(paper: PaperText) -> DocumentType:
    """What a paper calls itself in its first lines, else in its file's name; *other* where it calls itself nothing."""
    told = list(islice((line.text for line in paper.lines if line.text.strip()), _MOST_LINES))
    titles = [*map(_title, told), _plain(paper.name.rpartition(".")[0] or paper.name)]
    return next((kind for words in titles if (kind := _called(words))), DocumentType.OTHER)


def _called(words: str) -> DocumentType | None:
    return next((kind for kind, names in _CALLED if names.search(words)), None)


def _plain(text: str) -> str:
    return " ".join(text[:400].replace("_", " ").casefold().split())


def _title(line: str) -> str:
    """What of a line may be a title: no sentence, and no label such as "agreement number:"."""
    words = _plain(line)
    if len(words.split()) > _MOST_WORDS or words.endswith((".", ",", ";")):
        return ""
    _, _, value = words.partition(":")
    return value or words
