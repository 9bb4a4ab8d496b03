"""The vocabulary from the command line: what ships, what a desk and a person add, and what is wrong with that."""

from pathlib import Path

import pytest

from crm_tui.domain.learnt import LearntName
from crm_tui.store.desk_store import TinyStore
from tests.cli.conftest import DAY, Run

GOOD = """
area = "micro"

[[kind]]
id = "micro.passbook"
label = "Group passbook fee"
aliases = ["group passbook"]
dimension = "charge"
severity = "block"

[aliases]
"loan.processing_fee" = ["jholi charge"]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The personal folder of who is logged in; the usual store is not begun."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = tmp_path / "packs"
    path.mkdir()
    monkeypatch.setenv("CRM_TUI_PACKS", str(path))
    return path


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text("no jholi charge")
    return path


def test_packs_lists_each_pack_and_where_your_personal_ones_belong(run: Run, folder: Path) -> None:
    ran = run("packs")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("b2b ")
    assert "none" in ran.out
    assert f"\n  {folder}\n" in ran.out


def test_packs_counts_what_your_personal_files_add(run: Run, folder: Path) -> None:
    (folder / "firm.toml").write_text(GOOD)
    ran = run("packs")
    assert ran.code == 0
    assert "firm.toml: 1 kinds, 1 further names of known kinds" in ran.out
    assert next(line for line in ran.out.splitlines() if line.startswith("micro ")).endswith("your own")


def test_packs_shows_the_kinds_of_one_pack_with_their_names(run: Run, folder: Path) -> None:
    (folder / "firm.toml").write_text(GOOD)
    assert run("packs", "--kinds", "micro").out == "micro.passbook  Group passbook fee: group passbook\n"
    assert "jholi charge" in run("packs", "--kinds", "loan").out
    assert "there is no pack 'tea': choose one of b2b, card" in run("packs", "--kinds", "tea").err


def test_a_name_of_a_personal_pack_is_heard_by_compare(run: Run, folder: Path, note: Path, paper: Path) -> None:
    before = run("compare", note, paper)
    (folder / "firm.toml").write_text(GOOD)
    after = run("compare", note, paper)
    assert "Processing fee" not in before.out.partition("SURPRISE ·")[0]
    assert "CONTRADICTED · stops the signature · Processing fee" in after.out
    assert (after.code, after.err) == (1, "")


@pytest.mark.parametrize("pack", ["loan", "card", "micro", "general", "OTHER"])
def test_compare_reads_the_pack_that_is_named_first(run: Run, folder: Path, note: Path, paper: Path, pack: str) -> None:
    (folder / "firm.toml").write_text(GOOD)
    assert run("compare", note, paper, "--pack", pack).code in (0, 1)


def test_a_bad_pack_is_left_out_with_one_line_and_stops_nothing(
    run: Run, folder: Path, note: Path, paper: Path
) -> None:
    (folder / "bad.toml").write_text(GOOD.replace('"charge"', '"fee"').replace('"block"', '"stop"'))
    (folder / "binary.toml").write_bytes(b"\xff\xfe\x00")
    (folder / "good.toml").write_text(GOOD)
    ran = run("compare", note, paper)
    assert ran.code == 1
    assert "CONTRADICTED" in ran.out
    assert ran.err.startswith("crm-tui: a pack of your own terms is left out: ")
    assert ran.err.endswith("(and 2 more: crm-tui packs lists them)\n")
    assert ran.err.count("\n") == 1
    listed = run("packs")
    assert listed.code == 1
    assert listed.out.count("  ! ") == 3
    assert "bad.toml: kind micro.passbook: severity is stop: choose one of" in " ".join(listed.out.split())


def test_a_folder_that_can_not_be_read_is_told(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = folder / "no-folder"
    file.touch()
    monkeypatch.setenv("CRM_TUI_PACKS", str(file))
    ran = run("packs")
    assert ran.code == 1
    assert "the packs can't be read (Not a directory)" in " ".join(ran.out.split())


def test_names_learnt_at_the_desk_are_listed_and_taken_back(run: Run, store: Path) -> None:
    assert run("packs", "--learnt", "--store", store).out == "No names were learnt at this desk.\n"
    with TinyStore(store).transaction() as now:
        for name, term in [("goldline levy", "loan.processing_fee"), ("ghost", "gone.kind")]:
            now.add(LearntName(name=name, term=term, learnt_by="asha", learnt_on=DAY))
    listed = run("packs", "--learnt", "--store", store).out
    assert "  1  “goldline levy” is Processing fee (loan.processing_fee), said asha on" in listed
    assert "a term that is in no pack any more (gone.kind)" in " ".join(listed.split())
    dropped = run("packs", "--drop", "2", "--store", store)
    assert dropped.code == 0
    assert "said asha on 2026-11-21; taken back by" in " ".join(dropped.out.split())
    again = run("packs", "--drop", "2", "--store", store)
    assert (again.code, again.out) == (2, "")
    assert "no learnt name has the number 2" in again.err


def test_a_name_is_taught_once_and_understood_by_every_command(
    run: Run, store: Path, paper: Path, note: Path, folder: Path
) -> None:
    untaught = run("promise", "no jholi charge", "--customer", "meera", "--deal", "1", "--store", store)
    assert (untaught.code, untaught.out) == (0, "1\n")
    assert "not understood, kept as words: 'jholi charge'; crm-tui packs --learn NAME --term ID" in untaught.err
    taught = run("packs", "--learn", "jholi charge", "--term", "loan.processing_fee", "--store", store)
    assert (taught.code, taught.err) == (0, "")
    assert "“jholi charge” is Processing fee (loan.processing_fee)" in taught.out
    again = run("promise", "no jholi charge", "--customer", "meera", "--deal", "1", "--store", store)
    assert (again.out, again.err) == ("2\n", "")
    run("attach", paper, "--deal", "1", "--store", store)
    assert run("review", "1", "--store", store).out.count("CONTRADICTED · stops the signature · Processing fee") == 2
    alone = run("compare", note, paper)
    lent = run("compare", note, paper, "--store", store)
    assert "CONTRADICTED" not in alone.out
    assert "CONTRADICTED · stops the signature · Processing fee" in lent.out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--learn", "jholi charge"], "--learn NAME and --term ID belong together"),
        (["--learn", "jholi charge", "--term", "tea"], "there is no kind of term 'tea': crm-tui packs --kinds"),
        (["--learn", "free", "--term", "loan.processing_fee"], "can't be the name of a term"),
    ],
)
def test_what_can_not_be_taught_is_one_line(run: Run, store: Path, arguments: list[str], says: str) -> None:
    ran = run("packs", *arguments, "--store", store)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert says in ran.err
