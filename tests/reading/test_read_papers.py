"""What a paper says is the same in text, Markdown, PDF and Word."""

import hashlib
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crm_tui.comparison.engine import read_terms
from crm_tui.domain.deal import Area
from crm_tui.reading.files import read_note, read_paper

Builder = Callable[..., bytes]

FACTS = [
    "Rate of interest 8.75 % p.a.",
    "Processing fee Rs. 12,500 plus GST",
    "Number of instalments 240",
    "A penal charge of 24 % p.a. is levied on what is overdue.",
]


@pytest.fixture
def letters(make_pdf: Builder, make_docx: Builder) -> dict[str, bytes]:
    rows = [re.split(r"(?= 8.75| Rs\.| 240)", fact) for fact in FACTS[:3]]
    plain = "SANCTION LETTER\r\n\r\n" + "\r\n".join("\t".join(row) for row in rows) + f"\r\n\r\n{FACTS[3]}\r\n"
    marked = "# SANCTION LETTER\n\n" + "\n".join(f"{label}   {value}" for label, value in rows) + f"\n\n{FACTS[3]}\n"
    drawn = [(72.0, 760.0, "SANCTION LETTER"), (72.0, 640.0, FACTS[3])]
    for place, (label, value) in enumerate(rows):
        drawn.append((330.0, 720.0 - 14 * place, value.strip()))
        drawn.append((72.0, 720.0 - 14 * place, label))

    def write(document: Any) -> None:
        document.add_heading("SANCTION LETTER")
        table = document.add_table(rows=3, cols=2)
        for row, (label, value) in zip(table.rows, rows, strict=True):
            row.cells[0].text, row.cells[1].text = label, value.strip()
        document.add_paragraph(FACTS[3])

    return {
        "letter.txt": plain.encode(),
        "letter.md": marked.encode("utf-8-sig"),
        "letter.pdf": make_pdf(drawn),
        "letter.docx": make_docx(write),
        "wide.txt": plain.encode("utf-16"),
    }


