"""The settings in words, and words back into settings: as the screen shows and takes them, and a command."""

from datetime import date

from pydantic import ValidationError

from crm_tui.domain.calendar import parse_day_of_year
from crm_tui.domain.deal import Stage
from crm_tui.domain.errors import DeskError
from crm_tui.domain.occasion import Occasion, OccasionKind
from crm_tui.domain.settings import Festival, Settings, Template
from crm_tui.domain.text import quoted, visible
from crm_tui.services import messages
from crm_tui.services.house_words import of_settings, plural

NAMES = {
    "firm": "What the firm is called, in messages, on prints and on this screen.",
    "label": "What one of those is called with whom the firm deals: customer, client, member, patient, subscriber.",
    "labels": "The same of several, where it is not the usual plural.",
}
"""The settings that are one line, each with what it is."""

MESSAGE = "birthday: Dear {name}, happy birthday! {owner}, {firm}"
"""How a message is typed."""

FESTIVAL = "Diwali: 8 nov 2026 in Pune"
"""How a festival is typed."""


def changed(kept: Settings, name: str, typed: str) -> Settings:
    """The settings with one of their lines, or the name of a stage, as it was typed; an empty one is the usual one.

    Raises:
        DeskError: there is no such setting, or it can't be so; the line says what can be typed.
    """
    wanted = " ".join(name.casefold().replace("_", " ").replace("-", " ").split())
    if wanted.startswith("stage "):
        return with_stage(kept, stage_of(kept, wanted.removeprefix("stage ")), typed)
    if wanted not in NAMES:
        raise DeskError(
            f"{quoted(name.strip())} is no setting: type {', '.join(NAMES)} or a stage, such as stage proposal"
        )
    value = _shown(name.strip(), typed) or ("customer" if wanted == "label" else "")
    # a plural that was given belongs to the word that was
    more = {"labels": ""} if wanted == "label" and value != kept.label else {}
    return _built({**dict(kept), **more, wanted: value}, name)


def with_stage(kept: Settings, stage: Stage, name: str) -> Settings:
    """The settings with another name for a stage; an empty one is its usual name.

    Raises:
        DeskError: it can't be called so.
    """
    called = _shown(f"stage {stage}", name)
    names = {one.stage: one.name for one in kept.stages} | {stage: called}
    named = [(one, names.get(one, "")) for one in Stage]
    stages = [{"stage": one, "name": each} for one, each in named if each and each != one.value]
    return _built({**dict(kept), "stages": stages}, f"stage {stage}")


def stage_of(kept: Settings, typed: str) -> Stage:
    """The stage that is called so, here or usually.

    Raises:
        DeskError: there is none.
    """
    house = of_settings(kept)
    named = {str(one).casefold(): one for one in Stage} | dict(house.stages_by_name())
    found = named.get(" ".join(typed.casefold().split()))
    if found is None:
        raise DeskError(f"no stage is called {quoted(typed.strip())}: {', '.join(house.stage(one) for one in Stage)}")
    return found


def read_message(typed: str) -> Template:
    """A message as it was typed.

    Raises:
        DeskError: with a line that says what can be typed.
    """
    name, colon, words = typed.partition(":")
    if not colon or not name.strip() or not words.strip():
        raise DeskError(f"a message has a name and its words: type {MESSAGE}")
    return message(name.strip(), words.strip())


def read_festival(typed: str) -> Festival:
    """A festival as it was typed: a day with a year is of that year alone.

    Raises:
        DeskError: with a line that says what can be typed.
    """
    name, colon, rest = typed.rpartition(":")
    day, _, region = rest.partition(" in ")
    if not colon or not name.strip() or not day.strip():
        raise DeskError(f"a festival has a name and a day: type {FESTIVAL}")
    return festival(name, day, region)


def festival(name: str, day: str, region: str) -> Festival:
    """A festival out of what was typed for each part.

    Raises:
        DeskError: it has no name, or the day is none.
    """
    try:
        number, month, year = parse_day_of_year(day)
    except ValueError as fault:
        raise DeskError(str(fault), field="day") from None
    name, region = _shown("festival", name, "name"), _shown("festival", region, "region")
    try:
        occasion = Occasion(kind=OccasionKind.FESTIVAL, name=name, day=number, month=month)
    except ValidationError:
        raise DeskError(f"the name of a festival has 1 to 200 letters: type {FESTIVAL}", field="name") from None
    try:
        return Festival(occasion=occasion, region=region, only_in=year)
    except ValidationError:
        raise DeskError("a region has at most 200 letters: type a place as customers have it", field="region") from None


def say_day(one: Festival) -> str:
    """The day of a festival, as somebody would type it."""
    day = f"{one.occasion.day} {date(2000, one.occasion.month, 1):%b}"
    return f"{day} {one.only_in}" if one.only_in is not None else day


def say_festival(one: Festival) -> str:
    """A festival as somebody would type it."""
    return f"{one.occasion.name}: {say_day(one)}" + (f" in {one.region}" if one.region else "")


def say_label(kept: Settings) -> str:
    """What one and several are called."""
    return f"{kept.label}, {kept.labels or plural(kept.label)}"


def message(name: str, words: str) -> Template:
    """A message out of its name and its words.

    Raises:
        DeskError: it has none, or too long a one, or something in braces that nobody can fill in.
    """
    if wrong := messages.slip(words):
        raise DeskError(wrong, field="words")
    try:
        return Template(name=_shown("message", name, "name"), words=words)
    except ValidationError as error:
        told = f"a message has a name of at most 200 letters, and words: type {MESSAGE}"
        raise DeskError(told, field=str(error.errors()[0]["loc"][0])) from None


def _shown(what: str, typed: str, field: str = "") -> str:
    """What was typed, on one line; refused where a terminal would obey a part of it or turn it round."""
    value = " ".join(typed.split())
    if (harmless := visible(value)) != value:
        raise DeskError(f"{what}: '{harmless}' has letters that can't be shown: type it without them", field=field)
    return value


def _built(values: dict[str, object], name: str) -> Settings:
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        told = error.errors()[0]
        why = "at most 20 letters" if told["type"] == "string_too_long" else told["msg"].removeprefix("Value error, ")
        why = "at most 200 letters" if name.casefold() == "firm" and told["type"] == "string_too_long" else why
        raise DeskError(f"{name}: {why}", field=name.casefold()) from None
