"""A session of which the host decides: what may be asked for, and every way out of it that is refused."""

import argparse
import io
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from crm_tui import bootstrap
from crm_tui.cli import restricted
from crm_tui.cli.parser import _parser, parsed
from tests.cli.conftest import Ran, Run

PAPER = "SANCTION LETTER\n\nRate of interest: 8.75 % p.a. floating\n"


@pytest.fixture
def host(tmp_path: Path) -> Path:
    """What the host has beside the desk."""
    for folder in ("in", "out", "home"):
        (tmp_path / folder).mkdir()
    (tmp_path / "in" / "letter.txt").write_text(PAPER)
    (tmp_path / "home" / "id_rsa.txt").write_text("PRIVATE KEY")
    (tmp_path / "in" / "key.txt").symlink_to(tmp_path / "home" / "id_rsa.txt")
    (tmp_path / "in" / "out-of-it").symlink_to(tmp_path / "home")
    (tmp_path / "out" / "out-of-it").symlink_to(tmp_path / "home")
    (tmp_path / "out" / "new.ics").symlink_to(tmp_path / "home" / "new.ics")
    (tmp_path / "in" / "ring.txt").symlink_to(tmp_path / "in" / "ring.txt")
    (tmp_path / "in" / "zero.txt").symlink_to("/dev/zero")
    # nobody writes into the one or reads from the other: who opens it as a file waits for ever
    for pipe in ("in/pipe.txt", "in/pipe.toml", "out/pipe.txt", "out/pipe.ics", "out/pipe.csv"):
        os.mkfifo(tmp_path / pipe)
    return tmp_path


@pytest.fixture
def ask(run: Run, store: Path, host: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bootstrap, "_folders", None)

    def asked(command: str, *more: str) -> Ran:
        monkeypatch.setenv("SSH_ORIGINAL_COMMAND", command)
        given = more or ("--import-from", host / "in", "--export-to", host / "out")
        return run("--restricted", "--store", store, *given)

    return asked