@pytest.mark.parametrize("name", ["letter.txt", "letter.md", "letter.pdf", "letter.docx", "wide.txt"])
def test_the_same_letter_gives_the_same_facts(name: str, letters: dict[str, bytes], tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(letters[name])
    paper = read_paper(tmp_path / name)
    said = [re.sub(r"[\s|#]+", " ", line.text).strip() for line in paper.lines]
    assert [line for line in said if line] == ["SANCTION LETTER", *FACTS]
    assert (paper.name, paper.pages) == (name, 1)
    assert paper.sha256 == hashlib.sha256(letters[name]).hexdigest()
    assert [line.number for line in paper.lines] == list(range(1, len(paper.lines) + 1))


def test_the_same_letter_documents_the_same_terms_in_every_format(letters: dict[str, bytes], tmp_path: Path) -> None:
    documented = {}
    for name, content in letters.items():
        (tmp_path / name).write_bytes(content)
        terms = read_terms(read_paper(tmp_path / name), today=date(2026, 11, 21), area=Area.LOAN)
        documented[name] = {(term.claim.term, term.claim.said) for term in terms}
    assert len(documented["letter.txt"]) >= 4
    assert all(found == documented["letter.txt"] for found in documented.values()), documented


@pytest.mark.parametrize("name", ["letter.txt", "letter.pdf"])
def test_a_label_and_its_value_stand_two_spaces_apart_at_least(
    name: str, letters: dict[str, bytes], tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(letters[name])
    assert any(re.fullmatch(r"Processing fee {2,}Rs\. 12,500 plus GST", line) for line in _lines(tmp_path / name))


def test_a_kept_paper_goes_by_the_name_that_it_had(tmp_path: Path) -> None:
    (tmp_path / "0a1b.txt").write_text("Rate 8.75 %\n")
    assert read_paper(tmp_path / "0a1b.txt", "Sanction letter.txt").name == "Sanction letter.txt"


class TestText:
    @pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old mac"])
    def test_lines_end_in_any_way(self, line_end: str, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_bytes(line_end.join(["one", "", "three", ""]).encode())
        assert _lines(tmp_path / "a.txt") == ["one", "", "three"]

    def test_a_form_feed_begins_a_page(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("one\ntwo\n\fthree\n\f")
        paper = read_paper(tmp_path / "a.txt")
        assert [(line.page, line.number, line.text) for line in paper.lines] == [
            (1, 1, "one"),
            (1, 2, "two"),
            (2, 1, "three"),
        ]
        assert paper.pages == 2

    def test_scripts_and_signs_stand_as_they_were_written(self, tmp_path: Path) -> None:
        said = "ब्याज दर ₹ 8.75 % \x1b[31m[red]வட்டி"
        (tmp_path / "a.md").write_text(said, encoding="utf-8")
        assert _lines(tmp_path / "a.md") == [said]

    def test_a_note_keeps_every_character_but_the_byte_order_mark(self, tmp_path: Path) -> None:
        (tmp_path / "note.txt").write_bytes("\ufeff8.4 fixed\r\n\tno PF ₹0\n".encode())
        assert read_note(tmp_path / "note.txt") == "8.4 fixed\r\n\tno PF ₹0\n"


class TestPdf:
    def test_words_set_apart_by_place_alone_are_words(self, make_pdf: Builder, tmp_path: Path) -> None:
        (tmp_path / "a.pdf").write_bytes(make_pdf([(72, 700, "Processing"), (124, 700, "fee"), (141, 701, "nil")]))
        assert _lines(tmp_path / "a.pdf") == ["Processing fee nil"]

    def test_lines_stand_from_top_to_bottom_in_whatever_order_they_are_drawn(
        self, make_pdf: Builder, tmp_path: Path
    ) -> None:
        drawn = [(72, 676, "third"), (72, 700, "first"), (72, 688, "second"), (72, 600, "after a gap")]
        (tmp_path / "a.pdf").write_bytes(make_pdf(drawn))
        assert _lines(tmp_path / "a.pdf") == ["first", "second", "third", "", "after a gap"]

    def test_every_page_counts_its_lines_from_one(self, make_pdf: Builder, tmp_path: Path) -> None:
        (tmp_path / "a.pdf").write_bytes(make_pdf([(72, 700, "one")], [], [(72, 700, "three")]))
        paper = read_paper(tmp_path / "a.pdf")
        assert [(line.page, line.number, line.text) for line in paper.lines] == [(1, 1, "one"), (3, 1, "three")]
        assert paper.pages == 3

    def test_a_page_that_lies_on_its_side_is_read_upright(self, make_pdf: Builder, tmp_path: Path) -> None:
        drawn = [(300, 100, "Rate of interest"), (300, 400, "8.75 %"), (320, 100, "Tenure")]
        (tmp_path / "a.pdf").write_bytes(make_pdf(drawn, rotate=90))
        read = [line.split() for line in _lines(tmp_path / "a.pdf")]
        assert read == [["Rate", "of", "interest", "8.75", "%"], ["Tenure"]]

    def test_two_columns_of_prose_are_read_one_after_the_other(self, make_pdf: Builder, tmp_path: Path) -> None:
        left = [f"The borrower shall repay the loan part {number}" for number in range(12)]
        right = [f"The bank may change this clause on page {number}" for number in range(12)]
        drawn = [(72.0, 760.0, "GENERAL TERMS AND CONDITIONS THAT STAND OVER BOTH OF THE COLUMNS")]
        for place, (one, other) in enumerate(zip(left, right, strict=True)):
            drawn += [(72.0, 740.0 - 12 * place, one), (310.0, 740.0 - 12 * place, other)]
        (tmp_path / "a.pdf").write_bytes(make_pdf(drawn))
        read = [line.strip() for line in _lines(tmp_path / "a.pdf") if line]
        assert read == [drawn[0][2], *left, *right]

    def test_a_long_table_is_read_row_by_row(self, make_pdf: Builder, tmp_path: Path) -> None:
        drawn = []
        for place in range(14):
            drawn += [
                (72.0, 740.0 - 12 * place, f"Fee {place}"),
                (310.0, 740.0 - 12 * place, f"Rs. {place}00 plus tax"),
            ]
        (tmp_path / "a.pdf").write_bytes(make_pdf(drawn))
        assert [re.split(" {2,}", line) for line in _lines(tmp_path / "a.pdf")] == [
            [f"Fee {place}", f"Rs. {place}00 plus tax"] for place in range(14)
        ]

    def test_pages_that_are_pictures_are_named(self, make_pdf: Builder, tmp_path: Path) -> None:
        words = [(72.0, 700.0, "Rate of interest 8.75 %")]
        (tmp_path / "a.pdf").write_bytes(make_pdf(words, [], words, [], pictured=(1, 2)))
        read = read_paper(tmp_path / "a.pdf")
        assert (read.pages, read.unread_pages) == (4, (2,))

    def test_a_raised_figure_is_no_digit_of_the_amount(self, make_pdf: Builder, tmp_path: Path) -> None:
        texts = [(72.0, 700.0, "Fee Rs 500"), (124.0, 704.0, "1"), (72.0, 500.0, "and 2")]
        (tmp_path / "a.pdf").write_bytes(make_pdf(texts))
        assert [line for line in _lines(tmp_path / "a.pdf") if line] == ["Fee Rs 500¹", "and 2"]

    def test_a_word_broken_at_the_end_of_a_line_stays_on_two_lines(self, make_pdf: Builder, tmp_path: Path) -> None:
        texts = [(72.0, 700.0, "The rate of inter-"), (72.0, 688.0, "est is 8.75 %")]
        (tmp_path / "a.pdf").write_bytes(make_pdf(texts))
        assert _lines(tmp_path / "a.pdf") == ["The rate of inter-", "est is 8.75 %"]

    def test_several_threads_may_read_at_once(self, make_pdf: Builder, tmp_path: Path) -> None:
        (tmp_path / "a.pdf").write_bytes(make_pdf(*([(72, 700, f"page {number}")] for number in range(20))))
        with ThreadPoolExecutor(8) as pool:
            read = list(pool.map(_lines, [tmp_path / "a.pdf"] * 24))
        assert all(lines == [f"page {number}" for number in range(20)] for lines in read)


class TestWord:
    def test_tables_lists_and_text_stay_in_their_order(self, make_docx: Builder, tmp_path: Path) -> None:
        def write(document: Any) -> None:
            document.add_paragraph("Before")
            table = document.add_table(rows=1, cols=2)
            table.cell(0, 0).text, table.cell(0, 1).text = "Tenure", "240 months"
            document.add_paragraph("Stamp duty is extra", style="List Bullet")
            document.add_paragraph("Two\nlines")

        (tmp_path / "a.docx").write_bytes(make_docx(write))
        assert _lines(tmp_path / "a.docx") == [
            "Before",
            "Tenure | 240 months",
            "- Stamp duty is extra",
            "Two",
            "lines",
        ]

    def test_the_numbers_that_word_counts_stand_before_their_clauses(self, make_docx: Builder, tmp_path: Path) -> None:
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        levels = (("decimal", "%1."), ("lowerLetter", "%1.%2)"), ("upperRoman", "(%3)"))

        def write(document: Any) -> None:
            shapes = "".join(
                f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
                f'<w:lvlText w:val="{text}"/></w:lvl>'
                for depth, (kind, text) in enumerate(levels)
            )
            numbering = document.part.numbering_part.element
            kind = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{shapes}</w:abstractNum>')
            numbering.insert(0, kind)
            number = numbering.add_num(77).numId
            for depth, text in ((0, "Fees"), (1, "Legal"), (1, "Stamp duty"), (0, "Delay"), (1, "Penal"), (2, "Rate")):
                properties = document.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
                properties.get_or_add_numId().val, properties.get_or_add_ilvl().val = number, depth

        (tmp_path / "a.docx").write_bytes(make_docx(write))
        assert _lines(tmp_path / "a.docx") == [
            "1. Fees",
            "1.a) Legal",
            "1.b) Stamp duty",
            "2. Delay",
            "2.a) Penal",
            "(I) Rate",
        ]

    def test_merged_cells_are_read_once(self, make_docx: Builder, tmp_path: Path) -> None:
        def write(document: Any) -> None:
            table = document.add_table(rows=3, cols=3)
            filled = (("Fees", "", ""), ("Valuation", "flat", "2,500"), ("", "shop", "4,000"))
            for row, texts in zip(table.rows, filled, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.text = text
            table.cell(0, 0).merge(table.cell(0, 2))
            table.cell(1, 0).merge(table.cell(2, 0))

        (tmp_path / "a.docx").write_bytes(make_docx(write))
        read = [line.strip() for line in _lines(tmp_path / "a.docx") if line.strip()]
        assert read == ["Fees", "Valuation | flat | 2,500", "| shop | 4,000"]

    def test_a_table_inside_a_table_is_read_row_by_row(self, make_docx: Builder, tmp_path: Path) -> None:
        def write(document: Any) -> None:
            outer = document.add_table(rows=1, cols=2)
            outer.cell(0, 0).text = "Fees"
            outer.cell(0, 1).text = "as follows"
            inner = outer.cell(0, 1).add_table(rows=1, cols=2)
            inner.cell(0, 0).text, inner.cell(0, 1).text = "Legal", "7,500"

        (tmp_path / "a.docx").write_bytes(make_docx(write))
        assert [line for line in _lines(tmp_path / "a.docx") if line] == ["Fees | as follows", "Legal | 7,500"]

    def test_marked_changes_count_as_accepted(self, make_docx: Builder, tmp_path: Path) -> None:
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        def write(document: Any) -> None:
            paragraph = document.add_paragraph("Rate ")
            for change, tag, text in (("del", "delText", "8.40"), ("ins", "t", "8.75")):
                paragraph._p.append(
                    parse_xml(f"<w:{change} {nsdecls('w')}><w:r><w:{tag}>{text}</w:{tag}></w:r></w:{change}>")
                )
            paragraph.add_run(" % p.a.")

        (tmp_path / "a.docx").write_bytes(make_docx(write))
        assert _lines(tmp_path / "a.docx") == ["Rate 8.75 % p.a."]

    def test_a_merged_field_is_text_and_hidden_text_is_not(self, make_docx: Builder, tmp_path: Path) -> None:
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        def write(document: Any) -> None:
            paragraph = document.add_paragraph("Loan of ")
            field = f'<w:fldSimple {nsdecls("w")} w:instr="MERGEFIELD amount">'
            paragraph._p.append(parse_xml(f"{field}<w:r><w:t>Rs. 42,00,000</w:t></w:r></w:fldSimple>"))
            paragraph.add_run(" (draft)").font.hidden = True

        (tmp_path / "a.docx").write_bytes(make_docx(write))
        assert _lines(tmp_path / "a.docx") == ["Loan of Rs. 42,00,000"]

    def test_a_footnote_is_read_after_the_text(self, make_docx: Builder, tmp_path: Path) -> None:
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part
        from docx.oxml.ns import nsdecls

        def write(document: Any) -> None:
            document.add_paragraph("Rate 8.40 % p.a.*")
            said = "<w:p><w:r><w:t>For salary accounts only.</w:t></w:r></w:p>"
            notes = f'<w:footnotes {nsdecls("w")}><w:footnote w:id="1">{said}</w:footnote></w:footnotes>'
            kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
            part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
            relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
            document.part.relate_to(part, relation)

        (tmp_path / "a.docx").write_bytes(make_docx(write))
        assert _lines(tmp_path / "a.docx") == ["Rate 8.40 % p.a.*", "[1] For salary accounts only."]

    def test_a_footnote_is_found_from_its_mark(self, make_docx: Builder, tmp_path: Path) -> None:
        from docx.oxml.ns import qn

        def write(document: Any) -> None:
            run = document.add_paragraph("Fee Rs 500").add_run()
            run._r.append(run._r.makeelement(qn("w:footnoteReference"), {qn("w:id"): "2"}))
            document.add_paragraph("Rent Rs 900").add_run("3").font.superscript = True

        (tmp_path / "a.docx").write_bytes(make_docx(write))
        assert _lines(tmp_path / "a.docx") == ["Fee Rs 500[2]", "Rent Rs 900³"]

    def test_a_filled_form_field_is_text(self, make_docx: Builder, tmp_path: Path) -> None:
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        def write(document: Any) -> None:
            inside = "<w:p><w:r><w:t>Lock-in 24 months</w:t></w:r></w:p>"
            field = f"<w:sdt {nsdecls('w')}><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
            document.add_paragraph("Terms")
            document.element.body.insert(1, parse_xml(field))

        (tmp_path / "a.docx").write_bytes(make_docx(write))
        assert _lines(tmp_path / "a.docx") == ["Terms", "Lock-in 24 months"]


def _lines(path: Path) -> list[str]:
    return [line.text for line in read_paper(path).lines]
