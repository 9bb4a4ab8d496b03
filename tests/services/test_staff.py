"""Who is admin first, who may change what, and what an auditor or somebody who left can save."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import DeskError, NotAllowed, NotFound, Unclaimed
from crm_tui.domain.record import Record
from crm_tui.domain.rules import GroundRules, Rule
from crm_tui.domain.sign_off import Review, ReviewState, Step
from crm_tui.domain.staff import MAY_CHANGE_STAFF, MAY_SIGN_OFF, Member, Role
from crm_tui.domain.waiver import Waiver
from crm_tui.services import ground_rules, papers, records, staff
from crm_tui.services.actions import Done
from crm_tui.services.desk import Desk
from crm_tui.services.merging import ChangedMeanwhile
from crm_tui.services.undo import take_back

DAY = date(2026, 11, 21)


def of(desk: Desk, login: str) -> Desk:
    return replace(desk, officer=login, done=Done())


def member(login: str, *roles: Role, **more: object) -> Member:
    return Member(login=login, roles=roles or (Role.DESK_OFFICER,), since=DAY, **more)


@pytest.fixture
def claimed(desk: Desk) -> Desk:
    """Asha is admin, Ravi a branch manager, Meena a checker, Joseph an auditor, Farida a plain desk officer."""
    with desk.store.transaction() as now:
        now.add(member("asha", Role.ADMIN, name="Asha Kulkarni"))
        now.add(member("ravi", Role.BRANCH_MANAGER, name="Ravi Patil"))
        now.add(member("meena", Role.CHECKER))
        now.add(member("joseph", Role.AUDITOR))
        now.add(member("farida"))
    return desk


def stored(desk: Desk, login: str) -> Member:
    found = staff.by_login(desk.store, login)
    assert found is not None
    return found


def test_a_new_store_is_unclaimed_until_somebody_is_admin(desk: Desk) -> None:
    assert staff.is_unclaimed(desk)
    admin = staff.appoint_first_admin(desk, "asha", "Asha Kulkarni")
    assert (admin.login, admin.roles, admin.since) == ("asha", (Role.ADMIN,), DAY)
    assert not staff.is_unclaimed(desk)


def test_the_first_admin_is_named_once(desk: Desk) -> None:
    staff.appoint_first_admin(desk, "asha", "Asha Kulkarni")
    with pytest.raises(DeskError, match="Asha Kulkarni is admin already: nothing was changed"):
        staff.appoint_first_admin(of(desk, "ravi"), "ravi")


@pytest.mark.parametrize(
    ("login", "why"),
    [
        ("asha Asha Kulkarni", "'asha Asha Kulkarni' is no login, as there is a blank in it"),
        ("asha\u00a0k", "there is a blank in it"),
        ("mira", "nobody logs in to this machine as mira"),
    ],
)
def test_a_first_admin_who_could_never_log_in_is_refused(desk: Desk, login: str, why: str) -> None:
    desk = replace(desk, knows_login=lambda login: login == "ravi")
    with pytest.raises(staff.BadLogin, match=why):
        staff.appoint_first_admin(desk, login)
    assert staff.is_unclaimed(desk)


@pytest.mark.parametrize("officer", ["asha", "user 1000"])
def test_who_sits_here_has_a_login_whatever_the_system_says(desk: Desk, officer: str) -> None:
    desk = replace(of(desk, officer), knows_login=lambda _: False)
    assert staff.appoint_first_admin(desk, officer).login == officer


def test_where_no_admin_can_log_in_another_one_is_named(desk: Desk) -> None:
    staff.appoint_first_admin(desk, "asha.k")
    here = replace(of(desk, "asha"), knows_login=lambda login: login in {"asha", "ravi"})
    assert staff.is_unclaimed(here)
    staff.appoint_first_admin(here, "asha")
    assert not staff.is_unclaimed(here)
    with pytest.raises(DeskError, match="is admin already"):
        staff.appoint_first_admin(replace(here, officer="ravi"), "ravi")


def test_a_branch_manager_who_can_log_in_keeps_the_store_claimed(claimed: Desk) -> None:
    here = replace(of(claimed, "meena"), knows_login=lambda login: login == "ravi")
    assert not staff.is_unclaimed(here)
    with pytest.raises(DeskError, match="Asha Kulkarni is admin already"):
        staff.appoint_first_admin(here, "meena")


def test_a_login_with_a_blank_is_refused_on_the_staff_list(claimed: Desk) -> None:
    with pytest.raises(staff.BadLogin, match="there is a blank in it"):
        staff.save_member(claimed, None, member("lata rao"))
    before = stored(claimed, "farida")
    with pytest.raises(staff.BadLogin, match="there is a blank in it"):
        staff.save_member(claimed, before, before.model_copy(update={"login": "farida s"}))


def test_naming_the_first_admin_is_not_taken_back(desk: Desk) -> None:
    records.add(desk, Customer(name="Meera Iyer", owner="asha", since=DAY))
    staff.appoint_first_admin(desk, "asha")
    with pytest.raises(DeskError, match="nothing that you did"):
        take_back(desk)


WAIVER = Waiver(
    deal_id=1, rule=Rule.MINIMUM_DAYS, about="minimum days", reason="x", until=DAY, asked_by="a", asked_on=DAY
)


@pytest.mark.parametrize(
    "record",
    [
        pytest.param(GroundRules(changed_by="asha", changed_on=DAY), id="ground rules"),
        pytest.param(Review(deal_id=1, maker="asha"), id="a review"),
        pytest.param(WAIVER, id="a waiver"),
        pytest.param(member("ravi", Role.CHECKER), id="a checker"),
    ],
)
def test_until_somebody_is_admin_what_needs_one_is_refused(desk: Desk, record: Record) -> None:
    with pytest.raises(Unclaimed, match="nobody is admin of this store yet: name one first"):
        records.add(desk, record)
    assert desk.store.find(type(record)) == []


def test_the_daily_work_goes_on_without_an_admin(desk: Desk) -> None:
    assert records.add(desk, Customer(name="Meera Iyer", owner="asha", since=DAY)).id


def test_who_is_not_on_the_list_is_a_plain_desk_officer(claimed: Desk) -> None:
    assert staff.roles_of(of(claimed, "nobody")) == {Role.DESK_OFFICER}
    assert staff.roles_of(of(claimed, "meena")) == {Role.CHECKER}


def test_who_has_not_the_role_is_told_who_has(claimed: Desk) -> None:
    with pytest.raises(
        NotAllowed, match=r"approving a review takes a checker or branch manager: ask Ravi Patil, meena$"
    ):
        staff.require(of(claimed, "farida"), MAY_SIGN_OFF, "approving a review")
    staff.require(of(claimed, "meena"), MAY_SIGN_OFF, "approving a review")


@pytest.mark.parametrize("login", ["farida", "meena", "nobody"])
def test_only_an_admin_or_branch_manager_changes_the_staff(claimed: Desk, login: str) -> None:
    desk = of(claimed, login)
    with pytest.raises(NotAllowed, match="changing the staff takes a branch manager or admin: ask Asha Kulkarni, Ravi"):
        staff.save_member(desk, None, member("suresh"))
    # nor by a way that asks nobody
    before = stored(desk, "farida")
    with pytest.raises(NotAllowed, match="takes a branch manager or admin"):
        records.change(desk, before, before.model_copy(update={"roles": (Role.CHECKER,)}))


@pytest.mark.parametrize("login", ["asha", "ravi"])
def test_an_admin_and_a_branch_manager_do(claimed: Desk, login: str) -> None:
    desk = of(claimed, login)
    before = stored(desk, "farida")
    after = staff.save_member(desk, before, before.model_copy(update={"roles": (Role.CHECKER,)}))
    assert stored(desk, "farida") == after
    assert staff.save_member(desk, None, member("suresh", trainee=True, supervisor="ravi")).id


@pytest.mark.parametrize(
    "change", [{"roles": (Role.CHECKER,)}, {"left_on": DAY}], ids=["another role", "leaving the desk"]
)
def test_nobody_takes_the_last_admin_away(claimed: Desk, change: dict[str, object]) -> None:
    before = stored(claimed, "asha")
    for desk in (claimed, of(claimed, "ravi")):
        with pytest.raises(DeskError, match="somebody must stay admin: name another one first"):
            staff.save_member(desk, before, before.model_copy(update=change))
    ravi = stored(claimed, "ravi")
    staff.save_member(claimed, ravi, ravi.model_copy(update={"roles": (Role.BRANCH_MANAGER, Role.ADMIN)}))
    staff.save_member(claimed, before, before.model_copy(update=change))
    assert stored(claimed, "asha") != before


def test_nobody_is_taken_off_the_list(claimed: Desk) -> None:
    with pytest.raises(DeskError, match="nobody takes the staff away"), claimed.acting("") as now:
        now.remove(stored(claimed, "farida"))


@pytest.mark.parametrize(
    ("new", "why"),
    [
        pytest.param(member("Asha"), "Asha is also what asha", id="a login in other letters"),
        pytest.param(member("ravi2", name="ravi patil"), "ravi patil is also what ravi", id="a name that is taken"),
        pytest.param(member("lata", name="meena"), "meena is also what meena", id="a name that is a login"),
        pytest.param(member("lata", trainee=True, supervisor="kiran"), "kiran is not on the staff", id="no such"),
        pytest.param(member("lata", trainee=True, supervisor="joseph"), "joseph can't be", id="an auditor supervises"),
    ],
)
def test_a_member_who_could_not_be_told_apart_or_taught_is_refused(claimed: Desk, new: Member, why: str) -> None:
    with pytest.raises(DeskError, match=why):
        staff.save_member(claimed, None, new)


def of_farida(**more: object) -> Review:
    step = Step(state=ReviewState.SUBMITTED, by=str(more.pop("by", "asha")), at=datetime(2026, 11, 21, tzinfo=UTC))
    return Review.model_validate({"deal_id": 1, "maker": "asha", "steps": (step,), **more})


@pytest.mark.parametrize(
    "review",
    [
        pytest.param(of_farida(maker="farida"), id="who made it"),
        pytest.param(of_farida(checker="farida"), id="who checked it"),
        pytest.param(of_farida(hands=("farida",)), id="who had a hand in it"),
        pytest.param(of_farida(by="farida"), id="who took a step"),
    ],
)
def test_a_login_that_reviews_know_stays(claimed: Desk, review: Review) -> None:
    before = stored(claimed, "farida")
    other = before.model_copy(update={"login": "farida2"})
    with claimed.store.transaction() as now:
        kept = now.add(review)
    with pytest.raises(staff.BadLogin) as refused:
        staff.save_member(claimed, before, other)
    assert str(refused.value) == (
        "reviews know farida by this login: fill in its last day here, and add a new one under another name"
    )
    staff.save_member(claimed, before, before.model_copy(update={"name": "Farida S."}))
    with claimed.store.transaction() as now:
        now.remove(kept)
    before = stored(claimed, "farida")
    assert staff.save_member(claimed, before, before.model_copy(update={"login": "farida2"})).login == "farida2"


def test_a_name_that_nothing_bears_is_free_for_somebody_else(claimed: Desk) -> None:
    before = stored(claimed, "ravi")
    after = staff.save_member(claimed, before, before.model_copy(update={"name": "Ravi Menon"}))
    assert after.earlier == ()
    assert staff.save_member(claimed, None, member("ravi2", name=before.name)).name == before.name


def test_two_people_change_a_member_at_once(claimed: Desk) -> None:
    before = stored(claimed, "farida")
    staff.save_member(claimed, before, before.model_copy(update={"name": "Farida Shaikh"}))
    with pytest.raises(ChangedMeanwhile):
        staff.save_member(of(claimed, "ravi"), before, before.model_copy(update={"roles": (Role.CHECKER,)}))


def test_an_auditor_saves_nothing(claimed: Desk, tmp_path) -> None:
    desk = of(claimed, "joseph")
    refusal = "an auditor only reads: nothing can be saved"
    assert desk.read_only == refusal
    with pytest.raises(NotAllowed, match=refusal):
        records.add(desk, Customer(name="Meera Iyer", owner="asha", since=DAY))
    deal_of = type("", (), {"id": 1})
    paper = tmp_path / "letter.txt"
    paper.write_text("SANCTION LETTER\n")
    with pytest.raises(NotAllowed, match=refusal):
        papers.attach(desk, deal_of, paper, issued_on=DAY)  # type: ignore[arg-type]
    assert desk.store.find(Customer) == []
    assert not any(desk.store.folder.iterdir()), "nor is a paper kept beside the store"


def test_somebody_who_left_saves_nothing_from_the_day_after(claimed: Desk) -> None:
    before = stored(claimed, "farida")
    staff.save_member(claimed, before, before.model_copy(update={"left_on": DAY}))
    desk = of(claimed, "farida")
    records.add(desk, Customer(name="Meera Iyer", owner="farida", since=DAY))
    later = replace(desk, today=lambda: date(2026, 11, 22))
    with pytest.raises(NotAllowed, match="you left this desk on 2026-11-21"):
        records.add(later, Customer(name="Anil Deshmukh", owner="farida", since=DAY))


def test_an_owner_is_found_by_login_or_name(claimed: Desk) -> None:
    assert staff.member(claimed.store, "asha  KULKARNI") == stored(claimed, "asha")
    assert staff.member(claimed.store, "somebody") is None
    assert staff.is_same(claimed.store, "Ravi Patil", "ravi")
    assert staff.is_same(claimed.store, "Suresh  K", "suresh k")
    assert not staff.is_same(claimed.store, "ravi", "asha")


def test_rules_are_changed_by_few_and_never_taken_away(claimed: Desk) -> None:
    usual = ground_rules.in_force(claimed.store)
    with pytest.raises(NotAllowed, match="changing the ground rules takes"):
        ground_rules.save(of(claimed, "meena"), usual, usual.model_copy(update={"minimum_days": 1}), "haste")
    assert {Role.ADMIN, Role.BRANCH_MANAGER} == MAY_CHANGE_STAFF
    first = ground_rules.save(claimed, usual, usual.model_copy(update={"minimum_days": 5}), "as agreed")
    with pytest.raises(DeskError, match="a version of the ground rules stays as it is"):
        records.change(claimed, first, first.model_copy(update={"minimum_days": 1}))
    with pytest.raises(DeskError, match="nobody takes the ground rules away"), claimed.acting("") as now:
        now.remove(first)


def test_a_supervisor_must_exist(claimed: Desk) -> None:
    with pytest.raises(NotFound):
        staff.save_member(claimed, None, member("lata", trainee=True, supervisor="nobody"))
