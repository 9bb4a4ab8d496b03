"""The commands as a script uses them."""

import json
from datetime import date
from pathlib import Path

import pytest

from crm_tui.bootstrap import login
from crm_tui.domain.commitment import Commitment, CommitmentKind
from crm_tui.domain.document import Document, DocumentType
from crm_tui.domain.interaction import Interaction
from crm_tui.store.desk_store import TinyStore
from tests.cli.conftest import Run

SAID = "8.4 fixed for 3 yrs, no PF"


def promises(store: Path) -> list[Commitment]:
    return TinyStore(store).find(Commitment)


def test_promise_stores_what_was_heard_and_prints_a_number_for_each(run: Run, store: Path) -> None:
    ran = run("promise", SAID, "--customer", "meera", "--deal", "home", "--due", "fri", "--store", store)
    stored = promises(store)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.split() == [str(one.id) for one in stored]
    assert len(stored) >= 2
    assert all(one.words in SAID and one.claim and one.deal_id == 1 for one in stored)
    assert {one.due for one in stored} == {date(2026, 11, 27)}
    assert {one.owner for one in stored} == {login()}
    assert [one.said for one in TinyStore(store).find(Interaction)] == [SAID]


def test_promise_keeps_the_whole_text_when_no_term_is_heard_in_it(
    run: Run, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm_tui.services.capture.listen", lambda *_, **__: ())
    ran = run("promise", "I will call her son", "--customer", "#1", "--store", store)
    [stored] = promises(store)
    assert (ran.code, ran.out) == (0, f"{stored.id}\n")
    assert (stored.words, stored.claim, stored.kind) == ("I will call her son", None, CommitmentKind.PROMISE)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["--customer", "Kelaskar"], "no customer is called 'Kelaskar'", id="nobody"),
        pytest.param(["--customer", "joshi"], "fits several customers: Meera Joshi (#1), Joshi & Sons (#2)", id="two"),
        pytest.param(["--customer", "meera", "--deal", "car"], "no deal of this customer fits 'car'", id="no deal"),
        pytest.param(["--customer", "#2", "--deal", "1"], "no deal of this customer fits '1'", id="another's deal"),
        pytest.param(["--customer", "meera", "--due", "31 feb"], "'31 feb' is not a day", id="no day"),
        pytest.param([], "say for whom: a name and a colon", id="no customer named"),
    ],
)
def test_promise_stores_nothing_when_an_argument_is_wrong(
    run: Run, store: Path, arguments: list[str], says: str
) -> None:
    before = store.read_bytes()
    ran = run("promise", SAID, *arguments, "--store", store)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert ran.err.startswith("crm-tui: ")
    assert ran.err.count("\n") == 1
    assert store.read_bytes() == before


@pytest.mark.parametrize(
    "text", ["", "   ", "long " * 10_000, "not unicode \udcff"], ids=["empty", "blank", "long", "bytes"]
)
def test_promise_refuses_a_text_that_can_not_be_kept(run: Run, store: Path, text: str) -> None:
    before = store.read_bytes()
    ran = run("promise", text, "--customer", "meera", "--store", store)
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert store.read_bytes() == before


def test_attach_keeps_the_paper_and_prints_its_number(run: Run, store: Path, paper: Path) -> None:
    ran = run("attach", paper, "--deal", "home", "--type", "sanction-letter", "--store", store)
    [document] = TinyStore(store).find(Document)
    assert (ran.code, ran.out, ran.err) == (0, f"{document.id}\n", "")
    assert (document.name, document.type, document.version) == ("sanction.txt", DocumentType.SANCTION_LETTER, 1)
    assert TinyStore(store).paper(document.sha256).read_bytes() == paper.read_bytes()


def test_attach_refuses_a_type_that_it_does_not_know(run: Run, store: Path, paper: Path) -> None:
    ran = run("attach", paper, "--deal", "1", "--type", "poem", "--store", store)
    assert (ran.code, ran.out) == (2, "")
    assert "choose one of sanction letter, key facts statement" in ran.err
    assert TinyStore(store).find(Document) == []


def test_review_shows_the_stored_promises_beside_the_newest_paper(run: Run, store: Path, paper: Path) -> None:
    run("promise", SAID, "--customer", "meera", "--deal", "1", "--store", store)
    run("attach", paper, "--deal", "1", "--store", store)
    ran = run("review", "wakad", "--store", store)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith("Deal #1: Home loan, Wakad flat")
    assert "page 1, line 3: Rate of interest: 8.75 % p.a. floating" in ran.out
    value = json.loads(run("review", "1", "--format", "json", "--store", store).out)
    assert [one["id"] for one in value["promises"]] == [one.id for one in promises(store)]
    assert value["document"]["name"] == "sanction.txt"


def test_review_without_a_paper_clears_nothing(run: Run, store: Path) -> None:
    ran = run("review", "1", "--store", store)
    assert (ran.code, ran.err) == (1, "")
    assert "¶ PAPER · stops the signature · No paper" in ran.out
    assert "# Deal #1" in run("review", "1", "--store", store, "--format", "markdown").out


