"""The demo desk: a copy of what is shipped, moved to today."""

import io
import json
import zipfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from crm_tui.domain.calendar import When, when
from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.document import Document
from crm_tui.domain.errors import StoreProblem
from crm_tui.domain.occasion import Occasion
from crm_tui.domain.staff import Member, Role
from crm_tui.paths import shipped_data
from crm_tui.reading.files import read_paper
from crm_tui.store.demo import _moved_occasion, make_demo, moved_paper
from crm_tui.store.desk_store import TinyStore
from tests.store.records import customer

ANCHOR = date(2026, 11, 21)
LATER = date(2027, 3, 2)
DAYS = LATER - ANCHOR


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A small desk as it is shipped: one customer, one paper."""
    papers = tmp_path / "data" / "papers"
    papers.mkdir(parents=True)
    (papers / "letter.txt").write_text("Dated 21-11-2026, account 12-99-2026-77\n")
    tables = {
        "meta": {"1": {"format": "crm-tui", "schema": 1, "ids": {"customers": 1}, "anchor": "2026-11-21"}},
        "customers": {"1": {"name": "Meera", "owner": "asha", "since": "2026-11-01", "care": "ring by 25-11-2026"}},
        "documents": {
            "1": {
                "deal_id": 1,
                "name": "letter.txt",
                "sha256": "0" * 64,
                "pages": 1,
                "attached_on": "2026-11-21",
                "attached_by": "asha",
            }
        },
    }
    (papers.parent / "desk.json").write_text(json.dumps(tables))
    return papers.parent


def test_each_date_moves_with_today(data: Path, tmp_path: Path) -> None:
    store = TinyStore(make_demo(data, tmp_path / "demo", LATER))
    [meera], [document] = store.find(Customer), store.find(Document)
    assert meera.since == date(2026, 11, 1) + DAYS
    assert meera.care == "ring by 06-03-2027"
    assert document.attached_on == LATER
    assert store.paper(document.sha256).read_text() == "Dated 02-03-2027, account 12-99-2026-77\n"


def test_what_is_shipped_stays_as_it_is(data: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    with TinyStore(make_demo(data, tmp_path / "demo", LATER)).transaction() as now:
        now.add(customer())
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before


def test_a_demo_desk_that_is_there_is_gone_on_with(data: Path, tmp_path: Path) -> None:
    made = make_demo(data, tmp_path / "demo", ANCHOR)
    with TinyStore(made).transaction() as now:
        added = now.add(customer("Somebody new"))
    assert make_demo(data, tmp_path / "demo", LATER) == made
    assert TinyStore(made).get(Customer, added.id) == added


def test_a_desk_of_ones_own_is_never_taken_for_a_demo(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    with TinyStore(path).transaction() as now:
        now.add(customer())
    before = path.read_bytes()
    with pytest.raises(StoreProblem, match="not a demo desk: choose another place"):
        make_demo(data, tmp_path, ANCHOR)
    assert path.read_bytes() == before


@pytest.mark.parametrize("lost", ["desk.json", "papers/letter.txt"])
def test_an_incomplete_installation_is_one_line_and_leaves_no_store(data: Path, tmp_path: Path, lost: str) -> None:
    (data / lost).unlink()
    with pytest.raises(StoreProblem, match="install the program again"):
        make_demo(data, tmp_path / "demo", ANCHOR)
    assert not (tmp_path / "demo" / "desk.json").exists()


def word_file(text: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", f"<w>{text}</w>")
        archive.writestr("docProps/core.xml", "21-11-2026")
    return file.getvalue()


def test_a_pdf_keeps_its_length() -> None:
    content = b"%PDF (21-11-2026) Tj \xff\x80 (1-11-2026)"
    assert moved_paper(content, ".pdf", DAYS) == b"%PDF (02-03-2027) Tj \xff\x80 (1-11-2026)"


def test_a_word_file_is_changed_only_in_its_text() -> None:
    with zipfile.ZipFile(io.BytesIO(moved_paper(word_file("on 21-11-2026"), ".docx", DAYS))) as archive:
        assert archive.read("word/document.xml") == b"<w>on 02-03-2027</w>"
        assert archive.read("docProps/core.xml") == b"21-11-2026"


def test_on_the_anchor_day_a_paper_is_the_shipped_one() -> None:
    assert moved_paper(b"21-11-2026", ".txt", timedelta()) == b"21-11-2026"


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> TinyStore:
    return TinyStore(make_demo(shipped_data(), tmp_path_factory.mktemp("demo"), LATER))


def test_the_shipped_desk_looks_the_same_on_any_day(moved: TinyStore) -> None:
    def standing(store: TinyStore, today: date) -> Counter[When]:
        return Counter(when(one.due, today, today + timedelta(days=7)) for one in store.find(Commitment) if one.is_open)

    shipped = TinyStore(shipped_data() / "desk.json")
    assert standing(moved, LATER) == standing(shipped, ANCHOR)
    assert standing(moved, LATER)[When.TODAY] > 0


def test_the_shipped_papers_can_be_read_line_by_line_after_the_move(moved: TinyStore) -> None:
    documents = moved.find(Document)
    assert len(documents) >= 12
    for document in documents:
        now = read_paper(moved.paper(document.sha256), document.name)
        shipped = read_paper(shipped_data() / "papers" / document.name)
        assert now.sha256 == document.sha256
        assert [(line.page, line.number) for line in now.lines] == [(line.page, line.number) for line in shipped.lines]
        # no date of the old days is left behind
        assert not any("-11-2026" in line.text for line in now.lines)


@pytest.mark.parametrize(
    "known", [{}, {"1": {"login": "root", "roles": ["auditor"], "since": "2026-11-01"}}], ids=["new", "on the list"]
)
def test_the_visitor_may_try_everything_in_their_copy(data: Path, tmp_path: Path, known: dict) -> None:
    shipped = json.loads((data / "desk.json").read_text())
    (data / "desk.json").write_text(json.dumps(shipped | {"staff": known} if known else shipped))
    [root] = TinyStore(make_demo(data, tmp_path / "demo", LATER, visitor="root")).find(Member)
    assert (root.login, root.roles) == ("root", (Role.BRANCH_MANAGER, Role.ADMIN))


@pytest.mark.parametrize(
    ("kept", "days", "moved"),
    [
        ((24, 11, 1991), 10, (4, 12, 1991)),
        ((24, 11, 1991), 60, (23, 1, 1992)),
        ((10, 1, None), 365, (10, 1, None)),
        ((29, 2, 1992), 100, (29, 2, 1992)),
        ((24, 11, 1991), 462, (28, 2, 1993)),
    ],
    ids=["in the year", "into the next", "a whole year", "of 29 February", "onto 29 February"],
)
def test_an_occasion_is_as_far_ahead_as_it_was(
    kept: tuple[int, int, int | None], days: int, moved: tuple[int, int, int | None]
) -> None:
    names = ("day", "month", "year")
    told = {"kind": "birthday", "name": "Asha"}
    found = _moved_occasion(told | dict(zip(names, kept, strict=True)), date(2026, 11, 21), timedelta(days=days))
    assert tuple(found[name] for name in names) == moved
    Occasion.model_validate(found)
