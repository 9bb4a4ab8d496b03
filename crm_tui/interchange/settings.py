"""The settings of a desk and the starter sets as plain text and as JSON."""

from collections.abc import Iterator, Sequence
from datetime import date

from crm_tui.domain.deal import Stage
from crm_tui.domain.rules import GroundRules
from crm_tui.domain.settings import Festival, Settings
from crm_tui.interchange.json_text import dumped
from crm_tui.interchange.layout import hanging, one_line, padded
from crm_tui.services.festivals import next_day
from crm_tui.services.house_words import of_settings
from crm_tui.services.rule_words import said
from crm_tui.services.settings_words import say_festival, say_label
from crm_tui.services.starter_sets import Applied, StarterSet

_LABELS = 20
_FIRM_LEFT = "Still to be set, as messages ask for it: the firm's name (crm-tui settings --set firm=NAME)"
_RULES = ("contact_days", "contact_days_by", "occasion_days", "expiry_days", "ahead_days")
_CALENDAR = ("days_off", "holidays", "holiday_region", "time_zone")


def as_text(kept: Settings, rules: GroundRules, today: date) -> str:
    """Every setting by the name that sets it, then what of the ground rules belongs to it."""
    house = of_settings(kept)
    lines = [_row("firm", kept.firm or "–"), _row("label", say_label(kept)), ""]
    for stage in Stage:
        limit = rules.limit_of(stage)
        days = f"at most {limit} working day{'s' * (limit != 1)}" if limit is not None else ""
        usual = f"usually {stage}" if house.stage(stage) != stage else ""
        aside = ", ".join(filter(None, (usual, days)))
        lines.append(_row(f"stage {stage}", house.stage(stage) + (f" ({aside})" if aside else "")))
    lines += ["", *_several("festival", [say_festival(one) + _over(one, today) for one in kept.festivals])]
    lines += ["", *_several("message", [f"{one.name}: {one.words}" for one in kept.templates])]
    called = f"version {rules.version}" if rules.version else "the usual ones"
    lines += ["", f"By the ground rules, {called} (crm-tui rules --set NAME=VALUE changes them):"]
    lines += [_row(name, said(rules, name, house).replace("\n", ", ") or "–") for name in (*_RULES, *_CALENDAR)]
    return "\n".join([*lines, ""])


def as_json(kept: Settings, rules: GroundRules) -> str:
    """The settings, with the number of the ground rules' version beside which they stand."""
    house = of_settings(kept)
    return dumped(
        kept.model_dump(mode="json", exclude={"id", "stages"})
        | {
            "labels": house.many,
            "stages": [
                {"stage": stage.value, "name": house.stage(stage), "limit": rules.limit_of(stage)} for stage in Stage
            ],
            "rules_version": rules.version,
        }
    )


def sets_as_text(sets: Sequence[StarterSet]) -> str:
    """Each set with whom it is meant for."""
    return "\n".join([hanging(padded(one.name, 12), one.title) for one in sets] + [""])


def sets_as_json(sets: Sequence[StarterSet]) -> str:
    """Each set with whom it is meant for."""
    return dumped({"sets": [{"name": one.name, "title": one.title} for one in sets]})


def plan_as_text(name: str, plan: Applied, *, done: bool) -> str:
    """What a set makes of the desk, a line for each thing."""
    left = [_FIRM_LEFT] if plan.lacks_firm else []
    if not plan.words:
        return "\n".join([f"This desk is as the starter set {name} would have it.", *left, ""])
    head = f"The starter set {name} " + ("has changed:" if done else "would change:")
    return "\n".join([head, *(hanging("  ", line) for line in plan.words), *left, ""])


def _row(name: str, says: str) -> str:
    return hanging(padded(name, _LABELS), one_line(says))


def _several(name: str, ones: Sequence[str]) -> Iterator[str]:
    for at, one in enumerate(ones or ["–"]):
        yield _row(name if not at else "", one)


def _over(one: Festival, today: date) -> str:
    return " (over)" if next_day(one.occasion, one.only_in, today) is None else ""
