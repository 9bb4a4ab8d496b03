import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from crm_tui import bootstrap
from crm_tui.bootstrap import login
from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.domain.rules import GroundRules
from crm_tui.domain.snooze import Snooze
from crm_tui.domain.staff import Member, Role
from crm_tui.interchange.daily_check import as_text
from crm_tui.services.check_lines import Group
from crm_tui.services.daily_check import daily_check
from crm_tui.store.desk_store import TinyStore

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 20)
MONDAY = "2026-11-23"
Run = Callable[..., Any]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    path = tmp_path / "desk.json"
    store = TinyStore(path, by="asha")
    with store.transaction() as now:
        now.add(Member(login=login(), roles=(Role.SUPERVISOR,), since=DAY))
        now.add(Member(login="ravi", supervisor=login(), trainee=True, since=DAY))
        now.add(Customer(name="Meera Joshi", owner="ravi", since=DAY))
        for owner, due in ((login(), DAY), ("ravi", DAY), ("ravi", date(2026, 11, 24))):
            now.add(Commitment(customer_id=1, words="call", due=due, owner=owner, made_on=DAY))
        now.add(Snooze(by=login(), about="commitment 1", until=date(2026, 11, 24)))
    store.close()
    return path


def test_the_command_prints_the_list_of_the_service(run: Run, desk: Path) -> None:
    ran = run("check", "--as-of", MONDAY, "--store", desk)
    assert ran.out == as_text(daily_check(TinyStore(desk), date(2026, 11, 23)))
    assert (ran.code, ran.err) == (1, "")


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        pytest.param(["--owner", "RAVI", "--only", "overdue,next"], ["commitment 2", "commitment 3"], id="owner"),
        pytest.param(["--only", "next"], ["commitment 3"], id="one group"),
        pytest.param(["--only", "due-today, overdue"], ["commitment 1", "commitment 2"], id="groups as they are said"),
        pytest.param(["--team", "--only", "overdue"], ["commitment 1", "commitment 2"], id="your team"),
        pytest.param(["--mine"], [], id="yours, without what you put off"),
    ],
)
def test_a_part_of_the_list(run: Run, desk: Path, typed: list[str], keys: list[str]) -> None:
    told = json.loads(run("check", *typed, "--as-of", MONDAY, "--format", "json", "--store", desk).out)
    assert [one["key"] for one in told["lines"]] == keys
    assert sum(told["counts"].values()) == len(keys)
    assert told["hidden"] == ("--mine" in typed)


def test_a_team_is_counted_by_officer(run: Run, desk: Path) -> None:
    shown = run("check", "--team", login(), "--only", "overdue,next", "--as-of", MONDAY, "--store", desk).out
    assert f"  {login()}: overdue 1\n  ravi (trainee): overdue 1 · next 1\n" in shown


@pytest.mark.parametrize(
    ("typed", "code", "line"),
    [
        (["--as-of", MONDAY], 1, "crm-tui: 2 overdue, up to 1 working day late: crm-tui check lists them\n"),
        (["--as-of", "2026-11-20"], 1, "crm-tui: 2 due today: crm-tui check lists them\n"),
        (["--as-of", "2026-11-19"], 0, ""),
        (["--as-of", "2026-11-19", "--say-clean"], 0, "crm-tui: nothing is overdue and nothing is due today\n"),
        (
            ["--as-of", MONDAY, "--only", "quiet,stale", "--say-clean"],
            0,
            "crm-tui: nothing of what was asked for (stale, quiet)\n",
        ),
        (["--as-of", MONDAY, "--only", "next"], 0, "crm-tui: 1 next: crm-tui check lists them\n"),
        (["--as-of", MONDAY, "--owner", "ravi"], 1, "crm-tui: 1 overdue, up to 1 working day late (owner ravi): "),
        (["--as-of", MONDAY, "--mine"], 0, f"crm-tui: 1 put off (owner {login()}): crm-tui check lists them\n"),
    ],
)
def test_in_brief(run: Run, desk: Path, typed: list[str], code: int, line: str) -> None:
    ran = run("check", "--brief", *typed, "--store", desk)
    assert (ran.code, ran.err) == (code, "")
    assert ran.out.startswith(line)
    assert ran.out.count("\n") == bool(line)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (["--only", "over"], "'over' is no group: choose overdue, due_today, next"),
        (["--only", ""], "'' is no group"),
        (["--team", "nobody"], "'nobody' is not on the staff list"),
        (["--team", "ravi"], "nobody is supervised by ravi"),
        (["--owner", "ravi", "--mine"], "not allowed with argument"),
        (["--brief", "--format", "json"], "--brief is one line of text"),
        (["--say-clean"], "--say-clean goes with --brief"),
    ],
)
def test_what_does_not_fit_is_no_all_clear(run: Run, desk: Path, typed: list[str], says: str) -> None:
    ran = run("check", *typed, "--store", desk)
    assert ran.code == 2
    assert says in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Asia/Kolkata", date(2026, 11, 21)),
        ("America/New_York", date(2026, 11, 20)),
        ("Pacific/Kiritimati", date(2026, 11, 21)),
    ],
)
def test_the_day_ends_in_the_time_zone_of_the_ground_rules(
    desk: Path, zone: str, day: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            # half past one in the night in India, still the evening before in New York
            return datetime.fromisoformat("2026-11-20T20:00:00+00:00").astimezone(tz)

    store = TinyStore(desk, by="asha")
    with store.transaction() as now:
        now.add(GroundRules(changed_by="asha", changed_on=DAY, time_zone=zone))
    store.close()
    monkeypatch.setattr(bootstrap, "datetime", Clock)
    with bootstrap.open_desk(desk) as opened:
        assert opened.today() == day
        late = daily_check(opened.store, opened.today()).group(Group.OVERDUE)
        assert len(late) == (2 if day > DAY else 0)


def _line_of_readme(kind: str, holds: str) -> str:
    blocks = re.findall(rf"```{kind}\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    [line] = [line for block in blocks for line in block.splitlines() if holds in line]
    return line


def _shell(line: str, desk: Path, home: Path) -> subprocess.CompletedProcess[str]:
    program = home / "bin" / "crm-tui"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m crm_tui "$@"\n')
    program.chmod(0o755)
    around = {**os.environ, "HOME": str(home), "CRM_TUI_STORE": str(desk), "PYTHONPATH": str(ROOT)}
    around["PATH"] = f"{program.parent}:{around['PATH']}"
    return subprocess.run(["/bin/sh", "-c", line], env=around, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_the_crontab_line_of_the_readme_writes_the_list(desk: Path, tmp_path: Path) -> None:
    typed = _line_of_readme("crontab", "crm-tui check").split(maxsplit=5)[5]
    # cron takes a % for the end of the line, unless it is escaped
    ran = _shell(typed.replace(r"\%", "%"), desk, tmp_path)
    assert not re.search(r"(?<!\\)%", typed)
    assert (ran.stdout, ran.stderr) == ("", "")
    [written] = tmp_path.glob("check-*.txt")
    assert written.read_text("utf-8").startswith("Daily check for ")


@pytest.mark.slow
@pytest.mark.parametrize("there", [True, False], ids=["a desk", "no store yet"])
def test_the_banner_line_of_the_readme_never_stops_a_login(desk: Path, tmp_path: Path, there: bool) -> None:
    ran = _shell(_line_of_readme("sh", "command -v crm-tui"), desk if there else tmp_path / "none.json", tmp_path)
    assert ran.returncode == 0
    assert (ran.stdout + ran.stderr).count("\n") <= 1
