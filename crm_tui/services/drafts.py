"""What was typed into a form and not saved when a session ended: kept for the one who typed it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

Plain = str | int | float | bool | None | Sequence["Plain"] | Mapping[str, "Plain"]
"""What a file of plain JSON can hold."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One form that was open."""

    title: str
    """What the form is called."""

    at: str
    """When it was typed last, as ISO 8601 writes it."""

    form: str
    """Which form, by the name in the program."""

    begun_with: "Plain"
    """What it was opened for; None where that can't be kept, and only the words are."""

    typed: Mapping[str, Plain] = field(default_factory=dict)
    """The answers that differ from those it began with, by field."""

    words: Mapping[str, str] = field(default_factory=dict)
    """The same as somebody reads them, by label."""


class DraftShelf(Protocol):
    """Where drafts lie between two sessions; nobody else can read them."""

    def left(self) -> Sequence[Draft]:
        """Take over what ended sessions left for this desk; a session that goes on keeps its own."""
        ...

    def keep(self, drafts: Sequence[Draft]) -> None:
        """Let exactly these lie there for this session."""
        ...
