"""``crm-tui refer`` and ``crm-tui referrals``."""

import json
from pathlib import Path

import pytest

from crm_tui.domain.commitment import Commitment
from crm_tui.store.desk_store import TinyStore
from tests.cli.conftest import Run


def test_a_referral_is_recorded_by_command_with_owner_and_first_contact(run: Run, store: Path) -> None:
    ran = run("--store", store, "refer", "Kavita Rao", "--new", "--by", "Meera", "--owner", "ravi")
    assert (ran.code, ran.out) == (0, "#3 Kavita Rao came by #1; first contact #1 by ravi, due 2026-11-23\n")
    [owed] = TinyStore(store).find(Commitment)
    assert owed.customer_id == 3
    drawn = run("referrals", "Kavita", "--store", store)
    assert drawn.code == 0
    assert "Meera Joshi" in drawn.out
    assert "> └─ Kavita Rao" in drawn.out
    assert "depth 1" in drawn.out
    assert max(map(len, drawn.out.splitlines())) <= 80
    value = json.loads(run("referrals", "--store", store, "--format", "json").out)
    assert [(one["customer"], one["came_by"], one["depth"]) for one in value["customers"]] == [(1, None, 0), (3, 1, 1)]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["Kavita", "--by", "Meera"], "add --new to begin with them", id="nobody is called so"),
        pytest.param(["meera joshi", "--new", "--by", "2"], "is customer #1 already", id="known by that name"),
        pytest.param(["Meera", "--by", "2", "--owner", "ravi"], "--owner goes with --new", id="known, with an owner"),
        pytest.param(["Meera", "--by", "Meera"], "refers themselves", id="by themselves"),
        pytest.param(["X", "--new", "--by", "Joshi"], "fits several customers", id="by several"),
    ],
)
def test_what_can_not_be_recorded_is_refused_in_a_line(run: Run, store: Path, arguments: list[str], told: str) -> None:
    ran = run("refer", *arguments, "--store", store)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert told in ran.err


def test_without_referrals_it_says_so(run: Run, store: Path) -> None:
    assert run("referrals", "--store", store).out == "Nobody came by another customer yet.\n"
