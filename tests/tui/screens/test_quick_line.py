"""Quick capture: one line from every screen, shown as it is understood, saved by keyboard alone."""

from datetime import date, time

import pytest
from textual import events
from textual.widgets import Input

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.staff import Member
from crm_tui.services.desk import Desk
from crm_tui.tui.forms.quick import QuickScreen
from tests.tui.conftest import Seat, Sit

FRIDAY = date(2026, 11, 27)


async def type_line(seat: Seat, text: str) -> None:
    """Paste a line behind what stands there, and wait until it was read."""
    seat.app.post_message(events.Paste(text))
    await read(seat)


async def read(seat: Seat) -> None:
    await seat.heard()


async def quick(seat: Seat, text: str) -> None:
    await seat.press("C")
    await type_line(seat, text)


def newest(desk: Desk) -> Commitment:
    return desk.store.find(Commitment)[-1]


@pytest.mark.parametrize(
    "way",
    [["1"], ["2"], ["3"], ["4"], ["5"], ["2", "enter"], ["4", "enter"], ["T"], ["R"]],
    ids=["today", "customers", "deals", "commitments", "review", "a customer", "a commitment", "staff", "rules"],
)
async def test_a_line_is_saved_from_every_screen(desk: Desk, sit_down: Sit, way: list[str]) -> None:
    before = len(desk.store.find(Commitment))
    async with sit_down(desk) as seat:
        await seat.press(*way)
        await seat.press("C")
        await type_line(seat, "farida: explain the locker rent again fri 4pm")
        assert "✓ Customer  Farida Sheikh" in seat.text
        assert "✓ What      explain the locker rent again" in seat.text
        assert "✓ Due       Fri 27 Nov 2026, 16:00, in 6 days" in seat.text
        assert "✓ Owner     asha" in seat.text
        await seat.press("enter")
        assert not isinstance(seat.app.screen, QuickScreen)
        assert "Saved #16 for Farida Sheikh: explain the locker rent again" in " ".join(seat.text.split())
    one = newest(desk)
    assert len(desk.store.find(Commitment)) == before + 1
    assert (one.words, one.due, one.at, one.customer_id) == ("explain the locker rent again", FRIDAY, time(16), 7)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param(
            "called farida: 8.4 fixed for 3 yrs, no PF, call back fri 4pm @asha",
            "Saved #19 and 3 more for Farida Sheikh: call back, due Fri 27 Nov 2026, 16:00, in 6 days. 4 lists it",
            id="what is due behind terms",
        ),
        pytest.param(
            "called farida: 8.4 fixed for 3 yrs, no PF",
            "Saved #16 and 2 more for Farida Sheikh: 8.4. 4 lists it",
            id="terms without a day",
        ),
        pytest.param(
            "farida: explain the rent, she will bring the PAN on tuesday",
            "Saved #17 and 1 more for Farida Sheikh: she will bring the PAN on tuesday, due Tue 24 Nov 2026",
            id="what is awaited",
        ),
    ],
)
async def test_what_is_said_to_be_due_is_what_is_due(desk: Desk, sit_down: Sit, line: str, said: str) -> None:
    async with sit_down(desk) as seat:
        await quick(seat, line)
        await seat.press("enter")
        assert said in " ".join(seat.text.split())
    [due] = [one for one in desk.store.find(Commitment)[15:] if one.due] or [desk.store.find(Commitment)[15]]
    assert f"Saved #{due.id} " in said


async def test_one_key_takes_all_of_it_back(desk: Desk, sit_down: Sit) -> None:
    async with sit_down(desk) as seat:
        await quick(seat, "new person: bring the form fri")
        await seat.press("enter")
        assert len(desk.store.find(Customer)) == 9
        await seat.press("u")
    assert len(desk.store.find(Customer)) == 8
    assert len(desk.store.find(Commitment)) == 15
    assert len(desk.store.find(Interaction)) == 2


