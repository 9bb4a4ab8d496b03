"""What a firm begins with: a set for its trade, in one step, which loses nothing of what the desk has."""

from dataclasses import replace

import pytest

from crm_tui.domain.deal import Stage
from crm_tui.domain.errors import Conflict, DeskError, NotAllowed, NotFound
from crm_tui.domain.settings import Settings, Template
from crm_tui.services import ground_rules, house_words, settings, settings_words, staff, starter_sets, undo
from crm_tui.services.actions import Done
from crm_tui.services.desk import Desk

NAMES = ["bank", "grocer", "telecom"]


@pytest.fixture
def claimed(desk: Desk) -> Desk:
    staff.appoint_first_admin(desk, "asha")
    return desk


def test_there_is_one_for_a_grocer_a_telecom_shop_and_a_bank_branch() -> None:
    assert [one.name for one in starter_sets.sets()] == NAMES
    with pytest.raises(NotFound, match="no starter set is called 'bakery': choose bank, grocer, telecom"):
        starter_sets.named("bakery")


@pytest.mark.parametrize("name", NAMES)
def test_it_sets_words_stages_messages_festivals_and_rules_in_one_step(claimed: Desk, name: str) -> None:
    assert starter_sets.is_new(claimed.store)
    plan = starter_sets.apply(claimed, name)
    kept, rules = settings.of(claimed.store), ground_rules.in_force(claimed.store)
    assert (kept.label, kept.stages) == (plan.settings.label, starter_sets.named(name).settings.stages)
    assert kept.templates
    assert kept.festivals
    assert (rules.version, rules.why) == (1, f"the starter set {name}")
    assert not starter_sets.is_new(claimed.store)
    with pytest.raises(DeskError, match="is as the starter set"):
        starter_sets.apply(claimed, name)


@pytest.mark.parametrize("name", NAMES)
def test_one_undo_takes_all_of_it_back(claimed: Desk, name: str) -> None:
    starter_sets.apply(claimed, name)
    undo.take_back(claimed)
    assert settings.of(claimed.store) == Settings()
    usual, now = ground_rules.version(claimed.store, 0), ground_rules.in_force(claimed.store)
    assert ground_rules.changed(usual, now) == ()
    assert (now.version, now.why) == (2, "version 1 taken back")


def test_what_the_desk_has_set_itself_stays(claimed: Desk) -> None:
    own = Template(name="Birthday", words="Many happy returns, {name}")
    mine = settings_words.read_festival("Onam: 5 sep in Kochi")
    kept = settings.with_festival(settings.with_message(Settings(firm="Asha's"), own), mine)
    settings.save(claimed, settings.of(claimed.store), kept)
    usual = ground_rules.in_force(claimed.store)
    own_rules = {"holidays": ("2026-12-24",), "time_zone": "Asia/Kolkata"}
    ground_rules.save(claimed, usual, type(usual).model_validate(dict(usual) | own_rules))
    starter_sets.apply(claimed, "telecom")
    after, rules = settings.of(claimed.store), ground_rules.in_force(claimed.store)
    assert after.firm == "Asha's"
    assert own in after.templates
    assert "birthday" not in [one.name for one in after.templates]
    assert mine in after.festivals
    assert rules.time_zone == "Asia/Kolkata"
    assert [str(one) for one in rules.holidays] == ["2026-12-24"]
    assert (house_words.of(claimed.store).one, rules.contact_days) == ("subscriber", 60)


def test_rules_that_somebody_changed_since_are_not_taken_back(claimed: Desk) -> None:
    starter_sets.apply(claimed, "grocer")
    rules = ground_rules.in_force(claimed.store)
    other = replace(claimed, done=Done())
    ground_rules.save(other, rules, rules.model_copy(update={"minimum_days": 4}))
    with pytest.raises(Conflict, match="asha put version 2 of the ground rules in force since"):
        undo.take_back(claimed)


def test_only_who_may_change_the_settings_begins_with_one(claimed: Desk) -> None:
    with pytest.raises(NotAllowed, match="changing the settings takes a branch manager or admin: ask asha"):
        starter_sets.apply(replace(claimed, officer="ravi", done=Done()), "bank")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Diwali: 8 nov 2026 in Pune", "Diwali: 8 Nov 2026 in Pune"),
        ("Christmas: 25 dec", "Christmas: 25 Dec"),
        ("Leap day: 29 feb", "Leap day: 29 Feb"),
    ],
)
def test_a_festival_is_said_as_it_is_typed(typed: str, said: str) -> None:
    assert settings_words.say_festival(settings_words.read_festival(typed)) == said


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Diwali", "a festival has a name and a day"),
        ("Diwali: 31 nov", "is no day of a year"),
        (": 1 jan", "a festival has a name and a day"),
    ],
)
def test_what_is_no_festival_says_what_can_be_typed(typed: str, told: str) -> None:
    with pytest.raises(DeskError, match=told):
        settings_words.read_festival(typed)


def test_a_line_of_the_settings_is_read_as_typed() -> None:
    kept = settings_words.changed(Settings(label="party", labels="folk"), "label", "member")
    assert (kept.label, kept.labels) == ("member", "")
    kept = settings_words.changed(kept, "stage proposal", "Quote")
    assert house_words.of_settings(kept).stage(Stage.PROPOSAL) == "Quote"
    assert settings_words.changed(kept, "stage quote", "").stages == ()
    with pytest.raises(DeskError, match="label: at most 20 letters"):
        settings_words.changed(kept, "label", "x" * 21)
    with pytest.raises(DeskError, match="'colour' is no setting: type firm, label, labels or a stage"):
        settings_words.changed(kept, "colour", "red")
