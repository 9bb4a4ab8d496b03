"""Prints in four formats: what is stored is shown and never obeyed, and a PDF has every letter."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from hypothesis import given, settings
from hypothesis import strategies as st

from crm_tui.domain.errors import DeskError
from crm_tui.interchange.layout import COLUMNS, width
from crm_tui.interchange.prints.files import rendered, write
from crm_tui.interchange.prints.fonts import NoFont
from crm_tui.interchange.prints.html import as_html
from crm_tui.interchange.prints.markdown import as_markdown
from crm_tui.interchange.prints.pdf import as_pdf
from crm_tui.interchange.prints.text import as_text
from crm_tui.reading.files import read_paper
from crm_tui.services.printout import Heading, Paragraph, PrintFormat, Printout, Rows, Signatures, Table


def printout(words: str, *, rows: int = 2) -> Printout:
    """The same words in every place that can hold stored text."""
    return Printout(
        words,
        (
            Heading(words),
            Paragraph(words),
            Rows(((words, words), ("", words), (words, "")), words),
            Table(("Name", "Found", words), ((words, words, words),) * rows, (2, 3, 4)),
            Signatures((words,)),
        ),
    )


def words_of(content: bytes, folder: Path) -> str:
    """The words of a PDF as the program's own reader finds them, in one spacing."""
    path = folder / "print.pdf"
    path.write_bytes(content)
    # the second shape of joined letters stands for none of its own
    shown = re.sub(r"[\x00-\x08]", "", " ".join(line.text for line in read_paper(path).lines))
    return " ".join(shown.split())


def together(words: str) -> str:
    return "".join(words.split())


