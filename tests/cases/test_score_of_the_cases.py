"""The labelled cases keep their score; the floor rises with the engine, it never sinks."""

import importlib.util
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
FLOORS = {
    "cases": {
        "accuracy": 0.61,
        "attention recall": 0.98,
        "evidence": 0.76,
        "surprise recall": 0.845,
        "surprise precision": 0.725,
    },
    "cases_unseen": {
        "accuracy": 0.38,
        "attention recall": 0.955,
        "evidence": 0.73,
        "surprise recall": 0.67,
        "surprise precision": 0.73,
    },
}
CEILINGS = {
    "cases": {"false matches": 0.015, "false alarm": 0.095, "not found": 0.015},
    "cases_unseen": {"false matches": 0.015, "false alarm": 0.23, "not found": 0.045},
}


@pytest.fixture(scope="module", params=sorted(FLOORS))
def tally(request):
    spec = importlib.util.spec_from_file_location("score_of_cases", FOLDER / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return request.param, module.score(FOLDER.with_name(request.param))


def test_every_case_is_answered(tally):
    name, found = tally
    assert (found.cases, found.failures) == ({"cases": 40, "cases_unseen": 16}[name], [])


def test_no_figure_falls_below_its_floor(tally):
    name, found = tally
    assert {
        figure: found.figures()[figure] for figure, floor in FLOORS[name].items() if found.figures()[figure] < floor
    } == {}


def test_a_promise_is_rarely_cleared_by_mistake_and_rarely_doubted_for_nothing(tally):
    name, found = tally
    assert {
        figure: found.figures()[figure] for figure, most in CEILINGS[name].items() if found.figures()[figure] > most
    } == {}