def test_without_a_terminal_only_commands_are_named_that_may_be_asked_for(ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    ran = ask("")
    assert ran.code == 2
    [named] = re.findall("without one use (.*?) \\(", ran.err)
    assert {one.split()[0] for one in re.split(", | or ", named)} <= set(restricted.ALLOWED)
    assert "--plain, which asks in lines" in ran.err


@pytest.mark.parametrize(
    ("command", "code", "says"),
    [
        ("check --format json", 0, "lines"),
        ("crm-tui check", 0, ""),
        ("promise 'meera: call back fri'", 0, "1"),
        ("search joshi", 0, "Meera Joshi"),
        ("brief '#1'", 0, "Meera Joshi"),
        ("attach letter.txt --deal 1", 0, "1"),
        ("attach {host}/in/letter.txt --deal 1", 0, "1"),
        ("review 1 --print sheet --format html --output sheet.html", 0, "{host}/out/sheet.html"),
        ("export ics desk.ics", 0, "{host}/out/desk.ics"),
        ("export ics -", 0, "BEGIN:VCALENDAR"),
        ("compare letter.txt letter.txt", None, ""),
        ("check --help", 0, "usage: crm-tui check"),
        ("--version", 0, "crm-tui"),
        ("check --progress --mine", 0, ""),
        ("search joshi -h", 0, "usage: crm-tui search"),
        ("-h", 0, "usage: crm-tui"),
        ("--theme safe-dark --no-mouse --help", 0, "usage: crm-tui"),
        ("--theme=safe-dark --no-mouse --help", 0, "usage: crm-tui"),
    ],
)
def test_the_work_of_the_desk_can_be_asked_for(ask, host: Path, command: str, code: int | None, says: str) -> None:
    ran = ask(command.format(host=host))
    assert ran.code == code or (code is None and ran.code in (0, 1)), ran.err
    assert says.format(host=host) in ran.out


@pytest.mark.parametrize("asked", ["--help", "-h", "crm-tui --lean --help"])
def test_the_help_tells_what_can_be_typed_and_no_more(ask, store: Path, asked: str) -> None:
    ran = ask(asked)
    assert (ran.code, ran.err) == (0, "")
    told = [line.split()[0] for line in ran.out.splitlines() if line.startswith("  ") and line[2] != " "]
    assert told == list(restricted.ALLOWED)
    assert not [
        word for word in ("demo", "--store", "--suspend", "--restricted", str(store)) if word in ran.out.split()
    ]
    assert max(map(len, ran.out.splitlines())) <= 80


def every_part() -> Iterator[str]:
    """Each command that may be asked for, and each part of one that has parts."""
    [commands] = [one for one in _parser()._actions if isinstance(one, argparse._SubParsersAction)]
    for name in restricted.ALLOWED:
        yield name
        for one in commands.choices[name]._actions:
            if isinstance(one, argparse._SubParsersAction):
                yield from (f"{name} {part}" for part in one.choices)


@pytest.mark.parametrize("part", every_part())
def test_the_help_of_a_command_names_no_option_that_is_refused(ask, part: str) -> None:
    ran = ask(f"{part} --help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"usage: crm-tui {part} ")
    command = part.partition(" ")[0]
    named = set(re.findall(r"(?<![\w-])--[a-z][\w-]*", ran.out))
    allowed = {f"--{name}" for name in restricted.ALLOWED[command].split()}
    assert named - {"--help", "--progress"} <= allowed
    for option in named:
        assert "can't be used" not in ask(f"{part} {option}").err


def test_elsewhere_the_help_names_the_store(run: Run) -> None:
    assert "--store PATH" in run("check", "--help").out
    assert "--store PATH" in run("export", "ics", "--help").out


ESCAPES = [
    # another program, by itself, behind a command, or in the place of one
    "sh",
    "bash -i",
    "/bin/sh",
    "scp -t /tmp",
    "/usr/lib/openssh/sftp-server",
    "internal-sftp",
    "rsync --server -logDtpre.iLsfxC . /tmp",
    "git-upload-pack /srv/desk",
    "python3 -c 'import os'",
    "env TEXTUAL_LOG=/tmp/x crm-tui",
    "id; sh",
    "check; sh",
    "check && sh",
    "check | sh",
    "check > /tmp/x",
    "`sh`",
    "$(sh)",
    "crm-tui sh",
    "crm-tui crm-tui check",
    "check\nsh",
    "check \x1b[2J",
    "check 'no end",
    # another store, another desk, what looks after a store
    "check --store /tmp/other.json",
    "check --store=/tmp/other.json",
    "--store /tmp/other.json check",
    "--store=/tmp/other.json",
    "check --sto /tmp/other.json",
    "demo",
    "demo --at /tmp/demo --no-screen",
    "store verify",
    "store backup /tmp/backup",
    "store restore /tmp/backup --replace",
    "store redact customers 1 --person --why x",
    "--restricted check",
    "--suspend",
    "--lean --suspend",
    "--theme=/etc/passwd",
    "--theme x",
    "--theme",
    "--theme safe-dark --suspend",
    "staff --progress",
    "--import-from / attach etc/passwd --deal 1",
    "-- check",
    # files that the desk has no business with
    "attach {host}/home/id_rsa.txt --deal 1",
    "attach ../home/id_rsa.txt --deal 1",
    "attach key.txt --deal 1",
    "attach out-of-it/id_rsa.txt --deal 1",
    "attach ~/id_rsa.txt --deal 1",
    "attach /etc/passwd --deal 1",
    "attach /proc/self/environ --deal 1",
    "attach /dev/stdin --deal 1",
    "attach /dev/zero --deal 1",
    "attach /dev/tty --deal 1",
    "attach zero.txt --deal 1",
    "attach ring.txt --deal 1",
    "attach pipe.txt --deal 1",
    "attach . --deal 1",
    "attach '' --deal 1",
    "attach - --deal 1",
    "attach {host}/in/../home/id_rsa.txt --deal 1",
    "attach {host}/inside.txt --deal 1",
    "attach ../desk.json --deal 1",
    "compare pipe.txt letter.txt",
    "compare letter.txt pipe.txt",
    "packs --check pipe.toml",
    "packs --install pipe.toml",
    "packs --install ../desk.json",
    "compare {host}/home/id_rsa.txt letter.txt",
    "compare letter.txt {host}/home/id_rsa.txt",
    "compare letter.txt /dev/fd/0",
    "packs --check {host}/home/id_rsa.txt",
    "packs --install letter.txt ../home/id_rsa.txt",
    "review 1 --print sheet --output {host}/home/.ssh/authorized_keys",
    "review 1 --print sheet --output ../home/sheet.txt",
    "review 1 --print sheet --output out-of-it/sheet.txt",
    "review 1 --print sheet --output=/tmp/crm-sheet.txt --force",
    "handover show 1 --output /tmp/crm-pack.txt",
    "export ics /tmp/crm-desk.ics",
    "export ics ../home/desk.ics",
    "export ics {host}/home",
    "export ics out-of-it/desk.ics",
    "export ics new.ics",
    "export ics pipe.ics --force",
    "export csv customers pipe.csv --force",
    "export csv customers /dev/full --force",
    "export csv customers ../desk.json --force",
    "review 1 --print sheet --output pipe.txt --force",
    "review 1 --print sheet --output ../desk.json --force",
    "review 1 --print sheet --output ~/.ssh/authorized_keys --force",
    "export csv customers /tmp/crm-customers.csv",
    "export csv customers ../home/customers.csv",
]


@pytest.mark.parametrize("command", ESCAPES)
def test_a_way_out_is_refused_in_one_line(ask, host: Path, command: str) -> None:
    before = {path: path.read_bytes() for path in host.rglob("*") if path.is_file()}
    ran = ask(command.format(host=host))
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.count("\n") == 1
    assert "PRIVATE" not in ran.err
    after = {path: path.read_bytes() for path in host.rglob("*") if path.is_file()}
    assert {path for path in after if before.get(path) != after[path]} <= {
        path for path in after if "desk.json" in str(path)
    }


@pytest.mark.parametrize("command", ["attach letter.txt --deal 1", "export ics desk.ics"])
def test_where_the_host_names_no_folder_no_file_is_read_or_written(ask, command: str) -> None:
    ran = ask(command, "--restricted")
    assert ran.code == 2
    assert "whoever looks after this host names a folder for it" in ran.err


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["check"], "check"),
        (["--lean", "sh"], "sh"),
        (["--import-from", "in"], "give the whole path of the folder"),
    ],
)
def test_the_host_names_the_store_and_the_folders_and_nothing_else(ask, given: list[str], says: str) -> None:
    ran = ask("check", *given)
    assert ran.code == 2
    assert says in ran.err


