"""Any bytes as a note or a paper: a result or one line that says what is wrong, never a fault of the program."""

import contextlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm_tui.cli import main

NOTE = "home loan 8.4% fixed, no PF"
PAPER = "Rate of interest: 8.75 % p.a. floating\nProcessing fee: Rs 5,000\n"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"

RAW = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.text(max_size=100).map(lambda text: text.encode("utf-16")),
    st.lists(
        st.sampled_from(
            [
                b"\x00",
                b"\x1b[2J",
                b"\xff\xfe",
                b"\xe2\x80\xae",
                b"\r",
                b"\n",
                b"\x0c",
                b"8.4 %",
                b"Rs 5,000",
                b"nil",
                b"|",
            ]
        ),
        max_size=30,
    ).map(b" ".join),
)


def _zipped(name: str, content: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(name, content)
    return held.getvalue()


FILES = {
    ".txt": RAW,
    ".md": RAW,
    ".pdf": st.one_of(RAW, RAW.map(lambda raw: PDF + raw), RAW.map(lambda raw: PDF + b"trailer<</Root 1 0 R>>" + raw)),
    ".docx": st.one_of(
        RAW, RAW.map(lambda raw: b"PK\x03\x04" + raw), RAW.map(lambda raw: _zipped("word/document.xml", raw))
    ),
}

quickly = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def answered(note: Path, paper: Path, form: str) -> None:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(["compare", str(note), str(paper), "--format", form, "--today", "2026-11-21"])
    assert "should not have happened" not in err.getvalue()
    if code == 2:
        assert err.getvalue().count("\n") == 1
        told = {"problem": err.getvalue().strip().removeprefix("crm-tui: "), "exit": 2} if form == "json" else None
        assert (json.loads(out.getvalue()) if told else out.getvalue() or None) == told
    else:
        assert code in (0, 1)
        assert out.getvalue()
        assert not {sign for sign in out.getvalue() if sign != "\n" and not sign.isprintable() and ord(sign) < 0xA0}


@pytest.mark.parametrize("suffix", FILES)
def test_any_bytes_as_a_paper_are_answered(suffix: str, tmp_path: Path) -> None:
    note, paper = tmp_path / "note.txt", tmp_path / f"paper{suffix}"
    note.write_text(NOTE)

    @quickly
    @given(raw=FILES[suffix])
    def each(raw: bytes) -> None:
        paper.write_bytes(raw)
        answered(note, paper, "text")

    each()


@pytest.mark.parametrize("form", ["text", "json"])
def test_any_bytes_as_a_note_are_answered(form: str, tmp_path: Path) -> None:
    note, paper = tmp_path / "note.txt", tmp_path / "paper.txt"
    paper.write_text(PAPER)

    @quickly
    @given(raw=RAW)
    def each(raw: bytes) -> None:
        note.write_bytes(raw)
        answered(note, paper, form)

    each()
