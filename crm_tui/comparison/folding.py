"""A text folded for reading figures: lower case, plain digits, blanks and dashes, every character in its place."""

import unicodedata

from crm_tui.comparison.expressions import expression

_SIGNS = {
    **dict.fromkeys("\u00a0\u202f\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u3000", " "),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", "-"),
    **dict.fromkeys("\u2018\u2019\u02bc\u00b4", "'"),
    **dict.fromkeys("\u201c\u201d", '"'),
    "\uff05": "%",
    "\uff0b": "+",
    "\uff04": "$",
    "\uffe5": "¥",
    "\uff0c": ",",
    "\uff0e": ".",
    "\uff1a": ":",
    "\uff08": "(",
    "\uff09": ")",
    "\u2236": ":",
    "\u00d7": "x",
    "\u2248": "~",
}
_SIGN = expression(f"[{''.join(_SIGNS)}]")
_FOREIGN_DIGIT = expression(r"[^\D0-9]")


def folded(text: str) -> str:
    """The text in lower case with plain signs and ASCII digits; as long as it was, so that places stay."""
    if text.isascii():
        return text.lower()
    plain = _SIGN.sub(lambda match: _SIGNS[match[0]], text)
    lower = plain.lower()
    if len(lower) != len(plain):
        # a dotted capital I becomes two signs
        lower = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in plain)
    return _FOREIGN_DIGIT.sub(lambda match: str(unicodedata.decimal(match[0])), lower)
