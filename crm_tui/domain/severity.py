"""How much a finding weighs."""

from enum import StrEnum


class Severity(StrEnum):
    """What a finding asks for: a block stops a signature, a warning wants a look, a note informs."""

    BLOCK = "block"
    WARN = "warn"
    NOTE = "note"

    @property
    def asks(self) -> str:
        """What it asks for, as a person reads it: ``stops the signature``."""
        return _ASKS[self]


_ASKS = {Severity.BLOCK: "stops the signature", Severity.WARN: "look at it", Severity.NOTE: "note"}
