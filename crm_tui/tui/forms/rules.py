"""Change the ground rules: all of them on one form, which saves a new version."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any

from crm_tui.domain.record import Record
from crm_tui.domain.rules import GroundRules
from crm_tui.services import ground_rules, house_words, records, rule_words
from crm_tui.services.desk import Desk
from crm_tui.services.merging import ChangedMeanwhile, Difference
from crm_tui.services.rule_words import RULES
from crm_tui.tui.forms.answers import Answer, Read, show_words
from crm_tui.tui.forms.conflict import ConflictScreen
from crm_tui.tui.forms.fields import Field, Shape
from crm_tui.tui.forms.form import Form, Save
from crm_tui.tui.forms.row import FieldRow, entry_for

_SEVERAL_LINES = frozenset({"severities", "may_waive", "tolerance_classes", "holidays"})


class RulesForm(Form[GroundRules]):
    """Every rule as somebody would type it; what is saved is a new version, and the one before stays."""

    def __init__(self, desk: Desk, before: GroundRules, begin: GroundRules, at: str = "", why: str = "") -> None:
        """``before`` is in force; the form begins with ``begin``, at the rule ``at``."""
        super().__init__(desk, f"Ground rules: version {before.version + 1}, to follow {_called(before)}")
        self._before = before
        self._begin = begin
        self._at = at
        self._why = why
        self._words = house_words.of(desk.store)

    def rows(self) -> Iterable[FieldRow]:
        """What for, and each rule."""
        for name, words in RULES.items():
            shape = Shape.TEXT if name in _SEVERAL_LINES else Shape.LINE
            hint = rule_words.in_house(name, words.example, self._words)
            field = Field(name, words.label, shape, hint=hint, own=(self._reading(name), show_words))
            yield FieldRow(field, entry_for(field, rule_words.said(self._begin, name, self._words)))
        why = Field("why", "What for", hint="why the rules change, in a line")
        yield FieldRow(why, entry_for(why, self._why))

    def first(self) -> FieldRow:
        """The rule that was meant."""
        return self.row(self._at) if self._at else next(iter(self.query(FieldRow)))

    def faults(self, answers: Mapping[str, Answer]) -> dict[str, str]:
        """What the rules' model has against them."""
        return self._built(answers)[1]

    def prepare(self, answers: dict[str, Answer]) -> Save[GroundRules] | None:
        """Save a new version."""
        built, _ = self._built(answers)
        return partial(ground_rules.save, self.desk, self._before, built, built.why) if built else None

    def _built(self, answers: Mapping[str, Answer]) -> tuple[GroundRules | None, dict[str, str]]:
        given: dict[str, Any] = {name: answer.value for name, answer in answers.items()}
        return records.build(GroundRules, dict(self._before) | given)

    def saved_line(self, result: GroundRules) -> str:
        """Which version counts from now on."""
        return f"Version {result.version} of the ground rules is in force"

    def refused(self, problem: Exception) -> None:
        """What somebody else saved meanwhile is shown beside what was typed; both can be kept."""
        if not isinstance(problem, ChangedMeanwhile):
            super().refused(problem)
            return

        def save(desk: Desk, theirs: GroundRules, both: GroundRules) -> GroundRules:
            return ground_rules.save(desk, theirs, both, problem.mine.why)

        screen: ConflictScreen[GroundRules] = ConflictScreen(
            self.desk, problem, lambda name: RULES[name].label, self._told, save
        )
        self.app.push_screen(screen, partial(self._settled, problem))

    def _told(self, record: Record, difference: Difference) -> str:
        name = difference.fields[0]
        return rule_words.said(record, name, self._words) if isinstance(record, GroundRules) else ""

    def _reading(self, name: str) -> Read:
        def read(typed: str, today: date) -> Answer:
            try:
                return Answer(rule_words.read(name, typed, today, self._words))
            except ValueError as fault:
                return Answer(None, fault=str(fault))

        return read

    def _settled(self, problem: ChangedMeanwhile[GroundRules], saved: GroundRules | None) -> None:
        if saved is None:
            super().refused(problem)
        else:
            self.post_message(self.Saved(saved))


def _called(rules: GroundRules) -> str:
    return f"version {rules.version}" if rules.version else "the usual ones"
