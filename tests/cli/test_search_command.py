"""``crm-tui search``."""

import json
from pathlib import Path

import pytest

from crm_tui.domain.customer import Customer
from crm_tui.store.desk_store import TinyStore
from tests.cli.conftest import DAY, Run


def test_what_is_found_stands_under_its_kind(run: Run, store: Path) -> None:
    told = run("search", "--store", store, "JOSHI meera").out
    assert "CUSTOMERS (1)\n  #1 " in told
    assert "Meera Joshi" in told


def test_as_json_every_record_has_its_number(run: Run, store: Path) -> None:
    told = json.loads(run("search", "--store", store, "kind:customer", "meera", "--format", "json").out)
    assert told["counts"] == {"customer": 1}
    assert [(one["kind"], one["id"], one["customer"]) for one in told["found"]] == [("customer", 1, "Meera Joshi")]


def test_nothing_found_is_exit_1(run: Run, store: Path) -> None:
    told = run("search", "--store", store, "zebra")
    assert (told.code, told.out) == (1, "nothing found\n")


@pytest.mark.parametrize("words", ["stage:nowhere", "colour:red", " "])
def test_what_can_not_be_looked_for_is_said_in_one_line(run: Run, store: Path, words: str) -> None:
    told = run("search", "--store", store, words)
    assert (told.code, told.out, told.err.count("\n")) == (2, "", 1)


def test_what_is_stored_is_shown_and_not_obeyed(run: Run, store: Path) -> None:
    with TinyStore(store).transaction() as now:
        now.add(Customer(name="\x1b[31mZoe[red]", owner="asha", since=DAY))
    assert "␛[31mZoe[red]" in run("search", "--store", store, "zoe").out
