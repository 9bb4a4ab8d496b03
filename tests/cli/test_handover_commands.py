"""Handing customers over from a script: proposed, shown, read, accepted, returned and taken back."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from crm_tui import bootstrap
from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.staff import Member, Role
from crm_tui.store.desk_store import TinyStore
from tests.cli.conftest import Ran, Run

DAY = date(2026, 9, 1)
By = Callable[..., Ran]
WHY = ("--why", "Kiran moves to Nashik")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Kiran has Meera with a deal and two open promises; Ravi has nothing."""
    path = tmp_path / "desk.json"
    with TinyStore(path, by="root").transaction() as now:
        now.add(Member(login="root", roles=(Role.ADMIN,), since=DAY))
        now.add(Member(login="kiran", since=DAY))
        now.add(Member(login="ravi", name="Ravi Patil", since=DAY))
        now.add(Customer(name="Meera [red]Iyer", owner="kiran", since=DAY, care="Only after 6 pm"))
        now.add(Deal(customer_id=1, title="Home loan", owner="kiran", stage_since=DAY, opened=DAY))
        for words in ("No processing fee", "Call on Monday"):
            now.add(Commitment(customer_id=1, deal_id=1, words=words, owner="kiran", promised_by="kiran", made_on=DAY))
    return path


@pytest.fixture
def as_login(run: Run, store: Path, monkeypatch: pytest.MonkeyPatch) -> By:
    """Runs a command as somebody."""

    def ran(login: str, *arguments: object) -> Ran:
        monkeypatch.setattr(bootstrap, "login", lambda: login)
        return run(*arguments, "--store", store)

    return ran


@pytest.fixture
def by(as_login: By) -> By:
    """Runs a step of a handover as somebody."""

    def ran(login: str, *arguments: object) -> Ran:
        return as_login(login, "handover", *arguments)

    return ran


def test_a_book_goes_over_from_the_proposal_to_the_last_day_of_its_owner(by: By, as_login: By, store: Path) -> None:
    assert "Ravi Patil: nothing yet, nothing overdue" in by("kiran", "loads").out
    refused = as_login("root", "staff", "--login", "kiran", "--left", "today")
    assert (refused.code, "kiran still has 1 customer, 1 open deal and 2 open commitments" in refused.err) == (2, True)

    new = by("kiran", "propose", "--book", "kiran", "--to", "ravi", *WHY)
    assert (
        new.out
        == "has already, Ravi Patil: nothing yet, nothing overdue\nhandover 1: Meera [red]Iyer: proposed to ravi\n"
    )
    assert by("kiran", "list", "--mine").code == 0
    waits = by("ravi", "list", "--mine")
    assert waits.code == 1
    assert "Meera [red]Iyer, kiran to ravi, proposed by kiran on 2026-11-21; 2 to read: Kiran moves" in " ".join(
        waits.out.split()
    )

    pack = by("ravi", "show", 1).out
    assert "Open promises, in the words used (2)" in pack
    assert "Only after 6 pm" in pack
    seen = re.findall(r"#(\d+), no date.*?seen ([0-9a-f]{12})", pack, re.DOTALL)
    assert len(seen) == 2
    unread = by("ravi", "accept", 1)
    assert (unread.code, unread.err) == (
        1,
        "crm-tui: 2 open promises are not marked as read: read #1, #2 first\n",
    )
    assert by("ravi", "read", 1, 1, "--seen", seen[1][1]).code == 2
    first = by("ravi", "read", 1, 1, "--seen", seen[0][1])
    assert (first.code, first.out) == (1, "handover 1: promise #1 is marked as read; 1 still to be read\n")
    last = by("ravi", "read", 1, 2, "--seen", seen[1][1])
    assert (last.code, last.out) == (0, "handover 1: promise #2 is marked as read; all open promises are read\n")
    done = by("ravi", "accept", 1)
    assert (done.code, done.out) == (0, "handover 1: Meera [red]Iyer: accepted\n4 records changed owner\n")
    assert TinyStore(store).get(Customer, 1).owner == "ravi"
    assert by("ravi", "list").out == "No handover waits.\n"
    assert "1 customer, 1 open deal, 2 open commitments" in by("root", "loads").out.replace(" and", ",")
    assert as_login("root", "staff", "--login", "kiran", "--left", "today").code == 0


@pytest.mark.parametrize("typed", ["1", "#1", "meera"])
def test_a_customer_is_named_as_everywhere(by: By, typed: str) -> None:
    ran = by("kiran", "propose", "--customer", typed, "--to", "ravi", *WHY)
    assert (ran.code, "handover 1: Meera [red]Iyer: proposed to ravi" in ran.out) == (0, True)


def test_it_is_returned_with_a_reason_which_waits_for_who_proposed_it(by: By) -> None:
    by("kiran", "propose", "--customer", "meera", "--to", "ravi", *WHY)
    assert by("ravi", "return", 1, "--why", "I have too much already").out == "handover 1: Meera [red]Iyer: returned\n"
    mine = by("kiran", "list", "--mine", "--format", "json")
    [one] = json.loads(mine.out)["handovers"]
    assert (mine.code, one["state"], one["why"]) == (1, "returned", "I have too much already")
    assert by("kiran", "take-back", 1).code == 0
    assert by("kiran", "list", "--mine").code == 0


def test_a_pack_is_printed_to_a_file_without_what_only_a_command_needs(by: By, tmp_path: Path) -> None:
    by("kiran", "propose", "--customer", "#1", "--to", "ravi", *WHY)
    there = tmp_path / "pack.html"
    assert by("ravi", "show", 1, "--format", "html", "--output", there).out == f"{there}\n"
    printed = there.read_text()
    assert "No processing fee" in printed
    assert "Taken over by" in printed
    assert "seen" not in printed
    entries = json.loads(by("ravi", "show", 1, "--book", "--format", "json").out)["packs"][0]["entries"]
    assert [one["words"] for one in entries if one["part"] == "promises"] == ["No processing fee", "Call on Monday"]


@pytest.mark.parametrize(
    ("step", "told"),
    [
        pytest.param(("show", 9), "there is no handover 9", id="no such handover"),
        pytest.param(("propose", "--to", "ravi", *WHY), "one of the arguments --customer --deal --book", id="nobody"),
        pytest.param(("propose", "--book", "ravi", "--to", "kiran", *WHY), "nothing is with ravi", id="no book"),
    ],
)
def test_what_can_not_be_done_is_refused_in_one_line(by: By, step: tuple[object, ...], told: str) -> None:
    refused = by("root", *step)
    assert refused.code == 2
    assert told in refused.err
    assert refused.err.count("\n") == 1


def test_the_queue_tells_of_handovers_to_accept_and_of_those_that_came_back(by: By, as_login: By) -> None:
    by("kiran", "propose", "--book", "kiran", "--to", "ravi", *WHY)
    ran = as_login("ravi", "queue")
    assert ran.code == 1
    told = " ".join(ran.out.split())
    assert "HANDOVER TO ACCEPT (1) today #1 Meera [red]Iyer, kiran to ravi (kiran), 2 to read: Kiran moves" in told
    [one] = json.loads(as_login("ravi", "queue", "--format", "json").out)["handovers"]
    assert (one["handover"], one["state"], one["unread"]) == (1, "proposed", 2)
    assert as_login("kiran", "queue").code == 0
    by("ravi", "return", 1, "--why", "no time")
    assert as_login("ravi", "queue").code == 0
    assert "HANDOVER RETURNED TO YOU (1) today #1 Meera [red]Iyer, kiran to ravi (ravi): no time" in " ".join(
        as_login("kiran", "queue").out.split()
    )
