"""Long commands say how far they are, and leave nothing half done when somebody stops them, at whichever step."""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from crm_tui.cli import watching
from crm_tui.cli.long_commands import EXPORTS, LONG, OPERATIONS
from crm_tui.cli.parser import parsed
from crm_tui.domain.customer import Customer
from crm_tui.domain.progress import watched
from crm_tui.services import kept_record
from crm_tui.store.desk_store import TinyStore
from crm_tui.store.schema import INDEXES
from crm_tui.store.verify import verify
from tests.cli.conftest import DAY, Ran, Run

Command = tuple[object, ...]

PDF = Path(__file__).parents[2] / "data" / "papers" / "Home loan sanction - Deshpande.pdf"


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every step is told, however short the work is."""
    monkeypatch.setattr(watching, "FIRST", 0.0)
    monkeypatch.setattr(watching, "EACH", 0.0)


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text("8.4 fixed for 3 years, no processing fee")
    return path


def attached(run: Run, store: Path, paper: Path) -> None:
    """A deal with two promises and its paper."""
    assert run("promise", "8.4 fixed, no PF", "--customer", "meera", "--deal", "1", "--store", store).code == 0
    assert run("attach", paper, "--deal", "1", "--store", store).code == 0


def stopped_at(run: Run, monkeypatch: pytest.MonkeyPatch, number: int, *command: object) -> Ran:
    """Run a command that somebody stops with Ctrl-C at so many steps."""
    left = number
    watch = watching._Watching.watch

    def counted(self: watching._Watching, what: str, done: int, of: int) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGINT)
        watch(self, what, done, of)

    with monkeypatch.context() as patched:
        patched.setattr(watching._Watching, "watch", counted)
        return run(*command)


def files(folder: Path) -> dict[str, bytes]:
    """What stands in a folder, but for what is made anew whenever it is missing."""
    made_anew = (".lock", ".fold", ".index")
    found = (one for one in sorted(folder.rglob("*")) if one.is_file() and not one.name.endswith(made_anew))
    # a fold begins a new file of the log, which is empty until the next save
    return {str(one.relative_to(folder)): content for one in found if (content := one.read_bytes())}


@pytest.mark.usefixtures("at_once")
def test_how_far_it_is_stands_on_standard_error_where_it_is_asked_for(run: Run, note: Path, paper: Path) -> None:
    plain = run("compare", note, paper)
    ran = run("compare", note, paper, "--progress")
    assert plain.err == ""
    assert (ran.code, ran.out) == (plain.code, plain.out)
    lines = ran.err.splitlines()
    assert "crm-tui: promises compared: 1 of 3" in lines
    assert all(line.startswith("crm-tui: ") for line in lines)


@pytest.mark.usefixtures("at_once")
def test_json_is_json_whatever_is_told_beside_it(run: Run, store: Path) -> None:
    ran = run("store", "verify", "--progress", "--format", "json", "--store", store)
    assert json.loads(ran.out)["findings"] == []
    assert "kB of the log read" in ran.err


def test_short_work_says_nothing_even_where_it_is_asked(run: Run, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "FIRST", 60.0)
    assert run("store", "verify", "--progress", "--store", store).err == ""


@pytest.mark.usefixtures("at_once")
def test_at_a_terminal_it_is_told_unasked(run: Run, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "_is_terminal", lambda: True)
    assert "records checked for whom they name: 3 of 3" in run("store", "verify", "--store", store).err


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize(
    ("command", "says"),
    [
        pytest.param(("kept",), "commitments looked at: 1", id="kept"),
        pytest.param(("search", "joshi"), "kinds of records looked through: 11 of 11", id="search"),
    ],
)
def test_what_looks_through_all_records_tells_how_far_it_is(
    run: Run, store: Path, monkeypatch: pytest.MonkeyPatch, command: Command, says: str
) -> None:
    monkeypatch.setattr(kept_record, "_STEP", 1)
    assert run("promise", "call back fri", "--customer", "meera", "--store", store).code == 0
    plain = run(*command, "--store", store)
    ran = run(*command, "--progress", "--store", store)
    assert plain.err == ""
    assert (ran.code, ran.out) == (plain.code, plain.out)
    assert f"crm-tui: {says}" in ran.err.splitlines()


@pytest.fixture
def held(store: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Another session saves until the first line is told."""
    taken, told = threading.Event(), threading.Event()

    def save() -> None:
        other = TinyStore(store, by="ravi")
        with other.storage.lock.hold():
            taken.set()
            told.wait(60)
        other.close()

    complain = watching.complain

    def tell(line: str) -> None:
        complain(line)
        told.set()

    monkeypatch.setattr(watching, "complain", tell)
    saving = threading.Thread(target=save)
    saving.start()
    assert taken.wait(60)
    yield told
    told.set()
    saving.join()


