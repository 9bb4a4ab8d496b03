"""Letting a rule pass: asked by one, granted by another, until a day."""

from datetime import timedelta
from decimal import Decimal

import pytest

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.errors import Conflict, DeskError, NotAllowed
from crm_tui.domain.money import Money
from crm_tui.domain.rules import MayWaive, Rule
from crm_tui.domain.staff import Role
from crm_tui.domain.waiver import Waiver
from crm_tui.services import deal_findings, ground_rules, records, waivers
from tests.services.review_desk import DEARER, Branch
from tests.store.memory import MemoryStore

KEY = "promise 1"


@pytest.fixture
def branch() -> Branch:
    branch = Branch(MemoryStore())
    branch.attach("asha", DEARER)
    return branch


def asked(branch: Branch, by: str = "asha", key: str = KEY, days: int = 5) -> Waiver:
    until = branch.day + timedelta(days=days)
    return waivers.ask(branch.desk(by), branch.deal_id, key, "the branch pays the rest", until)


def granted(branch: Branch, key: str = KEY) -> Waiver:
    return waivers.grant(branch.desk("meera"), asked(branch, key=key))


def finding(branch: Branch, key: str = KEY):
    found = deal_findings.of(branch.desk("asha"), branch.deal_id).finding(key)
    assert found is not None
    return found


def test_a_waiver_that_is_asked_lets_nothing_pass_and_one_that_is_granted_does(branch: Branch) -> None:
    waiver = asked(branch)
    assert finding(branch).blocks
    waivers.grant(branch.desk("meera"), waiver)
    assert not finding(branch).blocks
    assert finding(branch).settled == "waived by meera until 2026-11-28 because the branch pays the rest"


def test_the_day_after_the_last_it_blocks_again(branch: Branch) -> None:
    granted(branch)
    branch.wait(5)
    assert not finding(branch).blocks
    branch.wait()
    assert finding(branch).blocks


def test_a_waiver_of_what_is_given_away_does_not_cover_more_of_it(branch: Branch) -> None:
    limit, over, far_over = (Money(amount=Decimal(amount), currency="INR") for amount in (100, 150, 90_000))
    usual = ground_rules.in_force(branch.store)
    ground_rules.save(branch.desk("meera"), usual, usual.model_copy(update={"concessions_per_deal": (limit,)}))
    costs(branch, over)
    granted(branch, "concession limit INR")
    assert not finding(branch, "concession limit INR").blocks
    costs(branch, far_over)
    assert finding(branch, "concession limit INR").blocks


def costs(branch: Branch, cost: Money) -> None:
    [promise, *_] = branch.store.find(Commitment)
    records.change(branch.desk("asha"), promise, promise.model_copy(update={"cost": cost}))


def test_a_waiver_of_a_difference_does_not_cover_a_greater_one(branch: Branch) -> None:
    granted(branch)
    branch.attach("asha", DEARER.replace("8.75 %", "9.75 %"))
    assert finding(branch).blocks
    branch.attach("asha", DEARER)
    assert not finding(branch).blocks, "what was waived is found again"


def test_a_waiver_of_days_goes_on_as_they_pass(branch: Branch) -> None:
    branch.edit("asha", signing_on=branch.day)
    granted(branch, key="minimum days, version 2")
    branch.edit("asha", signing_on=branch.day + timedelta(days=1))
    assert finding(branch, "minimum days, version 2").passes


def test_a_waiver_of_days_is_about_one_paper(branch: Branch) -> None:
    branch.edit("asha", signing_on=branch.day)
    granted(branch, key="minimum days, version 2")
    branch.attach("asha", DEARER.replace("8.75 %", "9.75 %"))
    assert finding(branch, "minimum days, version 3").blocks


def test_a_waiver_about_an_owner_covers_no_other(branch: Branch) -> None:
    branch.edit("asha", owner="gone one")
    granted(branch, key="owner gone, gone one")
    branch.edit("asha", owner="gone two")
    assert not finding(branch, "owner gone, gone two").passes


@pytest.mark.parametrize(
    ("key", "reason", "days", "told"),
    [
        pytest.param("promise 99", "why not", 5, "this finding is no longer there", id="a finding that is gone"),
        pytest.param(KEY, "  ", 5, "say why it should pass", id="no reason"),
        pytest.param(KEY, "why not", -1, "2026-11-22 is over: type the last day", id="a day that is over"),
    ],
)
def test_what_is_not_asked(branch: Branch, key: str, reason: str, days: int, told: str) -> None:
    with pytest.raises(DeskError, match=told):
        waivers.ask(branch.desk("asha"), branch.deal_id, key, reason, branch.day + timedelta(days=days))
    assert branch.store.find(Waiver) == []


