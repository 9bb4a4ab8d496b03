"""What a firm begins with: words, stages, messages, festivals and ground rules of its trade, in one step."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from crm_tui.comparison import plain_toml
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Stage
from crm_tui.domain.errors import DeskError, NotFound
from crm_tui.domain.rules import GroundRules
from crm_tui.domain.settings import Settings
from crm_tui.domain.staff import MAY_CHANGE_STAFF
from crm_tui.domain.text import quoted
from crm_tui.services import ground_rules, house_words, records, settings, settings_words, staff
from crm_tui.services.customers import folded
from crm_tui.services.desk import Desk
from crm_tui.services.ports import Records
from crm_tui.services.rule_words import RULES, said
from crm_tui.services.settings_words import say_label


@dataclass(frozen=True, slots=True)
class StarterSet:
    """A set for one trade."""

    name: str
    """How it is asked for: ``grocer``."""

    title: str
    """For whom it is meant, in a line."""

    rules: str
    """The starter set of ground rules that goes with it."""

    settings: Settings
    """Its words, stages, messages and festivals."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What a set makes of a desk."""

    before: Settings
    """The settings as they are."""

    settings: Settings
    """The settings with it."""

    rules_before: GroundRules
    """The ground rules in force."""

    rules: GroundRules
    """The ground rules with it."""

    @property
    def words(self) -> tuple[str, ...]:
        """A line for everything that would be otherwise; none where nothing would."""
        return tuple(_told(self))

    @property
    def lacks_firm(self) -> bool:
        """Whether a message asks for the firm's name, and it has still to be set."""
        return not self.settings.firm and any("{firm}" in one.words for one in self.settings.templates)

    @property
    def loses(self) -> bool:
        """Whether something that was set gives way: the history keeps it."""
        named = self.before.label != "customer" or self.before.stages
        return bool(named or self.rules_before.version)


def sets() -> tuple[StarterSet, ...]:
    """The sets that ship with the program, by name."""
    return tuple(_sets()[name] for name in sorted(_sets()))


def named(name: str) -> StarterSet:
    """A set by its name.

    Raises:
        NotFound: there is none; the line names those there are.
    """
    found = _sets().get(name.strip().casefold())
    if found is None:
        raise NotFound(f"no starter set is called {quoted(name)}: choose {', '.join(sorted(_sets()))}")
    return found


def is_new(store: Records) -> bool:
    """Whether a desk has begun with nothing yet: no settings, no rules, nobody it deals with."""
    return not any(len(found) for found in (store.find(Settings), store.find(GroundRules), store.find(Customer)))


def planned(store: Records, name: str, firm: str | None = None) -> Applied:
    """What a set would make of a desk, and the firm's name with it; nothing is stored.

    The firm's name, messages, festivals and holidays that the desk has stay as they are, and so does each ground rule
    of which the set says nothing.

    Raises:
        NotFound: there is no such set.
    """
    before, rules = settings.of(store), ground_rules.in_force(store)
    kept = settings_words.changed(before, "firm", firm) if firm is not None else before
    if not name:
        return Applied(before, kept, rules, rules)
    chosen = named(name)
    with_it = chosen.settings
    known = {folded(one.name) for one in kept.templates}
    there = {settings.festival_key(one) for one in kept.festivals}
    after = {
        **dict(kept),
        "label": with_it.label,
        "labels": with_it.labels,
        "stages": with_it.stages,
        "templates": (*kept.templates, *(one for one in with_it.templates if folded(one.name) not in known)),
        "festivals": (*kept.festivals, *(one for one in with_it.festivals if settings.festival_key(one) not in there)),
    }
    asked = ground_rules.starter(chosen.rules)
    says = {one: getattr(asked, one) for one in ground_rules.rule_names() if one in asked.model_fields_set}
    with records.in_plain_words():
        return Applied(before, Settings.model_validate(after), rules, GroundRules.model_validate(dict(rules) | says))


def apply(desk: Desk, name: str, *, firm: str | None = None) -> Applied:
    """Begin with a set, in one transaction that one undo takes back; with ``firm`` the firm is called so from now on.

    Without a name of a set only the firm is named.

    Raises:
        NotAllowed: who sits here may not change the settings.
        NotFound: there is no such set.
        DeskError: the desk is so already.
    """
    staff.require(desk, MAY_CHANGE_STAFF, "changing the settings")
    why = f"starter set {named(name).name}" if name else "firm named"
    with records.in_plain_words(), desk.acting(why) as now:
        plan = planned(now, name, firm)
        if not plan.words:
            raise DeskError(f"this desk is as the starter set {name} would have it: nothing was saved")
        if settings.changed(plan.before, plan.settings):
            settings.put(now, plan.settings)
        if ground_rules.changed(plan.rules_before, plan.rules):
            ground_rules.put(desk, now, plan.rules, why=f"the starter set {named(name).name}")
    return plan


def _told(plan: Applied) -> Iterator[str]:
    before, after = plan.before, plan.settings
    if before.firm != after.firm:
        yield f"Firm: {before.firm or 'no name'} → {after.firm or 'no name'}"
    if say_label(before) != say_label(after):
        yield f"Those you deal with: {say_label(before)} → {say_label(after)}"
    was, now = house_words.of_settings(before), house_words.of_settings(after)
    renamed = [f"{was.stage(one)} → {now.stage(one)}" for one in Stage if was.stage(one) != now.stage(one)]
    if renamed:
        yield f"Stages: {', '.join(renamed)}"
    messages = [one.name for one in after.templates if one not in before.templates]
    if messages:
        yield f"Messages added: {', '.join(messages)}"
    festivals = [one.occasion.name for one in after.festivals if one not in before.festivals]
    if festivals:
        yield f"Festivals added: {', '.join(dict.fromkeys(festivals))}"
    for name in ground_rules.changed(plan.rules_before, plan.rules):
        yield f"{RULES[name].label}: {_rule(plan.rules_before, name, was)} → {_rule(plan.rules, name, now)}"


def _rule(rules: GroundRules, name: str, house: house_words.HouseWords) -> str:
    return said(rules, name, house).replace("\n", "; ") or "nothing"


@cache
def _sets() -> Mapping[str, StarterSet]:
    folder = resources.files("crm_tui.services") / "starter_settings"
    found = {}
    for entry in folder.iterdir():
        if entry.name.endswith(".toml"):
            values: dict[str, Any] = plain_toml.loads(entry.read_text(encoding="utf-8"))
            name, title, rules = entry.name.removesuffix(".toml"), values.pop("title"), values.pop("rules")
            values["festivals"] = [_festival(one) for one in values.get("festivals", ())]
            found[name] = StarterSet(name, title, rules, Settings.model_validate(values))
    return found


def _festival(one: dict[str, Any]) -> dict[str, Any]:
    day = {name: one[name] for name in ("name", "day", "month")}
    return {
        "occasion": {"kind": "festival", **day},
        "region": one.get("region", ""),
        "only_in": one.get("only_in"),
    }
