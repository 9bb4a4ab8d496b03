"""What a store says to somebody who may not use it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from pwd import getpwuid
from tempfile import TemporaryDirectory

import pytest

from crm_tui.domain.errors import StoreProblem
from crm_tui.store.desk_store import TinyStore, is_there
from tests.store.records import customer

VISITOR = """
import sys
from datetime import date
from pathlib import Path
from crm_tui.domain.customer import Customer
from crm_tui.domain.errors import StoreProblem
from crm_tui.store.desk_store import TinyStore

# modules are loaded by now: whatever the visitor may not read, it is not the program
if sys.argv[2] != "0":
    import os
    os.setuid(int(sys.argv[2]))
try:
    with TinyStore(Path(sys.argv[1])).transaction() as now:
        now.add(Customer(name="Meera", owner="asha", since=date(2026, 11, 21)))
    print("saved")
except StoreProblem as problem:
    print(problem)
"""
NOBODY = 65534


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that anybody may enter and read, but not write in."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)
        Path(name).chmod(0o755)


def visit(path: Path) -> str:
    """What somebody else sees who tries to save; for root that is another user."""
    who = NOBODY if os.getuid() == 0 else 0
    run = subprocess.run(
        [sys.executable, "-c", VISITOR, str(path), str(who)], capture_output=True, text=True, check=True, timeout=60
    )
    return run.stdout


@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "says"),
    [
        pytest.param(0o000, 0o755, "can't be read (Permission denied)", id="a file that may not be read"),
        pytest.param(0o444, 0o755, "nothing was", id="a file that may not be written"),
        pytest.param(
            0o666, 0o555, "ask its owner to let you write to save anything; nothing was", id="a read-only folder"
        ),
        pytest.param(0o666, 0o700, "can't be read (Permission denied)", id="a folder that may not be entered"),
    ],
)
def test_who_may_not_use_the_store_is_told_so_in_one_line(
    folder: Path, file_mode: int, folder_mode: int, says: str
) -> None:
    if os.getuid() != 0 and folder_mode == 0o700:
        pytest.skip("one's own folder is open to oneself")
    path = folder / "desk.json"
    with TinyStore(path).transaction() as now:
        now.add(customer())
    path.with_name("desk.json.lock").unlink()
    before = path.read_bytes()
    for one in folder.rglob("*"):
        one.chmod(folder_mode if one.is_dir() else file_mode)
    folder.chmod(folder_mode)
    line = visit(path)
    assert says in line
    assert str(path) in line
    assert line.count("\n") == 1
    path.chmod(0o644)
    assert path.read_bytes() == before


@contextmanager
def somebody_else() -> Iterator[None]:
    """Inside the block root is another user; anybody else is who they were."""
    if os.getuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("shut", ["desk.papers", "paper"])
def test_a_paper_that_may_not_be_read_is_not_told_to_be_gone(folder: Path, shut: str) -> None:
    path = folder / "desk.json"
    store = TinyStore(path)
    with store.transaction() as now:
        now.add(customer())
    sha256 = store.keep_paper(b"Rate 8.4 %", ".txt")
    paper = store.paper(sha256)
    paper.parent.chmod(0o755)
    closed = paper if shut == "paper" else paper.parent
    closed.chmod(0o000)
    try:
        with somebody_else(), pytest.raises(StoreProblem) as refused:
            store.paper(sha256)
    finally:
        closed.chmod(0o700)
    owner = getpwuid(os.getuid()).pw_name
    assert (
        str(refused.value) == f"{closed} can't be read (Permission denied): ask its owner, {owner}, to let you read it"
    )
    assert paper.read_bytes() == b"Rate 8.4 %"


def test_a_store_in_a_folder_that_is_shut_is_not_told_to_be_none(folder: Path) -> None:
    path = folder / "inner" / "desk.json"
    path.parent.mkdir()
    path.parent.chmod(0o000)
    with somebody_else(), pytest.raises(StoreProblem, match=r"can't be read \(Permission denied\): ask its owner"):
        is_there(path)
    path.parent.chmod(0o700)
