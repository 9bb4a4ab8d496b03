"""The ground rules, their versions and the starter sets as plain text and as JSON."""

from collections.abc import Iterator, Sequence

from crm_tui.domain.rules import GroundRules
from crm_tui.interchange.json_text import dumped
from crm_tui.interchange.layout import hanging, padded
from crm_tui.services.ground_rules import Starter, changed
from crm_tui.services.house_words import USUAL, HouseWords
from crm_tui.services.rule_words import RULES, said

_LABELS = max(map(len, RULES)) + 2


def as_text(rules: GroundRules, house: HouseWords = USUAL) -> str:
    """Which version it is, then a line for each rule, by the name that sets it."""
    lines = [_heading(rules), ""]
    for name in RULES:
        words = said(rules, name, house).splitlines() or ["–"]
        lines += [hanging(padded(name if not at else "", _LABELS), line) for at, line in enumerate(words)]
    return "\n".join([*lines, ""])


def as_json(rules: GroundRules) -> str:
    """Every field of a version; the usual rules, as version 0, have nobody who changed them."""
    return dumped(_value(rules))


def versions_as_text(versions: Sequence[GroundRules], usual: GroundRules, house: HouseWords = USUAL) -> str:
    """Each version, the newest first, with what changed in it."""
    if not versions:
        return "The usual rules are in force: no version was saved yet.\n"
    lines = []
    for one, before in _with_earlier(versions, usual):
        lines.append(_heading(one))
        for name in changed(before, one):
            was, now = (said(rules, name, house).replace("\n", "; ") or "nothing" for rules in (before, one))
            lines.append(hanging(f"  {name}: ", f"{was} → {now}"))
    return "\n".join([*lines, ""])


def versions_as_json(versions: Sequence[GroundRules], usual: GroundRules) -> str:
    """Each version with the names of the rules that changed in it."""
    return dumped(
        {
            "versions": [
                _value(one) | {"changed": changed(before, one)} for one, before in _with_earlier(versions, usual)
            ]
        }
    )


def starters_as_text(starters: Sequence[Starter]) -> str:
    """Each set with whom it is meant for."""
    return "\n".join([hanging(padded(one.name, 12), one.title) for one in starters] + [""])


def starters_as_json(starters: Sequence[Starter]) -> str:
    """Each set with its rules."""
    return dumped(
        {"starters": [{"name": one.name, "title": one.title, "rules": _value(one.rules)} for one in starters]}
    )


def _heading(rules: GroundRules) -> str:
    if not rules.version:
        return "The usual rules, which nobody has changed"
    why = f": {rules.why}" if rules.why else ""
    return hanging(f"Version {rules.version} ", f"by {rules.changed_by} on {rules.changed_on}{why}")


def _value(rules: GroundRules) -> dict[str, object]:
    value = rules.model_dump(mode="json", exclude={"id"})
    return value if rules.version else value | {"changed_by": None, "changed_on": None}


def _with_earlier(versions: Sequence[GroundRules], usual: GroundRules) -> Iterator[tuple[GroundRules, GroundRules]]:
    return zip(versions, [*versions[1:], usual], strict=True)
