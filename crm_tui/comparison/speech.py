"""Whose words a note holds: its lines as utterances of the desk or of the customer, without the frame of a mail."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from crm_tui.comparison.expressions import expression
from crm_tui.comparison.vocabulary import mentions, reading_order


class Voice(StrEnum):
    """Who speaks."""

    DESK = "desk"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words of one voice: a line, or the lines of a paragraph that was wrapped."""

    start: int
    """Where it begins in the note."""

    text: str
    """Its words; a wrapped line is joined by blanks, so that places stay."""

    voice: Voice
    """Who says it."""

    quoted: bool = False
    """Whether it is quoted out of an earlier message."""

    first: bool = False
    """Whether it is the first line with words, which often only says whom the note is about."""


_META = expression(
    r"\s*(?:from|to|cc|bcc|subj(?:ect)?|date|sent|re|fwd?|attachments?|"
    r"(?:customer|client|cust|borrower|tenant|applicant)(?: name| id| no| details)?|name|phone|tel|mob(?:ile)?|e-?mail|"
    r"address|dob|pan)\s*:",
    re.IGNORECASE,
)
_FOOTER = expression(
    r"\bintended recipient\b|\bunsubscribe\b|^\s*sent from my\b|\bconfidential and\b|\boriginal message\b|"
    r"^\s*on\b.{4,80}\bwrote\s*:\s*$|^[\s\-_=*#~.]*$|^\s*\[[^\]]{0,120}\]\s*$",
    re.IGNORECASE,
)
_SALUTATION = expression(
    r"\s*(?:dear|hi|hello|hey|hiya|namaste|namaskar|greetings|good (?:morning|afternoon|evening))\b[^.:;?\d]{0,40}$",
    re.IGNORECASE,
)
_CLOSING = expression(
    r"\s*(?:(?:kind|best|warm|many|with|kindest|warmest)\s)?(?:best )?(?:regards|thanks|thank you|thx|rgds|sincerely|"
    r"cheers|best|br|best wishes|yours (?:truly|faithfully|sincerely)|sincerely yours|--)"
    r"(?: and regards| again| so much)?\s?[,.!]?\s*$",
    re.IGNORECASE,
)
_QUOTE = expression(r"\s*(?:>\s?){1,6}")
_AFTERTHOUGHT = expression(r"\s*p\.?\s?s\b\.?\s?:?", re.IGNORECASE)
_SPEAKER = expression(
    r"\s*(?:\[?[\d/:., -]{3,24}(?:\s?[ap]\.?m\.?)?\]?\s?[-–]?\s?)?<?(?P<name>[^\W\d][\w .'/()&-]{0,34})>?\s?:\s+"
)
_ITEM = expression(r"\s*(?:[-*•>→]|\d{1,2}[.)]|\(\w\)|\[)")
_SIGNATURE_LINES = 6
_SENTENCE = expression(r"[a-z%)]{2}[.!?](?:\s{1,2}[A-Z]|\s*$)", re.MULTILINE)
"""The end of a sentence: a note that has some is prose, whose lines are wrapped anywhere."""
_WRAPPED = 55
"""A line shorter than this is not one that was wrapped."""
_RAGGED = 12
"""How uneven the right edge of wrapped lines is."""

_DESK = frozenset(
    re.findall(
        r"[\w.-]+",
        "agent rep representative advisor adviser desk rm bank sales salesperson salesman me us we support exec "
        "executive "
        "csr associate officer manager mgr staff banker consultant hr recruiter lender broker leasing landlord "
        "counsellor clerk teller operator team ae specialist ops dealer vendor seller insurer helpdesk bot assistant "
        "underwriter host a ans answer",
    )
)
_ALWAYS_CUSTOMER = frozenset(re.findall(r"[\w.-]+", "cust customer client caller cx grahak prospect q ques question"))
_CUSTOMER = frozenset(
    re.findall(
        r"[\w.-]+",
        "user buyer tenant applicant borrower member guest visitor patient policyholder candidate consumer subscriber "
        "renter lessee insured purchaser",
    )
)
"""Who may also be a party whose duties are listed: "Tenant: electricity"."""
_NO_SPEAKERS = frozenset(
    re.findall(
        r"[\w.-]+",
        "told said promised confirmed offered agreed informed assured gets benefits offer details info requirements "
        "needs "
        "wants type profile charges for to of terms price rate fee note notes update edit correction",
    )
)


