from datetime import date

import pytest

from crm_tui.domain.commitment import Commitment, Status
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.document import Document
from crm_tui.services import acts, customers, records, review
from crm_tui.services.desk import Desk
from crm_tui.tui.widgets.record_rows import RecordRows


async def test_customers_show_what_is_under_way(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("2")
        line = next(line for line in at.lines if "Kothari" in line)
        assert " ".join(line.split()) == "Kothari Textiles Pvt Ltd firm Surat +91 261 555 0142 asha 1 2"
        assert "Customers: 8" in at.text


async def test_typing_narrows_the_list_and_escape_clears_then_closes(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("2", "slash", *"alva")
        assert "Customers: 1 of 8" in at.text
        assert at.cursor.startswith("José Álvarez")
        await at.press("escape")
        assert "Customers: 8" in at.text
        assert "Filter" in at.text
        await at.press("escape")
        await at.press("j")
        assert at.cursor.startswith("Kothari"), "the keys go to the list again, at the same record"


async def test_enter_keeps_the_filter_and_escape_takes_it_away(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("2", "slash", *"wakad", "enter")
        assert "Customers: 1 of 8 · filter: wakad" in at.text
        await at.press("enter")
        assert "Call after 6 pm." in at.text
        await at.press("escape")
        assert "filter: wakad" in at.text, "coming back, the list is as it was"
        await at.press("escape")
        assert "Customers: 8" in at.text


async def test_why_there_are_so_few_is_told_before_what_else_there_is_to_know(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("2", "slash", *"wakad", "enter")
        at.app.screen.records.say("2 with something to know of")
        await at.settle()
        assert "Customers: 1 of 8 · filter: wakad · 2 with" in at.text


async def test_when_a_filter_is_taken_away_the_scroll_bar_stands_where_the_list_does(desk: Desk, sit_down) -> None:
    async with sit_down(desk, (80, 9)) as at:
        await at.press("2", "G")
        rows = at.app.screen.query_one(RecordRows)
        bottom, last = rows.scroll_y, at.cursor.split()[0]
        await at.press("slash", *last.lower(), "enter")
        assert not rows.show_vertical_scrollbar
        await at.press("escape")
        assert rows.scroll_y == rows.vertical_scrollbar.position == bottom > 0


async def test_a_filter_that_nothing_fits_says_so(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("2", "slash", *"zzz")
        assert "Nothing fits the filter" in at.text
        await at.press("enter", "enter", "e")
        assert "Customers: 0 of 8" in at.text, "nothing under the cursor, nothing opens"


async def test_s_sorts_by_the_next_column_and_capital_s_reverses(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("2", "s", "s", "s")
        assert "by place ↑" in at.text
        rows = [line for line in at.lines if "+91" in line]
        assert "Baner" in rows[0]
        await at.press("S")
        assert "by place ↓" in at.text
        assert "Wakad" in next(line for line in at.lines if "+91" in line)


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        (["j"], "Farida"),
        (["down", "down"], "José"),
        (["G"], "王小明"),
        (["end", "k"], "रमेश"),
        (["G", "g"], "Anil"),
        (["pagedown"], "王小明"),
        (["pagedown", "pageup"], "Anil"),
        (["k"], "Anil"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else "",
)
async def test_moving_about_in_a_list(desk: Desk, sit_down, keys: list[str], name: str) -> None:
    async with sit_down(desk) as at:
        await at.press("2", *keys)
        assert at.cursor.startswith(name)


async def test_deals_show_the_open_ones_then_all(desk: Desk, sit_down, fixed_verdicts) -> None:
    async with sit_down(desk) as at:
        await at.press("3")
        assert "Open deals: 4" in at.text
        assert "Fixed deposit" not in at.text
        home = next(line for line in at.lines if "Home loan" in line)
        assert home.endswith("✗1 ▼1 !1")
        assert "INR 48 L" in home
        assert next(line for line in at.lines if "Tractor" in line).endswith("no paper")
        await at.press("v")
        assert "Deals, open or not: 6" in at.text
        assert "Fixed deposit" in at.text


async def test_deals_sort_by_what_the_paper_says(desk: Desk, sit_down, fixed_verdicts) -> None:
    home = desk.store.get(Deal, 1)
    waiting = {"id": 0, "title": "Top-up", "stage_since": date(2026, 1, 1)}
    records.add(desk, home.model_copy(update=waiting))
    async with sit_down(desk) as at:
        await at.press("3")
        assert at.cursor.startswith("Top-up"), "the longest in its stage comes first"
        await at.press("s", "s", "s", "s", "s", "g")
        assert "by paper says ↑" in at.text
        assert at.cursor.startswith("Home loan")


async def test_a_paper_that_is_gone_is_said_in_its_line(desk: Desk, sit_down) -> None:
    for kept in desk.store.paper(desk.store.find(Document)[0].sha256).parent.iterdir():
        kept.unlink()
    async with sit_down(desk) as at:
        await at.press("3")
        assert "! can't compare" in next(line for line in at.lines if "Home loan" in line)


async def test_a_comparison_that_stumbles_does_not_end_the_session(desk: Desk, sit_down, monkeypatch) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    review._compare.cache_clear()
    monkeypatch.setattr(review, "compare", stumble)
    async with sit_down(desk) as at:
        await at.press("3")
        assert "! can't compare" in next(line for line in at.lines if "Home loan" in line)
        await at.press("enter")
        assert "the comparison failed on this paper: read it by eye" in at.text


async def test_commitments_stand_in_groups(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("4")
        groups = [line for line in at.lines if line.endswith(")") and not line.startswith(" ")]
        assert groups == ["Overdue (3)", "Due today (2)", "Next (2)", "No date (3)", "Later (2)"]


async def test_settled_commitments_are_shown_on_a_key(desk: Desk, sit_down) -> None:
    async with sit_down(desk, (80, 40)) as at:
        await at.press("4")
        assert "Settled" not in at.text
        await at.press("v")
        assert "Settled (3)" in at.text
        assert "✓ kept 31 Oct" in at.text


@pytest.mark.parametrize(
    ("keys", "status"),
    [(["d", "enter"], Status.KEPT), (["b", "x", "enter", "enter"], Status.BROKEN)],
    ids=["kept", "broken"],
)
async def test_a_commitment_is_settled_with_the_day_of_today(
    desk: Desk, sit_down, keys: list[str], status: Status
) -> None:
    async with sit_down(desk) as at:
        await at.press("4", "j", *keys)
        assert "Open commitments: 11" in at.text
        assert f"{status}".capitalize() in at.text
        assert at.cursor.startswith("! late "), "the cursor stays where one is working"
    settled = desk.store.get(Commitment, 3)
    assert (settled.status, settled.settled_on) == (status, desk.today())


async def test_a_settled_commitment_is_opened_again(desk: Desk, sit_down) -> None:
    async with sit_down(desk, (80, 40)) as at:
        await at.press("4", "v", "G")
        assert "o Reopen" in at.footer
        assert "d Kept" not in at.footer
        await at.press("o")
    assert desk.store.get(Commitment, 14).status is Status.OPEN


async def test_settling_keeps_what_somebody_else_changed_meanwhile(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("4", "j")
        before = desk.store.get(Commitment, 3)
        stale = at.app.screen.commitment()
        records.change(desk, before, before.model_copy(update={"remark": "posted on Friday"}))
        at.app.screen.commitment = lambda: stale
        await at.press("d", "enter")
    settled = desk.store.get(Commitment, 3)
    assert (settled.status, settled.remark) == (Status.KEPT, "posted on Friday")


async def test_settling_what_somebody_else_settled_is_refused_in_one_line(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("4", "j")
        stale = at.app.screen.commitment()
        acts.break_(desk, [stale], "forgotten")
        at.app.screen.commitment = lambda: stale
        await at.press("d", "enter")
        await at.until("was set to broken meanwhile by somebody else")
    assert desk.store.get(Commitment, 3).status is Status.BROKEN


@pytest.mark.parametrize(
    ("mode", "title", "kind"),
    [("2", "New customer", Customer), ("3", "New deal", Deal), ("4", "New commitment", Commitment)],
    ids=["customers", "deals", "commitments"],
)
async def test_n_opens_an_empty_form_and_escape_leaves_it(desk: Desk, sit_down, mode: str, title: str, kind) -> None:
    before = len(desk.store.find(kind))
    async with sit_down(desk) as at:
        await at.press(mode, "n")
        assert title in at.text
        await at.press("escape")
        assert title not in at.text
    assert len(desk.store.find(kind)) == before


async def test_what_is_edited_in_a_list_is_shown_in_it(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("2", "j", "e")
        assert "Edit customer" in at.text
        await at.press("end", *" Khan", "ctrl+s")
        assert at.cursor.startswith("Farida Sheikh Khan")
    assert desk.store.get(Customer, 7).name == "Farida Sheikh Khan"


async def test_of_many_customers_all_are_listed_and_those_looked_for_are_found(
    desk: Desk, sit_down, monkeypatch
) -> None:
    monkeypatch.setattr(customers, "MOST", 3)
    async with sit_down(desk) as at:
        await at.press("2")
        assert "Customers: 8" in at.text
        assert "Sunrise Diagnostics" in at.text
        await at.press("slash", *"PUNE SUN")
        assert "1 of 8" in at.text
        assert at.cursor.startswith("Sunrise Diagnostics")
        await at.press("escape", *"alvarez", "enter")
        assert at.cursor.startswith("José Álvarez")
        assert "Customers: 1 of 8" in at.text
        await at.press("escape")
        assert "Customers: 8" in at.text
        assert at.cursor.startswith("José Álvarez")


async def test_of_many_customers_the_one_that_was_added_is_shown(desk: Desk, sit_down, monkeypatch) -> None:
    monkeypatch.setattr(customers, "MOST", 3)
    async with sit_down(desk) as at:
        await at.press("2", "n", *"Zubin Mehta", "ctrl+s")
        await at.until("Zubin Mehta")
        await at.settle()
        assert at.cursor.startswith("Zubin Mehta")


async def test_the_order_of_many_customers_is_that_of_a_few(desk: Desk, sit_down, monkeypatch) -> None:
    orders = []
    for most in (500, 3):
        monkeypatch.setattr(customers, "MOST", most)
        orders.append([])
        async with sit_down(desk, (120, 24)) as at:
            await at.press("2")
            for _ in range(9):
                orders[-1].append([line.customer.id for line in at.app.screen.records.shown])
                await at.press("S")
                orders[-1].append([line.customer.id for line in at.app.screen.records.shown])
                await at.press("s")
    assert orders[0] == orders[1]


async def test_what_a_colleague_saves_is_seen_among_those_looked_for(desk: Desk, sit_down, monkeypatch) -> None:
    monkeypatch.setattr(customers, "MOST", 3)
    async with sit_down(desk) as at:
        await at.press("2", "slash", *"sunrise", "enter")
        with desk.store.transaction() as now:
            now.put(desk.store.get(Customer, 6).model_copy(update={"name": "Sunrise Hospitals"}))
        await at.until("Sunrise Hospitals")
        await at.settle()
        assert "Customers: 1 of 8" in at.text


async def test_of_many_deals_all_are_listed_and_those_looked_for_are_found(desk: Desk, sit_down, monkeypatch) -> None:
    monkeypatch.setattr(customers, "MOST", 2)
    async with sit_down(desk) as at:
        await at.press("3")
        assert "Open deals: 4" in at.text
        assert at.cursor.startswith("Home loan, Wakad flat")
        await at.press("slash", *"kothari")
        assert "1 of 4" in at.text
        assert at.cursor.startswith("Working capital 2026")
        await at.press("escape", *"a", "enter")
        assert "Open deals: 4 of 4" in at.text
        await at.press("escape", "v")
        assert "Deals, open or not: 6" in at.text


async def test_the_order_of_many_deals_is_asked_for_too(desk: Desk, sit_down, monkeypatch) -> None:
    async with sit_down(desk) as at:
        await at.press("3")
        orders = []
        for _ in range(6):
            await at.press("s")
            whole = [line.deal.id for line in at.app.screen.records.shown]
            await at.press("S")
            orders.append((whole, [line.deal.id for line in at.app.screen.records.shown]))
    monkeypatch.setattr(customers, "MOST", 3)
    async with sit_down(desk) as at:
        await at.press("3")
        for whole, turned in orders:
            await at.press("s")
            assert [line.deal.id for line in at.app.screen.records.shown] == whole
            await at.press("S")
            assert [line.deal.id for line in at.app.screen.records.shown] == turned


async def test_of_many_commitments_all_are_listed_and_those_looked_for_are_found(
    desk: Desk, sit_down, monkeypatch
) -> None:
    orders = []
    for most in (500, 4):
        monkeypatch.setattr(customers, "MOST", most)
        orders.append([])
        async with sit_down(desk, (120, 40)) as at:
            await at.press("4")
            assert "Open commitments: 12" in at.text
            assert "Overdue (3)" in at.text
            for _ in range(6):
                orders[-1].append([line.commitment.id for line in at.app.screen.records.shown])
                await at.press("S")
                orders[-1].append([line.commitment.id for line in at.app.screen.records.shown])
                await at.press("s")
            await at.press("v")
            assert "Commitments, settled or not: 15" in at.text
            orders[-1].append([line.commitment.id for line in at.app.screen.records.shown])
            await at.press("v", "slash", *"locker", "enter")
            assert " vikram" in at.cursor
            assert "1 of 12" in at.text
    assert orders[0] == orders[1]


async def test_today_of_a_large_desk_counts_all_and_shows_the_first(desk: Desk, sit_down, monkeypatch) -> None:
    async with sit_down(desk) as at:
        small = at.text
    monkeypatch.setattr(customers, "MOST", 4)
    async with sit_down(desk) as at:
        assert at.text.splitlines()[:10] == small.splitlines()[:10]
