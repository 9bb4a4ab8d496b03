"""Bars of counts: what stands beside them is whole, and on its own height."""

import pytest

from crm_tui.tui.widgets.chart import bars


@pytest.mark.parametrize(
    ("values", "axis"),
    [
        pytest.param([3, 2, 1], ["3", "2", "1", "0"], id="few"),
        pytest.param([0, 2], ["2", "1", "0"], id="fewer than parts"),
        pytest.param([1, 1], ["1", "0"], id="one"),
        pytest.param([17, 4, 30], ["30", "22", "15", "7", "0"], id="what four does not divide"),
        pytest.param([1001, 3], ["1,001", "750", "500", "250", "0"], id="thousands"),
        pytest.param([120_000, 3], ["120,000", "90,000", "60,000", "30,000", "0"], id="many"),
        pytest.param([0, 0], ["0"], id="none"),
    ],
)
def test_the_axis_has_whole_counts(values: list[int], axis: list[str]) -> None:
    drawn = bars(["asha", "ravi", "meena"][: len(values)], values, 60, 12).plain.splitlines()
    assert [line.partition("┤")[0].strip() for line in drawn if "┤" in line] == axis
    assert max(map(len, drawn)) <= 60
    assert len(drawn) <= 12


def test_a_bar_is_as_high_as_its_count() -> None:
    drawn = bars(["asha", "ravi"], [4, 2], 40, 11).plain.splitlines()
    beside = {line.partition("┤")[0].strip(): line.partition("┤")[2] for line in drawn if "┤" in line}
    assert beside["4"].count("█") == beside["3"].count("█") < beside["2"].count("█") == beside["1"].count("█")
