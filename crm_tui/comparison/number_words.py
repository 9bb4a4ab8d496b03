"""Numbers in words: English with lakh and crore, and the Hindi that desks type."""

import re
from collections.abc import Iterator
from decimal import Decimal

from crm_tui.comparison.expressions import expression

HINDI = {
    "ek": "1", "do": "2", "teen": "3", "char": "4", "chaar": "4", "paanch": "5", "panch": "5", "chhe": "6",
    "chheh": "6", "saat": "7", "aath": "8", "nau": "9", "das": "10", "gyarah": "11", "barah": "12", "pandrah": "15",
    "bees": "20", "pachees": "25", "tees": "30", "chalis": "40", "pachas": "50", "saath": "60", "dedh": "1.5",
    "dhai": "2.5",
}  # fmt: skip
"""Only numbers where a unit follows: "do" and "das" are other words too."""
_SMALL = re.findall(
    r"\S+",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen",
)
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_PLAIN = {
    **{word: Decimal(value) for value, word in enumerate(_SMALL)},
    **{word: Decimal(20 + 10 * place) for place, word in enumerate(_TENS)},
    "fourty": Decimal(40),
    **{word: Decimal(value) for word, value in HINDI.items()},
}
_LARGE = {
    "thousand": 1000, "hazar": 1000, "hazaar": 1000, "lakh": 100_000, "lakhs": 100_000, "lac": 100_000,
    "lacs": 100_000, "million": 1_000_000, "crore": 10_000_000, "crores": 10_000_000, "billion": 1_000_000_000,
}  # fmt: skip
_HUNDRED = {"hundred", "sau"}
_PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "quarters": Decimal("0.25"), "third": None}
WORDS = frozenset({*_PLAIN, *_LARGE, *_HUNDRED, "half", "dozen"})
"""Every word that is or makes a number."""


def _grouped(words: frozenset[str] | set[str] | tuple[str, ...]) -> str:
    """An alternation by first letters, so that other words fail at once."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        by_letter.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in sorted(by_letter.items()))


_WORD = f"(?:{_grouped(WORDS)})"
WORD_RUN = expression(
    rf"\b(?:an? (?=hundred|thousand|lakh|million|crore|dozen|half\b)|half an? (?=million|lakh|crore|dozen))?{_WORD}\b"
    rf"(?: and (?:(?:an?|one)[ -]quarter|three[ -]quarters)\b|"
    rf"(?:(?:[ \n]and | point |-and-|, |[ \n]{{1,8}}|-)(?:an? )?{_WORD}\b){{1,16}}|)"
)
"""Number words one behind the other."""
_TOKEN = expression(r"[a-z]+")


def spoken(run: str) -> Iterator[tuple[Decimal, int, int, Decimal]]:
    """The numbers in a run of number words: value, start, end, and the largest scale among them."""
    tokens = [(match[0], match.start(), match.end()) for match in _TOKEN.finditer(run)]
    for place, (word, start, end) in enumerate(tokens[:-1]):
        if word == "one" and tokens[place + 1][0] in _PARTS:
            # "one-half", "three and one-half": one of the parts, not one and a part of one
            tokens[place] = ("a", start, end)
    position = 0
    while position < len(tokens):
        read = _read([word for word, _, _ in tokens[position:]])
        if read is None:
            position += 1
            continue
        value, used, large = read
        yield value, tokens[position][1], tokens[position + used - 1][2], large
        position += used


def _read(words: list[str]) -> tuple[Decimal, int, Decimal] | None:
    """The longest number that begins here: its value, how many words it took, and its largest scale."""
    reader = _Reader()
    used = 0
    for place, word in enumerate(words):
        following = words[place + 1] if place + 1 < len(words) else ""
        if not reader.takes(word, following):
            break
        if reader.whole:
            used = place + 1
    value = reader.value()
    return (value, used, reader.large) if used and value is not None else None


class _Reader:
    """Number words taken one by one."""

    def __init__(self) -> None:
        self.total = Decimal(0)
        self.group: Decimal | None = None
        self.last = Decimal("Infinity")
        self.large = Decimal(1)
        self.decimals = ""
        self.ended = False
        self.whole = False
        self.pointed = False
        self.article = False

    def value(self) -> Decimal | None:
        if not (self.group is not None or self.total):
            return None
        group = self.group or Decimal(0)
        if self.decimals:
            group += Decimal(f"0.{self.decimals}")
        return self.total + group

    def takes(self, word: str, following: str) -> bool:
        if self.ended and word not in (*_LARGE, *_HUNDRED, "a", "dozen"):
            return False
        self.whole = True
        if word in ("a", "an"):
            self.whole = self.ended = False
            self.article = True
            return following in _HUNDRED or following in _LARGE or following in _PARTS or following == "dozen"
        if word == "and":
            self.whole = False
            return self._joins(following)
        if word == "point":
            self.whole, self.pointed = False, True
            return self.group is not None and following in _SMALL[:10]
        if self.pointed:
            if word in _SMALL[:10]:
                self.decimals += str(_SMALL.index(word))
                return True
            return self._scales(word)
        if word in _PARTS:
            return self._halves(word, following)
        if word == "dozen":
            self.group = (Decimal(1) if self.group is None else self.group) * 12
            self.ended = True
            return True
        if word in _PLAIN:
            return self._adds(_PLAIN[word])
        return self._scales(word)

    def _joins(self, following: str) -> bool:
        if following in _PARTS or following in ("a", "an", "three"):
            return self.group is not None and (following in _PARTS or following != "three" or self.group >= 100)
        hundreds = self.group is not None and self.group >= 100 and self.group % 100 == 0
        return following in _PLAIN and (hundreds or (self.group is None and self.total > 0))

    def _halves(self, word: str, _following: str) -> bool:
        part = _PARTS[word]
        if part is None:
            return False
        self.group = (self.group or Decimal(0)) + part
        self.ended = True
        return True

    def _adds(self, number: Decimal) -> bool:
        if self.group is None:
            if self.total and number >= self.last:
                return False
            self.group = number
            return True
        tens, hundreds = self.group % 100, self.group >= 100
        if (0 < number < 10 and tens >= 20 and tens % 10 == 0) or (0 < number < 100 and hundreds and tens == 0):
            self.group += number
            return True
        return False

    def _scales(self, word: str) -> bool:
        if word in _HUNDRED:
            if self.group is not None and self.group >= 100:
                return False
            self.group = (Decimal(1) if self.group is None else self._with_decimals()) * 100
            return True
        if word not in _LARGE:
            return False
        if self.group is None and not self.total and not self.article:
            # "lakh" alone is a unit, "a lakh" a number
            return False
        scale = Decimal(_LARGE[word])
        if self.group is None and self.total:
            # one lakh crore
            if scale <= self.last:
                return False
            self.total *= scale
            self.last = self.large = scale
            return True
        if scale >= self.last:
            return False
        self.total += (Decimal(1) if self.group is None else self._with_decimals()) * scale
        self.group, self.last = None, scale
        self.large = max(self.large, scale)
        self.ended = False
        return True

    def _with_decimals(self) -> Decimal:
        group = (self.group or Decimal(0)) + (Decimal(f"0.{self.decimals}") if self.decimals else 0)
        self.decimals, self.pointed = "", False
        return group
