"""``crm-tui duplicates``: pairs with reasons, merging, taking apart, and what is not the same."""

import json
from pathlib import Path

import pytest

from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.merge import Merge
from crm_tui.store.desk_store import TinyStore
from tests.cli.conftest import DAY, Run


@pytest.fixture
def doubled(store: Path) -> tuple[Path, int, int]:
    """A desk on which somebody stands twice; the second record has a deal."""
    with TinyStore(store).transaction() as now:
        one = now.add(Customer(name="Asha Kulkarni", phone="98220 12345", owner="asha", since=DAY))
        two = now.add(Customer(name="Mrs. A. Kulkarni", phone="+91 9822012345", place="Wakad", owner="asha", since=DAY))
        now.add(Deal(customer_id=two.id, title="Gold loan", stage_since=DAY, opened=DAY, owner="asha"))
    return store, one.id, two.id


def test_pairs_are_listed_with_their_reasons(run: Run, doubled: tuple[Path, int, int]) -> None:
    store, one, two = doubled
    ran = run("duplicates", "--store", store)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out == (
        "1 pair of customers who may be one\n\n"
        f"  #{one} Asha Kulkarni (98220 12345), asha\n"
        f"  #{two} Mrs. A. Kulkarni (Wakad, +91 9822012345), asha\n"
        "    nearly the same name, the same phone\n"
    )
    [pair] = json.loads(run("duplicates", "--format", "json", "--store", store).out)["pairs"]
    assert (pair["one"]["id"], pair["other"]["id"]) == (one, two)
    assert pair["reasons"] == ["nearly the same name", "the same phone"]


def test_a_dry_run_shows_what_the_merge_then_does_and_unmerge_takes_it_back(
    run: Run, doubled: tuple[Path, int, int]
) -> None:
    store, one, two = doubled
    looked = run("duplicates", "--merge", one, two, "--take", "name", "--dry-run", "--store", store)
    assert TinyStore(store).count(Customer) == 4
    done = run("duplicates", "--merge", one, two, "--take", "name", "--store", store)
    assert (looked.code, done.code) == (0, 0)
    assert looked.out.rpartition("saved")[0] == done.out.rpartition("saved")[0]
    assert "moves         1 deal\n" in done.out
    kept = TinyStore(store)
    [merge] = kept.find(Merge)
    assert merge.why == "nearly the same name, the same phone"
    left = kept.get(Customer, one)
    assert left is not None
    assert (left.name, left.place) == ("Mrs. A. Kulkarni", "Wakad")
    assert run("duplicates", "--store", store).code == 0
    assert f"(#{two}) into" in run("duplicates", "--merged", "--store", store).out
    ran = run("duplicates", "--unmerge", merge.id, "--store", store)
    assert (ran.code, "goes along    1 deal\n" in ran.out) == (0, True)
    assert run("duplicates", "--store", store).code == 1


@pytest.mark.parametrize(
    "command", [["brief", "{}"], ["consent", "#{}"], ["promise", "#{}: call fri"]], ids=lambda it: it[0]
)
def test_the_number_that_went_names_the_one_that_stays(
    run: Run, doubled: tuple[Path, int, int], command: list[str]
) -> None:
    store, one, two = doubled
    assert run("duplicates", "--merge", one, two, "--store", store).code == 0
    ran = run(*(word.format(two) for word in command), "--store", store)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"crm-tui: customer #{two} was merged into #{one}: use that number\n"


def test_what_is_not_the_same_is_not_listed_again(run: Run, doubled: tuple[Path, int, int]) -> None:
    store, one, two = doubled
    assert run("duplicates", "--not-same", two, one, "--why", "sisters", "--store", store).code == 0
    assert run("duplicates", "--store", store).out == "No duplicates found\n"


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        (["--merge", "3", "3"], "a customer is not merged with themselves: choose another one"),
        (["--merge", "3", "99"], "there is no customer #99: check the number"),
        (["--merge", "3", "4", "--take", "owner"], "'owner' is no field to choose: take one of name, kind, phone"),
        (["--unmerge", "7"], "there is no merge 7: crm-tui duplicates --merged lists them"),
        (["--take", "name"], "--take goes with --merge"),
        (["--dry-run"], "--dry-run goes with --merge or --unmerge"),
        (["--not-same", "3", "3"], "that is one and the same customer: choose two"),
    ],
)
def test_what_can_not_be_done_is_one_line(
    run: Run, doubled: tuple[Path, int, int], typed: list[str], line: str
) -> None:
    ran = run("duplicates", *typed, "--store", doubled[0])
    assert (ran.code, ran.out) == (2, "")
    assert line in ran.err
    assert ran.err.count("\n") == 1
