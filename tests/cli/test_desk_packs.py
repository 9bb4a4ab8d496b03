"""The packs of a desk from the command line: one set for all, whatever lies in anybody's own folder."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from crm_tui import bootstrap
from crm_tui.domain.commitment import Commitment
from crm_tui.domain.pack_file import PackFile
from crm_tui.store.desk_store import TinyStore
from tests.cli.conftest import Ran, Run
from tests.services.review_desk import FAIR, Branch

By = Callable[..., Ran]
FIRM = '[aliases]\n"loan.processing_fee" = ["jholi charge"]\n'
MICRO = """
area = "micro"
[[kind]]
id = "micro.passbook"
label = "Group passbook fee"
aliases = ["group passbook"]
dimension = "charge"
"""
PERSONAL = {"asha": '[aliases]\n"loan.prepay_charge" = ["lavkar dand"]\n', "vikram": MICRO, "meera": "area = "}


@pytest.fixture
def branch(tmp_path: Path) -> Branch:
    path = tmp_path / "desk.json"
    return Branch(TinyStore(path, by="root"), session=lambda login: TinyStore(path, by=login))


@pytest.fixture
def by(run: Run, branch: Branch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> By:
    """Runs a command as somebody who has a folder of their own, with packs that nobody else has."""
    for login, text in PERSONAL.items():
        folder = tmp_path / login / "packs"
        folder.mkdir(parents=True)
        (folder / "mine.toml").write_text(text)

    def ran(login: str, *arguments: object) -> Ran:
        monkeypatch.setattr(bootstrap, "login", lambda: login)
        monkeypatch.setattr(bootstrap, "today", lambda: branch.day)
        monkeypatch.setenv("CRM_TUI_PACKS", str(tmp_path / login / "packs"))
        return run(*arguments, "--store", tmp_path / "desk.json")

    return ran


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "firm.toml"
    path.write_text(FIRM)
    return path


def seen(by: By, login: str) -> str:
    found = re.search(r"^Seen: ([0-9a-f]{12})$", by(login, "review", "1").out, re.MULTILINE)
    assert found is not None
    return found[1]


def test_people_with_different_folders_see_the_same_and_one_approves_what_the_other_made(
    by: By, branch: Branch, file: Path
) -> None:
    assert by("meera", "packs", "--install", file).code == 0
    assert by("asha", "sign-off", "1", "submit").code == 0
    assert seen(by, "asha") == seen(by, "vikram") == seen(by, "meera")
    assert by("vikram", "sign-off", "1", "approve", "--seen", seen(by, "asha")).code == 0
    branch.wait(7)
    assert by("asha", "sign-off", "1", "sign").code == 0


def test_an_approval_is_stale_for_everybody_once_the_desks_packs_change(by: By, branch: Branch, file: Path) -> None:
    by("asha", "sign-off", "1", "submit")
    by("vikram", "sign-off", "1", "approve", "--seen", seen(by, "vikram"))
    by("meera", "packs", "--install", file)
    assert seen(by, "asha") == seen(by, "vikram")
    branch.wait(7)
    for login in ("asha", "vikram"):
        ran = by(login, "sign-off", "1", "sign")
        assert (ran.code, ran.out) == (2, "")
        assert "what was approved has changed since: submit the deal for review again" in ran.err
    by("meera", "packs", "--remove", "firm.toml")
    assert by("asha", "sign-off", "1", "sign").code == 0


def test_what_is_said_is_heard_with_the_desks_packs_and_nobodys_own(by: By, branch: Branch, file: Path) -> None:
    by("meera", "packs", "--install", file)
    ran = by("asha", "promise", "no jholi charge, no lavkar dand", "--customer", "Sunita", "--deal", "1")
    assert ran.code == 0
    terms = [one.claim and one.claim.term for one in branch.store.find(Commitment) if "8.4" not in one.words]
    assert "loan.processing_fee" in terms
    assert "loan.prepay_charge" not in terms


def test_the_list_tells_the_desks_packs_from_ones_own(by: By, tmp_path: Path, file: Path) -> None:
    by("meera", "packs", "--install", file)
    ran = by("vikram", "packs")
    desk, mine = ran.out.split("Only yours, for crm-tui compare without --store")
    assert "firm.toml: 0 kinds, 1 further names of known kinds; installed by meera on 2026-11-23" in " ".join(
        desk.split()
    )
    assert f"\n  {tmp_path / 'desk.json'}\n" in desk
    assert "mine.toml: 1 kinds" in mine
    assert not re.search("^micro ", ran.out, re.MULTILINE), "the desk does not know it"
    assert (ran.code, ran.err) == (0, "")
    assert by("meera", "packs").code == 1, "a pack of her own has a fault"


def test_compare_reads_with_the_packs_of_a_store_that_is_named_and_with_ones_own_only_without(
    by: By, run: Run, file: Path, tmp_path: Path
) -> None:
    note, paper = tmp_path / "note.txt", tmp_path / "paper.txt"
    note.write_text("no jholi charge, no lavkar dand")
    paper.write_text(FAIR + "Processing fee       Rs 5,000\nPrepayment charge    Rs 900\n")
    by("meera", "packs", "--install", file)
    lent = by("asha", "compare", note, paper).out
    assert "CONTRADICTED · stops the signature · Processing fee" in lent
    alone = run("compare", note, paper).out
    assert "CONTRADICTED · stops the signature · Processing fee" not in alone
    assert "CONTRADICTED · stops the signature · Prepayment" in alone
    assert "CONTRADICTED · stops the signature · Prepayment" not in lent


def test_a_pack_is_shown_as_it_was_written_and_taken_away(by: By, file: Path) -> None:
    by("meera", "packs", "--install", file)
    assert by("asha", "packs", "--show", "firm.toml").out.rstrip("\n") == FIRM.rstrip("\n")
    ran = by("root", "packs", "--remove", "firm.toml")
    assert ran.code == 0
    assert "none" in ran.out
    assert by("asha", "packs", "--show", "firm.toml").code == 2


def test_a_check_stores_nothing_and_sees_what_is_installed(by: By, branch: Branch, file: Path, tmp_path: Path) -> None:
    (tmp_path / "rests.toml").write_text('[aliases]\n"micro.passbook" = ["samuh charge"]\n')
    (tmp_path / "micro.toml").write_text(MICRO)
    ran = by("asha", "packs", "--check", tmp_path / "rests.toml", file)
    assert ran.code == 1
    assert "firm.toml: 0 kinds, 1 further names of known kinds: it fits" in ran.out
    assert "! rests.toml: aliases of micro.passbook: there is no such kind" in " ".join(ran.out.split())
    by("meera", "packs", "--install", tmp_path / "micro.toml")
    assert by("asha", "packs", "--check", tmp_path / "rests.toml").code == 0
    assert [one.name for one in branch.store.find(PackFile)] == ["micro.toml"]


@pytest.mark.parametrize(
    ("login", "arguments", "says"),
    [
        pytest.param("asha", ["--install", "firm.toml"], "takes a branch manager or admin: ask", id="a desk officer"),
        pytest.param("vikram", ["--remove", "firm.toml"], "takes a branch manager or admin: ask", id="a checker"),
        pytest.param("meera", ["--remove", "firm.toml"], "this desk has no pack 'firm.toml'", id="none there"),
        pytest.param("meera", ["--install", "gone.toml"], "gone.toml: there is no such file", id="no file"),
        pytest.param("meera", ["--install", "firm.txt"], "a pack is a file that ends in .toml", id="another suffix"),
        pytest.param("meera", ["--install", "firm.toml", "./firm.toml"], "is named twice", id="twice"),
        pytest.param("meera", ["--install", "bad.toml", "firm.toml"], "nothing was installed", id="one has a fault"),
        pytest.param("meera", ["--install", "."], "a pack is a file", id="a folder"),
        pytest.param("meera", ["--install", "firm.toml", "--kinds", "loan"], "go one by one", id="two at once"),
        pytest.param("meera", ["--install", "esc\x1b[2J.toml"], "can't read esc␛[2J.toml", id="a hostile name"),
    ],
)
def test_what_can_not_be_done_is_one_line_and_changes_nothing(
    by: By, branch: Branch, file: Path, monkeypatch: pytest.MonkeyPatch, login: str, arguments: list[str], says: str
) -> None:
    monkeypatch.chdir(file.parent)
    (file.parent / "bad.toml").write_text("area = \x1b[31m")
    ran = by(login, "packs", *arguments)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert says in ran.err
    assert "\x1b" not in ran.err
    assert branch.store.find(PackFile) == []


def test_packs_come_back_with_a_backup(by: By, branch: Branch, run: Run, file: Path, tmp_path: Path) -> None:
    by("meera", "packs", "--install", file)
    assert by("root", "store", "verify").code == 0
    assert by("root", "store", "backup", tmp_path / "backups").code == 0
    by("meera", "packs", "--remove", "firm.toml")
    again = tmp_path / "again" / "desk.json"
    assert run("store", "restore", tmp_path / "backups", "--store", again).code == 0
    assert run("packs", "--show", "firm.toml", "--store", again).out.rstrip("\n") == FIRM.rstrip("\n")


def test_a_pack_that_was_broken_in_the_file_and_adopted_is_told_and_stops_nothing(
    by: By, branch: Branch, file: Path, tmp_path: Path
) -> None:
    by("meera", "packs", "--install", file)
    by("root", "store", "fold")
    plain = tmp_path / "desk.json"
    plain.write_bytes(plain.read_bytes().replace(b"[aliases]", b"[aliases"))
    assert by("root", "store", "adopt").code == 0
    ran = by("asha", "review", "1")
    assert ran.code == 0
    assert ran.err.startswith("crm-tui: a pack of your own terms is left out: firm.toml: this is not TOML")
    assert ran.err.count("\n") == 1
    assert by("asha", "packs").code == 1
    assert by("meera", "packs", "--install", file).code == 0
    assert by("asha", "review", "1").err == ""
