"""What a firm calls things, as the program says them: whom it deals with, and how far a deal is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from crm_tui.domain.deal import Stage
from crm_tui.domain.settings import Settings
from crm_tui.domain.text import on_one_line
from crm_tui.services import settings
from crm_tui.services.ports import Records

_WORD = re.compile(r"(?<![\w:#./-])((?:an?)\s)?(customers?)(?![\w:=])", re.IGNORECASE)
"""The word in a text of ours; not where it is typed to the program: ``customer:rao``, ``kind:customer``."""

_QUOTED_OR_WORD = re.compile(rf"“[^”]*”|\"[^\"]*\"|(?<!\w)'[^'\n]*'(?!\w)|{_WORD.pattern}")
"""The same beside stored text, which is left alone in quotes, and by its capitals."""

_VOWELS = ("a", "e", "i", "o", "u")


@dataclass(frozen=True, slots=True)
class HouseWords:
    """The words of one firm."""

    one: str = "customer"
    """What one of those is called with whom it deals, as in the middle of a sentence."""

    many: str = "customers"
    """The same of several."""

    stages: tuple[tuple[Stage, str], ...] = ()
    """The stages that have a name of their own here."""

    firm: str = ""
    """What the firm is called."""

    def stage(self, stage: Stage | str) -> str:
        """What a stage is called here."""
        return next((name for one, name in self.stages if one == stage), str(stage))

    def stages_by_name(self) -> Mapping[str, Stage]:
        """Each stage by the name that it has here, without case."""
        return {self.stage(one).casefold(): one for one in Stage}

    def say(self, text: str) -> str:
        """A text of the program itself in the firm's words. What is stored must not stand in it."""
        return text if (self.one, self.many) == ("customer", "customers") else _WORD.sub(self._said, text)

    def refuse(self, line: str) -> str:
        """A refusal in the firm's words: stored text in it stands in quotes, or has a name's capitals, and stays."""
        if (self.one, self.many) == ("customer", "customers"):
            return line
        return _QUOTED_OR_WORD.sub(lambda found: self._said(found) if found[2] else found[0], line)

    def count(self, number: int) -> str:
        """So many of those with whom it deals: "1 client", "3 clients"."""
        return f"{number} {self.one if number == 1 else self.many}"

    def _said(self, found: re.Match[str]) -> str:
        article, word = found[1] or "", found[2]
        said = self.many if word[-1] in "sS" else self.one
        if article:
            article = f"{article[0]}{'n' * said.casefold().startswith(_VOWELS)} "
        if word.isupper():
            return article + said.upper()
        return article + (capital(said) if word[0].isupper() else said)


USUAL = HouseWords()
"""Where nobody named anything: customers, and the stages by their usual names."""


def of(records: Records) -> HouseWords:
    """The words of a desk."""
    return of_settings(settings.of(records))


def of_settings(kept: Settings) -> HouseWords:
    """The words that are kept in the settings, harmless: they go into texts of the program itself."""
    return HouseWords(
        on_one_line(kept.label),
        on_one_line(kept.labels or plural(kept.label)),
        tuple((one.stage, on_one_line(one.name)) for one in kept.stages),
        kept.firm,
    )


def plural(word: str) -> str:
    """The usual plural of a word: clients, parties, businesses."""
    lower = word.casefold()
    if lower.endswith("y") and lower[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + ("es" if lower.endswith(("s", "x", "ch", "sh")) else "s")


def capital(word: str) -> str:
    """A word as it begins a line."""
    return word[:1].upper() + word[1:]
