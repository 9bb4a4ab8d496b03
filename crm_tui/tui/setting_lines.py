"""What the screen of settings lists: each setting with what it says, in the order in which a firm sets itself up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from textual.binding import Binding

from crm_tui.comparison.own_packs import OwnPacks
from crm_tui.domain.deal import Stage
from crm_tui.domain.pack_file import PackFile
from crm_tui.domain.rules import GroundRules
from crm_tui.domain.settings import Festival, Settings, Template
from crm_tui.domain.text import visible
from crm_tui.services.festivals import next_day
from crm_tui.services.house_words import HouseWords, of_settings
from crm_tui.services.rule_words import RULES, said
from crm_tui.services.settings_words import NAMES, say_day
from crm_tui.tui import keymap
from crm_tui.tui.forms.settings import stage_field
from crm_tui.tui.own_keys import OwnKeys, can_change
from crm_tui.tui.theme_names import THEMES

WORDS, STAGES, FESTIVALS, MESSAGES = "Words", "Stages", "Festivals", "Messages"
CADENCE, RULE_SETS, PACKS, CALENDAR = "How often, and how early", "Ground rules", "Term packs", "Calendar"
THEME, KEYS = "Colours", "Keys"

_CADENCE = ("contact_days", "contact_days_by", "occasion_days", "expiry_days", "ahead_days")
_CALENDAR = ("days_off", "holidays", "holiday_region", "time_zone")
_BY_RULES = "It stands in the ground rules: enter changes it there, as a new version."


@dataclass(frozen=True, slots=True)
class SettingLine:
    """One setting."""

    section: str
    """The heading it stands under."""

    key: str
    """Tells it apart."""

    label: str
    """What it is called."""

    value: str
    """What it says; empty where nothing is set."""

    what: str
    """What it is for, in a sentence."""

    words: str = ""
    """The row of the form of words that changes it."""

    rule: str = ""
    """The ground rule that it is."""

    kept: Festival | Template | None = None
    """The festival or message that it is."""

    wrong: bool = False
    """Whether something is wrong with it."""


@dataclass(frozen=True, slots=True)
class PackFound:
    """A pack of terms that is on."""

    area: str
    """Its name."""

    kinds: int
    """How many kinds of terms it has."""


def of_words(kept: Settings) -> Iterator[SettingLine]:
    """The firm's name, and what those are called with whom it deals."""
    house = of_settings(kept)
    yield SettingLine(WORDS, "firm", "Firm", kept.firm, NAMES["firm"], words="firm")
    yield SettingLine(WORDS, "label", "One is a", house.one, NAMES["label"], words="label")
    yield SettingLine(WORDS, "labels", "Several are", house.many, NAMES["labels"], words="labels")


def of_stages(house: HouseWords, rules: GroundRules) -> Iterator[SettingLine]:
    """Each stage by its name with its limit; then the order, and all limits, as the ground rules have them."""
    for stage in Stage:
        name, limit = house.stage(stage), rules.limit_of(stage)
        told = [f"usually {stage}"] if name != stage else []
        told += [f"at most {limit} working day{'s' * (limit != 1)}"] if limit is not None else []
        value = f"{name} ({', '.join(told)})" if told else name
        what = "How far a deal is. The name stands in every list; the program keeps it under its usual one."
        yield SettingLine(STAGES, f"stage {stage}", str(stage), value, what, words=stage_field(stage))
    yield from _of_rules(STAGES, ("stage_order", "stage_limits"), house, rules)


def of_festivals(kept: Settings, today: date) -> Iterator[SettingLine]:
    """Each festival with its day and its region."""
    for at, one in enumerate(kept.festivals):
        over = " (over)" if next_day(one.occasion, one.only_in, today) is None else ""
        value = f"{say_day(one)}{over}, {one.region or 'everywhere'}"
        what = "Those who allow greetings are greeted on this day, with the message called festival or by its name."
        yield SettingLine(FESTIVALS, f"festival {at}", one.occasion.name, value, what, kept=one)
    if not kept.festivals:
        yield SettingLine(FESTIVALS, "festival", "None", "", "No day that many keep is set: n adds one.")


