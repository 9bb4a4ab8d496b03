"""A list of more than is held: all of it is there, and is read where somebody looks."""

from threading import Event
from time import sleep

import pytest

from crm_tui.domain.commitment import Commitment, CommitmentKind, Status
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal, Stage
from crm_tui.domain.gift import Gift
from crm_tui.domain.money import Money
from crm_tui.services import customers
from crm_tui.services.desk import Desk
from crm_tui.services.long_lists import holding
from crm_tui.tui.present import cells
from crm_tui.tui.screens import commitments
from crm_tui.tui.widgets.filter_input import FilterInput
from crm_tui.tui.widgets.long_rows import LongRows
from crm_tui.tui.widgets.record_rows import RecordRows
from tests.tui.conftest import TODAY, days
from tests.tui.keyboard import at_once

COUNT = 1_200


@pytest.fixture
def large_desk(empty_desk: Desk) -> Desk:
    """Customers, deals and commitments that are numbered in the order of their lists."""
    stages = (Stage.REVIEW, Stage.PROPOSAL)
    with empty_desk.store.transaction() as now:
        for number in range(COUNT):
            # some letters are wider than a cell, some have none of their own
            letters = ("Rao", "王小明", "पाटील", "José", "Józef")[number % 5]
            one = now.add(
                Customer(name=f"N{number:04} {letters}", place=f"P{COUNT - number:04}", owner="asha", since=TODAY)
            )
            about = {"customer_id": one.id, "owner": "asha"}
            stage = stages[number * 2 // COUNT]
            now.add(Deal(title=f"Loan {number:04}", stage=stage, stage_since=days(-2), opened=days(-2), **about))
            now.add(Commitment(words=f"Call {number:04}", due=days(300 + number), made_on=TODAY, **about))
    empty_desk.done.forget()
    return empty_desk


@pytest.mark.parametrize(
    ("keys", "number"),
    [
        (["G"], 1199),
        (["end", "k"], 1198),
        (["G", "g"], 0),
        (["G", "pageup", "pageup", "pageup"], 1139),
        (["pagedown"] * 6, 120),
        (["pagedown"] * 3 + ["j"] * 30, 90),
        (["G", "g", "pagedown", "G", "home", "j"], 1),
    ],
    ids=lambda value: "-".join(dict.fromkeys(value)) if isinstance(value, list) else "",
)
async def test_it_is_gone_through_from_end_to_end(large_desk: Desk, sit_down, keys: list[str], number: int) -> None:
    async with sit_down(large_desk) as at:
        await at.press("2", *keys)
        step = number if keys != ["pagedown"] * 6 else None
        shown = at.cursor
        assert shown.startswith("N"), at.text
        if step is not None and "page" not in "".join(keys):
            assert shown.startswith(f"N{number:04}")
        rows = [line for line in at.lines if line[2:3] == "N" and line[3:7].isdigit()]
        first = int(rows[0][3:7])
        assert [int(row[3:7]) for row in rows] == list(range(first, first + len(rows))), "no line is missing"
        assert len(rows) > 15


@pytest.mark.parametrize(
    ("ahead", "opens"), [("/1150\ne", "Call 1150"), ("/1150\n\n", "Call 1150")], ids=["e", "enter"]
)
async def test_what_is_typed_ahead_of_the_rows_that_are_asked_for_is_meant_for_them(
    large_desk: Desk, sit_down, monkeypatch: pytest.MonkeyPatch, ahead: str, opens: str
) -> None:
    def slowly(*given):
        sleep(0.4)
        return holding(*given)

    monkeypatch.setattr(commitments, "holding", slowly)
    async with sit_down(large_desk) as at:
        await at.press("4")
        await at_once(at, ahead)
        assert opens in at.text
        assert "Call 0000" not in at.text


async def test_while_other_rows_are_asked_for_none_is_under_the_cursor(
    large_desk: Desk, sit_down, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, may_go_on = Event(), Event()

    def held_up(*given):
        asked.set()
        may_go_on.wait(20)
        return holding(*given)

    async with sit_down(large_desk) as at:
        await at.press("4")
        monkeypatch.setattr(commitments, "holding", held_up)
        page = at.app.screen
        assert page.commitment() is not None
        page.records.narrow("1150")
        await at.pilot.pause()
        assert page.commitment() is None, "an act would be one on somebody who is no longer meant"
        may_go_on.set()
        await at.settle()
        assert asked.is_set()
        assert page.commitment().words == "Call 1150"


async def test_a_space_behind_a_word_takes_nobody_from_under_the_cursor_and_sets_nobody_there(
    large_desk: Desk, sit_down, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on = Event()

    def held_up(*given):
        may_go_on.wait(20)
        return holding(*given)

    async with sit_down(large_desk) as at:
        await at.press("4")
        page = at.app.screen
        typed = page.records.query_one(FilterInput)
        typed.value = "115"
        await at.settle()
        monkeypatch.setattr(commitments, "holding", held_up)
        typed.value = "115 "
        await at.pilot.pause()
        assert page.commitment().words == "Call 0115", "the same is asked for"
        typed.value = "1150"
        await at.pilot.pause()
        typed.value = "1150 "
        await at.pilot.pause()
        assert page.commitment() is None, "what is asked for is on its way still"
        may_go_on.set()
        await at.settle()
        assert page.commitment().words == "Call 1150"


async def test_a_place_in_rows_that_are_shown_no_more_is_nobody_s(large_desk: Desk, sit_down) -> None:
    async with sit_down(large_desk) as at:
        await at.press("2")
        records = at.app.screen.records
        rows = records.query_one(RecordRows)
        long = records._listing.long
        rows._go(1199)
        fewer = LongRows(long.numbers[:100], long._read, of=1200)
        records.show(fewer)
        await at.settle()
        assert records.at_hand
        assert rows.listing.cursor == 0
        assert fewer.row(1199) is None


async def test_who_scrolled_away_from_the_cursor_stays_there_when_a_cell_changes(large_desk: Desk, sit_down) -> None:
    async with sit_down(large_desk) as at:
        await at.press("2")
        records = at.app.screen.records
        rows = records.query_one(RecordRows)
        rows.scroll_to(y=300, animate=False, immediate=True, force=True)
        await at.settle()
        records.repaint()
        await at.settle()
        assert rows.scroll_offset.y == 300
        assert any(line[2:7] == "N0300" for line in at.lines)


async def test_columns_stay_in_line_wherever_somebody_goes(large_desk: Desk, sit_down) -> None:
    async with sit_down(large_desk) as at:
        await at.press("2")
        for key in ("pagedown", "pagedown", "G", "pageup"):
            await at.press(key)
            rows = [line for line in at.lines if line[3:7].isdigit()]
            title = next(line for line in at.lines if "Place" in line)
            begins = cells(title[: title.index("Place")])
            assert {cells(row[: row.index(" P", 8) + 1]) for row in rows} == {begins}


async def test_what_is_typed_over_it_is_counted_and_found_at_its_end(large_desk: Desk, sit_down) -> None:
    async with sit_down(large_desk) as at:
        await at.press("2")
        assert "Customers: 1,200" in at.text
        await at.press("slash", *"n11", "enter")
        assert "Customers: 100 of 1,200 · filter: n11" in at.text
        await at.press("G")
        assert at.cursor.startswith("N1199")
        await at.press("escape")
        assert "Customers: 1,200" in at.text
        assert at.cursor.startswith("N1199"), "the cursor stays on its record"
        await at.press("s", "s", "s")
        assert "by place ↑" in at.text
        assert at.cursor.startswith("N1199")
        await at.press("G")
        assert at.cursor.startswith("N0000")


async def test_groups_have_their_headings_and_numbers_of_all(large_desk: Desk, sit_down, fixed_verdicts) -> None:
    async with sit_down(large_desk) as at:
        await at.press("3")
        assert "Open deals: 1,200" in at.text
        assert "Review (600)" in at.text
        await at.press("G")
        assert at.cursor.startswith("Loan 1199")
        await at.press("slash", *"060", "enter")
        assert "12 of 1,200" in at.text
        assert "Proposal (11)" in at.text
        await at.press("escape", "g")
        assert at.cursor.startswith("Loan 0000")


async def test_what_a_colleague_saves_comes_in_and_the_cursor_stays(large_desk: Desk, sit_down) -> None:
    async with sit_down(large_desk) as at:
        await at.press("2", "G", "k")
        assert at.cursor.startswith("N1198")
        with large_desk.store.transaction() as now:
            now.add(Customer(name="A new one", owner="asha", since=TODAY))
            now.put(large_desk.store.get(Customer, 1200).model_copy(update={"name": "N1199 renamed"}))
        await at.until("1,201")
        await at.settle()
        assert at.cursor.startswith("N1198")
        assert "Customers: 1,201" in at.text
        await at.press("g")
        assert at.cursor.startswith("A new one")


async def test_one_that_is_gone_meanwhile_is_passed_over(large_desk: Desk, sit_down) -> None:
    async with sit_down(large_desk) as at:
        await at.press("2")
        at.app.watching = False
        with large_desk.store.transaction() as now:
            now.remove(large_desk.store.get(Customer, 1200))
        await at.press("G")
        await at.settle()
        await at.press("G")
        assert at.cursor.startswith("N1198")


async def test_the_one_that_was_saved_is_under_the_cursor(large_desk: Desk, sit_down) -> None:
    async with sit_down(large_desk) as at:
        await at.press("2", "n", *"N0900 b", "ctrl+s")
        await at.until("N0900 b")
        await at.settle()
        assert at.cursor.startswith("N0900 b")
        await at.press("e")
        assert "Edit customer" in at.text
        assert "N0900 b" in at.text


async def test_marks_are_kept_wherever_somebody_goes(large_desk: Desk, sit_down) -> None:
    async with sit_down(large_desk) as at:
        await at.press("4", "space", "G", "space", "g")
        assert "2 of 1,200 marked" in at.text
        await at.press("slash", *"call 11", "enter", "asterisk")
        assert "121 of 1,200 marked" in at.text
        await at.press("asterisk")
        assert "marked" not in at.text


async def test_the_reviews_of_a_large_desk_are_those_of_a_small_one(desk: Desk, sit_down, monkeypatch) -> None:
    said = next(one for one in desk.store.find(Commitment) if one.claim is not None)
    with desk.store.transaction() as now:
        for number, deal_id in enumerate((2, 2, 3, 4, 5, 6, 1)):
            more = {"id": 0, "deal_id": deal_id, "customer_id": desk.store.get(Deal, deal_id).customer_id}
            now.add(said.model_copy(update=more | {"words": f"promise {number}"}))
        # neither says anything that a paper could keep
        now.add(said.model_copy(update={"id": 0, "deal_id": 2, "status": Status.WITHDRAWN, "settled_on": TODAY}))
        now.add(said.model_copy(update={"id": 0, "deal_id": 2, "kind": CommitmentKind.TASK}))
        now.add(Gift(customer_id=1, what="a watch", value=Money(amount=90000, currency="INR"), on=TODAY, by="vikram"))
    found: list[list[object]] = []
    for most in (500, 0):
        monkeypatch.setattr(customers, "MOST", most)
        async with sit_down(desk, (120, 30)) as at:
            await at.press("5")
            page = at.app.screen
            told: list[object] = [at.text]
            for _ in range(7):
                told.append([(line.key, line.promises, line.paper) for line in page.deals.shown])
                await at.press("s")
            for typed in ("kothari", "sanction", "a watch", "nobody"):
                await at.press("slash", *typed)
                told.append([line.key for line in page.deals.shown])
                await at.press("escape", "escape")
            await at.press("g", "j", "enter")
            told.append(at.text)
            found.append(told)
    assert found[0] == found[1]
    assert [count for _, count, _ in found[0][1]][1:] == [3, 2, 1, 1, 1, 1]