def utterances(note: str) -> Iterator[Utterance]:
    """The utterances of a note in its order."""
    voices = _voices(note)
    answered = Voice.DESK in voices.values()
    widest = max((len(line) for line in note.splitlines()), default=0)
    prose = len(_SENTENCE.findall(note)) > 1
    wraps = prose and _is_wrapped(note.splitlines(), widest)
    voice = Voice.DESK
    signature = 0
    first = not prose and note.strip().count("\n") > 0
    open_one: Utterance | None = None
    width = position = 0
    for line in note.splitlines(keepends=True):
        start, position = position, position + len(line)
        bare = line.rstrip("\r\n")
        quote = _QUOTE.match(bare)
        words = bare[quote.end() :] if quote else bare
        start += quote.end() if quote else 0
        if not words.strip() or _ITEM.match(words):
            voice = Voice.DESK
        if quote or _AFTERTHOUGHT.match(words) or _META.match(words):
            signature = 0
        if _unspoken(words, voices) or signature:
            signature = max(0, signature - bool(words.strip()))
            if _CLOSING.match(words):
                signature = _SIGNATURE_LINES
            if open_one is not None:
                yield open_one
            open_one = None
            continue
        named = _SPEAKER.match(words)
        label = _label(named["name"]) if named else ""
        if named and label in voices:
            voice = voices[label]
            start += named.end()
            words = words[named.end() :]
        elif wraps and open_one and open_one.quoted is bool(quote) and _runs_on(open_one.text, width, words, widest):
            joined = open_one.text.ljust(start - open_one.start) + words
            open_one, width = replace(open_one, text=joined), len(words)
            continue
        elif not answered:
            # where nobody is named as answering, a line in the customer's name ends with its line
            voice = Voice.DESK
        if open_one is not None:
            yield open_one
        open_one, width = Utterance(start, words, voice, bool(quote), first), len(words)
        first = False
    if open_one is not None:
        yield open_one


def _unspoken(words: str, voices: Mapping[str, Voice]) -> bool:
    """Whether a line is part of the frame of a message and says nothing."""
    if not words.strip() or _FOOTER.search(words) or _SALUTATION.match(words) or _CLOSING.match(words):
        return True
    named = _SPEAKER.match(words)
    return bool(_META.match(words)) and not (named and _label(named["name"]) in voices)


def _runs_on(told: str, width: int, words: str, widest: int) -> bool:
    """Whether a line goes on with the sentence of the line before it, which was ``width`` characters wide.

    A line that had room for the next word was ended on purpose.
    """
    ended = told.rstrip()[-1:]
    begun = words.split(maxsplit=1)[0]
    if width < _WRAPPED or ended in ".!?:;" or _ITEM.match(words) or width + len(begun) < widest - _RAGGED:
        return False
    return begun[0].islower() or ended == "," or width >= _WRAPPED + 25


def _is_wrapped(lines: Sequence[str], widest: int) -> bool:
    """Whether nearly all lines end where no room was left for the next word; those of a list end where they like."""
    inner = [(one, following) for one, following in pairwise(lines) if _goes_on(one) and following.strip()]
    full = sum(len(one) + len(following.split(maxsplit=1)[0]) >= widest - _RAGGED for one, following in inner)
    return full * 5 >= len(inner) * 4


def _goes_on(line: str) -> bool:
    return line.rstrip()[-1:] not in ("", ".", "!", "?", ":", ";") and not _unspoken(line, {})


def _label(name: str) -> str:
    return " ".join(name.lower().replace("(", " ").replace(")", " ").split())


def _voices(note: str) -> Mapping[str, Voice]:
    """Who of those whose names stand before their words is the desk, and who is the customer."""
    counts: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for line in note.splitlines():
        quote = _QUOTE.match(line)
        named = _SPEAKER.match(line, quote.end() if quote else 0)
        if named is None or _NO_SPEAKERS & set(_label(named["name"]).split()):
            continue
        label = _label(named["name"])
        if len(label.split()) > 4:
            continue
        counts[label] += 1
        asked[label] += line.count("?")
    everything = reading_order("")
    counts = Counter({label: count for label, count in counts.items() if not mentions(label, everything)})
    known = {label: role for label, count in counts.items() if (role := _role(label, count)) is not None}
    buyers = {label: voice for label, voice in known.items() if voice is Voice.CUSTOMER}
    others = {label for label, count in counts.items() if label not in known and count > 1}
    if buyers and (len(known) > len(buyers) or others):
        return known | dict.fromkeys(others, Voice.DESK)
    if known and others and not buyers:
        return known | dict.fromkeys(others, Voice.CUSTOMER)
    if len(others) > 1 and not known:
        # of two names without a role the one that asks is the customer
        curious = max(sorted(others), key=lambda one: asked[one])
        return {one: Voice.CUSTOMER if one == curious and asked[one] else Voice.DESK for one in others}
    # "Cust: Bisi Adekunle, Mile 12" at the head of a list only says whom it is about
    return {label: voice for label, voice in buyers.items() if len(label) > 1 and (counts[label] > 1 or asked[label])}


def _role(label: str, count: int) -> Voice | None:
    words = label.split()
    if len(words) > 3:
        return None
    ends = {words[0], words[-1]}
    if ends & _ALWAYS_CUSTOMER or (ends & _CUSTOMER and count > 1):
        return Voice.CUSTOMER
    return Voice.DESK if ends & _DESK else None
