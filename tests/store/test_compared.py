"""Long comparisons kept beside the store: whole or not at all, for those who may read the store, and never missed."""

import stat
from pathlib import Path

import pytest

from crm_tui.store import compared
from crm_tui.store.compared import ComparedFolder

KEY, OTHER = "a" * 64, "b" * 64


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "desk.json"
    path.write_text("{}")
    path.chmod(0o640)
    return path


def test_what_is_kept_is_found_by_everybody_and_what_is_not_is_none(store: Path) -> None:
    ComparedFolder(store).keep(KEY, b"one")
    again = ComparedFolder(store)
    assert (again.get(KEY), again.get(OTHER)) == (b"one", None)
    again.keep(KEY, b"two")
    assert ComparedFolder(store).get(KEY) == b"two"
    assert [one.name for one in (store.parent / "desk.json.compared").iterdir()] == [f"{KEY}.json"]


def test_who_may_read_the_store_may_read_what_is_kept(store: Path) -> None:
    folder = ComparedFolder(store)
    folder.keep(KEY, b"one")
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o750
    assert stat.S_IMODE((folder.path / f"{KEY}.json").stat().st_mode) == 0o640


def test_where_nothing_can_be_kept_nothing_happens(store: Path) -> None:
    (store.parent / "desk.json.compared").write_text("a file in its place")
    folder = ComparedFolder(store)
    folder.keep(KEY, b"one")
    assert folder.get(KEY) is None


def test_the_oldest_make_room(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compared, "_MOST", 2)
    folder = ComparedFolder(store)
    for number in range(4):
        folder.keep(f"{number}" * 64, b"x")
    assert len(list(folder.path.iterdir())) == 2


def test_what_is_too_large_to_be_ours_is_not_read(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = ComparedFolder(store)
    folder.keep(KEY, b"12345")
    monkeypatch.setattr(compared, "_LARGEST", 4)
    assert folder.get(KEY) is None


def test_a_key_is_no_path(store: Path) -> None:
    with pytest.raises(ValueError, match="a key is a SHA-256"):
        ComparedFolder(store).get("../desk")
