"""What each officer has before them, and how much was kept on time."""

from pathlib import Path
from threading import Event

import pytest

from crm_tui.domain.commitment import Commitment, Status
from crm_tui.domain.deal import Deal, Stage
from crm_tui.domain.rules import GroundRules, StageLimit
from crm_tui.domain.staff import Member
from crm_tui.fault_log import log_path
from crm_tui.services.check_lines import Group
from crm_tui.services.desk import Desk
from crm_tui.services.team import loads
from crm_tui.tui.screens.team import TeamScreen
from tests.tui.conftest import TODAY, days


async def test_the_officers_with_their_numbers(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("6")
        assert at.cursor.split()[:7] == ["asha", "3", "2", "1", "3", "9", "2"]
        assert "vikram" in at.text
        assert "▲ 2 lines that others have to know of" in at.text


async def test_a_stale_deal_is_no_debt_and_makes_nobody_late(desk: Desk, sit_down) -> None:
    with desk.store.transaction() as now:
        now.add(
            GroundRules(changed_by="asha", changed_on=TODAY, stage_limits=(StageLimit(stage=Stage.ENQUIRY, days=5),))
        )
        now.add(Deal(customer_id=1, title="Old", owner="lata", stage_since=days(-300), opened=days(-300)))
        now.add(Commitment(customer_id=1, words="Ask", owner="lata", made_on=days(-9), due=days(-2)))
    found = next(one for one in loads(desk.store, TODAY) if one.called == "lata")
    assert (found.counts[Group.STALE], found.counts[Group.OVERDUE], found.latest) == (1, 1, 1)


async def test_an_officer_opens_their_day(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("6")
        await at.find("vikram")
        await at.press("enter")
        assert "Vikram's day" in at.text
        assert "Explain the locker rent" in at.text
        assert "Call back about the collateral" not in at.text
        await at.press("escape")
        assert at.cursor.startswith("vikram")


async def test_who_leads_a_team_sees_it_first_with_its_trainees(desk: Desk, sit_down) -> None:
    with desk.store.transaction() as now:
        now.add(Member(login="ravi", since=TODAY, trainee=True, supervisor="asha"))
    async with sit_down(desk) as at:
        await at.press("6")
        assert "Officers of your team: 2" in at.text
        assert "ravi (trainee under asha)" in at.text
        assert "vikram" not in at.text
        await at.press("v")
        assert "vikram" in at.text


async def test_an_owner_who_is_on_no_list_is_shown_too(desk: Desk, sit_down) -> None:
    with desk.store.transaction() as now:
        now.add(Commitment(customer_id=1, words="Ask", owner="somebody", made_on=TODAY, due=TODAY))
    async with sit_down(desk) as at:
        await at.press("6")
        assert "somebody (not on t" in at.text


async def test_how_much_was_kept_and_the_cases_behind_it(desk: Desk, sit_down) -> None:
    with desk.store.transaction() as now:
        for late in (0, 0, 0, 2):
            done = {"status": Status.KEPT, "settled_on": days(-9 + late)}
            now.add(
                Commitment.model_validate(
                    {"customer_id": 2, "words": "Ring", "owner": "vikram", "made_on": days(-9), "due": days(-9)} | done
                )
            )
    async with sit_down(desk) as at:
        await at.press("7")
        assert "kept on time: 4 of 8 (50 %)" in at.text
        await at.find("vikram")
        assert at.cursor.split() == ["vikram", "3", "of", "4", "–", "1"]
        await at.press("enter")
        assert "Cases of vikram: 4" in at.text
        assert "late" in at.text
        await at.press("enter")
        assert "words used Ring" in at.text


async def test_the_cases_are_sorted_in_another_way_with_each_press(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("7")
        for by in ("officer", "team", "customer", "product", "kind", "officer"):
            assert f"By {by}: " in at.text
            await at.press("v")


async def test_nothing_due_is_said_in_words(empty_desk: Desk, sit_down) -> None:
    async with sit_down(empty_desk) as at:
        await at.press("7")
        assert "Nothing that we owed was due yet" in at.text


async def test_which_terms_are_oversold_and_the_promises_behind_them(desk: Desk, sit_down, fixed_verdicts) -> None:
    async with sit_down(desk) as at:
        await at.press("8")
        assert "promised beside the first paper of 1 deal: 2 of 2 less" in at.text
        assert "1 of 1" in at.cursor
        await at.press("enter")
        assert "✗ CONTRADICTED" in at.text or "▼ WORSE" in at.text
        await at.press("enter")
        assert "[5 Review]" in at.text


async def test_a27_every_figure_of_the_desk_opens_the_list_that_it_counts(desk: Desk, sit_down, fixed_verdicts) -> None:
    async with sit_down(desk) as at:
        await at.press("percent_sign")
        await at.until("Pipeline")
        stage, count = at.cursor.split()[:2]
        assert "┤" in at.text, "a chart of the section under the cursor"
        await at.press("enter")
        await at.until(f"Pipeline, {stage}: {count}: {count}")
        await at.press("enter", "escape", "escape")
        assert at.cursor.startswith(stage), "and back to the figure"


async def test_the_figures_have_their_room_on_a_low_terminal(desk: Desk, sit_down, fixed_verdicts) -> None:
    async with sit_down(desk, size=(60, 15)) as at:
        await at.press("percent_sign")
        await at.until("Pipeline")
        assert "┤" not in at.text


async def test_a_page_that_was_left_while_it_is_read_is_read_to_its_end_without_a_fault(
    desk: Desk, sit_down, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    begun, left, ended = Event(), Event(), Event()
    read = TeamScreen.read

    def slowly(page: TeamScreen) -> object:
        begun.set()
        assert left.wait(20)
        try:
            return read(page)
        finally:
            ended.set()

    monkeypatch.setattr(TeamScreen, "read", slowly)
    async with sit_down(desk) as at:
        await at.pilot.press("6")
        await at.pilot.pause()
        page = at.app.screen
        assert begun.wait(20)
        await at.pilot.press("1")
        while page.is_running:
            await at.pilot.pause(0.01)
        left.set()
        while not ended.is_set():
            await at.pilot.pause(0.01)
        await at.settle()
        assert "could not be read" not in at.text
    assert not log_path().exists()
