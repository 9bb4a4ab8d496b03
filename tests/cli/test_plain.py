"""The desk in lines, as a screen reader speaks it: what is typed is fed, and what is said is read."""

import io
import os
import re
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import pytest

from crm_tui.bootstrap import login
from crm_tui.cli import terminal
from crm_tui.cli.plain import due, promise
from crm_tui.domain.commitment import Commitment, Status
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal
from crm_tui.domain.document import DocumentType
from crm_tui.domain.errors import DeskError
from crm_tui.paths import drafts_folder
from crm_tui.reading.files import read_paper
from crm_tui.services import papers
from crm_tui.services.desk import Desk
from crm_tui.services.drafts import Draft
from crm_tui.store.desk_store import TinyStore
from crm_tui.store.draft_files import DraftFiles
from crm_tui.tui import reopening
from crm_tui.tui.drafting import Drafted
from tests.cli.conftest import DAY, Ran, Run

DRAWN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2500-\u259f]")


@pytest.fixture
def talk(run: Run, store: Path, monkeypatch: pytest.MonkeyPatch):
    """A conversation: the answers that are typed, and then the end of the input."""

    class Session(DraftFiles):
        held: ClassVar[list[DraftFiles]] = []

        def __init__(self, *given: Any) -> None:
            super().__init__(*given)
            self.held.append(self)

    monkeypatch.setattr("crm_tui.store.draft_files.DraftFiles", Session)

    def spoken(*answers: str, **environment: str) -> Ran:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{answer}\n" for answer in answers)))
        ran = run("--plain", "--store", store)
        # a session lets go of its drafts by ending
        for one in Session.held:
            one._let_go()
        assert not DRAWN.search(ran.out), "nothing is drawn"
        assert ran.err == ""
        return ran

    return spoken


@pytest.fixture
def owed(store: Path) -> None:
    """Two promises of who is logged in, and the paper of the home loan."""
    with TinyStore(store).transaction() as now:
        for words, due in (("Send the sanction letter", date(2026, 11, 18)), ("8.4 % for 3 years", DAY)):
            now.add(
                Commitment(customer_id=1, deal_id=1, words=words, due=due, owner=login(), made_on=date(2026, 11, 10))
            )


def test_a_line_that_was_cut_off_is_offered_at_the_next_start(talk, store: Path) -> None:
    ran = talk("3", "Meera Joshi: call back friday")
    assert "Save it?" in ran.out
    assert not TinyStore(store).find(Commitment)
    ran = talk("1", "y", "q")
    assert "Not saved when a session ended: One line: Meera Joshi: call back friday" in ran.out
    assert [one.words for one in TinyStore(store).find(Commitment)] == ["call back"]
    assert "Not saved" not in talk("q").out


@pytest.mark.parametrize(("answer", "again"), [("2", True), ("q", True), ("3", False), ("", True)])
def test_a_draft_is_put_off_or_thrown_away(talk, store: Path, answer: str, again: bool) -> None:
    talk("3", "Meera Joshi: call back friday")
    talk(answer, "q", "q") if answer else talk()
    assert ("Not saved" in talk("q", "q").out) is again
    assert not TinyStore(store).find(Commitment)


def test_who_goes_back_leaves_no_draft(talk) -> None:
    talk("3", "Meera Joshi: call back friday", "q", "q")
    assert "Not saved" not in talk("q").out


def test_what_became_of_a_promise_goes_on_where_it_was_cut_off(talk, store: Path, owed: None) -> None:
    talk("1", "1", "3", "20 nov")
    ran = talk("1", "", "", "the printer broke", "q")
    assert "On which day [2026-11-20]: " in ran.out
    broken = TinyStore(store).find(Commitment)[0]
    assert (broken.status, broken.settled_on, broken.remark) == (Status.BROKEN, date(2026, 11, 20), "the printer broke")
    assert "Not saved" not in talk("q").out


def test_what_was_refused_is_kept(talk, store: Path, owed: None) -> None:
    talk("1", "1", "3", "20 nov", "", "", "q")
    assert "Not saved when a session ended: Broken: Send the sanction letter: 2026-11-20" in talk("q", "q").out


@pytest.mark.parametrize("then", ["3", "1"], ids=["broken as well", "kept after all"])
def test_what_was_refused_and_is_settled_since_is_offered_no_more(talk, owed: None, then: str) -> None:
    ran = talk("1", "1", "3", "20 nov", "", "1", then, "20 nov", "the printer broke", "", "q")
    assert "Not done: " in ran.out
    assert "Saved: " in ran.out
    assert "Not saved" not in talk("q").out


