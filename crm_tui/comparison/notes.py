"""How a desk's note is cut: utterances into fragments that say one thing each, and what kind of saying each is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from crm_tui.comparison import answers, chatter, corrections
from crm_tui.comparison.cutting import Piece, pieces, says
from crm_tui.comparison.expressions import expression
from crm_tui.comparison.speech import Utterance, Voice, utterances


class Role(StrEnum):
    """What a fragment does in a talk."""

    SAID = "said"
    PAST = "past"
    """It repeats what no longer holds."""

    ASKED = "asked"
    """It asks or wishes; only an answer makes it a promise."""

    IGNORED = "ignored"
    """Chatter, or what somebody else offers."""

    RETRACTS = "retracts"
    """It takes back what was said just before."""

    REFUSES = "refuses"
    """It withdraws the terms that it names."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of a note that says one thing."""

    start: int
    """Where it begins in the note."""

    end: int
    """Where it ends."""

    text: str
    """Its words; what belongs to another fragment or was put right is blank, so that places stay."""

    role: Role = Role.SAID
    """What it does."""

    head: int = 0
    """How much of the text names its subject; what follows only goes on about it. 0 for all of it."""

    slip: bool = False
    """Whether it puts right what was said just before: "sorry, 5 %"."""

    since: int = 0
    """Where in the text the words begin that replaced others in the same breath."""

    whole: bool = False
    """Whether ``text`` is what was understood and not what stands there, so that places in it tell nothing."""

    leans: bool = False
    """Whether it may take its subject from the fragment before: "it will not rise", or an answer."""

    corrects: int = 0
    """Up to where in the note it replaces what was said of the same terms."""

    quoted: bool = False
    """Whether it is quoted out of an earlier message."""

    first: bool = False
    """Whether it stands in the first line of the note."""


def fragments(note: str) -> Iterator[Fragment]:
    """The fragments of a note in its order."""
    asked: list[Fragment] = []
    for utterance in utterances(note):
        made = list(_of_utterance(utterance))
        if utterance.voice is Voice.CUSTOMER:
            asked = [replace(one, role=Role.ASKED) for one in made] or asked
            yield from asked
            continue
        for one in made:
            if asked and answers.answered(one.text):
                yield from _answered(asked, one)
                asked = []
            elif one.role is Role.ASKED:
                asked = [one]
                yield one
            else:
                yield replace(one, leans=True) if asked else one
                asked = []


def _answered(asked: Sequence[Fragment], answer: Fragment) -> Iterator[Fragment]:
    """What a question and its answer promise together, and what the answer adds."""
    agreed, rest = answers.parted(answer.text)
    alone = len(rest.split()) < _ENOUGH_ALONE
    for one in asked:
        words = answers.promised(one.text, agreed=agreed)
        if words:
            understood = f"{words} {rest}" if alone else words
            yield Fragment(one.start, answer.end, understood, head=len(words), whole=True)
    if rest and not (alone and asked):
        start = answer.end - len(rest)
        yield replace(answer, start=start, text=rest, head=0, leans=True)


_ENOUGH_ALONE = 3
"""An answer of fewer words behind its yes or no only completes the question."""

_PAREN = expression(r"\(([^()]{3,200})\)")
_TELLS = expression(
    r"\s*(?:(?:i|we|he|she|they)(?:['’]ve| have| had)? (?:also |then |again )?)?"
    r"(?:told|said|promised|confirmed|assured|agreed|informed|explained|reconfirmed|reiterated|bola|bataya|committed)"
    r"(?:(?: to)? (?:all|mr\.? \w+|ms\.? \w+|mrs\.? \w+|him|her|them|cust(?:omer)?|client|the customer))?"
    r"(?: (?:that|to)\b|\s?:|,|(?= ))\s*",
    re.IGNORECASE,
)
"""How a note says that what follows was said: "told him that"."""

