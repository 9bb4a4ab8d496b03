"""The things that a contract counts: "200 users", "5 free ATM withdrawals"."""

import re

from crm_tui.comparison import units
from crm_tui.comparison.expressions import expression

_NOUNS = frozenset(
    re.findall(
        r"\S+",
        "account accident activation adult apartment appointment appraisal attempt audit bag bathroom bed bedroom "
        "benefit booking bottle box branch call campaign can cancellation car card carton case certificate channel "
        "check check-in checkin cheque child chiller circuit claim class colour company consult consultation contact "
        "container copy core coupon course credit customer debit defect delivery device director disbursal "
        "disbursement document door dose drawdown driver email emi employee endorsement engineer entity entry event "
        "extension fan fax feature file flat floor guarantor guest head hearing holiday hospital image impression "
        "incident installment instalment instance invoice ip issue item kid lamp leaf learner lesson letter licence "
        "license line location locker log login lot machine mailbox meal meeting member message milestone mistake "
        "motor nation network night nominee occasion occupant occurrence officer operator option order outlet owner "
        "pack page pair pallet panel parent part party passenger patient payment payslip penalty people person pet "
        "photo piece pillow plan player point policy portion post premium prepayment printer prize product profile "
        "project property purchase question quotation quote ream reminder renewal repair repayment replacement report "
        "request resident response retry review revision ride room round router rsu run sale scan school screen seat "
        "seminar server service session set share sheet shift shop signatory sim site slot sms space spot stage "
        "statement station stop store student subscriber subscription swap switch table tablet tenant term test text "
        "ticket tier time title token tool towel tranche transaction transfer trial trip truck tv tyre unit update "
        "upgrade user vehicle vendor version view visit visitor voucher vote ward warning wash website window "
        "withdrawal word worker workstation x-ray xray zone baar dafa kist kisht txn seater pass clean cleaning change "
        "facial massage scaling polish haircut filter shirt suit tray bulb bundle delegate swim dinner lunch breakfast",
    )
)
_PLURALS = {"child": "children", "leaf": "leaves", "person": "persons", "woman": "women", "man": "men"}
_ADJECTIVES = frozenset(
    re.findall(
        r"\S+",
        "free complimentary paid named concurrent active full personal training atm cash lounge domestic "
        "international airport guest monthly annual equal successive consecutive additional extra more new other such "
        "physical virtual dedicated standard premium business office home site service support preventive emergency "
        "scheduled routine on-site onsite yearly quarterly weekly successful failed missed late returned cheque check "
        "bank debit credit outgoing incoming local national toll-free single double separate equity vested unvested "
        "dependent parking car covered open reserved email user power key gym health preventative medical doctor "
        "specialist dental eye ambulance day-care maintenance pm amc breakdown ordinary restricted reward bonus "
        "loyalty post-dated blank signed certified hard color colour black mono printed permitted included unused "
        "remaining different original further total small large big interest-free pre-paid prepaid ecs nach dd neft "
        "rtgs imps upi system fund portfolio free-look staff full-time part-time contract live simultaneous "
        "registered authorised authorized individual public streaming stock class cover physio guaranteed missed "
        "month-end delivery air mile part",
    )
)
_WORDS = expression(
    r"[\s-]{1,2}(?:(?:further |additional |successive )?(?:\d{1,3}|one|two|three|five|ten)[ -]"
    r"(?:year|month|week|day|hour|minute)[ -])?"
    r"([a-z][a-z-]{1,16})(?:[ /]([a-z][a-z-]{1,16}))?(?: ([a-z][a-z-]{1,16}))?(?![\w])"
)


def _plural(noun: str) -> str:
    if noun in _PLURALS:
        return _PLURALS[noun]
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


_COUNTED = frozenset({*_NOUNS, *map(_plural, _NOUNS)})


_OFTEN = expression(
    r"[\s-]{1,2}[a-z][a-z-]{1,16}(?: [a-z][a-z-]{1,16}){0,2}?"
    r"(?= (?:per|an?|each|every) (?:day|week|month|quarter|year)s?\b)"
)
"""What comes so many times, whatever it is: "3 oil changes a year"."""


def noun_behind(text: str, end: int) -> tuple[str, int] | None:
    """What the number that ends at ``end`` counts, as written, and where the noun ends; adjectives are passed over."""
    if (often := _OFTEN.match(text, end)) and not units.MEASURE.match(text, end):
        words = often[0].split()
        if words[-1] in _COUNTED or (words[-1].endswith("s") and not words[-1].endswith("ss")):
            return words[-1], often.end()
    match = _WORDS.match(text, end)
    if match is None:
        return None
    for place in (1, 2, 3):
        word = match[place]
        if word is None:
            return None
        if word in _COUNTED and not (word in _ADJECTIVES and match[min(3, place + 1)] in _COUNTED and place < 3):
            return word, match.end(place)
        if word not in _ADJECTIVES:
            return None
    return None
