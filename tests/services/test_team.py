"""What each officer has before them: counted alike on the team's screen, in the command and in their own list."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.domain.commitment import Commitment, Status
from crm_tui.domain.staff import Member
from crm_tui.services.check_lines import Group
from crm_tui.services.daily_check import daily_check
from crm_tui.services.kept_record import By, kept_record
from crm_tui.services.team import loads
from tests.store.memory import MemoryStore

DAY = date(2026, 11, 23)
STAFF = (
    {"login": "meena", "name": "Meena Iyer"},
    {"login": "asha1", "name": "Asha Rao", "supervisor": "meena"},
    {"login": "asha2", "name": "Asha Rao", "supervisor": "meena", "trainee": True},
    {"login": "ravi", "name": "Ravi Kumar", "supervisor": "meena"},
    {"login": "rk", "name": "Ravi"},
    {"login": "old", "name": "Meena Iyer", "left_on": DAY - timedelta(days=9)},
)
"""Two of one name, one whose name is another's login, and one of the supervisor's name who left."""


@pytest.fixture
def store() -> MemoryStore:
    return staffed()


def staffed() -> MemoryStore:
    held = MemoryStore()
    for one in STAFF:
        held.add(Member.model_validate({"since": date(2020, 1, 1)} | one))
    return held


def owe(store: MemoryStore, owner: str, **fields: object) -> Commitment:
    usual = {"customer_id": 1, "words": "Call", "made_on": DAY - timedelta(days=9), "due": DAY - timedelta(days=3)}
    return store.add(Commitment.model_validate(usual | {"owner": owner} | fields))


def overdue(store: MemoryStore) -> dict[str, int]:
    return {one.called: one.counts[Group.OVERDUE] for one in loads(store, DAY) if one.counts[Group.OVERDUE]}


@pytest.mark.parametrize(
    ("owners", "counted"),
    [
        pytest.param(["asha1", "asha2", "asha2"], {"Asha Rao (asha2)": 2, "Asha Rao (asha1)": 1}, id="two of one name"),
        pytest.param(["ravi", "rk", "RAVI"], {"Ravi Kumar": 2, "Ravi (rk)": 1}, id="a name that is another's login"),
        pytest.param(["meena", "Meena Iyer", "old"], {"Meena Iyer (meena)": 2, "Meena Iyer (old)": 1}, id="who left"),
        pytest.param(["lata", "LATA"], {"lata": 2}, id="on no list"),
    ],
)
def test_each_officer_is_counted_alone(store: MemoryStore, owners: list[str], counted: dict[str, int]) -> None:
    for owner in owners:
        owe(store, owner)
    assert overdue(store) == counted


def test_what_was_kept_is_each_ones_own(store: MemoryStore) -> None:
    for owner, due in (("asha1", 1), ("asha2", 3)):
        for _ in range(due):
            owe(store, owner, status=Status.KEPT, settled_on=DAY - timedelta(days=3))
    found = {one.called: (one.on_time, one.due) for one in loads(store, DAY)}
    assert (found["Asha Rao (asha1)"], found["Asha Rao (asha2)"]) == ((1, 1), (3, 3))
    rows = kept_record(store, DAY, By.OFFICER).rows
    assert [(row.name, len(row.cases)) for row in rows] == [("Asha Rao (asha2)", 3), ("Asha Rao (asha1)", 1)]


_WORDS = [*(str(one[name]) for one in STAFF for name in ("login", "name")), "Lata", "lata", "LATA  "]
_OWED = st.tuples(st.sampled_from(_WORDS), st.none() | st.integers(-9, 9))


@given(owed=st.lists(_OWED, max_size=20))
@settings(max_examples=60, deadline=None)
def test_a_number_is_the_length_of_the_list_that_it_opens(owed: list[tuple[str, int | None]]) -> None:
    store = staffed()
    for owner, due in owed:
        owe(store, owner, due=None if due is None else DAY + timedelta(days=due))
    found = loads(store, DAY)
    assert sum(one.total for one in found) == len(daily_check(store, DAY).lines)
    assert len({one.called for one in found}) == len(found)
    for one in found:
        opened = daily_check(store, DAY, owner=one.member.login if one.member else one.called)
        assert {group: one.counts[group] for group in Group} == opened.counts
    team = daily_check(store, DAY, team="meena")
    of_team = {one.called: one for one in loads(store, DAY, "meena")}
    assert {one.name for one in team.officers} == set(of_team)
    for each in team.officers:
        assert each.counts == {group: of_team[each.name].counts[group] for group in Group}
    assert sum(sum(one.counts.values()) for one in team.officers) == len(team.lines)
