"""The kind of business that a deal's title names, so that what is said of it is heard in the right vocabulary."""

import re

from crm_tui.domain.deal import Area
from crm_tui.services.customers import folded

_WORDS = {
    Area.LOAN: r"loans?|mortgages?|overdraft|refinanc\w*|borrowing|working capital|cash credit|credit cards?|"
    r"credit line|line of credit|hl|pl|lap|top-?up",
    Area.DEPOSIT: r"deposits?|fd|rd|lockers?|(?:savings?|current|salary|demat|bank) accounts?",
    Area.INSURANCE: r"insurances?|insur\w+|polic(?:y|ies)|mediclaim|(?:health|life|term|motor|car|travel|fire) cover|"
    r"(?:term|life|pension|endowment|savings) plan|rider",
    Area.TELECOM: r"broadband|fib(?:re|er)|internet|wi-?fi|postpaid|prepaid|(?:mobile|data|phone) plan|sim|dth|"
    r"leased line|landline",
    Area.LEASE: r"leas(?:e|es|ing)|rent(?:al|ed)?|tenancy|licen[cs]e|sublet|paying guest|co-?living",
    Area.EMPLOYMENT: r"job|employment|appointment|offer letter|hiring|hire of|recruitment|joining",
    Area.SERVICE: r"maintenance|amc|servic(?:e|es|ing)|memberships?|gym|catering|cleaning|housekeeping|"
    r"security guards?|repairs?|school|college|course|tuition|coaching|event|wedding|renovation|installation",
    Area.B2B: r"supply|supplies|procurement|quotation|purchase|software|licen[cs]es|franchise|distribution|"
    r"outsourcing|consult\w+|desktops|laptops|machines?",
}
_NAMED = {area: re.compile(rf"\b(?:{words})\b") for area, words in _WORDS.items()}


def area_by_title(title: str) -> Area:
    """The kind of business that a title names; *other* where it names none.

    What money is lent or insured for is named as well: a "loan for the school bus" is a loan, whatever else it names.
    """
    words = folded(title)
    return next((area for area, named in _NAMED.items() if named.search(words)), Area.OTHER)
