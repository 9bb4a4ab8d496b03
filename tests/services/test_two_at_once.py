"""Two people take a step of one review at the same moment, at a store on disk: one wins, the other is told."""

import subprocess
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from crm_tui.domain.deal import Stage
from crm_tui.domain.errors import Conflict, DeskError
from crm_tui.domain.sign_off import Review, ReviewState
from crm_tui.services import approvals, deal_findings, records, reviews, sign_off, signature
from crm_tui.services.desk import Desk
from crm_tui.store.desk_store import TinyStore
from tests.services.review_desk import DEARER, FAIR, Branch

ROUNDS = 4


@pytest.fixture
def branch(tmp_path: Path) -> Branch:
    path = tmp_path / "desk.json"
    return Branch(TinyStore(path, by="root"), session=lambda login: TinyStore(path, by=login))


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each of them gives, or the refusal that it meets, in the order of the acts."""
    ready = threading.Barrier(len(acts))
    results: list[object] = [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        ready.wait()
        try:
            results[place] = act()
        except Exception as refused:  # handed to the test, whatever it is
            results[place] = refused

    threads = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def submitted(branch: Branch) -> tuple[Review, str]:
    review = sign_off.submit(branch.desk("asha"), branch.deal_id)
    return review, deal_findings.of(branch.desk("vikram"), branch.deal_id).fingerprint


def stored(branch: Branch) -> Review:
    return branch.store.find(Review)[-1]


def parted(results: list[object]) -> tuple[list[Review], list[DeskError]]:
    won = [one for one in results if isinstance(one, Review)]
    told = [one for one in results if isinstance(one, DeskError)]
    assert len(won) + len(told) == len(results), results
    return won, told


def test_of_two_checkers_one_approves_and_the_other_is_told_who(branch: Branch) -> None:
    for _ in range(ROUNDS):
        review, seen = submitted(branch)
        desks = [branch.desk("vikram"), branch.desk("meera")]
        won, told = parted(at_once(*(partial(sign_off.approve, desk, review, seen) for desk in desks)))
        assert (len(won), len(told)) == (1, 1)
        assert isinstance(told[0], Conflict)
        assert str(told[0]) == f"{won[0].checker} approved this review meanwhile: nothing was saved; look at it again"
        assert stored(branch) == won[0]
        assert [step.state for step in won[0].steps].count(ReviewState.APPROVED) == 1
        branch.say("asha", "no processing fee")


def test_of_an_approval_and_a_return_one_stands(branch: Branch) -> None:
    for _ in range(ROUNDS):
        review, seen = submitted(branch)
        vikram, meera = branch.desk("vikram"), branch.desk("meera")
        won, told = parted(
            at_once(
                partial(sign_off.approve, vikram, review, seen), partial(sign_off.send_back, meera, review, "not yet")
            )
        )
        assert (len(won), len(told)) == (1, 1)
        assert won[0].checker in str(told[0])
        assert stored(branch) == won[0]
        branch.say("asha", "no processing fee")


def test_of_two_who_submit_one_does_and_the_other_is_told_who(branch: Branch) -> None:
    for _ in range(ROUNDS):
        desks = [branch.desk("asha"), branch.desk("ravi")]
        won, told = parted(at_once(*(partial(sign_off.submit, desk, branch.deal_id) for desk in desks)))
        assert (len(won), len(told)) == (1, 1)
        assert str(told[0]) == f"{won[0].maker} submitted this deal already: its review waits for a checker"
        sign_off.recall(branch.desk(won[0].maker), won[0])
    assert len(branch.store.find(Review)) == 1


def test_of_an_approval_and_a_recall_one_stands(branch: Branch) -> None:
    for _ in range(ROUNDS):
        review, seen = submitted(branch)
        asha, vikram = branch.desk("asha"), branch.desk("vikram")
        won, told = parted(
            at_once(partial(sign_off.approve, vikram, review, seen), partial(sign_off.recall, asha, review))
        )
        assert (len(won), len(told)) == (1, 1)
        assert str(told[0]).startswith(won[0].steps[-1].by)
        assert stored(branch).state is won[0].state
        branch.say("asha", "no processing fee")


def test_who_submits_anew_while_another_approves_what_was(branch: Branch) -> None:
    for _ in range(ROUNDS):
        review, seen = submitted(branch)
        asha, vikram = branch.desk("asha"), branch.desk("vikram")

        def anew(asha: Desk = asha, review: Review = review) -> Review:
            sign_off.recall(asha, review)
            return sign_off.submit(asha, branch.deal_id)

        won, told = parted(at_once(partial(sign_off.approve, vikram, review, seen), anew))
        assert (len(won), len(told)) == (1, 1)
        assert stored(branch).state is won[0].state
        if stored(branch).state is ReviewState.SUBMITTED:
            sign_off.recall(asha, stored(branch))
        branch.say("asha", "no processing fee")


def test_a_paper_that_comes_while_it_is_approved_is_seen_or_makes_the_approval_stale(branch: Branch) -> None:
    for _ in range(ROUNDS):
        review, seen = submitted(branch)
        vikram = branch.desk("vikram")
        results = at_once(partial(sign_off.approve, vikram, review, seen), partial(branch.attach, "asha", DEARER))
        if isinstance(results[0], Review):
            assert results[0].facts.fingerprint == seen
            assert approvals.is_stale(vikram, stored(branch))
        else:
            assert isinstance(results[0], reviews.Changed)
            sign_off.recall(branch.desk("asha"), stored(branch))
        branch.attach("asha", FAIR)
        branch.say("asha", "no processing fee")


def test_of_two_who_sign_one_does(branch: Branch) -> None:
    review, seen = submitted(branch)
    sign_off.approve(branch.desk("vikram"), review, seen)
    branch.wait(7)
    asha, ravi = branch.desk("asha"), branch.desk("ravi")
    results = at_once(partial(signature.sign, asha, branch.deal_id), partial(signature.sign, ravi, branch.deal_id))
    refused = [one for one in results if isinstance(one, DeskError)]
    assert [str(one) for one in refused] == ["this deal is signed: only one that is under way is reviewed"]
    assert branch.deal.stage is Stage.SIGNED
    assert len(stored(branch).signings) == 1


def test_a_promise_that_changes_while_the_deal_is_signed_stops_it_or_comes_too_late(branch: Branch) -> None:
    review, seen = submitted(branch)
    sign_off.approve(branch.desk("vikram"), review, seen)
    branch.wait(7)
    asha, ravi = branch.desk("asha"), branch.desk("ravi")
    before = branch.deal
    promise = deal_findings.of(asha, branch.deal_id).promises[0]
    dearer = promise.model_copy(update={"words": "interest rate 8.4 % for ever"})
    results = at_once(partial(signature.sign, asha, branch.deal_id), partial(records.change, ravi, promise, dearer))
    if isinstance(results[0], DeskError):
        assert isinstance(results[0], reviews.Changed)
        assert branch.deal == before
    else:
        assert branch.deal.stage is Stage.SIGNED


CHECKER = """
import sys
from datetime import UTC, datetime, date
from pathlib import Path
from crm_tui.domain.errors import DeskError
from crm_tui.reading.files import read_paper
from crm_tui.services import approvals, deal_findings, reviews, sign_off, signature
from crm_tui.services.desk import Desk
from crm_tui.store.desk_store import TinyStore

path, login, day = Path(sys.argv[1]), sys.argv[2], date.fromisoformat(sys.argv[3])
desk = Desk(store=TinyStore(path, by=login), read_paper=read_paper, today=lambda: day, officer=login)
review = reviews.current(desk, 1)
seen = deal_findings.of(desk, 1).fingerprint
print("ready", flush=True)
sys.stdin.readline()
try:
    print(sign_off.approve(desk, review, seen).checker)
except DeskError as refused:
    print(refused)
"""


@pytest.mark.slow
def test_of_two_checkers_in_processes_of_their_own_one_approves(branch: Branch, tmp_path: Path) -> None:
    submitted(branch)
    command = [sys.executable, "-c", CHECKER, str(tmp_path / "desk.json")]
    both = [
        subprocess.Popen(
            [*command, login, branch.day.isoformat()], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for login in ("vikram", "meera")
    ]
    for one in both:
        assert one.stdout.readline() == "ready\n"
    for one in both:
        one.stdin.write("\n")
        one.stdin.flush()
    told = [one.communicate(timeout=60)[0].strip() for one in both]
    winner = stored(branch).checker
    refused = f"{winner} approved this review meanwhile: nothing was saved; look at it again"
    assert sorted(told) == sorted([winner, refused])
