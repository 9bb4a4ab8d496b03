"""``crm-tui export ics``."""

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
