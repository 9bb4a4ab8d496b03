"""What the essays say of trades that differ: each firm is set up by itself, without a line of code."""

import pytest

from crm_tui.domain.deal import Stage
from crm_tui.services import ground_rules, house_words, settings, starter_sets
from crm_tui.services.desk import Desk
from tests.tui.conftest import desk, empty_desk, sit_down

__all__ = ["desk", "empty_desk", "sit_down"]


@pytest.mark.parametrize(
    ("steps", "name", "tab"),
    [
        pytest.param(1, "bank", "2 Customers", id="a bank branch"),
        pytest.param(2, "grocer", "2 Customers", id="a small grocer"),
        pytest.param(3, "telecom", "2 Subscribers", id="a telecom shop"),
    ],
)
async def test_b12_a_new_set_is_taken_up_at_the_keyboard_and_its_words_and_rules_are_used(
    desk: Desk, sit_down, steps: int, name: str, tab: str
) -> None:
    async with sit_down(desk) as at:
        await at.press("comma", "n", "enter", "tab", *["right"] * steps, "ctrl+s")
        assert tab in at.lines[0]
        await at.press("3")
        assert f"{house_words.of(desk.store).stage(Stage.REVIEW)} (1)" in at.text
    kept, rules = settings.of(desk.store), ground_rules.in_force(desk.store)
    chosen = starter_sets.named(name)
    assert (kept.label, kept.stages) == (chosen.settings.label, chosen.settings.stages)
    assert kept.templates
    assert rules.contact_days == ground_rules.starter(chosen.rules).contact_days
