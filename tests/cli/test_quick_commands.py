"""``crm-tui promise`` with one line of desk talk, and ``crm-tui done``."""

import json
from datetime import date, time
from pathlib import Path

import pytest

from crm_tui.domain.commitment import Commitment, CommitmentKind, Status
from crm_tui.domain.customer import Customer
from crm_tui.domain.interaction import Interaction
from crm_tui.domain.recurrence import Unit
from crm_tui.domain.staff import Member, Role
from crm_tui.store.desk_store import TinyStore
from tests.cli.conftest import DAY, Run


def owed(store: Path) -> list[Commitment]:
    return TinyStore(store).find(Commitment)


@pytest.fixture
def staffed(store: Path) -> Path:
    with TinyStore(store).transaction() as now:
        now.add(Member(login="asha", name="Asha Rao", roles=(Role.ADMIN,), since=date(2020, 1, 1)))
        now.add(Member(login="ravi", name="Ravi Rao", since=date(2020, 1, 1)))
    return store


def test_one_line_says_for_whom_what_when_and_who_owes_it(run: Run, staffed: Path) -> None:
    ran = run("promise", "meera: call back fri 4pm re home loan @asha", "--store", staffed)
    [one] = owed(staffed)
    assert (ran.code, ran.out, ran.err) == (0, f"{one.id}\n", "")
    assert (one.words, one.due, one.at) == ("call back re home loan", date(2026, 11, 27), time(16))
    assert (one.owner, one.customer_id, one.deal_id) == ("asha", 1, 1)
    assert TinyStore(staffed).find(Interaction) == []


def test_options_go_before_what_the_line_says(run: Run, staffed: Path) -> None:
    line = "meera: send the list by fri @asha"
    run("promise", line, "--customer", "2", "--due", "25 nov", "--owner", "ravi", "--store", staffed)
    [one] = owed(staffed)
    assert (one.customer_id, one.due, one.owner) == (2, date(2026, 11, 25), "ravi")
    # the name is not that of whom it was said to be: it is kept
    assert one.words == "meera: send the list"


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        pytest.param(
            "joshi: call fri",
            ["'joshi' fits 2 customers: nothing was saved", "--customer 1  Meera Joshi", "--customer 2  Joshi & Sons"],
            id="a customer",
        ),
        pytest.param(
            "meerra: call fri", ["'meerra' is nearly spelled as 1 customer", "--customer 1  Meera Joshi"], id="a slip"
        ),
        pytest.param("meera: call @rao fri", ["several colleagues", "--owner asha  ", "--owner ravi  "], id="an owner"),
    ],
)
def test_what_is_not_plain_is_listed_and_nothing_is_saved(run: Run, staffed: Path, line: str, lines: list[str]) -> None:
    before = owed(staffed)
    ran = run("promise", line, "--store", staffed)
    assert (ran.code, ran.out) == (2, "")
    told = ran.err.splitlines()
    assert len(told) == len(lines)
    assert all(part in one for part, one in zip(lines, told, strict=True))
    assert owed(staffed) == before
    as_json = run("promise", line, "--format", "json", "--store", staffed)
    assert (as_json.code, len(json.loads(as_json.out)["choices"])) == (2, len(lines) - 1)


def test_a_new_customer_is_begun_only_when_that_is_meant(run: Run, store: Path) -> None:
    line = "farida sheikh: send the locker form tomorrow"
    refused = run("promise", line, "--store", store)
    assert (refused.code, refused.out) == (2, "")
    assert "no customer is called 'Farida Sheikh': check the spelling, or add --new" in refused.err
    ran = run("promise", line, "--new", "--store", store)
    assert ran.code == 0
    assert [one.name for one in TinyStore(store).find(Customer)][-1] == "Farida Sheikh"
    [contact] = TinyStore(store).find(Interaction)
    assert contact.said == line


@pytest.mark.parametrize("more", [[], ["--new"], ["--dry-run"]], ids=["plain", "with --new", "a dry run"])
@pytest.mark.parametrize(
    ("line", "number"),
    [("#9999: call fri", "9999"), ("called #9999: rate 8.4", "9999"), (f"#{'9' * 20}: call fri", "9" * 20)],
    ids=["a number", "a contact", "a long one"],
)
def test_a_number_that_no_customer_has_is_told_and_begins_nobody(
    run: Run, staffed: Path, line: str, number: str, more: list[str]
) -> None:
    before = TinyStore(staffed).find(Customer)
    ran = run("promise", line, *more, "--store", staffed)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"crm-tui: there is no customer {number}: type another number, or a name\n"
    assert (owed(staffed), TinyStore(staffed).find(Customer)) == ([], before)