@pytest.mark.parametrize(
    ("then", "again"), [("Meera Joshi: call back friday", False), ("Meera Joshi: send the list", True)]
)
def test_a_line_that_was_refused_is_offered_until_it_is_saved(
    talk, monkeypatch: pytest.MonkeyPatch, then: str, again: bool
) -> None:
    save, refusals = promise.save, iter([DeskError("another session is saving")])

    def refused_once(*given: Any) -> Any:
        for refusal in refusals:
            raise refusal
        return save(*given)

    monkeypatch.setattr(promise, "save", refused_once)
    ran = talk("3", "Meera Joshi: call back friday", "y", "3", then, "y", "q")
    assert "Not done: another session is saving.\n" in ran.out
    assert "Saved for Meera Joshi" in ran.out
    assert ("One line: Meera Joshi: call back friday" in talk("q", "q").out) is again


@pytest.mark.parametrize("name", ["promise", "due"])
def test_the_screens_go_on_with_the_same_drafts(name: str) -> None:
    forms = (promise.FORM,) if name == "promise" else due.FORMS
    for form in forms:
        assert issubclass(reopening.known(form, Drafted), Drafted)


def test_a_draft_of_the_screens_is_named(talk, store: Path) -> None:
    ended = DraftFiles(drafts_folder, store)
    ended.keep([Draft("New deal", "2026-11-21T10:00+0000", "crm_tui.tui.forms.deal:DealForm", None)])
    ended._let_go()
    assert "kept for the screens: New deal." in talk("q").out
    assert "kept for the screens: New deal." in talk("q").out


def test_the_menu_is_left_by_q_and_by_the_end_of_input(talk) -> None:
    for answers in (("q",), (), ("2",), ("4", "", "q", "q")):
        ran = talk(*answers)
        assert ran.code == 0
        assert ran.out.endswith("Goodbye.\n")
    assert "2. Look up a customer.\n" in ran.out
    assert "It is Saturday 21 November 2026." in ran.out


def test_each_line_is_one_statement_or_one_question(talk, owed: None) -> None:
    ran = talk("1", "", "2", "meera", "3", "meera: call back fri", "n", "q")
    wrong = [line for line in ran.out.splitlines() if not line.endswith((".", ":", "?")) and not line.endswith(": ")]
    assert not wrong


def test_what_is_due_is_said_and_settled_and_taken_back(talk, store: Path, owed: None) -> None:
    ran = talk("1", "1", "1", "19/11", "l", "7", "", "5", "y", "q")
    assert "Of yours: 1 overdue, 1 due today.\n" in ran.out
    assert f"1. {login()} to Meera Joshi: Send the sanction letter; due 18 Nov; 2 working days late;" in ran.out
    assert "Saved: kept" in ran.out
    assert "Type a number from 1 to 2.\n" in ran.out
    assert "Taken back: commitment kept: Send the sanction letter.\n" in ran.out
    assert TinyStore(store).get(Commitment, 1).status is Status.OPEN


def test_a_broken_promise_wants_its_reason_and_a_day_that_is_one(talk, store: Path, owed: None) -> None:
    ran = talk("1", "2", "3", "someday", "20/11", "", "1", "3", "20/11", "the letter was late", "", "q")
    assert "'someday'" in ran.out
    assert "Not done: " in ran.out
    kept = TinyStore(store)
    assert kept.get(Commitment, 1).status is Status.BROKEN
    assert kept.get(Commitment, 2).status is Status.OPEN


def test_a_customer_is_found_by_part_of_a_name_and_chosen_among_several(talk) -> None:
    ran = talk("2", "nobody", "joshi", "3", "1", "q")
    assert "no customer is found by 'nobody'" in ran.out
    assert re.search(r"^1\. (Joshi & Sons|Meera Joshi), of \w+\.$", ran.out, re.M)
    assert "type a number from 1 to 2, or q to go back.\n" in ran.out
    assert "(#" in ran.out.partition("Which one")[2]


def test_a_promise_is_read_back_before_it_is_saved(talk, store: Path) -> None:
    ran = talk("3", "joshi: call back fri 4pm", "2", "", "q")
    assert "Due: Fri 27 Nov 2026, 16:00, in 6 days.\n" in ran.out
    [one] = TinyStore(store).find(Commitment)
    assert (one.words, one.due) == ("call back", date(2026, 11, 27))
    assert f"number {one.id}.\n" in ran.out


