"""No sequence of steps signs a deal that something blocks, or with the same person on both sides."""

import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from crm_tui.services import hands, only_by_review, sign_off, signature
from tests.services.sign_off_machine import SignOffMachine

SEQUENCES = int(os.environ.get("CRM_TUI_SEQUENCES", "60"))
"""How many more are tried."""

SETTINGS = settings(
    max_examples=25,
    stateful_step_count=30,
    deadline=None,
    derandomize=True,
    database=None,
    print_blob=False,
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    count: Counter[str] = Counter()
    monkeypatch.setattr(SignOffMachine, "reached", count)
    return count


def test_whatever_happens_nothing_is_signed_that_may_not_be(reached: Counter[str]) -> None:
    run_state_machine_as_test(SignOffMachine, settings=SETTINGS)
    assert reached["signed"] > 0, "a machine in which nothing is signed proves nothing"


@pytest.mark.slow
def test_nor_in_many_more_sequences(reached: Counter[str]) -> None:
    more = settings(SETTINGS, max_examples=SEQUENCES, stateful_step_count=50, derandomize=False)
    run_state_machine_as_test(SignOffMachine, settings=more)
    assert reached["signed"] > SEQUENCES // 10


@pytest.mark.parametrize(
    ("where", "guard", "broken", "caught"),
    [
        pytest.param(only_by_review, "check", lambda *_, **__: None, "without a signature", id="the gate to Signed"),
        pytest.param(hands, "_parts", lambda *_: iter(()), "hand in the deal|both sides", id="who had a hand in it"),
        pytest.param(signature, "check_settled", lambda *_: None, "although something blocks", id="what blocks"),
        pytest.param(sign_off, "_check_seen", lambda *_: None, "although it was not seen so", id="what was seen"),
        pytest.param(signature, "_check_rules", lambda *_: None, "the rules of the approval", id="what rules changed"),
        pytest.param(signature, "no_longer_holds", lambda *_: None, "both sides|approved otherwise", id="what changed"),
    ],
)
def test_the_machine_finds_a_guard_that_is_broken(
    monkeypatch: pytest.MonkeyPatch, reached: Counter[str], where: object, guard: str, broken: object, caught: str
) -> None:
    monkeypatch.setattr(where, guard, broken)
    finding = settings(SETTINGS, max_examples=400, phases=[Phase.generate])
    with pytest.raises(AssertionError, match=caught):
        run_state_machine_as_test(SignOffMachine, settings=finding)
