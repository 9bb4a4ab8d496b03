"""The rules of all styles, each source of them parsed once for the colours that are in use.

Textual parses every source anew when a screen brings styles of its own, and when a theme is set: at the start three
times, and again for each form.
"""

from textual.cache import LRUCache
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_SOURCES = 1024
"""More than the program has: with fewer, one round through all of them would push each out before it is needed."""


class StyleRules(Stylesheet):
    """A stylesheet that keeps what it parsed for as long as it says the same."""

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._parse_cache: LRUCache[tuple[object, ...], list[RuleSet]] = LRUCache(_SOURCES)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take these colours; those that are in use change nothing."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Parse what was not parsed yet; where a source is wrong, the rules stay as they were."""
        self.parse()
