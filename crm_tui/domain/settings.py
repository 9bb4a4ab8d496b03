"""What a firm calls things, and what it says on which day. One record; what is judged by stands in the ground rules."""

from typing import Annotated, ClassVar, Self

from pydantic import Field, StringConstraints, model_validator

from crm_tui.domain.deal import Stage
from crm_tui.domain.occasion import Occasion
from crm_tui.domain.record import Line, Model, Record, Words
from crm_tui.domain.text import quoted

Called = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20)]
"""A word or two that has to stand in a tab."""


class Template(Model):
    """A message that is filled in: ``{name}``, ``{occasion}``, ``{years}``, ``{owner}``, ``{firm}``."""

    name: Line
    """What it is called: "birthday", "Diwali"."""

    words: Words = Field(min_length=1)
    """The message."""


class Festival(Model):
    """A day that many customers keep, in one region or everywhere."""

    occasion: Occasion
    """The day."""

    region: str = ""
    """Where: a place as customers' records have it; empty for everywhere."""

    only_in: Annotated[int, Field(ge=1850, le=9999)] | None = None
    """For a day that moves, such as Diwali or Easter: the year of which this is the day; None for every year."""


class StageName(Model):
    """What one stage is called at this desk."""

    stage: Stage
    """Which."""

    name: Called
    """Its name here."""


class Settings(Record):
    """What a firm calls things. Changed by who may change the ground rules."""

    table: ClassVar[str] = "settings"

    firm: str = Field(default="", max_length=200)
    """What the firm is called, in messages and on prints."""

    label: Called = "customer"
    """What one of those is called with whom it deals: client, member, patient, subscriber."""

    labels: Annotated[str, StringConstraints(strip_whitespace=True, max_length=20)] = ""
    """The same of several; empty where it is the usual plural."""

    stages: tuple[StageName, ...] = ()
    """What stages are called here; those that are not named keep their usual name."""

    templates: Annotated[tuple[Template, ...], Field(max_length=100)] = ()
    """Messages for greetings and announcements."""

    festivals: Annotated[tuple[Festival, ...], Field(max_length=200)] = ()
    """Days that are kept by many."""

    @model_validator(mode="after")
    def _tells_apart(self) -> Self:
        names = {one.stage: one.name for one in self.stages}
        called = [names.get(stage, stage.value).casefold() for stage in Stage]
        if twice := [name for name in called if called.count(name) > 1]:
            raise ValueError(f"two stages would be called {quoted(twice[0])}: give each a name of its own")
        return self
