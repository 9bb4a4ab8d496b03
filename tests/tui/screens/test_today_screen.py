from datetime import timedelta
from threading import Event

import pytest
from textual.widgets import Input

from crm_tui.domain.commitment import Commitment, Status
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.occasion import Occasion
from crm_tui.domain.rules import Rule
from crm_tui.domain.snooze import Snooze
from crm_tui.domain.staff import Member
from crm_tui.domain.waiver import Waiver
from crm_tui.services import acts, records
from crm_tui.services import my_day as my_day_of
from crm_tui.services.check_lines import Group, Whose
from crm_tui.services.daily_check import daily_check
from crm_tui.services.desk import Desk
from crm_tui.services.first_lines import first_lines
from crm_tui.services.my_day import my_day
from crm_tui.tui.day_reading import Begun
from crm_tui.tui.forms.heard import Heard
from crm_tui.tui.screens.today import TodayScreen
from tests.tui.conftest import TODAY


async def test_the_page_begins_with_what_the_one_who_sits_here_owes(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        assert "! 3 overdue   ● 2 due today   ◔ 1 next   ○ 3 no date" in at.text
        assert "overdue at the desk, 30 days" in at.line("at the desk")
        assert "3 today" in at.line("at the desk")
        assert "My day: " in at.text
        assert "5 late or due today" in at.text
        assert " ".join(at.cursor.split()).startswith("! 9 working days late ▲ Call back about")
        assert "asha owes Kothari Textiles Pvt Ltd since Wed 11 Nov: Call back about the" in at.text
        assert "Working capital 2026 · 9 working days late" in at.text


async def test_the_first_lines_stand_before_the_whole_desk_is_read(
    desk: Desk, sit_down, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, may_go_on = my_day_of.reckoned, Event()

    def late(*given):
        may_go_on.wait(20)
        return read(*given)

    monkeypatch.setattr(my_day_of, "reckoned", late)
    async with sit_down(desk, waits=False) as at:
        await at.until("reading the rest…")
        assert "Overdue (3)" in at.text
        assert "Call back about" in at.cursor
        await at.pilot.press("j")
        on = at.app.screen.records.current
        may_go_on.set()
        await at.until("5 late or due today")
        assert at.app.screen.records.current == on
        assert "◔ 1 next" in at.text


async def test_first_lines_that_come_late_do_not_take_the_place_of_the_day(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        before, painted = at.text, Event()
        at.app.screen.post_message(TodayScreen.BegunWith(Begun(first_lines(desk), {}), painted))
        await at.settle()
        assert at.text == before
        assert painted.is_set(), "who waits for them goes on"


async def test_what_waits_in_reviews_is_set_into_the_day_that_was_read(
    desk: Desk, sit_down, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_of_asha(desk)
    read, times = my_day_of.reckoned, []
    monkeypatch.setattr(my_day_of, "reckoned", lambda *given: times.append(given) or read(*given))
    async with sit_down(desk) as at:
        assert "◆ 1 reviews" in at.text
        assert len(times) == 1
        acts.snooze(desk, ["commitment 4"], TODAY + timedelta(days=1))
        at.app.desk_changed()
        await at.until("1 put off")
        assert len(times) == 2


async def test_the_counts_on_top_are_those_of_the_command(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("W")
        assert "The desk's day: " in at.text
        for group, number in daily_check(desk.store, TODAY).counts.items():
            assert not number or f" {number} {group}" in at.text


async def test_whose_day_it_is_goes_round(desk: Desk, sit_down) -> None:
    with desk.store.transaction() as now:
        now.add(Member(login="ravi", since=TODAY, supervisor="asha"))
        now.add(Commitment(customer_id=1, words="Ask the valuer", owner="ravi", made_on=TODAY, due=TODAY))
    async with sit_down(desk) as at:
        assert "Ask the valuer" not in at.text
        await at.press("W")
        assert "My team's day" in at.text
        assert "Ask the valuer" in at.text
        await at.press("W")
        assert "The desk's day" in at.text
        await at.press("W")
        assert "My day" in at.text


async def test_who_owns_nothing_sees_the_desk(desk: Desk, sit_down) -> None:
    desk = Desk(store=desk.store, read_paper=desk.read_paper, today=desk.today, officer="meena")
    async with sit_down(desk) as at:
        assert "The desk's day" in at.text


async def test_what_is_looked_at_stays_when_a_line_of_ones_own_comes(desk: Desk, sit_down) -> None:
    desk = Desk(store=desk.store, read_paper=desk.read_paper, today=desk.today, officer="meena")
    async with sit_down(desk) as at:
        with desk.store.transaction("noted") as now:
            now.add(Commitment(customer_id=1, words="Mine", owner="meena", made_on=TODAY, due=TODAY))
        at.app.desk_changed()
        await at.until("Mine")
        assert "The desk's day" in at.text


async def test_the_groups_are_one_key_apart(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("L")
        assert at.cursor.startswith("● today")
        assert "Quote with maternity cover" in " ".join(" ".join(at.lines[-5:]).split())
        for _ in range(12):
            if "… since Mar 2024" in at.cursor:
                break
            await at.press("L")
        await at.press("L")
        assert at.cursor.startswith("! 9 working days late"), "and round"


async def test_a_line_opens_what_it_is_about_and_escape_comes_back(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("down", "enter")
        assert "words used Send the sanction letter" in at.text
        await at.press("escape")
        assert "Send the sanction letter" in at.cursor


async def test_each_kind_of_line_opens_its_place(desk: Desk, sit_down) -> None:
    occasion = Occasion(name="Her birthday", day=24, month=11)
    customer = desk.store.get(Customer, 1)
    records.change(desk, customer, customer.model_copy(update={"occasions": (occasion,)}))
    async with sit_down(desk) as at:
        for words, opened in {
            "Her birthday": "Meera Iyer",
            "nobody says what happens next": "Working capital 2026",
        }.items():
            await at.find(words)
            await at.press("enter")
            assert opened in at.lines[1] + at.lines[2]
            await at.press("escape")


async def test_the_filter_looks_through_all_lines(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("/", *"collateral", "enter")
        assert "▲ Call back about the collate" in at.cursor
        assert "Send the sanction letter" not in at.text


async def test_of_a_large_desk_the_first_lines_of_each_group_are_listed(desk: Desk, sit_down) -> None:
    with desk.store.transaction() as now:
        late = desk.store.get(Commitment, 3)
        for number in range(250):
            now.add(late.model_copy(update={"id": 0, "words": f"Letter number {number}"}))
    async with sit_down(desk) as at:
        assert "! 253 overdue" in at.text
        assert "Overdue (200 of 253)" in at.text
        await at.press("/", *"number 249", "enter")
        assert "Letter number 249" in at.cursor
        await at.press("escape", "escape")
        assert "Overdue (200 of 253)" in at.text


async def test_what_was_put_off_is_hidden_from_oneself_and_counted(desk: Desk, sit_down) -> None:
    with desk.store.transaction() as now:
        now.add(Snooze(by="asha", about="commitment 4", until=TODAY + timedelta(days=1)))
    async with sit_down(desk) as at:
        assert "Call back about" not in at.text
        assert "1 put off" in at.text
        await at.press("W")
        assert "Call back about the coll" in at.text


def settle_all(desk: Desk) -> None:
    with desk.store.transaction() as now:
        for one in desk.store.find(Commitment):
            if one.is_open:
                now.put(one.model_copy(update={"status": Status.KEPT, "settled_on": desk.today()}))


async def test_a_day_on_which_something_waits_is_not_called_clean(desk: Desk, sit_down) -> None:
    settle_all(desk)
    async with sit_down(desk) as at:
        assert "! 0 overdue   ● 0 due today" in at.text
        assert at.app.screen.day.counts[Group.QUIET]
        assert "nothing is late and nothing is due today" in at.text
        assert "clean" not in at.text


async def test_what_is_due_on_another_day_leaves_a_day_clean(empty_desk: Desk, sit_down) -> None:
    customer = records.add(empty_desk, Customer(name="Meera Iyer", owner="asha", since=TODAY))
    for away in (2, 90):
        due = TODAY + timedelta(days=away)
        words = f"Call in {away} days"
        records.add(empty_desk, Commitment(customer_id=customer.id, words=words, owner="asha", made_on=TODAY, due=due))
    async with sit_down(empty_desk) as at:
        assert "◔ 1 next   · 1 later" in at.text
        assert "My day: 2 · clean: nothing waits for you" in at.text


def asked_of_asha(desk: Desk) -> None:
    """A deal of vikram's whose waiver asha may grant: nothing else waits for her."""
    with desk.store.transaction() as now:
        deal = now.add(Deal(customer_id=3, title="Pump loan", owner="vikram", opened=TODAY, stage_since=TODAY))
        now.add(
            Waiver(
                deal_id=deal.id,
                rule=Rule.DAYS_IN_STAGE,
                about="days in stage",
                reason="the customer is abroad",
                until=TODAY + timedelta(days=90),
                asked_by="vikram",
                asked_on=TODAY - timedelta(days=2),
            )
        )


async def test_a_review_that_waits_for_who_sits_here_is_a_line_of_the_day_and_counted(desk: Desk, sit_down) -> None:
    before = my_day(desk, Whose.MINE).counts
    asked_of_asha(desk)
    async with sit_down(desk) as at:
        day = at.app.screen.day
        assert day.counts == before | {Group.REVIEWS: 1}
        assert "◆ 1 reviews" in at.text
        assert sum(day.counts.values()) == len(at.app.screen.records.shown)
        await at.find("waiver to decide: ")
        assert "enter: open the review" in at.text
        await at.press("enter")
        assert "[5 Review]" in at.text


async def test_a_day_is_not_clean_while_a_review_waits(desk: Desk, sit_down) -> None:
    with desk.store.transaction() as now:
        for kind in (Commitment, Deal, Customer):
            for one in desk.store.find(kind):
                now.put(one.model_copy(update={"owner": "vikram"}))
    asked_of_asha(desk)
    records.add(desk, Commitment(customer_id=1, words="Ask", owner="asha", made_on=TODAY, due=TODAY + timedelta(90)))
    async with sit_down(desk) as at:
        assert "My day: 2 · nothing is late and nothing is due today" in at.text
        assert "clean" not in at.text


async def test_a_review_that_was_put_off_is_hidden_and_counted(desk: Desk, sit_down) -> None:
    asked_of_asha(desk)
    async with sit_down(desk) as at:
        await at.find("waiver to decide: ")
        await at.press("z", "ctrl+s")
        assert "waiver to decide" not in at.text
        assert "1 put off" in at.text


async def test_a_deal_opens_its_review(desk: Desk, sit_down, fixed_verdicts) -> None:
    async with sit_down(desk) as at:
        await at.find("Send the sanction letter")
        await at.press("r")
        assert "[5 Review]" in at.text
        assert "no processing fee" in at.text


async def test_the_record_behind_a_line_is_edited(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.find("nobody says what happens next")
        await at.press("e")
        assert "Working capital 2026" in at.text
        assert desk.store.get(Deal, 2).next_step == ""


async def test_an_empty_desk_opens(empty_desk: Desk, sit_down) -> None:
    async with sit_down(empty_desk) as at:
        assert "clean: nothing waits" in at.text
        await at.press("2")
        assert "No customers yet: press n to add the first" in at.text
        await at.press("3")
        assert "No open deals: press n to add one" in at.text
        await at.press("4")
        assert "Nothing is owed here: press n to add a commitment" in at.text


async def test_what_another_session_saves_appears_with_the_cursor_kept(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("j")
        before = at.cursor
        owed = Commitment(customer_id=1, words="Ring the lawyer", owner="asha", made_on=TODAY, due=TODAY)
        records.add(desk, owed)
        await at.until("● 3 due today")
        assert at.cursor == before


async def test_a_line_is_put_off_for_oneself_and_one_undo_brings_it_back(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("z", "ctrl+s")
        assert "Call back about" not in at.text
        assert "1 put off" in at.text
        assert desk.store.get(Commitment, 4).is_open
        await at.press("u")
        assert "Call back about the coll" in at.text


async def test_several_lines_are_settled_at_once_and_one_undo_takes_all_back(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("space", "space", "space", "d")
        assert "3 of " in at.text
        await at.press("ctrl+s")
        assert "! 0 overdue" in at.text
        await at.press("u")
        assert "! 3 overdue" in at.text


async def test_a_quiet_customer_is_gone_once_a_contact_is_logged(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.find("nobody here was ever in touch")
        customer = at.app.screen.records.current.customer
        quiet = at.app.screen.day.counts[Group.QUIET]
        await at.press("I", *"hello", "ctrl+s")
        assert at.app.screen.day.counts[Group.QUIET] == quiet - 1, customer


async def test_the_line_that_the_cursor_is_set_on_is_the_one_in_full_below(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("n", *"anil")
        await at.to_field("words")
        await at.press(*"ring the valuer")
        await at.heard()
        await at.press("ctrl+s")
        assert "ring the valuer" in at.cursor
        below = at.text.split(at.cursor)[-1]
        assert "asha owes Anil Deshmukh since Sat 21 Nov: ring the valuer" in below


@pytest.mark.parametrize(
    ("key", "words", "end", "owed"),
    [
        ("c", "told him that there is no processing fee", "ctrl+s", 1),
        ("c", "asked about a locker", "ctrl+s", 0),
        ("C", "anil: ring the valuer tomorrow", "enter", 1),
    ],
    ids=["a promise", "no promise", "one line"],
)
async def test_who_was_called_away_goes_on_at_the_line_where_they_were(
    desk: Desk, sit_down, key: str, words: str, end: str, owed: int
) -> None:
    async with sit_down(desk) as at:
        await at.press("W", "j", "j", "space", "k")
        before, marked = at.cursor, at.line(" *")
        number = len(desk.store.find(Commitment))
        await at.press(key)
        if key == "c":
            await at.press(*"anil")
            await at.to_field("note")
            await at.press(*words)
            await at.until_so(lambda: at.app.screen.query_one(Heard).is_fresh)
        else:
            at.app.screen.query_one(Input).value = words
        await at.press(end)
        assert isinstance(at.app.screen, TodayScreen), at.text
        assert len(desk.store.find(Commitment)) == number + owed
        assert at.cursor == before
        assert at.line(" *") == marked


async def test_what_is_captured_in_the_day_is_of_whom_one_names_and_not_of_the_line(desk: Desk, sit_down) -> None:
    async with sit_down(desk) as at:
        await at.press("W")
        under = at.app.screen.records.current.customer_id
        before = len(desk.store.find(Interaction, customer_id=under))
        await at.press("c", *"Kavita Rao", "tab")
        await at.to_field("note")
        await at.press(*"asked about a locker", "ctrl+s")
    [kavita] = desk.store.find(Customer, name="Kavita Rao")
    [said] = desk.store.find(Interaction, customer_id=kavita.id)
    assert said.said == "asked about a locker"
    assert len(desk.store.find(Interaction, customer_id=under)) == before
