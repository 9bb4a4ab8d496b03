"""How much was overdue on each of the last days."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.domain.commitment import Commitment, NewDate, Status
from crm_tui.domain.customer import Customer
from crm_tui.services.check_lines import Group
from crm_tui.services.daily_check import daily_check
from crm_tui.services.overdue_trend import overdue_by_day
from tests.store.memory import MemoryStore

DAY = date(2026, 11, 22)


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


def owe(store: MemoryStore, **fields: object) -> None:
    usual = {"customer_id": 1, "words": "Call back", "owner": "asha", "made_on": ago(90), "due": ago(3)}
    store.add(Commitment.model_validate(usual | fields))


def moved(*days: tuple[int, int, int]) -> tuple[NewDate, ...]:
    return tuple(NewDate(was=ago(was), due=ago(due), agreed_on=ago(on), by="asha") for was, due, on in days)


@pytest.mark.parametrize(
    ("fields", "last_six"),
    [
        pytest.param({}, "000111", id="open since its day"),
        pytest.param({"due": DAY}, "000000", id="its day has not ended"),
        pytest.param({"due": ago(40)}, "111111", id="overdue all the time"),
        pytest.param({"due": None}, "000000", id="no day"),
        pytest.param({"status": Status.KEPT, "settled_on": ago(1)}, "000100", id="kept late"),
        pytest.param({"status": Status.KEPT, "settled_on": ago(3)}, "000000", id="kept on its day"),
        pytest.param({"status": Status.BROKEN, "settled_on": DAY}, "000110", id="broken today"),
        pytest.param({"due": ago(40), "made_on": ago(2)}, "000111", id="noted after its day"),
        pytest.param({"dates": moved((5, 1, 3)), "due": ago(1)}, "010001", id="another day was agreed, and ended"),
        pytest.param({"dates": moved((5, -9, 2)), "due": ago(-9)}, "011000", id="another day is to come"),
        pytest.param({"status": Status.DISPUTED}, "000111", id="disputed is still owed"),
    ],
)
def test_the_days_on_which_it_was_overdue(fields: dict[str, object], last_six: str) -> None:
    store = MemoryStore()
    owe(store, **{"dates": ()} | fields)
    assert "".join(map(str, overdue_by_day(store, DAY, 6))) == last_six


records = st.lists(
    st.fixed_dictionaries(
        {
            "due": st.none() | st.dates(ago(60), ago(-10)),
            "made_on": st.dates(ago(60), DAY),
            "status": st.sampled_from(Status),
            "settled_on": st.dates(ago(60), DAY),
        }
    ),
    max_size=20,
)


@given(records)
@settings(max_examples=60, deadline=None)
def test_today_is_what_the_daily_check_counts(fields: list[dict[str, object]]) -> None:
    store = MemoryStore()
    store.add(Customer(name="Meera Joshi", owner="asha", since=DAY))
    for one in fields:
        is_open = one["status"] in (Status.OPEN, Status.DISPUTED, Status.RENEGOTIATED)
        owe(store, **one | ({"settled_on": None} if is_open else {}))
    counted = daily_check(store, DAY).counts[Group.OVERDUE]
    assert overdue_by_day(store, DAY)[-1] == counted
