"""``crm-tui rules``: the ground rules, their versions, and a new one."""

import argparse
from typing import Any

from crm_tui.bootstrap import open_desk
from crm_tui.cli.terminal import say
from crm_tui.domain.errors import DeskError
from crm_tui.domain.rules import GroundRules
from crm_tui.domain.text import quoted
from crm_tui.interchange import ground_rules as report
from crm_tui.paths import store_path
from crm_tui.services import ground_rules, house_words, records
from crm_tui.services.desk import Desk
from crm_tui.services.rule_words import RULES, read


def run(arguments: argparse.Namespace) -> int:
    """Print the rules, after putting a new version in force if that is asked for."""
    as_json = arguments.format == "json"
    if arguments.starters:
        found = ground_rules.starters()
        say(report.starters_as_json(found) if as_json else report.starters_as_text(found))
        return 0
    with open_desk(store_path(arguments.store), existing=True) as desk:
        if arguments.starter is not None or arguments.set:
            _change(desk, arguments)
        if arguments.versions:
            usual = ground_rules.version(desk.store, 0)
            versions = ground_rules.versions(desk.store)
            say(
                report.versions_as_json(versions, usual)
                if as_json
                else report.versions_as_text(versions, usual, house_words.of(desk.store))
            )
            return 0
        number = arguments.version_number
        rules = ground_rules.in_force(desk.store) if number is None else ground_rules.version(desk.store, number)
        say(report.as_json(rules) if as_json else report.as_text(rules, house_words.of(desk.store)))
        return 0


def _change(desk: Desk, arguments: argparse.Namespace) -> None:
    before = ground_rules.in_force(desk.store)
    begin = ground_rules.starter(arguments.starter) if arguments.starter is not None else before
    values: dict[str, Any] = {}
    for one in arguments.set:
        name, equals, typed = one.partition("=")
        name = name.strip().replace(" ", "_").replace("-", "_")
        if not equals or name not in RULES:
            raise DeskError(f"{quoted(one)} sets no rule: type RULE=VALUE with one of {', '.join(RULES)}")
        try:
            values[name] = read(name, typed, desk.today(), house_words.of(desk.store))
        except ValueError as fault:
            raise DeskError(f"{name}: {fault}") from None
    why = arguments.why or (f"the starter set {arguments.starter}" if arguments.starter else "")
    with records.in_plain_words():
        after = GroundRules.model_validate(dict(begin) | values)
    ground_rules.save(desk, before, after, why)
