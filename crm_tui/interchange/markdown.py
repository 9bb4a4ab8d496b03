"""Stored text in Markdown: shown as it is, with nothing in it that a reader of Markdown or HTML would obey."""

import re

from crm_tui.interchange.layout import one_line

_HARMLESS = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9 ,;%'-]*)?")
_OBEYED = re.compile(r"([\\`*_\[\]<>|~&$@])")
_LINK = re.compile(r"(?i)(:)(?=//)|(?<=www)(\.)")
_BEGINS_A_BLOCK = re.compile(r"^(\d{1,9}(?=[.)]))?([#+=.)-])")


def escaped(text: str) -> str:
    """Stored text on one line, for a cell, a list or a paragraph."""
    shown = one_line(text)
    if _HARMLESS.fullmatch(shown):
        return shown
    plain = _OBEYED.sub(r"\\\1", shown)
    plain = _LINK.sub(lambda found: f"\\{found[0]}", plain)
    return _BEGINS_A_BLOCK.sub(r"\g<1>\\\2", plain)
