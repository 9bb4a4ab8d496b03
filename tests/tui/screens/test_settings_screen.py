"""The settings at the keyboard: every section shows what is set, and opens where it is changed."""

from dataclasses import replace
from datetime import date

import pytest

from crm_tui.domain.deal import Stage
from crm_tui.domain.pack_file import PackFile
from crm_tui.domain.staff import Member
from crm_tui.services import ground_rules, house_words, settings, settings_words, starter_sets
from crm_tui.services.actions import Done
from crm_tui.services.desk import Desk
from crm_tui.store.desk_store import TinyStore
from tests.tui.conftest import Sit


async def test_it_is_reached_by_a_key_and_from_the_palette(empty_desk: Desk, sit_down: Sit) -> None:
    async with sit_down(empty_desk) as seat:
        await seat.press("comma")
        assert "Settings: " in seat.text
        await seat.press("escape", "ctrl+p", *"settings", "enter")
        await seat.until("Settings: ")


async def test_the_words_are_changed_and_taken_back_in_one_step(empty_desk: Desk, sit_down: Sit) -> None:
    async with sit_down(empty_desk) as seat:
        await seat.press("comma", "enter", *"Corner Shop", "tab", "ctrl+shift+a", *"party")
        assert "several parties" in seat.text
        await seat.press("ctrl+s")
        assert "[1 Today] 2 Parties" in seat.lines[0]
        assert "Corner Shop" in seat.line("Settings: ")
        await seat.press("u")
        assert "[1 Today] 2 Customers" in seat.lines[0]
    assert settings.of(empty_desk.store).firm == ""


async def test_a_stage_is_renamed_and_its_limit_stands_beside_it(empty_desk: Desk, sit_down: Sit) -> None:
    rules = ground_rules.in_force(empty_desk.store)
    limits = ground_rules.starter("bank").stage_limits
    ground_rules.save(empty_desk, rules, rules.model_copy(update={"stage_limits": limits}))
    async with sit_down(empty_desk) as seat:
        await seat.press("comma")
        await seat.find("Proposal")
        await seat.press("enter", *"Enquiry", "ctrl+s")
        assert "two stages would be called 'enquiry'" in seat.text
        await seat.press("ctrl+shift+a", *"Quote", "ctrl+s")
        assert "Quote (usually Proposal, at most 15 working days)" in seat.cursor
        await seat.find("Stage limits")
        assert "Quote 15" in seat.cursor
        await seat.press("enter")
        assert "Ground rules: version 2" in seat.text
        await seat.press("end", *", signed 3", "ctrl+s")
        assert "no limit is judged there" in " ".join(seat.text.split())
    assert house_words.of(empty_desk.store).stage(Stage.PROPOSAL) == "Quote"


async def test_a_festival_is_added_changed_and_taken_away(empty_desk: Desk, sit_down: Sit) -> None:
    async with sit_down(empty_desk) as seat:
        await seat.press("comma", "n", "j", "enter", *"Diwali", "tab", *"31 nov", "ctrl+s")
        assert "is no day of a year" in seat.text
        await seat.press("ctrl+shift+a", *"8 nov 2026", "tab", *"Pune", "ctrl+s")
        await seat.find("Diwali")
        assert "8 Nov 2026 (over), Pune" in seat.cursor
        await seat.press("e", "tab", "ctrl+shift+a", *"29 oct 2027", "ctrl+s")
        assert "29 Oct 2027, Pune" in seat.cursor
        await seat.press("w")
        assert "Diwali" not in seat.text
        await seat.press("u")
        assert "Diwali" in seat.text
    [kept] = settings.of(empty_desk.store).festivals
    assert settings_words.say_festival(kept) == "Diwali: 29 Oct 2027 in Pune"


async def test_a_message_is_added_and_changed(empty_desk: Desk, sit_down: Sit) -> None:
    async with sit_down(empty_desk) as seat:
        await seat.press("comma", "n", "j", "j", "enter", *"birthday", "tab", *"Dear {name}", "ctrl+s")
        await seat.find("birthday")
        assert "Dear {name}" in seat.cursor
        await seat.press("enter", "tab", "end", *", joy", "ctrl+s")
        assert "Dear {name}, joy" in seat.cursor


