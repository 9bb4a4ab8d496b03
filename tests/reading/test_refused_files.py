"""Every file that can't be read is refused with one line that names it and says what to do."""

import errno
import os
from pathlib import Path

import pytest

from crm_tui.domain.errors import Unreadable
from crm_tui.reading.files import NOTE_LIMIT, PAPER_LIMIT, read_note, read_paper

REFUSED = [
    ("empty.txt", "empty (0 bytes)"),
    ("empty.pdf", "empty (0 bytes)"),
    ("empty.docx", "empty (0 bytes)"),
    ("program.txt", "binary file"),
    ("letter.txt", "line 2 is not UTF-8"),
    ("blank.md", "holds no text"),
    ("letter-in-disguise.txt", "rename it to .pdf"),
    ("long.txt", "5.6 MB, and at most 5 MB"),
    ("damaged.pdf", "damaged, or not a PDF"),
    ("picture.pdf", "damaged, or not a PDF"),
    ("scan.pdf", "a scan without text: ask for a version with text"),
    ("locked.pdf", "password"),
    ("bomb.pdf", "unpacks to more than the 50 MB"),
    ("locked.docx", "password"),
    ("notes.docx", "damaged, or not a Word file"),
    ("photos.docx", "a zip archive and not a Word file"),
    ("bomb.docx", "unpacks to more than the 100 MB"),
    ("cut-off.docx", "damaged, or not a Word file"),
    ("hollow.docx", "damaged, or not a Word file"),
    ("silent.docx", "holds no text"),
    ("old.doc", ".doc is not a kind of paper: .txt, .md, .pdf and .docx can be read"),
    ("README", "it has no suffix"),
]


@pytest.mark.parametrize(("name", "reason"), REFUSED, ids=[name for name, _ in REFUSED])
def test_a_bad_file_is_refused_with_one_line(
    name: str, reason: str, bad_files: dict[str, bytes], tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(bad_files[name])
    assert reason in _refusal(tmp_path / name)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "no such file" in _refusal(tmp_path / "nowhere.pdf")
    assert "no such file" in _refusal(tmp_path / "nowhere" / "letter.pdf")


def test_a_directory_is_refused_whatever_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "papers.pdf").mkdir()
    assert "a directory" in _refusal(tmp_path / "papers.pdf")
    assert "a directory" in _refusal(Path("/"))


def test_a_pipe_that_nobody_writes_to_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "a pipe or a device" in _refusal(tmp_path / "pipe.txt")


def test_a_device_is_refused_without_being_read(tmp_path: Path) -> None:
    (tmp_path / "endless.txt").symlink_to("/dev/zero")
    assert "a pipe or a device" in _refusal(tmp_path / "endless.txt")


def test_a_file_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbid(path: Path, flags: int) -> int:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(os, "open", forbid)
    assert "no permission" in _refusal(tmp_path / "private.txt")


@pytest.mark.parametrize(
    ("name", "size", "limit"),
    [("huge.txt", 50_000_000, "5 MB"), ("huge.pdf", PAPER_LIMIT + 1, "50 MB"), ("huge.docx", PAPER_LIMIT + 1, "50 MB")],
)
def test_a_huge_file_is_refused_by_its_size(name: str, size: int, limit: str, tmp_path: Path) -> None:
    with (tmp_path / name).open("wb") as file:
        file.truncate(size)
    assert f"50.0 MB, and at most {limit}" in _refusal(tmp_path / name)


def test_a_link_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "round.txt").symlink_to("round.txt")
    assert "links lead nowhere" in _refusal(tmp_path / "round.txt")


def test_a_name_that_no_file_can_have_is_refused() -> None:
    assert "no file name can have" in _refusal(Path("a\0b.txt"))
    assert "longer than a file name can be" in _refusal(Path("a" * 400 + ".txt"))


@pytest.mark.parametrize("typed", ["/no/such/letter.txt", "letters/nope.pdf", "nope.docx"])
def test_a_path_is_named_as_it_was_typed(typed: str) -> None:
    assert _refusal(Path(typed)).startswith(f"can't read {typed}: ")
    with pytest.raises(Unreadable, match=f"^can't read {typed}: "):
        read_note(Path(typed))
    # a paper that is kept goes by the name it came with
    with pytest.raises(Unreadable, match=r"^can't read Sanction letter\.pdf: "):
        read_paper(Path(typed), "Sanction letter.pdf")


def test_an_escape_sequence_in_a_name_does_not_reach_the_terminal(tmp_path: Path) -> None:
    assert "\x1b" not in _refusal(tmp_path / "\x1b]0;owned\x07.pdf")


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "empty"), (b"8.4 fixed \xff", "line 1 is not UTF-8"), (b"x" * (NOTE_LIMIT + 1), "at most 1 MB")],
    ids=["empty", "invalid UTF-8", "too long"],
)
def test_a_bad_note_is_refused_with_one_line(content: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_bytes(content)
    with pytest.raises(Unreadable, match=reason):
        read_note(tmp_path / "note.txt")


def _refusal(path: Path) -> str:
    with pytest.raises(Unreadable) as caught:
        read_paper(path)
    line = str(caught.value)
    assert line.startswith("can't read ")
    assert "\n" not in line
    return line