def test_nobody_asks_twice(branch: Branch) -> None:
    asked(branch)
    with pytest.raises(Conflict, match="asha asked for this waiver on 2026-11-23: it waits for a decision"):
        asked(branch, "ravi")


def test_a_rule_that_nobody_may_waive_is_not_asked_for(branch: Branch) -> None:
    rules = ground_rules.in_force(branch.store)
    nobody = rules.model_copy(update={"may_waive": (MayWaive(rule=Rule.DIFFERENCE, roles=()),)})
    ground_rules.save(branch.desk("root"), rules, nobody, "what is said counts")
    with pytest.raises(DeskError, match="the ground rules let nobody waive “difference”: it has to be put right"):
        asked(branch)


def test_what_matters_is_filled_in_and_never_waived_as_no_deal_could_be_submitted_by_that(branch: Branch) -> None:
    branch.edit("asha", what_matters="")
    rules = ground_rules.in_force(branch.store)
    anybody = rules.model_copy(update={"may_waive": (MayWaive(rule=Rule.WHAT_MATTERS, roles=(Role.BRANCH_MANAGER,)),)})
    ground_rules.save(branch.desk("root"), rules, anybody, "as it was before")
    found = deal_findings.of(branch.desk("asha"), branch.deal_id).findings
    [missing] = [one for one in found if one.rule is Rule.WHAT_MATTERS]
    with pytest.raises(DeskError, match="let nobody waive “what matters”: it has to be put right"):
        asked(branch, key=missing.key)


@pytest.mark.parametrize(
    ("who", "told"),
    [
        pytest.param("meera", "", id="the branch manager"),
        pytest.param("vikram", "a waiver of “difference” takes a branch manager: ask Meera Nair", id="a checker"),
        pytest.param("root", "takes a branch manager", id="the admin"),
        pytest.param("asha", "you asked for this waiver yourself: somebody else", id="who asked"),
        pytest.param("audit", "an auditor only reads", id="an auditor"),
    ],
)
@pytest.mark.parametrize("decide", [waivers.grant, waivers.refuse])
def test_who_decides(branch: Branch, who: str, told: str, decide) -> None:
    waiver = asked(branch)
    if not told:
        after = decide(branch.desk(who), waiver)
        assert (after.decided_by, after.decided_on) == (who, branch.day)
        assert after.granted is (decide is waivers.grant)
        return
    with pytest.raises(NotAllowed, match=told):
        decide(branch.desk(who), waiver)
    assert branch.store.find(Waiver) == [waiver]


def test_who_asks_does_not_grant_whatever_their_role(branch: Branch) -> None:
    with pytest.raises(NotAllowed, match="you asked for this waiver yourself"):
        waivers.grant(branch.desk("meera"), asked(branch, "meera"))


def test_the_rules_say_who_may_waive_what(branch: Branch) -> None:
    rules = ground_rules.in_force(branch.store)
    checkers = rules.model_copy(update={"may_waive": (MayWaive(rule=Rule.DIFFERENCE, roles=(Role.CHECKER,)),)})
    ground_rules.save(branch.desk("root"), rules, checkers, "nearer to the desk")
    waiver = asked(branch)
    with pytest.raises(NotAllowed, match="takes a checker"):
        waivers.grant(branch.desk("meera"), waiver)
    assert waivers.grant(branch.desk("vikram"), waiver).granted


def test_the_second_to_decide_is_told(branch: Branch) -> None:
    waiver = asked(branch)
    waivers.refuse(branch.desk("meera"), waiver)
    with pytest.raises(Conflict, match="changed this waiver meanwhile: nothing was saved"):
        waivers.grant(branch.desk("meera"), waiver)


def test_what_was_asked_for_up_to_a_day_is_not_granted_after_it(branch: Branch) -> None:
    waiver = asked(branch)
    branch.wait(6)
    with pytest.raises(DeskError, match="it was asked for up to 2026-11-28, and that day is over: ask for it anew"):
        waivers.grant(branch.desk("meera"), waiver)


def test_a_waiver_is_taken_back_and_stays_on_record(branch: Branch) -> None:
    after = waivers.take_back(branch.desk("ravi"), granted(branch))
    assert finding(branch).blocks
    assert branch.store.find(Waiver) == [after]
    assert (after.granted, after.taken_back_by, after.taken_back_on) == (True, "ravi", branch.day)
    with pytest.raises(DeskError, match="this waiver counts no more: there is nothing to take back"):
        waivers.take_back(branch.desk("ravi"), after)
