"""The commands as whole processes: what they load, and how they end."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from crm_tui import __version__

pytestmark = pytest.mark.slow

RUN = """
import os, sys
from crm_tui.cli import main
code = main(sys.argv[1:])
unneeded = ["textual", "rich", "pypdfium2", "docx", "fpdf", "fontTools", "PIL", "uharfbuzz"]
unneeded += ["tinydb"] * ("compare" in sys.argv)
no_engine = {"check", "queue", "done", "meera: call back fri 4pm"}
unneeded += ["rapidfuzz", "crm_tui.comparison.engine"] * bool(no_engine & {*sys.argv})
unneeded += ["importlib.metadata", "email", "crm_tui.services.merging"] * bool(no_engine & {*sys.argv})
unneeded += ["crm_tui.services.acting"] * bool({"check", "queue"} & {*sys.argv})
heavy = [name for name in unneeded if name in sys.modules]
if no_engine & {*sys.argv} and os.path.isdir("/usr/share/zoneinfo"):
    heavy += [name for name in sys.modules if name.startswith("_sysconfigdata")]
print(code, heavy, file=sys.stderr)
"""


def command(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # type: ignore[call-overload, no-any-return] # options are subprocess's own
        [sys.executable, "-m", "crm_tui", *map(str, arguments)], text=True, timeout=60, **options
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(["--version"], 0, id="version"),
        pytest.param(["--help"], 0, id="help"),
        pytest.param(["check", "--store", "{store}"], 0, id="check"),
        pytest.param(["queue", "--store", "{store}"], 0, id="queue"),
        pytest.param(["promise", "8.4", "--customer", "meera", "--store", "{store}"], 0, id="promise"),
        pytest.param(["promise", "meera: call back fri 4pm", "--store", "{store}"], 0, id="a thing to do"),
        pytest.param(["done", "99", "--store", "{store}"], 2, id="done"),
        pytest.param(["attach", "{paper}", "--deal", "1", "--store", "{store}"], 0, id="attach"),
        pytest.param(["review", "1", "--store", "{store}"], 1, id="review"),
        pytest.param(["review", "1", "--print", "sheet", "--format", "html", "--store", "{store}"], 0, id="a print"),
        pytest.param(["compare", "{paper}", "{paper}", "--format", "json"], None, id="compare"),
        pytest.param(["demo", "--at", "{folder}", "--no-screen"], 0, id="demo"),
        pytest.param([], 2, id="the screens without a terminal"),
        pytest.param(["--plain", "--store", "{store}"], 0, id="the desk in lines"),
    ],
)
def test_a_command_loads_no_screens_and_no_reader_that_it_does_not_need(
    arguments: list[str], code: int | None, store: Path, paper: Path, tmp_path: Path
) -> None:
    named = [one.format(store=store, paper=paper, folder=tmp_path / "demo") for one in arguments]
    ran = subprocess.run(
        [sys.executable, "-c", RUN, *named], capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL
    )
    ended, _, heavy = ran.stderr.splitlines()[-1].partition(" ")
    assert heavy == "[]"
    if code is not None:
        assert int(ended) == code


FIRST_SCREENS = """
import asyncio, sys
from datetime import date
from pathlib import Path
from crm_tui.domain.customer import Customer
from crm_tui.domain.deal import Deal, Stage
from crm_tui.domain.staff import Member, Role
from crm_tui.services.desk import Desk
from crm_tui.store.desk_store import TinyStore
from crm_tui.tui.app import DeskApp

async def look():
    async with DeskApp(desk).run_test() as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("3")
        while pilot.app.verdicts.known(1) is None:
            await pilot.pause()

store = TinyStore(Path(sys.argv[1]))
with store.transaction() as now:
    now.add(Member(login="asha", roles=(Role.ADMIN,), since=date(2020, 1, 1)))
    now.add(Customer(name="Meera", owner="asha", since=date(2020, 1, 1)))
    of = {"stage_since": date(2020, 1, 1), "opened": date(2020, 1, 1), "stage": Stage.REVIEW}
    now.add(Deal(customer_id=1, title="Home loan", owner="asha", **of))
desk = Desk(store=store, read_paper=lambda *_: None, today=date.today, officer="asha")
asyncio.run(look())
unneeded = ["crm_tui.comparison.engine", "rich.traceback", "pygments", "textual.widgets._text_area", "plotext", "fpdf"]
print([name for name in unneeded if name in sys.modules])
"""


def test_today_and_deals_without_a_paper_load_nothing_that_only_others_need(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", FIRST_SCREENS, tmp_path / "desk.json"], capture_output=True, text=True, timeout=60
    )
    assert (ran.stdout, ran.stderr) == ("[]\n", "")


ZONES = """
import sys
if "left out" in sys.argv:
    from crm_tui.cli import unused
    unused.leave_out()
import zoneinfo
print(sorted(zoneinfo.available_timezones()))
"""


def test_the_same_time_zones_are_known_whatever_is_left_out() -> None:
    left_out, whole = (
        subprocess.run([sys.executable, "-c", ZONES, *more], capture_output=True, text=True, timeout=60)
        for more in (["left out"], [])
    )
    assert left_out.stderr == ""
    assert left_out.stdout == whole.stdout


def test_the_module_is_the_same_program() -> None:
    ran = command("--version", capture_output=True)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, f"crm-tui {__version__}\n", "")


def test_a_reader_that_goes_away_is_no_fault() -> None:
    read, write = os.pipe()
    os.close(read)
    ran = command("--help", stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    assert ran.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_under_the_output_is_one_line(store: Path) -> None:
    with Path("/dev/full").open("w") as full:
        ran = command("check", "--store", store, stdout=full, stderr=subprocess.PIPE)
    assert (ran.returncode, ran.stderr) == (2, "crm-tui: No space left on device\n")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_reports_are_utf8_in_any_locale(paper: Path, tmp_path: Path, encoding: str) -> None:
    note = tmp_path / "note.txt"
    note.write_text("8.4 fixed, व्याज")
    environment = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": encoding}
    ran = command("compare", note, paper, capture_output=True, env=environment, encoding="utf-8")
    assert ran.stderr == ""
    assert "“8.4" in ran.stdout


def test_an_interrupt_ends_it_in_one_line(paper: Path) -> None:
    waiting = subprocess.Popen(
        [sys.executable, "-m", "crm_tui", "compare", "-", str(paper)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # a shell that runs the tests in the background has it ignored, and a child inherits that
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert waiting.stdin is not None
    # more than a pipe holds: when it is written, the program is reading
    waiting.stdin.write(b"a" * 200_000)
    waiting.stdin.flush()
    waiting.send_signal(signal.SIGINT)
    out, err = waiting.communicate(timeout=60)
    assert (waiting.returncode, out, err) == (130, b"", b"crm-tui: stopped: nothing was changed\n")
