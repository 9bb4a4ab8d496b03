"""``crm-tui refer``, ``referrals``, ``feedback``, ``won-lost`` and ``gifts``."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.deal import Deal, DealReason, Stage
from crm_tui.domain.money import Money
from crm_tui.domain.rules import GroundRules
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


def test_an_opinion_is_recorded_and_printed_with_its_average_and_count(run: Run, store: Path) -> None:
    first = run("feedback", "--record", "slow", "--customer", "Meera", "--rating", 2, "--store", store)
    assert (first.code, first.out) == (0, "1\n")
    asked = ["--from", "anonymous", "--about", "North Bank", "--rating", 5]
    assert run("feedback", "--record", "", *asked, "--store", store).code == 0
    printed = run("feedback", "--store", store)
    assert "us, other: 2.0 of 5, by 1 rating (1 of our customers)" in printed.out
    assert "Meera Joshi: slow" in printed.out
    [north] = json.loads(run("feedback", "--about", "north", "--format", "json", "--store", store).out)
    assert (north["ratings"], len(north["opinions"])) == ([5], 1)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["--rating", 3], "--rating goes with --record", id="a rating of nothing"),
        pytest.param(["--record", "slow"], "name the customer", id="a customer's, and whose"),
        pytest.param(["--record", "", "--from", "anonymous"], "give a rating, or what they said", id="nothing said"),
    ],
)
def test_an_opinion_that_says_nothing_is_refused(run: Run, store: Path, arguments: list[object], told: str) -> None:
    ran = run("feedback", *arguments, "--store", store)
    assert ran.code == 2
    assert told in ran.err


def test_what_was_won_and_lost_is_printed_with_its_deals(run: Run, store: Path) -> None:
    desk = TinyStore(store)
    with desk.transaction() as now:
        [loan] = now.find(Deal)
        lost = {"stage": Stage.LOST, "outcome": DealReason.PRICE, "competitor": "North Bank"}
        now.put(loan.model_copy(update=lost))
    printed = run("won-lost", "--deals", "--store", store).out
    assert "LOST WITH NEW CUSTOMERS: 1 deal · competitors: North Bank 1" in printed
    assert "#1 Home loan, Wakad flat, Meera Joshi (North Bank)" in printed
    figures = json.loads(run("won-lost", "--format", "json", "--store", store).out)["figures"]
    assert [(one["why"], one["deals"]) for one in figures if one["count"]] == [("all", [1]), ("price", [1])]


def test_a_gift_is_recorded_listed_and_settled(run: Run, store: Path) -> None:
    with TinyStore(store).transaction() as now:
        limit = Money(amount=Decimal(500), currency="INR")
        now.add(GroundRules(changed_by="asha", changed_on=date(2026, 1, 1), gift_limits=(limit,)))
    given = run("gifts", "Meera", "--record", "sweets", "--value", 400, "--for", "Diwali", "--store", store)
    assert given.code == 0
    assert "OFFERED (1)" in given.out
    assert "#1 sweets (Diwali), Rs 400, to Meera Joshi by" in given.out
    dear = run("gifts", "Meera", "--record", "a watch", "--value", "9000", "--store", store)
    assert "WAITS FOR APPROVAL (1)" in dear.out
    assert "worth more than Rs 500" in " ".join(dear.out.split())
    assert run("gifts", "--accepted", 1, "--store", store).code == 0
    listed = run("gifts", "Meera", "--store", store).out
    assert listed.index("WAITS FOR APPROVAL (1)") < listed.index("ACCEPTED (1)")
    told = json.loads(run("gifts", "--store", store, "--format", "json").out)["gifts"]
    assert [(one["id"], one["standing"]) for one in told] == [(2, "waits for approval"), (1, "accepted")]
    assert run("gifts", "--mine", "--store", store).out == "No gift fits, or none was recorded yet.\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["--record", "sweets", "--value", "4"], "say to whom it is given", id="to nobody"),
        pytest.param(["Meera", "--record", "sweets"], "say what it is worth", id="worth nothing"),
        pytest.param(["Meera", "--record", "sweets", "--value", "much"], "is not an amount", id="no amount"),
        pytest.param(["Meera", "--value", "4"], "--value goes with --record WHAT", id="nothing recorded"),
        pytest.param(["--approve", "7"], "there is no gift 7", id="no such gift"),
        pytest.param(["--why", "no"], "--why goes with --refuse NUMBER", id="a reason for nothing"),
        pytest.param(["--on", "today"], "--on goes with --record", id="a day for nothing"),
    ],
)
def test_a_gift_that_can_not_be_recorded(run: Run, store: Path, arguments: list[str], told: str) -> None:
    ran = run("gifts", *arguments, "--store", store)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert told in ran.err