def test_a_forced_command_restricts_by_itself(run: Run, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "_folders", None)
    monkeypatch.setenv("SSH_ORIGINAL_COMMAND", "demo --at /tmp/demo")
    ran = run("--store", store)
    assert ran.code == 2
    assert "'demo' can't be run here" in ran.err


@pytest.mark.parametrize("command", list(restricted.ALLOWED))
def test_what_is_listed_exists(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = {"export": ["export", "ics"]}.get(command, [command])
    steps = ["propose", "list", "show", "read", "accept", "return"] if command == "handover" else [""]
    known = ""
    for step in steps:
        with pytest.raises(SystemExit):
            parsed([*words, *([step] if step else []), "--help"])
        known += capsys.readouterr().out
    assert [name for name in restricted.ALLOWED[command].split() if f"--{name}" not in known] == []


@pytest.mark.parametrize("command", list(restricted.ALLOWED))
def test_how_far_it_is_may_be_asked_wherever_the_command_tells_it(command: str) -> None:
    [commands] = [one for one in _parser()._actions if isinstance(one, argparse._SubParsersAction)]
    tells = any("--progress" in one.option_strings for one in arguments_of(commands.choices[command]))
    assert tells is (command in restricted.TELLING)


def arguments_of(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, one in action.choices.items():
                if parser.prog != "crm-tui" or name in restricted.ALLOWED:
                    yield from arguments_of(one)
        else:
            yield action


def test_every_argument_that_names_a_file_is_kept_to_the_folders() -> None:
    files = {one.dest for one in arguments_of(_parser()) if one.metavar in ("FILE", "DIR", "PATH", "NOTE", "DOCUMENT")}
    assert files - {"store"} == {*restricted._READ, *restricted._WRITTEN}
