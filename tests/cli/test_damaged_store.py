"""Each kind of damage to a store, under each command: one line, no byte changed, and the cure that it names works."""

import json
import os
import re
import shutil
import signal
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from crm_tui.domain.commitment import Commitment
from crm_tui.domain.customer import Customer
from crm_tui.store.database import StoreDB
from crm_tui.store.desk_store import TinyStore
from crm_tui.store.schema import SCHEMA
from tests.cli.conftest import DAY, Ran, Run

DB, INDEX, LOG = "desk.json", "desk.json.index", "desk.json.journal"
SEGMENT = f"{LOG}/000000000001.jsonl"
COMMANDS: dict[str, list[str]] = {
    "verify": ["store", "verify"],
    "check": ["check"],
    "promise": ["promise", "call back", "--customer", "#2"],
    "backup": ["store", "backup", "{folder}/../made"],
    "restore": ["store", "restore", "{folder}"],
    "history": ["store", "history", "customers", "2"],
    "fold": ["store", "fold"],
    "stats": ["store", "stats"],
    "adopt": ["store", "adopt"],
    "discard": ["store", "discard"],
}
LOOK = frozenset({"verify", "check", "stats", "history", "restore"})
"""Commands that change nothing at the store that they look at."""

Change = Callable[[Path], object]
"""Something done to the folder of a store."""


@dataclass(frozen=True)
class Damage:
    """Something that befell a store, and what is to be said of it."""

    done: Change
    """How it comes about."""

    works: str
    """The commands that do what they are for all the same; the others refuse."""

    says: str
    """A pattern in what each refusal of a store's own command says."""

    cure: str
    """What it says is to be done, in turn.

    Commands of the store, ``remove`` a name, ``move`` into its place what it leads to, ``go back to`` a commit.
    """


def a_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        # the whole path may be too long for a socket
        here = Path.cwd()
        os.chdir(path.parent)
        try:
            made.bind(path.name)
        finally:
            os.chdir(here)


IRREGULAR: dict[str, Change] = {
    "a pipe": os.mkfifo,
    "a socket": a_socket,
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a directory": Path.mkdir,
    "a link to itself": lambda path: path.symlink_to(path.name),
}


