"""The settings: what the firm calls things, its stages, days, messages, rules, packs and calendar; colours and keys."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content

from crm_tui.comparison.kinds import shipped
from crm_tui.comparison.own_packs import OwnPacks
from crm_tui.domain.pack_file import PackFile
from crm_tui.domain.record import Record
from crm_tui.domain.rules import GroundRules
from crm_tui.domain.settings import Festival, Settings, Template
from crm_tui.domain.staff import MAY_CHANGE_STAFF
from crm_tui.services import desk_packs, ground_rules, settings, work_calendar
from crm_tui.services.house_words import of_settings
from crm_tui.tui import keymap, own_keys, setting_lines
from crm_tui.tui.faults import unsaved
from crm_tui.tui.present import Tone, one_line
from crm_tui.tui.screens.choice import ChoiceScreen
from crm_tui.tui.screens.named_lines import NamedLinesPage
from crm_tui.tui.setting_lines import PackFound, SettingLine
from crm_tui.tui.widgets.record_list import RecordList

_DOING = "changing the settings"
_NEW = (("starter", "The set of a trade"), ("festival", "Festival"), ("message", "Message"))


@dataclass(frozen=True, slots=True)
class SettingsFound:
    """One reading of all that is set."""

    kept: Settings
    """The settings."""

    rules: GroundRules
    """The ground rules in force."""

    packs: tuple[PackFound, ...]
    """The packs that ship with the program."""

    files: Sequence[PackFile]
    """The firm's own packs as they are installed."""

    own: OwnPacks
    """Those of them that can be used, and what is wrong with the others."""

    problem: str
    """Why the region's holidays are not known; empty where they are."""


class SettingsScreen(NamedLinesPage[SettingsFound, SettingLine]):
    """Every setting under its heading, and the one under the cursor in full."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.named(keymap.EDIT, "Edit", "Change what is under the cursor"),
        keymap.named(keymap.NEW, "New", "Begin with the set of a trade, or add a festival or a message"),
        keymap.NEXT_GROUP,
        Binding("w", "remove", "Withdraw", id="settings.remove", tooltip="Take the festival or message away"),
        replace(keymap.IN_FULL, show=True),
    ]

    def __init__(self) -> None:
        super().__init__("Setting", 18, _value, group=lambda line: line.section, noun="settings")
        self._found: SettingsFound | None = None
        self._keys: dict[str, tuple[Binding, ...]] = {}

    def on_mount(self) -> None:
        """Follow the colours that are chosen, and look for the keys of all screens, which takes a while."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self.reload())
        self.run_worker(self._look_for_keys, thread=True, group="keys")

    def read(self) -> SettingsFound:
        """All that is set at the desk."""
        store = self.desk.store
        rules = ground_rules.in_force(store)
        packs = tuple(PackFound(one.area, len(one.kind)) for one in shipped().packs)
        own = desk_packs.own_packs(self.desk)
        problem = work_calendar.of(rules).problem
        return SettingsFound(settings.of(store), rules, packs, desk_packs.files(store), own, problem)

    def show(self, found: SettingsFound) -> None:
        """Fill the list."""
        self._found = found
        house = of_settings(found.kept)
        self.records.show(
            [
                *setting_lines.of_words(found.kept),
                *setting_lines.of_stages(house, found.rules),
                *setting_lines.of_festivals(found.kept, self.desk.today()),
                *setting_lines.of_messages(found.kept),
                *setting_lines.of_cadence(house, found.rules),
                *setting_lines.of_rule_sets(found.rules),
                *setting_lines.of_packs(found.packs, found.files, found.own),
                *setting_lines.of_calendar(house, found.rules, found.problem),
                *setting_lines.of_theme(self.app.theme),
                *setting_lines.of_keys(self.desk_app.own_keys, self._keys),
            ],
            note=found.kept.firm,
        )
        self.tell()

    def point_at(self, record: Record) -> bool:
        """The cursor stays where it is: all of the settings are one record."""
        return isinstance(record, Settings)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What can't be changed here is not offered to be."""
        line = self.records.current
        if action == "remove":
            return line is not None and line.kept is not None
        if action == "edit":
            return line is not None and bool(line.words or line.rule or line.kept)
        return super().check_action(action, parameters)

    @on(RecordList.Opened)
    def action_edit(self) -> None:
        """Change what is under the cursor where it is changed: a form, the ground rules, a choice."""
        line, found = self.records.current, self._found
        if line is None or found is None:
            return
        if line.key == "rules":
            self.desk_app.action_rules()
        elif line.key == "theme":
            self.desk_app.action_change_theme()
        elif line.section in (setting_lines.PACKS, setting_lines.KEYS):
            self.action_in_full()
        elif line.rule:
            self._change_rule(found.rules, line.rule)
        elif line.words or line.kept:
            self._change(found.kept, line)

    def action_new(self) -> None:
        """Ask what is added."""
        if self.desk_app.may(MAY_CHANGE_STAFF, _DOING):
            self.app.push_screen(ChoiceScreen("Add", _NEW), self._add)

    def action_group(self, step: int) -> None:
        """To the first line of the next heading."""
        self.records.to_group(step)

    def action_remove(self) -> None:
        """Take the festival or message under the cursor away."""
        line, found = self.records.current, self._found
        if line is None or found is None or line.kept is None or not self.desk_app.may_save():
            return
        if self.desk_app.may(MAY_CHANGE_STAFF, _DOING):
            self.run_worker(partial(self._remove, found.kept, line.kept), thread=True, group="write")

    def _look_for_keys(self) -> None:
        self._keys = own_keys.known()
        self.app.call_from_thread(self.reload)

    def _add(self, what: str | None) -> None:
        from crm_tui.tui.forms.settings import FestivalForm, MessageForm

        found = self._found
        if what is None or found is None:
            return
        if what == "starter":
            self.desk_app.claiming.begin_with_a_trade()
        elif what == "festival":
            self.desk_app.open_form(FestivalForm(self.desk, found.kept))
        else:
            self.desk_app.open_form(MessageForm(self.desk, found.kept))

    def _change(self, kept: Settings, line: SettingLine) -> None:
        from crm_tui.tui.forms.settings import FestivalForm, MessageForm, WordsForm

        if not self.desk_app.may(MAY_CHANGE_STAFF, _DOING):
            return
        if isinstance(line.kept, Festival):
            self.desk_app.open_form(FestivalForm(self.desk, kept, line.kept))
        elif isinstance(line.kept, Template):
            self.desk_app.open_form(MessageForm(self.desk, kept, line.kept))
        else:
            self.desk_app.open_form(WordsForm(self.desk, kept, line.words))

    def _change_rule(self, rules: GroundRules, name: str) -> None:
        from crm_tui.tui.forms.rules import RulesForm

        if self.desk_app.may(MAY_CHANGE_STAFF, "changing the ground rules"):
            self.desk_app.open_form(RulesForm(self.desk, rules, rules, name))

    def _remove(self, kept: Settings, one: Festival | Template) -> None:
        what = "festival" if isinstance(one, Festival) else "message"
        try:
            settings.save(self.desk, kept, settings.without(kept, one), f"{what} withdrawn")
        except Exception as problem:  # whatever it is, the session goes on
            self.app.call_from_thread(self.desk_app.fault, unsaved(problem))
        else:
            self.app.call_from_thread(self.desk_app.desk_changed)


def _value(line: SettingLine) -> Content:
    return one_line(line.value or "–", Tone.BAD.value if line.wrong else "")