async def test_a_first_contact_is_a_name_and_what_was_said(empty_desk: Desk, sit_down: Sit) -> None:
    async with sit_down(empty_desk) as seat:
        await quick(seat, "sunita rao: send the brochure")
        assert "? Customer  Sunita Rao, who is new" in seat.text
        await seat.press("enter")
    [customer] = empty_desk.store.find(Customer)
    [contact] = empty_desk.store.find(Interaction)
    [promise] = empty_desk.store.find(Commitment)
    assert (customer.name, customer.owner) == ("Sunita Rao", "asha")
    assert (promise.words, promise.interaction_id) == ("send the brochure", contact.id)
    assert contact.said == "sunita rao: send the brochure"


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        pytest.param(["enter"], "Meera Iyer", id="the marked one"),
        pytest.param(["down", "enter"], "Meera Shah", id="one further down"),
        pytest.param(["down", "2"], "Meera Shah", id="by its number"),
        pytest.param(["up", "enter"], "Meera", id="somebody new"),
    ],
)
async def test_where_several_are_meant_one_is_chosen(desk: Desk, sit_down: Sit, keys: list[str], name: str) -> None:
    with desk.store.transaction() as now:
        now.add(Customer(name="Meera Shah", owner="asha", since=date(2025, 1, 1)))
    async with sit_down(desk) as seat:
        await quick(seat, "meera: call 2 times fri")
        assert "▸ 1 Meera Iyer, Wakad" in seat.text
        assert "  2 Meera Shah" in seat.text
        await seat.press(*keys)
        await read(seat)
        assert f"Customer  {name}" in seat.text
        await seat.press("enter")
    assert newest(desk).words == "call 2 times"
    customer = desk.store.get(Customer, newest(desk).customer_id)
    assert customer is not None
    assert customer.name == name


async def test_a_choice_is_forgotten_when_the_name_is_changed(desk: Desk, sit_down: Sit) -> None:
    with desk.store.transaction() as now:
        now.add(Customer(name="Meera Shah", owner="asha", since=date(2025, 1, 1)))
    async with sit_down(desk) as seat:
        await quick(seat, "meera: call fri")
        await seat.press("down", "enter")
        await read(seat)
        assert "Meera Shah" in seat.text
        seat.app.screen.query_one(Input).value = "anil: call fri"
        await read(seat)
        assert "Customer  Anil Deshmukh" in seat.text


async def test_a_colleague_is_chosen_too(desk: Desk, sit_down: Sit) -> None:
    with desk.store.transaction() as now:
        for login in ("rao1", "rao2"):
            now.add(Member(login=login, name=f"Rao {login}", since=date(2025, 1, 1)))
    async with sit_down(desk) as seat:
        await quick(seat, "anil: call fri @rao")
        assert "▸ 1 rao1" in seat.text
        await seat.press("down", "enter")
        await read(seat)
        assert "✓ Owner     rao2" in seat.text
        await seat.press("enter")
    assert (newest(desk).owner, newest(desk).words) == ("rao2", "call")


async def test_on_a_customers_page_the_name_stands_there_already(desk: Desk, sit_down: Sit) -> None:
    async with sit_down(desk) as seat:
        await seat.press("2", "enter", "C")
        value = seat.app.screen.query_one(Input).value
        assert value.endswith(": ")
        await type_line(seat, "send the form mon")
        await seat.press("enter")
        customer = desk.store.get(Customer, newest(desk).customer_id)
        assert customer is not None
        assert value == f"{customer.name}: "


async def test_whoever_is_named_on_another_ones_page_is_meant(desk: Desk, sit_down: Sit) -> None:
    async with sit_down(desk) as seat:
        await seat.press("2")
        await seat.find("Anil")
        await seat.press("enter")
        await quick(seat, "farida: send the form mon")
        assert "✓ Customer  Farida Sheikh" in seat.text
        assert "✓ What      send the form" in seat.text
        await seat.press("enter")
    assert (newest(desk).words, newest(desk).customer_id, newest(desk).deal_id) == ("send the form", 7, None)