def remove(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink(missing_ok=True)


def instead(name: str, what: str) -> Change:
    def change(folder: Path) -> None:
        remove(folder / name)
        IRREGULAR[what](folder / name)

    return change


def content(name: str, new: bytes | Callable[[bytes], bytes]) -> Change:
    def change(folder: Path) -> None:
        before = (folder / name).read_bytes() if (folder / name).exists() else b""
        after = new if isinstance(new, bytes) else new(before)
        assert after != before
        (folder / name).write_bytes(after)

    return change


def edited(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    return lambda before: before.replace(old, new, 1)


def lines(change: Callable[[list[bytes]], list[bytes]]) -> Callable[[bytes], bytes]:
    return lambda before: b"".join(change(before.splitlines(keepends=True)))


def flipped(behind: bytes) -> Callable[[bytes], bytes]:
    def change(before: bytes) -> bytes:
        at = before.index(behind) + len(behind)
        # a digit of a hash stays one: what is no hash at all is another kind of damage
        bit = next(bit for bit in (1, 2, 4) if before[at] ^ bit in b"0123456789abcdef" or before[at] not in b"af")
        return before[:at] + bytes([before[at] ^ bit]) + before[at + 1 :]

    return change


def nonsense(folder: Path) -> None:
    told = json.loads((folder / DB).read_bytes())
    told["customers"]["2"] = {"zodiac": "leo"}
    (folder / DB).write_text(json.dumps(told))


def nonsense_in_the_log(folder: Path) -> None:
    with StoreDB(folder / DB) as db:
        with db.transaction() as now:
            now.write("customers", 2, {"zodiac": "leo"})
        db.fold()


def elsewhere(folder: Path) -> None:
    (folder / SEGMENT).rename(folder / "elsewhere")
    (folder / SEGMENT).symlink_to(folder / "elsewhere")


def of_a_newer_program(folder: Path) -> None:
    with StoreDB(folder / DB) as db, db.transaction() as now:
        now.write("meta", 1, {**(now.document("meta", 1) or {}), "schema": SCHEMA + 1})
        now.write("customers", 2, {**(now.document("customers", 2) or {}), "zodiac": "leo"})


ALL = " ".join(COMMANDS)
FROM_LOG = "history restore"
MOVED = "move it away, the store is made anew from its log"
ALONE = "is all that is left of a store, its log .*, or begin a new log .* 'crm-tui store adopt'"
DROP = "is not what was saved: 'crm-tui store discard' makes it anew"
MISFIT = "does not belong to its log: 'crm-tui store discard' makes it anew"
NEWER = f"was written by a newer crm-tui (store version {SCHEMA + 1}, this program knows {SCHEMA}): update the program"
STRAY = r"does not follow commit \d, the last one before it: move it away if it is no part of the log"
NO_SOURCE = "holds no backup of|name another backup"

DAMAGES = {
    **{
        f"{what} for the file": Damage(
            instead(DB, what),
            # what a device is called is no longer the name of the store
            "restore" if what in ("a link to itself", "a device") else FROM_LOG,
            "choose another with --store" if what in ("a link to itself", "a device") else MOVED,
            f"remove {DB}",
        )
        for what in IRREGULAR
    },
    **{
        f"{what} for the index": Damage(
            instead(INDEX, what),
            # the copy of a backup gets an index of its own, and the log needs none
            f"{FROM_LOG} backup",
            "desk.json.index is .* not a file: remove it, it is made anew",
            f"remove {INDEX}",
        )
        for what in ("a pipe", "a device", "a directory")
    },
    **{
        f"{what} for a segment": Damage(
            instead(SEGMENT, what),
            "",
            "000000000001.jsonl .*: move it away and restore a backup",
            f"remove {SEGMENT}; restore",
        )
        for what in IRREGULAR
    },
    **{
        f"{what} for the log": Damage(
            instead(LOG, what),
            "",
            f"{LOG} can't be read .*: move it away and restore a backup",
            f"remove {LOG}; restore",
        )
        for what in IRREGULAR
        if what != "a directory"
    },
    "a link to a segment elsewhere": Damage(
        elsewhere,
        "",
        "000000000001.jsonl is a link, not a file: move the file that it leads to, /.*/elsewhere, into its place",
        f"move {SEGMENT}",
    ),
    "a link to nothing for a segment": Damage(
        lambda folder: (remove(folder / SEGMENT), (folder / SEGMENT).symlink_to("nothing")),
        "",
        "000000000001.jsonl .*: move it away and restore a backup",
        f"remove {SEGMENT}; restore",
    ),
    "an empty file": Damage(content(DB, b""), f"{FROM_LOG} discard", DROP, "discard"),
    "half a file": Damage(content(DB, lambda all_: all_[: len(all_) // 2]), f"{FROM_LOG} discard", DROP, "discard"),
    "a letter": Damage(content(DB, b"Dear customer,"), f"{FROM_LOG} discard", DROP, "discard"),
    "other JSON": Damage(content(DB, b'{"a": 1}'), f"{FROM_LOG} discard", DROP, "discard"),
    "bytes": Damage(content(DB, bytes(range(256))), f"{FROM_LOG} discard", DROP, "discard"),
    "nonsense in the file": Damage(nonsense, f"{FROM_LOG} discard", "'crm-tui store discard'", "discard"),
    "an edited record": Damage(
        content(DB, edited(b"Joshi & Sons", b"Joshi + Sons")),
        f"{FROM_LOG} adopt discard",
        "'crm-tui store discard' drops that, 'crm-tui store adopt' keeps it",
        "adopt",
    ),
    "a bit in the head of the file": Damage(
        content(DB, flipped(b'"head":"')), f"{FROM_LOG} discard", f"{MISFIT}|belongs to another log: drop it", "discard"
    ),
    "a digit in the number of the file": Damage(
        content(DB, edited(b'"seq":', b'"seq":9')), f"{FROM_LOG} discard", f"{MISFIT}|belongs to another log", "discard"
    ),
    "a newer layout": Damage(
        content(DB, edited(b'"format":1', b'"format":9')),
        f"{FROM_LOG} check stats adopt discard",
        "laid out by a newer crm-tui .*: update the",
        "",
    ),
    "no log": Damage(lambda folder: remove(folder / LOG), "adopt", ALONE, "adopt"),
    "a log without a segment": Damage(lambda folder: remove(folder / SEGMENT), "adopt", ALONE, "adopt"),
    "an empty segment": Damage(content(SEGMENT, b""), "adopt", ALONE, "adopt"),
    "a log cut off before the file": Damage(
        content(SEGMENT, lines(lambda all_: all_[:1])),
        "restore adopt discard",
        r"holds commit \d, but its log was cut off and ends at commit 1: 'crm-tui store adopt' takes what is missing",
        "adopt",
    ),
    "a bit in an early line": Damage(
        content(SEGMENT, flipped(b'"by":"')),
        # what the file holds is not read in the log
        "promise fold adopt discard",
        "line 1 .*does not fit its hash|no commit of its log is sound|does not follow commit 0|is damaged",
        "restore",
    ),
    "a bit in the last line": Damage(
        content(SEGMENT, lambda all_: all_[: (at := all_.rindex(b'"ops"'))] + b"!" + all_[at + 1 :]),
        "",
        "line 4 .*does not fit its hash.* restore a backup|is damaged behind commit 3: --at 3 restores what is sound",
        "go back to 3",
    ),
    "a line that is not finished": Damage(content(SEGMENT, lambda all_: all_ + b'{"seq":9,'), ALL, "", ""),
    "an empty stray segment": Damage(
        lambda folder: (folder / f"{LOG}/000000000099.jsonl").touch(),
        FROM_LOG,
        STRAY,
        f"remove {LOG}/000000000099.jsonl",
    ),
    "a copy of a segment under a later number": Damage(
        lambda folder: shutil.copy(folder / SEGMENT, folder / f"{LOG}/000000000099.jsonl"),
        "",
        f"{STRAY}|damaged behind commit 4: --at 4",
        f"remove {LOG}/000000000099.jsonl",
    ),
    "a copy of a segment under an earlier number": Damage(
        lambda folder: shutil.copy(folder / SEGMENT, folder / f"{LOG}/000000000002.jsonl"),
        "promise fold adopt discard",
        f"{STRAY}|journal is damaged|damaged behind commit 4: --at 4",
        f"remove {LOG}/000000000002.jsonl",
    ),
    "another file in the folder of the log": Damage(lambda folder: (folder / f"{LOG}/notes.txt").touch(), ALL, "", ""),
    "a record that is none": Damage(
        nonsense_in_the_log,
        "backup restore history fold stats adopt discard",
        "customers 2 is not a valid record .name: Field required.: run 'crm-tui store fold', mend its line in that "
        "file, then 'crm-tui store adopt'; or restore a backup",
        "restore",
    ),
    "records of a newer program": Damage(
        of_a_newer_program,
        "verify backup restore history stats adopt discard",
        re.escape(NEWER),
        "",
    ),
}


@pytest.fixture(autouse=True)
def _without_waiting_for_ever() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TimeoutError("a command waits for something that never comes")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def sound(store: Path, run: Run) -> Path:
    """The folder of a store with a past, folded; beside it, a folder of backups."""
    with TinyStore(store).transaction() as now:
        now.add(Customer(name="Acme", owner="asha", since=DAY))
        now.add(Commitment(customer_id=2, words="send the list", owner="asha", made_on=DAY))
    assert run("store", "fold", "--store", store).code == 0
    assert run("store", "backup", store.parent.parent / "backups", "--store", store).code == 0
    return store.parent


def damaged(sound: Path, name: str, damage: Damage) -> Path:
    folder = sound.parent / name / "desk"
    shutil.copytree(sound, folder)
    damage.done(folder)
    return folder


def parts(folder: Path) -> dict[str, object]:
    """What lies in a folder, byte by byte, without the files that only say who saves."""
    return {
        str(one.relative_to(folder)): one.read_bytes() if one.is_file() else one.lstat().st_mode
        for one in folder.rglob("*")
        if one.suffix not in (".lock", ".fold") and not one.is_char_device()
    }


def ran(run: Run, command: str, folder: Path, *more: str) -> Ran:
    store = folder.parent / "new" / DB if command == "restore" else folder / DB
    return run(*(one.format(folder=folder) for one in COMMANDS[command]), "--store", store, *more)


def in_plain_lines(done: Ran) -> str:
    """What a refusal says; one problem is one line on standard error, and what was found stands on standard output."""
    if done.code == 2:
        # the daily check says what is owed as long as that can be read
        assert done.out == "" or done.out.startswith("Daily check")
        assert done.err.count("\n") == 1
    else:
        assert (done.code, done.err) == (1, "")
    said = done.out + done.err
    assert "should not have happened" not in said
    assert "Traceback" not in said
    return said


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=list(DAMAGES))
def test_a_damaged_store_is_refused_in_one_line_and_left_as_it_is(run: Run, sound: Path, damage: Damage) -> None:
    for command in COMMANDS:
        folder = damaged(sound, command, damage)
        before = parts(folder)
        done = ran(run, command, folder)
        assert "should not have happened" not in done.err, command
        if command in damage.works.split():
            assert done.code == 0 or (command, done.code) == ("check", 1), (command, done)
            if command not in LOOK:
                continue
        else:
            said = in_plain_lines(done)
            assert re.search(f"{damage.says}|{NO_SOURCE}" if command in FROM_LOG else damage.says, said), (
                command,
                said,
            )
            # the copy of a backup, and where a restored store would have been, are away again
            assert sorted(one.name for one in folder.parent.iterdir() if one.name != "new") == ["desk"], command
        assert parts(folder) == before, command


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=list(DAMAGES))
def test_what_is_said_to_be_done_makes_it_sound(run: Run, sound: Path, damage: Damage) -> None:
    folder = damaged(sound, "damaged", damage)
    for step in filter(None, damage.cure.split("; ")):
        cure, _, name = step.partition(" ")
        if cure == "remove":
            remove(folder / name)
        elif cure == "move":
            (folder / name).resolve().rename(folder / name)
        elif cure == "restore":
            assert run("store", "restore", sound.parent / "backups", "--replace", "--store", folder / DB).code == 0
        elif cure == "go":
            back = ("--at", name.removeprefix("back to "), "--replace")
            assert run("store", "restore", folder, *back, "--store", folder / DB).code == 0
        else:
            assert ran(run, cure, folder).code == 0
    if not damage.cure:
        return
    for command in ("verify", "check", "promise", "verify"):
        assert ran(run, command, folder).code == 0, command


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=list(DAMAGES))
def test_who_asked_for_json_gets_json(run: Run, sound: Path, damage: Damage) -> None:
    folder = damaged(sound, "damaged", damage)
    before = parts(folder)
    for command in ("verify", "check", "stats", "history"):
        done = ran(run, command, folder, "--format", "json")
        told = json.loads(done.out)
        if done.code == 2:
            assert (told["problem"], told["exit"]) == (done.err.strip().removeprefix("crm-tui: "), 2)
            assert len(told) == 2 or "lines" in told
    assert parts(folder) == before


def test_a_record_that_is_none_is_mended_in_its_line_and_adopted(run: Run, sound: Path) -> None:
    nonsense_in_the_log(sound)
    assert ran(run, "fold", sound).code == 0
    content(DB, edited(b'"zodiac":"leo"', b'"name":"Leo","owner":"asha","since":"2026-11-21"'))(sound)
    assert ran(run, "adopt", sound).out == "1 record adopted\n"
    assert ran(run, "verify", sound).code == 0
    assert TinyStore(sound / DB).find(Customer, id=2)[0].name == "Leo"


def test_a_store_of_a_newer_program_is_called_so_by_verify_and_shown_where_it_can_be_read(
    run: Run, sound: Path
) -> None:
    of_a_newer_program(sound)
    newer = f"{sound / DB} {NEWER}"
    done = ran(run, "verify", sound)
    assert (done.code, done.out.splitlines()[1]) == (0, newer)
    assert json.loads(ran(run, "verify", sound, "--format", "json").out)["notes"] == [newer]
    assert newer in ran(run, "check", sound).err
    with StoreDB(sound / DB, schema=SCHEMA + 1) as db, db.transaction() as now:
        del (now.document("customers", 2) or {})["zodiac"]
    done = ran(run, "check", sound)
    assert (done.code, done.out.startswith("Daily check"), done.err) == (2, True, f"crm-tui: {newer}\n")
    assert newer in ran(run, "promise", sound).err


@pytest.mark.parametrize(
    "row",
    [
        pytest.param({"name": "Leo"}, id="a field is missing"),
        pytest.param({"name": "Leo", "owner": "a", "since": "soon"}, id="no day"),
        pytest.param({"name": "Leo", "owner": "a", "since": "2026-11-21", "zodiac": 1}, id="a field that is none"),
    ],
)
def test_what_the_program_could_not_read_is_not_adopted(run: Run, sound: Path, row: dict[str, object]) -> None:
    told = json.loads((sound / DB).read_bytes())
    told["customers"]["2"] = row
    told["customers"]["7"] = {"name": "Fine", "owner": "asha", "since": "2026-11-21"}
    (sound / DB).write_text(json.dumps(told))
    before = parts(sound)
    done = ran(run, "adopt", sound)
    assert "made of customers 2 is not a valid record" in done.err
    assert "nothing was adopted; mend that line, or drop all of it with 'crm-tui store discard'" in done.err
    assert parts(sound) == before


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param(
            lambda told: told["deals"]["1"].update(customer_id=99),
            "made of deals 1 names customers 99, which is not there",
            id="a link to nothing",
        ),
        pytest.param(
            lambda told: told["customers"].pop("1"),
            "made of customers 1 is that it is removed, and deals 1 names it",
            id="what others name",
        ),
    ],
)
def test_what_would_leave_a_loose_end_is_not_adopted(
    run: Run, sound: Path, change: Callable[[dict[str, dict[str, object]]], object], says: str
) -> None:
    told = json.loads((sound / DB).read_bytes())
    change(told)
    (sound / DB).write_text(json.dumps(told))
    before = parts(sound)
    assert says in ran(run, "adopt", sound).err
    assert parts(sound) == before