_BEHIND = expression(
    r"(?<=\w)[\s,-]{1,3}(?:bola|boli|bole|bataya|bata diya|kaha|told|said|told (?:him|her|them)|i said)"
    r"(?: hai| hain| hoon| hu| tha| thi)?\s*$",
    re.IGNORECASE,
)
"""How a note says behind it that something was said: "GST included bola hai"."""
_POINTS_BACK = expression(
    r"\s*(?:(?:and|but|i said|we said|told) )?(?:it|this|that|which|these|those|both|same|wo|ye|yeh|woh|(?:wo?n['’]?t|"
    r"will not|doesn['’]?t|does not|never|no) chang(?:e|es|ing)|stays? (?:put|same|the same|fixed)|"
    r"(?:same|fixed) (?:throughout|till|for|all)|wahi rahega|nahi badhega)\b",
    re.I,
)


def _of_utterance(utterance: Utterance) -> Iterator[Fragment]:
    if utterance.text.rstrip().endswith(":") and not says(utterance.text):
        return
    whole = chatter.without_identities(utterance.text)
    fixes = corrections.corrections(whole)
    text = corrections.standing(whole, fixes)
    asides = [
        match
        for match in _PAREN.finditer(text)
        if (len(match[1].split()) >= _ASIDE or match[1].endswith("?")) and not _SUM.match(match[1])
    ]
    body = text
    for match in asides:
        body = body[: match.start()] + " " * len(match[0]) + body[match.end() :]
    body = _BEHIND.sub(lambda match: " " * len(match[0]), body)
    found = [(piece, body) for piece in pieces(body)]
    found += [(Piece(match.start(1), match.end(1), "hard", ""), text) for match in asides]
    replaces = corrections.replaces(utterance.text)
    ignoring = slipped = False
    for piece, source in sorted(found, key=lambda one: one[0].start):
        made = _fragment(utterance, piece, source)
        if made is None or corrections.is_slip(made.text):
            slipped = made is not None
            continue
        # "customer said roommates stream all day, prior provider was awful": the rest of a sentence is theirs too
        ignoring = ignoring and piece.cut in ("comma", "joint", "turn") and not says(made.text)
        role = Role.IGNORED if ignoring else made.role
        ignoring = role in (Role.IGNORED, Role.ASKED)
        corrects = made.start if slipped or corrections.CORRECTED.search(made.text) else utterance.start * replaces
        made = replace(made, role=role, corrects=corrects, slip=slipped)
        slipped = role is Role.RETRACTS
        for one in fixes:
            if piece.start <= one.start < piece.end and made.role is Role.SAID:
                left = made.start - utterance.start
                made = replace(made, since=max(made.since, one.since - left))
                earlier = whole[left : one.start] + one.before + text[one.end : piece.end]
                yield Fragment(
                    utterance.start + one.old[0], utterance.start + one.old[1], earlier, role=Role.PAST, whole=True
                )
        yield made


_SUM = expression(r"\s*=|[^\d]{0,6}\d[\d.,]{0,12}\w{0,3}\s?[+x×*]\s?\d")
"""How a sum in brackets begins, which only explains the figure before it: "3 SIMs (1 + 2 add on)"."""
_ASIDE = 3
"""So many words in brackets say something of their own."""


def _fragment(utterance: Utterance, piece: Piece, source: str) -> Fragment | None:
    start = piece.start
    if (tells := _TELLS.match(source, start, piece.end)) and tells.end() < piece.end:
        start = tells.end()
    words = source[start : piece.end]
    if not words.strip():
        return None
    left = start + len(words) - len(words.lstrip())
    right = start + len(words.rstrip())
    text = source[left:right]
    reported = tells is not None and start > piece.start
    return Fragment(
        utterance.start + left,
        utterance.start + right,
        text,
        _role(source[piece.start : right], text, piece.mark, reported=reported),
        head=max(0, piece.start + piece.head - left) if piece.head else 0,
        leans=bool(_POINTS_BACK.match(text)),
        quoted=utterance.quoted,
        first=utterance.first,
    )


def _role(full: str, words: str, mark: str, *, reported: bool) -> Role:
    if corrections.RETRACTED.match(words):
        return Role.RETRACTS
    if corrections.of_the_past(words):
        return Role.PAST
    if mark.startswith("?"):
        return Role.ASKED
    if chatter.of_others(words):
        return Role.IGNORED
    if not reported and chatter.wished(full):
        return Role.ASKED
    if chatter.an_errand(words) or chatter.small_talk(words):
        return Role.IGNORED
    return Role.REFUSES if corrections.REFUSED.search(words) else Role.SAID
