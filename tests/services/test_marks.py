"""Sets of numbers behave as any set does, however they are held."""

from hypothesis import given
from hypothesis import strategies as st

from crm_tui.services.marks import Marks, gathered, joined

NUMBERS = st.frozensets(st.integers(0, 60) | st.integers(10**9, 10**9 + 3))


@given(one=NUMBERS, other=NUMBERS, highest=st.integers(0, 100))
def test_numbers_that_are_gathered_are_a_set_in_their_order(
    one: frozenset[int], other: frozenset[int], highest: int
) -> None:
    found, others = gathered(one, highest), gathered(list(other))
    assert list(found) == sorted(one)
    assert len(found) == len(one)
    assert [number in found for number in (*sorted(one | other), -1, 61)] == [
        number in one for number in (*sorted(one | other), -1, 61)
    ]
    assert None not in found
    for right in (other, others):
        assert found & right == right & found == one & other
        assert found | right == right | found == one | other
    assert list(joined(found, sorted(other))) == sorted(one | other)


def test_many_numbers_take_a_byte_each() -> None:
    found = gathered(range(1, 1_000, 2))
    assert isinstance(found, Marks)
    assert len(found.marked) == 1_000