def test_review_of_a_deal_that_is_not_there_is_one_line(run: Run, store: Path) -> None:
    ran = run("review", "99", "--store", store)
    assert (ran.code, ran.out) == (2, "")
    assert "no deal fits '99'" in ran.err


def test_compare_finds_what_the_paper_does_not_give(run: Run, tmp_path: Path, paper: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text(f"{SAID}\n")
    ran = run("compare", note, paper, "--today", "2026-11-21")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith("note.txt beside sanction.txt (1 page)\n")
    assert "CONTRADICTED" in ran.out


def test_compare_is_content_with_a_paper_that_keeps_the_word(run: Run, tmp_path: Path) -> None:
    note, paper = tmp_path / "note.txt", tmp_path / "paper.md"
    note.write_text("no processing fee")
    paper.write_text("The processing fee is nil.\n")
    ran = run("compare", note, paper, "--pack", "loan")
    assert "MATCHES" in ran.out
    assert ran.code == 0


def test_compare_gives_the_same_bytes_for_the_same_input(run: Run, tmp_path: Path, paper: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text(SAID)
    arguments = ("compare", note, paper, "--format", "json", "--today", "2026-11-21")
    first = run(*arguments)
    assert first == run(*arguments)
    value = json.loads(first.out)
    assert list(value) == ["note", "document", "promises", "surprises", "paper_faults"]
    assert all(SAID[one["start"] : one["end"]] == one["text"] for one in value["promises"])
    lines = paper.read_text().splitlines()
    shown = [line for one in value["promises"] + value["surprises"] for line in one["evidence"]]
    assert shown
    assert all(line["text"] in lines[line["line"] - 1] for line in shown)


def test_compare_stores_nothing(run: Run, tmp_path: Path, paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = tmp_path / "elsewhere" / "desk.json"
    monkeypatch.setenv("CRM_TUI_STORE", str(store))
    run("compare", paper, paper)
    assert not store.parent.exists()


def test_check_tells_by_its_exit_code_whether_something_is_late(run: Run, store: Path) -> None:
    assert run("check", "--store", store).code == 0
    run("promise", "I will call her son", "--customer", "meera", "--due", "+2", "--store", store)
    assert run("check", "--store", store).code == 0
    assert run("check", "--as-of", "2026-11-23", "--store", store).code == 1
    late = run("check", "--as-of", "+3", "--store", store)
    assert (late.code, late.err) == (1, "")
    assert "OVERDUE (1)" in late.out


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("text", "Daily check for 2026-11-21\n"),
        ("markdown", "# Daily check for 2026-11-21\n"),
        ("json", '{\n  "as_of"'),
    ],
)
def test_check_has_three_formats(run: Run, store: Path, form: str, begins: str) -> None:
    assert run("check", "--format", form, "--store", store).out.startswith(begins)


def test_check_names_what_is_wrong_in_the_old_part_of_the_log(run: Run, store: Path) -> None:
    owing = run("check", "--as-of", "2026-11-23", "--store", store)
    [log] = Path(f"{store}.journal").glob("*.jsonl")
    log.write_bytes(log.read_bytes().replace(b"Meera", b"Merra", 1))
    found = run("check", "--as-of", "2026-11-23", "--store", store)
    assert (found.code, found.out) == (2, owing.out)
    assert "000000000001.jsonl line 1 (commit 1) is damaged" in found.err
    assert found.err.count("\n") == 1


def test_check_of_one_owner_leaves_out_the_others(run: Run, store: Path) -> None:
    run("promise", "I will call her son", "--customer", "meera", "--due", "-1", "--store", store)
    assert run("check", "--owner", login().upper(), "--store", store).code == 1
    assert run("check", "--owner", "Ravi", "--store", store).code == 0


@pytest.mark.parametrize(
    ("owner", "says"),
    [
        ("ash", "nobody called 'ash' owns anything here: asha, ravi"),
        ("nobody", "nobody called 'nobody' owns anything here"),
        ("", "give the officer's name"),
        (" ", "give the officer's name"),
    ],
)
def test_check_of_an_owner_whom_nobody_knows_is_no_all_clear(run: Run, store: Path, owner: str, says: str) -> None:
    ran = run("check", "--owner", owner, "--store", store)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


@pytest.mark.parametrize("typed", ["19 nov", "19/11"])
def test_a_day_without_a_year_to_check_for_is_this_years(run: Run, store: Path, typed: str) -> None:
    assert run("check", "--as-of", typed, "--store", store).out.startswith("Daily check for 2026-11-19\n")


def test_the_store_may_be_named_before_the_command_or_by_the_environment(
    run: Run, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("promise", "I will call her son", "--customer", "meera", "--due", "-1", "--store", store)
    assert run("--store", store, "check").code == 1
    monkeypatch.setenv("CRM_TUI_STORE", str(store))
    assert run("check").code == 1
    assert "there is no store at" in run("check", "--store", store.with_name("other.json")).err
