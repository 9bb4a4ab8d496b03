"""Who may use a store together with others, and where it may lie."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from crm_tui.domain.errors import StoreProblem
from crm_tui.store import sharing
from crm_tui.store.database import StoreDB

DESK = 54_321
"""A group; the users below belong to it, and to groups of their own."""

COLLEAGUE = """
import os, sys
from crm_tui.store.database import StoreDB
from crm_tui.domain.errors import StoreProblem
path, user, umask = sys.argv[1], int(sys.argv[2]), int(sys.argv[3], 8)
os.setgroups([54321])
os.setgid(user)
os.setuid(user)
os.umask(umask)
try:
    with StoreDB(path, by=str(user)) as db:
        db.table("deals").insert({"by": user})
        db.table("deals").update({"seen": user})
        db.fold()
        print(len(db.table("deals")))
except StoreProblem as problem:
    print(problem)
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that other users can reach."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        (Path(name) / "crm").mkdir()
        yield Path(name) / "crm"


def colleague(path: Path, user: int, umask: str) -> str:
    command = [sys.executable, "-c", COLLEAGUE, str(path), str(user), umask]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout.strip()


root = pytest.mark.skipif(os.getuid() != 0, reason="only root may be two users")


@root
@pytest.mark.parametrize("umask", ["022", "077", "000"])
def test_two_users_of_a_group_share_a_store_whatever_their_umask(folder: Path, umask: str) -> None:
    os.chown(folder, 0, DESK)
    folder.chmod(0o2770)
    path = folder / "desk.json"
    assert [colleague(path, user, umask) for user in (4001, 4002, 4001, 4002)] == ["1", "2", "3", "4"]
    for one in folder.rglob("*"):
        found = one.stat()
        assert found.st_gid == DESK
        assert stat.S_IMODE(found.st_mode) == (0o2770 if one.is_dir() else 0o660)


@root
def test_a_shared_folder_without_its_group_on_new_files_is_told_with_what_to_do(folder: Path) -> None:
    os.chown(folder, 0, DESK)
    folder.chmod(0o770)
    told = colleague(folder / "desk.json", 4001, "022")
    assert told.endswith(f"have its owner run chmod g+s {folder}")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("folder_mode", "modes"),
    [
        pytest.param(0o700, (0o600, 0o700), id="a private folder"),
        pytest.param(0o755, (0o600, 0o700), id="a home that others may look into"),
        pytest.param(0o1777, (0o600, 0o700), id="a folder in which everybody writes"),
        pytest.param(0o2770, (0o660, 0o2770), id="the folder of a desk"),
    ],
)
def test_a_new_store_is_as_open_as_its_folder_but_never_to_everybody(
    folder: Path, folder_mode: int, modes: tuple[int, int]
) -> None:
    folder.chmod(folder_mode)
    before = os.umask(0o022)
    try:
        with StoreDB(folder / "desk.json") as db:
            db.table("a").insert({})
    finally:
        assert os.umask(before) == 0o022
    found = {one.name: stat.S_IMODE(one.stat().st_mode) for one in folder.rglob("*")}
    assert found.pop("desk.json.journal") == modes[1]
    assert set(found.values()) == {modes[0]}


def test_what_is_added_to_a_store_is_as_open_as_the_store(folder: Path) -> None:
    path = folder / "desk.json"
    with StoreDB(path) as db:
        db.table("a").insert({})
        path.chmod(0o640)
        db.table("a").insert({})
        db.fold()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


MOUNTS = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:40 / /mnt/branch rw - nfs4 server:/export rw
31 22 0:41 / /mnt/branch/here rw - tmpfs tmpfs rw
32 22 0:42 / /mnt/with\\040space rw - fuse.sshfs me@there rw
33 22 0:43 / /mnt/covered rw - ext4 /dev/vdb rw
34 33 0:44 / /mnt/covered rw - cifs //server/share rw
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/srv/crm", "ext4"),
        ("/mnt/branch", "nfs4"),
        ("/mnt/branch/crm", "nfs4"),
        ("/mnt/branches", "ext4"),
        ("/mnt/branch/here/crm", "tmpfs"),
        ("/mnt/with space/crm", "fuse.sshfs"),
        ("/mnt/covered", "cifs"),
    ],
)
def test_the_file_system_of_a_folder_is_known(tmp_path: Path, place: str, kind: str) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS)
    assert sharing.filesystem(Path(place), mounts) == kind


def test_a_store_on_a_network_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "_NETWORK", {sharing.filesystem(tmp_path)})
    with pytest.raises(StoreProblem, match=r"network file system \(.+\): choose a place on a disk of this host"):
        StoreDB(tmp_path / "desk.json")
    assert list(tmp_path.iterdir()) == []


def test_where_the_system_does_not_tell_nothing_is_refused(tmp_path: Path) -> None:
    assert sharing.filesystem(tmp_path, tmp_path / "none") == ""


def test_a_session_for_reading_makes_and_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    with StoreDB(path, access_mode="r") as db:
        assert db.table("a").all() == []
        with pytest.raises(StoreProblem, match="opened for reading only: nothing was saved"):
            db.table("a").insert({})
    assert list(tmp_path.iterdir()) == []
    with StoreDB(path) as db:
        db.table("a").insert({})
        db.table("a").insert({})
    before = {one: one.stat() for one in tmp_path.rglob("*")}
    with StoreDB(path, access_mode="r") as db:
        assert len(db.table("a")) == 2
        with pytest.raises(StoreProblem):
            db.fold()
    assert {one: one.stat().st_mtime_ns for one in tmp_path.rglob("*")} == {
        one: found.st_mtime_ns for one, found in before.items()
    }
