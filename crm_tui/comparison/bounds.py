"""How a figure binds: the words before and behind it. All read folded text and stay within a short reach."""

import re

from crm_tui.comparison.expressions import expression
from crm_tui.domain.claim import Bound

_REACH = 44
_BEFORE = {
    Bound.AT_LEAST: "at least;atleast;minimum;min;min.;minimum upto;not less than;no less than;never less than;"
    "not below;never below;not lower than;no lower than;not fewer than;no fewer than;not under;kam se kam;guaranteed;"
    "more than;greater than;longer than;higher than;above;in excess of;exceeding;exceeds;exceeded;exceed;beyond;"
    "upwards of;floor;not shorter than;no shorter than;not earlier than;no earlier than;≥;>;>=;=>;"
    "not less;kam-se-kam;angalau;mindestens;as low as;as little as",
    Bound.AT_MOST: "up to;upto;up-to;at most;atmost;maximum;max;max.;maximum upto;max upto;not more than;no more than;"
    "not exceeding;not to exceed;never above;never more than;under;below;within;less than;lesser than;lower than;"
    "fewer than;shorter than;not above;capped at;capped to;cap;cap is;limited to;restricted to;as high as;as much as;"
    "as many as;go above;goes above;no higher than;not higher than;not later than;no later than;ceiling;"
    "no longer than;not longer than;not greater than;no greater than;not beyond;not over;nte;inside;"
    "ndani ya;hadi;binnen;innerhalb von;innerhalb;bis zu;jusqu'à;hasta;zyada se zyada;jyada se "
    "jyada;adhiktam;≤;<;<=;=<;tak;only after more than;not exceeding upto;latest by;not more",
    Bound.STARTING: "starting;starting at;starting from;starts;starts at;starts from;start at;start from;from;"
    "beginning at;beginning from;onwards from",
    Bound.ABOUT: "about;around;approx;approx.;approximately;abt;abt.;roughly;circa;ca;ca.;c.;nearly;close to;~;"
    "estimated;estimated at;estimate;est.;est;takreeban;karibu;kama;etwa;environ;lagbhag;kareeb;karib;almost;some;"
    "in the region of;"
    "in the order of;just over;just under;approximate;say about;typically;say around;approximately about",
}
_PHRASES = {
    tuple(phrase.split()): bound for bound, phrases in _BEFORE.items() for phrase in phrases.split(";") if phrase
}
_LONGEST = max(len(phrase) for phrase in _PHRASES)
_FILLERS = frozenset(
    re.findall(
        r"\S+",
        "a an the only its in another of for at be is rs inr usd amount sum period term",
    )
)
_LIMITED = frozenset(["period", "term", "tenure", "tenor", "duration", "total", "sum"])
_LIMITS = {"minimum": Bound.AT_LEAST, "min": Bound.AT_LEAST, "maximum": Bound.AT_MOST, "max": Bound.AT_MOST}
_DENIED = frozenset(("not", "never", "cannot", "can't", "won't", "nor"))
_CHANGED = frozenset(
    re.findall(
        r"\S+",
        "reduced increased raised revised changed up down upgraded hiked cut lowered corrected dropped rose rises "
        "fell reduce increase different away apart deducted separate far protect free withdrawn debited recovered",
    )
)
_TOKEN = expression(r"[a-z]+(?:'t|-[a-z]+){0,3}\.?|[~<>≤≥=]+|[,;:()|\d%]")

_BEHIND = (
    (
        Bound.AT_LEAST,
        expression(
            r"\s?(?:\+(?!\s?[\w(₹$€£])|[(,]?\s?(?:(?:or|and|&) (?:more|above|greater|higher|longer|over|up"
            r"|older)\b|minimum\b"
            r"|min\b(?! \d)|at least\b|at minimum\b))"
        ),
    ),
    (
        Bound.AT_MOST,
        expression(
            r"\s?[(,]?\s?(?:(?:or|and|&) (?:less|below|fewer|lower|under|sooner|earlier|shorter)\b|max\b(?! \d)"
            r"|maximum\b|at most\b"
            r"|at maximum\b|tak\b|ke andar\b|mein\b|me\b|cap\b|tops\b|ceiling\b)"
        ),
    ),
    (Bound.STARTING, expression(r"\s?(?:se shuru\b|onwards?\b|and upwards?\b|upwards\b|se\b)")),
    (
        Bound.ABOUT,
        expression(
            r"\s?[(,]?\s?(?:approx(?:imately|\.)?(?!\w)|or so\b|or thereabouts\b|ish\b|-ish\b|lagbhag\b"
            r"|ke aaspaas\b)"
        ),
    ),
)
_UNTIL = expression(
    r"(?:\b(?:by|before|until|till|latest|up ?to|ending(?: on)?|expir(?:es|ing|y)(?: on)?|not after|tak|no later than"
    r"|not later than|on or before))(?: the| end of)?[ :]{1,2}(?:the )?$"
)
_NOT_BEFORE = expression(r"\b(?:not before|no earlier than|not earlier than|on or after|not sooner than)(?: the)? $")
_NEAR = expression(r"(?:\b(?:about|around|approx\.?|approximately|circa|roughly)|~) ?(?:the )?$")


def bound_of(text: str, start: int, end: int) -> Bound:
    """How the figure from ``start`` to ``end`` of a folded text binds."""
    return _ahead(text, start) or _behind(text, end) or Bound.EXACTLY


def bound_of_day(text: str, start: int, end: int) -> Bound:
    """How a day binds: by, until and before make it the last one."""
    left = text[max(0, start - _REACH) : start]
    if _NOT_BEFORE.search(left):
        return Bound.AT_LEAST
    if _UNTIL.search(left):
        return Bound.AT_MOST
    if _NEAR.search(left):
        return Bound.ABOUT
    return Bound.AT_MOST if text.startswith((" tak", " latest"), end) else Bound.EXACTLY


def _ahead(text: str, start: int) -> Bound | None:
    tokens = _TOKEN.findall(text, max(0, start - _REACH), start)
    if start > _REACH and tokens and text[start - _REACH - 1].isalpha() and text[start - _REACH].isalpha():
        tokens = tokens[1:]
    if tokens and tokens[-1] in ("(", "="):
        tokens = tokens[:-1]
    if bound := _phrase(tokens):
        return bound
    for _ in range(2):
        if not tokens or tokens[-1] not in _FILLERS:
            return None
        if len(tokens) > 1 and tokens[-1] in _LIMITED and tokens[-2] in _LIMITS:
            return _LIMITS[tokens[-2]]
        tokens = tokens[:-1]
        if bound := _phrase(tokens):
            return None if bound is Bound.STARTING else bound
        if len(tokens) > 1 and tokens[-1] in _LIMITED and tokens[-2] in _LIMITS:
            return _LIMITS[tokens[-2]]
    return None


def _phrase(tokens: list[str]) -> Bound | None:
    for length in range(min(_LONGEST, len(tokens)), 0, -1):
        bound = _PHRASES.get(tuple(tokens[-length:]))
        if bound is None:
            continue
        before = tokens[: len(tokens) - length]
        if bound is Bound.AT_LEAST and _DENIED.intersection(before[-3:]) and tokens[-1].startswith(("exceed", "go")):
            return Bound.AT_MOST
        if bound is Bound.STARTING and before and before[-1] in _CHANGED:
            return None
        return bound
    return None


def _behind(text: str, end: int) -> Bound | None:
    return next((bound for bound, pattern in _BEHIND if pattern.match(text, end)), None)
