"""A promise that a statement of the paper seems to keep, and what may take that back."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from crm_tui.comparison.paper import Clause
from crm_tui.comparison.quantity import Quantity
from crm_tui.comparison.verdicts import Ruling
from crm_tui.comparison.vocabulary import Kind
from crm_tui.domain.claim import Claim


@dataclass(frozen=True, slots=True)
class Kept:
    """A promise beside the statement that would clear it."""

    promise: str
    """The words said."""

    claim: Claim
    """What they say."""

    kind: Kind
    """Of which kind of term."""

    clause: Clause
    """The statement of the paper."""

    today: date
    """The day of the comparison."""

    elsewhere: Callable[[Quantity], bool] = lambda _: False
    """Whether another row of the paper has a further figure of the promise: "480k over 48 months"."""

    @property
    def text(self) -> str:
        """The passage with the cells beside it."""
        return f"{self.clause.passage.text} {self.clause.passage.beside}"

    @property
    def onward(self) -> str:
        """The same with the sentence behind it."""
        following = re.split(r"(?<=[.;])\s", self.clause.passage.further, maxsplit=1)[0]
        return f"{self.text} {following}"


@dataclass(frozen=True, slots=True)
class Caveat:
    """What takes a clear verdict back, with the ruling that it calls for."""

    ruling: Ruling
    """The verdict and its reason."""

    words: str = ""
    """The words of the paper that say it."""

    rule: str = ""
    """Which rule found it, in a few words."""


Look = Callable[[Kept], Caveat | None]
"""A rule: what it finds in the paper that takes the clear verdict back, where the promise did not speak of it."""


def words_from(text: str, match: re.Match[str]) -> str:
    """The words of a text from a match on, a few of them."""
    return " ".join(text[match.start() : match.start() + 70].split()).rstrip(".;,")
