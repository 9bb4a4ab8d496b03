"""Who is admin, who works here and by which rules, at the keyboard."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event

import pytest

from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal, Stage
from crm_tui.domain.sign_off import Review, ReviewState
from crm_tui.domain.staff import Member, Role
from crm_tui.reading.files import read_paper
from crm_tui.services import ground_rules, records, staff
from crm_tui.services.actions import Done
from crm_tui.services.desk import Desk
from crm_tui.store.desk_store import TinyStore
from tests.tui.conftest import TODAY


@pytest.fixture
def unclaimed(tmp_path: Path) -> Desk:
    """An older desk, with a customer and no staff."""
    desk = Desk(store=TinyStore(tmp_path / "old.json"), read_paper=read_paper, today=lambda: TODAY, officer="asha")
    records.add(desk, Customer(name="Meera Iyer", owner="asha", since=TODAY))
    desk.done.forget()
    return desk


def of(desk: Desk, login: str) -> Desk:
    return replace(desk, officer=login, done=Done())


def member(desk: Desk, login: str) -> Member:
    found = staff.by_login(desk.store, login)
    assert found is not None
    return found


async def test_a_store_without_an_admin_asks_and_offers_who_sits_there(unclaimed: Desk, sit_down) -> None:
    async with sit_down(unclaimed) as at:
        assert "Who is admin of this store?" in at.text
        assert "Login         asha" in at.text
        await at.press("down", *"Asha", "ctrl+s")
        assert "Asha is admin: T names the others, R sets the ground rules" in at.text
    assert (member(unclaimed, "asha").roles, member(unclaimed, "asha").name) == ((Role.ADMIN,), "Asha")
    async with sit_down(unclaimed) as at:
        assert "Who is admin" not in at.text


async def test_a_name_typed_as_the_login_is_refused_beside_it(unclaimed: Desk, sit_down) -> None:
    async with sit_down(unclaimed) as at:
        await at.press(*" Rao", "ctrl+s")
        assert "'asha Rao' is no login, as there is a blank in it" in " ".join(at.text.split())
        await at.press(*["backspace"] * 4, "ctrl+s")
        assert "asha is admin" in at.text


async def test_it_is_asked_again_where_no_admin_can_log_in(unclaimed: Desk, sit_down) -> None:
    staff.appoint_first_admin(unclaimed, "asha.k")
    desk = replace(unclaimed, knows_login=lambda login: login == "asha", done=Done())
    async with sit_down(desk) as at:
        assert "Who is admin of this store?" in at.text
        await at.press("ctrl+s")
    assert member(desk, "asha").roles == (Role.ADMIN,)


async def test_it_can_be_put_off_and_says_what_can_not_be_done_meanwhile(unclaimed: Desk, sit_down) -> None:
    async with sit_down(unclaimed) as at:
        await at.press("escape")
        assert "Put off: until somebody is admin, no review can be submitted or signed off" in " ".join(at.text.split())
        assert "T names one" in at.text
        await at.press("2")
        assert "Meera Iyer" in at.text
        await at.press("R", "e")
        assert "Who is admin of this store?" in at.text
        await at.press("escape", "escape", "T")
        assert "Who is admin of this store?" in at.text
        await at.press("ctrl+s")
        assert "People at this desk: 1" in at.text


async def test_a_review_that_wants_an_admin_asks_for_one_and_goes_on(unclaimed: Desk, sit_down) -> None:
    deal = Deal(
        customer_id=1, title="Home loan", owner="asha", opened=TODAY, stage_since=TODAY, what_matters="A fixed rate"
    )
    records.add(unclaimed, deal)
    async with sit_down(unclaimed) as at:
        await at.press("escape", "3", "r", "M", *"She has read it", "ctrl+s")
        await at.until("Who is admin of this store?")
        await at.press("ctrl+s", "ctrl+s")
        await at.until("SUBMITTED by asha")
    assert [one.state for one in unclaimed.store.find(Review)] == [ReviewState.SUBMITTED]


async def test_a_colleague_who_was_quicker_is_named(unclaimed: Desk, sit_down) -> None:
    async with sit_down(unclaimed) as at:
        staff.appoint_first_admin(of(unclaimed, "ravi"), "ravi")
        await at.press("ctrl+s")
        assert "! ravi is admin already: nothing was changed" in at.text
        await at.press("escape")
        assert "Put off" not in at.text


async def test_an_auditor_is_asked_nothing_and_told_that_nothing_is_saved(desk: Desk, sit_down) -> None:
    async with sit_down(of(desk, "meena")) as at:
        assert "READ ONLY an auditor only reads: nothing can be saved" in at.text
        await at.press("2", "n")
        assert "New customer" not in at.text


async def test_somebody_is_taken_on_the_staff_list(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("T")
        assert "People at this desk: 3" in at.text
        await at.press("n", *"kavita", "tab", *"Kavita Rao", "tab", "tab", "right", "ctrl+s")
        assert "kavita" in at.cursor
        assert "checker" in at.cursor
        await at.press("e", *["tab"] * 3, "left", *["tab"] * 4, "right", "tab", *"asha", "ctrl+s")
        assert "trainee under asha" in at.cursor
    kavita = member(desk, "kavita")
    assert (kavita.name, kavita.roles, kavita.trainee) == ("Kavita Rao", (Role.DESK_OFFICER,), True)
    whys = [commit.why for commit in desk.store.storage.since(0)]
    assert {"kavita taken on the staff list", "kavita: roles changed"} <= set(whys)


async def test_a_login_that_the_system_does_not_know_is_warned_of_and_kept(desk: Desk, sit_down) -> None:
    async with sit_down(replace(desk, knows_login=lambda login: login == "asha")) as at:
        await at.press("T", "n", *"kavita")
        await at.until("this machine knows no such login")
        await at.press("ctrl+s")
        assert "kavita" in at.cursor
    assert member(desk, "kavita").login == "kavita"


async def test_the_screens_are_there_while_the_system_looks_a_login_up(unclaimed: Desk, sit_down) -> None:
    staff.appoint_first_admin(unclaimed, "asha.k")
    looked_up = Event()

    def slowly(login: str) -> bool:
        looked_up.wait(30)
        return login == "asha"

    desk = replace(unclaimed, knows_login=slowly, done=Done())
    async with sit_down(desk, waits=False) as at:
        await at.pilot.press("2")
        await at.until("Meera Iyer")
        assert "Who is admin" not in at.text
        looked_up.set()
        await at.until("Who is admin of this store?")


async def test_who_is_admin_is_not_asked_over_a_form_that_was_opened_meanwhile(unclaimed: Desk, sit_down) -> None:
    staff.appoint_first_admin(unclaimed, "asha.k")
    looked_up = Event()
    desk = replace(unclaimed, knows_login=lambda _: not looked_up.wait(30), done=Done())
    async with sit_down(desk, waits=False) as at:
        await at.pilot.press("2", "n")
        await at.until("New customer")
        looked_up.set()
        await at.press(*"Rao")
        assert "New customer" in at.text
        assert "Rao" in at.text


async def test_who_left_is_shown_on_demand(desk: Desk, sit_down) -> None:
    before = member(desk, "vikram")
    with desk.store.transaction() as now:
        now.put(before.model_copy(update={"left_on": date(2026, 11, 2)}))
    async with sit_down(desk) as at:
        await at.press("T")
        assert "vikram" not in at.text
        await at.press("v", "G")
        assert "vikram" in at.cursor
        assert "2 Nov" in at.cursor


async def test_a_trainee_whose_supervisor_left_stands_out(desk: Desk, sit_down) -> None:
    before = member(desk, "vikram")
    with desk.store.transaction() as now:
        now.add(Member(login="kavita", trainee=True, supervisor="vikram", since=TODAY))
    async with sit_down(desk) as at:
        await at.press("T")
        assert "trainee under vikram" in at.text
        with desk.store.transaction() as now:
            now.put(before.model_copy(update={"left_on": date(2026, 11, 2)}))
        await at.until("trainee, ! vikram has left")


async def test_the_last_admin_is_not_taken_away(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("T", "enter", *["tab"] * 6, "left", "ctrl+s")
        assert "! somebody must stay admin: name another one first" in at.text
    assert Role.ADMIN in member(desk, "asha").roles


@pytest.mark.parametrize("keys", [["T", "n"], ["T", "enter"], ["R", "e"], ["R", "n"]], ids=" ".join)
async def test_a_checker_changes_neither_staff_nor_rules(desk: Desk, sit_down, keys: list[str]) -> None:
    async with sit_down(of(desk, "vikram")) as at:
        await at.press(*keys)
        assert "takes a branch manager or admin: ask asha" in " ".join(at.text.split())


async def test_two_people_change_one_member_at_once(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("T", "j", "j", "e", "tab", *"Vikram S", "tab", "right")
        before = member(desk, "vikram")
        staff.save_member(of(desk, "asha"), before, before.model_copy(update={"roles": (Role.BRANCH_MANAGER,)}))
        await at.press("ctrl+s")
        await at.until("saved this member while you were editing it")
        assert "both of you" not in at.text
        await at.press("ctrl+s")
        assert "both of you changed roles" in at.text
        await at.press("space", "ctrl+s")
        await at.until("People at this desk")
    vikram = member(desk, "vikram")
    assert (vikram.name, vikram.roles) == ("Vikram S", (Role.SUPERVISOR, Role.CHECKER))


async def test_the_usual_rules_are_changed_beginning_at_the_one_under_the_cursor(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("R")
        assert "the usual rules are in force, unchanged" in at.text
        await at.press("j", "j", "e", *"26 jan, 25 dec", "ctrl+s")
        await at.until("version 1 is in force, by asha, Sat 21 Nov")
        assert "Version 1" in at.cursor
        assert "Holidays: nothing → 2026-12-25, 2027-01-26" in at.text
    rules = ground_rules.in_force(desk.store)
    assert rules.holidays == (date(2026, 12, 25), date(2027, 1, 26))


async def test_a_starter_set_is_looked_through_before_it_is_saved(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("R", "n", "enter")
        assert "Ground rules: version 1, to follow the usual ones" in at.text
        assert ground_rules.in_force(desk.store).version == 0
        await at.press("ctrl+s")
        assert "the starter set bank (5 rules changed)" in at.text
    assert ground_rules.changed(ground_rules.in_force(desk.store), ground_rules.starter("bank")) == ()


async def test_a_rule_that_can_not_be_read_says_how_it_is_typed(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("R", "j", "j", "j", "e", *", Soon", "ctrl+s")
        assert "'Soon' is not one of Enquiry, Needs" in at.text
    assert ground_rules.in_force(desk.store).version == 0


async def test_two_people_change_the_rules_at_once_and_both_are_kept(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("R", "e", "backspace", "5")
        usual = ground_rules.in_force(desk.store)
        theirs = usual.model_copy(update={"stage_order": (Stage.ENQUIRY, Stage.REVIEW)})
        ground_rules.save(of(desk, "asha"), usual, theirs, "fewer stages")
        await at.press("ctrl+s")
        await at.until("saved the ground rules while you were editing them")
        assert "Stage order" in at.text
        await at.press("ctrl+s")
        await at.until("version 2 is in force")
    rules = ground_rules.in_force(desk.store)
    assert (rules.version, rules.minimum_days, rules.stage_order) == (2, 5, (Stage.ENQUIRY, Stage.REVIEW))


async def test_severities_are_told_in_full_though_only_what_differs_is_set(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("R")
        assert "i In full" not in at.footer, "there is nothing more to see of the first rule"
        await at.press("slash", *"severities", "enter")
        assert "Severities" in at.cursor
        assert "in all: difference: block; surprise: block" in at.text
        assert "i In full" in at.footer
        await at.press("i")
        assert "former owner: warn" in at.text
        await at.press("i")
        assert "Severities" in at.cursor
