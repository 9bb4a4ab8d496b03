"""Drafts between two sessions of one user."""

import fcntl
import os
import stat
from pathlib import Path

import pytest

from crm_tui.services.drafts import Draft
from crm_tui.store.draft_files import DraftFiles


def draft(words: str) -> Draft:
    return Draft("Capture", "2026-11-21T10:00+0530", "crm_tui.tui.forms.capture:CaptureForm", None, {"note": words})


def shelf(folder: Path, store: str = "desk.json") -> DraftFiles:
    return DraftFiles(lambda: folder / "drafts", folder / store)


def ended(files: DraftFiles) -> None:
    """What the system does with the locks of a process that is gone."""
    files._let_go()


def test_what_an_ended_session_left_goes_to_the_next_one_once(tmp_path: Path) -> None:
    first = shelf(tmp_path)
    first.keep([draft("8.4 fixed")])
    ended(first)
    second, third = shelf(tmp_path), shelf(tmp_path)
    assert second.left() == [draft("8.4 fixed")]
    assert third.left() == []
    ended(second)
    assert shelf(tmp_path).left() == [draft("8.4 fixed")], "nobody threw it away"


def test_a_session_that_goes_on_keeps_its_own(tmp_path: Path) -> None:
    first = shelf(tmp_path)
    first.keep([draft("8.4")])
    assert shelf(tmp_path).left() == []
    first.keep([draft("8.4 fixed")])
    assert shelf(tmp_path).left() == []
    ended(first)
    assert shelf(tmp_path).left() == [draft("8.4 fixed")]


def test_what_is_saved_or_thrown_away_leaves_no_file(tmp_path: Path) -> None:
    files = shelf(tmp_path)
    files.keep([draft("8.4 fixed")])
    files.keep([])
    assert list((tmp_path / "drafts").iterdir()) == []


def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        shelf(tmp_path).keep([draft("8.4 fixed")])
    finally:
        os.umask(before)
    [path] = (tmp_path / "drafts").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_each_desk_has_its_own(tmp_path: Path) -> None:
    files = shelf(tmp_path, "one.json")
    files.keep([draft("8.4 fixed")])
    ended(files)
    assert shelf(tmp_path, "other.json").left() == []


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'[{"title": 1}]', b"\xff\xfe"])
def test_what_is_no_draft_stops_nothing(tmp_path: Path, content: bytes) -> None:
    files = shelf(tmp_path)
    files.keep([draft("8.4 fixed")])
    [path] = (tmp_path / "drafts").iterdir()
    path.write_bytes(content)
    ended(files)
    assert shelf(tmp_path).left() == []


def test_a_file_that_another_process_holds_is_left_alone(tmp_path: Path) -> None:
    files = shelf(tmp_path)
    files.keep([draft("8.4 fixed")])
    [path] = (tmp_path / "drafts").iterdir()
    ended(files)
    with path.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert shelf(tmp_path).left() == []
        assert path.exists()
