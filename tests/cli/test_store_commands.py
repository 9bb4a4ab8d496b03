"""What an administrator types: each command's output, exit code and JSON."""

import json
from datetime import date
from pathlib import Path

import pytest

from crm_tui.bootstrap import login
from crm_tui.domain.customer import Customer
from crm_tui.store.desk_store import TinyStore
from tests.cli.conftest import Run

OPERATIONS = ("verify", "backup", "restore", "history", "fold", "redact", "stats", "adopt", "discard")


def log_of(store: Path) -> Path:
    return store.with_name("desk.json.journal") / "000000000001.jsonl"


def changed(store: Path, name: str) -> None:
    """Somebody corrects the name of the first customer."""
    opened = TinyStore(store, by="asha")
    with opened.transaction("customer changed") as now:
        now.put(now.find(Customer, id=1)[0].model_copy(update={"name": name}))
    opened.close()


def by_another_program(store: Path) -> None:
    store.write_bytes(store.read_bytes().replace(b"Joshi & Sons", b"Joshi + Sons"))


@pytest.mark.parametrize("operation", OPERATIONS)
def test_each_operation_has_help_with_an_example(run: Run, monkeypatch: pytest.MonkeyPatch, operation: str) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    ran = run("store", operation, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert f"crm-tui store {operation}" in ran.out.partition("example:")[2]
    assert "--format" in ran.out
    assert "exit 0:" in " ".join(ran.out.split())
    assert max(len(line) for line in ran.out.partition("example:")[0].splitlines()) <= 80


def test_verify_prints_an_anchor_that_fits_and_ends_with_0(run: Run, store: Path) -> None:
    ran = run("store", "verify", "--store", store)
    assert (ran.code, ran.err) == (0, "")
    assert "sound" in ran.out
    anchor = ran.out.splitlines()[-1].removeprefix("anchor ")
    assert run("store", "verify", "--anchor", anchor, "--store", store).code == 0
    other = anchor[:-1] + ("0" if anchor[-1] != "0" else "1")
    ran = run("store", "verify", "--anchor", anchor, "--anchor", other, "--store", store)
    assert ran.code == 1
    assert "is not the one that was noted outside" in ran.out


def test_verify_names_the_line_that_was_changed_and_ends_with_1(run: Run, store: Path) -> None:
    log = log_of(store)
    log.write_bytes(log.read_bytes().replace(b"Meera Joshi", b"Meena Joshi"))
    ran = run("store", "verify", "--store", store, "--format", "json")
    assert (ran.code, ran.err) == (1, "")
    assert json.loads(ran.out)["findings"][0].startswith("000000000001.jsonl line 1 (commit 1)")
    assert "line 1" in run("store", "verify", "--store", store).out


def test_a_backup_is_made_and_restored_elsewhere(run: Run, store: Path, tmp_path: Path) -> None:
    made = run("store", "backup", tmp_path / "backups", "--store", store, "--format", "json")
    about = json.loads(made.out)
    assert (made.code, about["findings"]) == (0, [])
    assert Path(about["backup"]).parent == tmp_path / "backups"
    new = tmp_path / "new" / "desk.json"
    restored = run("store", "restore", tmp_path / "backups", "--store", new, "--format", "json")
    assert restored.code == 0
    assert json.loads(restored.out)["as_of"]["seq"] == about["seq"]
    assert run("check", "--store", new).code == 0
    assert run("store", "verify", "--store", new, "--anchor", f"{about['seq']}:{about['head']}").code == 0


def test_a_backup_of_a_store_that_is_not_sound_ends_with_1(run: Run, store: Path, tmp_path: Path) -> None:
    by_another_program(store)
    ran = run("store", "backup", tmp_path / "backups", "--store", store)
    assert ran.code == 1
    assert "no backup was kept" in ran.out
    assert "store adopt" in ran.out


@pytest.mark.parametrize("at", ["1", "2999-01-01", "2999-01-01T10:00"])
def test_restore_goes_back_to_a_commit_or_a_time(run: Run, store: Path, tmp_path: Path, at: str) -> None:
    changed(store, "Meera Kulkarni")
    run("store", "backup", tmp_path / "backups", "--store", store)
    new = tmp_path / "new" / "desk.json"
    assert run("store", "restore", tmp_path / "backups", "--at", at, "--store", new).code == 0
    name = "Meera Joshi" if at == "1" else "Meera Kulkarni"
    assert TinyStore(new).find(Customer, id=1)[0].name == name


def test_restore_over_a_store_wants_to_be_told_so(run: Run, store: Path, tmp_path: Path) -> None:
    run("store", "backup", tmp_path / "backups", "--store", store)
    changed(store, "Meera Kulkarni")
    ran = run("store", "restore", tmp_path / "backups", "--store", store)
    assert (ran.code, ran.out) == (2, "")
    assert "--replace" in ran.err
    ran = run("store", "restore", tmp_path / "backups", "--replace", "--store", store)
    assert ran.code == 0
    assert "the store that was there is in" in ran.out
    assert TinyStore(store).find(Customer, id=1)[0].name == "Meera Joshi"


def test_history_tells_who_when_why_before_and_after(run: Run, store: Path) -> None:
    changed(store, "Meera Kulkarni")
    ran = run("store", "history", "customers", "1", "--store", store)
    assert (ran.code, ran.err) == (0, "")
    assert "asha  customer changed" in ran.out
    assert 'name: "Meera Joshi" -> "Meera Kulkarni"' in ran.out
    told = json.loads(run("store", "history", "customers", "1", "--store", store, "--format", "json").out)
    assert [one["after"]["name"] for one in told["changes"]] == ["Meera Joshi", "Meera Kulkarni"]
    assert told["changes"][1]["before"]["name"] == "Meera Joshi"


def test_history_of_what_never_was_ends_with_1(run: Run, store: Path) -> None:
    ran = run("store", "history", "customers", "99", "--store", store)
    assert (ran.code, ran.out) == (1, "no commit names customers 99\n")


def test_fold_brings_the_plain_file_up_to_date(run: Run, store: Path) -> None:
    with TinyStore(store).transaction() as now:
        now.add(Customer(name="Acme", owner="asha", since=date(2026, 11, 21)))
    assert b"Acme" not in store.read_bytes()
    ran = run("store", "fold", "--store", store, "--format", "json")
    assert (ran.code, json.loads(ran.out)["folded"]) == (0, True)
    assert b"Acme" in store.read_bytes()
    assert json.loads(run("store", "fold", "--store", store, "--format", "json").out)["folded"] is False


def test_redact_blanks_a_name_in_every_version(run: Run, store: Path) -> None:
    changed(store, "Meera Kulkarni")
    ran = run("store", "redact", "customers", 1, "--field", "name", "--why", "erasure asked for", "--store", store)
    assert (ran.code, ran.err) == (0, "")
    assert "erased from 2 commits" in ran.out
    assert "backups made until now still hold it" in ran.out
    everything = b"".join(one.read_bytes() for one in store.parent.rglob("*") if one.is_file())
    assert b"Meera" not in everything
    assert TinyStore(store).find(Customer, id=1)[0].name == "[redacted]"
    assert run("store", "verify", "--store", store).code == 0
    facts = [json.loads(line) for line in log_of(store).read_bytes().splitlines() if b'"redacted"' in line]
    assert [(one["by"], one["why"]) for one in facts] == [(login(), "erasure asked for")]


def test_redact_says_where_the_words_remain(run: Run, store: Path, tmp_path: Path) -> None:
    letter, scan = tmp_path / "letter.txt", tmp_path / "quote.txt"
    letter.write_text("To MEERA\nJOSHI: the rate is 8.4 %\n")
    scan.write_text("The rate is 8.4 %\n")
    for paper in (letter, scan):
        assert run("attach", paper, "--deal", "1", "--store", store).code == 0
    spoilt = next(one for one in store.with_name("desk.papers").iterdir() if b"MEERA" not in one.read_bytes())
    spoilt.write_bytes(b"\xff\xfe\xff")
    with TinyStore(store).transaction() as now:
        now.add(Customer(name="Ravi Kale", owner="asha", since=date(2026, 11, 21), care="brother of Meera"))
    words = ("redact", "customers", 1, "--field", "name", "--why", "erasure asked for", "--store", store)
    told = json.loads(run("store", *words, "--format", "json").out)
    paper = next(one.stem for one in store.with_name("desk.papers").iterdir() if one != spoilt)
    assert (told["left"], told["alike"]) == ([], ["customers 2", "customers 3"])
    assert told["papers"] == [f"paper {paper[:12]} of documents 1"]
    assert told["unread"] == [f"paper {spoilt.stem[:12]} of documents 2"]
    assert "backups made until now still hold it" in told["notes"][0]


@pytest.mark.parametrize("why", ["", "  ", "\t"], ids=["nothing", "blanks", "a tab"])
def test_an_erasure_needs_a_reason(run: Run, store: Path, why: str) -> None:
    before = log_of(store).read_bytes()
    ran = run("store", "redact", "customers", 1, "--field", "name", "--why", why, "--store", store)
    assert (ran.code, ran.out) == (2, "")
    assert "argument --why: say why in a few words" in ran.err
    assert log_of(store).read_bytes() == before


def test_redact_refuses_what_would_leave_a_record_that_can_not_be_read(run: Run, store: Path) -> None:
    before = log_of(store).read_bytes()
    ran = run("store", "redact", "customers", 1, "--field", "since", "--why", "x", "--store", store)
    assert ran.code == 2
    assert "customers 1 could not be read any more (since: " in ran.err
    assert log_of(store).read_bytes() == before
    ran = run("store", "redact", "customers", 1, "--why", "x", "--store", store)
    assert "customers 1 is named by deals 1" in ran.err


def test_stats_tell_the_size(run: Run, store: Path) -> None:
    told = json.loads(run("store", "stats", "--store", store, "--format", "json").out)
    assert told["records"] == {"customers": 2, "deals": 1}
    assert told["log_bytes"] == log_of(store).stat().st_size
    ran = run("store", "stats", "--store", store)
    assert ran.code == 0
    assert "customers 2, deals 1" in ran.out


def test_what_another_program_wrote_is_adopted_or_discarded(run: Run, store: Path) -> None:
    assert "nothing to adopt" in run("store", "adopt", "--store", store).out
    assert "nothing to discard" in run("store", "discard", "--store", store).out
    by_another_program(store)
    assert run("check", "--store", store).code == 2
    assert json.loads(run("store", "adopt", "--store", store, "--format", "json").out)["adopted"] == 1
    assert TinyStore(store).find(Customer, name="Joshi + Sons") != []
    by_another_program(store)
    store.write_bytes(store.read_bytes().replace(b"Meera", b"Meena"))
    ran = run("store", "discard", "--store", store)
    assert ran.code == 0
    assert Path(ran.out.rstrip().rpartition(" ")[2]).exists()
    assert TinyStore(store).find(Customer, id=1)[0].name == "Meera Joshi"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param([], "are required: OPERATION", id="no operation"),
        pytest.param(["mend"], "invalid choice: 'mend'", id="an unknown operation"),
        pytest.param(["verify", "--anchor", "7"], "'7' is not an anchor", id="half an anchor"),
        pytest.param(["restore", "{folder}", "--at", "noon"], "'noon' is neither the number of a commit", id="no time"),
        pytest.param(["restore", "{folder}/none"], "is not a folder", id="no backup folder"),
        pytest.param(["restore", "{folder}"], "holds no backup", id="an empty backup folder"),
        pytest.param(["history", "deals", "x"], "'x' is not the number of a record", id="no number"),
        pytest.param(["history", "deals", "0"], "'0' is not the number of a record", id="number 0"),
        pytest.param(["redact", "deals", "1"], "are required: --why", id="no reason"),
        pytest.param(["redact", "deals", "9", "--why", "x"], "no commit holds deals 9", id="no such record"),
        pytest.param(["backup", "{file}"], "could not be saved", id="a file for a folder"),
    ],
)
def test_bad_input_is_one_line(run: Run, store: Path, tmp_path: Path, arguments: list[str], says: str) -> None:
    folder, file = tmp_path / "empty", tmp_path / "file"
    folder.mkdir()
    file.write_text("")
    ran = run("--store", store, "store", *(one.format(folder=folder, file=file) for one in arguments))
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_mistyped_path_is_not_taken_for_a_store(run: Run, tmp_path: Path, operation: str) -> None:
    given = {
        "backup": [tmp_path / "backups"],
        "restore": [tmp_path / "backups"],
        "history": ["deals", 1],
        "redact": ["deals", 1, "--why", "x"],
    }
    ran = run("store", operation, *given.get(operation, []), "--store", tmp_path / "none" / "desk.json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_command_says_once_that_the_file_stays_behind_and_saves(run: Run, store: Path) -> None:
    store.with_name("desk.json.tmp").mkdir()
    ran = run("packs", "--learn", "pindi rate", "--term", "loan.rate", "--store", store)
    assert ran.code == 0
    assert ran.err.count("desk.json.tmp: Is a directory): move it away") == 1


def test_the_history_of_a_table_that_does_not_exist_says_which_there_are(run: Run, store: Path) -> None:
    ran = run("store", "history", "foo", "1", "--store", store)
    assert (ran.code, ran.out) == (2, "")
    assert "there is no table foo: name one of" in ran.err
    assert "customers, " in ran.err
    assert run("store", "history", "customers", "999", "--store", store).code == 1


@pytest.mark.parametrize("inside", ["", "desk.papers", "desk.json.journal", "desk.papers/deeper"])
def test_no_backup_is_made_into_the_store_itself(run: Run, store: Path, inside: str) -> None:
    before = sorted(store.parent.rglob("*"))
    ran = run("store", "backup", store.parent / inside, "--store", store)
    assert (ran.code, ran.out) == (2, "")
    assert "belongs to the store itself: name a folder elsewhere, best on another disk" in ran.err
    assert sorted(store.parent.rglob("*")) == before
