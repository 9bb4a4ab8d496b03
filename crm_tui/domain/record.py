"""What every stored record has in common."""

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, StringConstraints

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
"""A required single line: a name, a title, an owner."""

Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)]
"""Free text, possibly of several lines."""


class Model(BaseModel):
    """A value: it never changes, and a field that it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Record(Model):
    """A stored value with an identity.

    ``id`` is 0 until the store has given it one.
    """

    table: ClassVar[str]
    """The store's table that holds records of this kind."""

    id: int = 0
    """The number that the store gave it; never used again for another record."""
