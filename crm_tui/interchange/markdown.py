"""Stored text in Markdown."""

import re

from crm_tui.interchange.layout import one_line

_OBEYED = re.compile(r"([\\`*_\[\]<>|~&])")


def escaped(text: str) -> str:
    """Stored text as text, on one line: what Markdown or HTML would obey is escaped."""
    return _OBEYED.sub(r"\\\1", one_line(text))