async def test_a_word_before_a_colon_that_is_nobody_stays_behind_the_name(desk: Desk, sit_down: Sit) -> None:
    async with sit_down(desk) as seat:
        await seat.press("2")
        await seat.find("Farida")
        await seat.press("enter")
        await quick(seat, "documents: send the form mon")
        assert "✓ What      documents: send the form" in seat.text
        await seat.press("enter")
    assert newest(desk).customer_id == 7


@pytest.mark.parametrize("way", ["1", "2", "3", "4", "5"])
async def test_in_a_list_nobody_is_meant_until_they_are_named(desk: Desk, sit_down: Sit, way: str) -> None:
    async with sit_down(desk) as seat:
        await seat.press(way, "C")
        assert seat.app.screen.query_one(Input).value == ""


async def test_escape_leaves_and_a_typed_line_is_not_lost_by_one_key(desk: Desk, sit_down: Sit) -> None:
    async with sit_down(desk) as seat:
        await seat.press("C", "escape")
        assert not isinstance(seat.app.screen, QuickScreen)
        await quick(seat, "anil: call fri")
        await seat.press("escape")
        assert "leave without saving? esc again leaves" in seat.text
        await seat.press("escape")
        assert not isinstance(seat.app.screen, QuickScreen)
    assert len(desk.store.find(Commitment)) == 15


async def test_enter_before_the_line_was_read_saves_it_as_it_is_read(desk: Desk, sit_down: Sit) -> None:
    async with sit_down(desk) as seat:
        await seat.press("C")
        seat.app.post_message(events.Paste("anil: call fri"))
        await seat.pilot.press("enter")
        await read(seat)
        assert not isinstance(seat.app.screen, QuickScreen)
    assert (newest(desk).words, newest(desk).due) == ("call", FRIDAY)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        pytest.param("", "type for whom", id="nothing"),
        pytest.param("call back fri", "say for whom", id="no name"),
        pytest.param(":", "say for whom", id="only a colon"),
        pytest.param("@", "say for whom", id="only an at"),
        pytest.param("anil:", "type what is owed", id="only a name"),
    ],
)
async def test_what_can_not_be_saved_is_said_in_a_line(desk: Desk, sit_down: Sit, line: str, says: str) -> None:
    async with sit_down(desk) as seat:
        await quick(seat, line)
        await seat.press("enter")
        await read(seat)
        assert isinstance(seat.app.screen, QuickScreen)
        assert says in seat.text
    assert len(desk.store.find(Commitment)) == 15


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("[red]x[/red]: [@click=app.quit]call[/] fri", id="markup"),
        pytest.param("\x1b[31manil\x1b[0m: call \x07fri", id="escape sequences"),
        pytest.param("‮anil‬: ⁦call⁩ fri", id="bidirectional marks"),
        pytest.param("anil: " + "call " * 2_000, id="ten thousand letters"),
        pytest.param("anil: " + "@" * 5_000, id="ats"),
        pytest.param("#" * 3_000 + ": x", id="hashes"),
    ],
)
async def test_hostile_lines_are_shown_and_not_obeyed(desk: Desk, sit_down: Sit, line: str) -> None:
    async with sit_down(desk) as seat:
        await quick(seat, line)
        assert isinstance(seat.app.screen, QuickScreen)
        assert "\x1b" not in seat.text
        assert "‮" not in seat.text


@pytest.mark.parametrize("size", [(60, 15), (60, 10), (80, 24)], ids=["60x15", "60x10", "80x24"])
async def test_the_keys_of_the_line_stay_in_sight_on_every_terminal(
    desk: Desk, sit_down: Sit, size: tuple[int, int]
) -> None:
    async with sit_down(desk, size=size) as seat:
        await seat.press("C")
        assert "enter saves  esc leaves" in seat.text
        await type_line(seat, "called farida: 8.4 fixed for 3 yrs, no PF, call back fri 4pm @asha")
        assert "enter saves  esc leaves" in seat.text
        assert "✓ Customer  Farida Sheikh" in seat.text
        await seat.press("escape")
        assert "leave without saving? esc again leaves" in seat.text
