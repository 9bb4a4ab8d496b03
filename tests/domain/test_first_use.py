"""What reads a kind of record is made at its first use."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from crm_tui.domain.record import Line, Model

THREADS = 6


@pytest.mark.parametrize("turn", range(10))
def test_threads_that_read_the_first_record_of_a_kind_together_all_read_it(turn: int) -> None:
    class Inner(Model):
        name: Line

    class Outer(Model):
        inner: Inner
        others: tuple[Inner, ...] = ()

    together = Barrier(THREADS)

    def read(number: int) -> Outer:
        together.wait()
        return Outer.model_validate({"inner": {"name": f" {number} "}, "others": [{"name": "x"}]})

    with ThreadPoolExecutor(THREADS) as threads:
        assert [one.inner.name for one in threads.map(read, range(THREADS))] == [str(one) for one in range(THREADS)]
