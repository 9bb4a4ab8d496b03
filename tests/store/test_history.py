"""Who changed a record, when and why, before and after."""

from pathlib import Path

import pytest

from crm_tui.domain.errors import StoreProblem
from crm_tui.store.history import history
from crm_tui.store.problems import Damaged
from tests.store.stores import LOG, rewrite, store_with_a_past


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return store_with_a_past(tmp_path)


def test_each_change_of_a_record_is_told_with_who_and_why(path: Path) -> None:
    made, renamed = history(path, "deals", 3)
    assert (made.by, made.why, made.before) == ("asha", "deal 3 agreed", None)
    assert renamed.why == "renamed"
    assert renamed.fields == {"title": ("Loan 3", "Villa of Kelaskar")}
    assert renamed.at >= made.at
    assert renamed.seq > made.seq


def test_a_removed_record_ends_with_nothing(path: Path) -> None:
    *_, last = history(path, "deals", 4)
    assert last.before is not None
    assert last.after is None


def test_a_record_that_never_was_has_no_history(path: Path) -> None:
    assert list(history(path, "deals", 77)) == []
    # neither its number in another table nor one that begins alike
    assert len(list(history(path, "deals", 1))) == 1
    assert list(history(path, "customers", 1)) == []


def test_a_log_that_is_not_whole_is_not_told_as_if_it_were(path: Path) -> None:
    rewrite(path, lambda lines: [line.replace(b"Loan 6", b"Lean 6") for line in lines])
    with pytest.raises(Damaged, match=r"000000000001\.jsonl line"):
        list(history(path, "deals", 3))


@pytest.mark.parametrize("left", ["no folder", "an empty folder", "an empty log"])
def test_a_store_of_which_the_log_is_gone_says_so_and_what_to_do(path: Path, left: str) -> None:
    log = path.parent / LOG
    log.unlink()
    if left == "no folder":
        log.parent.rmdir()
    elif left == "an empty log":
        log.touch()
    before = path.read_bytes()
    with pytest.raises(StoreProblem, match=r"its log (is missing|holds no whole commit): .*'crm-tui store adopt'"):
        list(history(path, "deals", 3))
    assert path.read_bytes() == before


def test_a_log_that_is_on_its_way_is_said_to_be(path: Path) -> None:
    (path.parent / "desk.json.new").mkdir()
    (path.parent / LOG).parent.rename(path.parent / "desk.json.new" / "desk.json.journal")
    path.unlink()
    with pytest.raises(StoreProblem, match="a restore or a redaction was interrupted: move"):
        list(history(path, "deals", 3))


def test_the_file_of_an_earlier_program_has_no_history_yet(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    path.write_text('{"meta": {"1": {"format": "crm-tui", "schema": 1}}, "deals": {"1": {}}}')
    assert list(history(path, "deals", 1)) == []
