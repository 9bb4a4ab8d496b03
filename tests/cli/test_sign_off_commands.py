"""The review of a deal and what waits for somebody, as a script uses them."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from crm_tui import bootstrap
from crm_tui.domain.deal import Deal, Stage
from crm_tui.domain.rules import Rule, RuleSeverity
from crm_tui.domain.severity import Severity
from crm_tui.domain.sign_off import Review, ReviewState
from crm_tui.services import ground_rules
from crm_tui.store.desk_store import TinyStore
from tests.cli.conftest import Ran, Run
from tests.services.review_desk import DEARER, MONDAY, Branch

By = Callable[..., Ran]


@pytest.fixture
def branch(tmp_path: Path) -> Branch:
    path = tmp_path / "desk.json"
    return Branch(TinyStore(path, by="root"), session=lambda login: TinyStore(path, by=login))


@pytest.fixture
def by(run: Run, branch: Branch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> By:
    """Runs a command as somebody, on the day that it is at the branch."""

    def ran(login: str, *arguments: object) -> Ran:
        monkeypatch.setattr(bootstrap, "login", lambda: login)
        monkeypatch.setattr(bootstrap, "today", lambda: branch.day)
        return run(*arguments, "--store", tmp_path / "desk.json")

    return ran


def seen(by: By, login: str = "vikram") -> str:
    found = re.search(r"^Seen: ([0-9a-f]{12})$", by(login, "review", "1").out, re.MULTILINE)
    assert found is not None
    return found[1]


def state(branch: Branch) -> ReviewState:
    return branch.store.find(Review)[-1].state


def test_a_deal_goes_from_the_maker_to_the_checker_and_is_signed(by: By, branch: Branch) -> None:
    ran = by("asha", "sign-off", "home", "submit", "--why", "read back to her")
    assert (ran.code, ran.out, ran.err) == (0, "review 1 of deal #1 (Home loan): submitted\n", "")
    ran = by("vikram", "sign-off", "1", "approve", "--seen", seen(by), "--why", "as it was said")
    assert (ran.code, ran.out) == (0, "review 1 of deal #1 (Home loan): approved\n")
    branch.wait(7)
    ran = by("asha", "sign-off", "1", "sign")
    assert (ran.code, ran.out) == (0, "deal #1 (Home loan): signed\n")
    assert branch.store.get(Deal, 1).stage is Stage.SIGNED
    [review] = branch.store.find(Review)
    assert [(step.by, step.why) for step in review.steps] == [
        ("asha", "read back to her"),
        ("vikram", "as it was said"),
    ]


def test_an_opinion_is_kept_as_a_draft_until_it_is_submitted(by: By, branch: Branch) -> None:
    ran = by("asha", "sign-off", "1", "draft", "--opinion", "read back to her")
    assert (ran.code, ran.out) == (0, "review 1 of deal #1 (Home loan): draft\n")
    assert by("asha", "sign-off", "1", "submit").code == 0
    [review] = branch.store.find(Review)
    assert [(step.state.value, step.why) for step in review.steps] == [
        ("draft", "read back to her"),
        ("submitted", "read back to her"),
    ]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["draft"], "say what to keep: --opinion 'the customer is keen'"),
        (["recall", "--opinion", "x"], "--opinion goes with draft and submit: give a reason as --why"),
        (["submit", "--opinion", "x", "--why", "y"], "--opinion and --why are the same for this step"),
    ],
    ids=["nothing to keep", "no opinion", "both"],
)
def test_an_opinion_that_does_not_go_with_the_step_is_refused(
    by: By, branch: Branch, given: list[str], told: str
) -> None:
    ran = by("asha", "sign-off", "1", *given)
    assert ran.code == 2
    assert told in ran.err
    assert branch.store.find(Review) == []


@pytest.mark.parametrize(
    ("login", "step", "becomes"),
    [
        ("asha", ["recall"], ReviewState.RECALLED),
        ("vikram", ["return", "--why", "ask about the fee"], ReviewState.RETURNED),
        ("vikram", ["reject", "--why", "not our business"], ReviewState.REJECTED),
    ],
)
def test_a_submitted_review_is_recalled_returned_or_rejected(
    by: By, branch: Branch, login: str, step: list[str], becomes: ReviewState
) -> None:
    by("asha", "sign-off", "1", "submit")
    assert by(login, "sign-off", "1", *step).code == 0
    assert state(branch) is becomes


@pytest.mark.parametrize(
    ("login", "arguments", "says"),
    [
        pytest.param("vikram", ["approve"], "look at the deal first (crm-tui review DEAL)", id="not looked at"),
        pytest.param("vikram", ["approve", "--seen", "ab"], "--seen takes at least 12 letters", id="hardly looked at"),
        pytest.param("vikram", ["approve", "--seen", "0" * 12], "the deal has changed since you looked", id="changed"),
        pytest.param("asha", ["submit", "--seen", "0" * 12], "--seen goes with approve", id="seen with another step"),
        pytest.param("asha", ["submit"], "you submitted this deal already", id="submitted twice"),
        pytest.param("ravi", ["recall"], "asha submitted this review, and only they can recall it", id="another's"),
        pytest.param("vikram", ["return"], "say why it is returned", id="no reason"),
        pytest.param("ravi", ["reject", "--why", "no"], "rejecting a review takes a checker", id="no checker"),
        pytest.param("audit", ["reject", "--why", "no"], "an auditor only reads", id="an auditor"),
        pytest.param("asha", ["sign"], "its review is submitted: somebody who had no hand", id="not approved"),
        pytest.param("asha", ["withdraw"], "invalid choice: 'withdraw'", id="no such step"),
    ],
)
def test_what_can_not_be_done_is_one_line_and_changes_nothing(
    by: By, branch: Branch, login: str, arguments: list[str], says: str
) -> None:
    by("asha", "sign-off", "1", "submit")
    before = branch.store.find(Review)
    ran = by(login, "sign-off", "1", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert ran.err.startswith("crm-tui: ")
    assert ran.err.count("\n") == 1
    assert branch.store.find(Review) == before


def test_a_deal_without_a_review_says_how_one_begins(by: By) -> None:
    assert "crm-tui sign-off 1 submit begins one" in by("asha", "sign-off", "1", "recall").err


def test_what_blocks_is_told_at_once_and_stops_the_approval_with_its_own_code(by: By, branch: Branch) -> None:
    branch.attach("asha", DEARER)
    ran = by("asha", "sign-off", "1", "submit")
    assert (ran.code, ran.out) == (
        0,
        "review 1 of deal #1 (Home loan): submitted; 1 finding blocks, first: Rate of interest\n",
    )
    ran = by("vikram", "sign-off", "1", "approve", "--seen", seen(by))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "crm-tui: “Rate of interest” stops it: resolve it first [promise 1]\n"
    assert state(branch) is ReviewState.SUBMITTED


@pytest.mark.parametrize(
    ("format", "told"),
    [
        ("text", r"\nReview 1: submitted\n  submitted: asha, [0-9: -]{16}: she is in a hurry\n\nSeen: [0-9a-f]{12}\n$"),
        (
            "markdown",
            r"\n## Review 1: submitted\n\n- submitted: asha, [^\n]*: she is in a hurry\n\nSeen: [0-9a-f]{12}\n$",
        ),
    ],
)
def test_the_review_ends_with_how_it_stands_and_what_was_seen(by: By, format: str, told: str) -> None:
    by("asha", "sign-off", "1", "submit", "--why", "she is\nin a hurry")
    assert re.search(told, by("vikram", "review", "1", "--format", format).out)


def test_a_stale_approval_is_called_so(by: By, branch: Branch) -> None:
    by("asha", "sign-off", "1", "submit")
    by("vikram", "sign-off", "1", "approve", "--seen", seen(by))
    branch.say("asha", "no processing fee")
    assert by("vikram", "review", "1").out.startswith("Review 1: approved, stale: the deal has changed since\nDeal #1")


def test_the_review_as_json_has_its_state_its_steps_and_what_was_seen(by: By) -> None:
    assert json.loads(by("vikram", "review", "1", "--format", "json").out)["sign_off"] is None
    by("asha", "sign-off", "1", "submit", "--why", "read back to her")
    told = json.loads(by("vikram", "review", "1", "--format", "json").out)
    assert told["fingerprint"].startswith(seen(by))
    [step] = told["sign_off"].pop("steps")
    assert (step["state"], step["by"], step["why"]) == ("submitted", "asha", "read back to her")
    assert told["sign_off"] == {
        "id": 1,
        "state": "submitted",
        "stale": False,
        "counts_no_more": None,
        "maker": "asha",
        "checker": None,
        "signed": [],
    }


def test_the_queue_tells_what_waits_and_for_how_long(by: By, branch: Branch) -> None:
    assert (by("vikram", "queue").code, by("vikram", "queue").out) == (0, "Waiting for vikram on 2026-11-23: nothing\n")
    by("asha", "sign-off", "1", "submit", "--why", "read back to her")
    branch.day = branch.store.find(Review)[-1].steps[-1].at.date() + timedelta(days=2)
    ran = by("vikram", "queue")
    assert ran.code == 1
    assert ran.out == (
        f"Waiting for vikram on {branch.day}: 1 thing\n\n"
        "REVIEW TO DECIDE (1)\n"
        "    2 days  #1 Home loan, Sunita Rao (asha)\n"
    )
    told = json.loads(by("vikram", "queue", "--format", "json").out)
    assert told["counts"] == {"review": 1, "returned": 0, "stale": 0, "exception": 0, "waiver": 0}
    assert told["waiting"][0] | {"since": ""} == {
        "what": "review",
        "deal": 1,
        "title": "Home loan",
        "customer": "Sunita Rao",
        "by": "asha",
        "since": "",
        "days": 2,
        "told": "",
        "record": {"table": "reviews", "id": 1},
    }


@pytest.mark.parametrize("command", [["queue"], ["sign-off", "1", "submit"]])
def test_a_store_must_exist(run: Run, tmp_path: Path, command: list[str]) -> None:
    ran = run(*command, "--store", tmp_path / "none.json")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert MONDAY.isoformat() not in ran.out


def test_an_approval_that_other_rules_stop_counts_no_more(by: By, branch: Branch) -> None:
    by("asha", "sign-off", "1", "submit")
    by("vikram", "sign-off", "1", "approve", "--seen", seen(by))
    before = ground_rules.in_force(branch.store)
    strict = (RuleSeverity(rule=Rule.NOT_CONFIRMED, severity=Severity.BLOCK),)
    ground_rules.save(branch.desk("root"), before, before.model_copy(update={"severities": strict}), "read back all")
    why = "“Promises not read back” stops it: resolve it first"
    assert by("asha", "review", "1").out.startswith(f"Review 1: approved, counts no more: {why}\n")
    told = json.loads(by("asha", "review", "1", "--format", "json").out)["sign_off"]
    assert (told["stale"], told["counts_no_more"]) == (False, why)
    assert f"Home loan, Sunita Rao (vikram): {why}" in " ".join(by("asha", "queue").out.split())
    [line] = json.loads(by("asha", "queue", "--format", "json").out)["waiting"]
    assert (line["what"], line["told"]) == ("stale", why)