def of_messages(kept: Settings) -> Iterator[SettingLine]:
    """Each message with how it begins."""
    for one in kept.templates:
        yield SettingLine(MESSAGES, f"message {one.name}", one.name, one.words, "For greetings and news.", kept=one)
    if not kept.templates:
        yield SettingLine(MESSAGES, "message", "None", "", "No message is kept for greetings and news: n adds one.")


def of_cadence(house: HouseWords, rules: GroundRules) -> Iterator[SettingLine]:
    """How often we are in touch, and how early we are told of something."""
    yield from _of_rules(CADENCE, _CADENCE, house, rules)


def of_calendar(house: HouseWords, rules: GroundRules, problem: str) -> Iterator[SettingLine]:
    """The days without work; ``problem`` is why the region's holidays are not known."""
    yield from _of_rules(CALENDAR, _CALENDAR, house, rules)
    if problem:
        yield SettingLine(CALENDAR, "calendar", "Not known", problem, "", rule="holiday_region", wrong=True)


def of_rule_sets(rules: GroundRules) -> Iterator[SettingLine]:
    """Which version is in force."""
    version = f"version {rules.version}, by {rules.changed_by} on {rules.changed_on}" if rules.version else ""
    what = "What everybody adheres to, each version that was, and sets to begin with: enter opens them."
    yield SettingLine(RULE_SETS, "rules", "In force", version or "the usual rules, unchanged", what)


def of_packs(found: Sequence[PackFound], files: Sequence[PackFile], own: OwnPacks) -> Iterator[SettingLine]:
    """The packs that are on: those that ship, and the firm's own; what is wrong with those that are left out."""
    for fault in own.faults:
        what = "It is left out and stops nothing else: crm-tui packs --install puts another one in its place."
        yield SettingLine(PACKS, f"left out {fault}", "LEFT OUT", fault, what, wrong=True)
    read = {pack.name: pack for pack in own.packs}
    for one in files:
        if one.name in read:
            names = sum(map(len, read[one.name].aliases.values()))
            value = f"on: {len(read[one.name].kind)} kinds and {names} further names"
            what = f"Of your own, installed by {one.installed_by} on {one.installed_on}."
            yield SettingLine(PACKS, f"own {one.name}", visible(one.name), value, what)
    for pack in found:
        what = f"Ships with the program: crm-tui packs --kinds {pack.area} lists its terms."
        yield SettingLine(PACKS, f"pack {pack.area}", pack.area, f"on: {pack.kinds} kinds of terms", what)


def of_theme(name: str) -> Iterator[SettingLine]:
    """The colours of this user."""
    what = "Yours alone and not the desk's, remembered for the next time: enter chooses another."
    yield SettingLine(THEME, "theme", "Theme", f"{name}: {THEMES[name]}" if name in THEMES else name, what)


def of_keys(own: OwnKeys, usual: Mapping[str, tuple[Binding, ...]]) -> Iterator[SettingLine]:
    """What is wrong with somebody's own keys, then what each key does, by the name that gives it another one."""
    file = str(own.file) if own.file else "keys.conf in your settings folder"
    for fault in own.faults:
        yield SettingLine(KEYS, f"keys {fault}", "BAD LINE", fault, f"In {file}; the usual key counts.", wrong=True)
    for name, bindings in usual.items():
        if not (can_change(name) and bindings[0].tooltip):
            continue
        keys = own.keys.get(name)
        shown = [keymap.shown(one) for one in bindings] if keys is None else [keymap.shown(bindings[0])]
        changed = f" (usually {bindings[0].key_display or bindings[0].key})" if keys is not None else ""
        what = f"{bindings[0].tooltip}. Another key: the line “{name} = F2” in {file}."
        value = f"{bindings[0].description}{changed}"
        yield SettingLine(KEYS, f"key {name}", ", ".join(shown), value, what)


def _of_rules(section: str, names: Sequence[str], house: HouseWords, rules: GroundRules) -> Iterator[SettingLine]:
    for name in names:
        words = RULES[name]
        value = said(rules, name, house).replace("\n", ", ")
        yield SettingLine(section, name, words.label, value, f"{house.say(words.what)} {_BY_RULES}", rule=name)