class Read(HTMLParser):
    """What a browser would show, and what it would obey."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.obeyed: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.obeyed |= {tag, *(name for name, _ in attrs)}

    def handle_data(self, data: str) -> None:
        self.shown.append(data)


OURS = Read(as_html(printout("plain"))).obeyed
HOSTILE = {
    "a terminal escape": "\x1b[31mred\x1b]8;;http://x\x07link",
    "a line break": "one\n# two\r\n- three",
    "a Markdown link": "[click](javascript:alert(1)) ![p](http://x/p.png)",
    "Markdown": "**bold** `code` | cell | ~~gone~~ <http://x.example>",
    "HTML": "</title></td><script>alert(1)</script><img src=x onerror=alert(1)>&amp;\"'",
    "the number of pages": "{nb} {{nb}} %d {0}",
    "PDF": ") Tj ET (x) /JavaScript << /URI (http://x) >> endstream",
    "screen markup": "[red]x[/] [@click=app.quit]y[/]",
    "an override of the direction": "abc‮fed",
    "marks of direction": "ab\u2066c\u2069d\u200fe\u061cf",
    "a name without an end": "x" * 2_000,
}


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_name_is_shown_and_not_obeyed(words: str, tmp_path: Path) -> None:
    made = printout(words)
    for shown in (as_text(made), as_markdown(made), as_html(made)):
        assert not set(shown) & {"\x1b", "\x07", "\r", "‮"}
    page = Read(as_html(made))
    assert page.obeyed == OURS
    content = as_pdf(made)
    assert not re.search(rb"/(Annots|URI|JavaScript|Launch|OpenAction\s*<<)", content.split(b"stream")[0])
    kept = re.sub(r"[^A-Za-z0-9{}]+", "", words)
    for shown in (as_text(made), as_markdown(made), "".join(page.shown), words_of(content, tmp_path)):
        plain = re.sub(r"\\x[0-9a-f]{2}", "", shown)
        assert kept in re.sub(r"[^A-Za-z0-9{}]+", "", plain)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("[x](y) ![p](q)", r"\[x\](y) !\[p\](q)"),
        ("# no heading", r"\# no heading"),
        ("1. no list", r"1\. no list"),
        ("- no list", r"\- no list"),
        ("see http://x.example or www.x.example", r"see http\://x.example or www\.x.example"),
        ("a@b.example <b> &amp; $x$", r"a\@b.example \<b\> \&amp; \$x\$"),
        ("2026-11-21, 5 % - or 1.5", "2026-11-21, 5 % - or 1.5"),
    ],
)
def test_what_markdown_would_obey_is_escaped_in_a_paragraph(words: str, shown: str) -> None:
    assert as_markdown(Printout("T", (Paragraph(words),))) == f"# T\n\n{shown}\n"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_text_keeps_to_80_columns_whatever_is_stored(words: str) -> None:
    assert max(map(width, as_text(printout(words)).split("\n"))) <= COLUMNS


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_no_text_makes_a_page_obey_it(words: str) -> None:
    assert Read(as_html(printout(words))).obeyed <= OURS


def test_a_narrow_table_is_a_line_a_row_and_a_wide_one_a_block_a_row() -> None:
    narrow = Table(("When", "Who"), (("today", "asha"), ("2026-11-20", "vikram")), (1, 1))
    assert as_text(Printout("T", (narrow,))).endswith("When        Who\ntoday       asha\n2026-11-20  vikram\n")
    wide = Table(("Promise", "Paper"), (("w " * 30, "p " * 30),), (1, 1))
    assert "1. Promise: w w" in as_text(Printout("T", (wide,)))


# letters


def font(folder: Path, name: str, letters: str) -> Path:
    """A small font with a box for each of these letters."""
    pen = TTGlyphPen(None)
    for step, corner in enumerate([(50, 0), (50, 500), (400, 500), (400, 0)]):
        (pen.lineTo if step else pen.moveTo)(corner)
    pen.closePath()
    box = pen.glyph()
    names = {ord(letter): f"g{ord(letter):x}" for letter in letters}
    order = [".notdef", *names.values()]
    made = FontBuilder(1000, isTTF=True)
    made.setupGlyphOrder(order)
    made.setupCharacterMap(names)
    made.setupGlyf(dict.fromkeys(order, box))
    made.setupHorizontalMetrics(dict.fromkeys(order, (450, 50)))
    made.setupHorizontalHeader(ascent=800, descent=-200)
    made.setupNameTable({"familyName": name, "styleName": "Regular"})
    made.setupOS2()
    made.setupPost()
    folder.mkdir(exist_ok=True)
    made.save(folder / f"{name}.ttf")
    return folder


ASCII = "".join(map(chr, range(0x20, 0x7F)))
HINDI, CHINESE, POLISH = "ज्ञानेश्वर पाटील", "李美玲", "Zażółć gęślą jaźń"


@pytest.mark.parametrize(
    "words",
    ["Conceição Müller, naïve – “quoted” € 5", "e\u0301 is é", "a\u200db\u00adc"],
    ids=["western Europe", "a mark set beside its letter", "joiners"],
)
def test_western_letters_need_no_font(words: str, tmp_path: Path) -> None:
    assert words_of(as_pdf(Printout(words, ()), [tmp_path / "nothing"]), tmp_path)


@pytest.mark.parametrize("words", [HINDI, CHINESE, POLISH], ids=["Devanagari", "Chinese", "Polish"])
def test_other_letters_come_from_a_font_of_the_machine(words: str, tmp_path: Path) -> None:
    folder = font(tmp_path / "fonts", "Whole", ASCII + words)
    shown = words_of(as_pdf(Printout("Name", (Paragraph(f"{words}, a name"),)), [folder]), tmp_path)
    assert together(words) in together(shown)


def test_letters_of_two_scripts_come_from_two_fonts(tmp_path: Path) -> None:
    folder = font(tmp_path / "fonts", "Deva", ASCII + HINDI)
    font(folder, "Han", CHINESE)
    shown = words_of(as_pdf(Printout("Names", (Paragraph(f"{HINDI} and {CHINESE}"),)), [folder]), tmp_path)
    assert together(HINDI) in together(shown)
    assert CHINESE in shown


@pytest.mark.parametrize(
    ("has", "words", "told"),
    [
        ("", CHINESE, "no font on this machine has 李 玲 美: install one (Debian: fonts-noto-cjk), or print as html"),
        (
            ASCII + "李",
            "李美",
            "no font on this machine has 美: install one (Debian: fonts-noto-cjk), or print as html",
        ),
        (ASCII, "ł", "no font on this machine has ł: install one (Debian: fonts-noto-core), or print as html"),
        ("ł", "a ł", "no font on this machine has ł: install one (Debian: fonts-noto-core), or print as html"),
        (ASCII, "🙂", "no font on this machine has 🙂: install one (Debian: fonts-symbola), or print as html"),
    ],
    ids=["no font", "a letter is missing", "Latin", "only without its plain letters", "a picture"],
)
def test_a_letter_that_no_font_has_is_named_and_no_pdf_is_made(has: str, words: str, told: str, tmp_path: Path) -> None:
    folder = font(tmp_path / "fonts", "Some", has) if has else tmp_path
    with pytest.raises(NoFont, match=re.escape(told)):
        as_pdf(Printout("Name", (Paragraph(words),)), [folder])


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_a_pdf_or_letters_without_a_font(words: str) -> None:
    try:
        told = as_pdf(printout(words), []).decode("latin-1")
    except NoFont as refused:
        told = str(refused)
    assert told.startswith(("%PDF", "no font on this machine has"))
    assert told.startswith("%PDF") or "\n" not in told


def test_a_damaged_font_is_passed_over(tmp_path: Path) -> None:
    folder = font(tmp_path / "fonts", "Whole", ASCII + POLISH)
    (folder / "DejaVuSans.ttf").write_bytes(b"no font")
    assert POLISH in words_of(as_pdf(Printout("Name", (Paragraph(POLISH),)), [folder]), tmp_path)


# pages


def promises(
    count: int, *, one_page: bool = True, words: str = "a rate of interest of 8.4 % p.a. for three years"
) -> Printout:
    row = (words, f"Page 1, line 7: “{words}, floating”", f"{words} was said; the paper says 8.75 %.", words)
    return Printout(
        "T", (Table(("A", "B", "C", "D"), (row,) * count, (1, 1, 1, 1), ("promise", "promises")),), one_page
    )


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (10, 1), (14, 1), (60, 4)])
def test_letters_become_smaller_before_a_second_page_begins(count: int, pages: int, tmp_path: Path) -> None:
    (tmp_path / "one.pdf").write_bytes(as_pdf(promises(count)))
    assert read_paper(tmp_path / "one.pdf").pages == pages


def test_a_page_says_what_stands_on_the_next(tmp_path: Path) -> None:
    shown = words_of(as_pdf(promises(60)), tmp_path)
    told = re.findall(r"Page (\d) of 4 · (\d+) promises follow on the next page", shown)
    assert [int(page) for page, _ in told] == [1, 2, 3]
    left = [int(count) for _, count in told]
    assert left == sorted(left, reverse=True)
    assert 0 < left[-1] < left[0] < 60
    assert shown.endswith("Page 4 of 4")


def test_what_is_longer_than_a_page_loses_no_word(tmp_path: Path) -> None:
    long = " ".join(f"word{place}" for place in range(3_000))
    shown = words_of(as_pdf(Printout("T", (Table(("A", "B"), ((long, "beside"),), (1, 1)),))), tmp_path)
    assert not set(long.split()) - set(shown.split())


# files


def test_a_file_is_written_whole_and_over_no_other(tmp_path: Path) -> None:
    path = tmp_path / "sheet.md"
    made = printout("stored")
    assert write(made, PrintFormat.MARKDOWN, path) == path
    assert path.read_bytes() == rendered(made, PrintFormat.MARKDOWN)
    with pytest.raises(DeskError, match="is there already"):
        write(printout("other"), PrintFormat.TEXT, path)
    assert path.read_bytes() == rendered(made, PrintFormat.MARKDOWN)
    write(printout("other"), PrintFormat.TEXT, path, force=True)
    assert path.read_bytes() == rendered(printout("other"), PrintFormat.TEXT)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (".", "is a folder"),
        ("nowhere/sheet.txt", "No such file or directory"),
        ("desk.json", "belongs to the desk's store"),
        ("desk.json.journal/x", "belongs to the desk's store"),
        ("desk.papers/x.pdf", "belongs to the desk's store"),
        ("a" * 300, "File name too long"),
        ("a\0b", "no path can hold"),
    ],
    ids=["a folder", "no folder", "the store", "its log", "a paper", "too long", "no path"],
)
def test_where_nothing_can_be_written_is_told_in_one_line(name: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(DeskError, match=told) as refused:
        write(printout("x"), PrintFormat.TEXT, tmp_path / name, force=True, keep_off=tmp_path / "desk.json")
    assert "\n" not in str(refused.value)


def test_a_device_is_no_place_for_a_print() -> None:
    with pytest.raises(DeskError, match="no ordinary file"):
        write(printout("x"), PrintFormat.TEXT, Path("/dev/null"), force=True)
