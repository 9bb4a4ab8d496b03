"""Whatever somebody does to a store behind its back is found at the place where it was done."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crm_tui.domain.errors import StoreProblem
from crm_tui.store.database import StoreDB
from crm_tui.store.desk_store import TinyStore
from crm_tui.store.replacement import nobody_else
from crm_tui.store.schema import INDEXES
from crm_tui.store.verify import Anchor, verify
from tests.store.stores import (
    LOG,
    chained_anew,
    checked,
    line_number,
    lines_of,
    paper_of_deal,
    rewrite,
    sealed,
    store_with_a_past,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return store_with_a_past(tmp_path)


def every_byte(folder: Path) -> dict[str, bytes]:
    return {str(one): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def test_a_sound_store_has_no_findings_and_is_left_as_it_is(path: Path) -> None:
    paper_of_deal(path, b"the paper")
    before = every_byte(path.parent)
    found = checked(path)
    assert found.findings == ()
    assert (found.seq, found.documents, found.papers) == (len(lines_of(path)), 10, 1)
    assert every_byte(path.parent) == before


def test_a_store_made_from_the_log_alone_is_sound(path: Path) -> None:
    path.unlink()
    assert checked(path).findings == ()


@pytest.mark.parametrize("at", [1, 5, 11])
def test_an_edited_line_is_named(path: Path, at: int) -> None:
    def edited(lines: list[bytes]) -> list[bytes]:
        lines[at - 1] = lines[at - 1].replace(b'"by":"asha"', b'"by":"ravi"')
        return lines

    rewrite(path, edited)
    [finding] = checked(path).findings
    assert finding.startswith(f"000000000001.jsonl line {at} (commit {at})")


def test_a_line_with_its_own_hash_redone_is_named_by_the_one_after_it(path: Path) -> None:
    at = line_number(path, b'"title":"Loan 6"')

    def edited(lines: list[bytes]) -> list[bytes]:
        told = json.loads(lines[at - 1])
        told["ops"][0][2]["amount"] = 1
        lines[at - 1] = sealed(told)
        return lines

    rewrite(path, edited)
    [finding] = checked(path).findings
    where = f"000000000001.jsonl line {at + 1} (commit {at + 1})"
    assert finding == f"{where} does not follow the one before, which was replaced: restore a backup"


def test_two_edits_far_apart_are_both_named(path: Path) -> None:
    def edited(lines: list[bytes]) -> list[bytes]:
        return [line.replace(b"Loan 2", b"Lean 2").replace(b"Loan 8", b"Lean 8") for line in lines]

    rewrite(path, edited)
    second, eighth = line_number(path, b"Lean 2"), line_number(path, b"Lean 8")
    assert [finding.split(" (")[0] for finding in checked(path).findings] == [
        f"000000000001.jsonl line {second}",
        f"000000000001.jsonl line {eighth}",
    ]


def test_a_line_that_was_taken_out_is_missed_where_it_stood(path: Path) -> None:
    rewrite(path, lambda lines: lines[:4] + lines[5:])
    assert (
        checked(path).findings[0]
        == "000000000001.jsonl line 5: commit 6 stands where commit 5 should: restore a backup"
    )


def test_a_log_written_anew_with_new_hashes_shows_by_its_checkpoint_or_by_an_anchor(path: Path) -> None:
    seq, head = checked(path).seq, checked(path).head
    rewrite(path, lambda lines: chained_anew([line.replace(b"Loan 6", b"Lean 6") for line in lines]))
    assert "does not belong to its log" in checked(path).findings[0]
    path.unlink()
    # who makes the checkpoint anew too leaves a store that is sound by itself
    assert checked(path).findings == ()
    assert checked(path, Anchor(seq, head)).findings == (
        f"commit {seq} is not the one that was noted outside: the log was written anew",
    )


def test_commits_that_were_cut_off_show_by_an_anchor(path: Path) -> None:
    noted = checked(path)
    rewrite(path, lambda lines: lines[:-1])
    assert checked(path).findings == ()
    assert checked(path, Anchor(noted.seq, noted.head)).findings == (
        f"commit {noted.seq}, which was noted outside, is gone: the log ends at commit {noted.seq - 1}",
    )


def test_anchors_that_fit_are_no_finding(path: Path) -> None:
    noted = checked(path)
    assert checked(path, Anchor(noted.seq, noted.head), Anchor(noted.seq, noted.head[:16].upper())).findings == ()


def without(name: str) -> Callable[[Path], None]:
    return lambda path: (path.parent / name).unlink()


def replaced(name: str, old: bytes, new: bytes) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        file = path.parent / name
        content = file.read_bytes()
        assert old in content
        file.write_bytes(content.replace(old, new))

    return change


def cut(path: Path) -> None:
    rewrite(path, lambda lines: [*lines, lines[-1][:-20] + b"\n"])


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        pytest.param(replaced("desk.json", b"Loan 5", b"Lean 5"), "was changed by another program", id="checkpoint"),
        pytest.param(replaced("desk.json", b'"format":1', b'"format":x'), "is not what was saved", id="its header"),
        pytest.param(without(LOG), "is all that is left of a store", id="no log"),
        pytest.param(cut, "does not fit its hash", id="a last line that does not fit"),
    ],
)
def test_what_was_done_to_a_file_is_said(path: Path, spoil: Callable[[Path], None], says: str) -> None:
    spoil(path)
    assert says in checked(path).findings[0]


def test_an_index_that_points_elsewhere_is_named(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    with StoreDB(path, indexes=INDEXES) as db:
        db.table("deals").insert_multiple([{"stage": "lead", "customer_id": 1}] * 3)
        db.fold()
    index = tmp_path / "desk.json.index"
    content = index.read_bytes()
    index.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert verify(path, indexes=INDEXES).findings == (
        "desk.json.index does not fit desk.json: delete it, it is made anew",
    )
    index.unlink()
    assert verify(path, indexes=INDEXES).findings == ()


def test_a_missing_segment_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crm_tui.store.journal.SEGMENT", 1)
    with StoreDB(path) as db:
        for number in range(3):
            db.table("deals").insert({"title": f"More {number}"})
            db.fold()
    first, second, *_ = sorted((path.parent / "desk.json.journal").iterdir())[1:]
    first.unlink()
    assert f"{second.name} does not follow commit 15" in checked(path).findings[0]


def test_a_save_that_is_not_finished_is_no_finding(path: Path) -> None:
    with (path.parent / LOG).open("ab") as log:
        log.write(b'{"seq":14,"at"')
    found = checked(path)
    assert (found.findings, found.unfinished) == ((), 14)


@pytest.mark.parametrize("how", ["changed", "gone"])
def test_a_paper_that_was_changed_or_is_gone_is_named(path: Path, how: str) -> None:
    paper = paper_of_deal(path, b"the paper")
    paper.write_bytes(b"another") if how == "changed" else paper.unlink()
    [finding] = checked(path).findings
    assert paper.stem[:12] in finding


def test_a_place_without_a_store_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem, match="there is no store at"):
        checked(tmp_path / "desk.json")


def test_a_number_is_not_given_out_again_after_its_table_was_emptied(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    with StoreDB(path) as db:
        db.table("notes").insert({})
        with db.transaction():
            db.table("deals").insert({})
        db.table("deals").remove(doc_ids=[1])
        db.fold()
    assert checked(path).findings == ()
    with StoreDB(path) as db:
        assert db.table("deals").insert({}) == 2


def test_what_an_interrupted_redaction_left_is_named_but_not_one_that_is_at_work(path: Path) -> None:
    (path.parent / "desk.json.new").mkdir()
    assert "was left by a restore or a redaction" in checked(path).findings[0]
    with nobody_else(path, "boss"):
        assert checked(path).findings == ()


@pytest.mark.parametrize("told", [{"ops": [["deals"]]}, {"ops": 7}, {"fold": 3, "ops": []}], ids=str)
def test_a_line_that_fits_its_hash_but_is_no_commit_is_named(tmp_path: Path, told: dict[str, object]) -> None:
    path = tmp_path / "desk.json"
    path.with_name("desk.json.journal").mkdir()
    (tmp_path / LOG).write_bytes(sealed({"seq": 1, "at": "", "by": "", **told, "prev": "0" * 64}))
    assert checked(path).findings == ("000000000001.jsonl line 1 (commit 1) does not say what a commit says",)


@pytest.mark.parametrize("folded", [False, True])
def test_a_record_that_names_one_which_is_not_there_is_named(tmp_path: Path, folded: bool) -> None:
    path = tmp_path / "desk.json"
    with StoreDB(path) as db:
        for name in ("Meera", "Ravi"):
            db.table("customers").insert({"name": name})
        db.table("commitments").insert_multiple({"customer_id": one, "deal_id": None} for one in (1, 2, 2))
        db.table("customers").remove(doc_ids=[2])
        db.table("commitments").remove(doc_ids=[3])
        if folded:
            db.fold()
    [finding] = verify(path, indexes={}, check=anything).findings
    assert finding.startswith("commitments 2 names customers 2, which is not there: run 'crm-tui store fold', mend its")
    # a copy of it is as good as the store itself
    assert verify(path, indexes={}).findings == ()


def anything(table: str, record_id: int, document: dict[str, Any], version: int) -> str:
    """Every document can be read."""
    return ""


def test_the_file_of_an_earlier_program_is_sound_without_a_log(tmp_path: Path) -> None:
    path = tmp_path / "desk.json"
    path.write_text('{"meta": {"1": {"format": "crm-tui", "schema": 1}}, "deals": {"1": {}}}')
    found = checked(path)
    assert (found.findings, found.seq, found.documents) == ((), 0, 1)


@pytest.mark.parametrize("fault", ["changed", "missing"])
def test_a_paper_that_is_changed_or_missing_is_mended_by_attaching_it_again(tmp_path: Path, fault: str) -> None:
    store = TinyStore(tmp_path / "desk.json")
    sha256 = store.keep_paper(b"Rate 8.4 %", ".txt")
    with StoreDB(store.path) as db:
        db.table("documents").insert({"sha256": sha256})
    paper = store.paper(sha256)
    if fault == "changed":
        paper.write_bytes(b"Rate 9.4 %")
    else:
        paper.unlink()
    [finding] = verify(store.path, indexes={}).findings
    assert finding.endswith("; put its file from a backup in its place, or attach the same paper again")
    store.keep_paper(b"Rate 8.4 %", ".txt")
    assert verify(store.path, indexes={}).findings == ()
