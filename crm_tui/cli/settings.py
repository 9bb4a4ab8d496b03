"""``crm-tui settings``: what the firm calls things, its stages, festivals and messages, and the starter sets."""

import argparse

from crm_tui.bootstrap import open_desk
from crm_tui.cli.terminal import complain, say
from crm_tui.domain.errors import DeskError
from crm_tui.domain.settings import Settings
from crm_tui.domain.text import quoted
from crm_tui.interchange import settings as report
from crm_tui.interchange.layout import one_line
from crm_tui.paths import keys_file, store_path
from crm_tui.services import ground_rules, settings, settings_words, starter_sets
from crm_tui.services.desk import Desk


def run(arguments: argparse.Namespace) -> int:
    """Print the settings, after changing what is asked for."""
    as_json = arguments.format == "json"
    if arguments.starters:
        found = starter_sets.sets()
        say(report.sets_as_json(found) if as_json else report.sets_as_text(found))
        return 0
    if arguments.keys:
        return _keys()
    with open_desk(store_path(arguments.store), existing=arguments.starter is None) as desk:
        if arguments.starter is not None:
            _begin(desk, arguments)
            return 0
        kept = settings.of(desk.store)
        after = _changed(kept, arguments)
        if after != kept:
            kept = settings.save(desk, kept, after, arguments.why or "settings changed")
        rules = ground_rules.in_force(desk.store)
        say(report.as_json(kept, rules) if as_json else report.as_text(kept, rules, desk.today()))
    return 0


def _keys() -> int:
    """Print each name with its keys as the file of somebody's own keys has them; 1 where a line of it is bad."""
    # only the screens know the keys, and only who asks for them waits for the screens
    from crm_tui.tui import own_keys

    own = own_keys.load(keys_file())
    say("\n".join([f"# {one_line(str(own.file))}", *own_keys.as_file(own_keys.known(), own.keys), ""]))
    for fault in own.faults:
        complain(fault)
    return int(bool(own.faults))


def _changed(kept: Settings, arguments: argparse.Namespace) -> Settings:
    asked = False
    for one in arguments.set:
        name, equals, typed = one.partition("=")
        if not equals:
            raise DeskError(
                f"{quoted(one)} sets nothing: type NAME=VALUE, such as label=client or stage proposal=Quote"
            )
        kept, asked = settings_words.changed(kept, name, typed), True
    for one in arguments.message:
        kept, asked = settings.with_message(kept, settings_words.read_message(one)), True
    for one in arguments.festival:
        kept, asked = settings.with_festival(kept, settings_words.read_festival(one)), True
    for one in arguments.drop_message:
        kept, asked = settings.without_message(kept, one), True
    for one in arguments.drop_festival:
        kept, asked = settings.without_festival(kept, one), True
    if arguments.why and not asked:
        raise DeskError("--why says what a change is for: give it with --set, --message or --festival")
    return kept


def _begin(desk: Desk, arguments: argparse.Namespace) -> None:
    name = arguments.starter
    plan = starter_sets.planned(desk.store, name)
    if arguments.dry_run:
        say(report.plan_as_text(name, plan, done=False))
        return
    if plan.loses and plan.words and not arguments.yes:
        say(report.plan_as_text(name, plan, done=False))
        raise DeskError("this desk has settings of its own: add --yes to change them so; the history keeps what was")
    say(report.plan_as_text(name, starter_sets.apply(desk, name), done=True))