def test_somebody_new_is_begun_with_only_when_that_is_meant(talk, store: Path) -> None:
    talk("3", "kavita rao: send the form", "", "3", "send the form", "q")
    assert not TinyStore(store).find(Commitment)
    ran = talk("3", "kavita rao: send the form", "y", "y", "q")
    assert "Saved for Kavita Rao" in ran.out
    assert [one.name for one in TinyStore(store).find(Customer)][-1] == "Kavita Rao"


def test_said_and_written_are_told_one_after_the_other(talk, store: Path, paper: Path) -> None:
    talk("3", "meera: 8.4 %, no processing fee #home loan", "y", "q")
    opened = TinyStore(store)
    desk = Desk(store=opened, read_paper=read_paper, today=lambda: DAY, officer=login())
    papers.attach(desk, opened.get(Deal, 1), paper, type=DocumentType.SANCTION_LETTER)
    opened.close()
    ran = talk("4", "", "", "a", "q")
    said = ran.out
    assert "Home loan, Wakad flat, for Meera Joshi" in said
    assert re.search(r"\d of \d+\. Rate of interest: \w", said)
    assert "Said: no processing fee" in said
    assert "Written on page 1, line 4: Processing fee: Rs 5,000.\n" in said
    assert "contradicted.\nStops the signature.\n" in said
    assert "That is all.\n" in said


def test_stored_text_is_spoken_and_not_obeyed(talk, store: Path) -> None:
    with TinyStore(store).transaction() as now:
        now.add(Customer(name="Eve [/x] \u202egnirts", owner="asha", since=DAY, care="line\nQuestion [yes]:"))
    ran = talk("2", "eve", "q")
    assert "\u202e" not in ran.out
    assert "[/x]" in ran.out


@pytest.mark.parametrize(
    ("asked", "variables", "at_terminal", "lines"),
    [
        pytest.param(True, {}, False, True, id="--plain"),
        pytest.param(False, {"ACCESSIBLE": "1", "TERM": "xterm"}, True, True, id="ACCESSIBLE=1"),
        pytest.param(False, {"ACCESSIBLE": "0", "TERM": "xterm"}, True, False, id="ACCESSIBLE=0"),
        pytest.param(False, {"TERM": "dumb"}, True, True, id="TERM=dumb"),
        pytest.param(False, {"TERM": "vt100"}, True, False, id="an old terminal"),
        pytest.param(False, {"ACCESSIBLE": "1", "TERM": "dumb"}, False, False, id="in a script"),
    ],
)
def test_when_lines_are_wanted(
    monkeypatch: pytest.MonkeyPatch, asked: bool, variables: dict[str, str], at_terminal: bool, lines: bool
) -> None:
    monkeypatch.setattr(terminal, "is_terminal", lambda: at_terminal)
    monkeypatch.delenv("ACCESSIBLE", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert terminal.wants_lines(asked) is lines


def test_without_a_terminal_one_sentence_names_the_plain_commands(run: Run, store: Path) -> None:
    ran = run("--store", store)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    assert "check, promise, attach, review" in ran.err
    assert "--plain" in ran.err


def test_of_many_who_are_found_the_first_few_are_offered(talk, store: Path) -> None:
    with TinyStore(store).transaction() as now:
        for number in range(12):
            now.add(Customer(name=f"Same Name {number}", owner=login(), since=DAY))
    ran = talk("2", "same name", "1", "q")
    assert "There are more than 9: these are the first. Type more of the name to find another.\n" in ran.out
    assert "9. Same Name" in ran.out
    assert "10. Same Name" not in ran.out


@pytest.mark.slow
@pytest.mark.parametrize(
    "how", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL], ids=["told to end", "hang-up", "killed"]
)
def test_what_was_answered_outlives_the_process(store: Path, tmp_path: Path, how: signal.Signals) -> None:
    command = [sys.executable, "-m", "crm_tui", "--plain", "--store", str(store)]
    own = {**os.environ, "XDG_STATE_HOME": str(tmp_path / "state")}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=own) as cut_off:
        cut_off.stdin.write("3\nMeera Joshi: call back friday\n")
        cut_off.stdin.flush()
        heard = ""
        while "Save it?" not in heard:
            heard += cut_off.stdout.read(1)
        cut_off.send_signal(how)
    again = subprocess.run(command, input="1\ny\nq\n", capture_output=True, text=True, env=own, check=True)
    assert "Not saved when a session ended: One line: Meera Joshi: call back friday" in again.stdout
    assert [one.words for one in TinyStore(store).find(Commitment)] == ["call back"]
