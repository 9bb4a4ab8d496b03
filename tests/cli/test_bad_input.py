"""Whatever is handed in: one line that says which and why, exit 2, and nothing stored."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run

LOCKED_PDF = (
    b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>>>\n%%%%EOF\n"
) % (b"11" * 32, b"22" * 32)


def directory(path: Path) -> None:
    path.mkdir()


def binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 40)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def locked(path: Path) -> None:
    path.write_bytes(LOCKED_PDF)


def large(path: Path) -> None:
    path.write_bytes(b"a line of a text that never ends\n" * 1_600_000)


def not_unicode(path: Path) -> None:
    path.write_bytes("Zinssatz für fünf Jahre: \xff\xfe".encode("latin-1"))


def missing(path: Path) -> None:
    assert not path.exists()


BAD = [
    pytest.param("paper.txt", directory, id="a directory"),
    pytest.param("paper.txt", binary, id="a binary"),
    pytest.param("paper.pdf", binary, id="a binary that is called a PDF"),
    pytest.param("paper.docx", binary, id="a binary that is called a Word file"),
    pytest.param("paper.pdf", empty, id="a 0-byte PDF"),
    pytest.param("paper.pdf", locked, id="an encrypted PDF"),
    pytest.param("paper.txt", empty, id="a 0-byte text"),
    pytest.param("paper.txt", large, id="a 50 MB text"),
    pytest.param("paper.txt", not_unicode, id="invalid UTF-8"),
    pytest.param("paper.pdf", missing, id="a missing file"),
    pytest.param("paper.odt", empty, id="a kind that is not read"),
    pytest.param("paper", empty, id="no suffix"),
]


def refused_in_one_line(run: Run, *arguments: object) -> str:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("crm-tui: ")
    assert ran.err.count("\n") == 1
    return ran.err


@pytest.mark.parametrize(("name", "make"), BAD)
def test_compare_refuses_the_paper(run: Run, tmp_path: Path, name: str, make: Callable[[Path], None]) -> None:
    note, path = tmp_path / "note.txt", tmp_path / name
    note.write_text("8.4 fixed")
    make(path)
    assert name in refused_in_one_line(run, "compare", note, path)


def test_an_encrypted_paper_is_called_so(run: Run, tmp_path: Path, paper: Path) -> None:
    path = tmp_path / "locked.pdf"
    locked(path)
    assert "password" in refused_in_one_line(run, "compare", paper, path)


@pytest.mark.parametrize(("name", "make"), [one for one in BAD if one.values[0] == "paper.txt"])
def test_compare_refuses_the_note(
    run: Run, tmp_path: Path, paper: Path, name: str, make: Callable[[Path], None]
) -> None:
    path = tmp_path / name
    make(path)
    assert name in refused_in_one_line(run, "compare", path, paper)


@pytest.mark.parametrize(("name", "make"), BAD)
def test_attach_refuses_the_paper_and_stores_nothing(
    run: Run, tmp_path: Path, store: Path, name: str, make: Callable[[Path], None]
) -> None:
    path = tmp_path / name
    make(path)
    before = store.read_bytes()
    assert name in refused_in_one_line(run, "attach", path, "--deal", "1", "--store", store)
    assert store.read_bytes() == before
    assert not list(store.parent.glob("*.papers"))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"\xff\xfe8.4", "standard input is not UTF-8", id="invalid UTF-8"),
        pytest.param(b"a" * 2_000_000, "more than 1 MB", id="a text without end"),
    ],
)
def test_compare_refuses_a_note_on_standard_input(
    run: Run, paper: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, says: str
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert says in refused_in_one_line(run, "compare", "-", paper)


def test_compare_reads_a_note_on_standard_input(run: Run, paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("8.4 floating".encode("utf-8-sig"))))
    assert run("compare", "-", paper).out.startswith("- beside sanction.txt")


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(["check"], id="check"),
        pytest.param(["promise", "8.4", "--customer", "meera"], id="promise"),
        pytest.param(["review", "1"], id="review"),
        pytest.param(["attach", "paper.txt", "--deal", "1"], id="attach"),
        pytest.param(["demo", "--no-screen"], id="demo"),
    ],
)
def test_a_file_that_is_no_store_is_refused_and_left_untouched(run: Run, tmp_path: Path, command: list[str]) -> None:
    path = tmp_path / "letter.json"
    path.write_text("Dear customer,")
    assert str(path) in refused_in_one_line(run, *command, "--store", path)
    assert path.read_text() == "Dear customer,"
    assert [one.name for one in tmp_path.iterdir()] == ["letter.json"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        pytest.param(["dance"], "invalid choice: 'dance'", id="a command that is none"),
        pytest.param(["check", "--format", "html"], "invalid choice: 'html'", id="a format that is none"),
        pytest.param(["compare", "a", "b", "--today", "21/11"], "type it as 2026-11-25", id="a day in another form"),
        pytest.param(["compare", "a", "b", "--pack", "poetry"], "choose one of b2b, card", id="a pack that is none"),
        pytest.param(["compare", "a"], "required: DOCUMENT", id="one argument too few"),
        pytest.param(["check", "--store", ""], "is a directory", id="a store without a name"),
        pytest.param(["demo", "--at", "x", "--store", "y", "--no-screen"], "not both", id="two places"),
        pytest.param(["check", "\x1b[2J"], "unrecognized arguments: ␛[2J", id="an escape sequence"),
    ],
)
def test_a_wrong_argument_is_one_line(run: Run, arguments: list[str], says: str) -> None:
    assert says in refused_in_one_line(run, *arguments)


STEERS = "x\x1b[31my\x7fz"


@pytest.mark.parametrize(
    "arguments",
    [
        [STEERS],
        ["--theme", STEERS],
        ["check", STEERS],
        ["check", "--as-of", STEERS],
        ["check", "--only", STEERS],
        ["check", "--format", STEERS],
        ["check", "--owner", STEERS],
        ["check", "--team", STEERS],
        ["brief", STEERS],
        ["review", STEERS],
        ["review", "1", "--review", STEERS],
        ["sign-off", "1", STEERS],
        ["search", f"kind:{STEERS}"],
        ["search", f"due:{STEERS}"],
        ["attach", STEERS, "--deal", "1"],
        ["attach", "paper.txt", "--deal", STEERS],
        ["attach", "paper.txt", "--deal", "1", "--type", STEERS],
        ["compare", STEERS, "paper.txt"],
        ["done", STEERS],
        ["promise", "call back", "--customer", STEERS],
        ["promise", "call back", "--customer", "1", "--due", STEERS],
        ["consent", STEERS],
        ["consent", "1", "--give", STEERS],
        ["gifts", "--approve", STEERS],
        ["packs", "--kinds", STEERS],
        ["packs", "--check", STEERS],
        ["settings", "--set", STEERS],
        ["rules", "--set", STEERS, "--why", "as agreed"],
        ["kept", "--by", STEERS],
        ["export", "csv", STEERS, "out.csv"],
        ["store", "history", STEERS, "1"],
        ["store", "verify", "--anchor", STEERS],
    ],
    ids=lambda given: " ".join(one.replace(STEERS, "…") for one in given),
)
def test_what_steers_a_terminal_is_named_in_one_way_whoever_refuses_it(
    run: Run, store: Path, arguments: list[str]
) -> None:
    place = [] if arguments[0] in (STEERS, "--theme") else ["--store", store]
    said = refused_in_one_line(run, *arguments, *place)
    assert "x␛[31my␡z" in said


@pytest.mark.parametrize(
    "command",
    [["check"], ["promise", "8.4", "--customer", "meera"], ["review", "1"], ["attach", "paper.txt", "--deal", "1"]],
    ids=lambda command: command[0],
)
def test_a_store_that_is_not_there_is_no_all_clear(run: Run, tmp_path: Path, command: list[str]) -> None:
    path = tmp_path / "desk" / "desk.json"
    said = refused_in_one_line(run, *command, "--store", path)
    assert f"there is no store at {path}: check --store, or open crm-tui once to begin one" in said
    assert not path.parent.exists()


@pytest.mark.parametrize(
    "arguments",
    [["check", "--store", "~nobody-here/x"], ["demo", "--at", "~nobody-here/x", "--no-screen"], ["check"]],
    ids=["--store", "--at", "the environment"],
)
def test_the_home_folder_of_nobody_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    monkeypatch.setenv("CRM_TUI_STORE", "~nobody-here/x")
    assert "~nobody-here/x: nobody here has that home folder" in refused_in_one_line(run, *arguments)
    assert "nobody here has that home folder" in run("--help").out


@pytest.mark.parametrize("arguments", [[], ["demo"]], ids=["the screens", "the demo"])
def test_without_a_terminal_the_commands_that_need_none_are_named(
    run: Run, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    line = refused_in_one_line(run, *arguments)
    assert "the screens need a terminal; without one use check, promise" in line


def test_a_fault_of_the_program_never_looks_like_a_finding(
    run: Run, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object, **options: object) -> None:
        raise RuntimeError("first\nsecond")

    monkeypatch.setattr("crm_tui.cli.compare.listen", fail)
    assert "this should not have happened: number " in refused_in_one_line(run, "compare", paper, paper)
