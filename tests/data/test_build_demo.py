"""The builder gives the shipped bytes again, and the desk moves through time without losing a paper."""

import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from crm_tui.domain.document import Document
from crm_tui.reading.files import read_paper
from crm_tui.services.check_lines import OF_COMMITMENTS, Group
from crm_tui.services.daily_check import daily_check
from crm_tui.store.demo import make_demo
from crm_tui.store.desk_store import TinyStore

DATA = Path(__file__).parents[2] / "data"
ANCHOR = date(2026, 11, 21)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("built")
    subprocess.run([sys.executable, "-B", DATA / "build_demo.py", into], check=True, capture_output=True)
    return into


def test_the_shipped_papers_are_what_the_builder_makes_of_their_source(built: Path) -> None:
    made = {path.name: path.read_bytes() for path in (built / "papers").iterdir()}
    assert made == {path.name: path.read_bytes() for path in (DATA / "papers").iterdir()}


def test_the_shipped_store_is_what_the_builder_makes_of_its_source(built: Path) -> None:
    stale = "run `python data/build_demo.py`: what promises are understood to say has changed since it was built"
    assert (built / "desk.json").read_text("utf-8") == (DATA / "desk.json").read_text("utf-8"), stale


@pytest.mark.parametrize("days", [-60, 1, 100, 800])
def test_a_copy_of_the_desk_is_as_old_as_ever(days: int, tmp_path: Path) -> None:
    then = make_demo(DATA, tmp_path / "then", ANCHOR)
    now = make_demo(DATA, tmp_path / "now", ANCHOR + timedelta(days=days))
    before = daily_check(TinyStore(then), ANCHOR)
    after = daily_check(TinyStore(now), ANCHOR + timedelta(days=days))
    # on another day of the week, other days are working days
    ahead = {Group.NEXT: Group.LATER}
    owed = OF_COMMITMENTS.values()
    assert {line.key: ahead.get(line.group, line.group) for line in after.lines if line.group in owed} == {
        line.key: ahead.get(line.group, line.group) for line in before.lines if line.group in owed
    }
    near = (Group.OCCASIONS, Group.EXPIRING)
    assert [after.counts[group] for group in near] == [before.counts[group] for group in near]


def test_the_days_in_the_papers_of_a_copy_move_with_it(tmp_path: Path) -> None:
    ahead = timedelta(days=33)
    store = TinyStore(make_demo(DATA, tmp_path, ANCHOR + ahead))
    for document in store.find(Document):
        moved = _days(store.paper(document.sha256))
        assert moved == [day + ahead for day in _days(DATA / "papers" / document.name)], document.name


def _days(path: Path) -> list[date]:
    text = "\n".join(line.text for line in read_paper(path).lines)
    return [
        date(int(year), int(month), int(day)) for day, month, year in re.findall(r"\b(\d\d)-(\d\d)-(\d{4})\b", text)
    ]
