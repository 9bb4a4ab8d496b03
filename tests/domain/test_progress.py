"""How far long work is, told to whoever watches it; and work that is broken off between two steps."""

from contextlib import suppress

import pytest

from crm_tui.domain.progress import BrokenOff, each, reached, step, told, watched

Told = list[tuple[str, int, int]]


def test_each_thing_is_a_step_and_the_end_is_told() -> None:
    seen: Told = []
    with watched(lambda *one: seen.append(one)):
        assert list(each("pages read", ["a", "b"])) == ["a", "b"]
    assert seen == [("pages read", 0, 2), ("pages read", 1, 2), ("pages read", 2, 2)]


def test_nobody_is_told_of_nothing() -> None:
    seen: Told = []
    with watched(lambda *one: seen.append(one)):
        assert list(each("pages read", [])) == []
    step("told to nobody")
    assert list(each("pages read", "ab")) == ["a", "b"]
    assert seen == []


def test_work_is_broken_off_between_two_steps_and_no_fault_is_made_of_it() -> None:
    def stop(_what: str, done: int, _of: int) -> None:
        if done == 2:
            raise BrokenOff

    done: list[int] = []

    def work() -> None:
        for one in each("pages read", range(9)):
            done.append(one)
            # as work does that goes on after a fault
            with suppress(Exception):
                step("lines read", one)

    with watched(stop), pytest.raises(BrokenOff):
        work()
    assert done == [0, 1]
    step("outside", 2)


def test_a_part_that_is_not_to_be_broken_off_tells_nobody() -> None:
    seen: Told = []
    with watched(lambda *one: seen.append(one)):
        with watched(None):
            step("saved")
        step("after it")
    assert seen == [("after it", 0, 0)]


@pytest.mark.parametrize(
    ("done", "of", "says"), [(12, 180, "pages: 12 of 180"), (1200, 0, "pages: 1,200"), (0, 0, "pages")]
)
def test_it_is_told_in_words(done: int, of: int, says: str) -> None:
    assert told("pages", done, of) == says


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (("pages read", 12, 180), "12 of 180 pages read"),
        (("kB of the log checked", 0, 1273), "0 of 1,273 kB of the log checked"),
        (("commitments looked at", 1200, 0), "1,200 commitments looked at"),
        (("waiting for another session that is saving", 0, 0), "waiting for another session that is saving"),
    ],
    ids=["some", "none yet", "of nobody knows how many", "nothing is counted"],
)
def test_where_it_was_stopped_is_told_as_part_of_a_sentence(at: tuple[str, int, int], words: str) -> None:
    assert reached(*at) == words