def test_a_dry_run_shows_what_would_be_saved(run: Run, staffed: Path) -> None:
    before = owed(staffed)
    ran = run("promise", "meera: call back sat 4pm @asha", "--dry-run", "--store", staffed)
    assert (ran.code, ran.err) == (0, "")
    assert "  due       Sat 28 Nov 2026, 16:00, in 7 days, no working day\n" in ran.out
    assert "  owner     asha\n" in ran.out
    as_json = run("promise", "meera: call back sat 4pm", "--dry-run", "--format", "json", "--store", staffed)
    found = json.loads(as_json.out)
    assert (found["saved"], found["due"], found["at"], found["working_day"]) == (False, "2026-11-28", "16:00", False)
    assert owed(staffed) == before


def test_json_says_what_was_saved(run: Run, store: Path) -> None:
    ran = run("promise", "meera: no PF, and send the letter fri", "--format", "json", "--store", store)
    found = json.loads(ran.out)
    assert (found["saved"], found["commitments"], found["interaction"]) == (True, [1, 2], 1)
    assert [one["term"] for one in found["terms"]] == ["loan.processing_fee"]
    assert [one.due for one in owed(store)] == [None, date(2026, 11, 27)]


def test_what_the_customer_is_to_do_is_kept_by_itself_with_its_own_day(run: Run, store: Path) -> None:
    line = "meera: 8.4 fixed for 3 years, call back friday, she will bring PAN on tuesday"
    ran = run("promise", line, "--format", "json", "--store", store)
    found = json.loads(ran.out)
    assert [one["term"] for one in found["terms"]] == ["loan.rate", "loan.fixed_period"]
    assert (found["beside"], found["due"]) == ("call back", "2026-11-27")
    assert found["awaited"] == [{"words": "she will bring PAN on tuesday", "due": "2026-11-24"}]
    assert [(one.words, one.kind, one.due, bool(one.promised_by)) for one in owed(store)[2:]] == [
        ("call back", CommitmentKind.PROMISE, date(2026, 11, 27), True),
        ("she will bring PAN on tuesday", CommitmentKind.THEIRS, date(2026, 11, 24), False),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "meera: she will bring PAN on tuesday",
        "meera: call back fri once she sends the papers",
        'meera: call back fri, "she will bring PAN on tuesday"',
        "meera: call back fri, she was happy",
        "meera: call back fri, will she bring PAN on tuesday?",
        "theirs: meera: sign the form fri, she will bring PAN on tuesday",
    ],
)
def test_what_the_customer_is_not_to_do_beside_what_is_owed_stays_one(run: Run, store: Path, line: str) -> None:
    found = json.loads(run("promise", line, "--format", "json", "--store", store).out)
    assert found["awaited"] == []
    assert len(found["commitments"]) == 1


@pytest.mark.parametrize(
    ("to_do", "what", "due"),
    [
        ("call back friday", "call back", "2026-11-27"),
        ("send the sim details by monday", "send the sim details", "2026-11-23"),
        ("courier the card on friday", "courier the card", "2026-11-27"),
    ],
)
@pytest.mark.parametrize("joint", [", ", ". "])
def test_a_line_promises_the_same_terms_with_something_to_do_behind_them(
    run: Run, store: Path, joint: str, to_do: str, what: str, due: str
) -> None:
    dry = ("--new", "--dry-run", "--format", "json", "--store", store)
    alone = json.loads(run("promise", "zubin: 8.4 fixed 3 yrs", *dry).out)
    found = json.loads(run("promise", f"zubin: 8.4 fixed 3 yrs{joint}{to_do}", *dry).out)
    assert [one["term"] for one in alone["terms"]] == ["loan.rate", "loan.rate_type", "loan.tenure"]
    assert found["terms"] == alone["terms"]
    assert (found["beside"], found["due"]) == (what, due)


@pytest.fixture
def three(store: Path) -> Path:
    with TinyStore(store).transaction() as now:
        for words in ("call back", "send the letter", "bring the card"):
            now.add(Commitment(customer_id=1, words=words, owner="asha", made_on=date(2026, 11, 1), due=DAY))
    return store


