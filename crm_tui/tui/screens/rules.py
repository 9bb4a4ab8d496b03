"""The ground rules: what is in force, what was before, and what each change was."""

from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content

from crm_tui.domain.record import Record
from crm_tui.domain.rules import GroundRules
from crm_tui.domain.staff import MAY_CHANGE_STAFF
from crm_tui.services import ground_rules
from crm_tui.services.house_words import HouseWords
from crm_tui.services.rule_words import RULES, in_full, said
from crm_tui.tui import keymap
from crm_tui.tui.present import counted, lines, one_line, spoken_day
from crm_tui.tui.screens.choice import ChoiceScreen
from crm_tui.tui.screens.named_lines import NamedLinesPage
from crm_tui.tui.widgets.facts import Fact
from crm_tui.tui.widgets.record_list import RecordList

_DOING = "changing the ground rules"
_RULES, _VERSIONS = "Rules in force", "Versions"


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule, or a version of all of them."""

    key: str
    """The name of the rule, or the number of the version."""

    label: str
    """What it is called."""

    value: str
    """What it says; of a version, what changed."""

    what: str
    """In a sentence, what it asks for; of a version, what it is for."""

    version: GroundRules | None = None
    """The version, if the line is one."""


@dataclass(frozen=True, slots=True)
class RulesFound:
    """The rules in force, and every version."""

    rules: GroundRules
    """Those in force."""

    versions: list[GroundRules]
    """All that were saved, the newest first."""


class RulesScreen(NamedLinesPage[RulesFound, RuleLine]):
    """The rules in force, then the versions with what changed in each."""

    BINDINGS: ClassVar[list[BindingType]] = [
        keymap.named(keymap.EDIT, "Edit", "Change the rules, beginning with the one under the cursor"),
        keymap.named(keymap.NEW, "Starter set", "Begin with the rules of a bank, of insurance or of services"),
        replace(keymap.IN_FULL, show=True),
    ]

    def __init__(self, begin_at: str = "") -> None:
        """``begin_at`` is the name of the rule at which the cursor begins."""
        super().__init__("Rule", 16, _says, group=_heading, noun="rules and versions")
        self._begin_at = begin_at
        self._rules: GroundRules | None = None

    def read(self) -> RulesFound:
        """The rules and their versions."""
        store = self.desk.store
        return RulesFound(ground_rules.in_force(store), ground_rules.versions(store))

    def show(self, found: RulesFound) -> None:
        """Fill the list."""
        self._rules = found.rules
        house = self.desk_app.house
        rules = [
            RuleLine(name, words.label, said(found.rules, name, house), words.what) for name, words in RULES.items()
        ]
        self.records.show([*rules, *self._version_lines(found.versions)], note=self._title(found.rules))
        if self._begin_at:
            self.records.select(self._begin_at)
            self._begin_at = ""
        self.tell()

    def point_at(self, record: Record) -> bool:
        """Set the cursor on a version."""
        found = isinstance(record, GroundRules) and self.records.select(f"version {record.version}")
        self.tell()
        return found

    @on(RecordList.Opened)
    def action_edit(self) -> None:
        """Change the rules in force; a version is not changed, its line shows what it was."""
        line = self.records.current
        if line is not None and self._rules is not None and line.version is None:
            self._change(self._rules, line.key)

    def also_told(self, line: RuleLine) -> list[Fact]:
        """Of a rule in force of which only a part stands above, all of it."""
        full = in_full(self._rules, line.key) if self._rules is not None and line.version is None else ""
        return [Fact("in all:", lines(full), alone=True)]

    def action_new(self) -> None:
        """Choose a set to begin with; nothing is saved before it was looked through."""
        if self.desk_app.may(MAY_CHANGE_STAFF, _DOING):
            answers = [(one.name, one.title) for one in ground_rules.starters()]
            self.app.push_screen(ChoiceScreen("Begin with", answers), self._begin_with)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A version that was is not changed."""
        if action == "edit":
            return self.records.current is not None and self.records.current.version is None
        return super().check_action(action, parameters)

    def _begin_with(self, name: str | None) -> None:
        if name is not None and self._rules is not None:
            self._change(ground_rules.starter(name), "", f"the starter set {name}")

    def _change(self, begin: GroundRules, at: str, why: str = "") -> None:
        from crm_tui.tui.forms.rules import RulesForm

        if self._rules is not None and self.desk_app.may(MAY_CHANGE_STAFF, _DOING):
            self.desk_app.open_form(RulesForm(self.desk, self._rules, begin, at, why))

    def _title(self, rules: GroundRules) -> str:
        if not rules.version:
            return "the usual rules are in force, unchanged"
        day = spoken_day(rules.changed_on, self.today)
        return f"version {rules.version} is in force, by {rules.changed_by}, {day}"

    def _version_lines(self, versions: list[GroundRules]) -> list[RuleLine]:
        before = [*versions[1:], ground_rules.version(self.desk.store, 0)]
        return [self._version_line(one, earlier) for one, earlier in zip(versions, before, strict=False)]

    def _version_line(self, one: GroundRules, before: GroundRules) -> RuleLine:
        changed = ground_rules.changed(before, one)
        house = self.desk_app.house
        told = [f"{RULES[name].label}: {_was(before, name, house)} → {_was(one, name, house)}" for name in changed]
        about = f"{one.changed_by}, {spoken_day(one.changed_on, self.today)}"
        what = f"{about}: {one.why or 'no reason given'} ({counted(len(changed), 'rule')} changed)"
        return RuleLine(f"version {one.version}", f"Version {one.version}", "\n".join(told), what, one)


def _says(line: RuleLine) -> Content:
    return one_line(line.value.replace("\n", "; ") or "–")


def _heading(line: RuleLine) -> str:
    return _RULES if line.version is None else _VERSIONS


def _was(rules: GroundRules, name: str, words: HouseWords) -> str:
    return said(rules, name, words).replace("\n", "; ") or "nothing"
