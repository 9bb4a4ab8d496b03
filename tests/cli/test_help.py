"""Help that can be read on a terminal of 80 columns and names what to type."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run

COMMANDS = ("demo", "promise", "done", "attach", "review", "sign-off", "queue", "compare", "check", "packs", "store")


@pytest.fixture(autouse=True)
def columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def test_help_names_every_command_an_example_of_it_and_the_store(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRM_TUI_STORE", "/desk/env.json")
    ran = run("--help")
    assert (ran.code, ran.err) == (0, "")
    for command in COMMANDS:
        assert f"\n    {command} " in ran.out
        assert f"\n  crm-tui {command}" in ran.out
    assert "/desk/env.json" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_with_an_example(run: Run, command: str) -> None:
    ran = run(command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"usage: crm-tui {command} ")
    assert "--store PATH" in ran.out
    assert f"crm-tui {command} " in ran.out.partition("example:")[2]
    assert max(map(len, ran.out.splitlines())) <= 80


def test_an_option_is_never_guessed_from_its_beginning(run: Run, store: Path) -> None:
    ran = run("check", "--form", "json", "--store", store)
    assert ran.code == 2
    assert "unrecognized arguments: --form json" in ran.err
