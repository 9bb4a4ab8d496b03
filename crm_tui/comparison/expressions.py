"""Regular expressions that are compiled when a text first asks for them.

There are hundreds of them, and to compile them all takes longer than to compare a small pair, which needs few.
"""

import re
from functools import cached_property
from typing import Any, cast


class Expression:
    """Stands in for a compiled expression; what is asked of it a second time is the compiled one's own."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self._flags)

    def __getattr__(self, name: str) -> Any:
        own = getattr(self._compiled, name)
        setattr(self, name, own)
        return own


def expression(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What :func:`re.compile` makes of it, at the first use: a fault in the expression is raised only then."""
    return cast("re.Pattern[str]", Expression(pattern, flags))