@pytest.mark.parametrize(
    ("arguments", "status", "on", "remark"),
    [
        pytest.param([], Status.KEPT, DAY, "", id="kept today"),
        pytest.param(["--on", "yesterday"], Status.KEPT, date(2026, 11, 20), "", id="kept on a day"),
        pytest.param(["--on", "20 nov"], Status.KEPT, date(2026, 11, 20), "", id="kept on a date"),
        pytest.param(["--partly", "one of two"], Status.PARTLY_KEPT, DAY, "one of two", id="partly"),
        pytest.param(["--broken", "forgotten"], Status.BROKEN, DAY, "forgotten", id="broken"),
    ],
)
def test_done_records_what_became_of_it(
    run: Run, three: Path, arguments: list[str], status: Status, on: date, remark: str
) -> None:
    ran = run("done", "1", "#2", *arguments, "--store", three)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == f"#1 {status}: Meera Joshi: call back\n#2 {status}: Meera Joshi: send the letter\n"
    assert [(one.status, one.settled_on, one.remark) for one in owed(three)[:2]] == [(status, on, remark)] * 2
    assert owed(three)[2].is_open


def test_done_says_what_can_not_be_recorded_and_records_the_rest(run: Run, three: Path) -> None:
    run("done", "1", "--store", three)
    ran = run("done", "1", "2", "99", "--store", three)
    assert (ran.code, ran.out) == (1, "#2 kept: Meera Joshi: send the letter\n")
    assert len(ran.err.splitlines()) == 2
    assert "#1 was left as it is: " in ran.err
    assert "#99 was left as it is: " in ran.err
    again = run("done", "1", "2", "--store", three)
    assert (again.code, again.out) == (2, "")
    as_json = json.loads(run("done", "3", "2", "--format", "json", "--store", three).out)
    assert ([one["id"] for one in as_json["done"]], [one["id"] for one in as_json["refused"]]) == ([3], [2])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["twelve"], "'twelve' is no number of a commitment", id="no number"),
        pytest.param(["1", "--on", "2026-12-01"], "has not come yet", id="a day to come"),
        pytest.param(["1", "--broken", " "], "say why it was not kept", id="no reason"),
        pytest.param(["1", "--partly", "a", "--broken", "b"], "not allowed with", id="two things"),
        pytest.param(["1", "--broken", "b", "--received-by", "Meera"], "goes with what is kept", id="who took nothing"),
    ],
)
def test_done_refuses_what_makes_no_sense(run: Run, three: Path, arguments: list[str], says: str) -> None:
    before = owed(three)
    ran = run("done", *arguments, "--store", three)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert says in ran.err
    assert owed(three) == before


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("meera: call back 30 feb", "30 feb is no day: nothing was saved"),
        ("meera: call back feb 30th please", "feb 30th is no day: nothing was saved"),
        ("meera: call back 31/02/2027", "31/02/2027 is no day: nothing was saved"),
        ("meera: call back by 29-2-27 please", "29-2-27 is no day: nothing was saved"),
        ("meera: call back on 31.04.2027.", "31.04.2027 is no day: nothing was saved"),
        ("meera: call back 2027-02-30", "2027-02-30 is no day: nothing was saved"),
        ("meera: call back 31/11", "31/11 is no day: nothing was saved"),
        ("meera: call back fri @nosuch", "nobody here is called 'nosuch': nothing was saved"),
    ],
)
def test_a_day_or_a_colleague_that_is_not_there_is_refused_in_a_line(
    run: Run, staffed: Path, line: str, told: str
) -> None:
    ran = run("promise", line, "--store", staffed)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert told in ran.err
    assert owed(staffed) == []


@pytest.mark.parametrize(
    "line",
    [
        'meera: say "30 feb" to "@nosuch"',
        "meera: send 45 jan forms",
        "meera: send 31 mar",
        "meera: file 31/02/2027/4 is found",
        "meera: open 24/7 from now on, 3/4 of it paid",
        "meera: order 45/13/2026 is packed",
        "meera: the 31/12/2026 rate",
    ],
)
def test_what_only_looks_so_is_kept(run: Run, staffed: Path, line: str) -> None:
    assert run("promise", line, "--store", staffed).code == 0


def test_what_comes_back_until_a_day_keeps_its_hour(run: Run, staffed: Path) -> None:
    assert run("promise", "meera: weekly call every friday 4pm till 31 dec", "--store", staffed).code == 0
    [one] = owed(staffed)
    assert (one.words, one.due, one.at) == ("weekly call", date(2026, 11, 27), time(16))
    assert (one.every.unit, one.every.until) == (Unit.WEEK, date(2026, 12, 31))


def test_somebody_new_who_looks_like_a_customer_is_told_of(run: Run, staffed: Path) -> None:
    for more in (["--dry-run"], []):
        ran = run("promise", "Meera Joshy K: call back", "--new", "--store", staffed, *more)
        assert ran.code == 0
        assert "Meera Joshy K may be Meera Joshi (#1" in ran.err
