"""Versions of the ground rules: which is in force, what changed, and two people who save at once."""

from dataclasses import replace
from datetime import date

import pytest

from crm_tui.comparison.kinds import shipped
from crm_tui.domain.deal import Stage
from crm_tui.domain.errors import DeskError, NotFound
from crm_tui.domain.rules import Rule
from crm_tui.domain.staff import Role
from crm_tui.services import ground_rules, staff
from crm_tui.services.actions import Done
from crm_tui.services.desk import Desk
from crm_tui.services.merging import ChangedMeanwhile


@pytest.fixture
def claimed(desk: Desk) -> Desk:
    staff.appoint_first_admin(desk, "asha")
    return desk


def test_where_nobody_saved_any_the_usual_ones_are_in_force(desk: Desk) -> None:
    rules = ground_rules.in_force(desk.store)
    assert (rules.version, rules.minimum_days, rules.waivers_of(Rule.SURPRISE)) == (0, 3, (Role.BRANCH_MANAGER,))
    assert ground_rules.version(desk.store, 0) == rules


def test_each_change_is_a_new_version_and_the_others_stay(claimed: Desk) -> None:
    usual = ground_rules.in_force(claimed.store)
    first = ground_rules.save(claimed, usual, usual.model_copy(update={"minimum_days": 5}), "as the branch agreed")
    second = ground_rules.save(claimed, first, first.model_copy(update={"holidays": (date(2027, 1, 26),)}))
    assert ground_rules.in_force(claimed.store) == second
    assert ground_rules.versions(claimed.store) == [second, first]
    assert (first.version, first.changed_by, first.changed_on) == (1, "asha", date(2026, 11, 21))
    assert (first.why, second.version, second.minimum_days) == ("as the branch agreed", 2, 5)
    assert ground_rules.version(claimed.store, 1) == first
    assert ground_rules.changed(first, second) == ("holidays",)
    assert ground_rules.changed(usual, second) == ("minimum_days", "holidays")


def test_a_version_that_never_was_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound, match="no version 4 of the ground rules: the newest is 0"):
        ground_rules.version(desk.store, 4)


def test_a_version_that_changes_nothing_is_refused(claimed: Desk) -> None:
    usual = ground_rules.in_force(claimed.store)
    with pytest.raises(DeskError, match="nothing differs"):
        ground_rules.save(claimed, usual, usual)


def test_who_saves_second_is_told_and_holds_both(claimed: Desk) -> None:
    usual = ground_rules.in_force(claimed.store)
    mine = usual.model_copy(update={"minimum_days": 7})
    theirs = ground_rules.save(claimed, usual, usual.model_copy(update={"silent_owner_days": 7}))
    with pytest.raises(ChangedMeanwhile) as clash:
        ground_rules.save(replace(claimed, done=Done()), usual, mine)
    assert (clash.value.mine, clash.value.theirs) == (mine, theirs)
    assert ground_rules.in_force(claimed.store) == theirs


def test_rules_that_can_not_be_are_told_in_plain_words(claimed: Desk) -> None:
    usual = ground_rules.in_force(claimed.store)
    with pytest.raises(DeskError, match=r"minimum days: .*nothing was saved"):
        ground_rules.save(claimed, usual, usual.model_copy(update={"minimum_days": -1}))


@pytest.mark.parametrize("name", ["bank", "grocer", "insurance", "services", "telecom"])
def test_a_starter_set_is_put_in_force_as_it_is(claimed: Desk, name: str) -> None:
    saved = ground_rules.save(claimed, ground_rules.in_force(claimed.store), ground_rules.starter(name), f"{name} set")
    assert saved.version == 1
    assert ground_rules.changed(saved, ground_rules.starter(name)) == ()


def test_the_starter_sets_speak_of_terms_that_are_known() -> None:
    assert [one.name for one in ground_rules.starters()] == ["bank", "grocer", "insurance", "services", "telecom"]
    named = {term for one in ground_rules.starters() for of in one.rules.tolerance_classes for term in of.terms}
    assert named <= shipped().kinds.keys()
    assert all(one.rules.stage_order[-1] is Stage.REVIEW for one in ground_rules.starters())


@pytest.mark.parametrize(
    ("name", "ladder", "contact_days", "expiry_days"),
    [
        ("bank", [(2, Role.SUPERVISOR), (5, Role.BRANCH_MANAGER)], 90, 30),
        ("insurance", [(3, Role.SUPERVISOR), (7, Role.BRANCH_MANAGER)], 180, 45),
        ("services", [(1, Role.SUPERVISOR), (3, Role.BRANCH_MANAGER)], 30, 30),
    ],
)
def test_a_starter_set_says_who_is_told_of_what_is_late_and_how_often_we_are_in_touch(
    name: str, ladder: list[tuple[int, Role]], contact_days: int, expiry_days: int
) -> None:
    rules = ground_rules.starter(name)
    assert [(one.days, one.role) for one in rules.escalation] == ladder
    assert (rules.contact_days, rules.expiry_days) == (contact_days, expiry_days)
    assert rules.ahead_days >= 1
    assert rules.occasion_days >= 1


def test_an_unknown_starter_set_is_refused_with_those_there_are() -> None:
    with pytest.raises(
        NotFound, match="no starter set is called 'bakery': choose bank, grocer, insurance, services, telecom"
    ):
        ground_rules.starter("bakery")
