"""Whatever is stored or typed, no command writes anything that a terminal would obey."""

import argparse
import json
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from crm_tui import bootstrap
from crm_tui.cli.parser import _parser
from crm_tui.domain.staff import Member, Role
from crm_tui.reading.files import read_paper
from crm_tui.services.desk import Desk
from crm_tui.store.desk_store import TinyStore
from tests.cli.conftest import DAY, Run
from tests.naughty import ALL, fill, obeyed

STEERS = "\x1b]0;\u202e\x9b\x07"
"""Begins each text."""

COMMANDS = [
    'promise "{steers}: call back"',
    'promise "1: {steers}"',
    "done 1 {steers}",
    "attach {steers} --deal 1",
    "attach {paper} --deal 1",
    "attach {paper} --deal {steers}",
    "review 1",
    "review {steers}",
    "review 1 --print sheet",
    "review 1 --print statement",
    "sign-off 1 submit --why {steers}",
    "sign-off 1 approve --seen {steers}",
    "queue",
    "compare {paper} {paper}",
    "check",
    "check --owner {steers}",
    "check --mine --brief",
    "kept --by customer",
    "kept --by officer",
    "oversold",
    "insights",
    "duplicates",
    "refer 1 --by {steers}",
    "referrals",
    "feedback",
    "feedback --about {steers}",
    "gifts",
    "gifts 1 --record {steers} --value 4",
    "won-lost",
    "export ics -",
    "export ics {steers}.ics",
    "export csv customers {steers}.csv",
    "export csv {steers} customers.csv",
    "search x",
    "search {steers}",
    "search {steers}:{steers}",
    "brief 1",
    "brief {steers}",
    "consent 1",
    "consent 1 --give {steers}",
    "announce --words {steers}",
    "announce --template {steers}",
    "packs",
    "packs --learnt",
    "packs --check {paper}",
    "packs --kinds {steers}",
    "handover list",
    "handover loads",
    "handover show 1",
    "handover propose --customer 1 --to {steers} --why {steers}",
    "staff --all",
    "staff --login {steers} --roles {steers}",
    "rules",
    "rules --versions",
    "rules --set {steers}",
    "settings",
    "settings --set {steers}",
    "store verify",
    "store stats",
    "store history customers 1",
    "store history {steers} 1",
    "store redact customers 1 --why {steers}",
    "demo --no-screen --at {steers}",
    "{steers}",
]
"""Each command, reading and refusing; those with formats in each of them."""


@pytest.fixture(scope="module")
def naughty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("naughty") / "desk.json"
    store = TinyStore(path)
    with store.transaction() as now:
        now.add(Member(login=bootstrap.login(), roles=(Role.BRANCH_MANAGER, Role.ADMIN), since=DAY))
    fill(Desk(store, read_paper, lambda: DAY, bootstrap.login()), [STEERS + text for text in ALL])
    store.close()
    return path


def parsers(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Each command with what it takes."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.items()


def formats(command: str) -> list[str]:
    """The formats that a command has, apart from a PDF, which is no text."""
    parser = dict(parsers(_parser())).get(command)
    found = [action for action in parser._actions if "--format" in action.option_strings] if parser else []
    return [one for one in found[0].choices if one != "pdf"] if found else []


def test_every_command_is_tried() -> None:
    assert {name for name, _ in parsers(_parser())} <= {command.split()[0] for command in COMMANDS}


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_writes_what_a_terminal_obeys(
    run: Run, naughty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    paper = tmp_path / "paper\x1b[2J.txt"
    paper.write_text(f"Rate of interest: 9 % p.a. {STEERS}\nloan at 8.4 % p.a., no processing fee {STEERS}\n")
    typed = [word.format(steers=STEERS, paper=paper) for word in shlex.split(command)]
    own = [] if typed[0] in ("demo", "compare", STEERS) else ["--store", naughty]
    for form in formats(typed[0]) or [""]:
        ran = run(*typed, *own, *(["--format", form] if form else []))
        assert ran.code in (0, 1, 2)
        assert ran.out or ran.err
        assert not obeyed(ran.out.replace("\r\n", "\n")), ascii(ran.out)[:2000]
        assert not obeyed(ran.err), ascii(ran.err)[:2000]
        if form == "json" and ran.out and ran.code != 2:
            json.loads(ran.out)