WAITS = "crm-tui: waiting for another session that is saving"


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("command", [("promise", "meera: call back fri"), ("done", "1")], ids=["promise", "done"])
def test_who_waits_for_another_session_is_told_so(
    run: Run, store: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, command: Command
) -> None:
    assert run("promise", "call back thu", "--customer", "meera", "--store", store).code == 0
    monkeypatch.setattr(watching, "_is_terminal", lambda: True)
    request.getfixturevalue("held")
    ran = run(*command, "--store", store)
    assert ran.code == 0
    assert ran.err.splitlines()[0] == WAITS


@pytest.mark.usefixtures("at_once", "held")
def test_who_stops_while_another_session_saves_has_saved_nothing(
    run: Run, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(store.parent)
    ran = stopped_at(run, monkeypatch, 1, "promise", "meera: call back fri", "--store", store)
    assert ran.code == 130
    assert ran.err == f"crm-tui: stopped at {WAITS.removeprefix('crm-tui: ')}: nothing was saved\n"
    assert files(store.parent) == before


@pytest.mark.parametrize(
    "name", [*LONG, *(f"export {one}" for one in EXPORTS), *(f"store {one}" for one in OPERATIONS)]
)
def test_each_long_command_has_the_option_in_its_help(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit):
        parsed([*name.split(), "--help"])
    assert "--progress" in capsys.readouterr().out


def _backed_up(run: Run, store: Path) -> None:
    assert run("store", "backup", store.parent / "backups", "--store", store).code == 0
    opened = TinyStore(store, by="asha")
    with opened.transaction("a customer came") as now:
        now.add(Customer(name="Late Comer", owner="asha", since=DAY))
    opened.close()


def _by_another_program(_run: Run, store: Path) -> None:
    store.write_bytes(store.read_bytes().replace(b"Joshi & Sons", b"Joshi + Sons"))


def _late(_run: Run, store: Path) -> None:
    opened = TinyStore(store, by="asha")
    with opened.transaction("a customer came") as now:
        now.add(Customer(name="Late Comer", owner="asha", since=DAY))


def _with_pages(run: Run, store: Path) -> None:
    assert run("attach", PDF, "--deal", "1", "--store", store).code == 0


def _nothing(_run: Run, _store: Path) -> None:
    """The store as it is."""


@pytest.mark.parametrize(
    ("prepare", "command", "says"),
    [
        pytest.param(_nothing, ("attach", PDF, "--deal", "1"), "nothing was attached", id="attach"),
        pytest.param(_nothing, ("store", "backup", "FOLDER/new"), "no backup was made", id="backup"),
        pytest.param(
            _backed_up, ("store", "restore", "FOLDER/backups", "--replace"), "nothing was restored", id="restore"
        ),
        pytest.param(
            _backed_up,
            ("store", "restore", "FOLDER/backups", "--replace", "--keep-later"),
            "nothing was restored",
            id="restore and keep what came later",
        ),
        pytest.param(_late, ("store", "fold"), "the log holds everything", id="fold"),
        pytest.param(_by_another_program, ("store", "adopt"), "nothing was adopted", id="adopt"),
        pytest.param(
            _with_pages,
            ("store", "redact", "customers", "2", "--field", "name", "--why", "asked for"),
            "nothing was erased",
            id="redact",
        ),
        pytest.param(_nothing, ("export", "ics", "FOLDER/desk.ics"), "no file was changed but", id="export ics"),
        pytest.param(
            _nothing,
            ("review", "1", "--print", "sheet", "--format", "pdf", "--output", "FOLDER/sheet.pdf"),
            "no file was written",
            id="print",
        ),
    ],
)
def test_ctrl_c_at_any_step_leaves_all_as_it_was_or_comes_too_late(
    run: Run,
    store: Path,
    paper: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    prepare: Callable[[Run, Path], None],
    command: Command,
    says: str,
) -> None:
    attached(run, store, paper)
    prepare(run, store)
    kept = tmp_path / "kept"
    shutil.copytree(store.parent, kept)
    before, stops = files(kept), 0
    for number in range(1, 1000):
        shutil.rmtree(store.parent)
        shutil.copytree(kept, store.parent)
        words = [str(one).replace("FOLDER", str(store.parent)) for one in command]
        ran = stopped_at(run, monkeypatch, number, *words, "--store", store)
        if ran.code != 130:
            break
        stops += 1
        assert ran.out == ""
        [line] = ran.err.splitlines()
        assert line.startswith("crm-tui: stopped at ")
        assert says in line
        assert files(store.parent) == before
    # past its last step it is not stopped any more: it is done, as ever
    assert (ran.code, ran.err) == (0, "") or (ran.code, command[0]) == (1, "review")
    assert ran.out
    assert stops or command[0] == "export"
    if prepare is not _by_another_program:
        assert verify(store, indexes=INDEXES).findings == ()


def test_ctrl_c_behind_the_last_step_says_that_it_is_done(
    run: Run, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from crm_tui.store import replacement

    exchange = replacement.Replacement._exchange

    def late(self: replacement.Replacement, aside: Path | None) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        exchange(self, aside)

    _backed_up(run, store)
    monkeypatch.setattr(replacement.Replacement, "_exchange", late)
    ran = run("store", "restore", store.parent / "backups", "--replace", "--store", store)
    assert (ran.code, ran.err) == (0, f"crm-tui: {watching.TOO_LATE}\n")
    assert "Late Comer" not in [one.name for one in TinyStore(store).find(Customer)]
    # and the next Ctrl-C is the system's own again
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.parametrize("let_be", [False, True], ids=["a disk that never answers", "a save, which is let be"])
def test_a_second_ctrl_c_stops_what_comes_to_no_step(let_be: bool) -> None:
    went_on = []

    def work(_arguments: argparse.Namespace) -> int:
        with watched(None) if let_be else nullcontext():
            os.kill(os.getpid(), signal.SIGINT)
            went_on.append(1)
            os.kill(os.getpid(), signal.SIGINT)
            went_on.append(2)
        return 0

    arguments = argparse.Namespace(run=work, progress=False, waits=True, stopped="nothing was attached")
    if let_be:
        assert watching.run(arguments) == 0
    else:
        with pytest.raises(KeyboardInterrupt, match=f"^{watching.AT_ONCE}$"):
            watching.run(arguments)
    assert went_on == [1, 2] if let_be else [1]


def test_what_only_reads_stops_wherever_it_is(run: Run, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = stopped_at(run, monkeypatch, 2, "store", "verify", "--store", store)
    assert ran == Ran(130, "", "crm-tui: stopped at 0 of 2 kB of the log read: nothing was changed\n")


@pytest.mark.slow
@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGKILL])
def test_a_restore_that_is_cut_off_at_any_moment_leaves_one_store_or_the_other(
    run: Run, store: Path, tmp_path: Path, kind: signal.Signals
) -> None:
    opened = TinyStore(store, by="asha")
    for number in range(300):
        with opened.transaction("a customer came") as now:
            now.add(Customer(name=f"Customer {number}", owner="asha", since=DAY))
    opened.close()
    _backed_up(run, store)
    now_there = {one.name for one in TinyStore(store).find(Customer)}
    kept = tmp_path / "kept"
    shutil.copytree(store.parent, kept)
    command = [sys.executable, "-m", "crm_tui", "store", "restore", str(store.parent / "backups"), "--replace"]
    ended: list[bool] = []
    while not ended or not ended[-1]:
        shutil.rmtree(store.parent)
        shutil.copytree(kept, store.parent)
        work = subprocess.Popen(
            [*command, "--store", str(store)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        # before that the interpreter itself may still be starting
        while work.poll() is None and not (store.parent / "desk.json.new").exists():
            time.sleep(0.001)
        time.sleep(0.01 * len(ended))
        work.send_signal(kind)
        out, err = work.communicate(timeout=60)
        names = {one.name for one in TinyStore(store).find(Customer)}
        restored = "Late Comer" not in names
        assert names == (now_there - {"Late Comer"} if restored else now_there)
        if kind is signal.SIGINT:
            # the last line says which of the two it is
            assert (out.startswith(str(store)), "nothing was restored" in err) == (restored, not restored)
            # behind its last line the interpreter may be ending already, and is ended by the signal
            assert work.returncode in ((0, -signal.SIGINT) if restored else (130,))
            assert "Traceback" not in err
            assert not (store.parent / "desk.json.new").exists()
        left = [one for one in verify(store, indexes=INDEXES).findings if "was left by a restore" not in one]
        assert left == []
        ended.append(restored)
    assert len(ended) > 3
