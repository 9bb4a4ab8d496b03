"""``crm-tui export``."""

from datetime import timedelta
from pathlib import Path

import pytest

from crm_tui.domain.commitment import Commitment
from crm_tui.store.desk_store import TinyStore
from tests.cli.conftest import DAY, Ran, Run


@pytest.fixture
def owed(store: Path) -> Path:
    with TinyStore(store).transaction() as now:
        due = DAY + timedelta(days=2)
        now.add(Commitment(customer_id=1, words="Call back", owner="asha", made_on=DAY, due=due))
    return store


def test_one_file(run: Run, owed: Path, tmp_path: Path) -> None:
    file = tmp_path / "desk.ics"
    assert run("export", "ics", file, "--store", owed) == Ran(0, f"{file}: 1 entry\n", "")
    assert run("export", "ics", file, "--store", owed).out == f"{file}: 1 entry, nothing changed\n"
    assert b"SUMMARY:Meera Joshi: Call back\r\n" in file.read_bytes()


def test_a_folder_is_made(run: Run, owed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "calendars" / "desk"
    assert run("export", "ics", folder, "--store", owed).out == f"{folder}: 1 entry, 1 written, 0 taken away\n"
    assert [one.name for one in folder.iterdir()] == ["commitment-1-20261121.ics"]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        pytest.param("desk.json", "no folder can be made there (File exists): name another one", id="the store"),
        pytest.param("desk.json.ics", "belongs to the desk's store: name another file", id="a name beside the store"),
        pytest.param("mine.ics", "is there already: name another file, or replace it with --force", id="another's"),
        pytest.param("mine.ics/desk", "(Not a directory): name another one", id="below a file"),
        pytest.param("no/desk.ics", "No such file or directory: name another file", id="in no folder"),
    ],
)
def test_what_can_not_be_written_is_told_in_one_line(run: Run, owed: Path, path: str, told: str) -> None:
    (owed.parent / "mine.ics").write_text("not a calendar of ours")
    ran = run("export", "ics", owed.parent / path, "--store", owed)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith(f"{told}\n")
    assert ran.err.count("\n") == 1


def test_nobody_of_that_name(run: Run, owed: Path, tmp_path: Path) -> None:
    ran = run("export", "ics", tmp_path / "desk.ics", "--store", owed, "--owner", "nobody")
    assert (ran.code, list(tmp_path.glob("*.ics"))) == (2, [])
    assert "nobody called 'nobody' owns anything here" in ran.err


def test_a_table_for_spreadsheets(run: Run, owed: Path, tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    assert run("export", "csv", "customers", file, "--store", owed) == Ran(0, f"{file}: 2 customers\n", "")
    assert file.read_bytes().startswith(b"\xef\xbb\xbfid,name,kind,")
    assert b"\r\n1,Meera Joshi,individual," in file.read_bytes()
    again = run("export", "csv", "customers", file, "--store", owed)
    assert (again.code, "is there already" in again.err) == (2, True)
    assert run("export", "csv", "customers", file, "--store", owed, "--force").code == 0
    store = run("export", "csv", "customers", owed, "--store", owed, "--force")
    assert "belongs to the desk's store" in store.err


def test_a_table_on_standard_output(run: Run, owed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("export", "csv", "customers", "-", "--store", owed)
    run("export", "csv", "customers", "customers.csv", "--store", owed)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.lstrip("\ufeff").splitlines()[1].startswith("1,Meera Joshi,individual,")
    assert not (tmp_path / "-").exists()


def test_a_kind_of_record_that_is_not_exported_is_refused(run: Run, owed: Path) -> None:
    ran = run("export", "csv", "staff", "staff.csv", "--store", owed)
    assert ran.code == 2
    assert "choose one of commitments, consents, customers" in ran.err
