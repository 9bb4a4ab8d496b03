"""The last line of the log: one that a power cut tore is left out, one that was changed since is refused and named."""

import random
from pathlib import Path

import pytest

from crm_tui.domain.errors import StoreProblem
from crm_tui.store.chain import GENESIS, Op, encode, is_torn
from crm_tui.store.database import StoreDB
from crm_tui.store.history import history
from crm_tui.store.problems import Damaged
from crm_tui.store.restore import restore
from tests.store.stores import LOG, checked, lines_of, rewrite, store_with_a_past

SECTOR = 512
LINE = encode(
    1,
    GENESIS,
    at="2026-11-21T10:00:00Z",
    by="आशा",
    why="by phone \u2603\U0001f600",
    ops=[Op("notes", 1, b'{"said":"' + "a note, नमस्ते 😀 ".encode() * 60 + b'"}')],
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return store_with_a_past(tmp_path)


def flips(line: bytes) -> list[bytes]:
    """The line with each single bit changed, one at a time."""
    found = []
    for at in range(len(line)):
        for bit in range(8):
            changed = bytearray(line)
            changed[at] ^= 1 << bit
            found.append(bytes(changed))
    return found


def torn(line: bytes, start: int, chance: random.Random) -> bytes:
    """What a line that begins at a byte ``start`` of its file may be after some of its sectors were not written.

    The first sector held the lines before, so that it is zeros behind them; the others hold zeros or anything.
    """
    left = bytearray(line)
    first = SECTOR - start % SECTOR
    places = [(0, first), *((at, at + SECTOR) for at in range(first, len(line), SECTOR))]
    lost = chance.sample(places, chance.randrange(1, len(places)))
    for begin, end in lost:
        size = len(left[begin:end])
        left[begin:end] = bytes(size) if begin == 0 or chance.random() < 0.5 else chance.randbytes(size)
    return bytes(left)


def test_a_bit_that_changed_is_never_taken_for_a_power_cut() -> None:
    taken = [changed for changed in flips(LINE) if is_torn(changed)]
    # a space of which one bit was lost is zero, which no line holds
    assert taken == [changed for changed in flips(LINE) if b"\0" in changed]


@pytest.mark.parametrize("seed", range(20))
def test_what_a_power_cut_leaves_of_a_line_is_never_taken_for_damage(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(50):
        assert is_torn(torn(LINE, chance.randrange(SECTOR), chance))


@pytest.mark.parametrize("length", range(0, len(LINE), 7))
def test_a_line_that_was_cut_off_is_torn(length: int) -> None:
    assert is_torn(LINE[:length])


def test_whole_lines_behind_one_that_is_not_are_no_power_cut() -> None:
    assert not is_torn(b"\0" * 100 + b"\n" + LINE)


def flip_last(path: Path) -> bytes:
    """Deal 4 was removed by the last line; let it be another deal."""
    rewrite(path, lambda lines: [*lines[:-1], lines[-1].replace(b'["deals",4,', b'["deals",5,')])
    return (path.parent / LOG).read_bytes()


def test_a_changed_last_line_is_refused_by_its_number_and_left_as_it_is(path: Path) -> None:
    count, before = len(lines_of(path)), flip_last(path)
    with pytest.raises(Damaged) as refused:
        StoreDB(path)
    assert f"000000000001.jsonl line {count} (commit {count}) is damaged" in str(refused.value)
    assert "\n" not in str(refused.value)
    assert (path.parent / LOG).read_bytes() == before
    [finding] = checked(path).findings
    assert finding.startswith(f"000000000001.jsonl line {count} (commit {count})")
    with pytest.raises(StoreProblem, match=f"line {count}"):
        list(history(path, "deals", 1))


def test_its_cure_gives_back_all_before_it(path: Path) -> None:
    with StoreDB(path) as db:
        deals = len(db.table("deals"))
    count = len(lines_of(path))
    flip_last(path)
    with pytest.raises(Damaged, match=f"'crm-tui store restore {path.parent} --at {count - 1} --replace"):
        StoreDB(path)
    done = restore(path.parent, path, at=count - 1, replace=True, by="boss", indexes={})
    assert done.aside is not None
    with StoreDB(path) as db:
        assert len(db.table("deals")) == deals + 1
    assert checked(path).findings == ()


def test_a_last_line_of_which_sectors_are_lost_is_put_aside_and_verify_names_what_is_left_of_it(path: Path) -> None:
    log = path.parent / LOG
    before = log.read_bytes()
    with StoreDB(path) as db:
        db.table("notes").insert({"said": "x" * 2000})
    line = log.read_bytes()[len(before) :]
    left = line[:600] + bytes(SECTOR) + random.Random(1).randbytes(SECTOR) + line[600 + 2 * SECTOR :]
    assert left.endswith(b"\n")
    log.write_bytes(before + left)
    found = checked(path)
    assert (found.findings, found.unfinished, found.notes) == ((), len(left), ())
    assert [one.seq for one in history(path, "deals", 1)] == [1]
    with StoreDB(path) as db:
        assert len(db.table("notes")) == 0
        db.table("notes").insert({"said": "y"})
    found = checked(path)
    [kept] = (path.parent / "desk.json.journal").glob("torn-*")
    assert (found.findings, found.unfinished, kept.read_bytes()) == ((), 0, left)
    [note] = found.notes
    assert kept.name in note
