"""Whom a name in a line may mean, whatever script it is stored in."""

from datetime import date

import pytest

from crm_tui.domain.customer import Customer
from crm_tui.services.quick_who import customers_called
from tests.store.memory import MemoryStore

NAMES = ("सुनील गायकवाड", "Ravi Kulkarni", "லட்சுமி ஐயர்", "王小明", "रवि जोशी", "José Álvarez")


@pytest.fixture
def store() -> MemoryStore:
    store = MemoryStore()
    with store.transaction() as now:
        for name in NAMES:
            now.add(Customer(name=name, owner="asha", since=date(2026, 1, 5)))
    return store


@pytest.mark.parametrize(
    ("typed", "meant", "near"),
    [
        pytest.param("gaikwad", "सुनील गायकवाड", True, id="Devanagari by its surname"),
        pytest.param("sunil gaikwad", "सुनील गायकवाड", True, id="both names"),
        pytest.param("Gaekwad", "सुनील गायकवाड", True, id="another spelling of it"),
        pytest.param("गायकवाड", "सुनील गायकवाड", False, id="as it is stored"),
        pytest.param("कुलकर्णी", "Ravi Kulkarni", True, id="the other way round"),
        pytest.param("ravi", "Ravi Kulkarni", False, id="who is plainly called so comes first"),
        pytest.param("jose", "José Álvarez", False, id="accents"),
    ],
)
def test_a_name_is_found_in_the_other_script_and_offered(
    store: MemoryStore, typed: str, meant: str, near: bool
) -> None:
    who = customers_called(store, typed)
    assert [one.name for one in who.found] == [meant]
    assert who.near is near


@pytest.mark.parametrize("typed", ["gaikwad patil", "gore", "gk", "deshmukh", "wang"])
def test_what_sounds_otherwise_is_nobody(store: MemoryStore, typed: str) -> None:
    assert customers_called(store, typed).found == ()
