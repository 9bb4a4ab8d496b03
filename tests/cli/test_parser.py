"""Only the command that is named is made ready, and that is seen nowhere but in the time it takes."""

import argparse

import pytest

from crm_tui.cli import parser
from crm_tui.domain.errors import DeskError


def ready(*given: str) -> set[str]:
    made = parser._parser(parser._named(given))
    return {name for one in made._actions if isinstance(one, argparse._SubParsersAction) for name in one.choices}


def test_each_command_is_made_ready_by_its_name() -> None:
    assert ready("--help") == set(parser._COMMANDS)
    for name in parser._COMMANDS:
        assert ready(name) == {name}


@pytest.mark.parametrize(
    ("given", "named"),
    [
        pytest.param([], set(), id="the screens"),
        pytest.param(["--store", "x"], set(), id="the screens of a store"),
        pytest.param(["--store", "x", "check", "--mine"], {"check"}, id="a store before the command"),
        pytest.param(["--store=x", "done", "3"], {"done"}, id="a store in one word"),
        pytest.param(["--store", "check"], set(), id="a store that is called as a command"),
        pytest.param(["--store"], set(), id="a store without a name"),
        pytest.param(["--lean", "check"], set(parser._COMMANDS), id="another option first"),
        pytest.param(["chek"], set(parser._COMMANDS), id="no command"),
    ],
)
def test_what_can_be_named_is_made_ready(given: list[str], named: set[str]) -> None:
    assert ready(*given) == named


@pytest.mark.parametrize("name", parser._COMMANDS)
def test_a_command_has_the_same_help_whatever_else_is_ready(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = []
    for named in (None, (name,)):
        with pytest.raises(SystemExit):
            parser._parser(named).parse_args([name, "--help"])
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]
    assert told[0].startswith(f"usage: crm-tui {name} ")


def test_no_command_is_refused_with_all_that_there_are() -> None:
    with pytest.raises(DeskError, match=r"invalid choice: 'chek'.*'promise'.*'store'"):
        parser.parsed(["chek"])
