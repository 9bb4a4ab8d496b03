"""``crm-tui oversold``."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("asked", "labels"),
    [([], {"Rate of interest", "Processing fee"}), (["--term", "fee"], {"Processing fee"})],
    ids=["all", "one term"],
)
def test_in_json_where_that_is_asked_for(
    run: Run, store: Path, paper: Path, asked: list[str], labels: set[str]
) -> None:
    run("promise", "rate 8.4 %, no PF", "--customer", "1", "--deal", "1", "--store", store)
    run("attach", paper, "--deal", "1", "--store", store)
    told = json.loads(run("oversold", *asked, "--format", "json", "--store", store).out)
    assert {one["label"] for one in told["terms"]} == labels
    for one in told["terms"]:
        assert (one["promised"], one["less_on_paper"]) == (len(one["promises"]), 1)


def test_the_desk_in_figures_and_the_records_behind_one(run: Run, store: Path) -> None:
    ran = run("insights", "--store", store)
    assert ran.code == 0
    assert "\nPipeline\n" in ran.out
    assert "\nQuiet customers\n" in ran.out
    told = json.loads(run("insights", "--format", "json", "--store", store).out)
    [first, *_] = [one for one in told["figures"] if one["section"] == "Pipeline"]
    assert first["count"] == len(first["records"])
    assert run("insights", "--cases", first["label"], "--store", store).out.startswith("Pipeline, ")
    ran = run("insights", "--cases", "nonsense", "--store", store)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
