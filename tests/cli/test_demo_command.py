"""``crm-tui`` and ``crm-tui demo``, up to the moment when the screens open."""

from pathlib import Path

import pytest

from crm_tui.cli import screens
from crm_tui.domain.customer import Customer
from crm_tui.services.desk import Desk
from crm_tui.store.desk_store import TinyStore
from tests.cli.conftest import Run


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Desk]:
    """The desks on which screens were opened; none is shown."""
    desks: list[Desk] = []

    def show(desk: Desk, welcome: str = "", *_: object, **__: object) -> int:
        desks.append(desk)
        assert not welcome or f"here you ({desk.officer}) are branch manager and admin" in welcome
        return 0

    monkeypatch.setattr(screens, "need_terminal", lambda: None)
    monkeypatch.setattr(screens, "run_screens", show)
    return desks


def test_without_a_command_the_screens_open_on_the_store(run: Run, store: Path, opened: list[Desk]) -> None:
    assert run("--store", store).code == 0
    assert [one.name for one in opened[0].store.find(Customer)] == ["Meera Joshi", "Joshi & Sons"]


def test_the_screens_never_open_on_what_is_no_store(run: Run, tmp_path: Path, opened: list[Desk]) -> None:
    ran = run("--store", tmp_path)
    assert (ran.code, opened) == (2, [])
    assert ran.err.count("\n") == 1


def test_demo_opens_a_copy_and_says_afterwards_where_it_stays(run: Run, opened: list[Desk], tmp_path: Path) -> None:
    ran = run("demo", "--at", tmp_path / "demo")
    assert ran.code == 0
    assert f"crm-tui --store {tmp_path / 'demo' / 'desk.json'}" in ran.out
    assert len(opened[0].store.find(Customer)) >= 40


@pytest.mark.parametrize("below", ["", "new", "new/newer"])
def test_demo_in_the_place_of_a_file_asks_for_a_folder_and_touches_nothing(
    run: Run, tmp_path: Path, below: str
) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("mine")
    told = f"crm-tui: {file} is a file: name a folder for the demo desk, which is made if need be\n"
    ran = run("demo", "--at", file / below, "--no-screen")
    assert (ran.code, ran.out, ran.err) == (2, "", told)
    assert (list(tmp_path.iterdir()), file.read_text()) == ([file], "mine")


def test_demo_without_a_screen_only_prints_the_path(run: Run, opened: list[Desk], tmp_path: Path) -> None:
    ran = run("demo", "--at", tmp_path / "demo", "--no-screen")
    assert (ran.code, ran.out, opened) == (0, f"{tmp_path / 'demo' / 'desk.json'}\n", [])
    assert len(TinyStore(Path(ran.out.strip())).find(Customer)) >= 40


def test_demo_without_a_place_finds_a_new_one_each_time(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    first, second = run("demo", "--no-screen").out, run("demo", "--no-screen").out
    assert first != second
    assert Path(first.strip()).is_relative_to(tmp_path)


def test_demo_goes_on_with_the_desk_that_is_there(run: Run, tmp_path: Path) -> None:
    for _ in range(2):
        ran = run("demo", "--at", tmp_path / "demo", "--no-screen")
    store = Path(ran.out.strip())
    said = run("promise", "I will call her", "--customer", "#1", "--store", store).out
    run("demo", "--at", tmp_path / "demo", "--no-screen")
    assert f'"{said.strip()}": ' in store.read_text()


def test_demo_never_takes_a_desk_of_ones_own(run: Run, store: Path) -> None:
    before = store.read_bytes()
    ran = run("demo", "--at", store.parent, "--no-screen")
    assert (ran.code, ran.out) == (2, "")
    assert "not a demo desk: choose another place" in ran.err
    assert store.read_bytes() == before