async def test_a_message_with_a_wrong_blank_is_not_kept(empty_desk: Desk, sit_down: Sit) -> None:
    async with sit_down(empty_desk) as seat:
        await seat.press("comma", "n", "j", "j", "enter", *"odd", "tab", *"Dear {nam}", "ctrl+s")
        assert "{nam} can't be filled in: use {name}, {owner}, {firm}, {occasion}, {years}" in " ".join(
            seat.text.split()
        )
        assert settings.of(empty_desk.store).templates == ()
        await seat.press("backspace", *"e}", "ctrl+s")
        await seat.find("odd")
    assert settings.of(empty_desk.store).templates[0].words == "Dear {name}"


@pytest.mark.parametrize(
    ("line", "typed", "shown"),
    [
        ("Contact days", "30", "30"),
        ("Contact by", "gold: 14", "gold: 14"),
        ("Days off", "Sun", "Sun"),
        ("Holidays", "26 jan", "2027-01-26"),
        ("Time zone", "Asia/Kolkata", "Asia/Kolkata"),
    ],
)
async def test_cadence_and_calendar_are_the_ground_rules(
    empty_desk: Desk, sit_down: Sit, line: str, typed: str, shown: str
) -> None:
    async with sit_down(empty_desk) as seat:
        await seat.press("comma")
        await seat.find(line)
        clear = ["f7", "delete"] if line == "Holidays" else ["ctrl+shift+a", "delete"]
        await seat.press("enter", *clear, *typed, "ctrl+s")
        assert shown in seat.cursor
        assert "version 1, by asha on 2026-11-21" in seat.text or ground_rules.in_force(empty_desk.store).version == 1


async def test_the_rules_in_force_open_their_screen(empty_desk: Desk, sit_down: Sit) -> None:
    async with sit_down(empty_desk) as seat:
        await seat.press("comma")
        await seat.find("In force")
        await seat.press("enter")
        assert "the usual rules are in force, unchanged" in seat.text


async def test_packs_that_are_on_and_one_that_is_left_out(empty_desk: Desk, sit_down: Sit) -> None:
    with empty_desk.store.transaction() as now:
        now.add(PackFile(name="bad.toml", text="area = ", installed_by="asha", installed_on=date(2026, 11, 1)))
    async with sit_down(empty_desk) as seat:
        await seat.press("comma")
        await seat.find("LEFT OUT")
        assert "bad.toml: this is not TOML" in seat.cursor
        await seat.find("telecom")
        assert "kinds of terms" in seat.cursor


async def test_the_set_of_a_trade_is_shown_before_it_is_saved(desk: Desk, sit_down: Sit) -> None:
    async with sit_down(desk) as seat:
        await seat.press("comma", "n", "enter", "tab", *["right"] * 3)
        assert "Those you deal with: customer, customers → subscriber, subscribers" in seat.text
        assert settings.of(desk.store).label == "customer"
        await seat.press("ctrl+s")
        assert "2 Subscribers" in seat.lines[0]
        await seat.press("n", "enter", "tab", "right", "ctrl+s")
        assert "this desk has settings of its own: say yes" in seat.text
        await seat.press("right", "ctrl+s")
        assert "2 Customers" in seat.lines[0]
        await seat.press("u")
        await seat.until("2 Subscribers")


async def test_who_may_not_change_them_sees_them_and_is_told_who_may(desk: Desk, sit_down: Sit) -> None:
    starter_sets.apply(desk, "grocer")
    async with sit_down(replace(desk, officer="vikram", done=Done())) as seat:
        await seat.press("comma")
        assert "Asked (usually Enquiry" in seat.text
        for keys in (["enter"], ["n"]):
            await seat.press(*keys)
            assert "changing the settings takes a branch manager or admin: ask asha" in " ".join(seat.text.split())


async def test_a_new_store_asks_for_its_trade_once_it_has_an_admin(
    empty_desk: Desk, sit_down: Sit, tmp_path_factory: pytest.TempPathFactory
) -> None:
    fresh = replace(empty_desk, store=TinyStore(tmp_path_factory.mktemp("new") / "desk.json"), done=Done())
    async with sit_down(fresh) as seat:
        await seat.until("Who is admin of this store?")
        await seat.press("ctrl+s")
        await seat.until("What kind of firm is this?")
        await seat.press(*"Asha's", "tab", *["right"] * 2)
        assert "A small grocer" in seat.text
        await seat.press("ctrl+s")
    assert [one.login for one in fresh.store.find(Member)] == ["asha"]
    assert (settings.of(fresh.store).firm, ground_rules.in_force(fresh.store).contact_days) == ("Asha's", 30)
