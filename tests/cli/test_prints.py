"""``crm-tui review --print``."""

import subprocess
import sys
from pathlib import Path

import pytest

from crm_tui.interchange.prints import fonts
from crm_tui.reading.files import read_paper


@pytest.fixture
def deal(run, store: Path, paper: Path) -> tuple[object, ...]:
    """The arguments that name a deal with a promise and a paper."""
    run("promise", "8.4 fixed, no processing fee", "--customer", "meera", "--store", store)
    run("attach", paper, "--deal", "1", "--store", store)
    return ("review", "1", "--store", store)


@pytest.mark.parametrize(
    ("what", "form", "begins"),
    [
        ("sheet", "text", "Deal review\n==="),
        ("sheet", "markdown", "# Deal review\n"),
        ("sheet", "html", "<!DOCTYPE html>\n"),
        ("statement", "text", "What we promised, and what the paper says\n==="),
        ("statement", "markdown", "# What we promised, and what the paper says\n"),
        ("statement", "html", "<!DOCTYPE html>\n"),
    ],
)
def test_a_print_goes_to_standard_output(run, deal, what: str, form: str, begins: str) -> None:
    ran = run(*deal, "--print", what, "--format", form)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(begins)
    assert "Meera Joshi" in ran.out


@pytest.mark.parametrize("what", ["sheet", "statement"])
def test_a_pdf_goes_to_a_file_and_its_path_is_printed(run, deal, what: str, tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    ran = run(*deal, "--print", what, "--format", "pdf", "--output", path)
    assert (ran.code, ran.out, ran.err) == (0, f"{path}\n", "")
    words = " ".join(" ".join(line.text for line in read_paper(path).lines).split())
    assert "Meera Joshi" in words
    assert "Rs 5,000" in words


def test_a_file_that_is_there_needs_force(run, deal, tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("somebody's")
    ran = run(*deal, "--print", "sheet", "--output", path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"crm-tui: {path} is there already: name another file, or replace it with --force\n"
    assert path.read_text() == "somebody's"
    assert run(*deal, "--print", "sheet", "--output", path, "--force").code == 0
    assert path.read_text().startswith("Deal review")


def test_the_store_is_never_replaced(run, deal, store: Path) -> None:
    before = store.read_bytes()
    ran = run(*deal, "--print", "sheet", "--output", store, "--force")
    assert (ran.code, "belongs to the desk's store" in ran.err) == (2, True)
    assert store.read_bytes() == before


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--format", "html"], "--format html goes with --print sheet or --print statement"),
        (["--output", "x"], "--output goes with --print sheet or --print statement"),
        (["--review", "1"], "--review goes with --print sheet or --print statement"),
        (["--print", "sheet", "--format", "json"], "a print is text, markdown, html or pdf"),
        (["--print", "statement", "--review", "7"], "this deal has no review #7: it has none yet"),
        (["--print", "sheet", "--force"], "--force goes with --output"),
        (["--print", "sheet", "--review", "7"], "this deal has no review #7: it has none yet"),
        (["--print", "letter"], "argument --print: invalid choice: 'letter'"),
    ],
)
def test_what_does_not_go_together_is_refused_in_one_line(run, deal, more: list[str], told: str) -> None:
    ran = run(*deal, *more)
    assert ran.code == 2
    assert ran.err.startswith(f"crm-tui: {told}")
    assert ran.err.count("\n") == 1


def test_a_pdf_is_not_written_to_a_terminal(run, deal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    ran = run(*deal, "--print", "sheet", "--format", "pdf")
    assert (ran.code, ran.out) == (2, "")
    assert "name a file with --output" in ran.err


@pytest.mark.slow
def test_a_pdf_goes_down_a_pipe_as_it_is(run, deal, store: Path) -> None:
    named = [str(one) for one in deal]
    ran = subprocess.run(
        [sys.executable, "-m", "crm_tui", *named, "--print", "sheet", "--format", "pdf"],
        capture_output=True,
        timeout=60,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.startswith(b"%PDF")
    assert ran.stdout.rstrip().endswith(b"%%EOF")


def test_letters_without_a_font_are_named_and_html_still_works(
    run, deal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "standard_folders", list)
    run("promise", "व्याज 8.4 %", "--customer", "meera", "--deal", "1", "--store", deal[-1])
    path = tmp_path / "out.pdf"
    ran = run(*deal, "--print", "statement", "--format", "pdf", "--output", path)
    assert ran.code == 2
    assert "no font on this machine has" in ran.err
    assert "fonts-noto-core), or print as html" in ran.err
    assert not path.exists()
    assert "व्याज" in run(*deal, "--print", "statement", "--format", "html").out
