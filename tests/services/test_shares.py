"""A number as a part of another one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_tui.services.shares import share


@pytest.mark.parametrize(
    ("count", "of", "told"),
    [
        pytest.param(199, 200, 99, id="all but one"),
        pytest.param(200, 200, 100, id="all"),
        pytest.param(1, 200, 1, id="one of many"),
        pytest.param(0, 200, 0, id="none"),
        pytest.param(2, 3, 66, id="down"),
        pytest.param(1, 8, 12, id="a half way is not there yet"),
        pytest.param(0, 0, 0, id="nothing at all"),
    ],
)
def test_how_many_of_a_hundred(count: int, of: int, told: int) -> None:
    assert share(count, of) == told


@given(st.integers(0, 5_000), st.integers(1, 5_000), st.sampled_from([7, 12, 100, 240]))
def test_all_of_it_is_only_all_and_none_of_it_only_none(count: int, of: int, steps: int) -> None:
    count = min(count, of)
    told = share(count, of, steps)
    assert (told == steps) == (count == of)
    assert (told == 0) == (count == 0)
    assert count == 0 or told == 1 or told / steps <= count / of
